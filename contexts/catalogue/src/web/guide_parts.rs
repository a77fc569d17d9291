//! Parts of the guide: facts, materials, procedure, limits, fees, ground.

use super::say;
use crate::domain::law::legal_limit;
use ::web::ui::{
    Cell, Column, Lamp, Row, Step, Table, Ui, card, compare_by, facts, fold, kv, lamp, section,
    steps,
};
use contracts::item::{
    Channel, ItemBody, LegalRegime, Material, MaterialSource, Necessity, ProjectType, Text,
};
use kernel::deadline::DayUnit;
use maud::{Markup, html};

/// Four answers at the head: how often to come, how long, how much, what one gets.
pub(super) fn four_facts(ui: &Ui, body: &ItemBody) -> Markup {
    let is_english = ui.is_english();
    let visit_note = match (body.visits, body.channels.contains(&Channel::Online)) {
        (0, true) => ui.t("catalogue-fact-online"),
        (0, false) => ui.t("catalogue-fact-post"),
        (_, _) => body.visit_reason.get(is_english).to_owned(),
    };
    let law_note = match legal_limit(body) {
        Some(limit) => ui.tw("catalogue-fact-legal", &[("limit", say::limit(ui, limit))]),
        None => ui.t("catalogue-fact-no-legal"),
    };
    let (fee, fee_note) = match body.fees.as_slice() {
        [] => (ui.t("catalogue-fact-free"), String::new()),
        [fee] => (
            ui.t("catalogue-fact-charged"),
            fee.standard.get(is_english).to_owned(),
        ),
        [..] => (ui.t("catalogue-fact-charged"), ui.t("catalogue-fee-below")),
    };
    let (result, result_note) = match &body.result {
        Some(result) => {
            let note = match body.result_valid_years {
                Some(years) => ui.tn("catalogue-valid-years", years.into()),
                None => ui.t("catalogue-valid-always"),
            };
            (result.get(is_english).to_owned(), note)
        }
        None => (ui.t("catalogue-no-result"), String::new()),
    };
    let fact = |label: &str, value: String, note: String| {
        let answer = html! { (value) @if !note.is_empty() { small { (note) } } };
        (ui.t(label), answer)
    };
    let all = [
        fact(
            "catalogue-fact-visits",
            ui.tn("catalogue-visits", body.visits.into()),
            visit_note,
        ),
        fact(
            "catalogue-fact-days",
            say::limit(ui, body.promised_limit),
            law_note,
        ),
        fact("catalogue-fact-fee", fee, fee_note),
        fact("catalogue-fact-result", result, result_note),
    ];
    html! {
        section aria-labelledby="g-facts" {
            h2.vh id="g-facts" { (ui.t("catalogue-facts")) }
            (facts(&all))
        }
    }
}

pub(super) fn conditions(ui: &Ui, conditions: &[Text]) -> Markup {
    section(
        "g-conditions",
        &ui.t("catalogue-conditions"),
        html! {},
        html! {
            ul.stack.stack--s.disc {
                @for condition in conditions { li { (condition.get(ui.is_english())) } }
            }
        },
    )
}

/// 受理标准 stands at each material: what is not in the list may not be asked for.
pub(super) fn materials(ui: &Ui, body: &ItemBody) -> Markup {
    let all = body.materials.len();
    let own = body
        .materials
        .iter()
        .filter(|material| is_always_asked(material))
        .count();
    let beside = html! {
        p.small.muted {
            (ui.tw("catalogue-materials-count", &[("all", all.to_string()), ("own", own.to_string())]))
        }
    };
    let columns = ["name", "copies", "necessity", "source", "standard"]
        .map(|column| Column::text(ui.t(&format!("catalogue-material-{column}"))))
        .to_vec();
    let rows = body
        .materials
        .iter()
        .zip(1..)
        .map(|(material, n)| material_row(ui, body, n, material))
        .collect();
    let table = Table::new(ui.t("catalogue-materials"), columns, rows);
    section(
        "g-materials",
        &ui.t("catalogue-materials"),
        beside,
        html! {
            @if body.materials.is_empty() {
                p { (ui.t("catalogue-materials-none")) }
            } @else {
                div.card.card--flush { (table.render(ui)) }
            }
            p.small.muted.mt2 { (ui.t("catalogue-materials-only")) }
        },
    )
}

/// Checked in the city's own records: the applicant brings it only if it isn't found there.
fn is_held(material: &Material) -> bool {
    material.source == MaterialSource::Government && material.necessity != Necessity::Required
}

/// Asked of everybody, under no condition.
fn is_always_asked(material: &Material) -> bool {
    !is_held(material) && material.necessity != Necessity::Optional && material.only_if.is_empty()
}

fn material_row(ui: &Ui, body: &ItemBody, n: i64, material: &Material) -> Row {
    let is_english = ui.is_english();
    let is_held = is_held(material);
    let condition = say::only_if(ui, body, &material.only_if);
    let standard = material.accept_standard.get(is_english);
    let note = material.fill_note.get(is_english);
    let necessity = html! {
        @if is_held {
            (lamp(Lamp::Done, &ui.t("catalogue-not-asked")))
        } @else {
            (say::necessity(ui, material.necessity))
        }
    };
    let copies = if is_held {
        ui.t("catalogue-copies-none")
    } else {
        say::copies(ui, &material.copies)
    };
    Row::new(vec![
        Cell::head(html! { (n) ". " (material.name.get(is_english)) }),
        Cell::nowrap(copies),
        Cell::nowrap(necessity),
        Cell::new(say::source(ui, material)),
        Cell::new(html! {
            @if standard.is_empty() { "—" } @else { (standard) }
            @if !note.is_empty() { br; span.small.muted { (note) } }
            @if !condition.is_empty() { br; span.small.muted { (condition) } }
        }),
    ])
}

/// The law's steps with the item's own between them.
pub(super) fn procedure(ui: &Ui, body: &ItemBody) -> Markup {
    let regime = match body.legal_regime() {
        LegalRegime::Licensing => "permit",
        LegalRegime::OwnLaw => "own",
    };
    let step = |name: &str, time: &str| Step {
        title: ui.t(&format!("catalogue-step-{name}")),
        about: ui.t(&format!("catalogue-step-{name}-{regime}")),
        time: if time.is_empty() {
            String::new()
        } else {
            ui.t(time)
        },
    };
    let mut all = vec![Step {
        title: ui.t("catalogue-step-apply"),
        about: channels(ui, &body.channels),
        time: String::new(),
    }];
    if body.project_type == ProjectType::Instant {
        all.push(step("at-once", ""));
    } else {
        let notice = if regime == "permit" {
            "catalogue-step-notice-time"
        } else {
            ""
        };
        all.push(step("accept", notice));
        all.extend(body.steps.iter().map(|review| Step {
            title: review.name.get(ui.is_english()).to_owned(),
            about: say::step(ui, review.kind),
            time: String::new(),
        }));
        all.push(step("decide", ""));
    }
    let service = if regime == "permit" {
        "catalogue-step-serve-time"
    } else {
        ""
    };
    all.push(step("serve", service));
    section(
        "g-steps",
        &ui.t("catalogue-procedure"),
        html! {},
        steps(&all),
    )
}

/// 网上、窗口、邮寄: the applicant chooses.
pub(super) fn channels(ui: &Ui, channels: &[Channel]) -> String {
    let names: Vec<String> = channels
        .iter()
        .map(|channel| say::channel(ui, *channel))
        .collect();
    let separator = if ui.is_english() { ", " } else { "、" };
    ui.tw(
        "catalogue-step-apply-how",
        &[("channels", names.join(separator))],
    )
}

/// Promise and law side by side, and how the days are counted.
///
/// # Law
/// 优化营商环境条例 art. 36: both are published.
pub(super) fn limits(ui: &Ui, body: &ItemBody) -> Markup {
    let promised = body.promised_limit;
    let legal = legal_limit(body);
    let both = html! {
        @match legal {
            Some(legal) if legal.unit == promised.unit || promised.days == 0 => {
                (compare_by(ui, promised.days.into(), legal.days.into(), |days| {
                    if days == 0 { ui.t("catalogue-limit-at-once") } else { say::days(ui, legal.unit, days) }
                }))
            }
            Some(legal) => {
                // Days of two kinds share no scale, so there are no bars.
                (kv(&[
                    (ui.t("web-we-promise"), html! { b { (say::limit(ui, promised)) } }),
                    (ui.t("web-law-says"), html! { b { (say::limit(ui, legal)) } }),
                ]))
            }
            None => {
                (kv(&[
                    (ui.t("web-we-promise"), html! { b { (say::limit(ui, promised)) } }),
                    (ui.t("web-law-says"), html! { (ui.t("catalogue-limit-none")) }),
                ]))
            }
        }
    };
    section(
        "g-limits",
        &ui.t("catalogue-limits"),
        html! {},
        card(html! {
            (both)
            @for sentence in how_counted(ui, body) { p.small.muted.mt3 { (sentence) } }
        }),
    )
}

fn how_counted(ui: &Ui, body: &ItemBody) -> Vec<String> {
    let mut sentences = Vec::new();
    if body.promised_limit.days > 0 {
        let start = if body.limit_from_receipt {
            "receipt"
        } else {
            "acceptance"
        };
        let unit = match body.promised_limit.unit {
            DayUnit::Working => "working",
            DayUnit::Calendar => "calendar",
        };
        sentences.push(ui.t(&format!("catalogue-count-from-{start}-{unit}")));
    }
    if body.legal_regime() == LegalRegime::Licensing {
        sentences.push(ui.t("catalogue-count-pauses"));
        if let Some(days) = body.extension_days {
            sentences.push(ui.tn("catalogue-count-extension", days.into()));
        }
    }
    if body.legal_limit.is_some()
        && let Some(basis) = &body.legal_limit_basis
    {
        sentences.push(ui.tw(
            "catalogue-limit-basis",
            &[("basis", say::basis_words(ui, basis))],
        ));
    }
    sentences
}

pub(super) fn fees(ui: &Ui, body: &ItemBody) -> Markup {
    let is_english = ui.is_english();
    let columns = ["name", "standard", "basis"]
        .map(|column| Column::text(ui.t(&format!("catalogue-fee-{column}"))))
        .to_vec();
    let rows = body
        .fees
        .iter()
        .map(|fee| {
            Row::new(vec![
                Cell::head(fee.name.get(is_english)),
                Cell::new(fee.standard.get(is_english)),
                Cell::new(say::basis(ui, &fee.basis)),
            ])
        })
        .collect();
    let table = Table::new(ui.t("catalogue-fees"), columns, rows);
    html! {
        @if !body.fees.is_empty() {
            (section("g-fees", &ui.t("catalogue-fees"), html! {}, html! {
                div.card.card--flush { (table.render(ui)) }
            }))
        }
    }
}

pub(super) fn questions(ui: &Ui, body: &ItemBody) -> Markup {
    let is_english = ui.is_english();
    let ask = |n: usize| body.faq.get(n);
    html! {
        @if !body.faq.is_empty() {
            (section("g-faq", &ui.t("catalogue-faq"), html! {}, html! {
                @if let Some(first) = ask(0) {
                    details.fold open {
                        summary { (first.question.get(is_english)) }
                        div { (first.answer.get(is_english)) }
                    }
                }
                @for faq in body.faq.iter().skip(1) {
                    (fold(ui, faq.question.get(is_english), html! { (faq.answer.get(is_english)) }))
                }
            }))
        }
    }
}

/// 容缺受理 and 告知承诺, where the item has them.
pub(super) fn promises(ui: &Ui, body: &ItemBody) -> Markup {
    let is_english = ui.is_english();
    html! {
        @if body.deferral.is_some() || body.promise.is_some() {
            (section("g-easier", &ui.t("catalogue-easier"), html! {}, html! {
                @if let Some(rule) = &body.deferral {
                    (fold(ui, &ui.t("catalogue-deferral"), html! {
                        p { (ui.tn("catalogue-deferral-within", rule.within_days.into())) }
                        p { (rule.if_late.get(is_english)) }
                    }))
                }
                @if let Some(rule) = &body.promise {
                    (fold(ui, &ui.t("catalogue-promise"), html! {
                        p { (rule.promise.get(is_english)) }
                        p { (ui.tn("catalogue-promise-check", rule.check_within_days.into())) }
                    }))
                }
            }))
        }
    }
}

/// 设定依据: a real citation, or the words that none was filled in.
pub(super) fn ground(ui: &Ui, body: &ItemBody) -> Markup {
    html! {
        @if body.basis.is_empty() {
            p { (lamp(Lamp::NotYet, &ui.t("catalogue-basis-missing"))) }
        } @else {
            ul.stack.stack--s.disc {
                @for basis in &body.basis { li { (say::basis(ui, basis)) @if !ui.is_english() { "。" } } }
            }
        }
    }
}
