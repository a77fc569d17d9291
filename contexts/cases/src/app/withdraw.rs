//! 撤件: the command.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        withdraw::{RecordWithdrawal, Withdraw, WithdrawRefusal, record_withdrawal, withdraw},
    },
    permissions,
};
use contracts::{Command, VaultWrite};
use kernel::{Env, Permission};

impl Command for Withdraw {
    type State = Case;
    type Refusal = WithdrawRefusal;
    const PERMISSION: Permission = permissions::CASES_APPLY;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, WithdrawRefusal> {
        after_clock(case, env, |case| {
            withdraw(case, self, env)
                .map(CaseEvent::Withdrawn)
                .map(|event| vec![event])
        })
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}

impl Command for RecordWithdrawal {
    type State = Case;
    type Refusal = WithdrawRefusal;
    const PERMISSION: Permission = permissions::CASES_RECEIVE;

    fn stream(&self) -> i64 {
        self.withdrawal.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, WithdrawRefusal> {
        after_clock(case, env, |case| {
            record_withdrawal(case, self, env)
                .map(CaseEvent::Withdrawn)
                .map(|event| vec![event])
        })
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.withdrawal.vault.clone()
    }
}
