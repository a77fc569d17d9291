//! Pauses (特别程序): time that the law does not count, each with the notice that says so.

use crate::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Why a clock may stand still. There is no plain "suspended": it has no basis in law, and is the
/// classic way to hide a case that is late.
///
/// # Law
/// 行政许可法 art. 45, the whole list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PauseReason {
    /// 听证
    Hearing,
    /// 招标
    Tender,
    /// 拍卖
    Auction,
    /// 检验
    Inspection,
    /// 检测, by the authority; a report that the applicant has to bring pauses nothing.
    Testing,
    /// 检疫
    Quarantine,
    /// 鉴定
    Appraisal,
    /// 专家评审
    ExpertReview,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{code:?} is not a code of a special procedure")]
pub struct UnknownPauseReason {
    pub code: String,
}

impl PauseReason {
    /// In the order of the law.
    pub const ALL: [Self; 8] = [
        Self::Hearing,
        Self::Tender,
        Self::Auction,
        Self::Inspection,
        Self::Testing,
        Self::Quarantine,
        Self::Appraisal,
        Self::ExpertReview,
    ];

    /// The code in exchange tables (`special_type`).
    pub fn code(self) -> &'static str {
        match self {
            Self::Hearing => "TX",
            Self::Tender => "ZB",
            Self::Auction => "PM",
            Self::Inspection => "JY",
            Self::Testing => "JC",
            Self::Quarantine => "JY2",
            Self::Appraisal => "JD",
            Self::ExpertReview => "ZJ",
        }
    }

    /// The name as the law has it, for papers and exchange tables.
    pub fn name(self) -> &'static str {
        match self {
            Self::Hearing => "听证",
            Self::Tender => "招标",
            Self::Auction => "拍卖",
            Self::Inspection => "检验",
            Self::Testing => "检测",
            Self::Quarantine => "检疫",
            Self::Appraisal => "鉴定",
            Self::ExpertReview => "专家评审",
        }
    }
}

impl std::str::FromStr for PauseReason {
    type Err = UnknownPauseReason;

    /// Reads a code of [`PauseReason::code`].
    fn from_str(code: &str) -> Result<Self, UnknownPauseReason> {
        let found = Self::ALL.into_iter().find(|reason| reason.code() == code);
        found.ok_or_else(|| UnknownPauseReason { code: code.into() })
    }
}

/// A pause with its notice. It ends by itself at the planned end, unless a new notice follows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    pub reason: PauseReason,
    /// The day of the notice; it still counts.
    pub started_on: Date,
    /// The last day that is not counted, as the notice says.
    pub planned_end_on: Date,
    /// The last day that was not counted, if it ended earlier.
    pub ended_on: Option<Date>,
    /// Number of the notice (不计入期限告知书): `永住建检〔2021〕86号`.
    pub document: String,
}

impl Pause {
    /// The last day that is not counted.
    pub fn last_day(&self) -> Date {
        self.ended_on
            .map_or(self.planned_end_on, |ended| ended.min(self.planned_end_on))
    }

    /// Whether the clock stands still on the day.
    pub fn covers(&self, day: Date) -> bool {
        self.started_on < day && day <= self.last_day()
    }
}

/// Days that are not counted: after `after`, up to and including `through`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) after: Date,
    pub(super) through: Date,
}

/// The days that the pauses take out after `start`: in ascending order, none empty, none touching
/// another, so that a day is never taken out twice.
pub(super) fn merged(pauses: &[Pause], start: Date) -> Vec<Window> {
    let window = |pause: &Pause| Window {
        after: pause.started_on.max(start),
        through: pause.last_day(),
    };
    let mut windows: Vec<_> = pauses.iter().map(window).collect();
    windows.retain(|window| window.after < window.through);
    windows.sort_by_key(|window| window.after);
    let mut merged: Vec<Window> = Vec::with_capacity(windows.len());
    for window in windows {
        match merged.last_mut() {
            Some(last) if window.after <= last.through => {
                last.through = last.through.max(window.through);
            }
            Some(_) | None => merged.push(window),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn pause(from: i8, planned: i8, ended: Option<i8>) -> Pause {
        Pause {
            reason: PauseReason::Testing,
            started_on: date(2021, 9, from),
            planned_end_on: date(2021, 9, planned),
            ended_on: ended.map(|day| date(2021, 9, day)),
            document: "永住建检〔2021〕86号".into(),
        }
    }

    // 行政许可法 art. 45.
    #[test]
    fn the_law_knows_eight_reasons() {
        let names: Vec<_> = PauseReason::ALL
            .iter()
            .map(|reason| reason.name())
            .collect();
        assert_eq!(
            names.join("、"),
            "听证、招标、拍卖、检验、检测、检疫、鉴定、专家评审"
        );
        for reason in PauseReason::ALL {
            assert_eq!(reason.code().parse(), Ok(reason));
        }
        assert!("普通挂起".parse::<PauseReason>().is_err());
        let json = serde_json::to_string(&PauseReason::ExpertReview).unwrap();
        assert_eq!(json, r#""expert-review""#);
    }

    #[test]
    fn the_day_of_the_notice_counts_and_the_last_day_does_not() {
        let pause = pause(6, 10, None);
        assert!(!pause.covers(date(2021, 9, 6)));
        assert!(pause.covers(date(2021, 9, 7)));
        assert!(pause.covers(date(2021, 9, 10)));
        assert!(!pause.covers(date(2021, 9, 11)));
    }

    #[test]
    fn a_pause_ends_by_itself_at_its_planned_end() {
        assert_eq!(pause(6, 10, Some(20)).last_day(), date(2021, 9, 10));
        assert_eq!(pause(6, 10, Some(8)).last_day(), date(2021, 9, 8));
    }

    #[test]
    fn pauses_that_overlap_or_touch_become_one() {
        let window = |after, through| Window {
            after: date(2021, 9, after),
            through: date(2021, 9, through),
        };
        let pauses = [
            pause(20, 24, None),
            pause(6, 10, None),
            pause(8, 9, None),
            pause(10, 13, None),
        ];
        assert_eq!(
            merged(&pauses, date(2021, 9, 1)),
            [window(6, 13), window(20, 24)]
        );
        // What lies before the start takes nothing out, and neither does an empty pause.
        assert_eq!(merged(&pauses, date(2021, 9, 13)), [window(20, 24)]);
        assert_eq!(merged(&[pause(6, 5, None)], date(2021, 9, 1)), []);
    }
}
