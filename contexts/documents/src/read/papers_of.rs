//! The papers of a matter: what other contexts ask.

use contracts::item::Text;
use contracts::queries::{PaperLine, PapersOf, QueryError};
use kernel::{MatterId, PaperId, Timestamp};
use store::{Reader, StoreError};

/// Most papers that one matter is shown with.
const MOST: usize = 100;

/// Answers of this context.
#[derive(Clone, Copy, Debug)]
pub struct Answers;

impl PapersOf<Reader> for Answers {
    fn papers_of(
        &self,
        reader: &mut Reader,
        matter: MatterId,
    ) -> Result<Vec<PaperLine>, QueryError> {
        let records = reader.query(
            &format!(
                "SELECT id, title_zh, title_en, number, made_at, state, party FROM paper
                  WHERE matter = $1 ORDER BY made_at, id LIMIT {MOST}"
            ),
            &[matter.into()],
        )?;
        Ok(records
            .iter()
            .map(|record| PaperLine {
                id: PaperId(record.int(0)),
                title: Text {
                    zh: record.text(1).to_owned(),
                    en: record.text(2).to_owned(),
                },
                number: record.text(3).to_owned(),
                made_at: Timestamp(record.int(4)),
                // A paper that needs no seal is as good as sealed.
                is_sealed: matches!(record.text(5), "sealed" | "no-seal"),
                is_applicants: record.int(6) != 0,
                href: format!("/papers/{}", record.int(0)),
            })
            .collect())
    }
}

/// The paper that ended the matter: what a proof of service is about.
pub fn find_served(reader: &mut Reader, matter: MatterId) -> Result<Option<PaperId>, StoreError> {
    let record = reader.query_one(
        "SELECT id FROM paper
          WHERE matter = $1 AND template <> 'promise'
            AND kind IN ('grant-decision', 'denial-decision', 'rejection-decision',
                         'not-required-notice', 'own-law-refusal', 'termination-notice',
                         'withdrawal-notice')
          ORDER BY made_at DESC, id DESC LIMIT 1",
        &[matter.into()],
    )?;
    Ok(record.map(|record| PaperId(record.int(0))))
}
