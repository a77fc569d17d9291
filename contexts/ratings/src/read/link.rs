//! The sealed link: what only the reviewer reads.

use crate::domain::Rating;
use crate::permissions;
use contracts::Aggregate as _;
use contracts::Value;
use contracts::item::Text;
use contracts::people::Units;
use kernel::{Actor, Timestamp, UnitId};
use store::{Reader, StoreError};

const PAGE: usize = 50;

/// A bad rating that waits; without its case.
#[derive(Clone, Debug)]
pub struct BadLine {
    pub rating: i64,
    pub unit: Text,
    pub item: Text,
    pub stars: u8,
    pub given_at: Timestamp,
}

#[derive(Clone, Debug)]
pub struct BadList {
    pub lines: Vec<BadLine>,
    pub next: Option<(Timestamp, i64)>,
}

/// Bad ratings that nobody has looked into, the oldest first.
pub fn list_bad(
    reader: &mut Reader,
    actor: &Actor,
    after: Option<(Timestamp, i64)>,
) -> Result<BadList, StoreError> {
    let (at, id) = after.unwrap_or((Timestamp(0), 0));
    let mut params: Vec<Value> = vec![at.into(), id.into()];
    let gate = reader.gate(&actor.scope(&permissions::RATINGS_VERIFY), "l", &mut params);
    let sql = format!(
        "SELECT l.rating, l.unit, l.item_zh, l.item_en, l.stars, l.given_at FROM rating_link l
          WHERE (l.given_at, l.rating) > ($1, $2) AND l.review = 'open' AND {gate}
          ORDER BY l.given_at, l.rating LIMIT {}",
        PAGE + 1
    );
    let records = reader.query(&sql, &params)?;
    let units = reader.reference.get::<Units>();
    let mut lines: Vec<BadLine> = records
        .iter()
        .map(|record| BadLine {
            rating: record.int(0),
            unit: units
                .find(UnitId(record.int(1)))
                .map_or_else(Text::default, |unit| unit.name.clone()),
            item: Text {
                zh: record.text(2).to_owned(),
                en: record.text(3).to_owned(),
            },
            stars: u8::try_from(record.int(4)).unwrap_or(0),
            given_at: Timestamp(record.int(5)),
        })
        .collect();
    let has_more = lines.len() > PAGE;
    lines.truncate(PAGE);
    let next = lines
        .last()
        .filter(|_| has_more)
        .map(|line| (line.given_at, line.rating));
    Ok(BadList { lines, next })
}

/// A rating with its link, for who may verify it. The caller records the look.
pub fn find_link(
    reader: &mut Reader,
    actor: &Actor,
    id: i64,
) -> Result<Option<(i64, Rating)>, StoreError> {
    let found = reader.find_state::<Rating>(id)?;
    Ok(found.filter(|(_, rating)| {
        rating.given.is_some() && actor.may(&permissions::RATINGS_VERIFY, &rating.place())
    }))
}
