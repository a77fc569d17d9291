//! The correction notice as it will be issued, from the words of its template
//! (`data/papers/correction-notice*.toml`), before anything is sent.

use super::view::View;
use crate::web::case_page::material_name;
use ::web::ui::notice_preview;
use kernel::Date;
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::LazyLock;

const LICENSING: &str = include_str!("../../../../../data/papers/correction-notice.toml");
const OWN_LAW: &str = include_str!("../../../../../data/papers/correction-notice-own-law.toml");

#[derive(Debug, Default, Deserialize)]
struct Template {
    title: String,
    body: Vec<String>,
}

static TEMPLATES: LazyLock<[Template; 2]> = LazyLock::new(|| [read(LICENSING), read(OWN_LAW)]);

fn read(text: &str) -> Template {
    toml::from_str(text).unwrap_or_else(|error| {
        tracing::error!(
            error = &error as &dyn std::error::Error,
            "no template of a correction notice"
        );
        Template::default()
    })
}

/// What goes into the notice.
#[derive(Clone, Debug, Default)]
pub(super) struct Draft {
    /// Code of the material and what is wrong with it.
    pub(super) defects: Vec<(String, String)>,
    pub(super) why_again: String,
    /// The last day for the answer, if a local rule sets a period.
    pub(super) answer_by: Option<Date>,
    pub(super) answer_basis: String,
}

pub(super) fn preview(view: &View, draft: &Draft) -> Markup {
    let Some(filing) = &view.detail.case.filing else {
        return Markup::default();
    };
    let [licensing, own_law] = &*TEMPLATES;
    let template = if view.detail.case.is_licensing() {
        licensing
    } else {
        own_law
    };
    let names: Vec<String> = draft
        .defects
        .iter()
        .map(|(code, _)| material_name(view.ui(), &view.detail, code))
        .collect();
    let numbered = |lines: Vec<String>| -> String {
        lines
            .iter()
            .enumerate()
            .map(|(n, line)| format!("{}．{line}", n + 1))
            .collect::<Vec<_>>()
            .join("；")
    };
    let reasons = draft
        .defects
        .iter()
        .zip(&names)
        .map(|((_, reason), name)| format!("{name}：{reason}"))
        .collect();
    let values = [
        ("{applicant}", view.detail.applicant.name.clone()),
        ("{received_on}", official(filing.reached_on)),
        ("{item}", filing.item_name.zh.clone()),
        ("{missing}", numbered(names.clone())),
        ("{reason}", numbered(reasons)),
        ("{why_again}", draft.why_again.clone()),
        (
            "{answer_by}",
            draft.answer_by.map(official).unwrap_or_default(),
        ),
        ("{answer_basis}", draft.answer_basis.clone()),
        ("{case_number}", filing.number.as_str().to_owned()),
        // The code is printed on the applicant's own copy only.
        ("{query_code}", "******".to_owned()),
        ("{unit}", view.detail.unit_name(false)),
        ("{date}", official(view.detail.today())),
    ];
    let lines: Vec<String> = template
        .body
        .iter()
        .filter_map(|line| fill(line, &values))
        .collect();
    let body = html! {
        @for (n, line) in lines.iter().enumerate() {
            @if n + 2 >= lines.len() {
                p.end.mt2[n + 2 == lines.len()] { (line) }
            } @else if n == 0 {
                p { (line) }
            } @else {
                p.indent { (line) }
            }
        }
    };
    notice_preview(view.ui(), "nd", &template.title, &body)
}

/// A line with its values; one that begins with `?` is left out if any of its values is empty.
fn fill(line: &str, values: &[(&str, String)]) -> Option<String> {
    let (is_optional, line) = match line.strip_prefix('?') {
        Some(rest) => (true, rest),
        None => (false, line),
    };
    let mut filled = line.to_owned();
    for (name, value) in values {
        if filled.contains(name) {
            if is_optional && value.trim().is_empty() {
                return None;
            }
            filled = filled.replace(name, value);
        }
    }
    Some(filled)
}

fn official(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_without_its_value_is_left_out() {
        let values = [("{why_again}", String::new())];
        assert_eq!(fill("?再次告知的原因：{why_again}", &values), None);
        assert_eq!(fill("收悉。", &values), Some("收悉。".to_owned()));
    }

    #[test]
    fn both_templates_are_there() {
        for template in &*TEMPLATES {
            assert!(!template.title.is_empty() && template.body.len() > 4);
        }
    }
}
