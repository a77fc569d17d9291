use crate::domain::{
    Rating, RatingEvent,
    invite::{self, InviteRefusal},
};
use crate::permissions;
use contracts::events::CaseRatingDue;
use contracts::{Claim, Command, Expect};
use kernel::{AccountId, Env, Permission, Place};

/// One token for one matter.
#[derive(Clone, Debug)]
pub struct Invite {
    pub rating: i64,
    pub due: CaseRatingDue,
}

impl Command for Invite {
    type State = Rating;
    type Refusal = InviteRefusal;
    const PERMISSION: Permission = permissions::RATINGS_INVITE;
    const EXPECT: Expect = Expect::New;

    fn stream(&self) -> i64 {
        self.rating
    }

    fn place(&self, _: &Rating, _: &Env) -> Place {
        Place {
            area: self.due.head.area,
            unit: self.due.head.unit,
            holder: AccountId(0),
            parties: vec![self.due.head.party],
            item: self.due.head.item.item,
            confidentiality: 0,
            is_public: false,
        }
    }

    fn decide(&self, _: &Rating, env: &Env) -> Result<Vec<RatingEvent>, InviteRefusal> {
        let invited = invite::invite(&self.due, self.rating, env);
        Ok(vec![RatingEvent::Invited(Box::new(invited))])
    }

    fn claims(&self, _: &[RatingEvent]) -> Vec<Claim> {
        vec![Claim {
            kind: "rating-of-matter",
            key: self.due.head.case.to_string(),
            stream: self.rating,
        }]
    }
}
