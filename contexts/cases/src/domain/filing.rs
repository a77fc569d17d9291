//! What an application consists of: materials with their files, who acts for whom, the papers that
//! the applicant signed.

use contracts::Kept;
use kernel::{FileId, MandateId};
use serde::{Deserialize, Serialize};

/// A stored file with the hash of its content, so that the event proves which bytes were meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRef {
    pub file: FileId,
    /// SHA-256 of the content, in hex. File names are in the vault.
    pub sha256: String,
}

/// What was handed in for one material of the item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MaterialHeld {
    /// Code of the material in the item.
    pub code: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<FileRef>,
    /// Copies on paper, at the window or by post.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub paper_copies: u8,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "the signature that serde calls"
)]
fn is_zero(copies: &u8) -> bool {
    *copies == 0
}

impl MaterialHeld {
    /// An entry without file and paper is no material.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.paper_copies == 0
    }
}

/// By what right somebody else than the applicant files (行政许可法 art. 29).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Agency {
    /// The applicant himself, or a firm's own account.
    None,
    /// A mandate on record.
    Mandate(MandateId),
    /// A mandate on paper, shown at the window.
    Paper(FileRef),
}

/// 告知承诺: the applicant's signed promise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PromisePaper {
    pub text: Kept,
    pub signed: FileRef,
}
