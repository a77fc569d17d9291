//! 办件查询 without signing in: by number and the six digits on the receipt. Five tries on a number,
//! then a wait; a wrong number and a wrong code get the same answer.

use super::{
    case_page, days, links, states,
    trail::{Reader, case_trail},
};
use crate::{
    domain::CaseNumber,
    read::{detail::CaseDetail, query::find_by_code},
};
use ::web::{
    App, Problem, Submitted, Visit,
    ui::{
        self, DueCell, Field, PageOptions, Ui, Width, actions, due_cells, post_form,
        primary_button, text_input,
    },
};
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

const TRIES: i64 = 5;
const WAIT_MINUTES: i64 = 15;
/// Kind of the rows that count tries by number.
const KIND: &str = "query-tries";

pub(crate) async fn ask(State(app): State<App>, visit: Visit) -> Markup {
    let ui = &visit.ui;
    let errors = super::apply::errors(&visit);
    let field = |name: &str| {
        Field::new(name, ui.t(&format!("cases-query-{name}")))
            .hint(ui.t(&format!("cases-query-{name}-hint")))
            .error(visit.error_at(name).as_deref())
            .digits()
    };
    let title = ui.t("cases-query");
    let inside = html! {
        div.stack.measure {
            (ui::err_summary(ui, &errors))
            h1 { (title) }
            p { (ui.t("cases-query-about")) }
            (post_form(ui, links::QUERY, app.submit_key(), html! {
                (text_input(ui, &field("number"), &visit.typed("number", "")))
                (text_input(ui, &field("code").width(Width::W8).max_length(6), ""))
                (actions(html! { (primary_button(&ui.t("cases-query-go")).big()) }))
            }))
            p.small.muted { (ui.t("cases-query-signed-in")) " " a href=(links::MY_CASES) { (ui.t("cases-my")) } }
        }
    };
    ui.page_with(
        PageOptions::new(title).form_step(!errors.is_empty()),
        inside,
    )
}

#[derive(Debug, Deserialize)]
pub(crate) struct QueryForm {
    #[serde(default)]
    number: String,
    #[serde(default)]
    code: String,
}

pub(crate) async fn answer(
    State(app): State<App>,
    visit: Visit,
    submitted: Submitted<QueryForm>,
) -> Result<Response, Problem> {
    let QueryForm { number, code } = submitted.form;
    let Ok(number) = CaseNumber::read(&number) else {
        return Err(nothing());
    };
    let tries = count(&app, &number).await?;
    if tries > TRIES {
        let wait = Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "cases.query.wait");
        return Err(wait.with("minutes", WAIT_MINUTES.to_string()));
    }
    let typed: String = code
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    let for_read = number.clone();
    let found = app
        .store
        .read(move |reader| find_by_code(reader, &for_read, &typed))
        .await?;
    let Some(detail) = found else {
        return Err(nothing());
    };
    let key = number.as_str().to_owned();
    app.store
        .write(move |tx| tx.delete_plain(KIND, &key))
        .await?;
    Ok(page(&visit.ui, &detail).into_response())
}

/// The same for a wrong number, a wrong code, and a number that nobody has.
fn nothing() -> Problem {
    Problem::field("number", "cases.query.nothing")
}

async fn count(app: &App, number: &CaseNumber) -> Result<i64, Problem> {
    let tries = Arc::new(AtomicI64::new(0));
    let (says, key) = (Arc::clone(&tries), number.as_str().to_owned());
    app.store
        .write(move |tx| {
            let until = tx.now.plus_seconds(WAIT_MINUTES * 60);
            says.store(tx.count_plain(KIND, &key, until)?, Ordering::SeqCst);
            Ok(())
        })
        .await?;
    Ok(tries.load(Ordering::SeqCst))
}

fn page(ui: &Ui, detail: &CaseDetail) -> Markup {
    let title = case_page::item_name(ui, detail);
    let inside = html! {
        div.stack.stack--l {
            (case_page::head(ui, detail))
            (dates(ui, detail))
            @if let Some(clock) = &detail.clock { (days::days(ui, detail, clock)) }
            section aria-labelledby="c3" {
                h2.mb4 #c3 { (ui.t("cases-trail")) }
                (case_trail(ui, detail, Reader::Public))
            }
            p.row { (ui::link_button(&ui.t("cases-query-another"), links::QUERY)) (ui::call_12345(ui)) }
            p.small.muted { (ui.t("cases-query-nothing-personal")) }
        }
    };
    let options = PageOptions::new(title)
        .crumbs(
            [(ui.t("cases-query"), links::QUERY)],
            case_page::number(detail),
        )
        .private();
    ui.page_with(options, inside)
}

fn dates(ui: &Ui, detail: &CaseDetail) -> Markup {
    let clock = detail.clock.as_ref();
    let day = |day: Option<kernel::Date>| {
        day.map_or_else(|| ui.t("cases-due-none-yet"), |day| ui.date_long(day))
    };
    let promised = clock.and_then(|clock| clock.promised.due_on());
    let legal = clock
        .and_then(|clock| clock.legal.as_ref())
        .and_then(crate::read::detail::Counted::due_on);
    due_cells(&[
        DueCell::new(ui.t("web-due-promised"), day(promised), Markup::default()),
        DueCell::new(ui.t("web-due-legal"), day(legal), Markup::default()),
        DueCell::new(
            ui.t("cases-turn"),
            states::turn(ui, detail.case.state()),
            html! { (detail.unit_name(ui.is_english())) },
        ),
    ])
}
