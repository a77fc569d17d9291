//! Lists and pages under load: 64 clients without think time, with the ordinary rights of twelve
//! roles.

use crate::http::{Client, percent};
use crate::load::{Outcome, Visitor, run};
use crate::report::{Goal, Line};
use crate::server::{Place, Server, numbered, sign_in};
use anyhow::{Context as _, ensure};
use std::sync::Arc;
use std::time::Duration;

/// Clients that ask at once.
pub(crate) const CLIENTS: usize = 64;

/// Who works at a desk: two of the window, reviewers of two bureaus, deciders, the head, an officer
/// of instant cases, supervision, leaders.
const STAFF: [&str; 12] = [
    "clerk-1",
    "clerk-2",
    "housing-reviewer-1",
    "housing-reviewer-2",
    "housing-decider",
    "housing-head",
    "housing-seal",
    "market-reviewer-1",
    "market-officer",
    "supervisor",
    "bureau-leader",
    "mayor",
];

/// Views of the desk that are opened in turn.
const VIEWS: [&str; 8] = [
    "all",
    "mine",
    "to-accept",
    "for-me",
    "warn",
    "yellow",
    "red",
    "paused",
];

/// People who may open a page, signed in once each.
#[derive(Debug)]
pub(crate) struct Crowd {
    staff: Vec<Client>,
    applicants: Vec<Client>,
}

impl Crowd {
    pub(crate) async fn gather(place: &Place, applicants: &[String]) -> anyhow::Result<Self> {
        let mut crowd = Self {
            staff: Vec::new(),
            applicants: Vec::new(),
        };
        for login in STAFF {
            crowd.staff.push(sign_in(place, login).await?);
        }
        for login in applicants {
            crowd.applicants.push(sign_in(place, login).await?);
        }
        Ok(crowd)
    }

    pub(crate) fn applicants(&self) -> &[Client] {
        &self.applicants
    }

    /// Those of the staff who may open the page.
    async fn who_may(&mut self, path: &str) -> anyhow::Result<Vec<Client>> {
        let mut may = Vec::new();
        for client in &mut self.staff {
            let answer = client.get(path).await?;
            match answer.status {
                200 => may.push(client.twin()),
                403 | 404 => {}
                status => anyhow::bail!("{path}: {status}"),
            }
        }
        ensure!(!may.is_empty(), "nobody may open {path}");
        Ok(may)
    }
}

/// One way to load the server.
#[derive(Debug)]
pub(crate) struct Scene {
    pub(crate) name: &'static str,
    visitors: Vec<Visitor>,
}

fn spread(clients: &[Client], paths: &[Arc<[String]>]) -> Vec<Visitor> {
    (0..CLIENTS)
        .map(|n| Visitor {
            client: clients[n % clients.len()].twin(),
            paths: Arc::clone(&paths[n % paths.len()]),
            from: n * 7,
        })
        .collect()
}

/// The desk: its views, and the pages after the first.
pub(crate) async fn desk(crowd: &mut Crowd) -> anyhow::Result<Scene> {
    let may = crowd.who_may("/desk").await?;
    let paths: Vec<String> = VIEWS
        .iter()
        .map(|view| format!("/desk?view={view}"))
        .collect();
    Ok(Scene {
        name: "desk",
        visitors: spread(&may, &[paths.into()]),
    })
}

/// Searches that find nothing, one case, and everything.
pub(crate) async fn search(crowd: &mut Crowd) -> anyhow::Result<Scene> {
    let mut may = crowd.who_may("/desk/search?q=a").await?;
    let mut paths = Vec::new();
    for client in &mut may {
        let page = client.get("/desk?view=all").await?.text()?;
        let numbers: Vec<String> = case_numbers(&page);
        let mut of_client: Vec<String> = ["不存在的词", "许可", "经营许可", "登记"]
            .iter()
            .map(|words| format!("/desk/search?q={}", percent(words)))
            .collect();
        of_client.extend(
            numbers
                .iter()
                .take(8)
                .map(|number| format!("/desk/search?q={number}")),
        );
        paths.push(of_client.into());
    }
    Ok(Scene {
        name: "search",
        visitors: spread(&may, &paths),
    })
}

/// Case pages of one's own desk.
pub(crate) async fn case_page(crowd: &mut Crowd) -> anyhow::Result<Scene> {
    let may = crowd.who_may("/desk").await?;
    let mut with_cases = Vec::new();
    let mut paths: Vec<Arc<[String]>> = Vec::new();
    for mut client in may {
        let page = client.get("/desk?view=all").await?.text()?;
        let cases = numbered(&page, "/desk/cases/");
        let mut open = Vec::new();
        for case in cases {
            if client.get(&case).await?.status == 200 {
                open.push(case);
            }
        }
        if !open.is_empty() {
            with_cases.push(client);
            paths.push(open.into());
        }
    }
    ensure!(!with_cases.is_empty(), "nobody has a case to open");
    Ok(Scene {
        name: "case-page",
        visitors: spread(&with_cases, &paths),
    })
}

/// What an applicant opens.
pub(crate) async fn my_cases(crowd: &mut Crowd) -> anyhow::Result<Scene> {
    let mut mine = Vec::new();
    for client in &mut crowd.applicants {
        let answer = client.get("/my/cases").await?;
        ensure!(answer.status == 200, "/my/cases: {}", answer.status);
        mine.push(client.twin());
    }
    ensure!(!mine.is_empty(), "no applicant can sign in");
    let paths: Arc<[String]> = ["/my/cases", "/my", "/my/messages"]
        .map(str::to_owned)
        .into();
    Ok(Scene {
        name: "my-cases",
        visitors: spread(&mine, &[paths]),
    })
}

/// What is late, and why.
pub(crate) async fn late_list(crowd: &mut Crowd) -> anyhow::Result<Scene> {
    let may = crowd.who_may("/supervise").await?;
    let paths: Arc<[String]> = ["/supervise"].map(str::to_owned).into();
    Ok(Scene {
        name: "late-list",
        visitors: spread(&may, &[paths]),
    })
}

fn case_numbers(page: &str) -> Vec<String> {
    let mut found: Vec<String> = page
        .split(|c: char| !(c.is_ascii_digit() || c == ' '))
        .map(|run| run.replace(' ', ""))
        .filter(|run| run.len() == 22)
        .collect();
    found.sort();
    found.dedup();
    found
}

impl Scene {
    /// Loads the server and judges it.
    pub(crate) async fn play(
        self,
        place: &Place,
        server: &Server,
        time: Duration,
        floor_p95: f64,
    ) -> anyhow::Result<Vec<Line>> {
        let Self { name, visitors } = self;
        let outcome = run(visitors, time).await?;
        if let Some(error) = &outcome.first_error {
            eprintln!("{name}: {} errors, the first: {error}", outcome.errors);
        }
        Ok(judge(place, name, &outcome, floor_p95, server.memory_mb()?))
    }
}

fn judge(
    place: &Place,
    name: &str,
    outcome: &Outcome,
    floor_p95: f64,
    memory_mb: f64,
) -> Vec<Line> {
    let (p95, p99) = if place.is_postgres() {
        (Goal::AtMost(100.0), Goal::None)
    } else {
        (Goal::AtMost(50.0), Goal::AtMost(150.0))
    };
    #[expect(clippy::cast_precision_loss, reason = "counts of answers and bytes")]
    let (errors, heaviest) = (outcome.errors as f64, outcome.heaviest as f64 / 1000.0);
    vec![
        Line::of(format!("{name} p95"), outcome.at(950), "ms", p95).beside(floor_p95),
        Line::of(format!("{name} p99"), outcome.at(990), "ms", p99),
        Line::of(
            format!("{name} a second"),
            outcome.per_second(),
            "pages/s",
            Goal::None,
        ),
        Line::of(
            format!("{name} errors"),
            errors,
            "answers",
            Goal::AtMost(0.0),
        ),
        Line::of(
            format!("{name} heaviest"),
            heaviest,
            "KB",
            Goal::AtMost(60.0),
        ),
        Line::of(
            format!("{name} memory"),
            memory_mb,
            "MB",
            Goal::AtMost(300.0),
        ),
    ]
}

/// The export of everything within reach: when its first byte comes, and what it costs in memory.
pub(crate) async fn export(place: &Place, server: &Server) -> anyhow::Result<Vec<Line>> {
    use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
    let client = sign_in(place, "supervisor").await?;
    let before = server.memory_mb()?;
    let begun = std::time::Instant::now();
    let mut stream = tokio::net::TcpStream::connect(place.address).await?;
    let request = format!(
        "GET /desk/export.csv HTTP/1.1\r\nhost: {}\r\nconnection: close\r\ncookie: {}\r\n\r\n",
        place.address,
        client.jar()
    );
    stream.write_all(request.as_bytes()).await?;
    let mut buffer = vec![0_u8; 1 << 20];
    let mut first = None;
    let mut lines = 0_u64;
    let mut most = before;
    loop {
        let read = stream.read(&mut buffer).await?;
        if read == 0 {
            break;
        }
        let read = buffer.get(..read).context("a read within the buffer")?;
        if first.is_none() {
            ensure!(
                read.starts_with(b"HTTP/1.1 200"),
                "{}",
                String::from_utf8_lossy(read)
            );
            first = Some(begun.elapsed());
        }
        lines += read.split(|byte| *byte == b'\n').count() as u64 - 1;
        most = most.max(server.memory_mb()?);
    }
    #[expect(clippy::cast_precision_loss, reason = "a count of rows")]
    let rows = lines as f64;
    Ok(vec![
        Line::of(
            "export first byte",
            first.context("no answer")?.as_secs_f64(),
            "s",
            Goal::AtMost(1.0),
        ),
        Line::of("export rows", rows, "rows", Goal::None),
        Line::of(
            "export a second",
            rows / begun.elapsed().as_secs_f64(),
            "rows/s",
            Goal::None,
        ),
        Line::of(
            "export memory",
            most - before,
            "MB more",
            Goal::AtMost(64.0),
        ),
    ])
}
