//! 作废、删除: the command.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        void::{Void, VoidRefusal, void},
    },
    permissions,
};
use contracts::{Command, VaultWrite};
use kernel::{Env, Permission};

impl Command for Void {
    type State = Case;
    type Refusal = VoidRefusal;
    const PERMISSION: Permission = permissions::CASES_VOID;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, VoidRefusal> {
        after_clock(case, env, |case| {
            void(case, self, env)
                .map(CaseEvent::Closed)
                .map(|event| vec![event])
        })
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}
