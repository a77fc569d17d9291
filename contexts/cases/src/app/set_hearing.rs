//! 听证通知: the command.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        set_hearing::{SetHearing, SetHearingRefusal, set_hearing},
    },
    permissions,
};
use contracts::{Command, VaultWrite};
use kernel::{Env, Permission};

impl Command for SetHearing {
    type State = Case;
    type Refusal = SetHearingRefusal;
    const PERMISSION: Permission = permissions::CASES_REVIEW;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, SetHearingRefusal> {
        after_clock(case, env, |case| set_hearing(case, self, env))
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}
