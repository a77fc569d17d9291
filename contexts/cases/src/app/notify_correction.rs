//! 一次性补正告知: the command.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        notify_correction::{NotifyCorrection, NotifyCorrectionRefusal, notify_correction},
    },
    permissions,
};
use contracts::{Command, VaultWrite};
use kernel::{Env, Permission};

impl Command for NotifyCorrection {
    type State = Case;
    type Refusal = NotifyCorrectionRefusal;
    const PERMISSION: Permission = permissions::CASES_ACCEPT;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn seen_version(&self) -> Option<i64> {
        self.seen_version
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, NotifyCorrectionRefusal> {
        after_clock(case, env, |case| {
            notify_correction(case, self, env)
                .map(CaseEvent::CorrectionNotified)
                .map(|event| vec![event])
        })
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}
