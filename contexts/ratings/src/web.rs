//! Pages of ratings: the rater's, the rated unit's, the reviewer's, the public's.

mod api_docs;
mod public_page;
mod rate_page;
mod review_page;
mod unit_page;

pub(crate) use api_docs::DOCS as API_DOCS;
pub use public_page::public_page;
pub use rate_page::{form, rate, thanks};
pub use review_page::{list, open_link, show, verify};
pub use unit_page::{unit_json, unit_page};

use maud::{Markup, html};
use web::Visit;
use web::ui::{self, Ui};

/// A level in words with its stars.
fn level(ui: &Ui, stars: u8) -> Markup {
    const DRAWN: [&str; 5] = ["★☆☆☆☆", "★★☆☆☆", "★★★☆☆", "★★★★☆", "★★★★★"];
    let drawn = DRAWN
        .get(usize::from(stars.saturating_sub(1)))
        .unwrap_or(&"");
    html! {
        (ui.t(&format!("web-stars-{stars}"))) " " span.nowrap aria-hidden="true" { (drawn) }
    }
}

fn aspect(ui: &Ui, code: &str) -> String {
    ui.t(&format!("ratings-aspect-{code}"))
}

/// What the summary above a form that came back says.
fn errors(visit: &Visit) -> Vec<ui::FieldError> {
    visit
        .errors()
        .into_iter()
        .map(|(field, sentence)| ui::FieldError::new(field, sentence))
        .collect()
}
