//! 救济途径: where the applicant turns who disagrees. Data by kind of authority and by day.

use contracts::item::Text;
use contracts::people::{AuthorityKind, Unit, Units};
use kernel::Date;
use serde::Deserialize;
use std::sync::LazyLock;

const FILE: &str = include_str!("../../../../data/remedies.toml");

#[derive(Clone, Debug, Deserialize)]
struct File {
    remedies: Vec<Remedy>,
}

/// The words for one kind of authority, in force for a time.
#[derive(Clone, Debug, Deserialize)]
pub struct Remedy {
    pub authority_kind: String,
    pub valid_from: Date,
    #[serde(default)]
    pub valid_to: Option<Date>,
    /// Who hears the review, as it stands in `text`.
    pub review_authority: Text,
    pub text: Text,
}

/// Every version of the words; empty if the file cannot be read, which a test forbids.
pub fn carried() -> &'static [Remedy] {
    static CARRIED: LazyLock<Vec<Remedy>> = LazyLock::new(|| {
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
    &CARRIED
}

/// What the act itself says of its remedies.
#[derive(Clone, Copy, Debug, Default)]
pub struct Given<'a> {
    /// Who hears the review, by name.
    pub review_body: Option<&'a str>,
    /// 复议前置
    pub is_review_first: bool,
}

/// The sentence for a paper of this authority on this day; `None` where no words are in force.
///
/// # Law
/// 行政许可法 art. 38(2); 行政复议法 of the day; 行政诉讼法 art. 46.
pub fn sentence(units: &Units, issuer: &Unit, day: Date, given: Given<'_>) -> Option<Text> {
    let kind = match issuer.authority {
        _ if given.is_review_first => "review-first",
        AuthorityKind::GovernmentDepartment | AuthorityKind::Government => "government-department",
        AuthorityKind::Vertical => "vertical",
        AuthorityKind::AuthorisedOrganisation => "authorised-organisation",
        AuthorityKind::PublicUtility => "public-utility",
        AuthorityKind::PublicBody | AuthorityKind::None => "public-body",
        // Who hears a review of a zone's committee has to be settled by a legal officer first.
        AuthorityKind::ManagedCommittee => return None,
    };
    let remedy = find(kind, day).or_else(|| {
        // Before 2024 the words for "review first" are those of the kind.
        given
            .is_review_first
            .then(|| find("government-department", day))?
    })?;
    let in_language = |is_english: bool| {
        let template = remedy.review_authority.get(is_english);
        let body = match given.review_body {
            Some(name) => name.to_owned(),
            None => review_body(template, units, issuer, is_english),
        };
        let text = remedy.text.get(is_english);
        // What stands from the first name to the last is who hears the review.
        let (Some(from), Some(to)) = (text.find('{'), text.rfind('}')) else {
            return text.to_owned();
        };
        let (before, after) = (text.get(..from), text.get(to + 1..));
        let text = [
            before.unwrap_or_default(),
            body.as_str(),
            after.unwrap_or_default(),
        ]
        .concat();
        // With one authority there is nothing to choose.
        if body.contains("或者") || body.contains(" or ") {
            text
        } else {
            text.replace("（由你选择其一）", "")
                .replace(" (your choice)", "")
        }
    };
    Some(Text {
        zh: in_language(false),
        en: in_language(true),
    })
}

fn find(kind: &str, day: Date) -> Option<&'static Remedy> {
    carried().iter().find(|remedy| {
        remedy.authority_kind == kind
            && remedy.valid_from <= day
            && remedy.valid_to.is_none_or(|last| day <= last)
    })
}

/// The government of the same level and the department above, by name. Without a department above,
/// only the government is printed.
fn review_body(template: &str, units: &Units, issuer: &Unit, is_english: bool) -> String {
    let words = |zh: &str, en: &str| {
        if is_english {
            en.to_owned()
        } else {
            zh.to_owned()
        }
    };
    let superior = issuer.superior.get(is_english);
    if issuer.authority == AuthorityKind::Government {
        return if superior.is_empty() {
            words("上一级人民政府", "the government at the next level")
        } else {
            superior.to_owned()
        };
    }
    let government = units
        .above(issuer.id)
        .into_iter()
        .filter_map(|id| units.find(id))
        .find(|unit| unit.authority == AuthorityKind::Government)
        .map_or_else(
            || words("本级人民政府", "the government of the same level"),
            |unit| unit.name.get(is_english).to_owned(),
        );
    match (
        template.contains("{government}"),
        template.contains("{superior}"),
    ) {
        (true, true) if superior.is_empty() => government,
        (false, true) if superior.is_empty() => words(
            "上一级主管部门",
            "the competent department at the next level",
        ),
        _ => template
            .replace("{government}", &government)
            .replace("{superior}", superior),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use kernel::{AreaCode, UnitId};

    fn unit(
        id: i64,
        parent: Option<i64>,
        authority: AuthorityKind,
        zh: &str,
        superior: &str,
    ) -> Unit {
        Unit {
            id: UnitId(id),
            code: id.to_string(),
            short_code: String::new(),
            name: Text {
                zh: zh.into(),
                en: String::new(),
            },
            area: AreaCode(431_100),
            parent: parent.map(UnitId),
            phone: String::new(),
            authority,
            superior: Text {
                zh: superior.into(),
                en: String::new(),
            },
        }
    }

    #[test]
    fn the_review_law_of_the_day_names_one_authority_or_two() {
        let units = Units::new([
            unit(
                1,
                None,
                AuthorityKind::Government,
                "永州市人民政府",
                "湖南省人民政府",
            ),
            unit(
                2,
                Some(1),
                AuthorityKind::GovernmentDepartment,
                "永州市水利局",
                "湖南省水利厅",
            ),
        ]);
        let issuer = units.find(UnitId(2)).unwrap();
        let on = |day| sentence(&units, issuer, day, Given::default()).unwrap().zh;
        assert!(on(date(2021, 9, 17)).contains("向永州市人民政府或者湖南省水利厅申请行政复议"));
        let later = on(date(2024, 3, 1));
        assert!(later.contains("向永州市人民政府申请行政复议"), "{later}");
        assert!(!later.contains("水利厅") && !later.contains("选择其一"));
    }

    #[test]
    fn what_the_act_says_stands_and_no_brace_is_left() {
        let units = Units::new([unit(3, None, AuthorityKind::Vertical, "某税务局", "")]);
        let issuer = units.find(UnitId(3)).unwrap();
        let given = Given {
            review_body: Some("某省税务局"),
            is_review_first: false,
        };
        let text = sentence(&units, issuer, date(2021, 9, 17), given).unwrap();
        assert!(text.zh.contains("向某省税务局申请行政复议"));
        for kind in [
            "government-department",
            "vertical",
            "public-body",
            "review-first",
        ] {
            assert!(find(kind, date(2024, 3, 1)).is_some(), "{kind}");
        }
        assert!(!text.zh.contains('{') && !text.en.contains('{'));
    }
}
