//! The people of a demo city: those of the pack, and more applicants, all plainly fictional.

use std::fmt::Write as _;

/// Accounts that a visitor of the demo is told of, all with the same password: login, who it is.
pub(super) const ACCOUNTS: &[(&str, &str)] = &[
    ("zhang-yanshi", "申请人 applicant"),
    ("li-yangli", "申请人 another applicant"),
    ("chen-xuni", "企业法定代表人 legal representative of a firm"),
    ("yang-daiban", "企业代办人 agent with a firm's mandate"),
    ("clerk-1", "窗口受理员 window clerk"),
    ("clerk-2", "窗口受理员 another window clerk"),
    ("housing-reviewer-1", "住建局审查员 reviewer, housing"),
    (
        "housing-reviewer-2",
        "住建局审查员 another reviewer, housing",
    ),
    ("housing-decider", "住建局分管负责人 decider, housing"),
    (
        "housing-head",
        "住建局主要负责人 head of the authority, housing",
    ),
    ("housing-seal", "住建局印章管理员 seal keeper, housing"),
    ("market-reviewer-1", "市场监管局审查员 reviewer, market"),
    (
        "market-officer",
        "市场监管局即办件办理人 instant-case officer",
    ),
    ("supervisor", "监督员 supervisor, service bureau"),
    ("bureau-leader", "行政审批服务局领导 leader"),
    ("mayor", "市领导 mayor"),
    ("catalogue-editor", "事项编制 catalogue editor"),
    ("catalogue-publisher", "事项发布 catalogue publisher"),
    ("ratings-reviewer", "好差评核实 ratings reviewer"),
    ("admin-system", "系统管理员 system administrator"),
    ("admin-security", "安全管理员 security administrator"),
    ("admin-audit", "审计管理员 audit administrator"),
];

/// More applicants. Their birth years (1900–1909) make it plain that they are nobody's numbers.
pub(super) fn more_people(count: usize) -> String {
    const SURNAMES: [&str; 12] = [
        "甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸", "子", "丑",
    ];
    let mut text = String::new();
    for n in 0..count {
        let seventeen = format!(
            "431102{}{:02}{:02}{:03}",
            1900 + n % 10,
            1 + n / 10 % 12,
            1 + n / 120 % 28,
            n % 1000
        );
        let number = format!("{seventeen}{}", check_character(&seventeen));
        let surname = SURNAMES[n % SURNAMES.len()];
        let _ = write!(
            text,
            "\n[[people]]\nlogin = \"demo-{n:03}\"\nname = {{ zh = \"演示{surname}{n:03}\", en = \"Demo person {n:03}\" }}\n\
             kind = \"person\"\nidentity_number = \"{number}\"\nmobile_phone = \"1390000{n:04}\"\n\
             address = \"永州市冷水滩区演示路 {} 号\"\nposts = []\n",
            n + 1
        );
    }
    text
}

/// Whether the login is an applicant's: staff apply under sign-ins of their own.
pub(super) fn is_applicant(login: &str) -> bool {
    const OF_THE_PACK: [&str; 6] = [
        "zhang-yanshi",
        "li-yangli",
        "wang-shifan",
        "chen-xuni",
        "liu-moni",
        "yang-daiban",
    ];
    login.starts_with("demo-") && login != "demo-client" || OF_THE_PACK.contains(&login)
}

/// Check character of an identity number (GB 11643-1999).
fn check_character(seventeen: &str) -> char {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: [char; 11] = ['1', '0', 'X', '9', '8', '7', '6', '5', '4', '3', '2'];
    let sum: u32 = seventeen
        .chars()
        .zip(WEIGHTS)
        .map(|(digit, weight)| digit.to_digit(10).unwrap_or(0) * weight)
        .sum();
    CHECKS[(sum % 11) as usize]
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::identity::IdentityNumber;

    #[test]
    fn every_made_up_number_passes_its_check_digit() {
        let text = more_people(150);
        let today = jiff::civil::date(2021, 1, 4);
        let numbers: Vec<&str> = text
            .lines()
            .filter_map(|line| line.strip_prefix("identity_number = \"")?.strip_suffix('"'))
            .collect();
        assert_eq!(numbers.len(), 150);
        for number in numbers {
            assert!(IdentityNumber::parse(number, today).is_ok(), "{number}");
        }
    }
}
