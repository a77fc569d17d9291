//! 补正: the command.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        submit_correction::{
            RecordCorrection, SubmitCorrection, SubmitCorrectionRefusal, record_correction,
            submit_correction,
        },
    },
    permissions,
};
use contracts::{Command, VaultWrite};
use kernel::{Env, Permission};

impl Command for SubmitCorrection {
    type State = Case;
    type Refusal = SubmitCorrectionRefusal;
    const PERMISSION: Permission = permissions::CASES_APPLY;

    fn stream(&self) -> i64 {
        self.correction.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, SubmitCorrectionRefusal> {
        after_clock(case, env, |case| {
            submit_correction(case, self, env)
                .map(CaseEvent::CorrectionSubmitted)
                .map(|event| vec![event])
        })
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.correction.vault.clone()
    }
}

impl Command for RecordCorrection {
    type State = Case;
    type Refusal = SubmitCorrectionRefusal;
    const PERMISSION: Permission = permissions::CASES_RECEIVE;

    fn stream(&self) -> i64 {
        self.correction.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, SubmitCorrectionRefusal> {
        after_clock(case, env, |case| {
            record_correction(case, self, env)
                .map(CaseEvent::CorrectionSubmitted)
                .map(|event| vec![event])
        })
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.correction.vault.clone()
    }
}
