//! 领取: the command.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        hand_over::{HandOver, HandOverRefusal, hand_over},
    },
    permissions,
};
use contracts::Command;
use kernel::{Env, Permission};

impl Command for HandOver {
    type State = Case;
    type Refusal = HandOverRefusal;
    const PERMISSION: Permission = permissions::CASES_SERVE;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, HandOverRefusal> {
        after_clock(case, env, |case| {
            hand_over(case, self, env)
                .map(CaseEvent::HandedOver)
                .map(|event| vec![event])
        })
    }
}
