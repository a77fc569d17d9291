//! A refusal: a rule said no. It is shown to a person, with its legal basis; an error is shown to
//! an operator. Never one for the other.

use serde::{Deserialize, Serialize};

/// What kind of no this is; the HTTP shell derives the status from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RefusalKind {
    /// What was given cannot be right in itself (422).
    Invalid,
    /// It was right once, but the state no longer allows it (409).
    Conflict,
    /// Separation of duties or another personal bar (403).
    Barred,
}

/// The rule behind a refusal or a step, as shown to a person: `行政许可法 第三十二条`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Basis {
    /// The law or document, in Chinese, as people cite it.
    pub law: String,
    /// The article, as people cite it: `第三十二条第一款第四项`.
    pub article: String,
}

impl Basis {
    pub fn new(law: &str, article: &str) -> Self {
        Self {
            law: law.into(),
            article: article.into(),
        }
    }
}

impl std::fmt::Display for Basis {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "《{}》{}", self.law, self.article)
    }
}

/// A typed no. `Display` is for the log; people see the words for [`Refusal::code`] in both
/// languages, filled with [`Refusal::params`].
pub trait Refusal: std::error::Error + Send + Sync + 'static {
    /// Dotted and stable: `cases.accept.wrong-state`. Also the key of its words, with `.` as `-`.
    fn code(&self) -> &'static str;
    fn kind(&self) -> RefusalKind;
    /// The rule that says no, where it is one of law.
    fn basis(&self) -> Option<Basis> {
        None
    }
    /// The form field that has to change, if it is one.
    fn field(&self) -> Option<String> {
        None
    }
    /// Values for the words: `[("names", "身份证、申请表")]`.
    fn params(&self) -> Vec<(&'static str, String)> {
        Vec::new()
    }
}
