//! 申请: somebody files an application, and it becomes a case.

use super::{
    CaseNumber, CaseNumberError, CaseState,
    case::Case,
    duties::is_own,
    events::{CaseEvent, Received, Submitted},
    filing::{Agency, MaterialHeld, PromisePaper},
    law::{DECISION_DAYS, NOTICE_DAYS, business_environment, licensing},
};
use contracts::{
    Kept, Series, VaultWrite,
    item::{
        Channel, ItemBody, ItemPin, ItemVersion, Items, LegalRegime, Material, Necessity,
        ServedParty, Span,
    },
    people::Units,
};
use kernel::{
    Basis, CaseId, Date, Env, PartyId, Place, Refusal, RefusalKind, Timestamp,
    deadline::{Limit, Limits},
};
use std::sync::Arc;
use thiserror::Error;

/// How long a form that was begun under one version may still be filed under it.
const FORM_DAYS: i32 = 30;

/// From here on a record made after the network was away is shown to supervision.
const LATE_RECORD_MICROS: i64 = 30 * 60 * 1_000_000;

/// What is filed, by whichever channel.
#[derive(Clone, Debug)]
pub struct Application {
    pub case_id: CaseId,
    /// The version under which the form was begun.
    pub pin: ItemPin,
    pub begun_on: Date,
    pub party: PartyId,
    pub party_kind: ServedParty,
    pub answers: Kept,
    pub materials: Vec<MaterialHeld>,
    /// Codes of the materials whose condition over the form (`only_if`) holds.
    pub conditional: Vec<String>,
    /// 送达地址确认书 with consent to electronic service.
    pub electronic_service: Option<Kept>,
    /// 告知承诺, where the item offers it.
    pub promise: Option<PromisePaper>,
    pub vault: Vec<VaultWrite>,
}

/// Filed by the applicant, his firm or his agent.
#[derive(Clone, Debug)]
pub struct Submit {
    pub application: Application,
}

/// Recorded by a clerk for somebody at the window, or for a letter.
#[derive(Clone, Debug)]
pub struct SubmitOnBehalf {
    pub application: Application,
    pub channel: Channel,
    pub agency: Agency,
    /// When it was handed in, if earlier than now: the network was away, or the letter lay there.
    pub handed_at: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SubmitRefusal {
    #[error("case is {state}; it was filed before")]
    WrongState { state: CaseState },
    #[error("the item has no such version")]
    NoSuchItem,
    #[error("the item changed since the form was begun on {begun_on}")]
    ItemChanged { begun_on: Date },
    #[error("the item does not serve this kind of applicant")]
    NotServed,
    #[error("the account holds no mandate for this applicant and item")]
    NoMandate,
    #[error("a clerk records no application of his own")]
    OwnApplication,
    #[error("an application on behalf of somebody comes by window or post")]
    WrongChannel,
    #[error("it cannot have been handed in later than now")]
    HandedInLater,
    #[error("the item knows no material {codes:?}")]
    UnknownMaterial { codes: Vec<String> },
    #[error("the item offers no decision on a promise")]
    PromiseNotOffered,
    #[error("the promised limit of the item may end after the legal one")]
    LimitsUnsound,
    #[error("no case number can be made")]
    NoNumber(#[source] CaseNumberError),
}

impl Refusal for SubmitRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.submit.wrong-state",
            Self::NoSuchItem => "cases.submit.no-such-item",
            Self::ItemChanged { .. } => "cases.submit.item-changed",
            Self::NotServed => "cases.submit.not-served",
            Self::NoMandate => "cases.submit.no-mandate",
            Self::OwnApplication => "cases.submit.own-application",
            Self::WrongChannel => "cases.submit.wrong-channel",
            Self::HandedInLater => "cases.submit.handed-in-later",
            Self::UnknownMaterial { .. } => "cases.submit.unknown-material",
            Self::PromiseNotOffered => "cases.submit.promise-not-offered",
            Self::LimitsUnsound => "cases.submit.limits-unsound",
            Self::NoNumber(_) => "cases.submit.no-number",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. } | Self::ItemChanged { .. } | Self::NoNumber(_) => {
                RefusalKind::Conflict
            }
            Self::NoMandate | Self::OwnApplication => RefusalKind::Barred,
            Self::NoSuchItem
            | Self::NotServed
            | Self::WrongChannel
            | Self::HandedInLater
            | Self::UnknownMaterial { .. }
            | Self::PromiseNotOffered
            | Self::LimitsUnsound => RefusalKind::Invalid,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::NoMandate => Some(licensing("第二十九条")),
            Self::LimitsUnsound => Some(business_environment("第三十六条")),
            Self::UnknownMaterial { .. } => Some(business_environment("第三十五条")),
            Self::WrongState { .. }
            | Self::NoSuchItem
            | Self::ItemChanged { .. }
            | Self::NotServed
            | Self::OwnApplication
            | Self::WrongChannel
            | Self::HandedInLater
            | Self::PromiseNotOffered
            | Self::NoNumber(_) => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::ItemChanged { begun_on } => vec![("begun-on", begun_on.to_string())],
            Self::UnknownMaterial { codes } => vec![("names", codes.join("、"))],
            Self::NoSuchItem
            | Self::NotServed
            | Self::NoMandate
            | Self::OwnApplication
            | Self::WrongChannel
            | Self::HandedInLater
            | Self::PromiseNotOffered
            | Self::LimitsUnsound
            | Self::NoNumber(_) => Vec::new(),
        }
    }
}

impl Application {
    /// Where the case will be: the gate looks there before it exists.
    pub fn place(&self, env: &Env) -> Place {
        let item = self.find_item(env);
        Place {
            area: item.as_ref().map(|item| item.area).unwrap_or_default(),
            unit: item.as_ref().map(|item| item.unit).unwrap_or_default(),
            parties: vec![self.party],
            item: self.pin.item,
            ..Place::default()
        }
    }

    /// The series of its number: by area, department and day.
    pub fn series(&self, env: &Env) -> Vec<Series> {
        let Some(item) = self.find_item(env) else {
            return Vec::new();
        };
        let day = env.today.strftime("%y%m%d");
        vec![Series(format!(
            "case:{}:{}:{day}",
            item.area,
            short_code(&item, env)
        ))]
    }

    fn find_item(&self, env: &Env) -> Option<Arc<ItemVersion>> {
        env.reference.get::<Items>().find(self.pin).cloned()
    }
}

/// Decides whether an application filed online becomes a case. Nothing has to be complete: what is
/// missing is told afterwards, and the clock for that runs at once.
///
/// # Law
/// 行政许可法 art. 29 (an agent may file), art. 32(4) (the five days); 优化营商环境条例 art. 37
/// (the applicant chooses the channel).
pub fn submit(case: &Case, act: &Submit, env: &Env) -> Result<Vec<CaseEvent>, SubmitRefusal> {
    let application = &act.application;
    let item = find_item(case, application, env)?;
    let acting = env
        .actor
        .acts_for(application.party)
        .ok_or(SubmitRefusal::NoMandate)?;
    if !acting.items.is_empty() && !acting.items.contains(&item.body.code) {
        return Err(SubmitRefusal::NoMandate);
    }
    let agency = if acting.mandate.0 == 0 {
        Agency::None
    } else {
        Agency::Mandate(acting.mandate)
    };
    let submitted = file(application, &item, Channel::Online, agency, env.now, env)?;
    Ok(vec![CaseEvent::Submitted(Box::new(submitted))])
}

/// Decides whether an application at the window or by post becomes a case; it is received in the
/// same moment.
///
/// # Law
/// 行政许可法 art. 29 (letters, agents); `rules.md` §21.5 (the law runs from the handing in, not
/// from the record), §19 (no clerk records his own).
pub fn submit_on_behalf(
    case: &Case,
    act: &SubmitOnBehalf,
    env: &Env,
) -> Result<Vec<CaseEvent>, SubmitRefusal> {
    let application = &act.application;
    let item = find_item(case, application, env)?;
    if act.channel == Channel::Online {
        return Err(SubmitRefusal::WrongChannel);
    }
    let handed_at = act.handed_at.unwrap_or(env.now);
    if handed_at > env.now {
        return Err(SubmitRefusal::HandedInLater);
    }
    let submitted = file(
        application,
        &item,
        act.channel,
        act.agency.clone(),
        handed_at,
        env,
    )?;
    if is_own(case, &submitted, env) {
        return Err(SubmitRefusal::OwnApplication);
    }
    Ok(vec![
        CaseEvent::Submitted(Box::new(submitted)),
        CaseEvent::Received(Received {
            received_on: env.today,
        }),
    ])
}

fn find_item(
    case: &Case,
    application: &Application,
    env: &Env,
) -> Result<Arc<ItemVersion>, SubmitRefusal> {
    let state = case.state();
    if state != CaseState::Draft {
        return Err(SubmitRefusal::WrongState { state });
    }
    let items = env.reference.get::<Items>();
    let item = items
        .find(application.pin)
        .ok_or(SubmitRefusal::NoSuchItem)?;
    let begun_on = application.begun_on;
    let was_in_force = |day| items.in_force(application.pin.item, day) == Some(item);
    let is_recent = begun_on <= env.today && (env.today - begun_on).get_days() <= FORM_DAYS;
    if !(was_in_force(env.today) || is_recent && was_in_force(begun_on)) {
        return Err(SubmitRefusal::ItemChanged { begun_on });
    }
    Ok(Arc::clone(item))
}

fn file(
    application: &Application,
    item: &ItemVersion,
    channel: Channel,
    agency: Agency,
    handed_at: Timestamp,
    env: &Env,
) -> Result<Submitted, SubmitRefusal> {
    let body = &item.body;
    if !body.served.contains(&application.party_kind) {
        return Err(SubmitRefusal::NotServed);
    }
    let codes = unknown_materials(body, &application.materials);
    if !codes.is_empty() {
        return Err(SubmitRefusal::UnknownMaterial { codes });
    }
    if application.promise.is_some() && body.promise.is_none() {
        return Err(SubmitRefusal::PromiseNotOffered);
    }
    let limits = limits(body).ok_or(SubmitRefusal::LimitsUnsound)?;
    let number = number(item, env).map_err(SubmitRefusal::NoNumber)?;
    let reached_on = handed_at.date();
    let needed = |necessity| needed_materials(body, &application.conditional, necessity);
    let mut units_above = env.reference.get::<Units>().above(item.unit);
    units_above.retain(|unit| *unit != item.unit);
    Ok(Submitted {
        number,
        query_code: format!("{:06}", env.entropy % 1_000_000),
        pin: application.pin,
        item_code: body.code.clone(),
        item_name: body.name.clone(),
        result_name: body.result.clone(),
        regime: body.legal_regime(),
        project_type: body.project_type,
        area: item.area,
        unit: item.unit,
        units_above,
        limits,
        limit_from_receipt: body.limit_from_receipt,
        extension_days: body.extension_days,
        party: application.party,
        party_kind: application.party_kind,
        agency,
        channel,
        reached_on,
        recorded_late: env.now.0 - handed_at.0 > LATE_RECORD_MICROS,
        notice_by: env
            .calendar_of(item.area)
            .add_working_days(reached_on, NOTICE_DAYS)
            .ok(),
        answers: application.answers.clone(),
        materials: present(&application.materials),
        required: needed(Necessity::Required),
        deferrable: needed(Necessity::Deferrable),
        electronic_service: application.electronic_service.clone(),
        promise: application.promise.clone(),
    })
}

/// The item's limits. A permit without a limit of its own has that of the general law.
///
/// # Law
/// 行政许可法 art. 42.
fn limits(item: &ItemBody) -> Option<Limits> {
    let limit = |span: Span| Limit {
        days: span.days,
        unit: span.unit,
    };
    let general = match item.legal_regime() {
        LegalRegime::Licensing => Some(Limit::working(DECISION_DAYS)),
        LegalRegime::OwnLaw => None,
    };
    let legal = item.legal_limit.map(limit).or(general);
    Limits::new(legal, limit(item.promised_limit)).ok()
}

fn number(item: &ItemVersion, env: &Env) -> Result<CaseNumber, CaseNumberError> {
    let serial = env.numbers.first().copied().unwrap_or(u32::MAX);
    CaseNumber::new(item.area, env.today, &short_code(item, env), serial)
}

fn short_code(item: &ItemVersion, env: &Env) -> String {
    let units = env.reference.get::<Units>();
    units
        .find(item.unit)
        .map_or_else(|| "000".to_owned(), |unit| unit.short_code.clone())
}

/// Codes that the item does not list: what is not in the catalogue is neither asked for nor taken.
pub(super) fn unknown_materials(item: &ItemBody, materials: &[MaterialHeld]) -> Vec<String> {
    let unknown = materials
        .iter()
        .filter(|held| item.material(&held.code).is_none());
    unknown.map(|held| held.code.clone()).collect()
}

/// The entries that bring something.
pub(super) fn present(materials: &[MaterialHeld]) -> Vec<MaterialHeld> {
    materials
        .iter()
        .filter(|held| !held.is_empty())
        .cloned()
        .collect()
}

fn needed_materials(item: &ItemBody, conditional: &[String], necessity: Necessity) -> Vec<String> {
    let applies = |material: &&Material| {
        material.necessity == necessity
            && (material.only_if.is_empty() || conditional.contains(&material.code))
    };
    item.materials
        .iter()
        .filter(applies)
        .map(|material| material.code.clone())
        .collect()
}
