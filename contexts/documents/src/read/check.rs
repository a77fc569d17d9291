//! 核对真伪: what anybody may learn of a paper whose check code he has. No personal data but the masked
//! name of the addressee.

use crate::app::{PAPER_CHECK, SealOf, SealProvider};
use crate::domain::{CheckCode, Paper, PaperState, Sheet};
use contracts::item::Text;
use contracts::people::Units;
use contracts::queries::Parties;
use kernel::{Date, PaperId, Timestamp, mask};
use store::{MasterKey, Reader, StoreError};

/// Whether the text in the archive is the one that was sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextState {
    /// Digest and signature fit the text.
    Genuine,
    /// They do not: somebody altered the archive.
    Altered,
    /// The text was erased by law; what the register says stands.
    Erased,
    /// Nothing is sealed yet.
    NotSealed,
    /// The kind of paper needs no seal.
    NoSeal,
}

impl TextState {
    /// Stable code: for programs and as the key of its words.
    pub fn code(self) -> &'static str {
        match self {
            Self::Genuine => "genuine",
            Self::Altered => "altered",
            Self::Erased => "erased",
            Self::NotSealed => "not-sealed",
            Self::NoSeal => "no-seal",
        }
    }
}

/// What the register says of a paper.
#[derive(Clone, Debug)]
pub struct Checked {
    pub id: PaperId,
    pub title: Text,
    pub number: String,
    pub unit: Text,
    pub date: Date,
    pub state: PaperState,
    pub addressee: String,
    pub seal: String,
    pub sealed_at: Option<Timestamp>,
    pub register_number: String,
    pub digest: String,
    pub is_sample: bool,
    pub text: TextState,
}

/// The paper of a check code.
pub fn check(
    reader: &mut Reader,
    parties: Option<&dyn Parties<Reader>>,
    seals: &dyn SealProvider,
    master: &MasterKey,
    code: &CheckCode,
) -> Result<Option<Checked>, StoreError> {
    let Some(id) = reader.find_claim(PAPER_CHECK, code.as_str())? else {
        return Ok(None);
    };
    let Some((_, paper)) = reader.find_state::<Paper>(id)? else {
        return Ok(None);
    };
    let Some(drawn) = paper.drawn.clone() else {
        return Ok(None);
    };
    let party = drawn.head.party;
    let name = match parties {
        Some(parties) => parties
            .names(reader, &[party])
            .map_err(|error| StoreError::Wrong(error.to_string()))?
            .remove(&party),
        None => reader.open_of_parties("name", &[party])?.remove(&party),
    };
    let seal_name = drawn.seal.clone().unwrap_or_default();
    let text = match (&paper.sealed, paper.state) {
        (Some(sealed), _) => {
            let opened = reader.open_vault(&[sealed.text.id])?;
            match opened.get(&sealed.text.id) {
                None => TextState::Erased,
                Some(salted) => {
                    let sheet = sealed
                        .text
                        .open(salted)
                        .and_then(|plain| serde_json::from_slice::<Sheet>(plain).ok());
                    let seal = SealOf {
                        issuer: drawn.issuer,
                        name: &seal_name,
                    };
                    let is_genuine = sheet.is_some_and(|sheet| {
                        seals.is_genuine(master, seal, &sealed.mark, &sheet.text())
                    });
                    if is_genuine {
                        TextState::Genuine
                    } else {
                        TextState::Altered
                    }
                }
            }
        }
        (None, PaperState::NoSeal) => TextState::NoSeal,
        (None, PaperState::Drawn | PaperState::Asked | PaperState::Sealed) => TextState::NotSealed,
    };
    let units = reader.reference.get::<Units>();
    let unit = units
        .find(drawn.issuer)
        .map_or_else(Text::default, |unit| unit.name.clone());
    let sealed = paper.sealed.as_ref();
    Ok(Some(Checked {
        id: paper.id,
        title: Text {
            zh: drawn.title_zh.clone(),
            en: drawn.title_en.clone(),
        },
        number: drawn.number.to_string(),
        unit,
        date: drawn.head.on,
        state: paper.state,
        addressee: mask::name(&name.unwrap_or_default()),
        seal: seal_name,
        sealed_at: paper.sealed_at,
        register_number: sealed
            .map(|sealed| format!("{}-{}", sealed.register_year, sealed.register_number))
            .unwrap_or_default(),
        digest: sealed
            .map(|sealed| sealed.mark.digest.clone())
            .unwrap_or_default(),
        is_sample: sealed.is_some_and(|sealed| sealed.mark.is_sample),
        text,
    }))
}
