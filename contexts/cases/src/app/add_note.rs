//! 备注: the command.

use crate::{
    domain::{
        Case, CaseEvent,
        add_note::{AddNote, AddNoteRefusal, add_note},
        after_clock,
    },
    permissions,
};
use contracts::{Command, VaultWrite};
use kernel::{Env, Permission};

impl Command for AddNote {
    type State = Case;
    type Refusal = AddNoteRefusal;
    const PERMISSION: Permission = permissions::CASES_HOLD;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, AddNoteRefusal> {
        after_clock(case, env, |case| {
            add_note(case, self, env)
                .map(CaseEvent::NoteAdded)
                .map(|event| vec![event])
        })
    }

    fn vault(&self) -> Vec<VaultWrite> {
        self.vault.clone()
    }
}
