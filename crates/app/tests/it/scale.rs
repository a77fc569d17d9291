//! Every list, search and number reads a bounded number of rows, however many there are: through the
//! real pages, for ordinary roles and for the widest, on both engines.

mod data;

use crate::town;
use data::{
    AGENT, APPLICANT, AUDITOR, CHIEF, CLERK, ITEM, LARGE, OFFICER, RATINGS, REVIEWER, SEAL_KEEPER,
    SUPERVISOR, SYSTEM,
};
use jiff::civil::date;
use kernel::{AccountId, PartyId};
use store::Cost;
use testkit::{City, Engine, Engine::Postgres, Engine::Sqlite, Visitor};
use web::session::{self, Session};

/// Lines of a page, and pages that may be read on the way to one.
const PAGE: u64 = 50;
const PAGES: u64 = 20;
/// The most that a search looks at.
const CANDIDATES: u64 = 10_000;

async fn sign_in(city: &City, account: AccountId, acting: Option<PartyId>) -> Visitor {
    let now = city.store.now();
    let session = Session {
        key: String::new(),
        account,
        is_staff: acting.is_none(),
        name: "test".into(),
        acting,
        signed_in_at: now,
        seen_at: now,
        agent: String::new(),
        method: "password".into(),
        only: Vec::new(),
    };
    let cookie = session::start(&city.app, session).await.unwrap();
    let mut visitor = city.stranger();
    let pair = cookie.split(';').next().unwrap().to_owned();
    visitor.headers.push(("cookie".into(), pair));
    visitor
}

/// Opens a page and gives what its statements read.
async fn costs(city: &City, visitor: &mut Visitor, path: &str) -> (String, Vec<Cost>) {
    city.store.watch();
    let page = visitor.open(path).await;
    let costs = city.store.costs();
    assert_eq!(page.status, 200, "{path}: {}", page.text());
    assert!(!costs.is_empty(), "{path} reads nothing");
    (page.body, costs)
}

/// What one statement may read: twenty pages, and a page for each unit in reach. SQLite counts steps
/// of its machine, of which a line costs ten times as many as a row that is looked at and left.
fn most_rows(engine: Engine, units: u64) -> u64 {
    let rows = PAGES * PAGE + units * PAGE;
    match engine {
        Sqlite => rows * 3,
        Postgres => rows,
    }
}

fn check(engine: Engine, path: &str, who: AccountId, costs: &[Cost], most: u64) {
    for cost in costs {
        if std::env::var_os("YIMEN_SHOW_COSTS").is_some() && cost.rows > 20 {
            let sql: String = cost.sql.split_whitespace().collect::<Vec<_>>().join(" ");
            let at = sql.find(" FROM ").unwrap_or(0);
            let sql: String = sql.chars().skip(at).take(150).collect();
            println!(
                "{engine:?}\t{who}\t{path}\t{}\t{}\t{sql}",
                cost.rows, cost.scanned
            );
        }
    }
    if std::env::var_os("YIMEN_SHOW_COSTS").is_some() {
        return;
    }
    assert!(
        costs.len() < 40,
        "{path} of {who} asks {} questions: one for each line?",
        costs.len()
    );
    for cost in costs {
        let (sql, plan) = (&cost.sql, &cost.plan);
        assert!(
            cost.rows <= most,
            "{path} of {who} reads {} rows and not {most}: {sql}\n{plan}",
            cost.rows
        );
        assert!(
            cost.scanned <= most,
            "{path} of {who} scans {} rows: {sql}\n{plan}",
            cost.scanned
        );
        assert!(!sql.contains("OFFSET"), "{path} skips rows: {sql}");
        assert!(!sql.contains("COUNT("), "{path} counts rows: {sql}");
    }
}

/// Units whose matters somebody may reach at most.
fn units_of(who: AccountId) -> u64 {
    match who {
        REVIEWER | OFFICER => 1,
        CLERK => 130,
        _ => 1_050,
    }
}

#[rstest::rstest]
#[tokio::test]
async fn no_page_reads_what_it_does_not_show(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = town::start(engine, date(2021, 11, 29), &[]);
    let began = std::time::Instant::now();
    data::write(&city);
    println!("the city is written in {:?}", began.elapsed());
    let mut views: Vec<String> = cases::read::desk::DeskView::ALL
        .iter()
        .map(|view| format!("/desk?view={}", view.code()))
        .collect();
    views.extend(
        [
            "/desk?state=extended",
            "/desk?state=decided-deny",
            "/desk?view=yellow&state=reviewing",
            "/desk?view=unclaimed&state=received",
            "/desk?from=2021-12-10&to=2021-12-12",
            "/desk?from=2023-01-01",
            "/desk?before=18979.5000000200000",
            "/desk?after=18979.5000000200000",
            "/desk?view=red&after=18957.5000000200000",
            "/desk/search?q=许可",
            "/desk/search?q=道路运输",
            "/desk/search?q=没有的词",
        ]
        .map(str::to_owned),
    );
    views.push(format!("/desk?item={ITEM}"));
    views.push(format!("/desk?unit={LARGE}"));
    views.push(format!("/desk?unit={LARGE}&view=to-close"));
    views.push(format!("/desk?holder={OFFICER}"));
    let mut asked: Vec<(AccountId, Option<PartyId>, Vec<String>)> = Vec::new();
    for who in [REVIEWER, OFFICER, CLERK, CHIEF, SUPERVISOR] {
        asked.push((who, None, views.clone()));
    }
    // A handful in the whole city.
    for who in [CHIEF, SUPERVISOR] {
        asked.push((who, None, vec!["/desk/search?q=稀土".to_owned()]));
    }
    let paths = |paths: &[&str]| paths.iter().map(|path| (*path).to_owned()).collect();
    asked.push((
        SUPERVISOR,
        None,
        paths(&[
            "/supervise?list=red",
            "/supervise?list=yellow",
            "/supervise?list=warn",
            "/supervise?list=paused",
            "/supervise?list=legal",
            "/supervise?list=at-once",
            "/supervise?list=deemed",
        ]),
    ));
    asked.push((CLERK, None, paths(&["/window", "/window?list=serve"])));
    asked.push((
        SEAL_KEEPER,
        None,
        paths(&["/desk/seals", "/desk/seals/waiting"]),
    ));
    for who in [CLERK, OFFICER] {
        asked.push((who, None, paths(&["/desk/seals/unasked"])));
    }
    asked.push((CHIEF, None, paths(&["/desk/ratings"])));
    asked.push((OFFICER, None, paths(&["/desk/ratings"])));
    asked.push((
        RATINGS,
        None,
        paths(&["/desk/ratings", "/desk/ratings/review"]),
    ));
    asked.push((SYSTEM, None, paths(&["/admin/accounts"])));
    asked.push((
        AUDITOR,
        None,
        paths(&["/admin/audit", "/admin/audit/looks"]),
    ));
    let mine = paths(&[
        "/my",
        "/my/cases",
        "/my/cases?show=closed",
        "/my/messages",
        "/my/data",
    ]);
    asked.push((APPLICANT.0, Some(APPLICANT.1), mine));
    let of_firm = paths(&["/my", "/my/cases", "/my/cases?show=closed", "/my/messages"]);
    asked.push((AGENT.0, Some(AGENT.1), of_firm));
    for (who, acting, paths) in asked {
        let mut visitor = sign_in(&city, who, acting).await;
        // The reference data is read once after it moved.
        visitor.open("/items").await;
        for path in paths {
            let (_, costs) = costs(&city, &mut visitor, &path).await;
            let mut most = most_rows(engine, units_of(who));
            if path.contains("search") {
                most += 2 * CANDIDATES;
            }
            check(engine, &path, who, &costs, most);
        }
    }
}
