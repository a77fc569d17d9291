//! How often somebody may guess. The counts are kept for each login, known or not, so that an answer
//! does not tell whether there is an account.
//!
//! Three counts keep a guesser out without keeping the owner out. Five failures of a login from one
//! address lock that address out of that login, for longer each time. All failures of a login from
//! places it does not know slow such places down, for a quarter of an hour at most. A browser in
//! which the owner has been signed in before has a count of its own, which no stranger can use up.
//! A hall shares one address, so an address as a whole is only slowed down.

use crate::read::attempts::newest;
use kernel::Timestamp;
use std::sync::{Arc, Mutex, PoisonError};
use store::{CommandError, Plain, Store};

const BY_ADDRESS: &str = "sign-in-address";
/// A failure is forgotten after a day without another one of the same count.
const REMEMBERED_SECONDS: i64 = 24 * 3600;
const FAILURES_TO_WAIT: usize = 5;
const ADDRESS_SECONDS: i64 = 10 * 60;
const ADDRESS_FAILURES: usize = 100;

/// Whether a guess may be made now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Guess {
    /// It may, and counts as failed until [`forget`].
    May,
    /// Too many failures of this login.
    LockedUntil(Timestamp),
    /// Too many failures from this address.
    SlowDown,
}

/// How long five failures of a count are waited out; each five more double it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Wait {
    first_seconds: i64,
    longest_seconds: i64,
}

/// For what only one guesser can reach: his own address, a browser, the second step.
const LOCK: Wait = Wait {
    first_seconds: 15 * 60,
    longest_seconds: 24 * 3600,
};
/// For what a stranger can bring about.
const SLOW: Wait = Wait {
    first_seconds: 60,
    longest_seconds: 15 * 60,
};

/// One count of failures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Count {
    kind: &'static str,
    owner: i64,
    wait: Wait,
}

/// Where a guess comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// A browser in which this account has been signed in before, by the hash of its token.
    Known(String),
    Elsewhere(String),
}

/// The counts that a guess at a password meets.
pub(crate) fn counts(store: &Store, login_hash: &str, place: &Place) -> Vec<Count> {
    let count = |kind, name: String, wait| Count {
        kind,
        owner: owner(&super::keyed::keyed_hash(store, kind, &name)),
        wait,
    };
    match place {
        Place::Known(browser) => vec![count(
            "sign-in-browser",
            format!("{login_hash} {browser}"),
            LOCK,
        )],
        Place::Elsewhere(address) => vec![
            count("sign-in-failure", format!("{login_hash} {address}"), LOCK),
            count("sign-in-strange", login_hash.to_owned(), SLOW),
        ],
    }
}

/// The count of the second step, which nobody reaches without the right password.
pub(crate) fn second_step(store: &Store, account: kernel::AccountId) -> Vec<Count> {
    let kind = "sign-in-code";
    vec![Count {
        kind,
        owner: owner(&super::keyed::keyed_hash(store, kind, &account.to_string())),
        wait: LOCK,
    }]
}

/// Until when a count is locked.
fn locked_until(failures: &[Timestamp], wait: Wait) -> Option<Timestamp> {
    let rounds = failures.len() / FAILURES_TO_WAIT;
    if rounds == 0 || !failures.len().is_multiple_of(FAILURES_TO_WAIT) {
        return None;
    }
    let doubled = u32::try_from(rounds - 1).unwrap_or(u32::MAX).min(7);
    let seconds = (wait.first_seconds << doubled).min(wait.longest_seconds);
    failures.first().map(|newest| newest.plus_seconds(seconds))
}

fn owner(hash: &str) -> i64 {
    let digits = hash.get(..15).unwrap_or_default();
    i64::from_str_radix(digits, 16).unwrap_or(0)
}

/// Counts a guess before it is made. `address` is empty where the address does not matter.
pub(crate) async fn begin(
    store: &Store,
    counts: &[Count],
    address: &str,
) -> Result<Guess, CommandError> {
    let counts = counts.to_vec();
    let place = owner(&super::keyed::keyed_hash(store, "address", address));
    let noise = hex::encode(store::random::<8>()?);
    let found = Arc::new(Mutex::new(Guess::May));
    let slot = Arc::clone(&found);
    let knows_address = !address.is_empty();
    store
        .write(move |tx| {
            let now = tx.now;
            let mut locked = None;
            for count in &counts {
                let failures = newest(tx, count.kind, count.owner, FAILURES_TO_WAIT * 16)?;
                locked = locked.max(locked_until(&failures, count.wait));
            }
            let here = newest(tx, BY_ADDRESS, place, ADDRESS_FAILURES)?;
            let guess = match locked {
                Some(until) if now < until => Guess::LockedUntil(until),
                _ if knows_address && here.len() >= ADDRESS_FAILURES => Guess::SlowDown,
                _ => Guess::May,
            };
            if guess == Guess::May {
                let own = counts
                    .iter()
                    .map(|count| (count.kind, count.owner, REMEMBERED_SECONDS));
                let here = knows_address.then_some((BY_ADDRESS, place, ADDRESS_SECONDS));
                for (kind, owner, seconds) in own.chain(here) {
                    tx.put_plain(&Plain {
                        kind,
                        key: format!("{owner}:{noise}"),
                        owner,
                        at: now,
                        expires_at: now.plus_seconds(seconds),
                        body: Vec::new(),
                    })?;
                }
            }
            *slot.lock().unwrap_or_else(PoisonError::into_inner) = guess;
            Ok(())
        })
        .await?;
    let guess = *found.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(guess)
}

/// The guess was right: what these counts hold is forgotten. What came from the address stays.
pub(crate) async fn forget(store: &Store, counts: &[Count]) -> Result<(), CommandError> {
    let counts = counts.to_vec();
    store
        .write(move |tx| {
            for count in &counts {
                tx.delete_plain_of(count.kind, count.owner)?;
            }
            Ok(())
        })
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minutes_after(failures: usize, wait: Wait) -> Option<i64> {
        locked_until(&vec![Timestamp(0); failures], wait).map(|until| until.0 / 60_000_000)
    }

    #[test]
    fn five_failures_lock_for_fifteen_minutes_and_five_more_for_thirty() {
        assert_eq!(minutes_after(4, LOCK), None);
        assert_eq!(minutes_after(5, LOCK), Some(15));
        assert_eq!(minutes_after(6, LOCK), None);
        assert_eq!(minutes_after(10, LOCK), Some(30));
        assert_eq!(minutes_after(80, LOCK), Some(24 * 60));
    }

    #[test]
    fn strangers_slow_a_login_down_for_a_quarter_of_an_hour_at_most() {
        assert_eq!(minutes_after(5, SLOW), Some(1));
        assert_eq!(minutes_after(10, SLOW), Some(2));
        assert_eq!(minutes_after(80, SLOW), Some(15));
    }
}
