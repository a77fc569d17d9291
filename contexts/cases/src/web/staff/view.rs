//! Everything that a staff page of one case is made of, read in one transaction.

use super::{now::Now, tray};
use crate::{
    permissions::{CASES_SUPERVISE, CASES_VIEW},
    read::{
        NamedFile,
        desk::{DeskAsk, DeskCursor, find_neighbours},
        detail::{Audience, CaseDetail, find_detail},
    },
    web::others,
};
use ::web::{App, Problem, Visit, ui::Ui};
use contracts::{Aggregate, matter::NO_DAY};
use kernel::{AccountId, CaseId, MatterId, time::days_since_epoch};
use std::sync::Arc;
use store::Look;

/// Looks that the page lists.
const LOOKS: usize = 100;

#[derive(Debug)]
pub(super) struct View {
    pub(super) visit: Visit,
    pub(super) detail: CaseDetail,
    pub(super) now: Now,
    pub(super) tray: Vec<NamedFile>,
    /// Who looked, newest first; `None` for who may not know.
    pub(super) looks: Option<Vec<Look>>,
    pub(super) previous: Option<CaseId>,
    pub(super) next: Option<CaseId>,
    /// Whether numbers are shown whole; only in the answer to the act that asked for it.
    pub(super) is_unmasked: bool,
    pub(super) app: App,
}

impl View {
    pub(super) fn ui(&self) -> &Ui {
        &self.visit.ui
    }

    pub(super) fn id(&self) -> CaseId {
        self.detail.case.id
    }

    pub(super) fn me(&self) -> AccountId {
        self.visit.actor.account
    }

    /// Name of a member of staff, or who stands in that place.
    pub(super) fn name_of(&self, account: AccountId) -> String {
        if account == AccountId::default() {
            return self.ui().t("cases-by-clock");
        }
        let name = self.detail.staff_name(account, self.ui().is_english());
        if name.is_empty() {
            self.ui().t("cases-by-applicant")
        } else {
            name
        }
    }

    /// The query of the page without what belongs to one answer only.
    pub(super) fn query(&self) -> String {
        let query = self
            .visit
            .ui
            .path
            .split_once('?')
            .map_or("", |(_, query)| query);
        let kept: Vec<&str> = query
            .split('&')
            .filter(|pair| {
                let name = pair.split('=').next().unwrap_or_default();
                !name.is_empty() && !["again", "done", "act", "tab", "print"].contains(&name)
            })
            .collect();
        kept.join("&")
    }
}

/// The case for the staff page; records nothing.
pub(super) async fn load(
    app: &App,
    visit: &Visit,
    case_id: CaseId,
    list: Option<DeskAsk>,
) -> Result<View, Problem> {
    let others = others(app);
    let for_read = app.clone();
    let read = app
        .read(visit, move |reader, actor| {
            let Some(detail) = find_detail(
                reader,
                actor,
                &CASES_VIEW,
                case_id,
                Audience::Staff,
                &others,
            )?
            else {
                return Ok(None);
            };
            let env = reader.env(Arc::new(actor.clone()));
            let tray = tray::list(reader, &for_read.store, actor.account)?;
            let looks = if actor.may(&CASES_SUPERVISE, &detail.recorded.place()) {
                Some(reader.list_looks(MatterId(case_id.0), LOOKS)?)
            } else {
                None
            };
            let promised = detail
                .case
                .handling()
                .and_then(|handling| handling.dates)
                .map(|dates| dates.due.promised_on);
            let here = DeskCursor {
                promised_on: promised.map_or(NO_DAY, |day| days_since_epoch(day).into()),
                case: case_id,
            };
            let (previous, next) = match &list {
                Some(ask) => find_neighbours(reader, actor, ask, here)?,
                None => (None, None),
            };
            let now = Now::new(detail.case.clone(), detail.item.clone(), env);
            Ok(Some((detail, now, tray, looks, previous, next)))
        })
        .await?;
    let (detail, now, tray, looks, previous, next) = read.ok_or_else(Problem::not_found)?;
    Ok(View {
        visit: with_step_names(visit, &detail),
        detail,
        now,
        tray,
        looks,
        previous,
        next,
        is_unmasked: false,
        app: app.clone(),
    })
}

/// A refusal names steps by their codes; the page says their names.
fn with_step_names(visit: &Visit, detail: &CaseDetail) -> Visit {
    let mut visit = visit.clone();
    if let Some(again) = &visit.again {
        let mut again = (**again).clone();
        name_steps(detail, visit.ui.is_english(), &mut again.detail.params);
        visit.again = Some(Arc::new(again));
    }
    visit
}

/// Puts the names of steps in the place of their codes.
pub(super) fn name_steps(detail: &CaseDetail, is_english: bool, params: &mut [(String, String)]) {
    let Some(item) = &detail.item else {
        return;
    };
    let name = |code: &str| {
        item.body
            .steps
            .iter()
            .find(|step| step.code == code)
            .map_or_else(
                || code.to_owned(),
                |step| step.name.get(is_english).to_owned(),
            )
    };
    for (param, value) in params {
        if matches!(param.as_str(), "step" | "steps" | "next") {
            let names: Vec<String> = value.split('、').map(name).collect();
            *value = names.join("、");
        }
    }
}
