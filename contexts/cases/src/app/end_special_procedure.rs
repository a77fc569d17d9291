//! 特别程序: the command.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        end_special_procedure::{
            EndSpecialProcedure, EndSpecialProcedureRefusal, end_special_procedure,
        },
    },
    permissions,
};
use contracts::Command;
use kernel::{Env, Permission};

impl Command for EndSpecialProcedure {
    type State = Case;
    type Refusal = EndSpecialProcedureRefusal;
    const PERMISSION: Permission = permissions::CASES_REVIEW;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, EndSpecialProcedureRefusal> {
        after_clock(case, env, |case| {
            end_special_procedure(case, env)
                .map(CaseEvent::SpecialProcedureEnded)
                .map(|event| vec![event])
        })
    }
}
