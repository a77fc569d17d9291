//! 收件: the command.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        receive::{Receive, ReceiveRefusal, receive},
    },
    permissions,
};
use contracts::Command;
use kernel::{Env, Permission};

impl Command for Receive {
    type State = Case;
    type Refusal = ReceiveRefusal;
    const PERMISSION: Permission = permissions::CASES_RECEIVE;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, ReceiveRefusal> {
        after_clock(case, env, |case| {
            receive(case, env)
                .map(CaseEvent::Received)
                .map(|event| vec![event])
        })
    }
}
