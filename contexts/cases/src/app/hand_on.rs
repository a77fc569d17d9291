//! 转办: the command.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        hand_on::{HandOn, HandOnRefusal, hand_on},
    },
    permissions,
};
use contracts::{Command, VaultWrite};
use kernel::{Env, Permission};

impl Command for HandOn {
    type State = Case;
    type Refusal = HandOnRefusal;
    const PERMISSION: Permission = permissions::CASES_HOLD;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, HandOnRefusal> {
        after_clock(case, env, |case| {
            hand_on(case, self, env)
                .map(CaseEvent::HandedOn)
                .map(|event| vec![event])
        })
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}
