//! Several cases at once: taken on, or handed on. First who is skipped and why; then one command for
//! each case, and a list of what was done. What the law wants looked at one by one is not here.

use super::{
    filled::Filled,
    hand::account,
    now::Now,
    parts::{Typed, came_back, has_errors, hidden, query_pairs, reason_words},
};
use crate::{
    domain::{
        Act, Case,
        claim::Claim,
        hand_on::{HandOn, hand_on},
    },
    permissions::CASES_LIST,
    read::desk::{DeskLine, list_lines},
};
use ::web::{
    App, Problem, Visit,
    ui::{
        Cell, Choice, Column, Note, PageOptions, Row, Table, Ui, actions, empty, form_keys,
        link_button, note, primary_button, select, textarea,
    },
};
use axum::extract::State;
use contracts::{Kept, people::StaffMember};
use kernel::{AccountId, CaseId};
use maud::{Markup, html};
use std::sync::Arc;
use store::SubmitKey;

/// Cases in one go.
const MOST: usize = 200;

/// One case of a bulk step: what it is, and why it is skipped, if it is.
struct Candidate {
    line: DeskLine,
    skipped: Option<super::now::Reason>,
}

struct Bulk {
    candidates: Vec<Candidate>,
    colleagues: Vec<StaffMember>,
}

fn cases_of(typed: &[(String, String)]) -> Vec<CaseId> {
    typed
        .iter()
        .filter(|(name, _)| name == "case")
        .filter_map(|(_, id)| id.parse().ok())
        .take(MOST)
        .collect()
}

fn value_of<'t>(typed: &'t [(String, String)], field: &str) -> &'t str {
    typed
        .iter()
        .find(|(name, _)| name == field)
        .map_or("", |(_, value)| value.trim())
}

/// What would happen, before anything does.
pub(super) async fn preview(State(app): State<App>, visit: Visit) -> Result<Markup, Problem> {
    let asked = query_pairs(&visit.ui.path);
    let ui = &visit.ui;
    let back = list_of(value_of(&asked, "return")).to_owned();
    let act = match value_of(&asked, "do") {
        "claim" => Act::Claim,
        "hand-on" => Act::HandOn,
        _ => return Err(Problem::not_found()),
    };
    let cases = cases_of(&asked);
    if cases.is_empty() {
        let state = empty(
            "list",
            &ui.t("cases-desk-nothing-picked"),
            &ui.t("cases-desk-nothing-picked-why"),
            &[link_button(&ui.t("cases-desk-back-to-list"), &back)],
        );
        return Ok(state.page(ui));
    }
    let bulk = read(&app, &visit, cases, act, None).await?;
    Ok(preview_page(&app, &visit, &bulk, act, &back))
}

async fn read(
    app: &App,
    visit: &Visit,
    cases: Vec<CaseId>,
    act: Act,
    to: Option<AccountId>,
) -> Result<Bulk, Problem> {
    app.read(visit, move |reader, actor| {
        let lines = list_lines(reader, actor, &CASES_LIST, &cases)?;
        let mut candidates = Vec::new();
        let mut colleagues: Vec<StaffMember> = Vec::new();
        for line in lines {
            let Some((_, case)) = reader.find_state::<Case>(line.case.0)? else {
                continue;
            };
            let env = reader.env(Arc::new(actor.clone()));
            let now = Now::new(case, None, env);
            for colleague in now.colleagues() {
                if !colleagues
                    .iter()
                    .any(|known| known.account == colleague.account)
                {
                    colleagues.push(colleague);
                }
            }
            let skipped = match to {
                Some(to) => refusal_for(&now, to),
                None => now
                    .reason(act)
                    .cloned()
                    .or_else(|| (!now.is_yours(act)).then(super::now::Reason::not_yours)),
            };
            candidates.push(Candidate { line, skipped });
        }
        Ok(Bulk {
            candidates,
            colleagues,
        })
    })
    .await
}

/// Why the case can't go to this colleague.
fn refusal_for(now: &Now, to: AccountId) -> Option<super::now::Reason> {
    if !now.is_yours(Act::HandOn) {
        return Some(super::now::Reason::not_yours());
    }
    let act = HandOn {
        case_id: now.case.id,
        to,
        reason: Some(Kept {
            id: 0,
            hash: String::new(),
        }),
        vault: Vec::new(),
    };
    hand_on(&now.case, &act, &now.env)
        .err()
        .map(|refusal| super::now::Reason::of(&refusal))
}

/// The list that the reader came from; only one of ours.
fn list_of(back: &str) -> &str {
    if ::web::is_own_path(back) && back.starts_with("/desk") {
        back
    } else {
        "/desk"
    }
}

fn preview_page(app: &App, visit: &Visit, bulk: &Bulk, act: Act, back: &str) -> Markup {
    let ui = &visit.ui;
    let going = bulk
        .candidates
        .iter()
        .filter(|candidate| candidate.skipped.is_none())
        .count();
    let skipped = bulk.candidates.len() - going;
    let verb = if act == Act::Claim {
        "claim"
    } else {
        "hand-on"
    };
    let title = ui.t(&format!("cases-desk-bulk-{verb}"));
    let typed = Typed::new(visit, verb);
    let choices: Vec<Choice> = bulk
        .colleagues
        .iter()
        .map(|member| Choice::new(member.account.to_string(), member.name.get(ui.is_english())))
        .collect();
    let body = html! {
        (came_back(visit))
        h1 { (title) }
        p.num {
            (ui.tw("cases-desk-bulk-count", &[
                ("going", going.to_string()),
                ("skipped", skipped.to_string()),
            ]))
        }
        (candidates(ui, bulk))
        @if going == 0 {
            (note(Note::Warning, &ui.t("cases-desk-bulk-none"), html! {
                p { (link_button(&ui.t("cases-desk-back-to-list"), back)) }
            }))
        } @else {
            form.stack method="post" action="/desk/bulk/do" novalidate {
                (form_keys(ui, app.submit_key()))
                (hidden("act", verb))
                (hidden("do", verb))
                (hidden("return", back))
                @for candidate in bulk.candidates.iter().filter(|candidate| candidate.skipped.is_none()) {
                    (hidden("case", &candidate.line.case.to_string()))
                }
                @if act == Act::HandOn {
                    (select(ui, &typed.field("to", &ui.t("cases-desk-to")), &choices, typed.chosen("to").as_deref()))
                    (textarea(ui, &typed.field("reason", &ui.t("cases-desk-hand-on-reason")), &typed.get("reason", ""), 3))
                }
                (actions(html! {
                    (primary_button(&ui.tn(&format!("cases-desk-bulk-do-{verb}"), i64::try_from(going).unwrap_or(0))))
                    (link_button(&ui.t("cases-desk-back-to-list"), back))
                }))
            }
        }
    };
    ui.page_with(
        PageOptions::new(title.clone())
            .crumbs([(ui.t("cases-desk"), "/desk")], title)
            .form_step(has_errors(visit)),
        body,
    )
}

fn candidates(ui: &Ui, bulk: &Bulk) -> Markup {
    let rows = bulk
        .candidates
        .iter()
        .map(|candidate| {
            Row::new(vec![
                Cell::head(&candidate.line.title),
                Cell::mono(&candidate.line.number),
                Cell::new(match &candidate.skipped {
                    None => html! { (ui.t("cases-desk-bulk-goes")) },
                    Some(reason) => {
                        html! { (ui.t("cases-desk-bulk-skipped")) "：" (reason_words(ui, reason)) }
                    }
                }),
            ])
        })
        .collect();
    let columns = vec![
        Column::text(ui.t("cases-desk-item")),
        Column::text(ui.t("cases-number")),
        Column::text(ui.t("cases-desk-bulk-what")),
    ];
    html! { div.card.card--flush.mb3 { (Table::new(ui.t("cases-desk-bulk-list"), columns, rows).render(ui)) } }
}

/// What became of one case.
enum Outcome {
    Done,
    Not(Box<::web::Detail>),
}

/// One command for each case; what was done and what was not, with its reason.
pub(super) async fn perform(
    State(app): State<App>,
    visit: Visit,
    filled: Filled,
) -> Result<Markup, Problem> {
    let ui = &visit.ui;
    let is_claim = filled.value("do") == "claim";
    let to = if is_claim {
        None
    } else {
        Some(account("to", filled.value("to"))?)
    };
    let reason = filled.value("reason").to_owned();
    if !is_claim && reason.is_empty() {
        return Err(Problem::field("reason", "cases.hand-on.reason-missing"));
    }
    let act = if is_claim { Act::Claim } else { Act::HandOn };
    let bulk = read(&app, &visit, cases_of(&filled.typed), act, to).await?;
    let mut results = Vec::new();
    for candidate in bulk.candidates {
        let outcome = one(&app, &visit, &filled, &candidate, to, &reason).await?;
        results.push((candidate.line, outcome));
    }
    Ok(result_page(ui, &results, filled.value("return")))
}

async fn one(
    app: &App,
    visit: &Visit,
    filled: &Filled,
    candidate: &Candidate,
    to: Option<AccountId>,
    reason: &str,
) -> Result<Outcome, Problem> {
    let case_id = candidate.line.case;
    // Pressing twice does each case once.
    let key = SubmitKey {
        key: format!("{}.{case_id}", filled.key.key),
        body_hash: filled.key.body_hash,
    };
    let done = match to {
        None => app.execute(visit, key, Claim { case_id }).await,
        Some(to) => {
            let (kept, write) = Kept::new(
                app.store.new_id(),
                store::random()?,
                candidate.line.party,
                "reason",
                reason.as_bytes(),
            );
            let command = HandOn {
                case_id,
                to,
                reason: Some(kept),
                vault: vec![write],
            };
            app.execute(visit, key, command).await
        }
    };
    match done {
        Ok(_) => Ok(Outcome::Done),
        Err(problem) if problem.status.is_client_error() => {
            Ok(Outcome::Not(Box::new(problem.detail)))
        }
        Err(problem) => Err(problem),
    }
}

fn result_page(ui: &Ui, results: &[(DeskLine, Outcome)], to_list: &str) -> Markup {
    let title = ui.t("cases-desk-bulk-result");
    let done = results
        .iter()
        .filter(|(_, outcome)| matches!(outcome, Outcome::Done))
        .count();
    let rows = results
        .iter()
        .map(|(line, outcome)| {
            Row::new(vec![
                Cell::head(html! { a href={ "/desk/cases/" (line.case) } { (line.title) } }),
                Cell::mono(&line.number),
                Cell::new(match outcome {
                    Outcome::Done => html! { (ui.t("cases-desk-bulk-done")) },
                    Outcome::Not(detail) => html! {
                        (ui.t("cases-desk-bulk-not-done")) "：" (::web::say(ui, &detail.code, &detail.params))
                    },
                }),
            ])
        })
        .collect();
    let columns = vec![
        Column::text(ui.t("cases-desk-item")),
        Column::text(ui.t("cases-number")),
        Column::text(ui.t("cases-desk-bulk-what")),
    ];
    let to_list = list_of(to_list);
    let body = html! {
        h1 { (title) }
        p.num role="status" {
            (ui.tw("cases-desk-bulk-done-count", &[
                ("done", done.to_string()),
                ("not", (results.len() - done).to_string()),
            ]))
        }
        div.card.card--flush.mb3 { (Table::new(ui.t("cases-desk-bulk-list"), columns, rows).render(ui)) }
        (link_button(&ui.t("cases-desk-back-to-list"), to_list))
    };
    ui.page_with(
        PageOptions::new(title.clone()).crumbs([(ui.t("cases-desk"), "/desk")], title),
        body,
    )
}
