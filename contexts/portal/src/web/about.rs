//! Pages about this site: help, accessibility, personal data, releases, and where everything is.
//! Their text is in the word files, in numbered parts.

use crate::CityFacts;
use axum::extract::State;
use maud::{Markup, html};
use web::ui::{LinkLine, PageOptions, Ui, call_12345, links, section};
use web::{App, Visit};

/// A part of a text page: the anchor, and how many paragraphs it has.
type Part = (&'static str, u8);

const HELP: [Part; 7] = [
    ("apply", 3),
    ("correct", 2),
    ("follow", 2),
    ("withdraw", 2),
    ("rate", 2),
    ("remedy", 2),
    ("agents", 2),
];
const ACCESSIBILITY: [Part; 3] = [("what", 4), ("gaps", 2), ("tell", 1)];
const PRIVACY: [Part; 6] = [
    ("who", 1),
    ("why", 2),
    ("what", 4),
    ("how-long", 3),
    ("rights", 3),
    ("safe", 2),
];
const RELEASES: [Part; 2] = [("this", 2), ("not-yet", 1)];

pub(crate) async fn help(visit: Visit) -> Markup {
    text_page(&visit.ui, "help", &HELP)
}

pub(crate) async fn accessibility(visit: Visit) -> Markup {
    text_page(&visit.ui, "accessibility", &ACCESSIBILITY)
}

pub(crate) async fn privacy(State(app): State<App>, visit: Visit) -> Markup {
    let host = app.query::<CityFacts>().map_or_else(String::new, |city| {
        city.host.get(visit.ui.is_english()).to_owned()
    });
    text_page_by(&visit.ui, "privacy", &PRIVACY, &[("host", host)])
}

pub(crate) async fn releases(visit: Visit) -> Markup {
    let version = env!("CARGO_PKG_VERSION").to_owned();
    text_page_by(&visit.ui, "releases", &RELEASES, &[("version", version)])
}

fn text_page(ui: &Ui, page: &str, parts: &[Part]) -> Markup {
    text_page_by(ui, page, parts, &[])
}

/// Words `portal-<page>`, `portal-<page>-<part>` and `portal-<page>-<part>-<n>`.
fn text_page_by(ui: &Ui, page: &str, parts: &[Part], values: &[(&str, String)]) -> Markup {
    let title = ui.t(&format!("portal-{page}"));
    let body = html! {
        article.measure.stack {
            h1 { (title) }
            @for (part, paragraphs) in parts {
                (section(part, &ui.t(&format!("portal-{page}-{part}")), html! {}, html! {
                    @for n in 1..=*paragraphs {
                        p.mt2 { (ui.tw(&format!("portal-{page}-{part}-{n}"), values)) }
                    }
                }))
            }
            p.mt3 { (call_12345(ui)) }
        }
    };
    let options = PageOptions::new(title.clone()).crumbs([(ui.t("web-nav-home"), "/")], title);
    ui.page_with(options, body)
}

/// Every public page that a menu leads to, by group.
pub(crate) async fn sitemap(visit: Visit) -> Markup {
    let ui = &visit.ui;
    let title = ui.t("portal-sitemap");
    let lines = |items: &[web::ui::MenuItem]| -> Vec<LinkLine> {
        items
            .iter()
            .map(|item| LinkLine::new(ui.t(&item.label), item.href.to_string(), html! {}))
            .collect()
    };
    let mine = [
        ("portal-my", "/my"),
        ("portal-my-cases", "/my/cases"),
        ("portal-messages", "/my/messages"),
        ("portal-my-mandates", "/my/mandates"),
        ("portal-my-data", "/my/data"),
    ]
    .map(|(key, href)| LinkLine::new(ui.t(key), href, html! {}));
    let body = html! {
        article.measure.stack {
            h1 { (title) }
            (section("h-main", &ui.t("web-nav"), html! {}, links(&lines(&ui.site.nav))))
            (section("h-mine", &ui.t("portal-my"), html! {}, links(&mine)))
            @for (n, group) in ui.site.foot.iter().enumerate() {
                (section(&format!("h-foot-{n}"), &ui.t(&group.label), html! {}, links(&lines(&group.items))))
            }
        }
    };
    let options = PageOptions::new(title.clone()).crumbs([(ui.t("web-nav-home"), "/")], title);
    ui.page_with(options, body)
}
