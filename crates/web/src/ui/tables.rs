//! Work lists: the table that becomes cards on a phone, saved filters, the filter form, the bulk
//! bar and the keyset pager.

use super::forms::plain_submit;
use super::{Button, Ui, button, icon, quiet_button};
use maud::{Markup, Render, html};

/// A column's heading.
#[derive(Clone, Debug)]
pub struct Column {
    label: String,
    is_number: bool,
    sort: Option<(String, Option<Order>)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Ascending,
    Descending,
}

impl Column {
    pub fn text(label: impl Into<String>) -> Self {
        Self {
            label: label.into(),
            is_number: false,
            sort: None,
        }
    }

    /// Right-aligned, tabular figures.
    pub fn number(label: impl Into<String>) -> Self {
        Self {
            is_number: true,
            ..Self::text(label)
        }
    }

    /// The address that sorts by this column, and the order it is in now if it is this one.
    #[must_use]
    pub fn sort(mut self, href: impl Into<String>, now: Option<Order>) -> Self {
        self.sort = Some((href.into(), now));
        self
    }
}

/// A cell; what the column is called is repeated beside it on a phone.
#[derive(Clone, Debug)]
pub struct Cell {
    content: Markup,
    class: &'static str,
    is_head: bool,
    is_bare: bool,
}

impl Cell {
    pub fn new(content: impl Render) -> Self {
        Self {
            content: content.render(),
            class: "",
            is_head: false,
            is_bare: false,
        }
    }

    /// The cell that names the row.
    pub fn head(content: impl Render) -> Self {
        Self {
            is_head: true,
            ..Self::new(content)
        }
    }

    /// A lamp or a row of buttons: needs no column name on a phone.
    pub fn bare(content: impl Render) -> Self {
        Self {
            is_bare: true,
            ..Self::new(content)
        }
    }

    /// Short words that must not break.
    pub fn nowrap(content: impl Render) -> Self {
        Self {
            class: "nowrap",
            ..Self::new(content)
        }
    }

    /// Numbers and identifiers in one width of letters.
    pub fn mono(content: impl Render) -> Self {
        Self {
            class: "mono",
            ..Self::new(content)
        }
    }
}

#[derive(Clone, Debug)]
pub struct Row {
    cells: Vec<Cell>,
    pick: Option<(String, String)>,
    is_picked: bool,
}

impl Row {
    pub fn new(cells: Vec<Cell>) -> Self {
        Self {
            cells,
            pick: None,
            is_picked: false,
        }
    }

    /// A box to tick: the value it sends and what it is, for those who can't see the row.
    #[must_use]
    pub fn pick(mut self, value: impl Into<String>, label: impl Into<String>) -> Self {
        self.pick = Some((value.into(), label.into()));
        self
    }

    #[must_use]
    pub fn picked(mut self, is_picked: bool) -> Self {
        self.is_picked = is_picked;
        self
    }
}

/// A table in a box that scrolls by itself, so that the page never scrolls sideways.
#[derive(Clone, Debug)]
pub struct Table {
    caption: String,
    columns: Vec<Column>,
    rows: Vec<Row>,
    total: Option<Row>,
    picks: Option<String>,
    class: &'static str,
}

impl Table {
    /// Cards on a phone. The caption is read aloud and names the scrolling box.
    pub fn new(caption: impl Into<String>, columns: Vec<Column>, rows: Vec<Row>) -> Self {
        Self {
            caption: caption.into(),
            columns,
            rows,
            total: None,
            picks: None,
            class: "tbl tbl--cards",
        }
    }

    /// A work list: rows centred, the heading stays.
    #[must_use]
    pub fn work_list(mut self) -> Self {
        self.class = "tbl tbl--rows tbl--stick tbl--cards";
        self
    }

    /// Keeps its columns on a phone and scrolls (rankings, numbers that are compared).
    #[must_use]
    pub fn wide(mut self) -> Self {
        self.class = "tbl tbl--rows tbl--wide num";
        self
    }

    /// Rows can be ticked; `name` is the name of the boxes. Stands inside the bulk form.
    #[must_use]
    pub fn picks(mut self, name: impl Into<String>) -> Self {
        self.picks = Some(name.into());
        self
    }

    /// The line of sums at the foot.
    #[must_use]
    pub fn total(mut self, row: Row) -> Self {
        self.total = Some(row);
        self
    }

    pub fn render(&self, ui: &Ui) -> Markup {
        let region = ui.tw("web-scroll-region", &[("what", self.caption.clone())]);
        html! {
            @if self.picks.is_some() { (plain_submit()) }
            div.scroll-x tabindex="0" role="region" aria-label=(region) {
                table class=(self.class) {
                    caption.vh { (self.caption) }
                    thead { tr { (self.pick_all(ui)) @for column in &self.columns { (heading(column)) } } }
                    tbody { @for row in &self.rows { (self.row(ui, row)) } }
                    @if let Some(total) = &self.total { tfoot { (self.row(ui, total)) } }
                }
            }
        }
    }

    fn pick_all(&self, ui: &Ui) -> Markup {
        html! {
            @if let Some(name) = &self.picks {
                th scope="col" {
                    // Does nothing without a script, so the script shows it.
                    input type="checkbox" hidden data-pick-all=(name) aria-label=(ui.t("web-pick-all"));
                    span.vh { (ui.t("web-pick-column")) }
                }
            }
        }
    }

    fn row(&self, ui: &Ui, row: &Row) -> Markup {
        html! {
            tr.is-picked[row.is_picked] {
                @if let Some(name) = &self.picks {
                    td {
                        @if let Some((value, label)) = &row.pick {
                            input type="checkbox" name=(name) value=(value) checked[row.is_picked]
                                aria-label=(ui.tw("web-pick-one", &[("what", label.clone())]));
                        }
                    }
                }
                @for (i, cell) in row.cells.iter().enumerate() { (self.cell(i, cell)) }
            }
        }
    }

    fn cell(&self, index: usize, cell: &Cell) -> Markup {
        let column = self.columns.get(index);
        let is_number = column.is_some_and(|column| column.is_number);
        let class = match (is_number, cell.class) {
            (true, "") => Some("r"),
            (true, "mono") => Some("r mono"),
            (_, "") => None,
            (_, class) => Some(class),
        };
        let label = column
            .filter(|_| !cell.is_bare)
            .map(|column| column.label.as_str())
            .filter(|label| !label.is_empty());
        html! {
            @if cell.is_head {
                th scope="row" class=[class] { (cell.content) }
            } @else {
                td class=[class] data-l=[label] { (cell.content) }
            }
        }
    }
}

fn heading(column: &Column) -> Markup {
    let class = column.is_number.then_some("r");
    let (aria, arrow) = match column.sort.as_ref().and_then(|(_, now)| *now) {
        Some(Order::Ascending) => (Some("ascending"), " ↑"),
        Some(Order::Descending) => (Some("descending"), " ↓"),
        None => (None, ""),
    };
    // A column of buttons has no name; a heading without words would be read as one.
    if column.label.is_empty() {
        return html! { td {} };
    }
    html! {
        th scope="col" class=[class] aria-sort=[aria] {
            @if let Some((href, _)) = &column.sort {
                a href=(href) { (column.label) (arrow) }
            } @else {
                (column.label)
            }
        }
    }
}

/// A list in its box: filter, table, bulk bar and pager without inner margins.
pub fn list_card(inside: impl Render) -> Markup {
    html! { div.card.card--flush { (inside) } }
}

/// A saved filter with its count.
#[derive(Clone, Debug)]
pub struct View {
    pub label: String,
    pub href: String,
    pub count: Option<i64>,
    pub is_current: bool,
}

impl View {
    pub fn new(label: impl Into<String>, href: impl Into<String>, is_current: bool) -> Self {
        Self {
            label: label.into(),
            href: href.into(),
            count: None,
            is_current,
        }
    }

    #[must_use]
    pub fn count(mut self, count: i64) -> Self {
        self.count = Some(count);
        self
    }
}

/// Saved filters over a list.
pub fn views(ui: &Ui, views: &[View]) -> Markup {
    html! {
        nav.views.mb3 aria-label=(ui.t("web-views")) {
            @for view in views {
                a href=(view.href) aria-current=[view.is_current.then_some("page")] {
                    (view.label)
                    @if let Some(count) = view.count { " " (ui.number(count)) }
                }
            }
        }
    }
}

/// The filter of a list: a GET form, so that the address can be passed on.
pub fn filter(ui: &Ui, fields: impl Render, clear_href: &str) -> Markup {
    html! {
        form.filter.pad3 method="get" {
            (fields)
            (button(&ui.t("web-filter")))
            (quiet_link(&ui.t("web-filter-clear"), clear_href))
        }
    }
}

fn quiet_link(label: &str, href: &str) -> Markup {
    html! { a.btn.btn--quiet href=(href) { (label) } }
}

/// A line of text in a filter.
pub fn filter_text(label: &str, name: &str, value: &str) -> Markup {
    let id = format!("f-{name}");
    html! {
        div {
            label for=(id) { (label) }
            input.in.w-12 id=(id) name=(name) value=(value) type="search" autocomplete="off";
        }
    }
}

/// A choice in a filter. The first option should be “all” with an empty value.
pub fn filter_select<V: AsRef<str>, L: AsRef<str>>(
    label: &str,
    name: &str,
    options: &[(V, L)],
    chosen: &str,
) -> Markup {
    let id = format!("f-{name}");
    html! {
        div {
            label for=(id) { (label) }
            select.in id=(id) name=(name) {
                @for (value, text) in options {
                    option value=(value.as_ref()) selected[value.as_ref() == chosen] { (text.as_ref()) }
                }
            }
        }
    }
}

/// A day in a filter.
pub fn filter_date(label: &str, name: &str, value: &str) -> Markup {
    let id = format!("f-{name}");
    html! {
        div { label for=(id) { (label) } input.in id=(id) name=(name) type="date" value=(value); }
    }
}

/// What can be done with the ticked rows, and what can't and why. Inside the same form as the
/// table; without a script it is always there, and the server answers if nothing is ticked.
pub fn bulk(ui: &Ui, actions: &[Button], not_in_bulk: &str) -> Markup {
    html! {
        div.bulk {
            b data-picked=(ui.t("web-picked")) { (ui.t("web-pick-first")) }
            @for action in actions { (action) }
            @if !not_in_bulk.is_empty() { span.muted { (not_in_bulk) } }
        }
    }
}

/// Keyset paging: previous and next only, no page numbers.
#[derive(Clone, Debug, Default)]
pub struct Pager {
    pub shown: usize,
    /// About how many there are, if a counter knows.
    pub about: Option<i64>,
    pub previous: Option<String>,
    pub next: Option<String>,
}

pub fn pager(ui: &Ui, pager: &Pager) -> Markup {
    let shown = i64::try_from(pager.shown).unwrap_or(i64::MAX);
    html! {
        nav.pager aria-label=(ui.t("web-pager")) {
            span {
                (ui.tn("web-pager-shown", shown))
                @if let Some(about) = pager.about {
                    (ui.tw("web-pager-about", &[("count", ui.number(about))]))
                }
            }
            // One page alone needs no way on.
            @if pager.previous.is_some() || pager.next.is_some() { span.row {
                @if let Some(href) = &pager.previous {
                    a rel="prev" href=(href) { (icon("prev")) (ui.t("web-pager-previous")) }
                } @else {
                    span.muted { (icon("prev")) (ui.t("web-pager-previous")) }
                }
                @if let Some(href) = &pager.next {
                    a rel="next" href=(href) { (ui.t("web-pager-next")) (icon("next")) }
                } @else {
                    span.muted { (ui.t("web-pager-next")) (icon("next")) }
                }
            } }
        }
    }
}

/// Tools of a row, without borders.
pub fn row_tool(label: &str, name: &str, value: &str) -> Button {
    quiet_button(label).sends(name, value)
}
