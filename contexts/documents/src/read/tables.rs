use crate::domain::{DrawnUp, Paper};
use contracts::Aggregate as _;
use contracts::row::{Index, Row, Table, Value, Writes, int, text};
use kernel::Timestamp;

pub(super) static PAPER: Table = Table {
    name: "paper",
    version: 2,
    columns: &[
        int("id"),
        text("number"),
        text("kind"),
        text("template"),
        text("title_zh"),
        text("title_en"),
        int("matter"),
        text("case_number"),
        int("area"),
        int("unit"),
        int("holder"),
        int("party"),
        int("confidentiality"),
        int("is_public"),
        int("issuer"),
        text("state"),
        text("seal"),
        int("made_at"),
        int("made_by"),
        int("asked_by"),
        int("asked_at"),
        int("sealed_on").or_null(),
        int("sealed_at"),
        int("released_by"),
        text("register_number"),
    ],
    key: 1,
    writes: Writes::Put,
    indexes: &[
        Index {
            name: "paper_matter",
            on: "(matter, made_at, id)",
            is_unique: false,
        },
        Index {
            name: "paper_asked",
            on: "(unit, asked_at, id) WHERE state = 'asked'",
            is_unique: false,
        },
        Index {
            name: "paper_not_asked",
            on: "(unit, made_at, id) WHERE state = 'drawn'",
            is_unique: false,
        },
        Index {
            name: "paper_sealed",
            on: "(sealed_on, unit, sealed_at, id) WHERE sealed_on IS NOT NULL",
            is_unique: false,
        },
    ],
};

/// How many papers of a unit wait for their seal; for the number in the menu.
pub(super) static PAPER_OPEN: Table = Table {
    name: "paper_open",
    version: 2,
    columns: &[
        int("unit"),
        int("area"),
        int("holder"),
        int("party"),
        int("confidentiality"),
        int("is_public"),
        text("state"),
        int("n"),
    ],
    key: 7,
    writes: Writes::Add,
    indexes: &[],
};

pub static TABLES: &[&Table] = &[&PAPER, &PAPER_OPEN];

pub(super) struct PaperRow<'a> {
    pub(super) paper: &'a Paper,
    pub(super) drawn: &'a DrawnUp,
}

impl Row for PaperRow<'_> {
    const TABLE: &'static Table = &PAPER;

    fn values(&self) -> Vec<Value> {
        let (paper, drawn) = (self.paper, self.drawn);
        let sealed = paper.sealed.as_ref();
        let or_zero = |at: Option<Timestamp>| at.unwrap_or_default();
        vec![
            paper.id.into(),
            drawn.number.to_string().into(),
            drawn.kind.code().into(),
            drawn.template.clone().into(),
            drawn.title_zh.clone().into(),
            drawn.title_en.clone().into(),
            drawn.head.case.into(),
            drawn.head.number.clone().into(),
            drawn.head.area.into(),
            drawn.head.unit.into(),
            0_i64.into(),
            paper
                .place()
                .parties
                .first()
                .copied()
                .unwrap_or_default()
                .into(),
            0_i64.into(),
            false.into(),
            drawn.issuer.into(),
            paper.state.code().into(),
            drawn.seal.clone().unwrap_or_default().into(),
            paper.drawn_at.into(),
            drawn.head.by.into(),
            paper.asked_by.unwrap_or_default().into(),
            or_zero(paper.asked_at).into(),
            paper.sealed_at.map(Timestamp::date).into(),
            or_zero(paper.sealed_at).into(),
            sealed
                .map(|sealed| sealed.released_by)
                .unwrap_or_default()
                .into(),
            sealed
                .map(|sealed| format!("{}-{}", sealed.register_year, sealed.register_number))
                .unwrap_or_default()
                .into(),
        ]
    }
}
