//! Parts of a case: both due dates and who has it, the calendar that explains each day, the trail.

use super::{Lamp, Ui, icon};
use kernel::Date;
use maud::{Markup, Render, html};

/// One answer of the due box: label, the answer itself, a line below it.
#[derive(Clone, Debug)]
pub struct DueCell {
    pub label: String,
    pub answer: String,
    pub below: Markup,
}

impl DueCell {
    pub fn new(label: impl Into<String>, answer: impl Into<String>, below: impl Render) -> Self {
        Self {
            label: label.into(),
            answer: answer.into(),
            below: below.render(),
        }
    }
}

/// What a page knows of the dates of a case.
#[derive(Clone, Debug)]
pub struct DueView {
    /// None while next year's holidays are not announced.
    pub promised_on: Option<Date>,
    /// A lamp, or how many days are used.
    pub promised_below: Markup,
    pub legal_on: Option<Date>,
    pub legal_below: Markup,
    pub holder: String,
    pub holder_below: Markup,
}

/// Always both dates, and who has it now.
pub fn due(ui: &Ui, view: &DueView) -> Markup {
    let date = |date: Option<Date>| {
        date.map_or_else(|| ui.t("web-due-waiting"), |date| due_date(ui, date))
    };
    let (promised, legal, holder) = if ui.is_staff() {
        (
            "web-due-promised-staff",
            "web-due-legal-staff",
            "web-due-holder-staff",
        )
    } else {
        ("web-due-promised", "web-due-legal", "web-due-holder")
    };
    due_cells(&[
        DueCell::new(ui.t(promised), date(view.promised_on), &view.promised_below),
        DueCell::new(ui.t(legal), date(view.legal_on), &view.legal_below),
        DueCell::new(ui.t(holder), &view.holder, &view.holder_below),
    ])
}

/// The same box with other questions (hotline: sign, call back, close).
pub fn due_cells(cells: &[DueCell]) -> Markup {
    html! {
        dl.due {
            @for cell in cells {
                div {
                    dt { (cell.label) }
                    dd { b { (cell.answer) } span.small.muted { (cell.below) } }
                }
            }
        }
    }
}

/// Public: 10 月 19 日（周二）. Staff: 2021-10-19 周二.
fn due_date(ui: &Ui, date: Date) -> String {
    if ui.is_staff() {
        format!("{} {}", ui.date(date), ui.weekday(date))
    } else {
        ui.date_long(date)
    }
}

/// What a day was for the clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind {
    /// Day zero: the event that starts the clock.
    Start,
    /// The n-th counted day, past or today.
    Counted(u32),
    /// The n-th day to come.
    ToCome(u32),
    /// Weekend or holiday.
    Off,
    /// The clock stood still.
    Paused,
}

/// One day of the calendar.
#[derive(Clone, Debug)]
pub struct DayCell {
    pub date: Date,
    pub kind: DayKind,
    /// A word in the cell: 国庆, 调休上班, 水质检测. For a start, what happened: 受理.
    pub word: String,
    /// The sentence in the table, with the legal ground or the document.
    pub why: String,
    pub is_today: bool,
    /// The promised last day.
    pub is_due: bool,
}

/// Why the due date is what it is: seven columns from Monday, and the same in words below. In elder
/// mode the grid is a list. The table is open in the print version.
pub fn cal(ui: &Ui, days: &[DayCell]) -> Markup {
    let before = days
        .first()
        .map_or(0, |day| day.date.weekday().to_monday_zero_offset());
    let after = days
        .last()
        .map_or(0, |day| 6 - day.date.weekday().to_monday_zero_offset());
    html! {
        div.cal {
            div.cal__grid aria-hidden="true" {
                @for day in 1..=7 { span { (ui.t(&format!("web-weekday-short-{day}"))) } }
                @for _ in 0..before { div.day.day--none {} }
                @for (i, day) in days.iter().enumerate() { (day_cell(ui, day, i == 0)) }
                @for _ in 0..after { div.day.day--none {} }
            }
            p.key.not-elder aria-hidden="true" {
                span.k-n { (ui.t("web-cal-counted")) }
                span.k-off { (ui.t("web-cal-off")) }
                span.k-pause { (ui.t("web-cal-paused")) }
                span.k-now { (ui.t("web-cal-today")) }
                span.k-due { (ui.t("web-cal-due")) }
            }
            details.fold open[ui.print] {
                summary { (ui.t("web-cal-in-words")) }
                (day_table(ui, days))
            }
        }
    }
}

fn day_cell(ui: &Ui, day: &DayCell, is_first: bool) -> Markup {
    let class = match day.kind {
        DayKind::Start | DayKind::Off => "day--off",
        DayKind::Counted(_) => "day--n",
        DayKind::ToCome(_) => "day--todo",
        DayKind::Paused => "day--pause",
    };
    let number = if ui.is_elder() {
        ui.date_long(day.date)
    } else if is_first || day.date.day() == 1 {
        format!("{}/{}", day.date.month(), day.date.day())
    } else {
        day.date.day().to_string()
    };
    let (big, small) = day_words(ui, day);
    html! {
        div.day.(class).day--now[day.is_today].day--due[day.is_due] {
            span { (number) } b { (big) } @if !small.is_empty() { small { (small) } }
        }
    }
}

fn day_words(ui: &Ui, day: &DayCell) -> (String, String) {
    let small = match (day.is_due, day.is_today) {
        (true, _) => ui.t("web-cal-due-short"),
        (false, true) => ui.t("web-cal-today"),
        (false, false) => day.word.clone(),
    };
    match day.kind {
        DayKind::Start => (day.word.clone(), ui.t("web-cal-start-not-counted")),
        DayKind::Counted(n) | DayKind::ToCome(n) => (n.to_string(), small),
        DayKind::Off => (ui.t("web-cal-off-short"), small),
        DayKind::Paused => (ui.t("web-cal-paused-short"), small),
    }
}

fn day_table(ui: &Ui, days: &[DayCell]) -> Markup {
    html! {
        div.scroll-x tabindex="0" role="region" aria-label=(ui.t("web-cal-table")) {
            table.tbl.tbl--cards {
                thead {
                    tr {
                        th scope="col" { (ui.t("web-cal-date")) }
                        th scope="col" { (ui.t("web-cal-counts")) }
                        th scope="col" { (ui.t("web-cal-why")) }
                    }
                }
                tbody {
                    @for day in days {
                        tr {
                            th.nowrap scope="row" { (ui.date_long(day.date)) }
                            td.nowrap data-l=(ui.t("web-cal-counts")) { (counts(ui, day.kind)) }
                            td data-l=(ui.t("web-cal-why")) { (reason(ui, day)) }
                        }
                    }
                }
            }
        }
    }
}

fn counts(ui: &Ui, kind: DayKind) -> String {
    match kind {
        DayKind::Start | DayKind::Off => ui.t("web-cal-not-counted"),
        DayKind::Counted(n) | DayKind::ToCome(n) => ui.tn("web-cal-nth", i64::from(n)),
        DayKind::Paused => ui.t("web-cal-not-counted-paused"),
    }
}

fn reason(ui: &Ui, day: &DayCell) -> Markup {
    html! {
        (day.why)
        @if day.is_today { " " b { (ui.t("web-cal-today")) } }
        @if day.is_due { " " b { (ui.t("web-cal-due")) } }
    }
}

/// Something that happened to a case, or the next thing expected.
#[derive(Clone, Debug)]
pub struct TrailEvent {
    pub lamp: Lamp,
    pub what: String,
    /// When it was, and who did it.
    pub when_and_who: String,
    /// One plain sentence, and the document.
    pub body: Markup,
    /// Expected, not yet happened.
    pub is_next: bool,
}

impl TrailEvent {
    pub fn new(lamp: Lamp, what: impl Into<String>, when_and_who: impl Into<String>) -> Self {
        Self {
            lamp,
            what: what.into(),
            when_and_who: when_and_who.into(),
            body: Markup::default(),
            is_next: false,
        }
    }

    /// The step that comes next: 接下来：作出决定.
    pub fn next(ui: &Ui, what: &str, by_when: impl Into<String>) -> Self {
        let what = ui.tw("web-trail-next", &[("what", what.to_owned())]);
        Self {
            is_next: true,
            ..Self::new(Lamp::NotYet, what, by_when)
        }
    }

    #[must_use]
    pub fn body(mut self, body: impl Render) -> Self {
        self.body = body.render();
        self
    }
}

/// Events, newest first; the next expected step on top.
pub fn trail(events: &[TrailEvent]) -> Markup {
    html! {
        ol.trail {
            @for event in events {
                li.is-next[event.is_next] {
                    (icon(event.lamp.shape()))
                    h3 { (event.what) }
                    @if !event.when_and_who.is_empty() { p.who { (event.when_and_who) } }
                    @if !event.body.0.is_empty() { div.small { (event.body) } }
                }
            }
        }
    }
}
