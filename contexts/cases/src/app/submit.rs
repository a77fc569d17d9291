//! 申请: the commands.

use crate::{
    domain::{
        Case, CaseEvent,
        submit::{Application, Submit, SubmitOnBehalf, SubmitRefusal, submit, submit_on_behalf},
    },
    permissions,
};
use contracts::{Claim, Command, Expect, Series, VaultWrite};
use kernel::{Env, Permission, Place};

/// Kind of the claim on a case number: a number belongs to one case for good.
pub use contracts::matter::CASE_NUMBER;

impl Command for Submit {
    type State = Case;
    type Refusal = SubmitRefusal;
    const PERMISSION: Permission = permissions::CASES_APPLY;
    const EXPECT: Expect = Expect::New;

    fn stream(&self) -> i64 {
        self.application.case_id.0
    }

    fn place(&self, _case: &Case, env: &Env) -> Place {
        self.application.place(env)
    }

    fn series(&self, env: &Env) -> Vec<Series> {
        self.application.series(env)
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, SubmitRefusal> {
        submit(case, self, env)
    }

    fn claims(&self, events: &[CaseEvent]) -> Vec<Claim> {
        number_claims(&self.application, events)
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.application.vault.clone()
    }
}

impl Command for SubmitOnBehalf {
    type State = Case;
    type Refusal = SubmitRefusal;
    const PERMISSION: Permission = permissions::CASES_RECEIVE;
    const EXPECT: Expect = Expect::New;

    fn stream(&self) -> i64 {
        self.application.case_id.0
    }

    fn place(&self, _case: &Case, env: &Env) -> Place {
        self.application.place(env)
    }

    fn series(&self, env: &Env) -> Vec<Series> {
        self.application.series(env)
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, SubmitRefusal> {
        submit_on_behalf(case, self, env)
    }

    fn claims(&self, events: &[CaseEvent]) -> Vec<Claim> {
        number_claims(&self.application, events)
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.application.vault.clone()
    }
}

fn number_claims(application: &Application, events: &[CaseEvent]) -> Vec<Claim> {
    let Some(CaseEvent::Submitted(submitted)) = events.first() else {
        return Vec::new();
    };
    vec![Claim {
        kind: CASE_NUMBER,
        key: submitted.number.as_str().to_owned(),
        stream: application.case_id.0,
    }]
}
