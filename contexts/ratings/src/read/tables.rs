use crate::domain::{Given, Invited, Rating};
use contracts::row::{Index, Row, Table, Value, Writes, int, text};

/// What was said, as the rated unit may see it: no case, no person, no hour.
pub(super) static RATING: Table = Table {
    name: "rating_row",
    version: 1,
    columns: &[
        int("shown_on"),
        int("key"),
        int("area"),
        int("unit"),
        int("holder"),
        int("party"),
        int("confidentiality"),
        int("is_public"),
        int("item"),
        text("item_zh"),
        text("item_en"),
        int("stars"),
        text("aspects"),
        int("is_again"),
        text("finding"),
        int("text_id"),
        text("text_hash"),
    ],
    key: 2,
    writes: Writes::Put,
    indexes: &[Index {
        name: "rating_row_unit",
        on: "(unit, shown_on, key)",
        is_unique: false,
    }],
};

/// The sealed link from a rating to its case. Read by the rater himself and, with a logged reason, by
/// the reviewer; by nothing else.
pub(super) static LINK: Table = Table {
    name: "rating_link",
    version: 1,
    columns: &[
        int("rating"),
        int("matter"),
        int("area"),
        int("unit"),
        int("holder"),
        int("party"),
        int("confidentiality"),
        int("is_public"),
        text("item_zh"),
        text("item_en"),
        int("stars"),
        int("given_at"),
        // `open` while a bad rating waits for its reviewer.
        text("review"),
    ],
    key: 1,
    writes: Writes::Put,
    indexes: &[
        Index {
            name: "rating_link_matter",
            on: "(matter)",
            is_unique: true,
        },
        Index {
            name: "rating_link_review",
            on: "(given_at, rating) WHERE review = 'open'",
            is_unique: false,
        },
    ],
};

pub static TABLES: &[&Table] = &[&RATING, &LINK];

pub(super) struct RatingRow<'a> {
    pub(super) invited: &'a Invited,
    pub(super) given: &'a Given,
    pub(super) is_again: bool,
    pub(super) finding: &'static str,
}

impl RatingRow<'_> {
    pub(super) fn key(given: &Given) -> Vec<Value> {
        vec![given.shown_on.into(), given.key.into()]
    }
}

impl Row for RatingRow<'_> {
    const TABLE: &'static Table = &RATING;

    fn values(&self) -> Vec<Value> {
        let (invited, given) = (self.invited, self.given);
        let text = given.text.as_ref();
        vec![
            given.shown_on.into(),
            given.key.into(),
            invited.area.into(),
            invited.unit.into(),
            0_i64.into(),
            0_i64.into(),
            0_i64.into(),
            false.into(),
            invited.item.into(),
            invited.item_name.zh.clone().into(),
            invited.item_name.en.clone().into(),
            given.stars.into(),
            given.aspects.join(",").into(),
            self.is_again.into(),
            self.finding.into(),
            text.map_or(0, |kept| kept.id).into(),
            text.map(|kept| kept.hash.clone())
                .unwrap_or_default()
                .into(),
        ]
    }
}

pub(super) struct LinkRow<'a> {
    pub(super) rating: &'a Rating,
    pub(super) invited: &'a Invited,
}

impl Row for LinkRow<'_> {
    const TABLE: &'static Table = &LINK;

    fn values(&self) -> Vec<Value> {
        let (rating, invited) = (self.rating, self.invited);
        vec![
            rating.id.into(),
            invited.matter.into(),
            invited.area.into(),
            invited.unit.into(),
            0_i64.into(),
            invited.party.into(),
            0_i64.into(),
            false.into(),
            invited.item_name.zh.clone().into(),
            invited.item_name.en.clone().into(),
            rating.given.as_ref().map_or(0, |given| given.stars).into(),
            rating.given_at.unwrap_or_default().into(),
            if rating.awaits_review() { "open" } else { "" }.into(),
        ]
    }
}
