//! An application at the window: the item, the materials one by one against the accept standard, the
//! form, and then it is filed and received in one press.

use super::{
    parts::{Typed, came_back, has_errors, hidden, query_value},
    tray,
};
use crate::{
    permissions::CASES_RECEIVE,
    read::{Answers, detail::find_party},
    web::{apply_form, forms, others, uploads},
};
use ::web::{
    App, Problem, Visit,
    ui::{
        self, Cell, Choice, Column, Field, Note, PageOptions, Row, Table, Ui, Width, card,
        form_keys, link_button, list_card, no_result, note, primary_button, tags, text_input,
    },
};
use axum::{
    extract::State,
    response::{IntoResponse, Redirect, Response},
};
use contracts::{
    item::{ItemVersion, Items, Material, Necessity, ServedParty},
    people::Units,
    queries::PartyFacts,
};
use kernel::{Actor, MatterId, PartyId, Place, mask};
use maud::{Markup, html};
use std::sync::Arc;

/// Items that a search shows.
const MOST_ITEMS: usize = 40;

/// What the page needs to know.
pub(super) struct Start {
    party: PartyId,
    pub(super) facts: PartyFacts,
    pub(super) item: Option<Arc<ItemVersion>>,
    /// Found by the words of the address.
    found: Vec<Arc<ItemVersion>>,
    pub(super) units: Arc<Units>,
    pub(super) tray: Vec<crate::read::NamedFile>,
}

pub(super) async fn show(State(app): State<App>, visit: Visit) -> Result<Response, Problem> {
    let path = visit.ui.path.clone();
    // First who comes, then for what.
    if query_value(&path, "party").is_empty() {
        return Ok(Redirect::to("/window").into_response());
    }
    let party: PartyId = query_value(&path, "party")
        .parse()
        .map_err(|_| Problem::not_found())?;
    let (code, words) = (query_value(&path, "item"), query_value(&path, "q"));
    let start = read(&app, &visit, party, code, words.clone())
        .await?
        .ok_or_else(Problem::not_found)?;
    visit.look(&app, MatterId(party.0), "find-party", "window");
    Ok(match &start.item {
        Some(item) => form_page(&app, &visit, &start, item),
        None => item_page(&visit, &start, &words),
    }
    .into_response())
}

pub(super) async fn read(
    app: &App,
    visit: &Visit,
    party: PartyId,
    code: String,
    words: String,
) -> Result<Option<Start>, Problem> {
    let others = others(app);
    let for_read = app.clone();
    app.read(visit, move |reader, actor| {
        let Some(facts) = find_party(reader, &others, party)? else {
            return Ok(None);
        };
        let items: Arc<Items> = reader.reference.get();
        let today = reader.now.date();
        let served = served(&facts);
        let item = items
            .find_code(&code, today)
            .filter(|item| is_within(actor, item))
            .cloned();
        let mut found: Vec<Arc<ItemVersion>> = items
            .all_in_force(today)
            .filter(|item| item.body.served.contains(&served) && is_within(actor, item))
            .filter(|item| matches(item, &words))
            .take(MOST_ITEMS)
            .cloned()
            .collect();
        found.sort_by(|one, other| one.body.code.cmp(&other.body.code));
        Ok(Some(Start {
            party,
            facts,
            item,
            found,
            units: reader.reference.get(),
            tray: tray::list(reader, &for_read.store, actor.account)?,
        }))
    })
    .await
}

pub(super) fn served(facts: &PartyFacts) -> ServedParty {
    if facts.is_firm {
        ServedParty::Firm
    } else {
        ServedParty::Person
    }
}

/// Whether this window may take applications for the item.
fn is_within(actor: &Actor, item: &ItemVersion) -> bool {
    actor.may(
        &CASES_RECEIVE,
        &Place {
            area: item.area,
            unit: item.unit,
            ..Place::default()
        },
    )
}

/// By code, name or everyday words; every word typed must occur.
fn matches(item: &ItemVersion, words: &str) -> bool {
    let body = &item.body;
    words.split_whitespace().all(|word| {
        let word = word.to_lowercase();
        body.code.to_lowercase().contains(&word)
            || body.name.zh.contains(&word)
            || body.name.en.to_lowercase().contains(&word)
            || body.search_words.iter().any(|own| own.contains(&word))
    })
}

fn applicant(ui: &Ui, facts: &PartyFacts) -> Markup {
    let (name, number) = if facts.is_firm {
        (facts.name.clone(), facts.number.clone())
    } else {
        (
            mask::name(&facts.name),
            mask::identity_number(&facts.number),
        )
    };
    html! { p { (ui.t("cases-check-applicant")) "：" b { (name) } "　" span.mono { (number) } } }
}

fn item_page(visit: &Visit, start: &Start, words: &str) -> Markup {
    let ui = &visit.ui;
    let title = ui.t("cases-window-choose-item");
    let columns = [
        "cases-desk-item",
        "cases-window-item-code",
        "cases-desk-unit",
        "cases-window-go",
    ];
    let columns = columns.map(|key| Column::text(ui.t(key))).to_vec();
    let rows = start
        .found
        .iter()
        .map(|item| {
            let href = super::parts::address(
                "/window/new",
                &[
                    ("party", start.party.to_string()),
                    ("item", item.body.code.clone()),
                ],
            );
            Row::new(vec![
                Cell::head(item.body.name.get(ui.is_english())),
                Cell::mono(&item.body.code),
                Cell::new(start.units.name(item.unit, ui.is_english())),
                Cell::bare(link_button(&ui.t("cases-window-this-item"), &href)),
            ])
        })
        .collect();
    let body = html! {
        h1 { (title) }
        (applicant(ui, &start.facts))
        form.row.mb3 method="get" action="/window/new" role="search" {
            (hidden("party", &start.party.to_string()))
            (text_input(ui, &Field::new("q", ui.t("cases-window-item-words")), words))
            (primary_button(&ui.t("cases-search-do")).icon("search"))
        }
        @if start.found.is_empty() {
            (no_result(ui, words, &ui.t("cases-window-no-item"), &[]).part())
        } @else {
            (list_card(Table::new(ui.t("cases-window-choose-item"), columns, rows).work_list().render(ui)))
        }
    };
    ui.page_with(
        PageOptions::new(title.clone()).crumbs([(ui.t("cases-window"), "/window")], title),
        body,
    )
}

fn form_page(app: &App, visit: &Visit, start: &Start, item: &ItemVersion) -> Markup {
    let ui = &visit.ui;
    let body = &item.body;
    let typed = Typed::new(visit, "file");
    let name = body.name.get(ui.is_english());
    let given = Answers {
        fields: item
            .body
            .fields()
            .map(|field| {
                let value = typed.get(
                    &forms::control(&field.code),
                    known(&start.facts, &field.code),
                );
                (field.code.clone(), value)
            })
            .collect(),
        ..Answers::default()
    };
    let inside = html! {
        (came_back(visit))
        (card(html! {
            (tags(&[start.units.name(item.unit, ui.is_english()), body.code.clone()]))
            h1.mt1 { (name) }
            (applicant(ui, &start.facts))
        }))
        form.stack #file method="post" action="/window/cases" enctype="multipart/form-data" novalidate data-guard {
            (form_keys(ui, app.submit_key()))
            (hidden("act", "file"))
            (hidden("party", &start.party.to_string()))
            (hidden("item", &body.code))
            (how_it_came(ui, &typed))
            section.card aria-labelledby="m-t" {
                h2.mb3 #m-t { (ui.t("cases-window-check")) }
                p.small { (ui.t("cases-window-incomplete-too")) }
                @for (n, material) in body.materials.iter().enumerate() {
                    (material_field(ui, start, &typed, n + 1, material))
                }
            }
            @for page in &body.form {
                section.card aria-label=(page.title.get(ui.is_english())) {
                    h2.mb3 { (page.title.get(ui.is_english())) }
                    @for field in &page.fields {
                        @let name = forms::control(&field.code);
                        (apply_form::control(ui, field, given.get(&field.code), typed.error(&name).as_deref(), false))
                    }
                }
            }
            (agent_and_promise(ui, start, &typed, item))
            (note(Note::Info, &ui.t("cases-window-five-days"), html! { p { (ui.t("cases-window-five-days-about")) } }))
            (ui::actions(html! {
                (primary_button(&ui.t("cases-window-file")).big())
                (link_button(&ui.t("cases-window-other-item"), &format!("/window/new?party={}", start.party)))
            }))
        }
    };
    ui.page_with(
        PageOptions::new(format!("{name} · {}", ui.t("cases-window")))
            .crumbs([(ui.t("cases-window"), "/window")], name)
            .form_step(has_errors(visit)),
        inside,
    )
}

/// What the register says, for the fields that ask it again.
fn known<'f>(facts: &'f PartyFacts, field: &str) -> &'f str {
    match field {
        "firm-name" if facts.is_firm => &facts.name,
        "uscc" if facts.is_firm => &facts.number,
        "legal-representative" => &facts.legal_representative,
        "name" | "applicant-name" if !facts.is_firm => &facts.name,
        "identity-number" if !facts.is_firm => &facts.number,
        "mobile-phone" if !facts.is_firm => &facts.phone,
        "address" if !facts.is_firm => &facts.address,
        _ => "",
    }
}

fn how_it_came(ui: &Ui, typed: &Typed<'_>) -> Markup {
    let channels = [
        Choice::new("window", ui.t("cases-desk-channel-window")),
        Choice::new("post", ui.t("cases-desk-channel-post")),
    ];
    let channel = typed
        .chosen("channel")
        .unwrap_or_else(|| "window".to_owned());
    let spec = typed
        .field("handed-at", &ui.t("cases-window-handed-at"))
        .hint(ui.t("cases-window-handed-at-hint"))
        .optional();
    card(html! {
        (ui::radios(ui, &typed.field("channel", &ui.t("cases-window-channel")), &channels, Some(&channel)))
        (ui::field(ui, &spec, html! {
            input.in.in--18 type="datetime-local" id="handed-at" name="handed-at" autocomplete="off"
                value=(typed.get("handed-at", "")) aria-describedby="handed-at-h";
        }))
    })
}

fn material_field(
    ui: &Ui,
    start: &Start,
    typed: &Typed<'_>,
    n: usize,
    material: &Material,
) -> Markup {
    let code = &material.code;
    let paper = format!("paper-{code}");
    let file = format!("file-{code}");
    let necessity = ui.t(match material.necessity {
        Necessity::Required => "cases-material-needed",
        Necessity::Optional if forms::is_looked_up(material) => "cases-desk-looked-up",
        Necessity::Optional => "cases-material-optional",
        Necessity::Deferrable => "cases-material-deferrable",
    });
    let sent = typed.all(&file);
    html! {
        fieldset.field {
            legend { (n) ". " (material.name.get(ui.is_english())) " " span.small.muted { (necessity) } }
            p.hint { (material.accept_standard.get(ui.is_english())) "　" (material.copies) }
            div.row {
                (text_input(
                    ui,
                    &typed.field(&paper, &ui.t("cases-window-paper")).digits().optional().width(Width::W4)
                        .unit(ui.t("cases-window-copies")),
                    &typed.get(&paper, ""),
                ))
                (ui::upload(ui, &typed.field(&file, &ui.t("cases-window-scan")).optional(), &[], uploads::ACCEPT))
            }
            @for named in start.tray.iter().filter(|named| sent.contains(&named.id.to_string())) {
                p.small {
                    (hidden(&file, &named.id.to_string()))
                    (ui.tw("cases-desk-file-kept", &[("name", named.name.clone())]))
                }
            }
            @if !material.only_if.is_empty() { p.xs.muted { (ui.t("cases-window-only-if")) } }
        }
    }
}

fn agent_and_promise(ui: &Ui, start: &Start, typed: &Typed<'_>, item: &ItemVersion) -> Markup {
    let kept = |field: &str| -> Markup {
        let sent = typed.all(field);
        html! {
            @for named in start.tray.iter().filter(|named| sent.contains(&named.id.to_string())) {
                p.small {
                    (hidden(field, &named.id.to_string()))
                    (ui.tw("cases-desk-file-kept", &[("name", named.name.clone())]))
                }
            }
        }
    };
    card(html! {
        (ui::upload(
            ui,
            &typed.field("mandate", &ui.t("cases-window-mandate")).hint(ui.t("cases-window-mandate-hint")).optional(),
            &[],
            uploads::ACCEPT,
        ))
        (kept("mandate"))
        @if let Some(rule) = &item.body.promise {
            p { (rule.promise.get(ui.is_english())) }
            (ui::upload(
                ui,
                &typed.field("promise", &ui.t("cases-window-promise-paper")).hint(ui.t("cases-window-promise-hint")).optional(),
                &[],
                uploads::ACCEPT,
            ))
            (kept("promise"))
        }
    })
}
