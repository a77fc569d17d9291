//! What was said of a unit, some days after it was said. Newest day first; within a day in an order
//! that was drawn at random.

use crate::permissions;
use contracts::Kept;
use contracts::item::{Items, Text};
use contracts::people::{Units, units_within};
use kernel::{Actor, Date, UnitId, time::days_since_epoch};
use store::{Keyset, Reader, StoreError, Wanted, anything};

const PAGE: usize = 50;

/// One rating as the rated unit sees it.
#[derive(Clone, Debug)]
pub struct GivenLine {
    pub shown_on: Date,
    pub unit: Text,
    pub item: Text,
    pub stars: u8,
    pub aspects: Vec<String>,
    pub is_again: bool,
    /// Code of the finding, if it was looked into.
    pub finding: String,
    pub text: String,
}

#[derive(Clone, Debug)]
pub struct GivenList {
    pub lines: Vec<GivenLine>,
    pub next: Option<(i64, i64)>,
}

pub fn list_given(
    reader: &mut Reader,
    actor: &Actor,
    after: Option<(i64, i64)>,
) -> Result<GivenList, StoreError> {
    let tomorrow = i64::from(days_since_epoch(reader.now.date())) + 1;
    // No cursor may reach into the days to come.
    let (day, key) = after
        .filter(|(day, _)| *day < tomorrow)
        .unwrap_or((tomorrow, 0));
    let keyset = Keyset {
        table: "rating_row",
        columns: "m.shown_on, m.key, m.unit, m.item_zh, m.item_en, m.stars, m.aspects, m.is_again,
                  m.finding, m.text_id, m.text_hash",
        order: ["shown_on", "key"],
        key: &["shown_on", "key"],
        is_descending: true,
        after: Some((day, key)),
        limit: PAGE + 1,
        has_walk: true,
        has_holder: false,
    };
    let wanted = Wanted {
        base: &anything,
        rest: &anything,
        leads: None,
    };
    let scope = actor.scope(&permissions::RATINGS_LIST);
    let (units, items) = (
        reader.reference.get::<Units>(),
        reader.reference.get::<Items>(),
    );
    let within = units_within(&scope, &units, &items);
    let mut records = reader.list_within(keyset, wanted, &scope, &within)?;
    let has_more = records.len() > PAGE;
    records.truncate(PAGE);
    let next = records
        .last()
        .filter(|_| has_more)
        .map(|record| (record.int(0), record.int(1)));
    let kept: Vec<Kept> = records
        .iter()
        .filter(|record| record.int(9) != 0)
        .map(|record| Kept {
            id: record.int(9),
            hash: record.text(10).to_owned(),
        })
        .collect();
    let texts = reader.open_kept(&kept)?;
    let lines = records
        .iter()
        .map(|record| GivenLine {
            shown_on: kernel::time::date_of_day(i32::try_from(record.int(0)).unwrap_or(0)),
            unit: units
                .find(UnitId(record.int(2)))
                .map_or_else(Text::default, |unit| unit.name.clone()),
            item: Text {
                zh: record.text(3).to_owned(),
                en: record.text(4).to_owned(),
            },
            stars: u8::try_from(record.int(5)).unwrap_or(0),
            aspects: record
                .text(6)
                .split(',')
                .filter(|code| !code.is_empty())
                .map(str::to_owned)
                .collect(),
            is_again: record.int(7) != 0,
            finding: record.text(8).to_owned(),
            text: texts.get(&record.int(9)).cloned().unwrap_or_default(),
        })
        .collect();
    Ok(GivenList { lines, next })
}
