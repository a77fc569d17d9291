//! 撤回申请: asks once, says what follows, and does it. He need not say why.

use super::{
    case_page::{find_mine, item_name, number},
    links,
};
use crate::{
    app::draft::Keeper,
    domain::{Act, withdraw::Withdraw},
};
use ::web::{
    App, Problem, Submitted, Visit,
    ui::{self, Field, PageOptions, actions, danger_button, link_button, post_form, textarea},
};
use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use kernel::CaseId;
use maud::html;
use serde::Deserialize;

const LONGEST: usize = 2_000;

pub(crate) async fn ask(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<CaseId>,
) -> Result<Response, Problem> {
    let detail = find_mine(&app, &visit, id).await?;
    if !detail.case.state().allows(Act::Withdraw) {
        return Ok(Redirect::to(&links::my_case(id)).into_response());
    }
    let ui = &visit.ui;
    let name = item_name(ui, &detail);
    let title = ui.tw("cases-withdraw-title", &[("item", name)]);
    let field = Field::new("reason", ui.t("cases-withdraw-reason"))
        .optional()
        .error(visit.error_at("reason").as_deref());
    let errors = super::apply::errors(&visit);
    let body = html! {
        div.stack.measure {
            (ui::err_summary(ui, &errors))
            h1 { (title) }
            p.num { (ui.t("cases-number")) " " (number(&detail)) }
            p { (ui.t("cases-withdraw-about")) }
            (post_form(ui, &links::my_case_act(id, "withdraw"), app.submit_key(), html! {
                (textarea(ui, &field, &visit.typed("reason", ""), 3))
                (actions(html! {
                    (danger_button(&ui.t("cases-withdraw-yes")))
                    (link_button(&ui.t("cases-withdraw-no"), &links::my_case(id)))
                }))
            }))
        }
    };
    let options = PageOptions::new(title)
        .crumbs(
            [
                (ui.t("cases-my"), links::MY_CASES.to_owned()),
                (number(&detail), links::my_case(id)),
            ],
            ui.t("cases-withdraw"),
        )
        .form_step(!errors.is_empty())
        .private();
    Ok(ui.page_with(options, body).into_response())
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct WithdrawForm {
    #[serde(default)]
    reason: String,
}

pub(crate) async fn withdraw(
    State(app): State<App>,
    visit: Visit,
    Path(id): Path<CaseId>,
    submitted: Submitted<WithdrawForm>,
) -> Result<Response, Problem> {
    let detail = find_mine(&app, &visit, id).await?;
    let reason = submitted.form.reason.trim();
    if reason.chars().count() > LONGEST {
        let error =
            ::web::FieldError::new("reason", "web.field-too-long").with("max", LONGEST.to_string());
        return Err(Problem::fields(vec![error]));
    }
    let party = detail.case.filing.as_ref().map(|filing| filing.party);
    let mut keeper = Keeper::new(&app.store, party.unwrap_or_default());
    let kept = if reason.is_empty() {
        None
    } else {
        Some(keeper.keep("reason", reason)?)
    };
    let command = Withdraw {
        case_id: id,
        reason: kept,
        vault: keeper.vault,
    };
    let done = app.execute(&visit, submitted.key, command).await?;
    if visit.is_api {
        let answer = serde_json::json!({ "id": id, "version": done.version() });
        return Ok((StatusCode::OK, Json(answer)).into_response());
    }
    Ok(Redirect::to(&links::my_case(id)).into_response())
}
