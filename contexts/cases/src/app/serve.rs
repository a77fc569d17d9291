//! 送达: the command.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        serve::{Serve, ServeRefusal, serve},
    },
    permissions,
};
use contracts::{Command, VaultWrite};
use kernel::{Env, Permission};

impl Command for Serve {
    type State = Case;
    type Refusal = ServeRefusal;
    const PERMISSION: Permission = permissions::CASES_SERVE;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, ServeRefusal> {
        after_clock(case, env, |case| {
            serve(case, self, env)
                .map(CaseEvent::Served)
                .map(|event| vec![event])
        })
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}
