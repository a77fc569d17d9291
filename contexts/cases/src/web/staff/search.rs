//! Finding a case: by its number with or without blanks, by words, by the applicant. One found opens
//! at once.

use super::{
    desk_list::{Around, around_of, cells},
    parts::query_value,
};
use crate::{read::find::find_cases, web::others};
use ::web::{
    App, Problem, Visit,
    ui::{Column, Field, Row, Table, Ui, actions, link_button, no_result, text_input},
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use kernel::MatterId;
use maud::{Markup, html};

pub(super) async fn show(State(app): State<App>, visit: Visit) -> Result<Response, Problem> {
    let sought = query_value(&visit.ui.path, "q");
    let ui = &visit.ui;
    if sought.trim().is_empty() {
        return Ok(page(ui, "", &Markup::default()).into_response());
    }
    let others = others(&app);
    let typed = sought.clone();
    let is_english = ui.is_english();
    let (found, around) = app
        .read(&visit, move |reader, actor| {
            let found = find_cases(reader, actor, others.parties.as_ref(), &typed)?;
            let around = around_of(reader, actor, &others, &found.lines, is_english)?;
            Ok((found, around))
        })
        .await?;
    // A search for a person is a look at him, whatever it finds.
    for party in &found.by_applicant {
        visit.look(&app, MatterId(party.0), "find-party", "search");
    }
    if let [only] = found.lines.as_slice() {
        return Ok(Redirect::to(&format!("/desk/cases/{}", only.case)).into_response());
    }
    let body = if found.lines.is_empty() {
        let hint = ui.t("cases-search-hint");
        no_result(
            ui,
            &sought,
            &hint,
            &[link_button(&ui.t("cases-desk"), "/desk")],
        )
        .part()
    } else {
        results(ui, &around, &found)
    };
    Ok(page(ui, &sought, &body).into_response())
}

fn page(ui: &Ui, sought: &str, body: &Markup) -> Markup {
    let title = ui.t("cases-search");
    let body = html! {
        h1 { (title) }
        form.mt3.mb3 method="get" action="/desk/search" role="search" {
            (text_input(ui, &Field::new("q", ui.t("web-search-what")).hint(ui.t("cases-search-how")).width(::web::ui::Width::W18), sought))
            (actions(html! { (::web::ui::primary_button(&ui.t("cases-search-do")).icon("search")) }))
        }
        (body)
    };
    ui.page(&title, body)
}

fn results(ui: &Ui, around: &Around, found: &crate::read::find::Found) -> Markup {
    let columns = [
        "cases-desk-light",
        "cases-desk-item",
        "cases-check-applicant",
        "cases-desk-state",
        "web-due-promised-staff",
        "web-due-legal-staff",
        "cases-desk-holder",
        "cases-desk-number-tail",
    ];
    let columns = columns.map(|key| Column::text(ui.t(key))).to_vec();
    let rows = found
        .lines
        .iter()
        .map(|line| {
            Row::new(cells(
                ui,
                around,
                line,
                &format!("/desk/cases/{}", line.case),
            ))
        })
        .collect();
    html! {
        div.card.card--flush { (Table::new(ui.t("cases-search"), columns, rows).work_list().render(ui)) }
        p.small.num {
            (ui.tn("cases-search-found", i64::try_from(found.lines.len()).unwrap_or(0)))
            @if found.has_more { " " (ui.t("cases-search-more")) }
        }
    }
}
