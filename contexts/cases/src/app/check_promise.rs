//! 告知承诺: the command.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        check_promise::{CheckPromise, CheckPromiseRefusal, check_promise},
    },
    permissions,
};
use contracts::{Command, VaultWrite};
use kernel::{Env, Permission};

impl Command for CheckPromise {
    type State = Case;
    type Refusal = CheckPromiseRefusal;
    const PERMISSION: Permission = permissions::CASES_REVIEW;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, CheckPromiseRefusal> {
        after_clock(case, env, |case| {
            check_promise(case, self, env)
                .map(CaseEvent::PromiseChecked)
                .map(|event| vec![event])
        })
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}
