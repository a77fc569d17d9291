//! 会签: the command.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        name_signers::{AddSigner, NameSigners, NameSignersRefusal, add_signer, name_signers},
    },
    permissions,
};
use contracts::{Command, VaultWrite};
use kernel::{Env, Permission};

impl Command for NameSigners {
    type State = Case;
    type Refusal = NameSignersRefusal;
    const PERMISSION: Permission = permissions::CASES_REVIEW;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, NameSignersRefusal> {
        after_clock(case, env, |case| {
            name_signers(case, self, env)
                .map(CaseEvent::SignersNamed)
                .map(|event| vec![event])
        })
    }
}

impl Command for AddSigner {
    type State = Case;
    type Refusal = NameSignersRefusal;
    const PERMISSION: Permission = permissions::CASES_REVIEW;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, NameSignersRefusal> {
        after_clock(case, env, |case| {
            add_signer(case, self, env)
                .map(CaseEvent::SignerAdded)
                .map(|event| vec![event])
        })
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}
