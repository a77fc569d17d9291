//! Imports a list on a page: the file, the area whose list it is, and the reports of before.

use super::links;
use crate::app::import_csv::SIZE_LIMIT;
use crate::app::{ImportError, ImportReport, ImportSource, import_csv};
use crate::read::reports::{list_reports, report_row};
use ::web::files::tidy_name;
use ::web::ui::{
    Field, FieldError, LinkLine, PageOptions, Ui, Width, card, card_section, crumb, desk_head,
    err_summary, field, primary_button, text_input, upload_form,
};
use ::web::{App, Problem, Visit};
use axum::extract::State;
use axum::extract::multipart::{Multipart, MultipartError};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use kernel::{AreaCode, Timestamp};
use maud::{Markup, html};

/// The file and the other fields of the form.
pub(crate) const BODY_LIMIT: usize = SIZE_LIMIT + 64 * 1024;

pub(crate) async fn show(State(app): State<App>, visit: Visit) -> Result<Markup, Problem> {
    let reports = app
        .read(&visit, |reader, actor| list_reports(reader, actor.account))
        .await?;
    let key = app.submit_key();
    Ok(page(&visit, &reports, &key))
}

fn page(visit: &Visit, reports: &[(String, Timestamp, ImportReport)], key: &str) -> Markup {
    let ui = &visit.ui;
    let title = ui.t("catalogue-import-title");
    let errors: Vec<FieldError> = visit
        .errors()
        .into_iter()
        .map(|(field, sentence)| FieldError::new(field, sentence))
        .collect();
    let above = [(ui.t("catalogue-desk-title"), links::DESK.to_owned())];
    let area = Field::new("area", ui.t("catalogue-import-area"))
        .hint(ui.t("catalogue-import-area-hint"))
        .error(visit.error_at("area").as_deref())
        .width(Width::W8)
        .digits()
        .max_length(6);
    let body = html! {
        (crumb(ui, &above, &title))
        (err_summary(ui, &errors))
        (desk_head(&title, ui.t("catalogue-import-about"), html! {}))
        div.stack {
            (card(upload_form(ui, links::IMPORT, key, html! {
                (file_field(visit))
                (text_input(ui, &area, &visit.typed("area", "")))
                div.actions { (primary_button(&ui.t("catalogue-import-send"))) }
            })))
            (card_section("reports", &ui.t("catalogue-reports"), html! {}, earlier(ui, reports)))
        }
    };
    ui.page_with(PageOptions::new(&title).form_step(!errors.is_empty()), body)
}

fn file_field(visit: &Visit) -> Markup {
    let ui = &visit.ui;
    let spec = Field::new("file", ui.t("catalogue-import-file"))
        .hint(html! { (ui.t("catalogue-import-file-hint")) " " span.mono { "department, main_item, name, item_code, task_type, area_code, dept_code" } })
        .error(visit.error_at("file").as_deref());
    let control = html! {
        input.in type="file" id="file" name="file" accept=".csv,text/csv" aria-describedby="file-h";
    };
    field(ui, &spec, control)
}

fn earlier(ui: &Ui, reports: &[(String, Timestamp, ImportReport)]) -> Markup {
    let lines: Vec<LinkLine> = reports
        .iter()
        .map(|(key, at, report)| {
            let values = [
                ("errors", report.errors.to_string()),
                ("warnings", report.warnings.to_string()),
            ];
            let end = html! { (ui.at(*at)) " · " (ui.tw("catalogue-report-short", &values)) };
            LinkLine::new(
                format!("{} · {}", report.area, report.file),
                links::report(key),
                end,
            )
        })
        .collect();
    html! {
        @if lines.is_empty() { p.muted { (ui.t("catalogue-reports-none")) } } @else { (::web::ui::links(&lines)) }
    }
}

/// What the form sent.
#[derive(Default)]
struct Sent {
    file: String,
    bytes: Vec<u8>,
    fields: Vec<(String, String)>,
}

impl Sent {
    async fn read(mut form: Multipart) -> Result<Self, Problem> {
        let mut sent = Self::default();
        while let Some(part) = form
            .next_field()
            .await
            .map_err(|error| unreadable(&error))?
        {
            let name = part.name().unwrap_or_default().to_owned();
            if name == "file" {
                sent.file = part.file_name().map(tidy_name).unwrap_or_default();
                sent.bytes = part
                    .bytes()
                    .await
                    .map_err(|error| unreadable(&error))?
                    .to_vec();
            } else {
                sent.fields
                    .push((name, part.text().await.map_err(|error| unreadable(&error))?));
            }
        }
        Ok(sent)
    }

    fn value(&self, field: &str) -> &str {
        let found = self.fields.iter().find(|(name, _)| name == field);
        found.map_or("", |(_, value)| value.trim())
    }
}

fn unreadable(error: &MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "catalogue.import.too-large-body",
        )
    } else {
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "web.body-unreadable")
    }
}

/// Imports and shows the report. Sending the same file twice changes nothing the second time, so the
/// form's key has nothing to guard.
pub(crate) async fn import(
    State(app): State<App>,
    visit: Visit,
    form: Multipart,
) -> Result<Response, Problem> {
    let sent = Sent::read(form).await?;
    let again = |problem: Problem| problem.with_typed(&sent.fields);
    if sent.bytes.is_empty() {
        return Err(again(Problem::field("file", "catalogue.import.no-file")));
    }
    let Ok(area) = sent.value("area").parse::<AreaCode>() else {
        return Err(again(Problem::field(
            "area",
            "catalogue.import.area-digits",
        )));
    };
    let source = ImportSource {
        file: sent.file.clone(),
        area,
    };
    let (store, who, bytes) = (app.store.clone(), visit.who, sent.bytes.clone());
    let report = tokio::task::spawn_blocking(move || import_csv(&store, who, &bytes, &source))
        .await
        .map_err(|_| Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "web.internal"))?
        .map_err(|error| again(problem(error)))?;
    let key = app.store.new_id().to_string();
    let row = report_row(&key, visit.actor.account, app.store.now(), &report)?;
    app.store.write(move |tx| tx.put_plain(&row)).await?;
    Ok(Redirect::to(&links::report(&key)).into_response())
}

fn problem(error: ImportError) -> Problem {
    match error {
        ImportError::Refused(refusal) => {
            let mut field = ::web::FieldError::new("file", refusal.code());
            for (name, value) in refusal.params() {
                field = field.with(name, value);
            }
            Problem::fields(vec![field])
        }
        // An area out of reach: said at the field, since the areas themselves are no secret.
        ImportError::Command(store::CommandError::NotFound) => {
            Problem::field("area", "catalogue.import.area-out-of-reach")
        }
        ImportError::Command(error) => error.into(),
    }
}
