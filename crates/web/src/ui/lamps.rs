//! Status: the lamp with its shape and word, the tag, the note.

use super::{Ui, icon};
use maud::{Markup, Render, html};

/// What a status lamp says. Lamps follow the promise; the list of legal risks follows the law's
/// limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lamp {
    /// ○ not yet begun, not filled in.
    NotYet,
    /// ◐ running, under review.
    Running,
    /// ● on time.
    Normal,
    /// ✓ done.
    Done,
    /// ▲ a fifth of the promise or one working day left.
    Warning,
    /// ▮ one to three working days over the promise.
    YellowCard,
    /// ◆ more than three, or over the law's limit.
    RedCard,
    /// ‖ special procedure, with its document.
    Paused,
    /// ✕ a defect that the reader must mend.
    Defect,
}

impl Lamp {
    pub const ALL: [Self; 9] = [
        Self::NotYet,
        Self::Running,
        Self::Normal,
        Self::Done,
        Self::Warning,
        Self::YellowCard,
        Self::RedCard,
        Self::Paused,
        Self::Defect,
    ];

    /// The icon, each of another shape so that it can be told without colour.
    pub fn shape(self) -> &'static str {
        match self {
            Self::NotYet => "l-none",
            Self::Running => "l-run",
            Self::Normal => "l-ok",
            Self::Done => "l-done",
            Self::Warning => "l-warn",
            Self::YellowCard => "l-yellow",
            Self::RedCard => "l-red",
            Self::Paused => "l-pause",
            Self::Defect => "l-bad",
        }
    }

    /// The key of the plain word: 正常, 预警, 黄牌 …
    pub fn word_key(self) -> &'static str {
        match self {
            Self::NotYet => "web-lamp-not-yet",
            Self::Running => "web-lamp-running",
            Self::Normal => "web-lamp-normal",
            Self::Done => "web-lamp-done",
            Self::Warning => "web-lamp-warning",
            Self::YellowCard => "web-lamp-yellow",
            Self::RedCard => "web-lamp-red",
            Self::Paused => "web-lamp-paused",
            Self::Defect => "web-lamp-defect",
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::NotYet => "lamp",
            Self::Running => "lamp lamp--info",
            Self::Normal | Self::Done => "lamp lamp--ok",
            Self::Warning => "lamp lamp--warn",
            Self::YellowCard => "lamp lamp--yellow",
            Self::RedCard => "lamp lamp--red",
            Self::Paused => "lamp lamp--pause",
            Self::Defect => "lamp lamp--bad",
        }
    }
}

/// Every status, with its own words: `lamp(Lamp::Running, "审查中")`.
pub fn lamp(kind: Lamp, text: &str) -> Markup {
    debug_assert!(!text.is_empty(), "a lamp always has a word");
    html! { span class=(kind.class()) { (icon(kind.shape())) (text) } }
}

/// A lamp with its plain word: 已办结, 未开始.
pub fn plain_lamp(ui: &Ui, kind: Lamp) -> Markup {
    lamp(kind, &ui.t(kind.word_key()))
}

/// A lamp of a due date: 正常 剩 5 天, 预警 今天到期, 黄牌 超 2 天. `days_left` is negative once the
/// date has passed.
pub fn days_lamp(ui: &Ui, kind: Lamp, days_left: i64) -> Markup {
    let word = ui.t(kind.word_key());
    let days = match days_left {
        0 => ui.t("web-lamp-today"),
        1.. => ui.tn("web-lamp-left", days_left),
        _ => ui.tn("web-lamp-over", -days_left),
    };
    lamp(
        kind,
        &ui.tw("web-lamp-days", &[("word", word), ("days", days)]),
    )
}

/// A fixed property (行政许可, 承诺件). Never a status, never pressable.
pub fn tag(text: &str) -> Markup {
    html! { span.tag { (text) } }
}

/// A row of tags above a heading.
pub fn tags<T: AsRef<str>>(texts: &[T]) -> Markup {
    html! {
        p.row.small.tight { @for text in texts { (tag(text.as_ref())) } }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    Info,
    Good,
    Warning,
    Bad,
    Paused,
}

impl Note {
    fn class(self) -> &'static str {
        match self {
            Self::Info => "note",
            Self::Good => "note note--ok",
            Self::Warning => "note note--warn",
            Self::Bad => "note note--bad",
            Self::Paused => "note note--pause",
        }
    }

    fn icon(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Good => "ok",
            Self::Warning => "warn",
            Self::Bad => "bad",
            Self::Paused => "pause",
        }
    }
}

/// A message in the page: a short heading and what to do. An empty title leaves the heading out.
pub fn note(kind: Note, title: &str, body: impl Render) -> Markup {
    note_in_role(kind, None, title, &body.render())
}

/// Good news after something was sent.
pub fn success_note(title: &str, body: impl Render) -> Markup {
    note_in_role(Note::Good, Some("status"), title, &body.render())
}

/// A note that appears after the page has loaded and must be heard at once.
pub fn alert_note(kind: Note, title: &str, body: impl Render) -> Markup {
    note_in_role(kind, Some("alert"), title, &body.render())
}

fn note_in_role(kind: Note, role: Option<&str>, title: &str, body: &Markup) -> Markup {
    html! {
        div class=(kind.class()) role=[role] {
            (icon(kind.icon()))
            div {
                @if !title.is_empty() { p { b { (title) } } }
                div.small { (body) }
            }
        }
    }
}
