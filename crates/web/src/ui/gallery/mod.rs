//! Each part with a sample, on one page: for those who write pages, and for the tests. Names,
//! figures and places are samples; the sample texts are Chinese in both languages.

mod cases;
mod forms;
mod lists;
mod words;

use super::{PageOptions, Ui, paper, section};
use maud::{Markup, html};

/// The gallery as a page in the frame of the reader's zone.
pub fn gallery(ui: &Ui) -> Markup {
    let title = ui.t("web-gallery");
    let body = html! {
        div.stack.stack--l {
            h1 { (title) }
            (words::samples(ui))
            (cases::samples(ui))
            (lists::samples(ui))
            (forms::samples(ui))
        }
    };
    ui.page_with(
        PageOptions::new(&title).crumbs([("首页", "/")], &title),
        body,
    )
}

/// A notice on its own A4 page.
pub fn sample_paper(ui: &Ui) -> Markup {
    let sheet = cases::sheet();
    let body = paper(ui, &sheet);
    ui.page_with(PageOptions::new(sheet.title).paper(), body)
}

fn sample(id: &str, title: &str, body: &Markup) -> Markup {
    section(id, title, Markup::default(), body)
}
