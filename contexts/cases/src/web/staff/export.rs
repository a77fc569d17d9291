//! The list as filtered, as a file that a spreadsheet opens: streamed page by page, so that memory
//! stays flat however long it is. The same rights and the same columns as on the screen.

use super::desk_list::{ask_of, list_lines};
use crate::{
    permissions::CASES_EXPORT,
    read::desk::{DeskAsk, Turn},
};
use ::web::{App, Problem, Visit};
use axum::{
    body::{Body, Bytes},
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use futures::{StreamExt as _, stream};
use kernel::{Date, MatterId};

/// Lines read at once.
const CHUNK: usize = 500;
/// So that spreadsheets take it for UTF-8.
const MARK: &str = "\u{feff}";

pub(super) async fn csv(State(app): State<App>, visit: Visit) -> Result<Response, Problem> {
    let ask = DeskAsk {
        permission: CASES_EXPORT,
        turn: Turn::First,
        limit: CHUNK,
        ..ask_of(&visit)
    };
    // The first page is read before the answer begins, so that a failure is an error and not a
    // file that ends early.
    let first = chunk(&app, &visit, &ask).await?;
    visit.look(&app, MatterId(0), "export", "list");
    let head = format!("{MARK}{}", heading(&visit));
    let started = stream::iter([Ok::<Bytes, Problem>(Bytes::from(format!(
        "{head}{}",
        first.0
    )))]);
    let rest = stream::try_unfold(
        (app, visit, ask, first.1),
        |(app, visit, ask, next)| async move {
            let Some(turn) = next else {
                return Ok(None);
            };
            let ask = DeskAsk { turn, ..ask };
            let (text, next) = chunk(&app, &visit, &ask).await?;
            Ok(Some((Bytes::from(text), (app, visit, ask, next))))
        },
    );
    let body = started
        .chain(rest)
        .map(|part| part.map_err(|problem| std::io::Error::other(problem.detail.code)));
    let headers = [
        (header::CONTENT_TYPE, "text/csv; charset=utf-8"),
        (
            header::CONTENT_DISPOSITION,
            "attachment; filename=\"cases.csv\"",
        ),
    ];
    Ok((headers, Body::from_stream(body)).into_response())
}

fn heading(visit: &Visit) -> String {
    let ui = &visit.ui;
    let keys = [
        "cases-number",
        "cases-desk-item",
        "cases-check-applicant",
        "cases-desk-state",
        "cases-desk-unit",
        "cases-desk-holder",
        "web-due-promised-staff",
        "web-due-legal-staff",
        "cases-desk-paused-since",
    ];
    line(&keys.map(|key| ui.t(key)))
}

/// A part of the file, and where the next one begins.
async fn chunk(app: &App, visit: &Visit, ask: &DeskAsk) -> Result<(String, Option<Turn>), Problem> {
    let ui = &visit.ui;
    let listed = list_lines(app, visit, ask.clone()).await?;
    let around = &listed.around;
    let lines = listed.lines();
    let next = lines
        .last()
        .filter(|_| listed.has_next())
        .map(|last| Turn::After(last.cursor()));
    let day = |day: Option<Date>| day.map_or_else(String::new, |day| ui.date(day));
    let text = lines
        .iter()
        .map(|case| {
            line(&[
                // A long number must not become 4.31E+21.
                format!("\t{}", case.number),
                case.title.clone(),
                around.names.get(&case.party).cloned().unwrap_or_default(),
                super::parts::state_word(ui, &case.state),
                around.units.name(case.unit, ui.is_english()),
                around.staff.name(case.holder, ui.is_english()),
                day(case.promised_on),
                day(case.legal_on),
                day(case.paused_since),
            ])
        })
        .collect();
    Ok((text, next))
}

/// One line of the file.
fn line<T: AsRef<str>>(cells: &[T]) -> String {
    let cells: Vec<String> = cells.iter().map(|text| cell(text.as_ref())).collect();
    format!("{}\r\n", cells.join(","))
}

/// A cell that no spreadsheet takes for a formula.
fn cell(text: &str) -> String {
    let is_number = text
        .strip_prefix('\t')
        .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()));
    let harmless = if !is_number && text.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text.to_owned()
    };
    if harmless.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", harmless.replace('"', "\"\""))
    } else {
        harmless
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_never_begins_a_formula() {
        for text in ["=1+1", "+1", "-1", "@sum", "\tx", "\rx"] {
            assert!(
                cell(text).trim_start_matches('"').starts_with('\''),
                "{text:?}"
            );
        }
        assert_eq!(cell("永州"), "永州");
        assert_eq!(cell("\t4311002109170170003865"), "\t4311002109170170003865");
        assert_eq!(cell("a,\"b\""), "\"a,\"\"b\"\"\"");
    }
}
