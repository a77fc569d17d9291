//! 特别程序: the command.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        start_special_procedure::{
            StartSpecialProcedure, StartSpecialProcedureRefusal, start_special_procedure,
        },
    },
    permissions,
};
use contracts::{Command, VaultWrite};
use kernel::{Env, Permission};

impl Command for StartSpecialProcedure {
    type State = Case;
    type Refusal = StartSpecialProcedureRefusal;
    const PERMISSION: Permission = permissions::CASES_REVIEW;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(
        &self,
        case: &Case,
        env: &Env,
    ) -> Result<Vec<CaseEvent>, StartSpecialProcedureRefusal> {
        after_clock(case, env, |case| {
            start_special_procedure(case, self, env)
                .map(CaseEvent::SpecialProcedureStarted)
                .map(|event| vec![event])
        })
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}
