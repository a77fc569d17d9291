//! 陈述申辩: the commands.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        state_views::{RecordViews, StateViews, StateViewsRefusal, record_views, state_views},
    },
    permissions,
};
use contracts::{Command, VaultWrite};
use kernel::{Env, Permission};

impl Command for StateViews {
    type State = Case;
    type Refusal = StateViewsRefusal;
    const PERMISSION: Permission = permissions::CASES_APPLY;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, StateViewsRefusal> {
        after_clock(case, env, |case| {
            state_views(case, self, env)
                .map(CaseEvent::ViewsStated)
                .map(|event| vec![event])
        })
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}

impl Command for RecordViews {
    type State = Case;
    type Refusal = StateViewsRefusal;
    const PERMISSION: Permission = permissions::CASES_RECEIVE;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, StateViewsRefusal> {
        after_clock(case, env, |case| {
            record_views(case, self, env)
                .map(CaseEvent::ViewsStated)
                .map(|event| vec![event])
        })
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}
