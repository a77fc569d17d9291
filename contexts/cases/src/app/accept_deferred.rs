//! 容缺受理: the command.

use crate::{
    domain::{
        Case, CaseEvent,
        accept_deferred::{AcceptDeferred, AcceptDeferredRefusal, accept_deferred},
        after_clock,
    },
    permissions,
};
use contracts::{Command, VaultWrite};
use kernel::{Env, Permission};

impl Command for AcceptDeferred {
    type State = Case;
    type Refusal = AcceptDeferredRefusal;
    const PERMISSION: Permission = permissions::CASES_ACCEPT;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn seen_version(&self) -> Option<i64> {
        self.seen_version
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, AcceptDeferredRefusal> {
        after_clock(case, env, |case| {
            accept_deferred(case, self, env)
                .map(CaseEvent::Accepted)
                .map(|event| vec![event])
        })
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}
