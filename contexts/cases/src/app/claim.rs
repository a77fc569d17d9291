//! 领办: the command.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        claim::{Claim, ClaimRefusal, claim},
    },
    permissions,
};
use contracts::Command;
use kernel::{Env, Permission};

impl Command for Claim {
    type State = Case;
    type Refusal = ClaimRefusal;
    const PERMISSION: Permission = permissions::CASES_HOLD;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, ClaimRefusal> {
        after_clock(case, env, |case| {
            claim(case, env)
                .map(CaseEvent::Claimed)
                .map(|event| vec![event])
        })
    }
}
