//! How often somebody may guess. The count is kept for each login, known or not, so that an answer
//! does not tell whether there is an account. A hall shares one address, so an address is only
//! slowed down.

use crate::read::attempts::newest;
use kernel::Timestamp;
use std::sync::{Arc, Mutex, PoisonError};
use store::{CommandError, Plain, Store};

const BY_LOGIN: &str = "sign-in-failure";
const BY_ADDRESS: &str = "sign-in-address";
/// A failure is forgotten after a day without another one of the same login.
const REMEMBERED_SECONDS: i64 = 24 * 3600;
const FAILURES_TO_LOCK: usize = 5;
const FIRST_LOCK_SECONDS: i64 = 15 * 60;
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

/// Until when the login is locked: 15 minutes after five failures, twice as long after five more,
/// at most a day.
pub(crate) fn locked_until(failures: &[Timestamp]) -> Option<Timestamp> {
    let rounds = failures.len() / FAILURES_TO_LOCK;
    if rounds == 0 || !failures.len().is_multiple_of(FAILURES_TO_LOCK) {
        return None;
    }
    let doubled = u32::try_from(rounds - 1).unwrap_or(u32::MAX).min(7);
    let seconds = (FIRST_LOCK_SECONDS << doubled).min(REMEMBERED_SECONDS);
    failures.first().map(|newest| newest.plus_seconds(seconds))
}

fn owner(hash: &str) -> i64 {
    let digits = hash.get(..15).unwrap_or_default();
    i64::from_str_radix(digits, 16).unwrap_or(0)
}

/// Counts a guess before it is made.
pub(crate) async fn begin(
    store: &Store,
    login_hash: &str,
    address: &str,
) -> Result<Guess, CommandError> {
    let login = owner(login_hash);
    let place = owner(&super::keyed::keyed_hash(store, "address", address));
    let noise = hex::encode(store::random::<8>()?);
    let found = Arc::new(Mutex::new(Guess::May));
    let slot = Arc::clone(&found);
    let knows_address = !address.is_empty();
    store
        .write(move |tx| {
            let now = tx.now;
            let failures = newest(tx, BY_LOGIN, login, FAILURES_TO_LOCK * 16)?;
            let here = newest(tx, BY_ADDRESS, place, ADDRESS_FAILURES)?;
            let guess = match locked_until(&failures) {
                Some(until) if now < until => Guess::LockedUntil(until),
                _ if knows_address && here.len() >= ADDRESS_FAILURES => Guess::SlowDown,
                _ => Guess::May,
            };
            if guess == Guess::May {
                for (kind, owner, seconds) in [
                    (BY_LOGIN, login, REMEMBERED_SECONDS),
                    (BY_ADDRESS, place, ADDRESS_SECONDS),
                ] {
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

/// The guess was right: what was counted against the login is forgotten, and against the address
/// this one guess.
pub(crate) async fn forget(store: &Store, login_hash: &str) -> Result<(), CommandError> {
    let login = owner(login_hash);
    store
        .write(move |tx| tx.delete_plain_of(BY_LOGIN, login))
        .await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failures(count: usize) -> Vec<Timestamp> {
        vec![Timestamp(0); count]
    }

    #[test]
    fn five_failures_lock_for_fifteen_minutes_and_five_more_for_thirty() {
        let minutes = |n: i64| Some(Timestamp(n * 60_000_000));
        assert_eq!(locked_until(&failures(4)), None);
        assert_eq!(locked_until(&failures(5)), minutes(15));
        assert_eq!(locked_until(&failures(6)), None);
        assert_eq!(locked_until(&failures(10)), minutes(30));
        assert_eq!(locked_until(&failures(80)), minutes(24 * 60));
    }
}
