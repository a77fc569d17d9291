//! 即办件: the command.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        decide_on_the_spot::{DecideOnTheSpot, DecideOnTheSpotRefusal, decide_on_the_spot},
    },
    permissions,
};
use contracts::{Command, VaultWrite};
use kernel::{Env, Permission};

impl Command for DecideOnTheSpot {
    type State = Case;
    type Refusal = DecideOnTheSpotRefusal;
    const PERMISSION: Permission = permissions::CASES_DECIDE_ON_THE_SPOT;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn seen_version(&self) -> Option<i64> {
        self.seen_version
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, DecideOnTheSpotRefusal> {
        after_clock(case, env, |case| decide_on_the_spot(case, self, env))
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}
