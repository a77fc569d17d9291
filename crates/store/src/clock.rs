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
