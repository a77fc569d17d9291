//! 利害关系人和听证 on the pages of a case: the periods that run, day by day; and the applicant's own
//! acts, his views and his answer to the notice of hearing.

use super::{
    case_page::{find_mine, item_name, number},
    days, links,
};
use crate::{
    app::draft::Keeper,
    domain::{
        Act,
        answer_hearing::AnswerHearing,
        interests::{HOLD_RULE, HearingGround, HearingRight, Interests, Voice},
        state_views::StateViews,
    },
    read::detail::{CaseDetail, Period},
};
use ::web::{
    App, FieldError, Problem, Submitted, Visit,
    ui::{
        self, Choice, Field, Note, PageOptions, Ui, actions, fold, kv_rule, link_button, note,
        post_form, primary_button, primary_link, textarea,
    },
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::CaseId;
use maud::{Markup, html};
use serde::Deserialize;

const LONGEST: usize = 4_000;

/// Each period with its days, folded.
pub(crate) fn periods(ui: &Ui, detail: &CaseDetail) -> Markup {
    html! { @for period in &detail.periods { (period_fold(ui, detail, period)) } }
}

fn period_fold(ui: &Ui, detail: &CaseDetail, period: &Period) -> Markup {
    let is_hold = period.rule == HOLD_RULE;
    let (title, start) = if is_hold {
        ("cases-hearing-days-hold", "cases-hearing-day-asked")
    } else {
        ("cases-hearing-days-ask", "cases-hearing-day-told")
    };
    let from = ui.date_long(period.started_on);
    match &period.counted {
        Ok(explanation) => {
            let due = ui.date_long(explanation.due_on);
            let title = ui.tw(title, &[("from", from), ("due", due)]);
            fold(
                ui,
                &title,
                days::period(ui, detail, &ui.t(start), explanation),
            )
        }
        Err(year) => {
            html! { p.small { (ui.tw("cases-waits-title", &[("year", year.to_string())])) } }
        }
    }
}

/// What became of a right to a hearing, in words.
pub(crate) fn right_words(ui: &Ui, right: &HearingRight) -> String {
    if let Some(answer) = right.answer {
        let key = if answer.asks {
            "cases-hearing-asked-on"
        } else {
            "cases-hearing-waived-on"
        };
        return ui.tw(key, &[("day", ui.date_long(answer.on))]);
    }
    right.ask_by.map_or_else(
        || ui.t("web-due-waiting"),
        |day| ui.tw("cases-hearing-ask-by", &[("day", ui.date_long(day))]),
    )
}

/// The hearing that was set: when, where, who presides, whether it is public.
pub(crate) fn hearing_lines(
    ui: &Ui,
    detail: &CaseDetail,
    interests: &Interests,
) -> Vec<(String, Markup)> {
    let mut lines = Vec::new();
    if let Some(ground) = interests.ground {
        let words = ui.t(&format!("cases-hearing-ground-{}", ground.code()));
        lines.push((
            ui.t("cases-hearing-ground"),
            html! { (words) " " span.muted { "（" (ground.basis()) "）" } },
        ));
    }
    if let Some(hearing) = &interests.hearing {
        let place = detail.text(&hearing.place).unwrap_or_default();
        let open = hearing.secrecy.map_or_else(
            || ui.t("cases-hearing-public"),
            |secrecy| ui.t(&format!("cases-hearing-secrecy-{}", secrecy.code())),
        );
        let chair = detail.staff_name(hearing.chair, ui.is_english());
        lines.push((
            ui.t("cases-hearing-at"),
            html! { b { (ui.at(hearing.held_at)) } },
        ));
        lines.push((ui.t("cases-hearing-place"), html! { (place) }));
        lines.push((ui.t("cases-hearing-chair"), html! { (chair) }));
        lines.push((ui.t("cases-hearing-open"), html! { (open) }));
    }
    if let Some(day) = interests.recorded_on {
        let words = ui.tw(
            "cases-trail-hearing-recorded-about",
            &[("day", ui.date_long(day))],
        );
        lines.push((ui.t("cases-trail-hearing-recorded"), html! { (words) }));
    }
    lines
}

/// The section of the applicant's page: no third party is named.
pub(crate) fn my_section(ui: &Ui, detail: &CaseDetail) -> Markup {
    let Some(interests) = detail.case.handling().map(|handling| &handling.interests) else {
        return Markup::default();
    };
    if interests.told.is_empty() && interests.rights.is_empty() {
        return Markup::default();
    }
    let mut lines = Vec::new();
    if !interests.told.is_empty() {
        let n = i64::try_from(interests.told.len()).unwrap_or(i64::MAX);
        lines.push((
            ui.t("cases-hearing-interested"),
            html! { (ui.tn("cases-hearing-interested-n", n)) },
        ));
    }
    if interests.ground == Some(HearingGround::MajorInterest)
        && let Some(right) = interests.right_of(Voice::Applicant)
    {
        lines.push((
            ui.t("cases-hearing-yours"),
            html! { (right_words(ui, right)) },
        ));
    }
    lines.extend(hearing_lines(ui, detail, interests));
    ui::card_section(
        "hearing-t",
        &ui.t("cases-hearing"),
        html! {},
        html! { (kv_rule(&lines)) (periods(ui, detail)) },
    )
}

/// Whether the applicant may still say whether he wants a hearing.
fn may_answer(detail: &CaseDetail) -> Option<&HearingRight> {
    let handling = detail.case.open_handling()?;
    let interests = &handling.interests;
    let right = interests.right_of(Voice::Applicant)?;
    let is_open = right.ask_by.is_none_or(|last| detail.today() <= last);
    let has_asked = right.answer.is_some_and(|answer| answer.asks);
    (is_open && !has_asked && detail.case.state().allows(Act::AnswerHearing)).then_some(right)
}

/// What he is asked: whether he wants the hearing.
pub(crate) fn to_do(ui: &Ui, detail: &CaseDetail) -> Markup {
    let Some(right) = may_answer(detail).filter(|right| right.answer.is_none()) else {
        return Markup::default();
    };
    let href = links::my_case_act(detail.case.id, "hearing");
    note(
        Note::Warning,
        &ui.t("cases-hearing-right"),
        html! {
            p { (ui.t("cases-hearing-right-about")) " " (right_words(ui, right)) }
            div.row.mt2 { (primary_link(&ui.t("cases-hearing-answer"), &href)) }
        },
    )
}

pub(crate) async fn ask(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<CaseId>,
) -> Result<Response, Problem> {
    let detail = find_mine(&app, &visit, id).await?;
    let Some(right) = may_answer(&detail) else {
        return Ok(Redirect::to(&links::my_case(id)).into_response());
    };
    let ui = &visit.ui;
    let choices = [
        Choice::new("yes", ui.t("cases-hearing-asked")),
        Choice::new("no", ui.t("cases-hearing-waived")),
    ];
    let field = Field::new("asks", ui.t("cases-hearing-answer-question"))
        .error(visit.error_at("asks").as_deref());
    let chosen = visit.typed("asks", "");
    let inside = html! {
        p { (ui.t("cases-hearing-right-about")) " " b { (right_words(ui, right)) } }
        (periods(ui, &detail))
        (post_form(ui, &links::my_case_act(id, "hearing"), app.submit_key(), html! {
            (ui::radios(ui, &field, &choices, Some(chosen.as_str()).filter(|value| !value.is_empty())))
            (actions(html! {
                (primary_button(&ui.t("cases-hearing-answer-send")))
                (link_button(&ui.t("cases-withdraw-no"), &links::my_case(id)))
            }))
        }))
    };
    Ok(act_page(&visit, &detail, "cases-hearing-answer", &inside))
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct AnswerForm {
    /// `yes` or `no`.
    #[serde(default)]
    asks: String,
}

pub(crate) async fn answer(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<CaseId>,
    submitted: Submitted<AnswerForm>,
) -> Result<Response, Problem> {
    find_mine(&app, &visit, id).await?;
    let asks = super::staff::yes_or_no("asks", &submitted.form.asks)?;
    let command = AnswerHearing { case_id: id, asks };
    let done = app.execute(&visit, submitted.key, command).await?;
    Ok(done_answer(&visit, id, done.version()))
}

pub(crate) async fn ask_views(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<CaseId>,
) -> Result<Response, Problem> {
    let detail = find_mine(&app, &visit, id).await?;
    if !detail.case.state().allows(Act::StateViews) {
        return Ok(Redirect::to(&links::my_case(id)).into_response());
    }
    let ui = &visit.ui;
    let field = Field::new("views", ui.t("cases-views")).error(visit.error_at("views").as_deref());
    let inside = html! {
        p { (ui.t("cases-views-about")) }
        (post_form(ui, &links::my_case_act(id, "views"), app.submit_key(), html! {
            (textarea(ui, &field, &visit.typed("views", ""), 8))
            (actions(html! {
                (primary_button(&ui.t("cases-views-send")))
                (link_button(&ui.t("cases-withdraw-no"), &links::my_case(id)))
            }))
        }))
    };
    Ok(act_page(&visit, &detail, "cases-views", &inside))
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct ViewsForm {
    #[serde(default)]
    views: String,
}

pub(crate) async fn state_views(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<CaseId>,
    submitted: Submitted<ViewsForm>,
) -> Result<Response, Problem> {
    let detail = find_mine(&app, &visit, id).await?;
    let text = submitted.form.views.trim().replace("\r\n", "\n");
    if text.chars().count() > LONGEST {
        let error = FieldError::new("views", "web.field-too-long").with("max", LONGEST.to_string());
        return Err(Problem::fields(vec![error]));
    }
    let party = detail.case.filing.as_ref().map(|filing| filing.party);
    let mut keeper = Keeper::new(&app.store, party.unwrap_or_default());
    let views = if text.is_empty() {
        None
    } else {
        Some(keeper.keep("views", &text)?)
    };
    let command = StateViews {
        case_id: id,
        views,
        vault: keeper.vault,
    };
    let done = app.execute(&visit, submitted.key, command).await?;
    Ok(done_answer(&visit, id, done.version()))
}

fn done_answer(visit: &Visit, id: CaseId, version: i64) -> Response {
    if visit.is_api {
        let answer = serde_json::json!({ "id": id, "version": version });
        return (StatusCode::OK, Json(answer)).into_response();
    }
    Redirect::to(&links::my_case(id)).into_response()
}

/// A page with one thing to say or to choose.
fn act_page(visit: &Visit, detail: &CaseDetail, title: &str, inside: &Markup) -> Response {
    let ui = &visit.ui;
    let errors = super::apply::errors(visit);
    let body = html! {
        div.stack.measure {
            (ui::err_summary(ui, &errors))
            h1 { (ui.t(title)) }
            p.num { (item_name(ui, detail)) " " (number(detail)) }
            (inside)
        }
    };
    let options = PageOptions::new(ui.t(title))
        .crumbs(
            [
                (ui.t("cases-my"), links::MY_CASES.to_owned()),
                (number(detail), links::my_case(detail.case.id)),
            ],
            ui.t(title),
        )
        .form_step(!errors.is_empty())
        .private();
    ui.page_with(options, body).into_response()
}
