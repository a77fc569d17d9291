use crate::domain::{
    Paper, PaperEvent, PaperNumber,
    draw_up::{self, DrawUpRefusal},
};
use crate::permissions;
use contracts::events::CasePaperDue;
use contracts::{Claim, Command, Expect, Series};
use kernel::{AccountId, Env, PaperId, Permission, Place};

/// One paper for one act.
#[derive(Clone, Debug)]
pub struct DrawUp {
    pub paper: PaperId,
    pub due: CasePaperDue,
    pub template: String,
    /// For a proof of service: the paper that was served.
    pub served: Option<PaperId>,
}

/// Claim: one act has one paper by one template.
pub const PAPER_OF_EVENT: &str = "paper-of-event";
/// Claim: a check code leads to its paper.
pub const PAPER_CHECK: &str = "paper-check";

impl Command for DrawUp {
    type State = Paper;
    type Refusal = DrawUpRefusal;
    const PERMISSION: Permission = permissions::DOCUMENTS_DRAW_UP;
    const EXPECT: Expect = Expect::New;

    fn stream(&self) -> i64 {
        self.paper.0
    }

    fn place(&self, _: &Paper, _: &Env) -> Place {
        Place {
            area: self.due.head.area,
            unit: self.due.head.unit,
            holder: AccountId(0),
            parties: vec![self.due.head.party],
            item: self.due.head.item.item,
            confidentiality: 0,
            is_public: false,
        }
    }

    fn series(&self, env: &Env) -> Vec<Series> {
        let Ok(template) = draw_up::template(&self.template, self.due.head.on) else {
            return Vec::new();
        };
        let issuer = draw_up::issuer(env, self.due.head.unit);
        vec![PaperNumber::series(
            issuer,
            env.today.year(),
            &template.number_word,
        )]
    }

    fn decide(&self, _: &Paper, env: &Env) -> Result<Vec<PaperEvent>, DrawUpRefusal> {
        draw_up::draw_up(&self.due, &self.template, self.served, env)
    }

    fn claims(&self, events: &[PaperEvent]) -> Vec<Claim> {
        let claim = |kind, key| Claim {
            kind,
            key,
            stream: self.paper.0,
        };
        let mut claims = vec![claim(
            PAPER_OF_EVENT,
            format!("{}:{}", self.due.head.event, self.template),
        )];
        for event in events {
            match event {
                PaperEvent::DrawnUp(drawn) => {
                    claims.push(claim(PAPER_CHECK, drawn.check_code.to_string()));
                }
                PaperEvent::SealAsked(_) | PaperEvent::Sealed(_) => {}
            }
        }
        claims
    }
}
