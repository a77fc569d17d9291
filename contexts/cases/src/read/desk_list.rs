//! Which index answers for which list of a desk, so that each reads a page and not what others have:
//! the person's, the item's, the unit's with its state, or the due days that the counters know.

use super::desk::{
    DeskAsk, DeskCursor, DeskLine, DeskView, IN_REVIEW, TO_ACCEPT, TO_CLOSE, Turn, bind,
};
use crate::domain::CaseState;
use contracts::{
    Value,
    item::Items,
    people::{Units, units_within},
};
use kernel::{AccountId, Actor, Date, Scope, UnitId};
use std::sync::Arc;
use store::{Keyset, Reader, Record, StoreError, Wanted};

/// Lines of the page and one more, in the direction of its turn.
pub(super) fn read(
    reader: &mut Reader,
    actor: &Actor,
    ask: &DeskAsk,
) -> Result<Vec<Record>, StoreError> {
    let states = states_of(ask);
    let scope = actor.scope(&ask.permission);
    let list = keyset(ask);
    let today = reader.now.date();
    let holder = match ask.view {
        DeskView::Mine | DeskView::WaitsForMe => Some(actor.account),
        DeskView::All
        | DeskView::Unclaimed
        | DeskView::DueToday
        | DeskView::Warn
        | DeskView::Yellow
        | DeskView::Red
        | DeskView::Paused
        | DeskView::WaitsForApplicant
        | DeskView::ToAccept
        | DeskView::ToClose => ask.holder.filter(|holder| holder.0 != 0),
    };
    let is_one_index = holder.is_some() || ask.item.is_some();
    let days = if is_by_light(ask.view) && !is_one_index && is_by_place(&scope) {
        Some(days_of_light(reader, ask, &list, &scope)?)
    } else {
        None
    };
    if days.as_ref().is_some_and(Vec::is_empty) {
        return Ok(Vec::new());
    }
    let base = |alias: &str, _: &Reader, params: &mut Vec<Value>| {
        let mut wanted = vec![format!(
            "{alias}.closed_on IS NULL AND {alias}.kind = 'case'"
        )];
        // Said twice, a day looks rarer to PostgreSQL than it is, and it takes the wrong index.
        if days.is_none() {
            wanted.extend(days_of_promise(alias, ask, params));
        }
        wanted.join(" AND ")
    };
    let rest = |alias: &str, reader: &Reader, params: &mut Vec<Value>| {
        let mut wanted = vec!["1 = 1".to_owned()];
        if days.is_none() || ask.view != DeskView::DueToday {
            wanted.push(light_condition(ask.view, alias, today, params));
        }
        if ask.view == DeskView::Unclaimed || ask.holder == Some(AccountId(0)) {
            wanted.push(format!("{alias}.holder = 0"));
        }
        if let Some(holder) = ask.holder.filter(|holder| holder.0 != 0) {
            wanted.push(format!("{alias}.holder = {}", bind(params, holder)));
        }
        if let Some(item) = ask.item {
            wanted.push(format!("{alias}.item = {}", bind(params, item)));
        }
        if let Some(unit) = ask.unit {
            wanted.push(format!("{alias}.unit = {}", bind(params, unit)));
        }
        if let (Some(states), Some(_)) = (&states, &days) {
            let states = Value::Texts(states.clone());
            wanted.push(reader.one_of(&format!("{alias}.state"), states, params));
        }
        wanted.join(" AND ")
    };
    let led_by = match (&days, &states) {
        (Some(days), _) => Some(("promised_on", Value::Ints(days.clone()))),
        (None, Some(states)) => Some(("state", Value::Texts(states.clone()))),
        (None, None) => None,
    };
    let wanted = Wanted {
        base: &base,
        rest: &rest,
        leads: led_by.as_ref().map(|(column, values)| (*column, values)),
    };
    if let Some(holder) = holder {
        return reader.read_chain(&list, wanted, &scope, Some(("holder", holder.0)));
    }
    if let Some(item) = ask.item {
        return reader.read_chain(&list, wanted, &scope, Some(("item", item.0)));
    }
    if let Some(unit) = ask.unit {
        return reader.list_in_units(&list, wanted, &scope, &[unit]);
    }
    let units = units_in(reader, &scope);
    reader.list_within(list, wanted, &scope, &units)
}

/// All units whose matters the scope may reach through units and areas.
pub(super) fn units_in(reader: &Reader, scope: &Scope) -> Vec<UnitId> {
    let units: Arc<Units> = reader.reference.get();
    let items: Arc<Items> = reader.reference.get();
    units_within(scope, &units, &items)
}

fn keyset(ask: &DeskAsk) -> Keyset<'static> {
    let place = |cursor: DeskCursor| Some((cursor.promised_on, cursor.case.0));
    let (is_descending, after) = match ask.turn {
        Turn::First => (false, None),
        Turn::After(cursor) => (false, place(cursor)),
        Turn::Before(cursor) => (true, place(cursor)),
    };
    Keyset {
        table: "matter",
        columns: DeskLine::COLUMNS,
        order: ["promised_on", "id"],
        key: &["id"],
        is_descending,
        after,
        limit: ask.limit + 1,
        has_walk: true,
        has_holder: true,
    }
}

/// States that the view and the filter leave; `None` for any.
fn states_of(ask: &DeskAsk) -> Option<Vec<String>> {
    let of_view: Option<&[CaseState]> = match ask.view {
        DeskView::Paused => Some(&[CaseState::Special]),
        DeskView::WaitsForApplicant => Some(&[CaseState::CorrectionNoticed]),
        DeskView::ToAccept => Some(TO_ACCEPT),
        DeskView::WaitsForMe => Some(IN_REVIEW),
        DeskView::ToClose => Some(TO_CLOSE),
        DeskView::All
        | DeskView::Mine
        | DeskView::Unclaimed
        | DeskView::DueToday
        | DeskView::Warn
        | DeskView::Yellow
        | DeskView::Red => None,
    };
    match (of_view, ask.state) {
        (None, None) => None,
        (None, Some(state)) => Some(vec![state.code().to_owned()]),
        (Some(states), asked) => Some(
            states
                .iter()
                .filter(|state| asked.is_none_or(|asked| asked == **state))
                .map(|state| state.code().to_owned())
                .collect(),
        ),
    }
}

fn days_of_promise(alias: &str, ask: &DeskAsk, params: &mut Vec<Value>) -> Vec<String> {
    let mut wanted = Vec::new();
    if let Some(from) = ask.from {
        wanted.push(format!("{alias}.promised_on >= {}", bind(params, from)));
    }
    if let Some(to) = ask.to {
        wanted.push(format!("{alias}.promised_on <= {}", bind(params, to)));
    }
    wanted
}

fn is_by_light(view: DeskView) -> bool {
    matches!(
        view,
        DeskView::DueToday | DeskView::Warn | DeskView::Yellow | DeskView::Red
    )
}

/// Whether the counters of units tell all that the scope reaches.
fn is_by_place(scope: &Scope) -> bool {
    match scope {
        Scope::Nothing | Scope::Everything | Scope::Units(_) | Scope::Areas(_) => true,
        Scope::Public | Scope::Holder(_) | Scope::Parties(_) | Scope::PartyItems(..) => false,
        Scope::Within(inner, _) => is_by_place(inner),
        Scope::Any(scopes) => scopes.iter().all(is_by_place),
    }
}

/// The light of the view as ranges of days, over a matter.
fn light_condition(view: DeskView, alias: &str, today: Date, params: &mut Vec<Value>) -> String {
    let range = light_range(view, alias, today, params);
    if view == DeskView::Warn {
        format!("{range} AND {alias}.paused_since IS NULL")
    } else {
        range
    }
}

/// The same without the pause, over whatever has the days.
fn light_range(view: DeskView, alias: &str, today: Date, params: &mut Vec<Value>) -> String {
    match view {
        DeskView::DueToday => format!("{alias}.promised_on = {}", bind(params, today)),
        DeskView::Warn => {
            let warn = bind(params, today);
            let yellow = bind(params, today);
            format!("{alias}.warn_on <= {warn} AND {alias}.yellow_on > {yellow}")
        }
        DeskView::Yellow => {
            let yellow = bind(params, today);
            let red = bind(params, today);
            format!("{alias}.yellow_on <= {yellow} AND {alias}.red_on > {red}")
        }
        DeskView::Red => format!("{alias}.red_on <= {}", bind(params, today)),
        DeskView::All
        | DeskView::Mine
        | DeskView::Unclaimed
        | DeskView::Paused
        | DeskView::WaitsForApplicant
        | DeskView::ToAccept
        | DeskView::WaitsForMe
        | DeskView::ToClose => "1 = 1".to_owned(),
    }
}

/// The promised days on which the counters have cases of this light, as many as fill a page: so of
/// other lights hardly a row is read.
fn days_of_light(
    reader: &mut Reader,
    ask: &DeskAsk,
    list: &Keyset<'_>,
    scope: &Scope,
) -> Result<Vec<i64>, StoreError> {
    let today = reader.now.date();
    let mut params = Vec::new();
    // A warning comes before every other light, so this is a range of the counters' key.
    let mut on = vec![
        format!(
            "o.kind = 'case' AND o.warn_on <= {}",
            bind(&mut params, today)
        ),
        light_range(ask.view, "o", today, &mut params),
    ];
    if ask.view == DeskView::Warn {
        on.push("o.is_paused = 0".to_owned());
    }
    on.extend(days_of_promise("o", ask, &mut params));
    let (way, sign) = if list.is_descending {
        ("DESC", "<=")
    } else {
        ("ASC", ">=")
    };
    if let Some((day, _)) = list.after {
        on.push(format!("o.promised_on {sign} {}", bind(&mut params, day)));
    }
    if let Some(unit) = ask.unit {
        on.push(format!("o.unit = {}", bind(&mut params, unit)));
    }
    on.push(reader.gate_of_counter(scope, "o", &mut params));
    let sql = format!(
        "SELECT o.promised_on, CAST(SUM(o.n) AS BIGINT) FROM open_due o WHERE {}
          GROUP BY o.promised_on ORDER BY o.promised_on {way}",
        on.join(" AND ")
    );
    let (mut days, mut lines) = (Vec::new(), 0);
    for record in reader.query(&sql, &params)? {
        let (day, n) = (record.int(0), record.int(1));
        days.push(day);
        // Of the day of the cursor nothing may be left.
        if list.after.is_none_or(|(cursor, _)| cursor != day) {
            lines += n;
        }
        if lines >= i64::try_from(list.limit).unwrap_or(i64::MAX) {
            break;
        }
    }
    Ok(days)
}
