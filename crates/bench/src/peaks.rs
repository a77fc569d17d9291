//! Many at once: a crowd that comes and goes, and the sign-ins of a morning.

use crate::load::{Outcome, Visitor, run};
use crate::pages::{CLIENTS, Crowd};
use crate::report::{Goal, Line};
use crate::server::{Place, sign_in};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// Cold sign-ins, each with the full cost of argon2.
const SIGN_INS: usize = 1500;
/// Who signs in, one after the other.
const PEOPLE: usize = 16;

/// Everybody signs in within three minutes, and the pages of the others go on.
pub(crate) async fn logins(place: &Place, crowd: &mut Crowd) -> anyhow::Result<Vec<Line>> {
    let begun = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for lane in 0..8 {
        let place = place.clone();
        tasks.spawn(async move {
            let mut failed = 0_u32;
            for n in (lane..SIGN_INS).step_by(8) {
                let login = format!("sim-{:06}", n % PEOPLE);
                if let Err(error) = sign_in(&place, &login).await {
                    if failed == 0 {
                        eprintln!("logins: {error}");
                    }
                    failed += 1;
                }
            }
            failed
        });
    }
    let others = tokio::spawn(run(visitors(crowd, 8), Duration::from_secs(20)));
    let mut failed = 0;
    while let Some(of_lane) = tasks.join_next().await {
        failed += of_lane?;
    }
    let minutes = begun.elapsed().as_secs_f64() / 60.0;
    let others: Outcome = others.await??;
    Ok(vec![
        Line::of("logins 1500", minutes, "minutes", Goal::AtMost(3.0)),
        Line::of(
            "logins failed",
            f64::from(failed),
            "sign-ins",
            Goal::AtMost(0.0),
        ),
        Line::of(
            "logins others p95",
            others.at(950),
            "ms",
            Goal::AtMost(200.0),
        ),
    ])
}

/// From 10 to 200 people within 30 seconds and back; five seconds later all is as before.
pub(crate) async fn spike(crowd: &mut Crowd) -> anyhow::Result<Vec<Line>> {
    let quiet = run(visitors(crowd, 10), Duration::from_secs(10)).await?;
    let mut waves = tokio::task::JoinSet::new();
    for wave in 0..10_u64 {
        let people = visitors(crowd, 19);
        waves.spawn(async move {
            tokio::time::sleep(Duration::from_secs(wave * 3)).await;
            run(people, Duration::from_secs(30 - wave * 3)).await
        });
    }
    let mut errors = quiet.errors;
    while let Some(outcome) = waves.join_next().await {
        errors += outcome??.errors;
    }
    tokio::time::sleep(Duration::from_secs(5)).await;
    let after = run(visitors(crowd, 10), Duration::from_secs(10)).await?;
    #[expect(clippy::cast_precision_loss, reason = "a count of errors")]
    let errors = (errors + after.errors) as f64;
    Ok(vec![
        Line::of("spike errors", errors, "answers", Goal::AtMost(0.0)),
        // A fifth more is within what two runs of ten seconds differ by.
        Line::by_ratio(
            "spike p95 afterwards",
            after.at(950),
            "ms",
            quiet.at(950),
            Goal::AtMost(1.2),
        ),
    ])
}

fn visitors(crowd: &Crowd, count: usize) -> Vec<Visitor> {
    let paths: Arc<[String]> = ["/my/cases", "/my", "/items", "/"]
        .map(str::to_owned)
        .into();
    debug_assert!(count <= CLIENTS * 4, "a bounded load");
    crowd
        .applicants()
        .iter()
        .cycle()
        .take(count)
        .enumerate()
        .map(|(from, client)| Visitor {
            client: client.twin(),
            paths: Arc::clone(&paths),
            from,
        })
        .collect()
}
