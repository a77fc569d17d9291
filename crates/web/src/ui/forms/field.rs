//! The field around a control, the hidden keys of a form, the error summary.

use super::super::{Ui, icon};
use maud::{Markup, Render, html};

/// Width of a control, as a hint at the answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    #[default]
    Full,
    W4,
    W8,
    W18,
}

impl Width {
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Full => "in",
            Self::W4 => "in in--4",
            Self::W8 => "in in--8",
            Self::W18 => "in in--18",
        }
    }
}

/// What surrounds a control. The name is also its id, so an error can link to it.
#[derive(Clone, Debug)]
pub struct Field {
    pub(super) name: String,
    pub(super) label: String,
    pub(super) hint: Option<Markup>,
    pub(super) error: Option<String>,
    pub(super) from: Option<Markup>,
    pub(super) unit: String,
    pub(super) width: Width,
    pub(super) inputmode: Option<&'static str>,
    pub(super) autocomplete: &'static str,
    pub(super) max_length: Option<u32>,
    pub(super) is_optional: bool,
    pub(super) is_question: bool,
    pub(super) is_readonly: bool,
}

impl Field {
    pub fn new(name: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            hint: None,
            error: None,
            from: None,
            unit: String::new(),
            width: Width::Full,
            inputmode: None,
            autocomplete: "off",
            max_length: None,
            is_optional: false,
            is_question: false,
            is_readonly: false,
        }
    }

    #[must_use]
    pub fn hint(mut self, hint: impl Render) -> Self {
        self.hint = Some(hint.render());
        self
    }

    /// The sentence that says what to do; none if all is well.
    #[must_use]
    pub fn error(mut self, error: Option<&str>) -> Self {
        self.error = error.map(str::to_owned);
        self
    }

    /// The error of this field among all of the form.
    #[must_use]
    pub fn errors(self, errors: &[FieldError]) -> Self {
        let own = errors.iter().find(|error| error.name == self.name);
        let sentence = own.map(|error| error.sentence.clone());
        Self {
            error: sentence,
            ..self
        }
    }

    /// （选填）. The required ones carry no mark.
    #[must_use]
    pub fn optional(mut self) -> Self {
        self.is_optional = true;
        self
    }

    /// The one question of its page: the label is as large as a heading.
    #[must_use]
    pub fn question(mut self) -> Self {
        self.is_question = true;
        self
    }

    #[must_use]
    pub fn width(mut self, width: Width) -> Self {
        self.width = width;
        self
    }

    /// Behind the box: 毫米, 立方米.
    #[must_use]
    pub fn unit(mut self, unit: impl Into<String>) -> Self {
        self.unit = unit.into();
        self
    }

    /// Whole numbers: the phone shows digits.
    #[must_use]
    pub fn digits(mut self) -> Self {
        self.inputmode = Some("numeric");
        self
    }

    /// Numbers with a decimal point.
    #[must_use]
    pub fn decimal(mut self) -> Self {
        self.inputmode = Some("decimal");
        self
    }

    /// A token of the HTML standard: `name`, `tel`, `street-address` …
    #[must_use]
    pub fn autocomplete(mut self, token: &'static str) -> Self {
        self.autocomplete = token;
        self
    }

    #[must_use]
    pub fn max_length(mut self, letters: u32) -> Self {
        self.max_length = Some(letters);
        self
    }

    /// Filled from shared data: source, time, and “不对？” which opens a correction. The box can't
    /// be typed in.
    #[must_use]
    pub fn prefilled(mut self, from: Markup) -> Self {
        self.from = Some(from);
        self.is_readonly = true;
        self
    }

    pub(super) fn described_by(&self) -> Option<String> {
        let mut ids = Vec::new();
        if self.hint.is_some() {
            ids.push(format!("{}-h", self.name));
        }
        if self.error.is_some() {
            ids.push(format!("{}-e", self.name));
        }
        (!ids.is_empty()).then(|| ids.join(" "))
    }

    pub(super) fn invalid(&self) -> Option<&'static str> {
        self.error.is_some().then_some("true")
    }

    pub(super) fn hint_and_error(&self, ui: &Ui) -> Markup {
        html! {
            @if let Some(hint) = &self.hint { p.hint id={ (self.name) "-h" } { (hint) } }
            @if let Some(error) = &self.error {
                p.err id={ (self.name) "-e" } {
                    (icon("bad"))
                    span { span.vh { (ui.t("web-error-before")) } (error) }
                }
            }
            @if let Some(from) = &self.from { (from) }
        }
    }

    pub(super) fn label_text(&self, ui: &Ui) -> Markup {
        html! {
            (self.label)
            @if self.is_optional { " " span.opt { (ui.t("web-optional")) } }
        }
    }
}

/// A control of one's own in the usual surroundings; the control's id must be the field's name.
pub fn field(ui: &Ui, field: &Field, control: impl Render) -> Markup {
    html! {
        div.field.field--err[field.error.is_some()] {
            label.big[field.is_question] for=(field.name) { (field.label_text(ui)) }
            (field.hint_and_error(ui))
            @if field.unit.is_empty() {
                (control)
            } @else {
                div.unit { (control) span { (field.unit) } }
            }
        }
    }
}

/// Several controls under one question.
pub fn field_group(ui: &Ui, field: &Field, controls: impl Render) -> Markup {
    html! {
        fieldset.field.field--err[field.error.is_some()] aria-describedby=[field.described_by()] {
            legend.big[field.is_question] { (field.label_text(ui)) }
            (field.hint_and_error(ui))
            (controls)
        }
    }
}

/// Where a value came from: source, time, and a link for “不对？”.
pub fn from(ui: &Ui, source_and_time: &str, correction_href: &str) -> Markup {
    html! {
        p.from {
            (icon("lock"))
            (source_and_time) " "
            a.nowrap href=(correction_href) { (ui.t("web-from-wrong")) }
        }
    }
}

/// The hidden fields of each form that changes something: the session's token, and the key by which
/// pressing twice does the thing once.
pub fn form_keys(ui: &Ui, key: impl Render) -> Markup {
    html! {
        input type="hidden" name="csrf" value=(ui.csrf);
        input type="hidden" name="key" value=(key);
        input type="hidden" name="back" value=(ui.path);
    }
}

/// A form that changes something, with its keys. `novalidate`: the server's sentences are better
/// than the browser's. The script warns before leaving what was typed.
pub fn post_form(ui: &Ui, action: &str, key: impl Render, inside: impl Render) -> Markup {
    html! {
        form.stack method="post" action=(action) novalidate data-guard {
            (form_keys(ui, key))
            (inside)
        }
    }
}

/// A draft that saves itself: at most every 15 seconds to `save_to`, and by a real button.
pub fn draft_form(
    ui: &Ui,
    action: &str,
    save_to: &str,
    key: impl Render,
    inside: impl Render,
) -> Markup {
    html! {
        form.stack method="post" action=(action) novalidate data-guard data-autosave=(save_to)
            data-saved=(ui.t("web-autosaved")) data-not-saved=(ui.t("web-not-autosaved")) {
            (form_keys(ui, key))
            (inside)
        }
    }
}

/// What Enter presses. A browser presses the first button of a form; where that would be one that
/// removes or decides, this one comes before it and sends the form plainly.
pub(in super::super) fn plain_submit() -> Markup {
    html! { button.vh tabindex="-1" aria-hidden="true" {} }
}

/// One error of a form: which field, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    pub name: String,
    pub sentence: String,
}

impl FieldError {
    pub fn new(name: impl Into<String>, sentence: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            sentence: sentence.into(),
        }
    }
}

/// First in `main` when a form comes back: each line leads to its control.
pub fn err_summary(ui: &Ui, errors: &[FieldError]) -> Markup {
    let count = i64::try_from(errors.len()).unwrap_or(i64::MAX);
    html! {
        @if !errors.is_empty() {
            div.errsum role="alert" aria-labelledby="errsum-t" tabindex="-1" {
                h2 #errsum-t { (ui.tn("web-errors-count", count)) }
                ul {
                    @for error in errors {
                        li { a href={ "#" (error.name) } { (error.sentence) } }
                    }
                }
            }
        }
    }
}

/// When the draft was last saved; the script keeps it current.
pub fn saved(text: &str) -> Markup {
    html! {
        span.saved role="status" data-saved-line { (icon("ok")) (text) }
    }
}

/// The buttons at the end of a form, and the saved line.
pub fn actions(inside: impl Render) -> Markup {
    html! { div.actions { (inside) } }
}
