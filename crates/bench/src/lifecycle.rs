//! Whole cases over the JSON API: from the application to its service.

use crate::http::Client;
use crate::report::{Goal, Line};
use crate::server::{Place, sign_in};
use anyhow::{Context as _, ensure};
use serde_json::{Value, json};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Cases at work at once.
const LANES: usize = 64;
/// An item with one reviewer and one material.
const ITEM: &str = "YZ-010-0003";

struct Crew {
    applicant: Client,
    clerk: Client,
    reviewer: Client,
    decider: Client,
    file: Value,
    /// The city's day, as `2021-11-30`.
    today: String,
}

pub(crate) async fn run(place: &Place, time: Duration) -> anyhow::Result<Vec<Line>> {
    let mut applicant = sign_in(place, "li-yangli").await?;
    let clerk = sign_in(place, "clerk-5").await?;
    let reviewer = sign_in(place, "hrss-reviewer-1").await?;
    let decider = sign_in(place, "hrss-decider").await?;
    let stamp = std::process::id();
    let file = upload(
        &mut applicant,
        "/api/v1/files",
        &format!("bench-file-{stamp}"),
    )
    .await?;
    let done = Arc::new(AtomicU64::new(0));
    let begun = Instant::now();
    let until = begun + time;
    let mut lanes = tokio::task::JoinSet::new();
    for lane in 0..LANES {
        let mut crew = Crew {
            applicant: applicant.twin(),
            clerk: clerk.twin(),
            reviewer: reviewer.twin(),
            decider: decider.twin(),
            file: file.clone(),
            today: String::new(),
        };
        let done = Arc::clone(&done);
        lanes.spawn(async move {
            let mut n = 0_u32;
            while Instant::now() < until {
                crew.one(&format!("bench-{stamp}-{lane}-{n}")).await?;
                done.fetch_add(1, Ordering::Relaxed);
                n += 1;
            }
            anyhow::Ok(())
        });
    }
    let mut errors = 0;
    while let Some(lane) = lanes.join_next().await {
        if let Err(error) = lane? {
            if errors == 0 {
                eprintln!("lifecycle: {error:#}");
            }
            errors += 1;
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "a count of cases")]
    let per_second = done.load(Ordering::Relaxed) as f64 / begun.elapsed().as_secs_f64();
    Ok(vec![
        Line::of("lifecycle", per_second, "cases/s", Goal::AtLeast(300.0)),
        Line::of(
            "lifecycle errors",
            f64::from(errors),
            "lanes",
            Goal::AtMost(0.0),
        ),
    ])
}

impl Crew {
    /// The day in the number of a case: `431100 YYMMDD …`.
    async fn day_of(&mut self, case: &str) -> anyhow::Result<String> {
        let path = format!("/api/v1/my/cases/{case}");
        let answer = self.applicant.get(&path).await?.json()?;
        let number = answer["number"].as_str().context("no number")?;
        let digits: String = number.chars().filter(char::is_ascii_digit).collect();
        let day = digits.get(6..12).context("a short number")?;
        Ok(format!("20{}-{}-{}", &day[..2], &day[2..4], &day[4..]))
    }

    async fn one(&mut self, key: &str) -> anyhow::Result<()> {
        let body = json!({
            "item": ITEM,
            "answers": {
                "applicant-name": "李样例", "identity-number": "431103198512310021",
                "mobile-phone": "13800000002", "last-employer": "演示单位",
                "end-day": "2021-09-01", "end-reason": "expired",
                "card-bank": "演示银行", "bank-account": "6200000000000000"
            },
            "materials": { "end-of-work": [self.file] },
            "service": { "recipient": "李样例", "phone": "13800000002",
                         "address": "永州市冷水滩区示例路2号", "electronic": "yes" },
        });
        let case = act(
            &mut self.applicant,
            "/api/v1/cases",
            &format!("{key}-0"),
            &body,
        )
        .await?;
        let case = case["id"].as_str().context("no id")?.to_owned();
        if self.today.is_empty() {
            self.today = self.day_of(&case).await?;
        }
        let path = |verb: &str| format!("/api/v1/cases/{case}/{verb}");
        let opinion = json!({ "step": "check", "advice": "favourable", "opinion": "建议准予。" });
        act(
            &mut self.clerk,
            &path("receive"),
            &format!("{key}-1"),
            &json!({}),
        )
        .await?;
        act(
            &mut self.clerk,
            &path("accept"),
            &format!("{key}-2"),
            &json!({}),
        )
        .await?;
        act(
            &mut self.reviewer,
            &path("give-opinion"),
            &format!("{key}-3"),
            &opinion,
        )
        .await?;
        let grant = json!({ "opinion": "准予。" });
        act(
            &mut self.decider,
            &path("grant"),
            &format!("{key}-4"),
            &grant,
        )
        .await?;
        let close = json!({ "kind": "issued" });
        act(&mut self.clerk, &path("close"), &format!("{key}-5"), &close).await?;
        let slip = upload(&mut self.clerk, &path("files"), &format!("{key}-6")).await?;
        let serve = json!({
            "way": "electronic", "proved-on": self.today, "proof": slip, "served-to": "李样例",
        });
        act(&mut self.clerk, &path("serve"), &format!("{key}-7"), &serve).await?;
        Ok(())
    }
}

async fn act(client: &mut Client, path: &str, key: &str, body: &Value) -> anyhow::Result<Value> {
    let answer = client.post_json(path, key, body).await?;
    ensure!(
        matches!(answer.status, 200 | 201),
        "{path}: {} {}",
        answer.status,
        answer.text()?
    );
    answer.json()
}

async fn upload(client: &mut Client, path: &str, key: &str) -> anyhow::Result<Value> {
    const BOUNDARY: &str = "yimen-bench";
    let pdf = "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
    let body = format!(
        "--{BOUNDARY}\r\ncontent-disposition: form-data; name=\"files\"; filename=\"样张.pdf\"\r\n\
         content-type: application/pdf\r\n\r\n{pdf}\r\n--{BOUNDARY}--\r\n"
    );
    let head = format!(
        "content-type: multipart/form-data; boundary={BOUNDARY}\r\nsec-fetch-site: same-origin\r\n\
         idempotency-key: {key}\r\n"
    );
    let answer = client.send("POST", path, &head, body.as_bytes()).await?;
    ensure!(
        matches!(answer.status, 200 | 201),
        "upload: {} {}",
        answer.status,
        answer.text()?
    );
    Ok(answer.json()?["files"][0]["id"].clone())
}
