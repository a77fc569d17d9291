//! Where an applicant turns who is denied: the words of the day for the kind of authority, from
//! `data/remedies.toml`. Shown before the decision is signed, and put into it; never typed.

use crate::domain::events::Remedies;
use contracts::{
    item::Text,
    people::{AuthorityKind, Unit, Units},
};
use kernel::{Date, UnitId};
use serde::Deserialize;
use std::sync::LazyLock;

const FILE: &str = include_str!("../../../../../data/remedies.toml");
const REVIEW_FIRST: &str = "review-first";

#[derive(Debug, Deserialize)]
struct File {
    remedies: Vec<Words>,
}

#[derive(Debug, Deserialize)]
struct Words {
    authority_kind: String,
    valid_from: Date,
    #[serde(default)]
    valid_to: Option<Date>,
    review_authority: Text,
    #[serde(default)]
    review_days: Option<u16>,
    #[serde(default)]
    court_months: Option<u16>,
    court: Text,
    text: Text,
}

static WORDS: LazyLock<Vec<Words>> = LazyLock::new(|| {
    toml::from_str::<File>(FILE).map_or_else(
        |error| {
            tracing::error!(
                error = &error as &dyn std::error::Error,
                "no words on remedies"
            );
            Vec::new()
        },
        |file| file.remedies,
    )
});

/// The remedies of a decision, and the sentence that says them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    pub(super) remedies: Remedies,
    pub(super) sentence: Text,
}

/// The remedies against a decision of the unit on the day; `None` where no words are in force, and
/// then nothing can be denied before a legal officer has settled them.
///
/// # Law
/// 行政许可法 art. 38(2); 行政复议法 of the day; 行政诉讼法 art. 46.
pub(super) fn find(units: &Units, unit: UnitId, day: Date, is_review_first: bool) -> Option<Found> {
    let authority = units.authority_of(unit).or_else(|| units.find(unit))?;
    let in_force = |kind: &str| {
        WORDS.iter().find(|words| {
            words.authority_kind == kind
                && words.valid_from <= day
                && words.valid_to.is_none_or(|last| day <= last)
        })
    };
    let own = in_force(kind_code(authority.authority)?);
    let words = if is_review_first {
        // Before 2024 there are no words of their own for it; those of the kind stand, marked.
        in_force(REVIEW_FIRST).or(own)?
    } else {
        own?
    };
    let fill = |text: &str, is_english| fill(text, units, authority, is_english);
    let not_applicable = || "不适用".to_owned();
    Some(Found {
        remedies: Remedies {
            review_body: fill(&words.review_authority.zh, false),
            review_within: words
                .review_days
                .map_or_else(not_applicable, |days| format!("{}日", chinese(days))),
            court: words.court.zh.clone(),
            sue_within: words
                .court_months
                .map_or_else(not_applicable, |months| format!("{}个月", chinese(months))),
            review_first: is_review_first,
        },
        sentence: Text {
            zh: fill(&words.text.zh, false),
            en: fill(&words.text.en, true),
        },
    })
}

fn kind_code(kind: AuthorityKind) -> Option<&'static str> {
    match kind {
        AuthorityKind::GovernmentDepartment | AuthorityKind::Government => {
            Some("government-department")
        }
        AuthorityKind::Vertical => Some("vertical"),
        AuthorityKind::AuthorisedOrganisation => Some("authorised-organisation"),
        AuthorityKind::PublicBody => Some("public-body"),
        AuthorityKind::PublicUtility => Some("public-utility"),
        AuthorityKind::ManagedCommittee | AuthorityKind::None => None,
    }
}

fn fill(text: &str, units: &Units, authority: &Unit, is_english: bool) -> String {
    let government = units
        .above(authority.id)
        .into_iter()
        .filter_map(|id| units.find(id))
        .find(|unit| unit.authority == AuthorityKind::Government && unit.id != authority.id);
    let superior = authority.superior.get(is_english);
    let government = government.map_or(superior, |unit| unit.name.get(is_english));
    if superior.is_empty() {
        // Without a department above, only the government is named.
        return text
            .replace("{government}或者{superior}", government)
            .replace("{government} or to {superior} (your choice)", government)
            .replace("{government} or {superior}", government)
            .replace("（由你选择其一）", "")
            .replace("{government}", government)
            .replace("{superior}", government);
    }
    text.replace("{government}", government)
        .replace("{superior}", superior)
}

/// Numbers as papers write them, up to ninety-nine.
fn chinese(number: u16) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |n: u16| DIGITS.get(usize::from(n % 10)).copied().unwrap_or_default();
    match number {
        0..=9 => digit(number).to_owned(),
        10..=19 => format!("十{}", digit(number)),
        20..=99 => format!("{}十{}", digit(number / 10), digit(number)),
        _ => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use kernel::AreaCode;

    fn unit(id: i64, parent: Option<i64>, authority: AuthorityKind, name: &str) -> Unit {
        let text = |zh: &str| Text {
            zh: zh.into(),
            en: String::new(),
        };
        Unit {
            id: UnitId(id),
            code: id.to_string(),
            short_code: "017".into(),
            name: text(name),
            area: AreaCode(431_100),
            parent: parent.map(UnitId),
            phone: String::new(),
            authority,
            superior: text("湖南省住房和城乡建设厅"),
        }
    }

    #[test]
    fn the_law_of_the_day_names_one_authority_or_two() {
        let units = Units::new([
            unit(1, None, AuthorityKind::Government, "永州市人民政府"),
            unit(
                2,
                Some(1),
                AuthorityKind::GovernmentDepartment,
                "永州市住房和城乡建设局",
            ),
        ]);
        let on = |day| find(&units, UnitId(2), day, false).unwrap().remedies;
        let before = on(date(2021, 9, 17));
        assert_eq!(
            before.review_body,
            "永州市人民政府或者湖南省住房和城乡建设厅"
        );
        assert_eq!(before.review_within, "六十日");
        assert_eq!(before.sue_within, "六个月");
        assert_eq!(on(date(2024, 3, 1)).review_body, "永州市人民政府");
    }

    #[test]
    fn a_managed_zone_has_no_words_until_a_legal_officer_settles_them() {
        let units = Units::new([unit(3, None, AuthorityKind::ManagedCommittee, "某管委会")]);
        assert_eq!(find(&units, UnitId(3), date(2021, 9, 17), false), None);
    }

    #[test]
    fn numbers_are_written_as_papers_write_them() {
        assert_eq!(chinese(6), "六");
        assert_eq!(chinese(10), "十");
        assert_eq!(chinese(15), "十五");
        assert_eq!(chinese(60), "六十");
    }
}
