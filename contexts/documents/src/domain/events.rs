//! What happened to a paper. No personal data: texts are [`Kept`] references, people are ids.

use super::{CheckCode, PaperNumber};
use contracts::Kept;
use contracts::events::{CaseHead, CorrectionLine, Fact, KeptText, PaperKind};
use kernel::{AccountId, Date, Event, PaperId, UnitId};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PaperEvent {
    DrawnUp(Box<DrawnUp>),
    SealAsked(SealAsked),
    Sealed(Box<Sealed>),
}

impl Event for PaperEvent {
    fn name(&self) -> &'static str {
        match self {
            Self::DrawnUp(_) => "documents.drawn-up",
            Self::SealAsked(_) => "documents.seal-asked",
            Self::Sealed(_) => "documents.sealed",
        }
    }
}

/// The paper exists, with its number and its check code; it has no force before its seal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrawnUp {
    pub kind: PaperKind,
    /// Template with the day from which that version of it is in force.
    pub template: String,
    pub template_from: Date,
    pub title_zh: String,
    pub title_en: String,
    /// Name of the seal that it needs (专用印章, 机关印章); `None` for a paper without one.
    pub seal: Option<String>,
    pub number: PaperNumber,
    pub check_code: CheckCode,
    /// The case that it belongs to, with who acted and when.
    pub head: CaseHead,
    /// The authority in whose name it is issued.
    pub issuer: UnitId,
    pub facts: BTreeMap<Fact, String>,
    pub texts: BTreeMap<KeptText, Kept>,
    pub corrections: Vec<CorrectionLine>,
    pub materials: Vec<String>,
    /// For a pause: working days that are not counted; `None` while the calendar is missing.
    pub pause_days: Option<u32>,
    /// For a proof of service: the paper that was served.
    pub served: Option<PaperId>,
}

/// Somebody answers for the paper and asks for its seal. For an act of a member of staff the act is
/// the asking; for an act of the clock or of the applicant somebody has to ask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealAsked {
    pub asked_by: AccountId,
}

/// 用印: an entry in the register of uses, the signature over the text, and the text itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sealed {
    pub released_by: AccountId,
    pub register_year: i16,
    /// 用印登记号 of the authority in that year.
    pub register_number: u32,
    pub mark: SealMark,
    /// The text as sealed, with the applicant's data: in the vault.
    pub text: Kept,
}

/// What the seal left behind: checked by anybody who has the text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealMark {
    /// `SM2-with-SM3`
    pub algorithm: String,
    /// SM3 of the text, in hex.
    pub digest: String,
    /// Detached, in hex.
    pub signature: String,
    /// Public key (SEC 1), in hex.
    pub public_key: String,
    /// A demonstration seal: marked 样章.
    pub is_sample: bool,
}
