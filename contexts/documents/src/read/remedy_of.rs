//! What may be done against a unit's decisions: what other contexts ask.

use super::Answers;
use crate::domain::remedy::{self, Given};
use contracts::item::Text;
use contracts::people::Units;
use contracts::queries::{QueryError, RemedyOf};
use kernel::{Date, UnitId};
use store::Reader;

impl RemedyOf<Reader> for Answers {
    fn remedy_of(
        &self,
        reader: &mut Reader,
        unit: UnitId,
        day: Date,
    ) -> Result<Option<Text>, QueryError> {
        let units = reader.reference.get::<Units>();
        let issuer = units.find(unit);
        Ok(issuer.and_then(|issuer| remedy::sentence(&units, issuer, day, Given::default())))
    }
}
