//! Work lists of a desk: open cases within reach, the soonest promise first.
//!
//! How each is read is in [`super::desk_list`]; its numbers come from [`super::counters`], never from
//! counting.

use super::desk_list;
use crate::{domain::CaseState, permissions::CASES_LIST};
use contracts::{Value, matter::NO_DAY};
use kernel::{
    AccountId, Actor, CaseId, Date, ItemId, PartyId, Permission, UnitId,
    deadline::{Light, LightDates},
    time::{date_of_day, days_since_epoch},
};
use store::{Reader, Record, StoreError};

/// Lines on one page of a work list.
pub const PAGE: usize = 50;

/// States in which an application waits for acceptance.
pub const TO_ACCEPT: &[CaseState] = &[
    CaseState::Submitted,
    CaseState::Received,
    CaseState::CorrectionSubmitted,
];

/// States in which an accepted case is worked on.
pub const IN_REVIEW: &[CaseState] = &[
    CaseState::Accepted,
    CaseState::DeemedAccepted,
    CaseState::Reviewing,
    CaseState::Extended,
];

/// States in which something was decided and the case is not closed.
pub const TO_CLOSE: &[CaseState] = &[CaseState::DecidedGrant, CaseState::DecidedDeny];

/// The lists that a desk offers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DeskView {
    /// Everything that is open.
    #[default]
    All,
    /// What I have.
    Mine,
    /// What nobody has yet.
    Unclaimed,
    DueToday,
    Warn,
    Yellow,
    Red,
    Paused,
    /// The applicant was asked for corrections.
    WaitsForApplicant,
    ToAccept,
    /// Accepted and in my hands: to review, or to decide.
    WaitsForMe,
    ToClose,
}

impl DeskView {
    pub const ALL: [Self; 12] = [
        Self::All,
        Self::Mine,
        Self::Unclaimed,
        Self::DueToday,
        Self::Warn,
        Self::Yellow,
        Self::Red,
        Self::Paused,
        Self::WaitsForApplicant,
        Self::ToAccept,
        Self::WaitsForMe,
        Self::ToClose,
    ];

    /// In addresses, and the end of its word key.
    pub fn code(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Mine => "mine",
            Self::Unclaimed => "unclaimed",
            Self::DueToday => "due-today",
            Self::Warn => "warn",
            Self::Yellow => "yellow",
            Self::Red => "red",
            Self::Paused => "paused",
            Self::WaitsForApplicant => "applicant",
            Self::ToAccept => "to-accept",
            Self::WaitsForMe => "for-me",
            Self::ToClose => "to-close",
        }
    }

    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.code() == code)
    }
}

/// Which page of a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Turn {
    #[default]
    First,
    After(DeskCursor),
    Before(DeskCursor),
}

/// Place of a line in the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DeskCursor {
    /// Days since 1970; [`NO_DAY`] where there is no promise yet.
    pub promised_on: i64,
    pub case: CaseId,
}

impl std::fmt::Display for DeskCursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.promised_on, self.case)
    }
}

impl std::str::FromStr for DeskCursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (day, case) = text.split_once('.').ok_or(())?;
        Ok(Self {
            promised_on: day.parse().map_err(|_| ())?,
            case: CaseId(case.parse().map_err(|_| ())?),
        })
    }
}

/// What is asked of a list.
#[derive(Clone, Debug)]
pub struct DeskAsk {
    /// With which right: a desk lists, supervision supervises.
    pub permission: Permission,
    pub view: DeskView,
    pub item: Option<ItemId>,
    pub state: Option<CaseState>,
    pub unit: Option<UnitId>,
    pub holder: Option<AccountId>,
    /// First and last day of the promise.
    pub from: Option<Date>,
    pub to: Option<Date>,
    pub turn: Turn,
    pub limit: usize,
}

impl Default for DeskAsk {
    fn default() -> Self {
        Self {
            permission: CASES_LIST,
            view: DeskView::All,
            item: None,
            state: None,
            unit: None,
            holder: None,
            from: None,
            to: None,
            turn: Turn::First,
            limit: PAGE,
        }
    }
}

/// One line of a work list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskLine {
    pub case: CaseId,
    pub number: String,
    pub title: String,
    pub party: PartyId,
    pub unit: UnitId,
    pub holder: AccountId,
    pub state: String,
    pub promised_on: Option<Date>,
    pub legal_on: Option<Date>,
    pub lights: Option<LightDates>,
    pub paused_since: Option<Date>,
    pub version: i64,
}

impl DeskLine {
    pub(super) const COLUMNS: &'static str = "m.promised_on, m.id, m.number, m.title, m.party, m.unit, \
         m.holder, m.state, m.legal_on, m.warn_on, m.yellow_on, m.red_on, m.paused_since, m.version";

    fn of(record: &Record) -> Self {
        let lights = match (day(record, 9), day(record, 10), day(record, 11)) {
            (Some(warn_on), Some(yellow_on), Some(red_on)) => Some(LightDates {
                warn_on,
                yellow_on,
                red_on,
            }),
            _ => None,
        };
        Self {
            case: CaseId(record.int(1)),
            number: record.text(2).to_owned(),
            title: record.text(3).to_owned(),
            party: PartyId(record.int(4)),
            unit: UnitId(record.int(5)),
            holder: AccountId(record.int(6)),
            state: record.text(7).to_owned(),
            promised_on: day(record, 0),
            legal_on: day(record, 8),
            lights,
            paused_since: record.find_date(12),
            version: record.int(13),
        }
    }

    pub fn cursor(&self) -> DeskCursor {
        DeskCursor {
            promised_on: self
                .promised_on
                .map_or(NO_DAY, |day| days_since_epoch(day).into()),
            case: self.case,
        }
    }

    /// The light of the day; none before acceptance. A pause shows only while nothing is late.
    pub fn light(&self, today: Date) -> Option<Light> {
        let light = self.lights?.light_on(today);
        Some(match light {
            Light::Normal | Light::Warn if self.paused_since.is_some() => Light::Paused,
            Light::Normal
            | Light::Warn
            | Light::Yellow
            | Light::Red
            | Light::Paused
            | Light::Done => light,
        })
    }
}

/// A day of a sort column, where [`NO_DAY`] stands for none.
pub(super) fn day(record: &Record, column: usize) -> Option<Date> {
    let days = record.int(column);
    (days < NO_DAY)
        .then(|| i32::try_from(days).ok().map(date_of_day))
        .flatten()
}

/// A page of a work list.
#[derive(Clone, Debug, Default)]
pub struct DeskPage {
    pub lines: Vec<DeskLine>,
    pub has_previous: bool,
    pub has_next: bool,
}

/// Open cases by promised day, soonest first, within the actor's reach.
pub fn list_desk(
    reader: &mut Reader,
    actor: &Actor,
    ask: &DeskAsk,
) -> Result<DeskPage, StoreError> {
    let is_back = matches!(ask.turn, Turn::Before(_));
    let records = desk_list::read(reader, actor, ask)?;
    let has_more = records.len() > ask.limit;
    let mut lines: Vec<DeskLine> = records.iter().take(ask.limit).map(DeskLine::of).collect();
    if is_back {
        lines.reverse();
    }
    Ok(DeskPage {
        lines,
        has_previous: if is_back {
            has_more
        } else {
            ask.turn != Turn::First
        },
        has_next: is_back || has_more,
    })
}

/// The cases before and after one in the order of the list that the reader came from.
pub fn find_neighbours(
    reader: &mut Reader,
    actor: &Actor,
    ask: &DeskAsk,
    here: DeskCursor,
) -> Result<(Option<CaseId>, Option<CaseId>), StoreError> {
    let mut beside = |turn| -> Result<Option<CaseId>, StoreError> {
        let ask = DeskAsk {
            turn,
            limit: 1,
            ..ask.clone()
        };
        let page = list_desk(reader, actor, &ask)?;
        Ok(page.lines.first().map(|line| line.case))
    };
    Ok((beside(Turn::Before(here))?, beside(Turn::After(here))?))
}

/// Lines of these cases that are within reach, open or not, by case.
pub fn list_lines(
    reader: &mut Reader,
    actor: &Actor,
    permission: &Permission,
    cases: &[CaseId],
) -> Result<Vec<DeskLine>, StoreError> {
    let mut params = Vec::new();
    let ids = Value::Ints(cases.iter().map(|case| case.0).collect());
    let among = reader.one_of("m.id", ids, &mut params);
    let gate = reader.gate(&actor.scope(permission), "m", &mut params);
    let sql = format!(
        "SELECT {} FROM matter m WHERE m.kind = 'case' AND {among} AND {gate} ORDER BY m.id LIMIT {}",
        DeskLine::COLUMNS,
        cases.len(),
    );
    let records = reader.query(&sql, &params)?;
    Ok(records.iter().map(DeskLine::of).collect())
}

/// Adds a parameter and gives its name in the statement.
pub(super) fn bind(params: &mut Vec<Value>, value: impl Into<Value>) -> String {
    params.push(value.into());
    format!("${}", params.len())
}
