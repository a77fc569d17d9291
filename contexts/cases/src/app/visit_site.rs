//! 现场核查: the command.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        visit_site::{
            ConfirmSiteVisit, RecordSiteVisit, VisitSiteRefusal, confirm_site_visit,
            record_site_visit,
        },
    },
    permissions,
};
use contracts::{Command, VaultWrite};
use kernel::{Env, Permission};

impl Command for RecordSiteVisit {
    type State = Case;
    type Refusal = VisitSiteRefusal;
    const PERMISSION: Permission = permissions::CASES_REVIEW;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, VisitSiteRefusal> {
        after_clock(case, env, |case| {
            record_site_visit(case, self, env)
                .map(CaseEvent::SiteVisitRecorded)
                .map(|event| vec![event])
        })
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}

impl Command for ConfirmSiteVisit {
    type State = Case;
    type Refusal = VisitSiteRefusal;
    const PERMISSION: Permission = permissions::CASES_REVIEW;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, VisitSiteRefusal> {
        after_clock(case, env, |case| {
            confirm_site_visit(case, self, env)
                .map(CaseEvent::SiteVisitConfirmed)
                .map(|event| vec![event])
        })
    }
}
