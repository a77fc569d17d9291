//! What applicants hand in and officials write, in a demo city: sample answers, a sample file, plain
//! sentences. Everything goes to the vault as it would for a person.

use super::crew::Applicant;
use cases::domain::filing::{FileRef, MaterialHeld, PromisePaper};
use cases::domain::submit::Application;
use cases::read::{Answers, NamedFile, ServiceAddress};
use contracts::item::{FieldKind, ItemPin, ItemVersion, Necessity};
use contracts::{Kept, VaultWrite};
use kernel::{CaseId, Date, FileId, PartyId};
use sim::dice::Dice;
use store::{Store, StoreError};
use web::files::{FileRefusal, Files, StoredFile};

/// A one-page PDF that says it is a sample.
const SAMPLE: &[u8] = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n4 0 obj<</Length 61>>stream\nBT /F1 24 Tf 72 720 Td (Sample material, demo city) Tj ET   \nendstream endobj\n5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";

/// Pen, paper and the one sample file.
#[derive(Debug)]
pub struct Paperwork {
    store: Store,
    sample: StoredFile,
}

impl Paperwork {
    pub fn new(store: &Store, files: &Files) -> Result<Self, FileRefusal> {
        Ok(Self {
            store: store.clone(),
            sample: files.put(store, SAMPLE)?,
        })
    }

    /// A text for the vault, and what the event says of it.
    pub fn keep(
        &self,
        dice: &mut Dice,
        party: PartyId,
        kind: &'static str,
        text: &str,
    ) -> (Kept, VaultWrite) {
        Kept::new(
            self.store.new_id(),
            dice.bytes(),
            party,
            kind,
            text.as_bytes(),
        )
    }

    pub fn file(&self, party: PartyId, name: &str) -> Result<(FileRef, VaultWrite), StoreError> {
        let named = NamedFile {
            id: FileId(self.store.new_id()),
            name: name.to_owned(),
            stored: self.sample.clone(),
        };
        Ok((named.reference(), named.keep(party)?))
    }

    /// An application with everything that is required, or with one material left out.
    pub fn application(
        &self,
        dice: &mut Dice,
        item: &ItemVersion,
        applicant: Applicant,
        today: Date,
        is_incomplete: bool,
    ) -> Result<Application, StoreError> {
        let party = applicant.party;
        let mut vault = Vec::new();
        let (answers, write) = self.keep(dice, party, "answers", &answers(item).to_text());
        vault.push(write);
        let mut materials = Vec::new();
        let needed = item.body.materials.iter().filter(|material| {
            material.necessity != Necessity::Optional && material.only_if.is_empty()
        });
        for material in needed.skip(usize::from(is_incomplete)) {
            let (file, write) = self.file(party, &format!("{}.pdf", material.name.zh))?;
            vault.push(write);
            materials.push(MaterialHeld {
                code: material.code.clone(),
                files: vec![file],
                paper_copies: 0,
            });
        }
        let address = ServiceAddress {
            recipient: "演示收件人".into(),
            phone: "13800000000".into(),
            address: "永州市冷水滩区演示路 1 号".into(),
            is_electronic: true,
        };
        let electronic_service = if dice.chance(800) {
            let (kept, write) = self.keep(dice, party, "service-address", &address.to_text());
            vault.push(write);
            Some(kept)
        } else {
            None
        };
        let promise = match &item.body.promise {
            Some(rule) if !is_incomplete => {
                let (text, write) = self.keep(dice, party, "promise", &rule.promise.zh);
                vault.push(write);
                let (signed, write) = self.file(party, "告知承诺书.pdf")?;
                vault.push(write);
                Some(PromisePaper { text, signed })
            }
            Some(_) | None => None,
        };
        Ok(Application {
            case_id: CaseId(self.store.new_id()),
            pin: ItemPin {
                item: item.id,
                version: item.version,
            },
            begun_on: today,
            party,
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

/// A plausible answer to each field.
fn answers(item: &ItemVersion) -> Answers {
    let mut answers = Answers::default();
    for field in item.body.fields().filter(|field| field.only_if.is_empty()) {
        let answer = match field.kind {
            FieldKind::Line | FieldKind::Paragraph => "演示内容".to_owned(),
            FieldKind::Number => "120".to_owned(),
            FieldKind::Date => "2021-10-08".to_owned(),
            FieldKind::Choice => field
                .choices
                .first()
                .map_or_else(String::new, |choice| choice.code.clone()),
            FieldKind::YesNo => "no".to_owned(),
            FieldKind::PersonName => "张演示".to_owned(),
            FieldKind::IdentityNumber => "431102199001010017".to_owned(),
            FieldKind::Uscc => "91431100MA4L000110".to_owned(),
            FieldKind::MobilePhone => "13800000001".to_owned(),
            FieldKind::Address => "永州市冷水滩区演示路 1 号".to_owned(),
        };
        answers.fields.insert(field.code.clone(), answer);
    }
    answers
}
