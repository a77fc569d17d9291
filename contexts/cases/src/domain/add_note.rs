//! 备注: a note among staff. It changes nothing, and it is part of the file.

use super::{Act, Case, CaseState, duties::is_own, events::NoteAdded};
use contracts::{Kept, VaultWrite};
use kernel::{Basis, CaseId, Env, Refusal, RefusalKind};
use thiserror::Error;

#[derive(Clone, Debug)]
pub struct AddNote {
    pub case_id: CaseId,
    pub note: Option<Kept>,
    pub vault: Vec<VaultWrite>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AddNoteRefusal {
    #[error("case is {state}; there is no file to add to")]
    WrongState { state: CaseState },
    #[error("nobody adds to the file of his own application")]
    OwnApplication,
    #[error("the note says nothing")]
    NoteMissing,
}

impl Refusal for AddNoteRefusal {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongState { .. } => "cases.add-note.wrong-state",
            Self::OwnApplication => "cases.add-note.own-application",
            Self::NoteMissing => "cases.add-note.note-missing",
        }
    }

    fn kind(&self) -> RefusalKind {
        match self {
            Self::WrongState { .. } => RefusalKind::Conflict,
            Self::OwnApplication => RefusalKind::Barred,
            Self::NoteMissing => RefusalKind::Invalid,
        }
    }

    fn basis(&self) -> Option<Basis> {
        match self {
            Self::WrongState { .. } | Self::OwnApplication | Self::NoteMissing => None,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::NoteMissing => Some("note".to_owned()),
            Self::WrongState { .. } | Self::OwnApplication => None,
        }
    }

    fn params(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::WrongState { state } => vec![("state", state.code().to_owned())],
            Self::OwnApplication | Self::NoteMissing => Vec::new(),
        }
    }
}

/// Decides on a note.
pub fn add_note(case: &Case, act: &AddNote, env: &Env) -> Result<NoteAdded, AddNoteRefusal> {
    let filing = case
        .allow(Act::AddNote)
        .map_err(|state| AddNoteRefusal::WrongState { state })?;
    if is_own(case, filing, env) {
        return Err(AddNoteRefusal::OwnApplication);
    }
    let note = act.note.clone().ok_or(AddNoteRefusal::NoteMissing)?;
    Ok(NoteAdded { note })
}
