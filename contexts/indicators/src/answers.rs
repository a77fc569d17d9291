//! What other contexts ask: figures for the home page.

use crate::domain::{Definitions, Period, Shown};
use crate::read::{Narrow, Reach, sums_by_day};
use contracts::queries::{PublicFigure, PublicFigures, QueryError};
use std::sync::Arc;
use store::Reader;

pub(crate) struct Answers(pub(crate) Arc<Definitions>);

impl PublicFigures<Reader> for Answers {
    fn public_figures(&self, reader: &mut Reader) -> Result<Vec<PublicFigure>, QueryError> {
        let period = Period::this_year(reader.now.date());
        let counters = self.0.counters();
        let sums = sums_by_day(reader, &counters, period, &Reach::City, &Narrow::All)?;
        let figures = self.0.all().iter().map(|definition| {
            let reading = sums.total(definition);
            let per_cent = match reading.shown(definition) {
                Shown::Rate(per_cent) => Some(per_cent),
                Shown::Count(_) | Shown::NothingToDivideBy | Shown::TooFew | Shown::Impossible => {
                    None
                }
            };
            PublicFigure {
                code: definition.code.clone(),
                name: definition.name.clone(),
                counted_in: definition.counted_in.clone(),
                count: reading.ratio().numerator,
                ratio: definition.is_share().then(|| reading.ratio()),
                per_cent,
                from: period.from,
                to: period.to,
                counted_at: reader.now,
                href: format!("/figures/{}", definition.code),
            }
        });
        Ok(figures.collect())
    }
}
