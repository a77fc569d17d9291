//! Tells everybody how his task ended, after the commit.

use crate::batch::{Outcome, Task};
use crate::pipeline::Done;
use crate::{CommandError, StoreError};
use std::sync::Arc;

pub(crate) fn repeat_in_batch(first: Option<&Outcome>, is_self: bool) -> Outcome {
    debug_assert!(!is_self, "a command does not repeat itself");
    match first {
        Some(Outcome::Command(Ok(done))) => Outcome::Command(Ok(Done {
            is_repeat: true,
            ..done.clone()
        })),
        Some(Outcome::Command(Err(error))) => Outcome::Command(Err(error.clone())),
        Some(Outcome::Write) | None => Outcome::Command(Err(CommandError::Unknown)),
    }
}

pub(crate) fn answer(tasks: Vec<Task>, outcomes: Vec<Outcome>) {
    for (task, outcome) in tasks.into_iter().zip(outcomes) {
        // Who no longer waits for the answer finds it again under the key.
        match (task, outcome) {
            (Task::Command { reply, .. }, Outcome::Command(result)) => {
                let _ = reply.send(result);
            }
            (Task::Write { reply, .. }, Outcome::Write) => {
                let _ = reply.send(Ok(()));
            }
            (Task::Command { reply, .. }, Outcome::Write) => {
                let _ = reply.send(Err(CommandError::Unknown));
            }
            (Task::Write { reply, .. }, Outcome::Command(_)) => {
                let _ = reply.send(Err(CommandError::Unknown));
            }
        }
    }
}

/// Tells everybody that the batch failed. Before the commit nothing was written; once it was sent,
/// nobody knows, so nobody hears "refused".
pub(crate) fn fail(tasks: Vec<Task>, error: &Arc<StoreError>) {
    let failure = || {
        if matches!(**error, StoreError::Commit(_)) {
            CommandError::Unknown
        } else {
            CommandError::Store(Arc::clone(error))
        }
    };
    for task in tasks {
        match task {
            Task::Command { reply, .. } => {
                let _ = reply.send(Err(failure()));
            }
            Task::Write { reply, .. } => {
                let _ = reply.send(Err(failure()));
            }
        }
    }
}
