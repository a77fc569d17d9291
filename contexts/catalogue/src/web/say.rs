//! Codes in words, in the reader's language.

use ::web::ui::Ui;
use contracts::item::{
    Channel, FieldKind, ItemBody, LegalBasis, Material, MaterialSource, Necessity, ProjectType,
    ServedParty, StepKind, TaskType,
};
use kernel::deadline::{DayUnit, Limit};
use maud::{Markup, html};

pub(crate) fn task_type(ui: &Ui, kind: TaskType) -> String {
    ui.t(&format!("catalogue-task-type-{}", kind.number()))
}

pub(crate) fn project_type(ui: &Ui, kind: ProjectType) -> String {
    ui.t(match kind {
        ProjectType::Instant => "catalogue-instant",
        ProjectType::Promised => "catalogue-promised",
    })
}

/// 10 个工作日, 15 日, 当场办结.
pub(crate) fn limit(ui: &Ui, limit: Limit) -> String {
    if limit.days == 0 {
        return ui.t("catalogue-limit-at-once");
    }
    days(ui, limit.unit, limit.days.into())
}

pub(crate) fn days(ui: &Ui, unit: DayUnit, days: i64) -> String {
    ui.tn(
        match unit {
            DayUnit::Working => "web-working-days",
            DayUnit::Calendar => "catalogue-calendar-days",
        },
        days,
    )
}

pub(crate) fn necessity(ui: &Ui, necessity: Necessity) -> String {
    ui.t(match necessity {
        Necessity::Required => "catalogue-necessity-required",
        Necessity::Optional => "catalogue-necessity-optional",
        Necessity::Deferrable => "catalogue-necessity-deferrable",
    })
}

pub(crate) fn source(ui: &Ui, material: &Material) -> String {
    let is_asked = material.necessity == Necessity::Required;
    ui.t(match material.source {
        MaterialSource::Applicant => "catalogue-source-applicant",
        MaterialSource::Government if is_asked => "catalogue-source-issued",
        MaterialSource::Government => "catalogue-source-government",
        MaterialSource::Other => "catalogue-source-other",
    })
}

pub(crate) fn channel(ui: &Ui, channel: Channel) -> String {
    ui.t(match channel {
        Channel::Window => "catalogue-channel-window",
        Channel::Online => "catalogue-channel-online",
        Channel::Post => "catalogue-channel-post",
    })
}

pub(crate) fn served(ui: &Ui, who: ServedParty) -> String {
    ui.t(match who {
        ServedParty::Person => "catalogue-for-person",
        ServedParty::Firm => "catalogue-for-firm",
    })
}

/// What a step of review means for the clock and for the people who come.
pub(crate) fn step(ui: &Ui, kind: StepKind) -> String {
    ui.t(match kind {
        StepKind::Opinion => "catalogue-step-opinion",
        StepKind::CountersignAll => "catalogue-step-countersign-all",
        StepKind::CountersignAny => "catalogue-step-countersign-any",
        StepKind::SiteVisit => "catalogue-step-site-visit",
        StepKind::ExpertReview => "catalogue-step-expert-review",
        StepKind::Hearing => "catalogue-step-hearing",
    })
}

/// 《行政许可法》（2019-04-23）第四十二条; in English with the Chinese beside the translated title.
pub(crate) fn basis(ui: &Ui, basis: &LegalBasis) -> Markup {
    html! { (english_basis(ui, basis)) span lang="zh-CN" { (chinese_basis(basis)) } }
}

/// The same inside a sentence.
pub(crate) fn basis_words(ui: &Ui, basis: &LegalBasis) -> String {
    format!("{}{}", english_basis(ui, basis), chinese_basis(basis))
}

fn english_basis(ui: &Ui, basis: &LegalBasis) -> String {
    let title = kernel::english::law_title(&basis.law).filter(|_| ui.is_english());
    title.map_or_else(String::new, |title| {
        let article = kernel::english::article(&basis.article).unwrap_or_default();
        format!("{} ", format!("{title} {article}").trim())
    })
}

fn chinese_basis(basis: &LegalBasis) -> String {
    let number = if basis.number.is_empty() {
        String::new()
    } else {
        format!("（{}）", basis.number)
    };
    format!("《{}》{number}{}", basis.law, basis.article)
}

/// 原件 1 份; in English by its parts, which are few.
pub(crate) fn copies(ui: &Ui, copies: &str) -> String {
    if !ui.is_english() {
        return copies.to_owned();
    }
    let (kind, rest) = if let Some(rest) = copies.strip_prefix("原件") {
        ("original", rest)
    } else if let Some(rest) = copies.strip_prefix("复印件") {
        ("copy", rest)
    } else {
        ("piece", copies)
    };
    let is_each = rest.starts_with('各');
    let number: String = rest.chars().filter(char::is_ascii_digit).collect();
    match (number.as_str(), is_each) {
        ("", _) => copies.to_owned(),
        (number, true) => ui.tw(
            &format!("catalogue-copies-{kind}-each"),
            &[("n", number.to_owned())],
        ),
        (number, false) => ui.tw(
            &format!("catalogue-copies-{kind}"),
            &[("n", number.to_owned())],
        ),
    }
}

/// A condition over the form, as the question and the answer that it means; empty is none.
pub(crate) fn only_if(ui: &Ui, body: &ItemBody, condition: &str) -> String {
    let Some((code, value)) = condition.split_once('=') else {
        return String::new();
    };
    let (code, value) = (code.trim(), value.trim());
    let Some(field) = body.fields().find(|field| field.code == code) else {
        return String::new();
    };
    let is_english = ui.is_english();
    let chosen = field.choices.iter().find(|choice| choice.code == value);
    let answer = match (field.kind, chosen) {
        (FieldKind::YesNo, _) if value == "yes" => ui.t("web-yes"),
        (FieldKind::YesNo, _) => ui.t("web-no"),
        (_, Some(choice)) => choice.label.get(is_english).to_owned(),
        (_, None) => value.to_owned(),
    };
    let question = field
        .label
        .get(is_english)
        .trim_end_matches(['？', '?'])
        .to_owned();
    ui.tw(
        "catalogue-only-if",
        &[("question", question), ("answer", answer)],
    )
}
