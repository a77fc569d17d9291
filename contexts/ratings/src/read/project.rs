use super::tables::{LinkRow, RATING, RatingRow};
use crate::domain::{Invited, Rating, RatingEvent, RatingState};
use contracts::Rows;
use contracts::matter::{CELL, Cell};
use kernel::{Date, Recorded};

/// Tokens given out, by the day of the service event.
pub const INVITED: &str = "ratings.invited";
/// Ratings that count, by the day on which the service was first rated.
pub const GIVEN: &str = "ratings.given";
/// Of these, 好评 (levels 3 to 5).
pub const GOOD: &str = "ratings.good";

pub fn project(event: &Recorded<RatingEvent>, before: &Rating, after: &Rating, rows: &mut Rows) {
    let Some(invited) = &after.invited else {
        return;
    };
    rows.put(&LinkRow {
        rating: after,
        invited,
    });
    if let Some(given) = &after.given {
        // A second rating has a name and a day of its own: the first one goes.
        if let Some(old) = before
            .given
            .as_ref()
            .filter(|old| old.key != given.key || old.shown_on != given.shown_on)
        {
            rows.delete(&RATING, RatingRow::key(old));
        }
        rows.put(&RatingRow {
            invited,
            given,
            is_again: after.state == RatingState::RatedAgain,
            finding: after
                .verified
                .as_ref()
                .map_or("", |verified| verified.finding.code()),
        });
    }
    let known_on = event.known_on();
    match &event.body {
        RatingEvent::Invited(_) => add(rows, INVITED, invited, known_on, known_on, 1),
        RatingEvent::Rated(_) | RatingEvent::RatedAgain(_) | RatingEvent::Verified(_) => {
            let counts_for = after.first_at.unwrap_or(event.at).date();
            let change = |is: fn(&Rating) -> bool| i64::from(is(after)) - i64::from(is(before));
            for (figure, n) in [
                (GIVEN, change(Rating::counts)),
                (GOOD, change(Rating::is_good)),
            ] {
                add(rows, figure, invited, counts_for, known_on, n);
            }
        }
    }
}

fn add(rows: &mut Rows, figure: &str, invited: &Invited, counts_for: Date, known_on: Date, n: i64) {
    if n == 0 {
        return;
    }
    let cell = Cell {
        counts_for,
        known_on,
        area: invited.area,
        unit: invited.unit,
        item: invited.item.0,
    };
    rows.add(&CELL, cell.key(figure), n);
}
