use crate::domain::{
    Finding, Rating, RatingEvent,
    verify::{self, VerifyRefusal},
};
use crate::permissions;
use contracts::{Command, Kept, VaultWrite};
use kernel::{Env, Permission};

/// A reviewer says what was behind a bad rating.
#[derive(Clone, Debug)]
pub struct Verify {
    pub rating: i64,
    pub finding: Finding,
    pub note: Option<Kept>,
    pub vault: Vec<VaultWrite>,
}

impl Command for Verify {
    type State = Rating;
    type Refusal = VerifyRefusal;
    const PERMISSION: Permission = permissions::RATINGS_VERIFY;

    fn stream(&self) -> i64 {
        self.rating
    }

    fn decide(&self, rating: &Rating, env: &Env) -> Result<Vec<RatingEvent>, VerifyRefusal> {
        verify::verify(rating, self.finding, self.note.as_ref(), env)
            .map(|verified| vec![RatingEvent::Verified(verified)])
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}
