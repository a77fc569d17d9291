//! From events to rows: what is now true of a case, for its own lists and for everything that is
//! written once over all matters.

use super::{CaseRow, announce::announce, figures::counted, signs::project_sign};
use crate::domain::{
    Case, CaseEvent,
    case::{Ending, Outcome, Over},
    close::FinishKind,
    reject_application::RejectionGround,
};
use contracts::{
    Aggregate, Cell, Matter, Rows,
    matter::{CELL, put_matter},
    row::SearchText,
};
use kernel::{MatterId, Recorded};

/// Says which rows the event made true. Running it again over the log gives the same rows.
pub fn project(event: &Recorded<CaseEvent>, before: &Case, after: &Case, rows: &mut Rows) {
    let Some(matter) = find_matter(after) else {
        debug_assert!(false, "after an event there is a case");
        return;
    };
    rows.put(&CaseRow::from(after));
    put_matter(rows, find_matter(before).as_ref(), &matter);
    count(event, before, after, rows);
    project_sign(event, before, after, rows);
    if let CaseEvent::Submitted(submitted) = &event.body {
        let mut units = vec![submitted.unit.0];
        units.extend(submitted.units_above.iter().map(|unit| unit.0));
        rows.search(SearchText {
            matter: after.id.0,
            text: format!(
                "{} {} {} {}",
                submitted.number.as_str(),
                submitted.item_name.zh,
                submitted.item_name.en,
                submitted.item_code
            ),
            units,
        });
    }
    announce(event, after, rows);
}

/// The case as a matter; none before it is filed.
pub fn find_matter(case: &Case) -> Option<Matter> {
    let filing = case.filing.as_ref()?;
    let dates = case.handling().and_then(|handling| handling.dates);
    let over = case.over();
    let pause = case
        .open_handling()
        .and_then(|handling| handling.running_pause());
    let place = case.place();
    Some(Matter {
        id: MatterId(case.id.0),
        kind: Case::KIND,
        number: filing.number.as_str().to_owned(),
        title: filing.item_name.zh.clone(),
        area: filing.area,
        unit: filing.unit,
        holder: case.holder,
        state: case.state().code(),
        party: filing.party,
        item: filing.pin.item.0,
        opened_at: case.filed_at,
        promised_on: dates.map(|dates| dates.due.promised_on),
        legal_on: dates.and_then(|dates| dates.due.legal_on),
        // What is over has no light any more.
        lights: dates
            .and_then(|dates| dates.lights)
            .filter(|_| over.is_none()),
        paused_since: pause.map(|pause| pause.started_on),
        closed_on: over.map(|over| over.ended_on),
        outcome: outcome(case, over),
        confidentiality: place.confidentiality,
        is_public: place.is_public,
        version: case.version,
    })
}

fn outcome(case: &Case, over: Option<&Over>) -> &'static str {
    if let Some(decision) = case.decision() {
        return match decision.outcome {
            Outcome::Granted => "granted",
            Outcome::Denied => "denied",
        };
    }
    match over.map(|over| over.ending) {
        None => "",
        Some(Ending::NotRequired) => "not-required",
        Some(Ending::Rejected(RejectionGround::NotOurs)) => "rejected-not-ours",
        Some(Ending::Rejected(RejectionGround::StillIncomplete)) => "rejected-incomplete",
        Some(Ending::Withdrawn) => "withdrawn",
        Some(Ending::Terminated(_)) => "terminated",
        Some(Ending::Closed(FinishKind::Issued)) => "issued",
        Some(Ending::Closed(FinishKind::Returned)) => "returned",
        Some(Ending::Closed(FinishKind::Void)) => "void",
        Some(Ending::Closed(FinishKind::Deleted)) => "deleted",
        Some(Ending::Closed(FinishKind::Forwarded)) => "forwarded",
        Some(Ending::Closed(FinishKind::Lapsed)) => "lapsed",
        Some(Ending::Closed(FinishKind::Other)) => "other",
    }
}

/// +1 for what the case counts in now and did not before, −1 for what it no longer counts in; each
/// in the day it counts for, known today.
fn count(event: &Recorded<CaseEvent>, before: &Case, after: &Case, rows: &mut Rows) {
    let Some(filing) = &after.filing else {
        return;
    };
    let old = counted(before);
    let new = counted(after);
    let cell = |counts_for| Cell {
        counts_for,
        known_on: event.known_on(),
        area: filing.area,
        unit: filing.unit,
        item: filing.pin.item.0,
    };
    for gone in old.iter().filter(|counted| !new.contains(counted)) {
        rows.add(&CELL, cell(gone.counts_for).key(gone.figure), -1);
    }
    for come in new.iter().filter(|counted| !old.contains(counted)) {
        rows.add(&CELL, cell(come.counts_for).key(come.figure), 1);
    }
}
