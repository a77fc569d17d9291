//! Drawing up: the paper of an act gets its text, its number and its check code. The act stands
//! whether or not its paper does.

use super::{
    CheckCode, DrawnUp, PaperEvent, PaperNumber, SealAsked,
    template::{Template, Templates},
};
use contracts::events::{CasePaperDue, Fact};
use contracts::people::{PaperPrefixes, Staff, Units};
use kernel::{Date, Env, PaperId, Refusal, RefusalKind, UnitId};
use thiserror::Error;

#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DrawUpRefusal {
    #[error("no template {template} is in force on {day}")]
    NoTemplate { template: String, day: Date },
    #[error("the paper has no number")]
    NoNumber,
}

impl Refusal for DrawUpRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::NoTemplate { .. } => "documents.draw-up.no-template",
            Self::NoNumber => "documents.draw-up.no-number",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::NoTemplate { .. } | Self::NoNumber => RefusalKind::Conflict,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::NoTemplate { template, day } => {
                vec![("template", template.clone()), ("day", day.to_string())]
            }
            Self::NoNumber => Vec::new(),
        }
    }
}

/// The authority in whose name a unit's papers are issued: the department above a section or window.
pub fn issuer(env: &Env, unit: UnitId) -> UnitId {
    let units = env.reference.get::<Units>();
    units
        .authority_of(unit)
        .map_or(unit, |authority| authority.id)
}

/// The template of the paper on the day of the act.
pub fn template(code: &str, day: Date) -> Result<&'static Template, DrawUpRefusal> {
    let found = Templates::carried().in_force(code, day);
    found.ok_or_else(|| DrawUpRefusal::NoTemplate {
        template: code.to_owned(),
        day,
    })
}

/// Draws the paper up. Its number is that of the year in which it is drawn up.
///
/// Where a member of staff acted, the act asks for the seal; where the clock or the applicant did,
/// somebody who answers for the paper has to ask.
pub fn draw_up(
    due: &CasePaperDue,
    code: &str,
    served: Option<PaperId>,
    env: &Env,
) -> Result<Vec<PaperEvent>, DrawUpRefusal> {
    let template = template(code, due.head.on)?;
    let sequence = *env.numbers.first().ok_or(DrawUpRefusal::NoNumber)?;
    let issuer = issuer(env, due.head.unit);
    let prefixes = env.reference.get::<PaperPrefixes>();
    let prefix = prefixes.0.get(&issuer).cloned();
    let units = env.reference.get::<Units>();
    let staff = env.reference.get::<Staff>();
    let drawn = DrawnUp {
        kind: due.kind,
        template: template.code.clone(),
        template_from: template.valid_from,
        title_zh: template.title.clone(),
        title_en: template.kind_en.clone(),
        seal: template.seal(),
        number: PaperNumber {
            prefix: prefix.unwrap_or_else(|| units.name(issuer, false)),
            word: template.number_word.clone(),
            year: env.today.year(),
            sequence,
        },
        check_code: CheckCode::new(env.now, env.entropy),
        head: due.head.clone(),
        issuer,
        facts: due.facts.clone(),
        texts: due.texts.clone(),
        corrections: due.corrections.clone(),
        materials: due.materials.clone(),
        pause_days: pause_days(due, env),
        served,
    };
    let asks = template.needs_seal && staff.find(due.head.by).is_some();
    let mut events = vec![PaperEvent::DrawnUp(Box::new(drawn))];
    if asks {
        events.push(PaperEvent::SealAsked(SealAsked {
            asked_by: due.head.by,
        }));
    }
    Ok(events)
}

/// Working days that are not counted: what the notice of a pause has to say.
///
/// # Law
/// 行政许可法 art. 45: the time that is needed is told in writing.
fn pause_days(due: &CasePaperDue, env: &Env) -> Option<u32> {
    let day = |fact| due.facts.get(&fact)?.parse::<Date>().ok();
    let (after, through) = (day(Fact::PauseStartedOn)?, day(Fact::PlannedEndOn)?);
    env.calendar_of(due.head.area)
        .working_days_between(after, through)
        .ok()
}
