//! My space: what waits for me, my newest cases, messages, and where the rest is.

use super::messages::message_lines;
use crate::app::ReadMark;
use crate::read::{
    MatterCursor, MessageCursor, MessageLine, MyMatter, list_messages, list_my_matters, unread_of,
};
use axum::extract::State;
use contracts::item::Items;
use maud::{Markup, html};
use store::Reader;
use web::ui::{
    Lamp, LinkLine, Note, PageOptions, Tile, Ui, card_section, case_number, lamp, link_button,
    links, note, primary_link, section, tiles,
};
use web::{App, Problem, Visit};

/// Newest matters that the summary looks at.
const MATTERS: usize = 50;
/// Of these so many are listed.
const LISTED: usize = 6;
const MESSAGES: usize = 4;

struct MySpace {
    matters: Vec<MyMatter>,
    messages: Vec<MessageLine>,
    mark: ReadMark,
    unread: usize,
    /// For whom the visitor acts; empty for himself.
    acts_under_mandate: bool,
    may_switch: bool,
}

pub(crate) async fn my_space(State(app): State<App>, visit: Visit) -> Result<Markup, Problem> {
    let Some(acting) = visit.acting().cloned() else {
        return Ok(not_an_applicant(&visit.ui));
    };
    let party = acting.party;
    let is_english = visit.ui.is_english();
    let (matters, messages, mark, unread) = app
        .read(&visit, move |reader, actor| {
            let mut matters = list_my_matters(reader, actor, party, MatterCursor::NEWEST, MATTERS)?;
            if is_english {
                name_in_english(reader, &mut matters);
            }
            let messages = list_messages(reader, actor, party, MessageCursor::NEWEST, MESSAGES)?;
            let mark = ReadMark::find(reader, actor.account, party)?;
            let unread = unread_of(reader, actor, party)?;
            Ok((matters, messages, mark, unread))
        })
        .await?;
    let view = MySpace {
        matters,
        messages,
        mark,
        unread,
        acts_under_mandate: acting.mandate.0 != 0,
        may_switch: visit.actor.acting.len() > 1,
    };
    Ok(page(&app, &visit.ui, &view))
}

/// A matter's own title is the item's Chinese name.
fn name_in_english(reader: &Reader, matters: &mut [MyMatter]) {
    let items = reader.reference.get::<Items>();
    for matter in matters {
        matter.title = items.name_of(&matter.title, true).to_owned();
    }
}

/// Somebody who signed in but is not, and acts for, no applicant: a member of staff.
fn not_an_applicant(ui: &Ui) -> Markup {
    let body = html! {
        h1 { (ui.t("portal-my")) }
        (note(Note::Info, &ui.t("portal-my-nobody"), html! { p { (ui.t("portal-my-nobody-why")) } }))
        p.mt3 { (link_button(&ui.t("web-back-home"), "/")) }
    };
    ui.page_with(PageOptions::new(ui.t("portal-my")).private(), body)
}

fn page(app: &App, ui: &Ui, view: &MySpace) -> Markup {
    let waiting: Vec<&MyMatter> = view
        .matters
        .iter()
        .filter(|matter| matter.waits_for_me())
        .collect();
    let open: Vec<&MyMatter> = view
        .matters
        .iter()
        .filter(|matter| matter.is_open() && !matter.waits_for_me())
        .collect();
    let body = html! {
        div.stack.stack--l {
            div {
                h1 { (ui.t("portal-my")) }
                @if view.acts_under_mandate { p.small.muted { (ui.t("portal-my-under-mandate")) } }
                @if view.may_switch {
                    p.small { a href="/my/acting" { (ui.t("portal-my-switch")) } }
                }
            }
            @if !waiting.is_empty() {
                (section("h-wait", &ui.tn("portal-my-waiting", count(waiting.len())), html! {}, html! {
                    div.card.py2 { (links(&lines(ui, &waiting))) }
                }))
            }
            (section("h-open", &ui.t("portal-my-open"), html! { a href="/my/cases" { (ui.t("portal-my-all-cases")) } }, html! {
                @if open.is_empty() {
                    div.card {
                        p { (ui.t(if view.matters.is_empty() { "portal-my-none" } else { "portal-my-none-open" })) }
                        p.mt3 { (primary_link(&ui.t("portal-my-begin"), "/items")) }
                    }
                } @else {
                    div.card.py2 { (links(&lines(ui, &open))) }
                }
            }))
            (card_section("h-msg", &ui.t("portal-messages"), html! {
                a href="/my/messages" {
                    (ui.t("portal-messages-all"))
                    @if view.unread > 0 { " " (ui.tn("portal-messages-unread", count(view.unread))) }
                }
            }, html! {
                @if view.messages.is_empty() {
                    p.muted { (ui.t("portal-messages-none")) }
                } @else {
                    (message_lines(app, ui, &view.messages[..view.messages.len().min(MESSAGES)], &view.mark))
                }
            }))
            (section("h-more", &ui.t("portal-my-more"), html! {}, tiles(&more(ui))))
        }
    };
    ui.page_with(PageOptions::new(ui.t("portal-my")).private(), body)
}

fn count(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}

fn lines(ui: &Ui, matters: &[&MyMatter]) -> Vec<LinkLine> {
    matters
        .iter()
        .take(LISTED)
        .map(|matter| {
            LinkLine::new(
                &matter.title,
                format!("/my/cases/{}", matter.id),
                end_of_line(ui, matter),
            )
            .number(case_number(&matter.number))
        })
        .collect()
}

/// The state in the words of the context that owns it, and the promised day.
fn end_of_line(ui: &Ui, matter: &MyMatter) -> Markup {
    let key = format!("cases-state-{}", matter.state);
    let state = if matter.waits_for_me() {
        Some(lamp(Lamp::Defect, &ui.t("portal-my-waits")))
    } else if ui.words.has(ui.lang(), &key) {
        Some(lamp(Lamp::Running, &ui.t(&key)))
    } else {
        None
    };
    html! {
        @if let Some(state) = state { (state) }
        @if let Some(day) = matter.promised_on {
            " " span.small.nowrap { (ui.tw("portal-my-promised", &[("date", ui.date(day))])) }
        }
    }
}

fn more(ui: &Ui) -> Vec<Tile> {
    let tile = |key: &str, href: &str, icon: &'static str| Tile {
        label: ui.t(&format!("portal-my-{key}")),
        about: ui.t(&format!("portal-my-{key}-about")),
        href: href.to_owned(),
        icon,
    };
    vec![
        tile("cases", "/my/cases", "doc"),
        tile("mandates", "/my/mandates", "pen"),
        tile("data", "/my/data", "lock"),
        tile("help", "/help", "info"),
    ]
}
