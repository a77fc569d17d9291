//! The document: head, root attributes and the choice of frame.

use super::{Ui, Zone, crumb, frame};
use crate::assets;
use maud::{DOCTYPE, Markup, Render, html};

/// How the page's body sits in the frame.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// Public: a centred column. Staff: the desk.
    #[default]
    Standard,
    /// The page lays out its own full-width bands (portal home).
    FullWidth,
    /// Staff: who is here · the work · what helps.
    ThreeColumns,
    /// A narrow column for a record made on a phone.
    FieldRecord,
    /// Staff, without the menu: calling screen, full-width work.
    Bare,
    /// A receipt or notice on its own A4 page, without any frame.
    Paper,
}

/// What a page tells the frame. `PageOptions::new(title)` is an ordinary page.
#[derive(Debug)]
pub struct PageOptions {
    /// Task first, then object; the frame adds the platform's name.
    pub title: String,
    /// Label and address of each step above this page, then this page's own label.
    pub crumbs: Vec<(String, String)>,
    pub crumb_here: String,
    pub layout: Layout,
    /// Form steps and sign-in: nothing may cover the button.
    pub is_without_tabbar: bool,
    /// The form came back with errors: the title says so first.
    pub has_errors: bool,
    /// Lists, personal pages: not for search engines.
    pub is_private: bool,
}

impl PageOptions {
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            crumbs: Vec::new(),
            crumb_here: String::new(),
            layout: Layout::Standard,
            is_without_tabbar: false,
            has_errors: false,
            is_private: false,
        }
    }

    /// The way here: each step above, then this page.
    #[must_use]
    pub fn crumbs<L: Into<String>, H: Into<String>>(
        mut self,
        above: impl IntoIterator<Item = (L, H)>,
        here: impl Into<String>,
    ) -> Self {
        self.crumbs = above
            .into_iter()
            .map(|(label, href)| (label.into(), href.into()))
            .collect();
        self.crumb_here = here.into();
        self
    }

    #[must_use]
    pub fn layout(mut self, layout: Layout) -> Self {
        self.layout = layout;
        self
    }

    /// A step of a form or the sign-in page: no bar at the bottom of a phone; with `has_errors`
    /// the title says so.
    #[must_use]
    pub fn form_step(mut self, has_errors: bool) -> Self {
        self.is_without_tabbar = true;
        self.has_errors = has_errors;
        self
    }

    /// A receipt or notice on its own A4 page.
    #[must_use]
    pub fn paper(mut self) -> Self {
        self.layout = Layout::Paper;
        self
    }

    #[must_use]
    pub fn private(mut self) -> Self {
        self.is_private = true;
        self
    }
}

impl Ui {
    /// An ordinary page in the frame of its zone.
    pub fn page(&self, title: &str, body: impl Render) -> Markup {
        self.page_with(PageOptions::new(title), body)
    }

    /// A page that differs from the ordinary one.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "options are made for one page, so that a chain of settings can stand in the call"
    )]
    pub fn page_with(&self, options: PageOptions, body: impl Render) -> Markup {
        let ui = self;
        let inner = html! {
            @if !options.crumb_here.is_empty() {
                (crumb(ui, &options.crumbs, &options.crumb_here))
            }
            (body)
        };
        let framed = match (options.layout, self.zone) {
            (Layout::Paper, _) => frame::paper_frame(ui, &inner),
            (_, Zone::Public) => frame::public_frame(ui, &options, &inner),
            (_, Zone::Staff) => frame::staff_frame(ui, &options, &inner),
        };
        document(ui, &options, &framed)
    }
}

fn document(ui: &Ui, options: &PageOptions, framed: &Markup) -> Markup {
    let prefs = ui.prefs;
    let app = if ui.is_staff() { "staff" } else { "public" };
    let density = if ui.is_staff() {
        prefs.density.code()
    } else {
        "cosy"
    };
    let mode = if ui.is_elder() { "elder" } else { "standard" };
    let has_tabbar =
        !ui.is_staff() && !options.is_without_tabbar && options.layout != Layout::Paper;
    html! {
        (DOCTYPE)
        html lang=(prefs.lang.code()) data-app=(app) data-density=(density) data-mode=(mode)
            data-theme=(prefs.theme.code()) data-contrast=(prefs.contrast.code()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                meta name="color-scheme" content="light dark";
                @if ui.is_staff() || options.is_private { meta name="robots" content="noindex"; }
                title {
                    @if options.has_errors { (ui.t("web-title-errors")) }
                    (options.title) " · " (ui.t("web-brand")) " " (ui.name(&ui.site.platform))
                }
                link rel="icon" type="image/svg+xml" href=(assets::url("favicon.svg"));
                @if !ui.is_staff() { link rel="manifest" href="/manifest.webmanifest"; }
                link rel="stylesheet" href=(assets::url("tokens.css"));
                link rel="stylesheet" href=(assets::url("yimen.css"));
                script src=(assets::url("yimen.js")) defer {}
            }
            body.has-tabbar[has_tabbar] { (framed) }
        }
    }
}
