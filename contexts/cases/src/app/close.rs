//! 办结: the command.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        close::{Close, CloseRefusal, close},
    },
    permissions,
};
use contracts::{Command, VaultWrite};
use kernel::{Env, Permission};

impl Command for Close {
    type State = Case;
    type Refusal = CloseRefusal;
    const PERMISSION: Permission = permissions::CASES_SERVE;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, CloseRefusal> {
        after_clock(case, env, |case| {
            close(case, self, env)
                .map(CaseEvent::Closed)
                .map(|event| vec![event])
        })
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}
