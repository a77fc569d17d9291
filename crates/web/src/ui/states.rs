//! Empty, nothing found, refused, gone, changed meanwhile, failed, done. Each says what happened,
//! what was kept, what to do and whom to ask; none is a dead end.

use super::{
    Button, Layout, Note, PageOptions, Ui, button, call_12345, form_keys, icon, link_button,
};
use super::{note, primary_button, primary_link};
use maud::{Markup, Render, html};

/// A state that can fill a whole page or stand inside one.
#[derive(Clone, Debug)]
pub struct State {
    pub icon: &'static str,
    pub title: String,
    pub body: Markup,
    pub actions: Markup,
}

impl State {
    pub fn new(
        icon: &'static str,
        title: impl Into<String>,
        body: impl Render,
        actions: impl Render,
    ) -> Self {
        Self {
            icon,
            title: title.into(),
            body: body.render(),
            actions: actions.render(),
        }
    }

    /// Inside a page, under a heading of its own level.
    pub fn part(&self) -> Markup {
        html! { div.card.empty { (icon(self.icon)) h2 { (self.title) } (self.rest()) } }
    }

    /// The whole page, in the frame of its zone.
    pub fn page(&self, ui: &Ui) -> Markup {
        let body = html! {
            div.card.empty { (icon(self.icon)) h1.as-l { (self.title) } (self.rest()) }
        };
        ui.page_with(
            PageOptions::new(&self.title)
                .layout(Layout::Standard)
                .private(),
            body,
        )
    }

    fn rest(&self) -> Markup {
        html! { div { (self.body) } div.row { (self.actions) } }
    }
}

/// Nothing here yet: what is empty, why, and the next step.
pub fn empty(icon: &'static str, title: &str, why: &str, actions: &[Button]) -> State {
    State::new(icon, title, html! { p { (why) } }, row(actions))
}

/// A search or filter without a result: the conditions stay, and how to widen them is offered.
pub fn no_result(ui: &Ui, sought: &str, hint: &str, suggestions: &[Button]) -> State {
    State::new(
        "search",
        ui.tw("web-no-result", &[("what", sought.to_owned())]),
        html! { p { (hint) } },
        html! { (row(suggestions)) (call_12345(ui)) },
    )
}

/// No such page, or one the reader may not know of. `hint` says what is usual: one digit missing.
pub fn not_found(ui: &Ui, hint: Option<&str>) -> State {
    let usual = ui.t("web-not-found-hint");
    State::new(
        "search",
        ui.t("web-not-found"),
        html! { p { (hint.unwrap_or(&usual)) } },
        html! {
            @if !ui.is_staff() { (link_button(&ui.t("web-nav-items"), "/items")) (link_button(&ui.t("web-not-found-query"), "/query")) }
            (home_link(ui))
            (call_12345(ui))
        },
    )
}

/// Known to exist, not for this reader. `needs` is the role or permission; nothing of the content
/// is shown.
pub fn forbidden(ui: &Ui, needs: &str, ask_href: Option<&str>) -> State {
    State::new(
        "lock",
        ui.t("web-forbidden"),
        html! {
            @if !needs.is_empty() { p { (ui.tw("web-forbidden-needs", &[("what", needs.to_owned())])) } }
            p { (ui.t("web-forbidden-logged")) }
        },
        html! {
            @if let Some(href) = ask_href { (link_button(&ui.t("web-forbidden-ask"), href)) }
            (home_link(ui))
            @if !ui.is_staff() || ui.viewer.menu.is_empty() { (call_12345(ui)) }
        },
    )
}

/// The sign-in ran out in the middle of work. `is_kept` says whether what was typed is a draft now.
pub fn signed_out(ui: &Ui, is_kept: bool) -> State {
    let kept = if is_kept {
        "web-signed-out-kept"
    } else {
        "web-signed-out-not-kept"
    };
    State::new(
        "clock",
        ui.t("web-signed-out"),
        html! { p { (ui.t("web-signed-out-why")) } p { (ui.t(kept)) } },
        html! {
            (primary_link(&ui.t("web-signed-out-again"), &back_through_sign_in(ui)))
            (call_12345(ui))
        },
    )
}

/// A failure on our side: whether the work is safe, when to try again, the number to quote.
pub fn failure(ui: &Ui, number: &str, is_kept: bool) -> State {
    let kept = if is_kept {
        "web-failure-kept"
    } else {
        "web-failure-not-kept"
    };
    State::new(
        "bad",
        ui.t("web-failure"),
        html! { p { (ui.t(kept)) } },
        html! {
            (primary_link(&ui.t("web-failure-again"), &ui.path))
            (call_12345(ui))
            span.small { (ui.t("web-failure-number")) " " span.mono { (number) } }
        },
    )
}

/// A stored record does not fit its hashes: it is not shown, and trying again does not help.
pub fn record_damaged(ui: &Ui, reason: &str, number: &str) -> State {
    State::new(
        "bad",
        ui.t("web-record-damaged-title"),
        html! { p { (reason) } p.small { (ui.t("web-record-damaged-ask")) } },
        html! {
            (home_link(ui))
            (call_12345(ui))
            span.small { (ui.t("web-failure-number")) " " span.mono { (number) } }
        },
    )
}

/// The database cannot be read or written now, or did not say whether it wrote: what became of the
/// step, and the same form once more under the same key, so that nothing is typed or done twice.
pub fn unavailable(
    ui: &Ui,
    reason: &str,
    is_unknown: bool,
    number: &str,
    repeat: &Repeat<'_>,
) -> State {
    let title = if is_unknown {
        "web-unavailable-unknown"
    } else {
        "web-unavailable"
    };
    State::new(
        "bad",
        ui.t(title),
        html! {
            p { (reason) }
            @if matches!(repeat, Repeat::Form(_)) { p { (ui.t("web-unavailable-typed")) } }
            p.small { (ui.t("web-unavailable-soon")) }
        },
        html! {
            @match repeat {
                Repeat::Form(typed) => {
                    form method="post" action=(ui.path) {
                        @for (name, value) in *typed {
                            input type="hidden" name=(name) value=(value);
                        }
                        (primary_button(&ui.t("web-unavailable-repeat")))
                    }
                }
                Repeat::Page(path) => { (primary_link(&ui.t("web-failure-again"), path)) }
            }
            (call_12345(ui))
            span.small { (ui.t("web-failure-number")) " " span.mono { (number) } }
        },
    )
}

/// How a step that could not be done is tried again.
#[derive(Clone, Debug)]
pub enum Repeat<'a> {
    /// By opening a page.
    Page(&'a str),
    /// By posting the same fields to the same address.
    Form(&'a [(String, String)]),
}

/// A rule said no: reason, ground, and what can be done instead.
pub fn refused(ui: &Ui, reason: &str, basis: &str, actions: &[Button]) -> State {
    State::new(
        "info",
        ui.t("web-refused"),
        html! {
            p { (reason) }
            @if !basis.is_empty() { p.small.muted { (ui.tw("web-refused-basis", &[("basis", basis.to_owned())])) } }
            p.small { (ui.t("web-refused-nothing-changed")) }
        },
        html! { (row(actions)) (call_12345(ui)) },
    )
}

/// One field that two people changed at the same time.
#[derive(Clone, Debug)]
pub struct Difference {
    pub field: String,
    pub before: String,
    pub theirs: String,
    pub yours: String,
}

/// Someone else changed the record meanwhile: who and when, what differs, and two ways on. `form`
/// holds the typed values as hidden fields, so that nothing has to be typed again.
pub fn conflict(
    ui: &Ui,
    who_and_when: &str,
    differences: &[Difference],
    form: &ConflictForm<'_>,
) -> Markup {
    html! {
        h1 { (ui.t("web-conflict")) }
        (note(Note::Warning, who_and_when, html! { p { (ui.t("web-conflict-kept")) } }))
        div.card.card--flush.scroll-x tabindex="0" role="region" aria-label=(ui.t("web-conflict-table")) {
            table.tbl.tbl--cards {
                caption.vh { (ui.t("web-conflict-table")) }
                thead {
                    tr {
                        @for key in ["field", "before", "theirs", "yours"] {
                            th scope="col" { (ui.t(&format!("web-conflict-{key}"))) }
                        }
                    }
                }
                tbody { @for line in differences { (difference(ui, line)) } }
            }
        }
        form.actions method="post" action=(form.action) {
            (form_keys(ui, form.key))
            (form.hidden)
            (primary_button(&ui.t("web-conflict-use-mine")))
            (link_button(&ui.t("web-conflict-use-theirs"), form.their_href))
        }
    }
}

/// Where the two ways on of a [`conflict`] lead.
#[derive(Clone, Debug)]
pub struct ConflictForm<'a> {
    pub action: &'a str,
    pub key: &'a str,
    pub hidden: Markup,
    pub their_href: &'a str,
}

fn difference(ui: &Ui, line: &Difference) -> Markup {
    html! {
        tr {
            th scope="row" { (line.field) }
            td data-l=(ui.t("web-conflict-before")) { (line.before) }
            td data-l=(ui.t("web-conflict-theirs")) { (line.theirs) }
            td data-l=(ui.t("web-conflict-yours")) { b { (line.yours) } }
        }
    }
}

/// Done: the result, its number, what happens next, and the receipt.
pub fn success(ui: &Ui, title: &str, number: &str, next: &str, actions: &[Button]) -> Markup {
    html! {
        div.note.note--ok role="status" {
            (icon("ok"))
            div {
                h1.as-l { (title) }
                @if !number.is_empty() { p.num { (ui.t("web-success-number")) " " (number) } }
                @if !next.is_empty() { p.small { (next) } }
                @if !actions.is_empty() { div.row.mt2 { (row(actions)) } }
            }
        }
    }
}

/// Two minutes before the sign-in runs out; `action` prolongs it.
pub fn leaving(ui: &Ui, minutes: i64, action: &str) -> Markup {
    html! {
        div.note.note--warn role="alert" {
            (icon("clock"))
            div {
                p { b { (ui.tn("web-leaving", minutes)) } }
                p.small { (ui.t("web-leaving-why")) }
                form.mt2 method="post" action=(action) {
                    input type="hidden" name="csrf" value=(ui.csrf);
                    (button(&ui.t("web-leaving-stay")))
                }
            }
        }
    }
}

/// A part that the script refreshes; never a whole page.
pub fn wait(what: &str) -> Markup {
    html! {
        div.card.wait aria-busy="true" {
            p.vh role="status" { (what) }
            i.w4 {} i {} i.w9 {} i.w6 {}
        }
    }
}

fn row(actions: &[Button]) -> Markup {
    html! { @for action in actions { (action) } }
}

fn home_link(ui: &Ui) -> Button {
    // The first line of the reader's own menu: the desk itself is closed to administrators, and the
    // staff side to citizens.
    let own = ui.viewer.menu.iter().flat_map(|group| &group.items).next();
    match own.filter(|_| ui.is_staff()) {
        Some(first) => link_button(&ui.t("web-back-to-desk-short"), &first.href),
        None => link_button(&ui.t("web-back-home"), &ui.site.links.home),
    }
}

/// Only a path of our own may be the way back.
fn back_through_sign_in(ui: &Ui) -> String {
    let is_ours = ui.path.starts_with('/') && !ui.path.starts_with("//");
    let back = if is_ours { ui.path.as_str() } else { "/" };
    let back = percent_encoding::utf8_percent_encode(back, percent_encoding::NON_ALPHANUMERIC);
    format!("{}?next={back}", ui.site.links.sign_in)
}
