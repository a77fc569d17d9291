//! Files: what is already there with size, checksum and a way to remove it, then the chooser.

use super::super::{Ui, icon, quiet_button};
use super::{Field, plain_submit};
use maud::{Markup, html};

/// A file that the server has.
#[derive(Clone, Debug)]
pub struct UploadedFile {
    /// Sent by the button that removes it.
    pub id: String,
    pub name: String,
    pub href: String,
    pub size_bytes: u64,
    /// The first places of the checksum.
    pub checksum: String,
}

/// A chooser with the files sent so far. Sends the files as `<name>`, and the id of one to remove as
/// `remove`. The form around it needs `enctype="multipart/form-data"`: see [`upload_form`].
pub fn upload(ui: &Ui, spec: &Field, files: &[UploadedFile], accept: &str) -> Markup {
    html! {
        div.field.field--err[spec.error.is_some()] {
            label for=(spec.name) { (spec.label_text(ui)) }
            (spec.hint_and_error(ui))
            @if !files.is_empty() { ul.links.small { @for file in files { (file_line(ui, file)) } } }
            div.upload {
                input.in type="file" id=(spec.name) name=(spec.name) accept=(accept) multiple
                    aria-invalid=[spec.invalid()] aria-describedby=[spec.described_by()];
                // The script hides the browser's own box and shows this one with the chosen names.
                label.btn for=(spec.name) { (icon("up")) (ui.t("web-choose-files")) }
                span.small.muted data-chosen=(spec.name) {}
            }
        }
    }
}

/// Takes pictures on a phone.
pub fn camera(ui: &Ui, spec: &Field, files: &[UploadedFile]) -> Markup {
    html! {
        div.field.field--err[spec.error.is_some()] {
            label for=(spec.name) { (spec.label_text(ui)) }
            (spec.hint_and_error(ui))
            @if !files.is_empty() { ul.links.small { @for file in files { (file_line(ui, file)) } } }
            div.upload {
                input.in type="file" id=(spec.name) name=(spec.name) accept="image/*" capture="environment"
                    multiple aria-invalid=[spec.invalid()] aria-describedby=[spec.described_by()];
                label.btn for=(spec.name) { (icon("cam")) (ui.t("web-take-picture")) }
                span.small.muted data-chosen=(spec.name) {}
            }
        }
    }
}

/// A form that sends files, with its keys.
pub fn upload_form(
    ui: &Ui,
    action: &str,
    key: impl maud::Render,
    inside: impl maud::Render,
) -> Markup {
    html! {
        form.stack method="post" action=(action) enctype="multipart/form-data" novalidate data-guard {
            (super::form_keys(ui, key))
            (plain_submit())
            (inside)
        }
    }
}

fn file_line(ui: &Ui, file: &UploadedFile) -> Markup {
    let remove = ui.tw("web-remove-file", &[("name", file.name.clone())]);
    html! {
        li {
            div {
                span.grow {
                    a href=(file.href) { (file.name) }
                    " " span.muted.num { (size(file.size_bytes)) }
                    " " span.muted.mono { (file.checksum) }
                }
                (quiet_button(&remove).sends("remove", &file.id))
            }
        }
    }
}

/// In the unit people expect; a file is never shown as 0.
fn size(bytes: u64) -> String {
    const MEGA: u64 = 1024 * 1024;
    if bytes >= MEGA {
        format!("{}.{} MB", bytes / MEGA, bytes % MEGA * 10 / MEGA)
    } else {
        format!("{} KB", bytes.div_ceil(1024))
    }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn a_small_file_is_not_empty() {
        assert_eq!(size(1), "1 KB");
        assert_eq!(size(96_000), "94 KB");
        assert_eq!(size(1_572_864), "1.5 MB");
    }
}
