//! 特别程序: the command.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        renew_special_procedure::{
            RenewSpecialProcedure, RenewSpecialProcedureRefusal, renew_special_procedure,
        },
    },
    permissions,
};
use contracts::{Command, VaultWrite};
use kernel::{Env, Permission};

impl Command for RenewSpecialProcedure {
    type State = Case;
    type Refusal = RenewSpecialProcedureRefusal;
    const PERMISSION: Permission = permissions::CASES_REVIEW;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(
        &self,
        case: &Case,
        env: &Env,
    ) -> Result<Vec<CaseEvent>, RenewSpecialProcedureRefusal> {
        after_clock(case, env, |case| {
            renew_special_procedure(case, self, env)
                .map(CaseEvent::SpecialProcedureRenewed)
                .map(|event| vec![event])
        })
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}
