//! The form that proposes a change of the calendar: a year's plan, one day a line.

use super::forms::{area_choices, errors, field, required, settle};
use crate::domain::calendar::CalendarFacts;
use crate::domain::propose_calendar::ProposeCalendar;
use ::web::ui::{
    Choice, PageOptions, Width, actions, desk_head, err_summary, post_form, primary_button, select,
    text_input, textarea,
};
use ::web::{App, FieldError, Problem, Submitted, Visit};
use axum::extract::{Query, State};
use axum::response::Redirect;
use kernel::AreaCode;
use kernel::calendar::NamedDay;
use maud::{Markup, html};
use serde::Deserialize;
use std::fmt::Write as _;
use std::sync::Arc;

#[derive(Debug, Default, Deserialize)]
pub(crate) struct NewAsked {
    /// The year whose plan is changed.
    #[serde(default)]
    year: String,
}

pub(crate) async fn new_page(
    State(app): State<App>,
    visit: Visit,
    Query(asked): Query<NewAsked>,
) -> Result<Markup, Problem> {
    let calendar = app
        .read(&visit, |reader, _| Ok(Arc::clone(&reader.calendar)))
        .await?;
    let ui = &visit.ui;
    let title = ui.t("admin-calendar-propose");
    let errors = errors(&visit);
    let year: i16 = asked.year.parse().unwrap_or(visit.now.date().year() + 1);
    let known = days_as_lines(calendar.named_days(year).unwrap_or_default());
    let mut areas = vec![Choice::new("0", ui.t("admin-calendar-national"))];
    areas.extend(area_choices(ui.is_english()).into_iter().skip(1));
    let fields = html! {
        (text_input(ui, &field(&visit, "year", "admin-calendar-year").digits().width(Width::W4),
            &visit.typed("year", &year.to_string())))
        (select(ui, &field(&visit, "area", "admin-calendar-area").hint(ui.t("admin-calendar-area-hint")),
            &areas, Some(&visit.typed("area", "0"))))
        (text_input(ui, &field(&visit, "source", "admin-calendar-source").hint(ui.t("admin-calendar-source-hint")),
            &visit.typed("source", "")))
        (textarea(ui, &field(&visit, "days", "admin-calendar-days").hint(ui.t("admin-calendar-days-hint")),
            &visit.typed("days", &known), 20))
        (actions(html! { (primary_button(&ui.t("admin-calendar-propose-button"))) }))
    };
    let body = html! {
        (err_summary(ui, &errors))
        (desk_head(&title, html! {}, html! {}))
        div.card.measure { (post_form(ui, "/admin/calendar", app.submit_key(), fields)) }
    };
    let options = PageOptions::new(&title)
        .crumbs([(ui.t("admin-calendar-title"), "/admin/calendar")], &title)
        .form_step(!errors.is_empty());
    Ok(ui.page_with(options, body))
}

/// `2021-10-01 国庆节 休`, one day a line.
fn days_as_lines(days: &[NamedDay]) -> String {
    let mut text = String::new();
    for day in days {
        let kind = if day.off { "休" } else { "班" };
        let _ = writeln!(text, "{} {} {kind}", day.date, day.name);
    }
    text
}

/// Reads what [`days_as_lines`] writes; `Err` is the number of the first line that is not so.
fn read_lines(text: &str) -> Result<Vec<NamedDay>, usize> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(n, line)| {
            let mut words = line.split_whitespace();
            let (Some(date), Some(name), Some(kind), None) =
                (words.next(), words.next(), words.next(), words.next())
            else {
                return Err(n + 1);
            };
            let off = match kind {
                "休" | "off" => true,
                "班" | "work" => false,
                _ => return Err(n + 1),
            };
            Ok(NamedDay {
                date: date.parse().map_err(|_| n + 1)?,
                name: name.to_owned(),
                off,
            })
        })
        .collect()
}

#[derive(Debug, Deserialize)]
pub(crate) struct ProposeForm {
    #[serde(default)]
    year: String,
    #[serde(default)]
    area: String,
    #[serde(default)]
    source: String,
    #[serde(default)]
    days: String,
}

pub(crate) async fn propose(
    State(app): State<App>,
    visit: Visit,
    submitted: Submitted<ProposeForm>,
) -> Result<Redirect, Problem> {
    let form = submitted.form;
    let mut faults = Vec::new();
    let year = form.year.trim().parse().unwrap_or_else(|_| {
        faults.push(FieldError::new("year", "web.field-number"));
        0
    });
    let area = match form.area.as_str() {
        "0" => AreaCode(0),
        code => code.parse().unwrap_or_else(|_| {
            faults.push(FieldError::new("area", "web.field-choice"));
            AreaCode(0)
        }),
    };
    let source = required(&form.source, "source", &mut faults);
    let days = read_lines(&form.days).unwrap_or_else(|line| {
        faults.push(
            FieldError::new("days", "admin.calendar.bad-line").with("line", line.to_string()),
        );
        Vec::new()
    });
    settle(faults)?;
    let command = ProposeCalendar {
        id: app.store.new_id(),
        facts: CalendarFacts {
            year,
            area,
            days,
            source,
        },
    };
    let done = app.execute(&visit, submitted.key, command).await?;
    Ok(Redirect::to(&format!("/admin/calendar/{}", done.id())))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::WorkCalendar;

    #[test]
    fn a_plan_written_out_reads_back() {
        let days = WorkCalendar::published().named_days(2021).unwrap().to_vec();
        assert_eq!(read_lines(&days_as_lines(&days)), Ok(days));
        assert_eq!(
            read_lines("2021-10-01 国庆节 休\n\n2021-10-32 国庆节 休"),
            Err(3)
        );
        assert_eq!(read_lines("2021-10-01 国庆节"), Err(1));
    }
}
