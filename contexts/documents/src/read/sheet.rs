//! One paper with its text: as sealed if it is, else as it would be.

use crate::domain::values::Values;
use crate::domain::{DrawnUp, Paper, Sheet, Templates};
use crate::permissions;
use contracts::Aggregate as _;
use contracts::events::{Fact, KeptText};
use contracts::item::Items;
use contracts::people::{Staff, Units};
use contracts::queries::Parties;
use kernel::{Actor, PaperId};
use std::collections::BTreeMap;
use store::{Reader, StoreError};

/// A paper as its page shows it.
#[derive(Clone, Debug)]
pub struct PaperView {
    pub version: i64,
    pub paper: Paper,
    pub drawn: DrawnUp,
    /// The Chinese text: as sealed, or as it would be sealed now.
    pub sheet: Sheet,
    /// A sealed paper whose text was erased, or is not what was sealed.
    pub is_text_lost: bool,
    pub issuer: String,
    /// Names for the register: who acted, who asked, who released.
    pub made_by: String,
    pub asked_by: String,
    pub released_by: String,
}

/// A paper within the reader's reach.
pub fn find_paper(
    reader: &mut Reader,
    actor: &Actor,
    parties: Option<&dyn Parties<Reader>>,
    id: PaperId,
) -> Result<Option<PaperView>, StoreError> {
    let Some((version, paper)) = reader.find_state::<Paper>(id.0)? else {
        return Ok(None);
    };
    if !actor.may(&permissions::DOCUMENTS_VIEW, &paper.place()) {
        return Ok(None);
    }
    let Some(drawn) = paper.drawn.as_deref().cloned() else {
        return Ok(None);
    };
    let sealed = match &paper.sealed {
        Some(sealed) => {
            let texts = reader.open_kept([&sealed.text])?;
            let text = texts.get(&sealed.text.id);
            Some(text.and_then(|text| serde_json::from_str(text).ok()))
        }
        None => None,
    };
    let (sheet, is_text_lost) = match sealed {
        Some(Some(sheet)) => (sheet, false),
        Some(None) => (Sheet::default(), true),
        None => (live_sheet(reader, parties, &drawn, false)?, false),
    };
    let staff = reader.reference.get::<Staff>();
    let name = |account| staff.name(account, false);
    Ok(Some(PaperView {
        version,
        sheet,
        is_text_lost,
        issuer: reader.reference.get::<Units>().name(drawn.issuer, false),
        made_by: name(drawn.head.by),
        asked_by: paper.asked_by.map(name).unwrap_or_default(),
        released_by: paper
            .sealed
            .as_ref()
            .map(|sealed| name(sealed.released_by))
            .unwrap_or_default(),
        paper,
        drawn,
    }))
}

/// The text as its template and the vault give it now; in English for the translation.
pub fn live_sheet(
    reader: &mut Reader,
    parties: Option<&dyn Parties<Reader>>,
    drawn: &DrawnUp,
    is_english: bool,
) -> Result<Sheet, StoreError> {
    let Some(template) = Templates::carried().version(&drawn.template, drawn.template_from) else {
        return Err(StoreError::Wrong(format!(
            "no template {} of {}",
            drawn.template, drawn.template_from
        )));
    };
    let party = drawn.head.party;
    let applicant = match parties {
        Some(parties) => parties
            .names(reader, &[party])
            .map_err(|error| StoreError::Wrong(error.to_string()))?
            .remove(&party),
        None => reader.open_of_parties("name", &[party])?.remove(&party),
    };
    let kept = drawn
        .texts
        .values()
        .chain(drawn.corrections.iter().map(|line| &line.reason));
    let opened = reader.open_kept(kept)?;
    let texts: BTreeMap<KeptText, String> = drawn
        .texts
        .iter()
        .filter_map(|(name, kept)| Some((*name, opened.get(&kept.id)?.clone())))
        .collect();
    let reasons: Vec<String> = drawn
        .corrections
        .iter()
        .filter_map(|line| opened.get(&line.reason.id).cloned())
        .collect();
    let items = reader.reference.get::<Items>();
    let units = reader.reference.get::<Units>();
    let staff = reader.reference.get::<Staff>();
    let served = match drawn.served {
        Some(paper) => served_title(reader, paper, is_english)?,
        None => None,
    };
    let chair = drawn.facts.get(&Fact::HearingChair);
    let chair = chair.and_then(|account| account.parse().ok());
    let values = Values {
        drawn,
        is_english,
        applicant: applicant.unwrap_or_default(),
        texts,
        reasons,
        item: items.find(drawn.head.item).map(std::convert::AsRef::as_ref),
        units: &units,
        actor: staff.name(drawn.head.by, is_english),
        chair: chair.map_or_else(String::new, |account| staff.name(account, is_english)),
        served,
    };
    let number = drawn.number.to_string();
    Ok(if is_english {
        Sheet::translation(template, &number, &values)
    } else {
        Sheet::of(template, &number, &values)
    })
}

fn served_title(
    reader: &mut Reader,
    paper: PaperId,
    is_english: bool,
) -> Result<Option<String>, StoreError> {
    let record = reader.query_one(
        "SELECT title_zh, title_en, number FROM paper WHERE id = $1",
        &[paper.into()],
    )?;
    Ok(record.map(|record| {
        let title = if is_english {
            record.text(1)
        } else {
            record.text(0)
        };
        format!("{title}（{}）", record.text(2))
    }))
}
