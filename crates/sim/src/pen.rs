//! What applicants hand in and officials write, as it goes to the vault: plain sentences that say that
//! they are simulated, one sample file. Ids and salts come from the plan.

use crate::cast::Desk;
use crate::dice::Dice;
use crate::ids::{Use, id};
use crate::people::Applicant;
use cases::domain::filing::{FileRef, MaterialHeld, PromisePaper};
use cases::domain::submit::Application;
use cases::read::{Answers, NamedFile, ServiceAddress};
use contracts::item::{FieldKind, ItemPin, ItemVersion, Material, Necessity};
use contracts::{Kept, VaultWrite};
use kernel::{CaseId, FileId, PartyId, Timestamp};
use store::StoreError;
use web::files::StoredFile;

/// Texts and files that one act may bring.
const SLOTS: u64 = 8;

/// Writes for one act.
#[derive(Debug)]
pub(crate) struct Pen<'a> {
    pub(crate) sample: &'a StoredFile,
    pub(crate) at: Timestamp,
    /// The act's place in the plan.
    pub(crate) number: u64,
    pub(crate) dice: Dice,
    pub(crate) party: PartyId,
    used: u64,
}

impl<'a> Pen<'a> {
    pub(crate) fn new(
        sample: &'a StoredFile,
        at: Timestamp,
        number: u64,
        dice: Dice,
        party: PartyId,
    ) -> Self {
        Self {
            sample,
            at,
            number,
            dice,
            party,
            used: 0,
        }
    }

    fn id(&mut self) -> i64 {
        debug_assert!(self.used < SLOTS, "an act has {SLOTS} ids");
        let slot = self.number * SLOTS + self.used;
        self.used += 1;
        id(self.at, Use::Paper, slot)
    }

    /// A text for the vault, and what the event says of it.
    pub(crate) fn keep(&mut self, kind: &'static str, text: &[u8]) -> (Kept, VaultWrite) {
        let id = self.id();
        Kept::new(id, self.dice.bytes(), self.party, kind, text)
    }

    pub(crate) fn file(&mut self, name: &str) -> Result<(FileRef, VaultWrite), StoreError> {
        let named = NamedFile {
            id: FileId(self.id()),
            name: name.to_owned(),
            stored: self.sample.clone(),
        };
        Ok((named.reference(), named.keep(self.party)?))
    }

    /// What is needed for the item, from the `skip`th on: one scan of everything online, paper at the
    /// window.
    pub(crate) fn materials(
        &mut self,
        item: &ItemVersion,
        is_online: bool,
        skip: usize,
    ) -> Result<(Vec<MaterialHeld>, Option<VaultWrite>), StoreError> {
        let needed = |material: &&Material| {
            material.necessity != Necessity::Optional && material.only_if.is_empty()
        };
        let needed: Vec<&Material> = item
            .body
            .materials
            .iter()
            .filter(needed)
            .skip(skip)
            .collect();
        if needed.is_empty() {
            return Ok((Vec::new(), None));
        }
        let scan = is_online
            .then(|| self.file("模拟材料（扫描件）.pdf"))
            .transpose()?;
        let held = needed.into_iter().map(|material| MaterialHeld {
            code: material.code.clone(),
            files: scan.iter().map(|(file, _)| file.clone()).collect(),
            paper_copies: u8::from(scan.is_none()),
        });
        Ok((held.collect(), scan.map(|(_, write)| write)))
    }

    /// An application, complete or with its first material left out.
    pub(crate) fn application(
        &mut self,
        desk: &Desk,
        case_id: CaseId,
        applicant: Applicant,
        turns: Turns,
    ) -> Result<Application, StoreError> {
        let item = &desk.item;
        let mut vault = Vec::new();
        let (answers, write) = self.keep("answers", &desk.answers);
        vault.push(write);
        let skip = usize::from(turns.is_incomplete && desk.has_required);
        let (materials, scan) = self.materials(item, turns.is_online, skip)?;
        vault.extend(scan);
        let electronic_service = turns.is_electronic.then(|| {
            let (kept, write) = self.keep("service-address", &desk.address);
            vault.push(write);
            kept
        });
        let promise = match &item.body.promise {
            Some(rule) if turns.has_promise => {
                let (text, write) = self.keep("promise", rule.promise.zh.as_bytes());
                vault.push(write);
                let (signed, write) = self.file("告知承诺书（模拟）.pdf")?;
                vault.push(write);
                Some(PromisePaper { text, signed })
            }
            Some(_) | None => None,
        };
        Ok(Application {
            case_id,
            pin: ItemPin {
                item: item.id,
                version: item.version,
            },
            begun_on: self.at.date(),
            party: applicant.party,
            party_kind: applicant.kind,
            answers,
            materials,
            conditional: Vec::new(),
            electronic_service,
            promise,
            vault,
        })
    }
}

/// How an application turns out.
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent turns of one application"
)]
#[derive(Clone, Copy, Debug)]
pub(crate) struct Turns {
    pub(crate) is_online: bool,
    pub(crate) is_incomplete: bool,
    pub(crate) is_electronic: bool,
    pub(crate) has_promise: bool,
}

/// A plausible answer to each field that stands on every form of the item.
pub(crate) fn answers(item: &ItemVersion) -> String {
    let mut answers = Answers::default();
    for field in item.body.fields().filter(|field| field.only_if.is_empty()) {
        let answer = match field.kind {
            FieldKind::Line | FieldKind::Paragraph => "模拟内容".to_owned(),
            FieldKind::Number => "120".to_owned(),
            FieldKind::Date => "2021-01-04".to_owned(),
            FieldKind::Choice => field
                .choices
                .first()
                .map_or_else(String::new, |choice| choice.code.clone()),
            FieldKind::YesNo => "no".to_owned(),
            FieldKind::PersonName => "张模拟".to_owned(),
            FieldKind::IdentityNumber => "431102190001010011".to_owned(),
            FieldKind::Uscc => "91431100MA4L000110".to_owned(),
            FieldKind::MobilePhone => "13900000001".to_owned(),
            FieldKind::Address => "永州市冷水滩区模拟路 1 号".to_owned(),
        };
        answers.fields.insert(field.code.clone(), answer);
    }
    answers.to_text()
}

pub(crate) fn address() -> String {
    let address = ServiceAddress {
        recipient: "模拟收件人".into(),
        phone: "13900000000".into(),
        address: "永州市冷水滩区模拟路 1 号".into(),
        is_electronic: true,
    };
    address.to_text()
}
