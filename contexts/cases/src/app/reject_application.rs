//! 不予受理: the command.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        reject_application::{RejectApplication, RejectApplicationRefusal, reject_application},
    },
    permissions,
};
use contracts::{Command, VaultWrite};
use kernel::{Env, Permission};

impl Command for RejectApplication {
    type State = Case;
    type Refusal = RejectApplicationRefusal;
    const PERMISSION: Permission = permissions::CASES_ACCEPT;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn seen_version(&self) -> Option<i64> {
        self.seen_version
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, RejectApplicationRefusal> {
        after_clock(case, env, |case| {
            reject_application(case, self, env)
                .map(CaseEvent::ApplicationRejected)
                .map(|event| vec![event])
        })
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}
