//! Closed-loop load: each client asks again as soon as it has its answer, without think time.

use crate::http::{Answer, Client};
use std::sync::Arc;
use std::time::{Duration, Instant};

/// What a load gave.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outcome {
    /// Microseconds of each answer, sorted.
    pub(crate) micros: Vec<u32>,
    pub(crate) errors: u64,
    /// The heaviest page on the wire, in bytes.
    pub(crate) heaviest: usize,
    pub(crate) seconds: f64,
    /// The first thing that went wrong.
    pub(crate) first_error: Option<String>,
}

impl Outcome {
    /// Milliseconds that `per_mille` of the answers took at most.
    pub(crate) fn at(&self, per_mille: usize) -> f64 {
        let last = self.micros.len().saturating_sub(1);
        let at = (self.micros.len() * per_mille / 1000).min(last);
        self.micros
            .get(at)
            .map_or(f64::NAN, |micros| f64::from(*micros) / 1000.0)
    }

    pub(crate) fn per_second(&self) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "a count of requests")]
        let count = self.micros.len() as f64;
        count / self.seconds
    }

    fn join(&mut self, other: Self) {
        self.micros.extend(other.micros);
        self.errors += other.errors;
        self.heaviest = self.heaviest.max(other.heaviest);
        if self.first_error.is_none() {
            self.first_error = other.first_error;
        }
    }
}

/// A client and the addresses it opens, one after the other, again and again.
#[derive(Debug)]
pub(crate) struct Visitor {
    pub(crate) client: Client,
    pub(crate) paths: Arc<[String]>,
    /// Where in the list it begins.
    pub(crate) from: usize,
}

/// Runs all visitors for a time.
pub(crate) async fn run(visitors: Vec<Visitor>, time: Duration) -> anyhow::Result<Outcome> {
    let begun = Instant::now();
    let until = begun + time;
    let mut running = tokio::task::JoinSet::new();
    for visitor in visitors {
        running.spawn(visit(visitor, until));
    }
    let mut all = Outcome::default();
    while let Some(outcome) = running.join_next().await {
        all.join(outcome?);
    }
    all.seconds = begun.elapsed().as_secs_f64();
    all.micros.sort_unstable();
    Ok(all)
}

async fn visit(mut visitor: Visitor, until: Instant) -> Outcome {
    let mut outcome = Outcome::default();
    let mut at = visitor.from;
    while Instant::now() < until {
        let path = &visitor.paths[at % visitor.paths.len()];
        at += 1;
        let begun = Instant::now();
        let answer = visitor.client.get(path).await;
        let micros = u32::try_from(begun.elapsed().as_micros()).unwrap_or(u32::MAX);
        match answer {
            Ok(Answer {
                status: 200, wire, ..
            }) => {
                outcome.micros.push(micros);
                outcome.heaviest = outcome.heaviest.max(wire);
            }
            Ok(answer) => outcome.fail(format!("{path}: {}", answer.status)),
            Err(error) => outcome.fail(format!("{path}: {error}")),
        }
    }
    outcome
}

impl Outcome {
    fn fail(&mut self, what: String) {
        self.errors += 1;
        self.first_error.get_or_insert(what);
    }
}
