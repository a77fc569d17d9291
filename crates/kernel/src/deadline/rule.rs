//! Deadline rules as data: how many days, of which kind, from which event, by which article.

use super::{DayUnit, Limit, add_limit};
use crate::{Basis, Date, OutsideCalendar, WorkCalendar};
use serde::{Deserialize, Serialize};
use std::sync::{Arc, OnceLock};
use thiserror::Error;

const PUBLISHED: &str = include_str!("../../../../data/rules/deadlines.json");

/// Who may change a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuleTier {
    /// 法定: a law or regulation; no setting goes below it.
    Legal,
    /// 国家或省的文件、标准.
    Standard,
    /// 本地承诺.
    Local,
}

/// On which side of its event a period lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// Within so many days after the event.
    #[default]
    After,
    /// At least so many days before the event.
    Before,
}

/// One rule in one version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeadlineRule {
    /// `permit.decide`; the same for all versions of a rule.
    pub rule_code: String,
    /// In Chinese, as shown.
    pub name: String,
    pub days: u16,
    pub unit: DayUnit,
    /// `true` if the law gives a number of days and practice reads them in this unit: then the unit
    /// is not shown as law.
    #[serde(default)]
    pub unit_by_practice: bool,
    /// The event on day zero: `accepted`, `received`, `permit-expires`.
    pub start_event: String,
    #[serde(default)]
    pub direction: Direction,
    /// The law or document, without 《》.
    pub basis: String,
    pub article: String,
    pub tier: RuleTier,
    pub valid_from: Date,
    #[serde(default)]
    pub valid_to: Option<Date>,
}

impl DeadlineRule {
    pub fn limit(&self) -> Limit {
        Limit {
            days: self.days,
            unit: self.unit,
        }
    }

    pub fn basis(&self) -> Basis {
        Basis::new(&self.basis, &self.article)
    }

    pub fn is_in_force_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }

    /// The last day for what the rule asks, if its event is on `event_on`. Days before an event
    /// are counted back from it, and are not moved off a day off.
    ///
    /// # Errors
    /// [`OutsideCalendar`] if a year that the count touches is not loaded.
    pub fn last_day(
        &self,
        event_on: Date,
        calendar: &WorkCalendar,
    ) -> Result<Date, OutsideCalendar> {
        match (self.direction, self.unit) {
            (Direction::After, _) => add_limit(event_on, self.limit(), calendar),
            (Direction::Before, DayUnit::Working) => {
                calendar.subtract_working_days(event_on, self.days)
            }
            (Direction::Before, DayUnit::Calendar) => event_on
                .checked_sub(jiff::Span::new().days(self.days))
                .map_err(|_| OutsideCalendar {
                    year: event_on.year(),
                }),
        }
    }
}

/// Rules in all their versions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DeadlineRules {
    rules: Vec<DeadlineRule>,
}

#[derive(Debug, Error)]
pub enum RulesError {
    #[error("not a list of deadline rules")]
    NotAList(#[from] serde_json::Error),
    #[error("rule {rule_code} has no days or no basis")]
    Incomplete { rule_code: String },
    #[error("rule {rule_code} ends before it begins")]
    EndsBeforeItBegins { rule_code: String },
    #[error("two versions of rule {rule_code} are in force on {day}")]
    TwoInForce { rule_code: String, day: Date },
}

impl DeadlineRules {
    /// The rules that Yimen carries (`data/rules/deadlines.json`); none if the embedded file is
    /// broken, which a test rules out.
    pub fn published() -> Arc<Self> {
        static RULES: OnceLock<Arc<DeadlineRules>> = OnceLock::new();
        let rules = RULES.get_or_init(|| Arc::new(Self::from_json(PUBLISHED).unwrap_or_default()));
        Arc::clone(rules)
    }

    /// Reads a list of rules.
    ///
    /// # Errors
    /// [`RulesError`], naming the rule.
    pub fn from_json(text: &str) -> Result<Self, RulesError> {
        let rules: Vec<DeadlineRule> = serde_json::from_str(text)?;
        for (index, rule) in rules.iter().enumerate() {
            check(rule, &rules[..index])?;
        }
        Ok(Self { rules })
    }

    pub fn all(&self) -> &[DeadlineRule] {
        &self.rules
    }

    /// The version of a rule in force on the day.
    pub fn find(&self, rule_code: &str, day: Date) -> Option<&DeadlineRule> {
        self.rules
            .iter()
            .find(|rule| rule.rule_code == rule_code && rule.is_in_force_on(day))
    }
}

fn check(rule: &DeadlineRule, earlier: &[DeadlineRule]) -> Result<(), RulesError> {
    let rule_code = rule.rule_code.clone();
    if rule.days == 0 || rule.basis.is_empty() || rule.article.is_empty() {
        return Err(RulesError::Incomplete { rule_code });
    }
    if rule.valid_to.is_some_and(|last| last < rule.valid_from) {
        return Err(RulesError::EndsBeforeItBegins { rule_code });
    }
    let overlaps = |other: &&DeadlineRule| {
        other.rule_code == rule_code
            && (other.is_in_force_on(rule.valid_from) || rule.is_in_force_on(other.valid_from))
    };
    match earlier.iter().find(overlaps) {
        Some(other) => {
            let day = rule.valid_from.max(other.valid_from);
            Err(RulesError::TwoInForce { rule_code, day })
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_embedded_rules_are_whole() {
        let rules = DeadlineRules::from_json(PUBLISHED).unwrap();
        assert_eq!(*DeadlineRules::published(), rules);
        let days = |code| rules.find(code, date(2021, 11, 30)).map(|rule| rule.days);
        assert_eq!(days("permit.notify-correction"), Some(5)); // 行政许可法 art. 32
        assert_eq!(days("permit.decide"), Some(20)); // art. 42
        assert_eq!(days("permit.decide.extension"), Some(10));
        assert_eq!(days("permit.decide-jointly"), Some(45));
        assert_eq!(days("permit.decide-jointly.extension"), Some(15));
        assert_eq!(days("permit.issue"), Some(10)); // art. 44
        assert_eq!(days("permit.unheard-of"), None);
    }

    // 行政许可法 art. 48.
    #[test]
    fn a_hearing_is_announced_seven_working_days_before() {
        let rules = DeadlineRules::published();
        let rule = rules
            .find("permit.notify-hearing", date(2021, 9, 1))
            .unwrap();
        let last = rule.last_day(date(2021, 10, 11), &WorkCalendar::published());
        // 8 and 9 October, 26 to 30 September; the holiday does not count.
        assert_eq!(last, Ok(date(2021, 9, 26)));
    }

    // 行政许可法 art. 50.
    #[test]
    fn a_renewal_is_applied_for_thirty_days_before_the_end() {
        let rules = DeadlineRules::published();
        let rule = rules
            .find("permit.apply-renewal", date(2021, 9, 1))
            .unwrap();
        assert!(rule.unit_by_practice);
        let last = rule.last_day(date(2021, 12, 31), &WorkCalendar::published());
        assert_eq!(last, Ok(date(2021, 12, 1)));
    }

    #[test]
    fn one_version_of_a_rule_is_in_force_on_a_day() {
        let row = |from: &str, to: &str| {
            format!(
                r#"{{"rule_code": "a", "name": "甲", "days": 5, "unit": "working",
                    "start_event": "received", "basis": "某法", "article": "第一条",
                    "tier": "local", "valid_from": "{from}", "valid_to": "{to}"}}"#
            )
        };
        let first = row("2020-01-01", "2020-12-31");
        let read = |rows: &[&str]| DeadlineRules::from_json(&format!("[{}]", rows.join(",")));
        let rules = read(&[&first, &row("2021-01-01", "2021-12-31")]).unwrap();
        let found = rules
            .find("a", date(2021, 6, 1))
            .map(|rule| rule.valid_from);
        assert_eq!(found, Some(date(2021, 1, 1)));
        let error = read(&[&first, &row("2020-12-31", "2021-12-31")]).unwrap_err();
        assert!(matches!(error, RulesError::TwoInForce { day, .. } if day == date(2020, 12, 31)));
        let error = read(&[&row("2021-01-01", "2020-12-31")]).unwrap_err();
        assert!(matches!(error, RulesError::EndsBeforeItBegins { .. }));
        let error = read(&[&first.replace("第一条", "")]).unwrap_err();
        assert!(matches!(error, RulesError::Incomplete { .. }));
    }
}
