//! 终止: the command.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        terminate::{Terminate, TerminateRefusal, terminate},
    },
    permissions,
};
use contracts::{Command, VaultWrite};
use kernel::{Env, Permission};

impl Command for Terminate {
    type State = Case;
    type Refusal = TerminateRefusal;
    const PERMISSION: Permission = permissions::CASES_DECIDE;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, TerminateRefusal> {
        after_clock(case, env, |case| {
            terminate(case, self, env)
                .map(CaseEvent::Terminated)
                .map(|event| vec![event])
        })
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}
