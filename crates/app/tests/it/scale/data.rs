//! A city's projections at scale, for tests that read: written by the databases themselves, in
//! seconds. The rows have the shape that the projections give them, and the counters are what the
//! rows sum up to; there are no events behind them, so nothing here can be acted on.

use kernel::{AccountId, PartyId, time::days_since_epoch};
use store::{Dialect, search};
use testkit::City;

/// Matters; a fifth of them open.
pub(crate) const MATTERS: i64 = 80_000;

/// Above a thousand units, and a small and a large one of them.
pub(crate) const ROOT: i64 = 900_000;
const SMALL: i64 = 900_321;
pub(crate) const LARGE: i64 = 900_500;
/// The government of a county, with a hundred units.
const COUNTY: i64 = 900_003;

pub(crate) const REVIEWER: AccountId = AccountId(800_001);
pub(crate) const CHIEF: AccountId = AccountId(800_002);
pub(crate) const CLERK: AccountId = AccountId(800_003);
pub(crate) const SUPERVISOR: AccountId = AccountId(800_004);
/// Of the large unit; a sixth of it is in his hands.
pub(crate) const OFFICER: AccountId = AccountId(810_000 + 500 * 3);
pub(crate) const SEAL_KEEPER: AccountId = AccountId(800_006);
pub(crate) const SYSTEM: AccountId = AccountId(800_007);
pub(crate) const AUDITOR: AccountId = AccountId(800_008);
pub(crate) const RATINGS: AccountId = AccountId(800_009);
/// Who filed five thousand cases, and who acts for two thousand firms; the first firm has as many.
pub(crate) const APPLICANT: (AccountId, PartyId) = (AccountId(830_001), PartyId(700_001));
pub(crate) const AGENT: (AccountId, PartyId) = (AccountId(830_002), PartyId(710_001));

/// An item of the large unit.
pub(crate) const ITEM: i64 = 600_000 + 500 * 5;

const NO_DAY: i64 = contracts::matter::NO_DAY;

pub(crate) fn write(city: &City) {
    let store = city.store.clone();
    std::thread::spawn(move || {
        let today = i64::from(days_since_epoch(store.today()));
        store
            .write_blocking(move |tx| {
                let dialect = tx.conn.dialect();
                for sql in statements(today) {
                    tx.conn.execute(&sql, &[])?;
                }
                for (title, _) in TITLES {
                    let sql = words_of(dialect, title);
                    tx.conn
                        .execute(&sql, &[search::tokens(title).join(" ").into()])?;
                }
                if dialect == Dialect::Postgres {
                    tx.conn.batch("ANALYZE")?;
                }
                Ok(())
            })
            .unwrap();
    })
    .join()
    .unwrap();
}

/// Names of items, each with how many of a hundred thousand matters have it. All hold 许可.
const TITLES: [(&str, i64); 4] = [
    ("食品经营许可", 70_000),
    ("城镇排水许可", 28_000),
    ("道路运输许可", 1_990),
    ("稀土开采许可", 10),
];

/// A number below `below` that looks drawn, from the number of a matter.
fn drawn(salt: u32, below: u32) -> String {
    format!("((n.i * 7919 + {salt}) * 104729 % 1000003 % {below})")
}

/// A table of whole numbers `n.i` from one on.
fn numbers(last: i64) -> String {
    format!(
        "WITH RECURSIVE n(i) AS (SELECT CAST(1 AS BIGINT) UNION ALL SELECT i + 1 FROM n
           WHERE i < {last})"
    )
}

fn area_of(unit: &str) -> String {
    format!("(431101 + {unit} % 10)")
}

fn title() -> String {
    let mut upto = 0;
    let draw = drawn(11, 100_000);
    let cases = TITLES.map(|(title, share)| {
        upto += share;
        format!("WHEN {draw} < {upto} THEN '{title}'")
    });
    let cases = cases.join(" ");
    format!("CASE {cases} ELSE '{}' END", TITLES[0].0)
}

fn statements(today: i64) -> Vec<String> {
    let mut all = people(today);
    all.push(matters(today));
    all.extend(of_matters(today));
    all.push("UPDATE fact SET value = value + 1 WHERE name = 'reference-version'".into());
    all
}

fn people(today: i64) -> Vec<String> {
    let unit = |id: &str, area: &str, parent: &str| {
        format!(
            "{id}, 'scale-' || ({id}), '099', '单位' || ({id}), 'Unit ' || ({id}), {area}, {parent}, '',
             'government-department', '', '', '', {NO_DAY}, {id}, 0, 0, 0, 1"
        )
    };
    let mut all = vec![
        format!(
            "INSERT INTO unit_row SELECT {}",
            unit("900000", "431100", "0")
        ),
        format!(
            "INSERT INTO unit_row {} SELECT {} FROM n",
            numbers(10),
            unit("900000 + n.i", &area_of("n.i"), "900000")
        ),
        format!(
            "INSERT INTO unit_row {} SELECT {} FROM n WHERE n.i > 10",
            numbers(1_000),
            unit(
                "900000 + n.i",
                &area_of("n.i"),
                "CASE WHEN n.i % 10 = 0 THEN 900010 ELSE 900000 + n.i % 10 END"
            )
        ),
    ];
    for (account, unit, role) in [
        (REVIEWER, SMALL, "reviewer"),
        (CHIEF, ROOT, "head"),
        (CLERK, COUNTY, "window-clerk"),
        (SUPERVISOR, ROOT, "supervisor"),
        (OFFICER, LARGE, "decider"),
        (SEAL_KEEPER, ROOT, "seal-keeper"),
        (SYSTEM, ROOT, "admin-system"),
        (AUDITOR, ROOT, "admin-audit"),
        (RATINGS, ROOT, "ratings-reviewer"),
    ] {
        all.push(format!(
            "INSERT INTO account_row SELECT {account}, 'staff', 0, '某某', '', {unit}, 431100, 0,
                    {account}, 0, 0"
        ));
        all.push(format!(
            "INSERT INTO post_row SELECT {account}, {unit}, '{role}', {}, {NO_DAY}",
            today - 100
        ));
    }
    // Accounts without a post: a list of administrators, not the snapshot.
    all.push(format!(
        "INSERT INTO account_row {} SELECT 840000 + n.i, 'staff', 0, '某某', '', 900000 + n.i % 1000,
                431100, 0, 840000 + n.i, 0, 0 FROM n",
        numbers(20_000)
    ));
    for (account, party) in [APPLICANT, (AGENT.0, PartyId(700_002))] {
        all.push(format!(
            "INSERT INTO account_row SELECT {account}, 'person', {party}, '', '', 0, 431100, 0,
                    {account}, 0, 0"
        ));
    }
    all.push(format!(
        "INSERT INTO mandate_row {} SELECT 850000 + n.i, 710000 + n.i, {}, '[]', {}, {}, {NO_DAY},
                0, '', 0, 0, 0, 0, 0, 0 FROM n",
        numbers(2_000),
        AGENT.0,
        today - 100,
        today + 100
    ));
    all
}

/// One statement: first what was drawn for each matter, then what follows from it.
fn matters(today: i64) -> String {
    let spread = format!("11 + {} * {} / 990", drawn(2, 990), drawn(3, 990));
    let states = [
        (2, "submitted"),
        (4, "received"),
        (5, "correction-noticed"),
        (6, "correction-submitted"),
        (11, "accepted"),
        (15, "reviewing"),
        (16, "special"),
        (17, "extended"),
        (18, "deemed-accepted"),
        (19, "decided-grant"),
    ];
    let state = states.map(|(upto, code)| {
        // In the large unit nothing waits to be closed: an empty view must not read all the rest.
        if code == "decided-grant" {
            format!("WHEN a.s < {upto} THEN CASE WHEN a.u = 500 THEN 'accepted' ELSE '{code}' END")
        } else {
            format!("WHEN a.s < {upto} THEN '{code}'")
        }
    });
    format!(
        "INSERT INTO matter {numbers},
         a AS (SELECT n.i, CASE WHEN {large} = 0 THEN 500 ELSE {spread} END AS u,
                 CASE WHEN n.i <= 10000 THEN CASE WHEN n.i % 50 = 0 THEN 1 ELSE 0 END
                      WHEN {open} = 0 THEN 1 ELSE 0 END AS is_open,
                 CASE WHEN n.i <= 5000 THEN 700001 WHEN n.i <= 10000 THEN 710001
                      WHEN n.i <= 14000 THEN 710001 + n.i % 2000
                      ELSE 720000 + {party} END AS party,
                 {held} AS h, {item} AS it, {state_draw} AS s, {due} - 8 AS d, {title} AS title,
                 18628 + n.i * 330 / {MATTERS} AS opened
            FROM n),
         b AS (SELECT a.*,
                 CASE WHEN is_open = 0 THEN 'closed' {states_case}
                      ELSE CASE WHEN a.u = 500 THEN 'reviewing' ELSE 'decided-deny' END END AS state,
                 CASE WHEN is_open = 0 THEN opened + 8 WHEN s < 6 THEN {NO_DAY}
                      -- What is late in the large unit is red, so that its yellow list is empty.
                      WHEN u = 500 AND d BETWEEN -4 AND -1 THEN {today} - 6
                      ELSE {today} + d END AS promised
            FROM a)
         SELECT 5000000000000 + i, 'case', '4311002101010990' || (100000 + i), title,
                {area}, 900000 + u,
                CASE WHEN is_open = 0 THEN 810000 + u * 3 WHEN h = 0 THEN 0
                     ELSE 810000 + u * 3 + h % 3 END,
                state, party, 600000 + u * 5 + it, opened * 86400000000 + i, promised,
                CASE WHEN promised = {NO_DAY} THEN {NO_DAY} ELSE promised + 10 END,
                CASE WHEN is_open = 0 OR promised = {NO_DAY} THEN {NO_DAY} ELSE promised - 2 END,
                CASE WHEN is_open = 0 OR promised = {NO_DAY} THEN {NO_DAY} ELSE promised + 1 END,
                CASE WHEN is_open = 0 OR promised = {NO_DAY} THEN {NO_DAY} ELSE promised + 4 END,
                CASE WHEN state = 'special' THEN {today} - 3 END,
                CASE WHEN is_open = 0 THEN opened + 8 END,
                CASE WHEN is_open = 0 THEN 'granted' ELSE '' END, 0, 0, 5
           FROM b",
        numbers = numbers(MATTERS),
        large = drawn(1, 10),
        open = drawn(5, 5),
        party = drawn(6, 100_000),
        held = drawn(7, 6),
        item = drawn(4, 5),
        state_draw = drawn(8, 20),
        due = drawn(9, 80),
        title = title(),
        states_case = state.join(" "),
        area = area_of("u"),
    )
}

fn of_matters(today: i64) -> Vec<String> {
    let mut all = vec![
        "INSERT INTO matter_party SELECT party, opened_at, id FROM matter".to_owned(),
        "INSERT INTO matter_party_open SELECT party, opened_at, id FROM matter
          WHERE closed_on IS NULL"
            .to_owned(),
        "INSERT INTO open_count SELECT kind, unit, area, state,
                CASE WHEN holder = 0 THEN 0 ELSE 1 END, confidentiality, COUNT(*)
           FROM matter WHERE closed_on IS NULL
          GROUP BY kind, unit, area, state, CASE WHEN holder = 0 THEN 0 ELSE 1 END, confidentiality"
            .to_owned(),
        format!(
            "INSERT INTO open_due SELECT kind, unit, warn_on, area, promised_on, yellow_on, red_on,
                    CASE WHEN paused_since IS NULL THEN 0 ELSE 1 END, confidentiality, COUNT(*)
               FROM matter WHERE closed_on IS NULL AND red_on < {NO_DAY}
              GROUP BY kind, unit, warn_on, area, promised_on, yellow_on, red_on,
                    CASE WHEN paused_since IS NULL THEN 0 ELSE 1 END, confidentiality"
        ),
        "INSERT INTO open_held SELECT kind, holder, unit, area, state, confidentiality, COUNT(*)
           FROM matter WHERE closed_on IS NULL AND holder <> 0
          GROUP BY kind, holder, unit, area, state, confidentiality"
            .to_owned(),
    ];
    let opened = "(m.opened_at / 86400000000)";
    all.push(format!(
        "INSERT INTO case_row SELECT m.id, m.number, m.area, m.unit, m.holder, m.party, 0, 0, m.state,
                m.item, 1, m.title, 'window', 'licensing', {opened}, 0, {opened},
                CASE WHEN m.state IN ('submitted', 'received', 'correction-submitted')
                     THEN {today} + m.id % 5 - 1 ELSE {NO_DAY} END,
                0, {NO_DAY}, CASE WHEN m.promised_on < {NO_DAY} THEN {opened} + 1 END, 0,
                m.promised_on, m.legal_on, {NO_DAY}, {NO_DAY},
                CASE WHEN m.state IN ('closed', 'decided-grant', 'decided-deny')
                     THEN {opened} + 6 END,
                CASE WHEN m.state IN ('decided-grant', 'decided-deny')
                          OR (m.state = 'closed' AND m.id % 50 = 0)
                     THEN {today} + m.id % 10 ELSE {NO_DAY} END,
                {NO_DAY}, CASE WHEN m.closed_on IS NOT NULL THEN 0 END, m.closed_on,
                CASE WHEN m.closed_on IS NOT NULL AND m.id % 50 <> 0 THEN m.closed_on END,
                {NO_DAY}, 1
           FROM matter m"
    ));
    all.push(format!(
        "INSERT INTO case_sign SELECT CASE WHEN m.id % 3 = 0 THEN 'at-once' ELSE 'late-pause' END,
                {opened} + 2, m.id, m.number, m.title, m.area, m.unit, m.holder, m.party, 0, 0, 1, 5
           FROM matter m WHERE m.id % 19 = 0"
    ));
    let paper_state = "CASE WHEN m.id % 300 = 0 THEN 'drawn' WHEN m.id % 100 = 0 THEN 'asked'
                            ELSE 'sealed' END";
    let is_sealed = "m.id % 100 <> 0";
    all.push(format!(
        "INSERT INTO paper SELECT 6000000000000 + m.id, m.number || '-1', 'acceptance-notice',
                'acceptance-notice', '受理通知书', 'Notice', m.id, m.number, m.area, m.unit, 0,
                m.party, 0, 0, m.unit, {paper_state}, 's', m.opened_at, 1, 1,
                m.opened_at + 5, CASE WHEN {is_sealed} THEN {today} - m.id % 300 END,
                CASE WHEN {is_sealed} THEN m.opened_at + 9 ELSE 0 END, 1, '2021-1'
           FROM matter m WHERE m.id % 2 = 0"
    ));
    all.push(
        "INSERT INTO paper_open SELECT unit, area, 0, 0, 0, 0, state, COUNT(*) FROM paper
          WHERE state IN ('drawn', 'asked') GROUP BY unit, area, state"
            .to_owned(),
    );
    all.push(
        "INSERT INTO message SELECT m.party, m.opened_at, 7000000000000 + m.id, 'submitted', m.id, '{}'
           FROM matter m"
            .to_owned(),
    );
    all.push(format!(
        "INSERT INTO rating_row SELECT m.closed_on + 5, m.id * 7919 % 1000003 * 1000000 + m.id % 1000000,
                m.area, m.unit, 0, 0, 0, 0, m.item, m.title, m.title, 5, '', 0, '', 0, ''
           FROM matter m WHERE m.closed_on + 5 <= {today} AND m.id % 5 = 0"
    ));
    all.push(
        "INSERT INTO rating_link SELECT 8000000000000 + m.id, m.id, m.area, m.unit, 0, m.party, 0, 0,
                m.title, m.title, 1, m.opened_at, CASE WHEN m.id % 500 = 0 THEN 'open' ELSE '' END
           FROM matter m WHERE m.id % 5 = 0"
            .to_owned(),
    );
    all
}

/// Search text as the store writes it: the words of the title, the unit and all above it.
fn words_of(dialect: Dialect, title: &str) -> String {
    let units = "' u' || m.unit || CASE WHEN m.unit % 10 = 0 THEN ' u900010'
                      ELSE ' u' || (900000 + m.unit % 10) END || ' u900000'";
    match dialect {
        Dialect::Sqlite => format!(
            "INSERT INTO search (rowid, words) SELECT m.id, $1 || {units}
               FROM matter m WHERE m.title = '{title}' ORDER BY m.id"
        ),
        Dialect::Postgres => format!(
            "INSERT INTO search (id, words)
             SELECT m.id, array_to_tsvector(string_to_array($1::text || {units}, ' '))
               FROM matter m WHERE m.title = '{title}' ORDER BY m.id"
        ),
    }
}
