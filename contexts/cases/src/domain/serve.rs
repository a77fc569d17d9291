//! 送达: the paper that ended the case reaches the applicant, in one of six ways, each with its proof
//! and its own moment of effect.

use super::{
    Act, Case, CaseState, duties::is_own, events::Served, filing::FileRef, law::licensing,
};
use contracts::{Kept, VaultWrite};
use kernel::{AccountId, Basis, CaseId, Date, Env, Refusal, RefusalKind};
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// How it was served, and what proves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "way", rename_all = "kebab-case")]
pub enum ServiceProof {
    /// 直接送达: signed for.
    Direct { signed_on: Date, slip: FileRef },
    /// 留置送达: refused, left there, and witnessed.
    Left {
        left_on: Date,
        witness: Option<AccountId>,
        record: FileRef,
    },
    /// 委托送达: by another authority, which sends the slip back.
    Entrusted { signed_on: Date, slip: FileRef },
    /// 邮寄送达: the day on the return receipt.
    Post { signed_on: Date, slip: FileRef },
    /// 公告送达: takes effect when its period is over. Period and basis are data, by the law in
    /// force on the day.
    Publication {
        published_on: Date,
        period_calendar_days: u16,
        basis: String,
        record: FileRef,
    },
    /// 电子送达: when it arrives at the address that the applicant confirmed.
    Electronic { arrived_on: Date, record: FileRef },
}

impl ServiceProof {
    /// Stable code; also the key of its words.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Direct { .. } => "direct",
            Self::Left { .. } => "left",
            Self::Entrusted { .. } => "entrusted",
            Self::Post { .. } => "post",
            Self::Publication { .. } => "publication",
            Self::Electronic { .. } => "electronic",
        }
    }

    /// The day of the proof.
    pub fn proved_on(&self) -> Date {
        match self {
            Self::Direct { signed_on, .. }
            | Self::Entrusted { signed_on, .. }
            | Self::Post { signed_on, .. } => *signed_on,
            Self::Left { left_on, .. } => *left_on,
            Self::Publication { published_on, .. } => *published_on,
            Self::Electronic { arrived_on, .. } => *arrived_on,
        }
    }

    /// The slip or record that proves it.
    pub fn record(&self) -> &FileRef {
        match self {
            Self::Direct { slip, .. } | Self::Entrusted { slip, .. } | Self::Post { slip, .. } => {
                slip
            }
            Self::Left { record, .. }
            | Self::Publication { record, .. }
            | Self::Electronic { record, .. } => record,
        }
    }

    /// When it takes effect: a publication after its period, everything else on the day of proof.
    pub fn effective_on(&self) -> Date {
        match self {
            Self::Publication {
                published_on,
                period_calendar_days,
                ..
            } => {
                let period = jiff::Span::new().days(i64::from(*period_calendar_days));
                published_on.saturating_add(period)
            }
            Self::Direct { .. }
            | Self::Left { .. }
            | Self::Entrusted { .. }
            | Self::Post { .. }
            | Self::Electronic { .. } => self.proved_on(),
        }
    }
}

#[derive(Clone, Debug)]
pub struct Serve {
    pub case_id: CaseId,
    pub proof: ServiceProof,
    /// Who took it and where.
    pub served_to: Option<Kept>,
    pub vault: Vec<VaultWrite>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ServeRefusal {
    #[error("case is {state}; only what has ended is served")]
    WrongState { state: CaseState },
    #[error("nobody serves his own paper")]
    OwnApplication,
    #[error("the case was closed without a paper to serve")]
    NothingToServe,
    #[error("the paper was served, with effect on {effective_on}")]
    AlreadyServed { effective_on: Date },
    #[error("the day of the proof is later than today, or before the case ended on {ended_on}")]
    NoSuchDay { ended_on: Date },
    #[error("the applicant has not consented to electronic service")]
    NoConsent,
    #[error("what was left there was not witnessed")]
    WitnessMissing,
    #[error("the publication names no period and basis")]
    PeriodMissing,
    #[error("it is not said who took it")]
    RecipientMissing,
}

impl Refusal for ServeRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.serve.wrong-state",
            Self::OwnApplication => "cases.serve.own-application",
            Self::NothingToServe => "cases.serve.nothing-to-serve",
            Self::AlreadyServed { .. } => "cases.serve.already-served",
            Self::NoSuchDay { .. } => "cases.serve.no-such-day",
            Self::NoConsent => "cases.serve.no-consent",
            Self::WitnessMissing => "cases.serve.witness-missing",
            Self::PeriodMissing => "cases.serve.period-missing",
            Self::RecipientMissing => "cases.serve.recipient-missing",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. } | Self::NothingToServe | Self::AlreadyServed { .. } => {
                RefusalKind::Conflict
            }
            Self::OwnApplication => RefusalKind::Barred,
            Self::NoSuchDay { .. }
            | Self::NoConsent
            | Self::WitnessMissing
            | Self::PeriodMissing
            | Self::RecipientMissing => RefusalKind::Invalid,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::WrongState { .. } => Some(licensing("第四十四条")),
            Self::OwnApplication
            | Self::NothingToServe
            | Self::AlreadyServed { .. }
            | Self::NoSuchDay { .. }
            | Self::NoConsent
            | Self::WitnessMissing
            | Self::PeriodMissing
            | Self::RecipientMissing => None,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::NoSuchDay { .. } => Some("proved-on".to_owned()),
            Self::NoConsent => Some("way".to_owned()),
            Self::WitnessMissing => Some("witness".to_owned()),
            Self::PeriodMissing => Some("period".to_owned()),
            Self::RecipientMissing => Some("served-to".to_owned()),
            Self::WrongState { .. }
            | Self::OwnApplication
            | Self::NothingToServe
            | Self::AlreadyServed { .. } => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::AlreadyServed { effective_on } => {
                vec![("effective-on", effective_on.to_string())]
            }
            Self::NoSuchDay { ended_on } => vec![("ended-on", ended_on.to_string())],
            Self::OwnApplication
            | Self::NothingToServe
            | Self::NoConsent
            | Self::WitnessMissing
            | Self::PeriodMissing
            | Self::RecipientMissing => Vec::new(),
        }
    }
}

/// Decides that the paper that ended the case was served. Late service is recorded and marked: to
/// refuse it would only keep the truth out of the record.
///
/// # Law
/// 行政许可法 art. 44: a permit is issued and served within ten days of the decision; `rules.md`
/// §21.3: six ways, each with its proof and moment of effect, electronic only with consent.
pub fn serve(case: &Case, act: &Serve, env: &Env) -> Result<Served, ServeRefusal> {
    let wrong_state = |state| ServeRefusal::WrongState { state };
    if let Some(effective_on) = case.over().and_then(|over| over.served_on) {
        return Err(ServeRefusal::AlreadyServed { effective_on });
    }
    let filing = case.allow(Act::Serve).map_err(wrong_state)?;
    let over = case.over().ok_or_else(|| wrong_state(case.state()))?;
    if is_own(case, filing, env) {
        return Err(ServeRefusal::OwnApplication);
    }
    if case.state() == CaseState::Closed && over.decision.is_none() {
        return Err(ServeRefusal::NothingToServe);
    }
    let from = over
        .decision
        .as_ref()
        .map_or(over.ended_on, |decision| decision.decided_on);
    if act.proof.proved_on() > env.today || act.proof.proved_on() < from {
        return Err(ServeRefusal::NoSuchDay { ended_on: from });
    }
    check_proof(&act.proof, filing.electronic_service.is_some())?;
    let served_to = act
        .served_to
        .clone()
        .ok_or(ServeRefusal::RecipientMissing)?;
    let effective_on = act.proof.effective_on();
    let serve_by = over
        .decision
        .as_ref()
        .and_then(|decision| decision.serve_by);
    let is_late = serve_by.is_some_and(|last| act.proof.proved_on() > last);
    Ok(Served {
        proof: act.proof.clone(),
        served_to,
        effective_on,
        is_late,
    })
}

fn check_proof(proof: &ServiceProof, has_consent: bool) -> Result<(), ServeRefusal> {
    match proof {
        ServiceProof::Electronic { .. } if !has_consent => Err(ServeRefusal::NoConsent),
        ServiceProof::Left { witness: None, .. } => Err(ServeRefusal::WitnessMissing),
        ServiceProof::Publication {
            period_calendar_days,
            basis,
            ..
        } if *period_calendar_days == 0 || basis.trim().is_empty() => {
            Err(ServeRefusal::PeriodMissing)
        }
        ServiceProof::Direct { .. }
        | ServiceProof::Left { .. }
        | ServiceProof::Entrusted { .. }
        | ServiceProof::Post { .. }
        | ServiceProof::Publication { .. }
        | ServiceProof::Electronic { .. } => Ok(()),
    }
}
