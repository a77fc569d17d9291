//! The city's clock. A real city's is the machine's; a demo city's is shifted and runs at normal
//! speed; while a past year is filled in, somebody turns it by hand.

use kernel::Timestamp;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

#[derive(Debug)]
pub struct Clock {
    /// Microseconds that the city is ahead of the machine; what a hand set, if `is_manual`.
    setting: AtomicI64,
    is_manual: std::sync::atomic::AtomicBool,
}

impl Clock {
    /// The machine's own time.
    pub fn system() -> Self {
        Self::shifted(0)
    }

    /// Runs at normal speed, `micros` ahead of the machine's time.
    pub fn shifted(micros: i64) -> Self {
        Self {
            setting: AtomicI64::new(micros),
            is_manual: false.into(),
        }
    }

    /// Stands still until it is set.
    pub fn manual(at: Timestamp) -> Self {
        Self {
            setting: AtomicI64::new(at.0),
            is_manual: true.into(),
        }
    }

    pub fn now(&self) -> Timestamp {
        let setting = self.setting.load(Ordering::Relaxed);
        if self.is_manual.load(Ordering::Relaxed) {
            Timestamp(setting)
        } else {
            Timestamp(machine_micros().saturating_add(setting))
        }
    }

    /// Turns a clock that stands still; without effect on one that runs.
    pub fn set(&self, at: Timestamp) {
        if self.is_manual.load(Ordering::Relaxed) {
            self.setting.store(at.0, Ordering::Relaxed);
        }
    }

    /// Lets a clock that stands still run on from where it stands.
    pub fn run(&self) {
        let now = self.now();
        self.setting
            .store(now.0 - machine_micros(), Ordering::Relaxed);
        self.is_manual.store(false, Ordering::Relaxed);
    }

    /// Microseconds ahead of the machine.
    pub fn shift(&self) -> i64 {
        self.now().0 - machine_micros()
    }
}

/// The machine's time; the only place that reads it.
#[expect(
    clippy::disallowed_methods,
    reason = "this is where the city's time comes from"
)]
fn machine_micros() -> i64 {
    SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |elapsed| {
            i64::try_from(elapsed.as_micros()).unwrap_or(i64::MAX)
        })
}

impl Clock {
    pub(crate) fn is_manual(&self) -> bool {
        self.is_manual.load(Ordering::Relaxed)
    }

    /// The city's time when a machine's clock (the database's) shows `micros`.
    pub(crate) fn of_machine(&self, micros: i64) -> Timestamp {
        Timestamp(micros.saturating_add(self.setting.load(Ordering::Relaxed)))
    }
}

/// A clock that is set back by less stands still until it has caught up.
const STANDS_STILL_SECONDS: i64 = 60;

/// The time of the latest batch, so that what follows is never recorded before it.
#[derive(Debug)]
pub(crate) struct Latest(AtomicI64);

impl Latest {
    pub(crate) fn new(at: Timestamp) -> Self {
        Self(AtomicI64::new(at.0))
    }

    /// The time for a batch that begins now. Small steps back, as between two machines, are waited
    /// out by standing still; over a large one nothing is recorded, because days and limits would be
    /// counted from a wrong time.
    pub(crate) fn not_before(&self, now: Timestamp) -> Result<Timestamp, crate::StoreError> {
        let latest = self.0.fetch_max(now.0, Ordering::Relaxed);
        let behind_us = latest.saturating_sub(now.0);
        if behind_us > STANDS_STILL_SECONDS * 1_000_000 {
            return Err(crate::StoreError::ClockBehind {
                seconds: behind_us / 1_000_000,
            });
        }
        Ok(Timestamp(now.0.max(latest)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_step_back_stands_still_and_a_large_one_is_refused_until_it_is_made_good() {
        let noon = 1_000_000_000_000;
        let latest = Latest::new(Timestamp(noon));
        let at = |seconds: i64| Timestamp(noon + seconds * 1_000_000);
        assert_eq!(latest.not_before(at(-5)).unwrap(), at(0));
        assert_eq!(latest.not_before(at(3)).unwrap(), at(3));
        assert!(matches!(
            latest.not_before(at(-3600)),
            Err(crate::StoreError::ClockBehind { seconds: 3603 })
        ));
        assert_eq!(latest.not_before(at(4)).unwrap(), at(4));
    }
}
