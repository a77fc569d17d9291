use crate::domain::{
    Paper, PaperEvent, draw_up,
    release::{self, ReleaseRefusal, Stamp},
};
use crate::permissions;
use contracts::{Command, Series, VaultWrite};
use kernel::{Env, PaperId, Permission, UnitId};

/// A second person releases the seal of a paper.
#[derive(Clone, Debug)]
pub struct Release {
    pub paper: PaperId,
    /// Unit of the case, whose authority keeps the register.
    pub unit: UnitId,
    /// The version whose text was signed.
    pub seen_version: i64,
    pub stamp: Stamp,
    /// The text as signed, for the vault.
    pub vault: Vec<VaultWrite>,
}

impl Command for Release {
    type State = Paper;
    type Refusal = ReleaseRefusal;
    const PERMISSION: Permission = permissions::DOCUMENTS_RELEASE;

    fn stream(&self) -> i64 {
        self.paper.0
    }

    fn seen_version(&self) -> Option<i64> {
        Some(self.seen_version)
    }

    fn series(&self, env: &Env) -> Vec<Series> {
        let issuer = draw_up::issuer(env, self.unit);
        vec![Series(format!(
            "seal-register:{issuer}:{}",
            env.today.year()
        ))]
    }

    fn decide(&self, paper: &Paper, env: &Env) -> Result<Vec<PaperEvent>, ReleaseRefusal> {
        release::release(paper, &self.stamp, env)
            .map(|sealed| vec![PaperEvent::Sealed(Box::new(sealed))])
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}
