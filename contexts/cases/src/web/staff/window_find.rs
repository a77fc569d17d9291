//! Who stands at the window: found by an identity number, a credit code, a telephone or a name, and
//! only exactly. Each person found is a look, and is recorded.

use super::{filled::Filled, window_index::find_form};
use crate::{read::find::find_parties, web::others};
use ::web::{
    App, Problem, Visit,
    ui::{
        Cell, Column, PageOptions, Row, Table, Ui, card_section, link_button, list_card, no_result,
    },
};
use axum::extract::State;
use contracts::queries::PartyFacts;
use kernel::{MatterId, PartyId, mask};
use maud::{Markup, html};

pub(super) async fn find(
    State(app): State<App>,
    mut visit: Visit,
    filled: Filled,
) -> Result<Markup, Problem> {
    let who = filled.value("who").to_owned();
    if who.is_empty() {
        return Err(Problem::field("who", "cases.desk.who-missing").with_typed(&filled.typed));
    }
    let others = others(&app);
    let sought = who.clone();
    let found = app
        .read(&visit, move |reader, _actor| {
            let parties = find_parties(reader, others.parties.as_ref(), &sought)?;
            let mut found = Vec::new();
            for party in parties {
                if let Some(facts) = crate::read::detail::find_party(reader, &others, party)? {
                    found.push((party, facts));
                }
            }
            Ok(found)
        })
        .await?;
    for (party, _) in &found {
        visit.look(&app, MatterId(party.0), "find-party", "window");
    }
    "/window".clone_into(&mut visit.ui.path);
    Ok(page(&app, &visit, &who, &found))
}

fn page(app: &App, visit: &Visit, who: &str, found: &[(PartyId, PartyFacts)]) -> Markup {
    let ui = &visit.ui;
    let title = ui.t("cases-window-found");
    let body = html! {
        h1 { (title) }
        @if found.is_empty() {
            (no_result(ui, &masked(who), &ui.t("cases-window-not-found-hint"), &[]).part())
        } @else {
            (list_card(table(ui, found).render(ui)))
            p.small.muted { (ui.t("cases-window-found-about")) }
        }
        div.mt3 { (card_section("find-t", &ui.t("cases-window-find-again"), html! {}, find_form(app, ui, visit))) }
        (link_button(&ui.t("cases-window"), "/window"))
    };
    ui.page_with(
        PageOptions::new(title.clone()).crumbs([(ui.t("cases-window"), "/window")], title),
        body,
    )
}

/// What was typed may be a number: the page does not repeat it whole.
fn masked(who: &str) -> String {
    let is_number = who.chars().filter(char::is_ascii_digit).count() >= 8;
    if is_number {
        mask::identity_number(who)
    } else {
        who.to_owned()
    }
}

fn table(ui: &Ui, found: &[(PartyId, PartyFacts)]) -> Table {
    let columns = [
        "cases-check-applicant",
        "cases-window-number",
        "cases-desk-phone",
        "cases-window-go",
    ];
    let columns = columns.map(|key| Column::text(ui.t(key))).to_vec();
    let rows = found
        .iter()
        .map(|(party, facts)| {
            let (name, number) = if facts.is_firm {
                (facts.name.clone(), facts.number.clone())
            } else {
                (
                    mask::name(&facts.name),
                    mask::identity_number(&facts.number),
                )
            };
            Row::new(vec![
                Cell::head(name),
                Cell::mono(number),
                Cell::mono(mask::mobile(&facts.phone)),
                Cell::bare(link_button(
                    &ui.t("cases-window-start"),
                    &format!("/window/new?party={party}"),
                )),
            ])
        })
        .collect();
    Table::new(ui.t("cases-window-found"), columns, rows).work_list()
}
