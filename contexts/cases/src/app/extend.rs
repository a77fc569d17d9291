//! 延期: the command.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        extend::{Extend, ExtendRefusal, extend},
    },
    permissions,
};
use contracts::{Command, VaultWrite};
use kernel::{Env, Permission};

impl Command for Extend {
    type State = Case;
    type Refusal = ExtendRefusal;
    const PERMISSION: Permission = permissions::CASES_EXTEND;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, ExtendRefusal> {
        after_clock(case, env, |case| {
            extend(case, self, env)
                .map(CaseEvent::Extended)
                .map(|event| vec![event])
        })
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}
