//! 当场更正: the command.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        correct_on_spot::{CorrectOnSpot, CorrectOnSpotRefusal, correct_on_spot},
    },
    permissions,
};
use contracts::{Command, VaultWrite};
use kernel::{Env, Permission};

impl Command for CorrectOnSpot {
    type State = Case;
    type Refusal = CorrectOnSpotRefusal;
    const PERMISSION: Permission = permissions::CASES_RECEIVE;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, CorrectOnSpotRefusal> {
        after_clock(case, env, |case| {
            correct_on_spot(case, self, env)
                .map(CaseEvent::CorrectedOnSpot)
                .map(|event| vec![event])
        })
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}
