//! What happened to a rating. Texts are [`Kept`] references; the link to the case stands here and in
//! one sealed table, nowhere else.

use super::Finding;
use contracts::Kept;
use contracts::item::Text;
use kernel::{AccountId, AreaCode, Date, Event, ItemId, MatterId, PartyId, UnitId};
use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RatingEvent {
    Invited(Box<Invited>),
    Rated(Given),
    RatedAgain(Given),
    Verified(Verified),
}

impl Event for RatingEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::Invited(_) => "ratings.invited",
            Self::Rated(_) => "ratings.rated",
            Self::RatedAgain(_) => "ratings.rated-again",
            Self::Verified(_) => "ratings.verified",
        }
    }
}

/// The applicant got his one token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invited {
    pub matter: MatterId,
    pub case_number: String,
    pub item: ItemId,
    pub item_name: Text,
    pub party: PartyId,
    pub area: AreaCode,
    pub unit: UnitId,
    /// Whose act ended the service; he does not verify what is said of it.
    pub by: AccountId,
    /// SHA-256 of the token, in hex. Spent once for the first rating and once for the second.
    pub token_hash: String,
}

/// What the rater said. There is no default: what nobody gave is not here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Given {
    /// 5 非常满意 … 1 非常不满意
    pub stars: u8,
    /// Aspects that he named.
    pub aspects: Vec<String>,
    /// 评价渠道, by the number of the national interface.
    pub channel: u8,
    pub text: Option<Kept>,
    /// He wants nobody to learn who he is, the reviewer included.
    pub is_anonymous: bool,
    /// Drawn at random: the name under which the rated unit sees it.
    pub key: i64,
    /// The day on which the content reaches the unit, some days later at random.
    pub shown_on: Date,
}

/// 差评核实
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verified {
    pub finding: Finding,
    pub note: Kept,
}
