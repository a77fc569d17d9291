//! 现场核查: two members of staff look at the place, and both say so.

use super::{
    Act, Case, CaseState,
    duties::{is_own, staff_name},
    events::{SiteVisitConfirmed, SiteVisitRecorded},
    filing::FileRef,
    give_opinion::Advice,
    law::licensing,
    review::{Progress, StepBar, find_next_step},
};
use contracts::{Kept, VaultWrite, item::StepKind, people::Staff};
use kernel::{AccountId, Basis, CaseId, Date, Env, Refusal, RefusalKind};
use thiserror::Error;

/// Recorded by one of the two.
#[derive(Clone, Debug)]
pub struct RecordSiteVisit {
    pub case_id: CaseId,
    pub step: String,
    pub visited_on: Date,
    /// The other one.
    pub partner: AccountId,
    pub advice: Advice,
    pub findings: Option<Kept>,
    pub files: Vec<FileRef>,
    pub vault: Vec<VaultWrite>,
}

/// Confirmed by the other.
#[derive(Clone, Debug)]
pub struct ConfirmSiteVisit {
    pub case_id: CaseId,
    pub step: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum VisitSiteRefusal {
    #[error("case is {state}; only an accepted case is checked on site")]
    WrongState { state: CaseState },
    #[error("nobody checks his own application")]
    OwnApplication,
    #[error(transparent)]
    Step(#[from] StepBar),
    #[error("{name} cannot be both of the two")]
    OneInsteadOfTwo { name: String },
    #[error("{account} is no member of staff")]
    NotStaff { account: AccountId },
    #[error("the visit cannot be later than today, or before acceptance")]
    NoSuchDay,
    #[error("the visit found nothing")]
    FindingsMissing,
    #[error("no visit is recorded that waits for a confirmation")]
    NothingToConfirm,
    #[error("only {partner} can confirm what {recorder} recorded")]
    NotThePartner { recorder: String, partner: String },
}

impl Refusal for VisitSiteRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.visit-site.wrong-state",
            Self::OwnApplication => "cases.visit-site.own-application",
            Self::Step(StepBar::Unknown { .. }) => "cases.visit-site.unknown-step",
            Self::Step(StepBar::OtherKind { .. }) => "cases.visit-site.other-kind",
            Self::Step(StepBar::AlreadyDone { .. }) => "cases.visit-site.already-done",
            Self::Step(StepBar::NotReached { .. }) => "cases.visit-site.not-reached",
            Self::Step(StepBar::NotYours { .. }) => "cases.visit-site.not-yours",
            Self::OneInsteadOfTwo { .. } => "cases.visit-site.one-instead-of-two",
            Self::NotStaff { .. } => "cases.visit-site.not-staff",
            Self::NoSuchDay => "cases.visit-site.no-such-day",
            Self::FindingsMissing => "cases.visit-site.findings-missing",
            Self::NothingToConfirm => "cases.visit-site.nothing-to-confirm",
            Self::NotThePartner { .. } => "cases.visit-site.not-the-partner",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. } | Self::NothingToConfirm => RefusalKind::Conflict,
            Self::OwnApplication | Self::NotThePartner { .. } | Self::OneInsteadOfTwo { .. } => {
                RefusalKind::Barred
            }
            Self::Step(bar) => bar.kind(),
            Self::NotStaff { .. } | Self::NoSuchDay | Self::FindingsMissing => RefusalKind::Invalid,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::WrongState { .. } => Some(licensing("第三十四条")),
            Self::OneInsteadOfTwo { .. } | Self::NotThePartner { .. } => {
                Some(licensing("第三十四条第三款"))
            }
            Self::OwnApplication
            | Self::Step(_)
            | Self::NotStaff { .. }
            | Self::NoSuchDay
            | Self::FindingsMissing
            | Self::NothingToConfirm => None,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::OneInsteadOfTwo { .. } | Self::NotStaff { .. } => Some("partner".to_owned()),
            Self::NoSuchDay => Some("visited-on".to_owned()),
            Self::FindingsMissing => Some("findings".to_owned()),
            Self::WrongState { .. }
            | Self::OwnApplication
            | Self::Step(_)
            | Self::NothingToConfirm
            | Self::NotThePartner { .. } => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::Step(bar) => bar.params(),
            Self::OneInsteadOfTwo { name } => vec![("name", name.clone())],
            Self::NotStaff { account } => vec![("account", account.to_string())],
            Self::NotThePartner { recorder, partner } => {
                vec![("recorder", recorder.clone()), ("partner", partner.clone())]
            }
            Self::OwnApplication
            | Self::NoSuchDay
            | Self::FindingsMissing
            | Self::NothingToConfirm => Vec::new(),
        }
    }
}

/// Decides on the record of a visit by one of the two. It counts once the other has confirmed it,
/// and stops no clock.
///
/// # Law
/// 行政许可法 art. 34(3): the substance is checked by two or more members of staff.
pub fn record_site_visit(
    case: &Case,
    act: &RecordSiteVisit,
    env: &Env,
) -> Result<SiteVisitRecorded, VisitSiteRefusal> {
    let wrong_state = |state| VisitSiteRefusal::WrongState { state };
    let filing = case.allow(Act::RecordSiteVisit).map_err(wrong_state)?;
    let handling = case
        .open_handling()
        .ok_or_else(|| wrong_state(case.state()))?;
    if is_own(case, filing, env) {
        return Err(VisitSiteRefusal::OwnApplication);
    }
    find_next_step(
        filing,
        &handling.review,
        &act.step,
        &[StepKind::SiteVisit],
        env,
    )?;
    let partner = act.partner;
    if partner == env.actor.account {
        return Err(VisitSiteRefusal::OneInsteadOfTwo {
            name: staff_name(partner, env),
        });
    }
    let staff = env.reference.get::<Staff>();
    if staff.find(partner).is_none_or(|member| member.is_client) {
        return Err(VisitSiteRefusal::NotStaff { account: partner });
    }
    if act.visited_on > env.today || act.visited_on < handling.accepted_on {
        return Err(VisitSiteRefusal::NoSuchDay);
    }
    let findings = act
        .findings
        .clone()
        .ok_or(VisitSiteRefusal::FindingsMissing)?;
    Ok(SiteVisitRecorded {
        step: act.step.clone(),
        visited_on: act.visited_on,
        partner,
        findings,
        advice: act.advice,
        files: act.files.clone(),
    })
}

/// Decides that the other one was there and agrees with the record. Nobody else can say so.
///
/// # Law
/// 行政许可法 art. 34(3).
pub fn confirm_site_visit(
    case: &Case,
    act: &ConfirmSiteVisit,
    env: &Env,
) -> Result<SiteVisitConfirmed, VisitSiteRefusal> {
    let wrong_state = |state| VisitSiteRefusal::WrongState { state };
    let filing = case.allow(Act::ConfirmSiteVisit).map_err(wrong_state)?;
    let handling = case
        .open_handling()
        .ok_or_else(|| wrong_state(case.state()))?;
    if is_own(case, filing, env) {
        return Err(VisitSiteRefusal::OwnApplication);
    }
    let (by, partner) = match handling.review.steps.get(&act.step) {
        Some(Progress::SiteVisit {
            by,
            partner,
            is_confirmed: false,
            ..
        }) => (*by, *partner),
        Some(
            Progress::SiteVisit {
                is_confirmed: true, ..
            }
            | Progress::Opinion { .. }
            | Progress::Countersign { .. },
        )
        | None => return Err(VisitSiteRefusal::NothingToConfirm),
    };
    if partner != env.actor.account {
        return Err(VisitSiteRefusal::NotThePartner {
            recorder: staff_name(by, env),
            partner: staff_name(partner, env),
        });
    }
    Ok(SiteVisitConfirmed {
        step: act.step.clone(),
    })
}
