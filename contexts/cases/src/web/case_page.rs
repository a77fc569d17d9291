//! 我的办件: one case in front of its applicant. State and number, both due dates, every day counted,
//! what happened; aside what he can do.

use super::{
    answer_words, days, due_section, forms, hearing, links, others, states,
    trail::{Reader, case_trail},
    uploads,
};
use crate::{
    domain::{Act, CaseState, notify_correction::FORM},
    permissions::CASES_VIEW,
    read::detail::{Audience, CaseDetail, find_detail},
};
use ::web::{
    App, Problem, Visit,
    ui::{self, Note, PageOptions, Ui, case_number, link_button, note, primary_link, section},
};
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Response},
};
use contracts::{item::FieldKind, queries::RatingOffer};
use kernel::{CaseId, FileId, mask};
use maud::{Markup, html};
use serde::Deserialize;

/// The visitor's own case: one that he may only see by his office is not.
pub(crate) async fn find_mine(app: &App, visit: &Visit, id: CaseId) -> Result<CaseDetail, Problem> {
    let others = others(app);
    let found = app
        .read(visit, move |reader, actor| {
            let detail = find_detail(reader, actor, &CASES_VIEW, id, Audience::Applicant, &others)?;
            Ok(detail.filter(|detail| {
                let filing = detail.case.filing.as_ref();
                filing.is_some_and(|filing| actor.acts_for(filing.party).is_some())
            }))
        })
        .await?;
    found.ok_or_else(Problem::not_found)
}

pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<CaseId>,
) -> Result<Markup, Problem> {
    let detail = find_mine(&app, &visit, id).await?;
    Ok(page(&visit.ui, &detail))
}

pub(crate) fn item_name(ui: &Ui, detail: &CaseDetail) -> String {
    let filing = detail.case.filing.as_ref();
    filing.map_or_else(String::new, |filing| {
        filing.item_name.get(ui.is_english()).to_owned()
    })
}

pub(crate) fn number(detail: &CaseDetail) -> String {
    let filing = detail.case.filing.as_ref();
    filing.map_or_else(String::new, |filing| case_number(filing.number.as_str()))
}

fn page(ui: &Ui, detail: &CaseDetail) -> Markup {
    let name = item_name(ui, detail);
    let number = number(detail);
    let inside = html! {
        div.split {
            div.stack.stack--l {
                (head(ui, detail))
                (to_do(ui, detail))
                (due_section::due_section(ui, detail))
                @if let Some(clock) = &detail.clock { (days::days(ui, detail, clock)) }
                (hearing::my_section(ui, detail))
                section aria-labelledby="c3" {
                    h2.mb4 #c3 { (ui.t("cases-trail")) }
                    (case_trail(ui, detail, Reader::Applicant))
                }
                (given(ui, detail))
            }
            (aside(ui, detail))
        }
    };
    let options = PageOptions::new(format!("{name} · {}", ui.t("cases-my")))
        .crumbs([(ui.t("cases-my"), links::MY_CASES)], number)
        .private();
    ui.page_with(options, inside)
}

pub(crate) fn head(ui: &Ui, detail: &CaseDetail) -> Markup {
    let filing = detail.case.filing.as_ref();
    html! {
        header.stack.stack--s {
            p.row {
                (states::state_lamp(ui, detail.case.state()))
                span.small.muted.num { (ui.t("cases-number")) " " (number(detail)) }
            }
            h1 { (item_name(ui, detail)) }
            @if ui.is_english() {
                @if let Some(filing) = filing { p.muted lang="zh-CN" { (filing.item_name.zh) } }
            }
            @if !detail.applicant.name.is_empty() { p.muted { (detail.applicant.name) } }
        }
    }
}

/// What the applicant is asked to do now.
fn to_do(ui: &Ui, detail: &CaseDetail) -> Markup {
    let case = &detail.case;
    let outstanding = case.outstanding();
    html! {
        @if case.state() == CaseState::CorrectionNoticed { (correct_note(ui, detail)) }
        (hearing::to_do(ui, detail))
        @if case.state().allows(Act::DeliverDeferred) && !outstanding.is_empty() {
            (deliver_note(ui, detail, outstanding.len()))
        }
    }
}

fn correct_note(ui: &Ui, detail: &CaseDetail) -> Markup {
    let notice = detail.case.notices.last();
    let n = notice.map_or(0, |notice| notice.materials.len());
    let by = notice.and_then(|notice| notice.answer_by);
    let body = html! {
        p { (ui.t("cases-correct-about")) }
        @if let Some(day) = by { p { (ui.tw("cases-correct-by", &[("day", ui.date_long(day))])) } }
        div.row.mt2 { (primary_link(&ui.t("cases-correct"), &links::my_case_act(detail.case.id, "correct"))) }
    };
    let title = ui.tn("cases-correct-title", i64::try_from(n).unwrap_or(i64::MAX));
    note(Note::Warning, &title, body)
}

fn deliver_note(ui: &Ui, detail: &CaseDetail, n: usize) -> Markup {
    let deferral = detail
        .case
        .handling()
        .and_then(|handling| handling.deferral.as_ref());
    let by = deferral.and_then(|deferral| deferral.deliver_by);
    let body = html! {
        @if let Some(day) = by { p { (ui.tw("cases-deliver-by", &[("day", ui.date_long(day))])) } }
        div.row.mt2 { (link_button(&ui.t("cases-deliver"), &links::my_case_act(detail.case.id, "deliver"))) }
    };
    let title = ui.tn("cases-deliver-title", i64::try_from(n).unwrap_or(i64::MAX));
    note(Note::Warning, &title, body)
}

/// 您交了什么: answers with personal data masked, and his own files.
fn given(ui: &Ui, detail: &CaseDetail) -> Markup {
    let Some(item) = &detail.item else {
        return Markup::default();
    };
    let is_english = ui.is_english();
    let answers = forms::asked_only(&item.body, &detail.answers);
    let lines: Vec<(String, Markup)> = item
        .body
        .fields()
        .filter(|field| !answers.get(&field.code).is_empty())
        .map(|field| {
            let value = masked(field.kind, answers.get(&field.code));
            let words = answer_words(ui, field, &value);
            (field.label.get(is_english).to_owned(), html! { (words) })
        })
        .collect();
    section(
        "c4",
        &ui.t("cases-given"),
        html! {},
        html! {
            (ui::fold(ui, &ui.t("cases-given-answers"), html! {
                (ui::kv_rule(&lines))
                @if let Some(service) = &detail.service { (service_lines(ui, service)) }
            }))
            (ui::fold(ui, &ui.t("cases-given-files"), files(ui, detail)))
        },
    )
}

/// What stays masked on every page.
pub(crate) fn masked(kind: FieldKind, value: &str) -> String {
    match kind {
        FieldKind::IdentityNumber => mask::identity_number(value),
        FieldKind::MobilePhone => mask::mobile(value),
        FieldKind::PersonName => mask::name(value),
        FieldKind::Address => mask::address(value),
        FieldKind::Line
        | FieldKind::Paragraph
        | FieldKind::Number
        | FieldKind::Date
        | FieldKind::Choice
        | FieldKind::YesNo
        | FieldKind::Uscc => value.to_owned(),
    }
}

fn service_lines(ui: &Ui, service: &crate::read::ServiceAddress) -> Markup {
    let electronic = if service.is_electronic {
        "cases-service-yes"
    } else {
        "cases-service-no"
    };
    let lines = [
        (
            ui.t("cases-service-recipient"),
            html! { (mask::name(&service.recipient)) },
        ),
        (
            ui.t("cases-service-phone"),
            html! { (mask::mobile(&service.phone)) },
        ),
        (
            ui.t("cases-service-address"),
            html! { (mask::address(&service.address)) },
        ),
        (
            ui.t("cases-service-electronic"),
            html! { (ui.t(electronic)) },
        ),
    ];
    ui::kv_rule(&lines)
}

fn files(ui: &Ui, detail: &CaseDetail) -> Markup {
    let is_english = ui.is_english();
    let materials: Vec<(String, Vec<&crate::read::NamedFile>, u8)> = detail
        .case
        .materials
        .iter()
        .map(|(code, held)| {
            let item = detail.item.as_ref();
            let name = item.and_then(|item| item.body.material(code)).map_or_else(
                || code.clone(),
                |material| material.name.get(is_english).to_owned(),
            );
            (name, detail.files_of(code), held.paper_copies)
        })
        .collect();
    html! {
        @if materials.is_empty() { p { (ui.t("cases-given-no-files")) } }
        @for (name, files, copies) in materials {
            h3.as-text { (name) }
            @if copies > 0 { p.small { (ui.tn("cases-given-paper", i64::from(copies))) } }
            ul.links.small {
                @for file in files {
                    li { a href=(links::my_file(detail.case.id, file.id)) { span { (file.name) } (ui::icon("down")) } }
                }
            }
        }
    }
}

fn aside(ui: &Ui, detail: &CaseDetail) -> Markup {
    html! {
        aside.stack.no-print aria-label=(ui.t("cases-aside")) {
            (acts(ui, detail))
            (rating(ui, detail))
            (papers(ui, detail))
        }
    }
}

fn acts(ui: &Ui, detail: &CaseDetail) -> Markup {
    let case = &detail.case;
    let state = case.state();
    let phone = detail
        .item
        .as_ref()
        .map(|item| item.body.enquiry_phone.clone());
    html! {
        div.card.stack {
            h2.as-text { (ui.t("cases-acts")) }
            @if let Some(phone) = phone.filter(|phone| !phone.is_empty()) {
                p.small { (ui.t("cases-ask")) " " a href={ "tel:" (phone) } { (phone) } }
            }
            p.small { a href={ (links::my_case(case.id)) "?print=1" } { (ui.t("cases-print")) } }
            @if state.allows(Act::StateViews) {
                p.small { a href=(links::my_case_act(case.id, "views")) { (ui.t("cases-views")) } }
            }
            @if state.allows(Act::Withdraw) {
                p.small { a href=(links::my_case_act(case.id, "withdraw")) { (ui.t("cases-withdraw")) } }
            }
        }
    }
}

fn rating(ui: &Ui, detail: &CaseDetail) -> Markup {
    html! {
        @match &detail.rating {
            RatingOffer::None => {},
            RatingOffer::May { href } => {
                div.card.stack {
                    h2.as-text { (ui.t("cases-rate")) }
                    p.small { (ui.t("cases-rate-about")) }
                    (link_button(&ui.t("cases-rate-go"), href))
                }
            },
            RatingOffer::Done { stars, again } => {
                div.card.stack {
                    h2.as-text { (ui.t("cases-rate")) }
                    p.small { (ui.tw("cases-rate-done", &[("words", ui.t(&format!("web-stars-{stars}")))])) }
                    @if let Some(href) = again { (link_button(&ui.t("cases-rate-again"), href)) }
                }
            },
        }
    }
}

pub(crate) fn papers(ui: &Ui, detail: &CaseDetail) -> Markup {
    html! {
        @if !detail.papers.is_empty() {
            div.card.small {
                h2.as-text.mb2 { (ui.t("cases-papers")) }
                ul.links {
                    @for paper in detail.papers.iter().filter(|paper| paper.is_applicants) {
                        li {
                            a href=(paper.href) {
                                span {
                                    (paper.title.get(ui.is_english()))
                                    @if !paper.number.is_empty() { " " span.muted { (paper.number) } }
                                    @if !paper.is_sealed { " " span.muted { (ui.t("web-paper-not-sealed")) } }
                                }
                                (ui::icon("down"))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What a code in a correction notice stands for.
pub(crate) fn material_name(ui: &Ui, detail: &CaseDetail, code: &str) -> String {
    if code == FORM {
        return ui.t("cases-material-form");
    }
    let item = detail.item.as_ref();
    item.and_then(|item| item.body.material(code)).map_or_else(
        || code.to_owned(),
        |material| material.name.get(ui.is_english()).to_owned(),
    )
}

#[derive(Debug, Deserialize)]
pub(crate) struct FilePath {
    id: CaseId,
    file: FileId,
}

/// One of his own files.
pub(crate) async fn download(
    State(app): State<App>,
    visit: Visit,
    Path(path): Path<FilePath>,
) -> Result<Response, Problem> {
    let detail = find_mine(&app, &visit, path.id).await?;
    let file = detail
        .files
        .get(&path.file)
        .cloned()
        .ok_or_else(Problem::not_found)?;
    uploads::download(&app, file).await
}

/// 已提交: the number, the code, and what comes next.
pub(crate) async fn sent(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<CaseId>,
) -> Result<Response, Problem> {
    let detail = find_mine(&app, &visit, id).await?;
    let ui = &visit.ui;
    let Some(filing) = &detail.case.filing else {
        return Err(Problem::not_found());
    };
    let code = [
        (
            ui.t("cases-query-code"),
            html! { span.mono { b { (filing.query_code) } } },
        ),
        (ui.t("cases-check-item"), html! { (item_name(ui, &detail)) }),
        (
            ui.t("cases-check-applicant"),
            html! { (detail.applicant.name) },
        ),
        (
            ui.t("cases-sent-at"),
            html! { (ui.at(detail.case.filed_at)) },
        ),
    ];
    let next = detail.case.notice_by().map_or_else(
        || ui.t("cases-sent-next-waits"),
        |day| ui.tw("cases-sent-next", &[("day", ui.date_long(day))]),
    );
    let actions = [
        primary_link(&ui.t("cases-sent-see"), &links::my_case(id)),
        link_button(&ui.t("cases-sent-all"), links::MY_CASES),
    ];
    let body = html! {
        div.stack.measure {
            (ui::success(ui, &ui.t("cases-sent"), &number(&detail), &next, &actions))
            (ui::card(html! {
                (ui::kv(&code))
                p.small { (ui.t("cases-query-code-about")) " " a href=(links::QUERY) { (ui.t("cases-query")) } }
            }))
            @if detail.papers.is_empty() {
                p.small.muted { (ui.t("cases-sent-receipt-soon")) }
            } @else {
                (papers(ui, &detail))
            }
            p.row { (ui::print_button(ui)) }
        }
    };
    let options = PageOptions::new(ui.t("cases-sent"))
        .crumbs([(ui.t("cases-my"), links::MY_CASES)], number(&detail))
        .private();
    Ok(ui.page_with(options, body).into_response())
}
