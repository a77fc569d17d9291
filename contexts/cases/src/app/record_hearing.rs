//! 听证笔录: the command.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        record_hearing::{RecordHearing, RecordHearingRefusal, record_hearing},
    },
    permissions,
};
use contracts::{Command, VaultWrite};
use kernel::{Env, Permission};

impl Command for RecordHearing {
    type State = Case;
    type Refusal = RecordHearingRefusal;
    const PERMISSION: Permission = permissions::CASES_REVIEW;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, RecordHearingRefusal> {
        after_clock(case, env, |case| record_hearing(case, self, env))
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}
