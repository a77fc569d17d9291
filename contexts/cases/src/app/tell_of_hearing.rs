//! 听证告知: the command.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        tell_of_hearing::{TellOfHearing, TellOfHearingRefusal, tell_of_hearing},
    },
    permissions,
};
use contracts::{Command, VaultWrite};
use kernel::{Env, Permission};

impl Command for TellOfHearing {
    type State = Case;
    type Refusal = TellOfHearingRefusal;
    const PERMISSION: Permission = permissions::CASES_REVIEW;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, TellOfHearingRefusal> {
        after_clock(case, env, |case| {
            tell_of_hearing(case, self, env)
                .map(CaseEvent::HearingTold)
                .map(|event| vec![event])
        })
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}
