//! 受理: the command.

use crate::{
    domain::{
        Case, CaseEvent,
        accept::{Accept, AcceptRefusal, accept},
        after_clock,
    },
    permissions,
};
use contracts::Command;
use kernel::{Env, Permission};

impl Command for Accept {
    type State = Case;
    type Refusal = AcceptRefusal;
    const PERMISSION: Permission = permissions::CASES_ACCEPT;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn seen_version(&self) -> Option<i64> {
        self.seen_version
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, AcceptRefusal> {
        after_clock(case, env, |case| {
            accept(case, env)
                .map(CaseEvent::Accepted)
                .map(|event| vec![event])
        })
    }
}
