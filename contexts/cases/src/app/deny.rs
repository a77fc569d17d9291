//! 不予: the command.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        deny::{Deny, DenyRefusal, deny},
    },
    permissions,
};
use contracts::{Command, VaultWrite};
use kernel::{Env, Permission};

impl Command for Deny {
    type State = Case;
    type Refusal = DenyRefusal;
    const PERMISSION: Permission = permissions::CASES_DECIDE;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn seen_version(&self) -> Option<i64> {
        self.seen_version
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, DenyRefusal> {
        after_clock(case, env, |case| {
            deny(case, self, env)
                .map(CaseEvent::Denied)
                .map(|event| vec![event])
        })
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}
