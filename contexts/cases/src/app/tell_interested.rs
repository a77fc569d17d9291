//! 利害关系人告知: the command.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        tell_interested::{TellInterested, TellInterestedRefusal, tell_interested},
    },
    permissions,
};
use contracts::{Command, VaultWrite};
use kernel::{Env, Permission};

impl Command for TellInterested {
    type State = Case;
    type Refusal = TellInterestedRefusal;
    const PERMISSION: Permission = permissions::CASES_REVIEW;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, TellInterestedRefusal> {
        after_clock(case, env, |case| {
            tell_interested(case, self, env)
                .map(CaseEvent::InterestedTold)
                .map(|event| vec![event])
        })
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}
