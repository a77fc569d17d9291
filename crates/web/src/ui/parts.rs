//! Words and blocks: headings, cards, facts, key-value lists, folds, tabs, tiles, links, steps,
//! messages, hashes.

use super::{Icon, Lamp, Ui, icon, lamp};
use maud::{Markup, Render, html};

/// The head of a section inside a page; `id` is for `aria-labelledby`.
pub fn section_head(id: &str, title: &str, beside: impl Render) -> Markup {
    html! {
        div.sec__head { h2 id=(id) { (title) } (beside) }
    }
}

/// A named section: heading with an optional link beside it, then the content.
pub fn section(id: &str, title: &str, beside: impl Render, body: impl Render) -> Markup {
    html! {
        section aria-labelledby=(id) { (section_head(id, title, beside)) (body) }
    }
}

/// A box on the page's ground.
pub fn card(body: impl Render) -> Markup {
    html! { div.card { (body) } }
}

/// A box with a heading of its own and something small beside it.
pub fn card_section(id: &str, title: &str, beside: impl Render, body: impl Render) -> Markup {
    html! {
        section.card aria-labelledby=(id) {
            div.card__head { h2 id=(id) { (title) } (beside) }
            (body)
        }
    }
}

/// The head of a staff page: title, what the list is, tools at the end.
pub fn desk_head(title: &str, about: impl Render, tools: impl Render) -> Markup {
    html! {
        div.desk__head {
            h1 { (title) }
            p.small.num { (about) }
            div.row { (tools) }
        }
    }
}

/// Four answers at the head of a guide. A `small` element inside an answer is its second line.
pub fn facts<L: AsRef<str>>(facts: &[(L, Markup)]) -> Markup {
    html! {
        dl.facts {
            @for (label, answer) in facts {
                div { dt { (label.as_ref()) } dd { (answer) } }
            }
        }
    }
}

/// Three small figures: departments, materials, working days.
pub fn trio<L: AsRef<str>, V: AsRef<str>>(figures: &[(L, V)]) -> Markup {
    html! {
        dl.trio {
            @for (label, value) in figures {
                div { dt { (label.as_ref()) } dd { (value.as_ref()) } }
            }
        }
    }
}

/// Names and values, one pair a line.
pub fn kv<L: AsRef<str>>(pairs: &[(L, Markup)]) -> Markup {
    html! { dl.kv { (pair_lines(pairs)) } }
}

/// The same with hairlines, for longer values.
pub fn kv_rule<L: AsRef<str>>(pairs: &[(L, Markup)]) -> Markup {
    html! { dl.kv.kv--rule.small { (pair_lines(pairs)) } }
}

fn pair_lines<L: AsRef<str>>(pairs: &[(L, Markup)]) -> Markup {
    html! {
        @for (label, value) in pairs { dt { (label.as_ref()) } dd { (value) } }
    }
}

/// Something that most readers can pass over. Open in the print version.
pub fn fold(ui: &Ui, summary: &str, body: impl Render) -> Markup {
    html! {
        details.fold open[ui.print] { summary { (summary) } div { (body) } }
    }
}

/// A fold that starts open.
pub fn open_fold(summary: &str, body: impl Render) -> Markup {
    html! {
        details.fold open { summary { (summary) } div { (body) } }
    }
}

/// One of several views of the same thing.
#[derive(Clone, Debug)]
pub struct Tab {
    pub label: String,
    pub href: String,
    pub icon: Option<&'static str>,
    pub is_current: bool,
}

impl Tab {
    pub fn new(label: impl Into<String>, href: impl Into<String>, is_current: bool) -> Self {
        Self {
            label: label.into(),
            href: href.into(),
            icon: None,
            is_current,
        }
    }

    #[must_use]
    pub fn icon(mut self, name: &'static str) -> Self {
        self.icon = Some(name);
        self
    }
}

/// Links, not ARIA tabs: each has its address.
pub fn tabs(label: &str, tabs: &[Tab]) -> Markup {
    html! {
        nav.tabs aria-label=(label) {
            @for tab in tabs {
                a href=(tab.href) aria-current=[tab.is_current.then_some("page")] {
                    @if let Some(name) = tab.icon { (icon(name)) }
                    (tab.label)
                }
            }
        }
    }
}

/// A topic in the grid of the home page.
#[derive(Clone, Debug)]
pub struct Tile {
    pub label: String,
    pub about: String,
    pub href: String,
    pub icon: &'static str,
}

pub fn tiles(tiles: &[Tile]) -> Markup {
    html! {
        ul.tiles {
            @for tile in tiles {
                li {
                    a.tile href=(tile.href) {
                        (Icon(tile.icon))
                        span { (tile.label) small { (tile.about) } }
                    }
                }
            }
        }
    }
}

/// A title that leads on, with a date or a lamp at the end of its line.
#[derive(Clone, Debug)]
pub struct LinkLine {
    pub title: String,
    /// Its number, which never breaks; may be empty.
    pub number: String,
    pub href: String,
    pub end: Markup,
}

impl LinkLine {
    #[must_use]
    pub fn number(mut self, number: impl Into<String>) -> Self {
        self.number = number.into();
        self
    }

    pub fn new(title: impl Into<String>, href: impl Into<String>, end: impl Render) -> Self {
        Self {
            title: title.into(),
            number: String::new(),
            href: href.into(),
            end: end.render(),
        }
    }
}

pub fn links(lines: &[LinkLine]) -> Markup {
    html! {
        ul.links {
            @for line in lines {
                li { a href=(line.href) {
                    span {
                        (line.title)
                        @if !line.number.is_empty() { " " span.num.small.muted.numbered { (line.number) } }
                    }
                    span.end { (line.end) }
                } }
            }
        }
    }
}

/// Where the page is: each step above with its address, then the page itself.
pub fn crumb(ui: &Ui, above: &[(String, String)], here: &str) -> Markup {
    html! {
        nav.crumb.pt0[ui.is_staff()] aria-label=(ui.t("web-crumb")) {
            ol {
                @for (label, href) in above { li { a href=(href) { (label) } } }
                li aria-current="page" { (here) }
            }
        }
    }
}

/// One step of a fixed procedure.
#[derive(Clone, Debug)]
pub struct Step {
    pub title: String,
    pub about: String,
    /// How long it takes, or when it was; may be empty.
    pub time: String,
}

/// A fixed procedure; it lies down on a wide screen.
pub fn steps(steps: &[Step]) -> Markup {
    html! {
        ol.steps.steps--flow {
            @for step in steps {
                li {
                    h3 { (step.title) }
                    p.small.muted { (step.about) }
                    @if !step.time.is_empty() { p.small { b { (step.time) } } }
                }
            }
        }
    }
}

/// A part of a form with its own state, in the list beside a form step.
#[derive(Clone, Debug)]
pub struct TaskLine {
    pub label: String,
    /// None while it can't be opened yet.
    pub href: Option<String>,
    pub lamp: Lamp,
    pub state: String,
    pub is_current: bool,
}

pub fn tasks(lines: &[TaskLine]) -> Markup {
    html! {
        ol.tasks.small {
            @for line in lines {
                li aria-current=[line.is_current.then_some("step")] {
                    @if let Some(href) = &line.href {
                        a href=(href) { (line.label) }
                    } @else {
                        span { (line.label) }
                    }
                    (lamp(line.lamp, &line.state))
                }
            }
        }
    }
}

/// Someone in the waiting line of a hall.
#[derive(Clone, Debug)]
pub struct QueueLine {
    pub number: String,
    pub what: String,
    pub wait: String,
    pub about: String,
    pub is_now: bool,
}

pub fn queue(lines: &[QueueLine]) -> Markup {
    html! {
        ol.queue {
            @for line in lines {
                li.is-now[line.is_now] {
                    b { (line.number) }
                    span { (line.what) }
                    span.nowrap.xs.muted { (line.wait) }
                    small { (line.about) }
                }
            }
        }
    }
}

/// A message between two people; `is_mine` puts it on the reader's side.
pub fn msg(who_and_when: &str, body: impl Render, is_mine: bool) -> Markup {
    html! {
        div.msg.msg--me[is_mine] { header { (who_and_when) } (body) }
    }
}

/// A hash in groups of eight, so that two people can compare it aloud.
pub fn hash(hash: &str) -> Markup {
    let letters: Vec<char> = hash.chars().filter(|c| !c.is_whitespace()).collect();
    let groups: Vec<String> = letters
        .chunks(8)
        .map(|group| group.iter().collect())
        .collect();
    html! { code.hash { (groups.join(" ")) } }
}

/// A command that the reader can run to check a hash.
pub fn command_line(command: &str) -> Markup {
    html! { pre.hash tabindex="0" { (command) } }
}

/// A number in groups, as people read it aloud: 431100 210922 017 000386 5.
pub fn case_number(number: &str) -> String {
    const GROUPS: [usize; 5] = [6, 6, 3, 6, 1];
    let letters: Vec<char> = number.chars().collect();
    if letters.len() != GROUPS.iter().sum::<usize>() {
        return number.to_owned();
    }
    let mut rest = letters.as_slice();
    let mut groups = Vec::new();
    for length in GROUPS {
        let (group, after) = rest.split_at(length);
        groups.push(group.iter().collect::<String>());
        rest = after;
    }
    groups.join(" ")
}
