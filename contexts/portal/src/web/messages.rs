//! Messages: what happened to my cases, the newest first.

use super::message_words::{body_of, title_of};
use crate::app::{Read, ReadMark, mark};
use crate::read::{MessageCursor, MessageLine, find_matter_of, list_messages};
use axum::extract::{Path, Query, State};
use axum::response::Redirect;
use kernel::Timestamp;
use maud::{Markup, html};
use serde::Deserialize;
use web::ui::{
    Lamp, PageOptions, Pager, Ui, button, case_number, empty, form_keys, lamp, link_button, pager,
    post_form,
};
use web::{App, NoFields, Problem, Submitted, Visit};

const PAGE: usize = 20;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    /// `<at>-<id>` of the last message of the page before.
    after: String,
}

impl Asked {
    fn cursor(&self) -> MessageCursor {
        cursor_of(&self.after).unwrap_or(MessageCursor::NEWEST)
    }
}

/// The key of a message in an address: `<at>-<id>`.
fn cursor_of(text: &str) -> Option<MessageCursor> {
    let (at, id) = text.split_once('-')?;
    Some(MessageCursor {
        at: Timestamp(at.parse().ok()?),
        id: id.parse().ok()?,
    })
}

pub(crate) async fn messages(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Markup, Problem> {
    let party = visit.acting_party();
    let after = asked.cursor();
    let (mut lines, read_mark) = app
        .read(&visit, move |reader, actor| {
            let lines = list_messages(reader, actor, party, after, PAGE)?;
            Ok((lines, ReadMark::find(reader, actor.account, party)?))
        })
        .await?;
    let has_more = lines.len() > PAGE;
    lines.truncate(PAGE);
    let next = lines
        .last()
        .filter(|_| has_more)
        .map(|last| format!("/my/messages?after={}-{}", last.at.0, last.id));
    let previous = (!asked.after.is_empty()).then(|| "/my/messages".to_owned());
    Ok(page(&app, &visit.ui, &lines, &read_mark, previous, next))
}

fn page(
    app: &App,
    ui: &Ui,
    lines: &[MessageLine],
    read_mark: &ReadMark,
    previous: Option<String>,
    next: Option<String>,
) -> Markup {
    let title = ui.t("portal-messages");
    let has_unread = lines.iter().any(|line| !read_mark.has(line.at, line.id));
    let body = html! {
        h1 { (title) }
        @if lines.is_empty() {
            (empty("bell", &ui.t("portal-messages-none"), &ui.t("portal-messages-none-why"), &[
                link_button(&ui.t("portal-my-begin"), "/items"),
            ]).part())
        } @else {
            div.stack {
                @if has_unread {
                    (post_form(ui, "/my/messages/read", app.submit_key(), button(&ui.t("portal-messages-read-all"))))
                }
                (message_lines(app, ui, lines, read_mark))
                (pager(ui, &Pager { shown: lines.len(), about: None, previous, next }))
            }
        }
        p.small.muted.mt3 { (ui.t("portal-messages-channel")) }
    };
    let options = PageOptions::new(title.clone())
        .crumbs([(ui.t("portal-my"), "/my")], title)
        .private();
    ui.page_with(options, body)
}

/// Each message with its case; opening the case marks the message as read.
pub(super) fn message_lines(
    app: &App,
    ui: &Ui,
    lines: &[MessageLine],
    read_mark: &ReadMark,
) -> Markup {
    html! {
        ul.stack {
            @for line in lines {
                li.card { (one_message(app, ui, line, read_mark.has(line.at, line.id))) }
            }
        }
    }
}

fn one_message(app: &App, ui: &Ui, line: &MessageLine, is_read: bool) -> Markup {
    html! {
        div.row.row--between {
            h2.as-l { (title_of(ui, line)) }
            @if !is_read { (lamp(Lamp::Running, &ui.t("portal-messages-new"))) }
        }
        p { (body_of(ui, line)) }
        p.small.muted.num {
            (line.title.get(ui.is_english())) "　" span.numbered { (case_number(&line.number)) } "　"
            time.numbered { (ui.at(line.at)) }
        }
        form.mt2 method="post" action={ "/my/messages/" (line.at.0) "-" (line.id) "/read" } {
            (form_keys(ui, app.submit_key()))
            (button(&ui.t("portal-messages-open")))
        }
    }
}

/// Marks everything as read up to the newest message of this moment.
pub(crate) async fn read_all(
    State(app): State<App>,
    visit: Visit,
    _submitted: Submitted<NoFields>,
) -> Result<Redirect, Problem> {
    let party = visit.acting_party();
    let account = visit.actor.account;
    let (newest, before) = app
        .read(&visit, move |reader, actor| {
            let newest = list_messages(reader, actor, party, MessageCursor::NEWEST, 1)?;
            Ok((
                newest.into_iter().next(),
                ReadMark::find(reader, account, party)?,
            ))
        })
        .await?;
    if let Some(newest) = newest {
        let read = Read::UpTo {
            at: newest.at,
            id: newest.id,
        };
        mark(&app.store, account, party, before, read).await?;
    }
    Ok(Redirect::to("/my/messages"))
}

/// Marks one message as read and goes to its case.
pub(crate) async fn read_one(
    State(app): State<App>,
    visit: Visit,
    Path(message): Path<String>,
    _submitted: Submitted<NoFields>,
) -> Result<Redirect, Problem> {
    let party = visit.acting_party();
    let account = visit.actor.account;
    let at = cursor_of(&message).ok_or_else(Problem::not_found)?;
    let (matter, before) = app
        .read(&visit, move |reader, actor| {
            let matter = find_matter_of(reader, actor, party, at)?;
            Ok((matter, ReadMark::find(reader, account, party)?))
        })
        .await?;
    let matter = matter.ok_or_else(Problem::not_found)?;
    mark(&app.store, account, party, before, Read::One(at.id)).await?;
    Ok(Redirect::to(&format!("/my/cases/{matter}")))
}
