//! Uploads: reads a form with files, checks and stores each, and gives a file back to its owner.

use super::broken;
use crate::{
    app::draft::{Files, RefusedFile},
    read::NamedFile,
};
use ::web::{
    App, Problem,
    files::{FILE_LIMIT, FileRefusal, tidy_name},
    ui::{Field, UploadedFile},
};
use axum::{
    extract::Multipart,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use kernel::FileId;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// Largest body of a form with files: a few scans at once.
pub(crate) const BODY_LIMIT: usize = 4 * FILE_LIMIT + 256 * 1024;

/// What is taken, for the chooser of the browser.
pub(crate) const ACCEPT: &str = "application/pdf,image/jpeg,image/png";

/// Name of the chooser for programs; on a page with several, each has its material behind it, so that
/// each has an id of its own. The files sent so far come back under `remove`.
pub(crate) const CHOOSER: &str = "files";

/// Files in one material; more than anybody needs, so that a draft stays small.
const MOST: usize = 20;

/// A form with files as it came.
#[derive(Debug, Default)]
pub(crate) struct Sent {
    pub(crate) fields: Vec<(String, String)>,
    /// Name and content; a chooser without a choice sends none.
    pub(crate) files: Vec<(String, Vec<u8>)>,
}

impl Sent {
    pub(crate) async fn read(mut form: Multipart) -> Result<Self, Problem> {
        let mut sent = Self::default();
        while let Some(part) = form
            .next_field()
            .await
            .map_err(|error| unreadable(&error))?
        {
            let name = part.name().unwrap_or_default().to_owned();
            let file = part.file_name().map(tidy_name);
            if let Some(file) = file.filter(|_| name.starts_with(CHOOSER)) {
                let bytes = part.bytes().await.map_err(|error| unreadable(&error))?;
                // A browser sends an empty part where nothing was chosen.
                if !bytes.is_empty() || file != "file" {
                    sent.files.push((file, bytes.to_vec()));
                }
            } else {
                let value = part.text().await.map_err(|error| unreadable(&error))?;
                sent.fields.push((name, value));
            }
        }
        Ok(sent)
    }

    pub(crate) fn value(&self, field: &str) -> &str {
        self.fields
            .iter()
            .find(|(name, _)| name == field)
            .map_or("", |(_, value)| value.trim())
    }

    /// The file that the pressed button removes.
    pub(crate) fn removed(&self) -> Option<FileId> {
        self.value("remove").parse().ok()
    }
}

fn unreadable(error: &axum::extract::multipart::MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "cases.upload.too-large")
    } else {
        Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "web.body-unreadable")
    }
}

/// Checks and stores the files of a form; what is not taken is remembered with its reason.
pub(crate) async fn store(
    app: &App,
    files: Vec<(String, Vec<u8>)>,
) -> Result<(Vec<NamedFile>, Vec<(String, &'static str)>), Problem> {
    let app = app.clone();
    let work = move || {
        let (mut taken, mut refused) = (Vec::new(), Vec::new());
        for (name, bytes) in files {
            match app.files.put(&app.store, &bytes) {
                Ok(stored) => taken.push(NamedFile {
                    id: FileId(app.store.new_id()),
                    name,
                    stored,
                }),
                Err(FileRefusal::Store(error)) => return Err(Problem::from(error)),
                Err(refusal) => refused.push((name, refusal.code())),
            }
        }
        Ok((taken, refused))
    };
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|_| broken())?
}

/// Puts a form's files into a draft, and takes out the one whose button was pressed.
pub(crate) fn apply(
    to: &mut Files,
    material: &str,
    taken: &[NamedFile],
    refused: &[(String, &'static str)],
    removed: Option<FileId>,
) {
    to.refused.clear();
    if let Some(removed) = removed {
        to.remove(removed);
    }
    for file in taken {
        if to.of(material).len() < MOST {
            to.add(material, file.clone());
        } else {
            to.refused.push(RefusedFile {
                material: material.to_owned(),
                name: file.name.clone(),
                code: "cases.upload.too-many".to_owned(),
            });
        }
    }
    to.refused
        .extend(refused.iter().map(|(name, code)| RefusedFile {
            material: material.to_owned(),
            name: name.clone(),
            code: (*code).to_owned(),
        }));
}

/// The lines of files that are there already.
pub(crate) fn lines(files: &[NamedFile], href: impl Fn(FileId) -> String) -> Vec<UploadedFile> {
    files
        .iter()
        .map(|file| UploadedFile {
            id: file.id.to_string(),
            name: file.name.clone(),
            href: href(file.id),
            size_bytes: file.stored.size_bytes,
            checksum: file.stored.sha256.chars().take(8).collect(),
        })
        .collect()
}

/// A chooser with the sentences about files that were not taken.
pub(crate) fn chooser(ui: &::web::ui::Ui, label: &str, files: &Files, material: &str) -> Field {
    let sentences: Vec<String> = files
        .refused
        .iter()
        .filter(|refused| refused.material == material)
        .map(|refused| {
            let why = ui.t(&::web::word_key(&refused.code));
            ui.tw(
                "cases-upload-refused",
                &[("name", refused.name.clone()), ("why", why)],
            )
        })
        .collect();
    let sentence = (!sentences.is_empty()).then(|| sentences.join(" "));
    Field::new(format!("{CHOOSER}-{material}"), label)
        .hint(ui.t("cases-upload-hint"))
        .error(sentence.as_deref())
}

/// Letters that a file name in a header may keep (RFC 8187).
const KEPT: &AsciiSet = &NON_ALPHANUMERIC.remove(b'.').remove(b'-').remove(b'_');

/// Gives a file to somebody who may have it: to be saved, never to be shown by the browser.
pub(crate) async fn download(app: &App, file: NamedFile) -> Result<Response, Problem> {
    let (for_read, stored) = (app.clone(), file.stored.clone());
    let read = move || for_read.files.get(&for_read.store, &stored);
    let bytes = tokio::task::spawn_blocking(read)
        .await
        .map_err(|_| broken())??;
    let name = utf8_percent_encode(&file.name, KEPT);
    let headers = [
        (header::CONTENT_TYPE, file.stored.mime.clone()),
        (
            header::CONTENT_DISPOSITION,
            format!("attachment; filename*=UTF-8''{name}"),
        ),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
    ];
    Ok((headers, bytes).into_response())
}
