//! What the clock has done: the command that makes it happen unasked.

use crate::{
    domain::{
        Case, CaseEvent,
        settle::{Settle, SettleRefusal, settle},
    },
    permissions,
};
use contracts::Command;
use kernel::{Env, Permission};

impl Command for Settle {
    type State = Case;
    type Refusal = SettleRefusal;
    const PERMISSION: Permission = permissions::CASES_SETTLE;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, SettleRefusal> {
        settle(case, env)
    }
}
