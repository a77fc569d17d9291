//! What is late and why: lists by light across the units in reach, the risk by the law's limit, and
//! signs of gaming with what each means.

use super::{
    desk_list::{Around, around_of, cells},
    parts::{address, last_day_lamp, query_value},
};
use crate::{
    domain::CaseState,
    permissions::CASES_SUPERVISE,
    read::{
        counters::{DeskCounts, count_desk},
        desk::{DeskAsk, DeskCursor, DeskLine, DeskPage, DeskView, Turn, list_desk},
        late::{LegalRisk, SignLine, list_legal_risk, list_signs},
        list_names,
        signs::Sign,
    },
    web::{others, states},
};
use ::web::{
    App, Problem, Visit,
    ui::{
        Cell, Column, PageOptions, Pager, Row, Table, Ui, View as ViewLink, case_number, desk_head,
        empty, list_card, pager, views,
    },
};
use axum::extract::State;
use kernel::PartyId;
use maud::{Markup, html};
use std::collections::HashMap;

/// Working days before the law's limit from which a case is a risk.
const RISK_DAYS: u16 = 5;

/// Lists by light that supervision offers.
const LIGHTS: [DeskView; 4] = [
    DeskView::Red,
    DeskView::Yellow,
    DeskView::Warn,
    DeskView::Paused,
];

/// What is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum List {
    Light(DeskView),
    Legal,
    Sign(Sign),
}

impl List {
    fn of(code: &str) -> Self {
        if code == "legal" {
            return Self::Legal;
        }
        if let Some(sign) = Sign::of_code(code) {
            return Self::Sign(sign);
        }
        let view = DeskView::of_code(code).filter(|view| LIGHTS.contains(view));
        Self::Light(view.unwrap_or(DeskView::Red))
    }

    fn code(self) -> &'static str {
        match self {
            Self::Light(view) => view.code(),
            Self::Legal => "legal",
            Self::Sign(sign) => sign.code(),
        }
    }
}

enum Lines {
    Desk(DeskPage),
    Legal(Vec<LegalRisk>, Option<(i64, i64)>),
    Signs(Vec<SignLine>, Option<(i64, i64)>),
}

struct Supervised {
    list: List,
    lines: Lines,
    counts: DeskCounts,
    around: Around,
}

pub(super) async fn show(State(app): State<App>, visit: Visit) -> Result<Markup, Problem> {
    let list = List::of(&query_value(&visit.ui.path, "list"));
    let after = query_value(&visit.ui.path, "after");
    let others = others(&app);
    let is_english = visit.ui.is_english();
    let supervised = app
        .read(&visit, move |reader, actor| {
            let counts = count_desk(reader, actor, &CASES_SUPERVISE)?;
            let lines = match list {
                List::Light(view) => {
                    let turn = after.parse::<DeskCursor>().map_or(Turn::First, Turn::After);
                    let ask = DeskAsk {
                        permission: CASES_SUPERVISE,
                        view,
                        turn,
                        ..DeskAsk::default()
                    };
                    Lines::Desk(list_desk(reader, actor, &ask)?)
                }
                List::Legal => {
                    let today = reader.now.date();
                    let until = reader
                        .calendar
                        .add_working_days(today, RISK_DAYS)
                        .unwrap_or(today);
                    let (lines, next) = list_legal_risk(reader, actor, until, cursor(&after))?;
                    Lines::Legal(lines, next)
                }
                List::Sign(sign) => {
                    let (lines, next) = list_signs(reader, actor, sign, cursor(&after))?;
                    Lines::Signs(lines, next)
                }
            };
            let desk_lines = match &lines {
                Lines::Desk(page) => page.lines.as_slice(),
                Lines::Legal(..) | Lines::Signs(..) => &[],
            };
            let mut around = around_of(reader, actor, &others, desk_lines, is_english)?;
            if let Lines::Legal(risks, _) = &lines {
                let parties: Vec<PartyId> = risks.iter().map(|risk| risk.party).collect();
                around.names = list_names(reader, &others, &parties)?;
            }
            Ok(Supervised {
                list,
                lines,
                counts,
                around,
            })
        })
        .await?;
    Ok(page(&visit, &supervised))
}

fn cursor(text: &str) -> Option<(i64, i64)> {
    let (day, case) = text.split_once('.')?;
    Some((day.parse().ok()?, case.parse().ok()?))
}

fn page(visit: &Visit, supervised: &Supervised) -> Markup {
    let ui = &visit.ui;
    let code = supervised.list.code();
    let title = ui.t("cases-supervise");
    let body = html! {
        (desk_head(&title, ui.at(visit.now), html! {}))
        (links(ui, supervised))
        p.small.mb3 { (ui.t(&format!("cases-supervise-about-{code}"))) }
        @match &supervised.lines {
            Lines::Desk(page) => (by_light(ui, supervised, page)),
            Lines::Legal(lines, next) => (legal(ui, supervised, lines, *next)),
            Lines::Signs(lines, next) => (signs(ui, supervised, lines, *next)),
        }
    };
    ui.page_with(PageOptions::new(title), body)
}

fn links(ui: &Ui, supervised: &Supervised) -> Markup {
    let all = LIGHTS
        .into_iter()
        .map(List::Light)
        .chain([List::Legal])
        .chain(Sign::ALL.into_iter().map(List::Sign));
    let links: Vec<ViewLink> = all
        .map(|list| {
            let code = list.code();
            let link = ViewLink::new(
                ui.t(&format!("cases-supervise-{code}")),
                address("/supervise", &[("list", code.to_owned())]),
                list == supervised.list,
            );
            let count = match list {
                List::Light(view) => supervised.counts.of(view),
                List::Legal | List::Sign(_) => None,
            };
            match count {
                Some(count) => link.count(count),
                None => link,
            }
        })
        .collect();
    views(ui, &links)
}

fn nothing(ui: &Ui, supervised: &Supervised) -> Markup {
    let code = supervised.list.code();
    let why = ui.t(&format!("cases-supervise-about-{code}"));
    empty("ok", &ui.t("cases-supervise-none"), &why, &[]).part()
}

fn by_light(ui: &Ui, supervised: &Supervised, page: &DeskPage) -> Markup {
    if page.lines.is_empty() {
        return nothing(ui, supervised);
    }
    let columns = [
        "cases-desk-light",
        "cases-desk-item",
        "cases-check-applicant",
        "cases-desk-state",
        "web-due-promised-staff",
        "web-due-legal-staff",
        "cases-desk-holder",
        "cases-desk-number-tail",
        "cases-desk-unit",
        "cases-supervise-why",
    ];
    let columns = columns.map(|key| Column::text(ui.t(key))).to_vec();
    let rows = page
        .lines
        .iter()
        .map(|line| {
            let around = &supervised.around;
            let mut cells = cells(ui, around, line, &format!("/desk/cases/{}", line.case));
            cells.push(Cell::new(around.units.name(line.unit, ui.is_english())));
            cells.push(Cell::new(ui.t(why_late(line))));
            Row::new(cells)
        })
        .collect();
    let next = page
        .lines
        .last()
        .filter(|_| page.has_next)
        .map(|line| line.cursor().to_string());
    listed(
        ui,
        supervised,
        &Table::new(ui.t("cases-supervise"), columns, rows).work_list(),
        page.lines.len(),
        next,
    )
}

/// Where the time went, as far as the record says.
fn why_late(line: &DeskLine) -> &'static str {
    match states::of_code(&line.state) {
        Some(CaseState::DeemedAccepted) => "cases-supervise-why-deemed",
        Some(CaseState::DecidedGrant | CaseState::DecidedDeny) => "cases-supervise-why-not-closed",
        Some(CaseState::Special) => "cases-supervise-why-paused",
        Some(CaseState::Accepted) if line.holder.0 == 0 => "cases-supervise-why-unclaimed",
        Some(CaseState::Accepted) => "cases-supervise-why-not-begun",
        _ => "cases-supervise-why-review",
    }
}

fn legal(
    ui: &Ui,
    supervised: &Supervised,
    lines: &[LegalRisk],
    next: Option<(i64, i64)>,
) -> Markup {
    if lines.is_empty() {
        return nothing(ui, supervised);
    }
    let around = &supervised.around;
    let columns = [
        "web-due-legal-staff",
        "cases-desk-item",
        "cases-check-applicant",
        "cases-desk-unit",
        "cases-desk-state",
        "cases-desk-holder",
        "cases-number",
    ];
    let columns = columns.map(|key| Column::text(ui.t(key))).to_vec();
    let rows = lines
        .iter()
        .map(|risk| {
            Row::new(vec![
                Cell::bare(html! {
                    (last_day_lamp(ui, risk.legal_on, around.today, &around.calendar))
                    " " span.num { (ui.date(risk.legal_on)) }
                }),
                Cell::head(html! { a href={ "/desk/cases/" (risk.case) } { (around.catalogue.name_of(&risk.item_name, ui.is_english())) } }),
                Cell::new(name_in(&around.names, risk.party)),
                Cell::new(around.units.name(risk.unit, ui.is_english())),
                Cell::nowrap(super::parts::state_word(ui, &risk.state)),
                Cell::nowrap(around.staff.name(risk.holder, ui.is_english())),
                Cell::mono(case_number(&risk.number)),
            ])
        })
        .collect();
    let next = next.map(|(day, case)| format!("{day}.{case}"));
    listed(
        ui,
        supervised,
        &Table::new(ui.t("cases-supervise-legal"), columns, rows).work_list(),
        lines.len(),
        next,
    )
}

fn name_in(names: &HashMap<PartyId, String>, party: PartyId) -> String {
    names.get(&party).cloned().unwrap_or_else(|| "—".to_owned())
}

fn signs(ui: &Ui, supervised: &Supervised, lines: &[SignLine], next: Option<(i64, i64)>) -> Markup {
    if lines.is_empty() {
        return nothing(ui, supervised);
    }
    let around = &supervised.around;
    let columns = [
        "cases-supervise-found-on",
        "cases-desk-item",
        "cases-desk-unit",
        "cases-supervise-by",
        "cases-supervise-what",
        "cases-number",
    ];
    let columns = columns.map(|key| Column::text(ui.t(key))).to_vec();
    let rows = lines
        .iter()
        .map(|line| {
            let by = if line.by.0 == 0 {
                ui.t("cases-by-clock")
            } else {
                around.staff.name(line.by, ui.is_english())
            };
            Row::new(vec![
                Cell::nowrap(ui.date(line.found_on)),
                Cell::head(html! { a href={ "/desk/cases/" (line.case) "?tab=trail" } { (around.catalogue.name_of(&line.item_name, ui.is_english())) } }),
                Cell::new(around.units.name(line.unit, ui.is_english())),
                Cell::nowrap(by),
                Cell::new(ui.tn(&format!("cases-supervise-measure-{}", line.sign.code()), line.measure)),
                Cell::mono(case_number(&line.number)),
            ])
        })
        .collect();
    let next = next.map(|(day, case)| format!("{day}.{case}"));
    listed(
        ui,
        supervised,
        &Table::new(ui.t("cases-supervise"), columns, rows).work_list(),
        lines.len(),
        next,
    )
}

fn listed(
    ui: &Ui,
    supervised: &Supervised,
    table: &Table,
    shown: usize,
    next: Option<String>,
) -> Markup {
    let code = supervised.list.code();
    let next =
        next.map(|after| address("/supervise", &[("list", code.to_owned()), ("after", after)]));
    list_card(html! {
        (table.render(ui))
        (pager(ui, &Pager { shown, about: None, previous: None, next }))
    })
}
