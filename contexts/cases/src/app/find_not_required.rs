//! 不受理: the command.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        find_not_required::{FindNotRequired, FindNotRequiredRefusal, find_not_required},
    },
    permissions,
};
use contracts::{Command, VaultWrite};
use kernel::{Env, Permission};

impl Command for FindNotRequired {
    type State = Case;
    type Refusal = FindNotRequiredRefusal;
    const PERMISSION: Permission = permissions::CASES_ACCEPT;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, FindNotRequiredRefusal> {
        after_clock(case, env, |case| {
            find_not_required(case, self, env)
                .map(CaseEvent::FoundNotRequired)
                .map(|event| vec![event])
        })
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}
