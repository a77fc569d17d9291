//! 退回: the command.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        return_to_step::{ReturnToStep, ReturnToStepRefusal, return_to_step},
    },
    permissions,
};
use contracts::{Command, VaultWrite};
use kernel::{Env, Permission};

impl Command for ReturnToStep {
    type State = Case;
    type Refusal = ReturnToStepRefusal;
    const PERMISSION: Permission = permissions::CASES_REVIEW;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, ReturnToStepRefusal> {
        after_clock(case, env, |case| {
            return_to_step(case, self, env)
                .map(CaseEvent::ReturnedToStep)
                .map(|event| vec![event])
        })
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}
