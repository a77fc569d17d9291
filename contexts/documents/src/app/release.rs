use super::{SealOf, SealProvider};
use crate::domain::{
    Paper, PaperEvent, draw_up,
    release::{self, ReleaseRefusal, Stamp},
};
use crate::permissions;
use crate::read::PaperView;
use contracts::{Command, Kept, Series, VaultWrite};
use kernel::{Env, PaperId, Permission, UnitId};
use store::{Store, StoreError};

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

/// Signs the text as it stands now. What comes of it is decided by the command.
pub fn stamped(
    store: &Store,
    seals: &dyn SealProvider,
    view: &PaperView,
) -> Result<Release, StoreError> {
    let text = view.sheet.text();
    let name = view.drawn.seal.clone().unwrap_or_default();
    let seal = SealOf {
        issuer: view.drawn.issuer,
        name: &name,
    };
    let wrong = |error: &dyn std::fmt::Display| StoreError::Wrong(error.to_string());
    let mark = seals
        .seal(store.master(), seal, &text)
        .map_err(|error| wrong(&error))?;
    let plain = serde_json::to_vec(&view.sheet).map_err(|error| wrong(&error))?;
    let salt = store::random::<16>()?;
    let party = view.drawn.head.party;
    let (kept, write) = Kept::new(store.new_id(), salt, party, "paper", &plain);
    Ok(Release {
        paper: view.paper.id,
        unit: view.drawn.head.unit,
        seen_version: view.version,
        stamp: Stamp {
            mark,
            text: kept,
            missing: view.sheet.missing.clone(),
        },
        vault: vec![write],
    })
}
