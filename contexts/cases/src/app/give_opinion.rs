//! 审查意见: the command.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        give_opinion::{GiveOpinion, GiveOpinionRefusal, give_opinion},
    },
    permissions,
};
use contracts::{Command, VaultWrite};
use kernel::{Env, Permission};

impl Command for GiveOpinion {
    type State = Case;
    type Refusal = GiveOpinionRefusal;
    const PERMISSION: Permission = permissions::CASES_REVIEW;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, GiveOpinionRefusal> {
        after_clock(case, env, |case| {
            give_opinion(case, self, env)
                .map(CaseEvent::OpinionGiven)
                .map(|event| vec![event])
        })
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}
