//! 会签: the command.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        sign::{Sign, SignRefusal, sign},
    },
    permissions,
};
use contracts::{Command, VaultWrite};
use kernel::{Env, Permission};

impl Command for Sign {
    type State = Case;
    type Refusal = SignRefusal;
    const PERMISSION: Permission = permissions::CASES_REVIEW;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, SignRefusal> {
        after_clock(case, env, |case| {
            sign(case, self, env)
                .map(CaseEvent::Signed)
                .map(|event| vec![event])
        })
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}
