//! Ids: milliseconds since 2020 in the city's time, the node's number, a counter. They grow on each
//! node, and never fall below what is already stored.

use std::sync::atomic::{AtomicI64, AtomicU8, Ordering};

const NODE_BITS: u32 = 8;
const COUNTER_BITS: u32 = 14;
/// 2020-01-01T00:00Z in microseconds.
const EPOCH: i64 = 1_577_836_800_000_000;

#[derive(Debug)]
pub(crate) struct Ids {
    node: AtomicU8,
    /// Milliseconds and counter of the last id, without the node.
    last: AtomicI64,
}

impl Ids {
    /// Ids of a node, all greater than `high_water`.
    pub(crate) fn new(node: u8, high_water: i64) -> Self {
        Self {
            node: AtomicU8::new(node),
            // The next millisecond: within one, a lower node's ids would lie below the mark.
            last: AtomicI64::new(tick_of(high_water) | ((1 << COUNTER_BITS) - 1)),
        }
    }

    /// The next id. Two callers never get the same one.
    pub(crate) fn next(&self, now: kernel::Timestamp) -> i64 {
        let time = ((now.0 - EPOCH) / 1000).max(0) << COUNTER_BITS;
        let previous = self
            .last
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |last| {
                Some(time.max(last + 1))
            })
            .unwrap_or_default();
        let node = i64::from(self.node.load(Ordering::Relaxed));
        id_of(time.max(previous + 1), node)
    }

    pub(crate) fn node(&self) -> u8 {
        self.node.load(Ordering::Relaxed)
    }

    /// The node got another number.
    pub(crate) fn move_to(&self, node: u8) {
        self.node.store(node, Ordering::Relaxed);
    }
}

/// A tick holds milliseconds and counter; the node's number sits between the two in the id.
fn id_of(tick: i64, node: i64) -> i64 {
    let counter_mask = (1 << COUNTER_BITS) - 1;
    let time = tick >> COUNTER_BITS;
    (time << (COUNTER_BITS + NODE_BITS)) | (node << COUNTER_BITS) | (tick & counter_mask)
}

fn tick_of(id: i64) -> i64 {
    let counter_mask = (1 << COUNTER_BITS) - 1;
    let time = id >> (COUNTER_BITS + NODE_BITS);
    (time << COUNTER_BITS) | (id & counter_mask)
}

#[cfg(test)]
mod tests {
    use super::*;
    use kernel::Timestamp;

    #[test]
    fn ids_grow_even_if_the_clock_jumps_back() {
        let ids = Ids::new(3, 0);
        let now = Timestamp(EPOCH + 5_000_000);
        let first = ids.next(now);
        let second = ids.next(Timestamp(EPOCH + 1_000_000));
        assert!(second > first);
    }

    #[test]
    fn ids_stay_above_what_is_stored() {
        let stored = Ids::new(7, 0).next(Timestamp(EPOCH + 9_000_000));
        let ids = Ids::new(0, stored);
        assert!(ids.next(Timestamp(EPOCH + 1_000_000)) > stored);
    }
}
