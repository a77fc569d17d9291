//! Taking a mandate back: at once, by whoever may bind the principal.

use super::grant_mandate::{MandateRefusal, may_bind};
use super::mandate::{Mandate, MandateEvent};
use crate::permissions;
use contracts::Command;
use kernel::{Env, MandateId, Permission};

#[derive(Debug)]
pub struct RevokeMandate {
    pub id: MandateId,
}

impl Command for RevokeMandate {
    type State = Mandate;
    type Refusal = MandateRefusal;
    const PERMISSION: Permission = permissions::MANDATES;

    fn stream(&self) -> i64 {
        self.id.0
    }

    fn decide(&self, mandate: &Mandate, env: &Env) -> Result<Vec<MandateEvent>, MandateRefusal> {
        if let Some(on) = mandate.revoked_on {
            return Err(MandateRefusal::RevokedAlready { on });
        }
        let is_theirs = mandate
            .facts
            .as_ref()
            .is_some_and(|facts| may_bind(&env.actor, facts.principal));
        if !is_theirs {
            return Err(MandateRefusal::NotTheirs);
        }
        Ok(vec![MandateEvent::Revoked { on: env.today }])
    }
}
