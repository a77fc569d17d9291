//! 准予: the command.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        grant::{Grant, GrantRefusal, grant},
    },
    permissions,
};
use contracts::{Command, VaultWrite};
use kernel::{Env, Permission};

impl Command for Grant {
    type State = Case;
    type Refusal = GrantRefusal;
    const PERMISSION: Permission = permissions::CASES_DECIDE;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn seen_version(&self) -> Option<i64> {
        self.seen_version
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, GrantRefusal> {
        after_clock(case, env, |case| {
            grant(case, self, env)
                .map(CaseEvent::Granted)
                .map(|event| vec![event])
        })
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}
