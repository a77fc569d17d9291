use crate::domain::{self, Paper, PaperEvent, ask_for_seal::AskForSealRefusal};
use crate::permissions;
use contracts::Command;
use kernel::{Env, PaperId, Permission};

/// Somebody asks for the seal of a paper.
#[derive(Clone, Copy, Debug)]
pub struct AskForSeal {
    pub paper: PaperId,
}

impl Command for AskForSeal {
    type State = Paper;
    type Refusal = AskForSealRefusal;
    const PERMISSION: Permission = permissions::DOCUMENTS_SEAL;

    fn stream(&self) -> i64 {
        self.paper.0
    }

    fn decide(&self, paper: &Paper, env: &Env) -> Result<Vec<PaperEvent>, AskForSealRefusal> {
        domain::ask_for_seal::ask_for_seal(paper, env).map(|asked| vec![asked.into()])
    }
}
