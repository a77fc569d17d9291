//! What may be done is a hand-written table, `permissions.md`: one line for each route and each thing
//! that it is about, one column for each kind of person. Each cell is one request. A route that is
//! missing from the table fails the test.
//!
//! `ok` the act or page is reached; `in` sign in first; `no` holds no such permission; `--` not
//! found, because it is out of reach.

use crate::permission_things::{Things, address};
use crate::town;
use app::house;
use axum::http::{Method, StatusCode};
use kernel::AccountId;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use testkit::{City, Engine, Page, Visitor};
use web::session::{self, Session};

const TABLE: &str = include_str!("../permissions.md");
/// Set to a file to have the answers of the code written there, for the eye that reviews the table.
const WRITE: &str = "YIMEN_PERMISSIONS_OUT";

/// Columns of the table: name, login. Nobody has signed in for an empty login.
pub(crate) const PEOPLE: [(&str, &str); 18] = [
    ("nobody", ""),
    ("firm", "chen-xuni"),
    ("agent", "yang-daiban"),
    ("other", "zhang-yanshi"),
    ("clerk", "clerk-1"),
    ("review", "housing-reviewer-1"),
    ("instant", "housing-officer"),
    ("decide", "housing-decider"),
    ("head", "housing-head"),
    ("seal", "housing-seal"),
    ("superv", "supervisor"),
    ("leader", "mayor"),
    ("editor", "catalogue-editor"),
    ("publish", "catalogue-publisher"),
    ("ratings", "ratings-reviewer"),
    ("system", "admin-system"),
    ("secure", "admin-security"),
    ("audit", "admin-audit"),
];

/// One line of the table: route, what it is about, the answers.
type Line = (String, String, Vec<String>);

fn lines() -> Vec<Line> {
    TABLE
        .lines()
        .filter(|line| line.starts_with("| GET ") || line.starts_with("| POST "))
        .map(|line| {
            let mut cells = line
                .trim_matches('|')
                .split('|')
                .map(|cell| cell.trim().to_owned());
            let route = cells.next().unwrap();
            let about = cells.next().unwrap();
            (route, about, cells.collect())
        })
        .collect()
}

async fn people(city: &City, things: &Things) -> Vec<Visitor> {
    let mut visitors = Vec::new();
    for (_, login) in PEOPLE {
        let mut visitor = city.stranger();
        if !login.is_empty() {
            let account = things.accounts[login];
            let is_staff = !["chen-xuni", "yang-daiban", "zhang-yanshi"].contains(&login);
            visitor.carry(
                "yimen",
                &sign_in(city, account, is_staff, things.party_for(login)).await,
            );
        }
        visitors.push(visitor);
    }
    visitors
}

async fn sign_in(
    city: &City,
    account: AccountId,
    is_staff: bool,
    acting: Option<kernel::PartyId>,
) -> String {
    let now = city.store.now();
    let session = Session {
        key: String::new(),
        account,
        is_staff,
        name: "test".into(),
        acting,
        signed_in_at: now,
        seen_at: now,
        agent: String::new(),
        method: "test".into(),
        only: Vec::new(),
    };
    let cookie = session::start(&city.app, session).await.unwrap();
    let pair = cookie.split(';').next().unwrap();
    pair.split_once('=').unwrap().1.to_owned()
}

async fn ask(visitor: &mut Visitor, method: &str, path: &str) -> Page {
    if method == "GET" {
        return visitor.send(Method::GET, path, None, Vec::new(), &[]).await;
    }
    let is_api = path.starts_with("/api/");
    let (kind, body) = if is_api {
        ("application/json", "{}".to_owned())
    } else {
        (
            "application/x-www-form-urlencoded",
            concat!(
                "key=permission-test-key&why=for+the+table&reason=for+the+table",
                "&at-materials=ok&act=receive"
            )
            .to_owned(),
        )
    };
    let key = [(
        "idempotency-key".to_owned(),
        "permission-test-key".to_owned(),
    )];
    visitor
        .send(
            Method::POST,
            path,
            Some(kind.into()),
            body.into_bytes(),
            &key,
        )
        .await
}

fn answer(page: &Page) -> &'static str {
    let location = page.headers.get("location").map_or("", String::as_str);
    match page.status {
        StatusCode::UNAUTHORIZED => "in",
        StatusCode::SEE_OTHER if location.starts_with("/sign-in") => "in",
        StatusCode::FORBIDDEN => "no",
        StatusCode::NOT_FOUND => "--",
        StatusCode::INTERNAL_SERVER_ERROR | StatusCode::SERVICE_UNAVAILABLE => "failed",
        _ => "ok",
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_cell_of_the_table_is_what_the_house_answers() {
    let logins: Vec<&str> = Vec::new();
    let city = town::start(Engine::Sqlite, jiff::civil::date(2021, 9, 17), &logins);
    let things = Things::make(&city);
    let mut visitors = people(&city, &things).await;
    let mut routes: BTreeMap<String, Vec<&'static str>> = BTreeMap::new();
    for module in house::house().modules {
        for route in module.routes {
            let name = format!("{} {}", route.method, route.path);
            routes.insert(name, Things::about(route.path));
        }
    }
    let mut found: Vec<Line> = Vec::new();
    for (route, abouts) in &routes {
        let (method, path) = route.split_once(' ').unwrap();
        for about in abouts {
            let path = address(path, about, &things);
            let mut cells = Vec::new();
            for visitor in &mut visitors {
                // Signing out would end the visit of everybody after.
                let is_sign_out = path == "/sign-out" || path.contains("everywhere");
                let page = if is_sign_out {
                    let mut twin = visitor.clone();
                    twin.carry("yimen", "gone");
                    ask(&mut twin, method, &path).await
                } else {
                    ask(visitor, method, &path).await
                };
                cells.push(answer(&page).to_owned());
            }
            found.push((route.clone(), (*about).to_owned(), cells));
        }
    }
    if let Ok(out) = std::env::var(WRITE) {
        std::fs::write(out, table(&found)).unwrap();
    }
    compare(&found, &routes);
}

fn compare(found: &[Line], routes: &BTreeMap<String, Vec<&'static str>>) {
    let written = lines();
    let known: BTreeSet<&String> = written.iter().map(|(route, _, _)| route).collect();
    let missing: Vec<&String> = routes
        .keys()
        .filter(|route| !known.contains(route))
        .collect();
    assert!(
        missing.is_empty(),
        "routes that the table does not know: {missing:#?}"
    );
    let mut wrong = String::new();
    for (route, about, cells) in &written {
        let Some((_, _, answers)) = found.iter().find(|(r, a, _)| r == route && a == about) else {
            let _ = writeln!(wrong, "{route} ({about}) is in the table and nowhere else");
            continue;
        };
        for ((expected, answer), (who, _)) in cells.iter().zip(answers).zip(PEOPLE) {
            if expected != answer {
                let _ = writeln!(
                    wrong,
                    "{route} ({about}) by {who}: {expected} in the table, {answer} in the house"
                );
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

fn table(found: &[Line]) -> String {
    let mut out = String::from("| route | about |");
    for (who, _) in PEOPLE {
        let _ = write!(out, " {who} |");
    }
    out.push_str("\n|---|---|");
    out.push_str(&"---|".repeat(PEOPLE.len()));
    out.push('\n');
    for (route, about, cells) in found {
        let _ = writeln!(out, "| {route} | {about} | {} |", cells.join(" | "));
    }
    out
}
