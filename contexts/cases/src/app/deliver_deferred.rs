//! 容缺后补: the command.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        deliver_deferred::{
            DeliverDeferred, DeliverDeferredRefusal, RecordDeferred, deliver_deferred,
            record_deferred,
        },
    },
    permissions,
};
use contracts::Command;
use kernel::{Env, Permission};

impl Command for DeliverDeferred {
    type State = Case;
    type Refusal = DeliverDeferredRefusal;
    const PERMISSION: Permission = permissions::CASES_APPLY;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, DeliverDeferredRefusal> {
        after_clock(case, env, |case| {
            deliver_deferred(case, self, env)
                .map(CaseEvent::DeferredDelivered)
                .map(|event| vec![event])
        })
    }
}

impl Command for RecordDeferred {
    type State = Case;
    type Refusal = DeliverDeferredRefusal;
    const PERMISSION: Permission = permissions::CASES_RECEIVE;

    fn stream(&self) -> i64 {
        self.delivery.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, DeliverDeferredRefusal> {
        after_clock(case, env, |case| {
            record_deferred(case, self, env)
                .map(CaseEvent::DeferredDelivered)
                .map(|event| vec![event])
        })
    }
}
