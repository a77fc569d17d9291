//! Templates of papers: data (`data/papers/*.toml`), picked by kind, by the law that governs the item
//! and by the day.

use contracts::events::{Fact, KeptText, PaperKind};
use contracts::item::LegalRegime;
use kernel::Date;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

macro_rules! files {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../../../data/papers/", $name, ".toml")))),+]
    };
}

const FILES: &[(&str, &str)] = files![
    "acceptance-notice",
    "acceptance-notice-own-law",
    "clock-stopped-notice",
    "clock-stopped-notice-own-law",
    "correction-notice",
    "correction-notice-own-law",
    "deemed-acceptance-notice",
    "deferral-promise",
    "extension-notice",
    "extension-notice-own-law",
    "grant-decision",
    "hearing-announcement",
    "hearing-notice",
    "hearing-record",
    "hearing-rights-notice",
    "interested-party-notice",
    "material-receipt",
    "not-handled-notice",
    "not-required-notice",
    "promise",
    "proof-of-service",
    "refusal-decision",
    "refusal-to-accept",
    "result-notice",
    "termination-notice",
    "withdrawal-notice",
];

/// One version of a template.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    pub code: String,
    pub kind_zh: String,
    pub kind_en: String,
    /// `licensing`, `own-law` or `any`.
    pub regime: String,
    /// The word in its numbers: 补.
    pub number_word: String,
    pub basis: Vec<TemplateBasis>,
    pub valid_from: Date,
    #[serde(default)]
    pub valid_to: Option<Date>,
    pub needs_seal: bool,
    /// Which seal: 专用印章, 机关印章.
    #[serde(default)]
    pub seal: String,
    pub title: String,
    /// Lines with names in braces. A line that begins with `?` is left out when a value is missing.
    pub body: Vec<String>,
    pub body_en: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateBasis {
    pub law: String,
    pub article: String,
}

impl Template {
    fn is_in_force(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }

    pub fn seal(&self) -> Option<String> {
        self.needs_seal.then(|| self.seal.clone())
    }
}

/// All templates in all their versions.
#[derive(Clone, Debug, Default)]
pub struct Templates {
    versions: Vec<Template>,
    /// Files that cannot be read, with the reason; a test holds this empty.
    pub unreadable: Vec<String>,
}

impl Templates {
    /// The templates that the program carries.
    pub fn carried() -> &'static Self {
        static CARRIED: LazyLock<Templates> = LazyLock::new(|| Templates::read(FILES));
        &CARRIED
    }

    fn read(files: &[(&str, &str)]) -> Self {
        let mut templates = Self::default();
        for (name, text) in files {
            match toml::from_str(text) {
                Ok(template) => templates.versions.push(template),
                Err(error) => templates.unreadable.push(format!("{name}: {error}")),
            }
        }
        templates
    }

    /// The version of a template that is in force on the day.
    pub fn in_force(&self, code: &str, day: Date) -> Option<&Template> {
        self.versions
            .iter()
            .filter(|template| template.code == code && template.is_in_force(day))
            .max_by_key(|template| template.valid_from)
    }

    /// The very version that a paper was drawn up by.
    pub fn version(&self, code: &str, valid_from: Date) -> Option<&Template> {
        self.versions
            .iter()
            .find(|template| template.code == code && template.valid_from == valid_from)
    }

    pub fn all(&self) -> impl Iterator<Item = &Template> {
        self.versions.iter()
    }
}

/// The template of a paper. `None` where the law gives the item no such paper: interested parties and
/// hearings are of the Licensing Law.
///
/// # Law
/// 行政许可法 art. 32, 38, 42, 45; for what is no permit the paper is a 不予办理告知书.
pub fn template_code(
    kind: PaperKind,
    regime: LegalRegime,
    is_deemed: bool,
) -> Option<&'static str> {
    let is_licensing = match regime {
        LegalRegime::Licensing => true,
        LegalRegime::OwnLaw => false,
    };
    let code = match (kind, is_licensing) {
        (PaperKind::Receipt, _) => "material-receipt",
        (PaperKind::CorrectionNotice, true) => "correction-notice",
        (PaperKind::CorrectionNotice, false) => "correction-notice-own-law",
        (PaperKind::AcceptanceNotice, true) if is_deemed => "deemed-acceptance-notice",
        (PaperKind::AcceptanceNotice, true) => "acceptance-notice",
        (PaperKind::AcceptanceNotice, false) => "acceptance-notice-own-law",
        (PaperKind::NotRequiredNotice, true) => "not-required-notice",
        (PaperKind::RejectionDecision, true) => "refusal-to-accept",
        (PaperKind::OwnLawRefusal, _)
        | (
            PaperKind::NotRequiredNotice | PaperKind::RejectionDecision | PaperKind::DenialDecision,
            false,
        ) => "not-handled-notice",
        (PaperKind::PauseNotice, true) => "clock-stopped-notice",
        (PaperKind::PauseNotice, false) => "clock-stopped-notice-own-law",
        (PaperKind::ExtensionNotice, true) => "extension-notice",
        (PaperKind::ExtensionNotice, false) => "extension-notice-own-law",
        (PaperKind::InterestedNotice, true) => "interested-party-notice",
        (PaperKind::HearingRightNotice, true) => "hearing-rights-notice",
        (PaperKind::HearingAnnouncement, true) => "hearing-announcement",
        (PaperKind::HearingNotice, true) => "hearing-notice",
        (PaperKind::HearingRecord, true) => "hearing-record",
        (
            PaperKind::InterestedNotice
            | PaperKind::HearingRightNotice
            | PaperKind::HearingAnnouncement
            | PaperKind::HearingNotice
            | PaperKind::HearingRecord,
            false,
        ) => return None,
        (PaperKind::GrantDecision, true) => "grant-decision",
        (PaperKind::GrantDecision, false) => "result-notice",
        (PaperKind::DenialDecision, true) => "refusal-decision",
        (PaperKind::WithdrawalNotice, _) => "withdrawal-notice",
        (PaperKind::TerminationNotice, _) => "termination-notice",
        (PaperKind::ServiceReceipt, _) => "proof-of-service",
    };
    Some(code)
}

/// Papers that follow from the same act as the main one: the applicant's promises.
pub fn companions(
    kind: PaperKind,
    facts: &BTreeMap<Fact, String>,
    texts: &BTreeMap<KeptText, contracts::Kept>,
) -> Vec<&'static str> {
    let is_acceptance = kind == PaperKind::AcceptanceNotice;
    let has_deferral = facts
        .get(&Fact::DeferredMaterials)
        .is_some_and(|codes| !codes.is_empty());
    // A grant on a promise has a day by which the promise is checked.
    let has_promise =
        facts.contains_key(&Fact::PromiseCheckBy) || texts.contains_key(&KeptText::Promise);
    let mut codes = Vec::new();
    if is_acceptance && has_deferral {
        codes.push("deferral-promise");
    }
    if kind == PaperKind::GrantDecision && has_promise {
        codes.push("promise");
    }
    codes
}
