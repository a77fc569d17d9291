//! 质检: what a reviewer of the catalogue finds in an item, as far as it can be computed.
//!
//! The rules are those that a city's reviewers run (`rules.md` §1.6), with the laws behind them.
//! Three of them cannot be computed from what an item holds and are left to the reviewer: the depth
//! of online handling, samples of results, and the list of permits in force.

use super::law;
use contracts::item::{
    Channel, DeferralRule, Fee, ItemBody, Material, MaterialSource, Necessity, ProjectType,
    ServedParty, TaskType, Text, Themes,
};
use kernel::Basis;
use kernel::deadline::Limit;
use serde::Serialize;
use std::collections::BTreeSet;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The item may not be published.
    Error,
    /// It may, but somebody should mend it.
    Warning,
}

impl Level {
    pub fn code(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
        }
    }
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// Dotted and stable: `catalogue.check.instant`. Also the key of its words.
    pub rule: &'static str,
    pub level: Level,
    /// Path in the item's file: `materials.layout.accept_standard`.
    pub field: String,
    /// What stands there.
    pub value: String,
}

impl Finding {
    /// The law behind the rule, where there is one.
    pub fn basis(&self) -> Option<Basis> {
        match self.rule {
            "catalogue.check.promise-longer-than-law" => {
                Some(law::business_environment("第三十六条"))
            }
            "catalogue.check.only-one-channel" | "catalogue.check.no-post" => {
                Some(law::business_environment("第三十七条"))
            }
            "catalogue.check.guide-incomplete" => Some(law::online_services("第六条")),
            "catalogue.check.shareable-material" => Some(law::online_services("第七条")),
            "catalogue.check.fee-of-permit" => Some(law::licensing("第五十八条")),
            _ => None,
        }
    }
}

/// Words that ask for whatever comes to mind. 兜底条款
const CATCH_ALL: [&str; 6] = [
    "其他材料",
    "其它材料",
    "有关材料",
    "相关材料",
    "等材料",
    "其他资料",
];
const NAME_LIMIT: usize = 200;

struct Findings(Vec<Finding>);

impl Findings {
    fn error(&mut self, rule: &'static str, field: impl Into<String>, value: impl Into<String>) {
        self.add(Level::Error, rule, field.into(), value.into());
    }

    fn warning(&mut self, rule: &'static str, field: impl Into<String>, value: impl Into<String>) {
        self.add(Level::Warning, rule, field.into(), value.into());
    }

    fn add(&mut self, level: Level, rule: &'static str, field: String, value: String) {
        self.0.push(Finding {
            rule,
            level,
            field,
            value,
        });
    }
}

/// Everything that the rules find in the item, errors first, otherwise in the order of the guide.
///
/// # Law
/// 优化营商环境条例 art. 36 (promise within the law), art. 37 (no channel may be the only one);
/// 国务院关于在线政务服务的若干规定 art. 6 (what a guide states), art. 7 (what can be shared isn't
/// asked for); 行政许可法 art. 58 (a permit is free unless a law says otherwise).
pub fn check(body: &ItemBody, themes: &Themes) -> Vec<Finding> {
    let mut found = Findings(Vec::new());
    check_texts(body, &mut found);
    check_limits(body, &mut found);
    check_visits_and_channels(body, &mut found);
    for material in &body.materials {
        check_material(material, &mut found);
    }
    check_steps(body, &mut found);
    for (n, fee) in body.fees.iter().enumerate() {
        check_fee(body, n, fee, &mut found);
    }
    check_phones(body, &mut found);
    check_themes(body, themes, &mut found);
    if let Some(rule) = &body.deferral {
        check_deferral(body, rule, &mut found);
    }
    check_codes(body, &mut found);
    found.0.sort_by_key(|finding| finding.level);
    found.0
}

/// The guide states conditions, materials and procedure, in both languages.
fn check_texts(body: &ItemBody, found: &mut Findings) {
    if body.name.zh.chars().count() > NAME_LIMIT {
        found.error("catalogue.check.name-too-long", "name", &body.name.zh);
    }
    let must = [
        ("code", body.code.as_str()),
        ("name", &body.name.zh),
        ("summary", &body.summary.zh),
        ("place", &body.place.zh),
        ("hours", &body.hours.zh),
    ];
    for (field, text) in must {
        if text.trim().is_empty() {
            found.error("catalogue.check.guide-incomplete", field, "");
        }
    }
    if body.conditions.is_empty() {
        found.error("catalogue.check.guide-incomplete", "conditions", "");
    }
    if body.materials.is_empty() {
        found.warning("catalogue.check.no-materials", "materials", "");
    }
    let in_english: [(&str, &Text); 2] = [("name", &body.name), ("summary", &body.summary)];
    for (field, text) in in_english {
        if text.en.trim().is_empty() {
            found.warning("catalogue.check.english-missing", field, &text.zh);
        }
    }
    if body.basis.is_empty() {
        found.warning("catalogue.check.basis-missing", "basis", "");
    }
}

fn check_limits(body: &ItemBody, found: &mut Findings) {
    let promised = body.promised_limit;
    let is_instant = body.project_type == ProjectType::Instant;
    if is_instant != (promised.days == 0) {
        found.error("catalogue.check.instant", "promised_limit", days(promised));
    }
    if let Some(legal) = law::legal_limit(body)
        && !promised.is_within(legal)
    {
        let value = format!("{} > {}", days(promised), days(legal));
        found.error(
            "catalogue.check.promise-longer-than-law",
            "promised_limit",
            value,
        );
    }
    if body.legal_limit.is_some() != body.legal_limit_basis.is_some() {
        found.error("catalogue.check.limit-basis", "legal_limit_basis", "");
    }
}

fn days(limit: Limit) -> String {
    limit.to_string()
}

fn check_visits_and_channels(body: &ItemBody, found: &mut Findings) {
    let has_reason = !body.visit_reason.zh.trim().is_empty();
    if (body.visits > 0) != has_reason {
        let value = format!("{} · {}", body.visits, body.visit_reason.zh);
        found.error("catalogue.check.visit-reason", "visit_reason", value);
    }
    let has = |channel| body.channels.contains(&channel);
    if !has(Channel::Window) {
        found.error("catalogue.check.only-one-channel", "channels", "");
    }
    if body.visits == 0 && !has(Channel::Online) && !has(Channel::Post) {
        found.error("catalogue.check.no-post", "channels", "");
    }
}

fn check_material(material: &Material, found: &mut Findings) {
    let at = |field: &str| format!("materials.{}.{field}", material.code);
    let name = material.name.zh.trim();
    if name.ends_with('等') || CATCH_ALL.iter().any(|words| name.contains(words)) {
        found.error("catalogue.check.catch-all", at("name"), name);
    }
    if material.source == MaterialSource::Government && material.necessity == Necessity::Required {
        found.warning("catalogue.check.shareable-material", at("source"), name);
    }
    if material.accept_standard.zh.trim().is_empty() {
        found.warning("catalogue.check.no-standard", at("accept_standard"), name);
    }
}

/// Receipt, acceptance, decision and service are law and always there; what is counted here are the
/// item's own steps of review.
fn check_steps(body: &ItemBody, found: &mut Findings) {
    let is_promised_permit =
        body.task_type == TaskType::Permit && body.project_type == ProjectType::Promised;
    if is_promised_permit && body.steps.is_empty() {
        found.error("catalogue.check.no-review", "steps", "");
    }
    if body.task_type == TaskType::Permit && body.faq.is_empty() {
        found.warning("catalogue.check.no-faq", "faq", "");
    }
}

fn check_fee(body: &ItemBody, n: usize, fee: &Fee, found: &mut Findings) {
    let at = |field: &str| format!("fees.{n}.{field}");
    if fee.name.zh.trim().is_empty() {
        found.error("catalogue.check.fee-incomplete", at("name"), "");
    }
    if fee.standard.zh.trim().is_empty() {
        found.error(
            "catalogue.check.fee-incomplete",
            at("standard"),
            &fee.name.zh,
        );
    }
    if !fee.basis.law.trim().is_empty() {
        return;
    }
    if body.task_type == TaskType::Permit {
        found.error("catalogue.check.fee-of-permit", at("basis"), &fee.name.zh);
    } else {
        found.error("catalogue.check.fee-incomplete", at("basis"), &fee.name.zh);
    }
}

fn check_phones(body: &ItemBody, found: &mut Findings) {
    let phones = [
        ("enquiry_phone", &body.enquiry_phone),
        ("complaint_phone", &body.complaint_phone),
    ];
    for (field, phone) in phones {
        if phone.trim().is_empty() {
            found.error("catalogue.check.guide-incomplete", field, "");
        } else if !phone.starts_with('0') {
            found.warning("catalogue.check.phone-area-code", field, phone);
        }
    }
    if !body.enquiry_phone.is_empty() && body.enquiry_phone == body.complaint_phone {
        found.warning(
            "catalogue.check.same-phone",
            "complaint_phone",
            &body.complaint_phone,
        );
    }
}

fn check_themes(body: &ItemBody, themes: &Themes, found: &mut Findings) {
    if themes.0.is_empty() {
        return;
    }
    let mut for_whom = BTreeSet::new();
    for code in &body.themes {
        match themes.find(code) {
            Some(theme) => {
                for_whom.insert(theme.who == ServedParty::Firm);
            }
            None => found.error("catalogue.check.unknown-theme", "themes", code),
        }
    }
    for (who, is_firm) in [(ServedParty::Person, false), (ServedParty::Firm, true)] {
        let name = if is_firm { "firm" } else { "person" };
        if body.served.contains(&who) != for_whom.contains(&is_firm) {
            found.warning("catalogue.check.theme-and-served", "themes", name);
        }
    }
}

/// 容缺受理: at least one material may follow, within the promised limit.
fn check_deferral(body: &ItemBody, rule: &DeferralRule, found: &mut Findings) {
    if !Limit::working(rule.within_days).is_within(body.promised_limit) {
        let value = rule.within_days.to_string();
        found.error(
            "catalogue.check.deferral-too-long",
            "deferral.within_days",
            value,
        );
    }
    let has_one = body
        .materials
        .iter()
        .any(|material| material.necessity == Necessity::Deferrable);
    if !has_one {
        found.error("catalogue.check.deferral-without-material", "deferral", "");
    }
}

/// Codes are unique, and conditions speak of fields that exist.
fn check_codes(body: &ItemBody, found: &mut Findings) {
    let materials = body
        .materials
        .iter()
        .map(|material| ("materials", material.code.as_str()));
    let steps = body.steps.iter().map(|step| ("steps", step.code.as_str()));
    let fields = body.fields().map(|field| ("form", field.code.as_str()));
    let mut seen = BTreeSet::new();
    for (place, code) in materials.chain(steps).chain(fields) {
        if !seen.insert((place, code)) {
            found.error("catalogue.check.code-twice", place, code);
        }
    }
    let of_materials = body.materials.iter().map(|material| {
        (
            format!("materials.{}.only_if", material.code),
            &material.only_if,
        )
    });
    let of_fields = body
        .fields()
        .map(|field| (format!("form.{}.only_if", field.code), &field.only_if));
    for (place, condition) in of_materials.chain(of_fields) {
        let field = condition.split('=').next().unwrap_or_default();
        let field = field.trim_end_matches('!').trim();
        if !field.is_empty() && !seen.contains(&("form", field)) {
            found.error("catalogue.check.unknown-field", place, condition);
        }
    }
    let has_deferrable = body
        .materials
        .iter()
        .find(|material| material.necessity == Necessity::Deferrable);
    if let (Some(material), None) = (has_deferrable, &body.deferral) {
        found.error(
            "catalogue.check.deferrable-without-rule",
            "deferral",
            &material.code,
        );
    }
}
