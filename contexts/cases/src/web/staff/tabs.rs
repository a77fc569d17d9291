//! What a case consists of, a tab each: materials, answers, site visits and opinions, trail, papers,
//! notes, who looked.

use super::{
    forms_window,
    trail::{advice_words, staff_trail, step_name},
    view::View,
    window_case::brought,
};
use crate::{
    domain::{CaseEvent, give_opinion::Advice},
    web::{answer_words, case_page},
};
use ::web::ui::{Lamp, Tab, Ui, card_section, empty, kv_rule, lamp, msg, tabs};
use kernel::{AccountId, Timestamp};
use maud::{Markup, html};

/// The tabs in their order: code in the address.
const TABS: [&str; 6] = ["materials", "answers", "review", "trail", "papers", "looks"];

/// The links, and the tab that the address asks for.
pub(super) fn tabbed(view: &View) -> Markup {
    let ui = view.ui();
    let asked = super::parts::query_value(&ui.path, "tab");
    let current = TABS
        .into_iter()
        .find(|tab| *tab == asked && (*tab != "looks" || view.looks.is_some()))
        .unwrap_or("materials");
    let path = ui.path.split('?').next().unwrap_or_default();
    let query = view.query();
    let links: Vec<Tab> = TABS
        .into_iter()
        .filter(|tab| *tab != "looks" || view.looks.is_some())
        .map(|tab| {
            let href = if query.is_empty() {
                format!("{path}?tab={tab}")
            } else {
                format!("{path}?{query}&tab={tab}")
            };
            let label = match count(view, tab) {
                Some(n) => format!("{} {n}", ui.t(&format!("cases-desk-tab-{tab}"))),
                None => ui.t(&format!("cases-desk-tab-{tab}")),
            };
            Tab::new(label, href, tab == current)
        })
        .collect();
    html! {
        (tabs(&ui.t("cases-desk-tabs"), &links))
        @if ui.print {
            (materials(view)) (review(view)) (trail_card(view))
        } @else {
            @match current {
                "answers" => (answers(view)),
                "review" => (review(view)),
                "trail" => (trail_card(view)),
                "papers" => (papers(view)),
                "looks" => (looks(view)),
                _ => { (materials(view)) (review(view)) },
            }
        }
    }
}

fn count(view: &View, tab: &str) -> Option<usize> {
    match tab {
        "materials" => Some(view.detail.case.materials.len()),
        "trail" => Some(view.detail.events.len()),
        "papers" => Some(view.detail.papers.len()),
        "looks" => view.looks.as_ref().map(Vec::len),
        _ => None,
    }
}

/// Every material of the item with what was brought for it.
pub(super) fn materials(view: &View) -> Markup {
    let ui = view.ui();
    let case = &view.detail.case;
    let outstanding = case.outstanding();
    let all = forms_window::materials(view);
    html! {
        div.card.card--flush.scroll-x tabindex="0" role="region" aria-label=(ui.t("cases-desk-tab-materials")) {
            table.tbl.tbl--cards {
                caption.vh { (ui.t("cases-desk-tab-materials")) }
                thead {
                    tr {
                        th scope="col" { (ui.t("cases-desk-material")) }
                        th scope="col" { (ui.t("cases-window-brought")) }
                        th scope="col" { (ui.t("cases-desk-material-state")) }
                    }
                }
                tbody {
                    @for material in all {
                        @let held = case.materials.get(&material.code);
                        tr {
                            th scope="row" {
                                (material.name.get(ui.is_english()))
                                div.xs.muted.plain { (material.accept_standard.get(ui.is_english())) }
                            }
                            td data-l=(ui.t("cases-window-brought")) { (brought(view, held)) }
                            td.nowrap {
                                @if held.is_some() {
                                    (lamp(Lamp::Done, &ui.t("cases-desk-material-there")))
                                } @else if outstanding.contains(&material.code) {
                                    (lamp(Lamp::Warning, &ui.t("cases-desk-material-follows")))
                                } @else if crate::web::forms::is_looked_up(material) {
                                    (lamp(Lamp::NotYet, &ui.t("cases-desk-looked-up")))
                                } @else {
                                    (lamp(Lamp::NotYet, &ui.t("cases-window-nothing")))
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The answers of the form, page by page; numbers masked.
pub(super) fn answers(view: &View) -> Markup {
    let ui = view.ui();
    let Some(item) = &view.detail.item else {
        return html! { p.muted { (ui.t("cases-desk-text-gone")) } };
    };
    let answers = &view.detail.answers;
    html! {
        @for (n, page) in item.body.form.iter().enumerate() {
            @let lines: Vec<(String, Markup)> = crate::web::forms::shown(&item.body, page, answers)
                .into_iter()
                .map(|field| {
                    let value = answers.get(&field.code);
                    let value = if view.is_unmasked { value.to_owned() } else { case_page::masked(field.kind, value) };
                    (field.label.get(ui.is_english()).to_owned(), html! { (answer_words(ui, field, &value)) })
                })
                .collect();
            (card_section(&format!("a{n}"), page.title.get(ui.is_english()), html! {}, kv_rule(&lines)))
        }
    }
}

/// Opinions, signatures and visits, in their order; and the steps of the item.
pub(super) fn review(view: &View) -> Markup {
    let ui = view.ui();
    let opinions: Vec<Markup> = view
        .detail
        .events
        .iter()
        .filter_map(|event| opinion(view, &event.body, event.actor, event.at))
        .collect();
    html! {
        (card_section("steps-t", &ui.t("cases-desk-steps"), html! {}, steps(view)))
        @if !opinions.is_empty() {
            (card_section("opinions-t", &ui.t("cases-desk-opinions"), html! {}, html! {
                div.stack.stack--s { @for opinion in &opinions { (opinion) } }
            }))
        }
    }
}

/// The steps that the item has, and how far each is.
fn steps(view: &View) -> Markup {
    let ui = view.ui();
    let Some(item) = &view.detail.item else {
        return Markup::default();
    };
    let review = view.detail.case.handling().map(|handling| &handling.review);
    let next = view.now.next_step().map(|step| step.code.clone());
    html! {
        @if item.body.steps.is_empty() { p.small { (ui.t("cases-desk-no-steps")) } }
        ol.tasks.small {
            @for step in &item.body.steps {
                @let is_done = review.is_some_and(|review| review.is_done(&step.code));
                @let is_begun = review.is_some_and(|review| review.steps.contains_key(&step.code));
                li aria-current=[(next.as_deref() == Some(step.code.as_str())).then_some("step")] {
                    @let name = step.name.get(ui.is_english());
                    @let kind = ui.t(&format!("cases-desk-step-{}", kind_code(step.kind)));
                    span { (name) @if !name.to_lowercase().contains(&kind.to_lowercase()) { " " span.muted { (kind) } } }
                    @if is_done {
                        (lamp(Lamp::Done, &ui.t("cases-desk-step-done")))
                    } @else if is_begun {
                        (lamp(Lamp::Running, &ui.t("cases-desk-step-begun")))
                    } @else {
                        (lamp(Lamp::NotYet, &ui.t("cases-desk-step-not-yet")))
                    }
                }
            }
        }
    }
}

fn kind_code(kind: contracts::item::StepKind) -> &'static str {
    use contracts::item::StepKind;
    match kind {
        StepKind::Opinion => "opinion",
        StepKind::CountersignAll => "countersign-all",
        StepKind::CountersignAny => "countersign-any",
        StepKind::SiteVisit => "site-visit",
        StepKind::ExpertReview => "expert-review",
        StepKind::Hearing => "hearing",
    }
}

fn opinion(view: &View, event: &CaseEvent, by: AccountId, at: Timestamp) -> Option<Markup> {
    let ui = view.ui();
    let told = |step: &str, advice: Advice, text: Option<&str>, more: Markup| {
        let head = format!(
            "{}　{}　{}",
            view.name_of(by),
            step_name(view, step),
            ui.at(at)
        );
        msg(
            &head,
            html! {
                p { b { (advice_words(ui, advice)) } }
                (paragraphs(ui, text))
                (more)
            },
            by == view.me(),
        )
    };
    if let CaseEvent::OpinionGiven(e) = event {
        return Some(told(
            &e.step,
            e.advice,
            view.detail.text(&e.opinion),
            Markup::default(),
        ));
    }
    if let CaseEvent::Signed(e) = event {
        return Some(told(
            &e.step,
            e.advice,
            view.detail.text(&e.opinion),
            Markup::default(),
        ));
    }
    if let CaseEvent::SiteVisitRecorded(e) = event {
        let more = html! {
            p.small {
                (ui.tw("cases-desk-visit-two", &[
                    ("day", ui.date_long(e.visited_on)),
                    ("one", view.name_of(by)),
                    ("other", view.name_of(e.partner)),
                ]))
            }
            @if !e.files.is_empty() {
                p.small {
                    (ui.t("cases-desk-photos")) "："
                    @for (n, file) in e.files.iter().enumerate() {
                        a href={ "/desk/cases/" (view.id()) "/files/" (file.file) } { (n + 1) } " "
                    }
                }
            }
        };
        return Some(told(&e.step, e.advice, view.detail.text(&e.findings), more));
    }
    if let CaseEvent::NoteAdded(e) = event {
        let head = format!(
            "{}　{}　{}",
            view.name_of(by),
            ui.t("cases-desk-event-note-added"),
            ui.at(at)
        );
        return Some(msg(
            &head,
            paragraphs(ui, view.detail.text(&e.note)),
            by == view.me(),
        ));
    }
    None
}

fn paragraphs(ui: &Ui, text: Option<&str>) -> Markup {
    html! {
        @match text {
            Some(text) => { @for line in text.lines() { p { (line) } } },
            None => p.muted { (ui.t("cases-desk-text-gone")) },
        }
    }
}

fn trail_card(view: &View) -> Markup {
    card_section(
        "trail-t",
        &view.ui().t("cases-trail"),
        html! {},
        staff_trail(view),
    )
}

fn papers(view: &View) -> Markup {
    let ui = view.ui();
    if view.detail.papers.is_empty() {
        return empty(
            "doc",
            &ui.t("cases-desk-no-papers"),
            &ui.t("cases-desk-no-papers-why"),
            &[],
        )
        .part();
    }
    case_page::papers(ui, &view.detail)
}

/// Who looked, and why: for supervision.
fn looks(view: &View) -> Markup {
    let ui = view.ui();
    let Some(looks) = &view.looks else {
        return Markup::default();
    };
    html! {
        div.card.card--flush.scroll-x tabindex="0" role="region" aria-label=(ui.t("cases-desk-tab-looks")) {
            table.tbl.tbl--cards {
                caption.vh { (ui.t("cases-desk-tab-looks")) }
                thead {
                    tr {
                        th scope="col" { (ui.t("cases-desk-look-at")) }
                        th scope="col" { (ui.t("cases-desk-look-who")) }
                        th scope="col" { (ui.t("cases-desk-look-what")) }
                        th scope="col" { (ui.t("cases-desk-look-why")) }
                    }
                }
                tbody {
                    @for look in looks {
                        tr {
                            td.nowrap.num data-l=(ui.t("cases-desk-look-at")) { (ui.at(look.at)) }
                            th scope="row" { (view.name_of(look.account)) }
                            td data-l=(ui.t("cases-desk-look-what")) { (look_words(ui, &look.what)) }
                            td data-l=(ui.t("cases-desk-look-why")) { (look_why(ui, &look.why)) }
                        }
                    }
                }
            }
        }
    }
}

fn look_words(ui: &Ui, what: &str) -> String {
    match what {
        "page" | "file" | "export" | "unmask" | "api" => ui.t(&format!("cases-desk-look-{what}")),
        other => other.to_owned(),
    }
}

/// Our own duties have words; a reason that somebody wrote stands as it is.
fn look_why(ui: &Ui, why: &str) -> String {
    match why {
        "window" | "desk" | "search" | "list" => ui.t(&format!("cases-desk-why-{why}")),
        other => other.to_owned(),
    }
}
