//! Single controls: text, long text, select, identity number, phone, password, check box.

use super::super::Ui;
use super::{Choice, Field, Width, field};
use maud::{Markup, html};

/// One line of text.
pub fn text_input(ui: &Ui, spec: &Field, value: &str) -> Markup {
    field(ui, spec, input(spec, "text", value))
}

/// A secret: never sent back to the page. `token` is `current-password` or `new-password`.
pub fn password_input(ui: &Ui, spec: &Field, token: &'static str) -> Markup {
    let spec = Field {
        autocomplete: token,
        ..spec.clone()
    };
    field(ui, &spec, input(&spec, "password", ""))
}

/// An identity number of 18 places; the last may be an X.
pub fn identity_input(ui: &Ui, spec: &Field, value: &str) -> Markup {
    let spec = Field {
        width: Width::W18,
        max_length: Some(18),
        ..spec.clone()
    };
    field(ui, &spec, input(&spec, "text", value))
}

/// A mobile number of one's own.
pub fn phone_input(ui: &Ui, spec: &Field, value: &str) -> Markup {
    let spec = Field {
        width: Width::W18,
        inputmode: Some("tel"),
        autocomplete: "tel",
        ..spec.clone()
    };
    field(ui, &spec, input(&spec, "tel", value))
}

/// A code sent by message; it may be pasted.
pub fn code_input(ui: &Ui, spec: &Field) -> Markup {
    let spec = Field {
        width: Width::W8,
        inputmode: Some("numeric"),
        autocomplete: "one-time-code",
        ..spec.clone()
    };
    field(ui, &spec, input(&spec, "text", ""))
}

/// Several lines.
pub fn textarea(ui: &Ui, spec: &Field, value: &str, rows: u32) -> Markup {
    let control = html! {
        textarea.in id=(spec.name) name=(spec.name) rows=(rows) autocomplete=(spec.autocomplete)
            maxlength=[spec.max_length] readonly[spec.is_readonly]
            aria-invalid=[spec.invalid()] aria-describedby=[spec.described_by()] {
            // The parser drops one line end right after the tag, so one is given to it.
            "\n" (value)
        }
    };
    field(ui, spec, control)
}

/// More than seven options. The first line is empty: nothing is chosen in advance.
pub fn select(ui: &Ui, spec: &Field, choices: &[Choice], chosen: Option<&str>) -> Markup {
    let control = html! {
        select class=(spec.width.class()) id=(spec.name) name=(spec.name) autocomplete=(spec.autocomplete)
            aria-invalid=[spec.invalid()] aria-describedby=[spec.described_by()] {
            option value="" selected[chosen.is_none()] { (ui.t("web-choose")) }
            @for choice in choices {
                option value=(choice.value) selected[chosen == Some(choice.value.as_str())] { (choice.label) }
            }
        }
    };
    field(ui, spec, control)
}

/// One statement to agree to. Never ticked in advance where it has weight.
pub fn checkbox(ui: &Ui, spec: &Field, is_checked: bool) -> Markup {
    html! {
        div.field.field--err[spec.error.is_some()] {
            (spec.hint_and_error(ui))
            label.opt-row for=(spec.name) {
                input type="checkbox" id=(spec.name) name=(spec.name) value="yes" checked[is_checked]
                    aria-invalid=[spec.invalid()] aria-describedby=[spec.described_by()];
                span { (spec.label_text(ui)) }
            }
        }
    }
}

fn input(spec: &Field, kind: &str, value: &str) -> Markup {
    html! {
        input class=(spec.width.class()) type=(kind) id=(spec.name) name=(spec.name) value=(value)
            inputmode=[spec.inputmode] autocomplete=(spec.autocomplete) maxlength=[spec.max_length]
            readonly[spec.is_readonly] aria-invalid=[spec.invalid()]
            aria-describedby=[spec.described_by()];
    }
}
