//! What an act needs besides its fields: the case as it is, the vault entries for what was typed,
//! the files that were sent.

use crate::{
    domain::{Case, filing::FileRef, filing::MaterialHeld},
    read::NamedFile,
};
use ::web::{App, FieldError, Problem};
use contracts::{Kept, VaultWrite, item::ItemVersion, people::Units};
use kernel::{CaseId, Date, PartyId, Timestamp};
use std::sync::Arc;

/// Longest text of an opinion or a reason, in characters.
const LONGEST: usize = 4_000;

/// What the handler has in hand while it makes a command.
#[derive(Debug)]
pub(super) struct Hand {
    pub(super) app: App,
    /// Before there is a case, the empty one.
    pub(super) case: Case,
    /// Whose data the texts and files are.
    pub(super) party: PartyId,
    pub(super) item: Option<Arc<ItemVersion>>,
    pub(super) units: Arc<Units>,
    pub(super) seen: Option<i64>,
    pub(super) today: Date,
    pub(super) is_english: bool,
    pub(super) tray: Vec<NamedFile>,
    pub(super) vault: Vec<VaultWrite>,
}

impl Hand {
    pub(super) fn case_id(&self) -> CaseId {
        self.case.id
    }

    /// Puts a text into the vault of the applicant; nothing for an empty one.
    pub(super) fn keep(
        &mut self,
        field: &str,
        kind: &'static str,
        text: &str,
    ) -> Result<Option<Kept>, Problem> {
        self.keep_of(self.party, field, kind, text)
    }

    /// The same into the vault of somebody else: a third party's data are his own.
    pub(super) fn keep_of(
        &mut self,
        party: PartyId,
        field: &str,
        kind: &'static str,
        text: &str,
    ) -> Result<Option<Kept>, Problem> {
        let text = text.trim().replace("\r\n", "\n");
        if text.is_empty() {
            return Ok(None);
        }
        if text.chars().count() > LONGEST {
            let error =
                FieldError::new(field, "cases.desk.too-long").with("max", LONGEST.to_string());
            return Err(Problem::fields(vec![error]));
        }
        let (kept, write) = Kept::new(
            self.app.store.new_id(),
            store::random()?,
            party,
            kind,
            text.as_bytes(),
        );
        self.vault.push(write);
        Ok(Some(kept))
    }

    /// The files of these ids, if they lie in the tray; their names go to the vault.
    pub(super) fn files(&mut self, field: &str, ids: &[String]) -> Result<Vec<FileRef>, Problem> {
        let mut references = Vec::new();
        for id in ids.iter().filter(|id| !id.trim().is_empty()) {
            let file = self
                .tray
                .iter()
                .find(|file| file.id.to_string() == id.trim())
                .ok_or_else(|| Problem::field(field, "cases.desk.file-gone"))?;
            references.push(file.reference());
            self.vault.push(file.keep(self.party)?);
        }
        Ok(references)
    }

    pub(super) fn file(&mut self, field: &str, id: &str) -> Result<Option<FileRef>, Problem> {
        Ok(self.files(field, &[id.to_owned()])?.pop())
    }

    /// Everything that goes to the vault with the command.
    pub(super) fn vault(&mut self) -> Vec<VaultWrite> {
        std::mem::take(&mut self.vault)
    }

    /// Materials as they were handed in.
    pub(super) fn materials(
        &mut self,
        brought: &[BroughtMaterial],
    ) -> Result<Vec<MaterialHeld>, Problem> {
        let mut held = Vec::new();
        for material in brought {
            let field = format!("file-{}", material.code);
            held.push(MaterialHeld {
                code: material.code.clone(),
                files: self.files(&field, &material.files)?,
                paper_copies: material.paper_copies,
            });
        }
        Ok(held)
    }
}

/// One material that somebody brought.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(super) struct BroughtMaterial {
    pub(super) code: String,
    #[serde(default)]
    pub(super) paper_copies: u8,
    #[serde(default)]
    pub(super) files: Vec<String>,
}

/// A day as it was typed or sent.
pub(super) fn day(field: &str, text: &str) -> Result<Date, Problem> {
    text.trim()
        .parse()
        .map_err(|_| Problem::field(field, "cases.desk.no-such-day"))
}

/// `2021-09-17T16:40` as a browser sends it, in the city's time; nothing for an empty one.
pub(super) fn moment(field: &str, text: &str) -> Result<Option<Timestamp>, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let at: jiff::civil::DateTime = text
        .parse()
        .map_err(|_| Problem::field(field, "cases.desk.no-such-day"))?;
    Ok(Some(Timestamp::in_city(at.date(), at.hour(), at.minute())))
}

/// A whole number as it was typed or sent.
#[derive(Clone, Debug, Default, serde::Deserialize)]
#[serde(untagged)]
pub(super) enum Count {
    Number(u16),
    Typed(String),
    #[default]
    None,
}

impl Count {
    /// `None` if nothing was typed.
    pub(super) fn read(&self, field: &str) -> Result<Option<u16>, Problem> {
        match self {
            Self::Number(number) => Ok(Some(*number)),
            Self::None => Ok(None),
            Self::Typed(text) if text.trim().is_empty() => Ok(None),
            Self::Typed(text) => text
                .trim()
                .parse()
                .map(Some)
                .map_err(|_| Problem::field(field, "cases.desk.no-such-number")),
        }
    }
}

/// One id or several, as a form or a program names them.
pub(super) fn account(field: &str, text: &str) -> Result<kernel::AccountId, Problem> {
    text.trim()
        .parse()
        .map_err(|_| Problem::field(field, "cases.desk.nobody-chosen"))
}
