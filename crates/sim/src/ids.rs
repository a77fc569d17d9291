//! Ids from the seed: built as the store's own (milliseconds since 2020, node, counter), with the node
//! numbers at the far end that no node leases as long as there are fewer than 253 of them. So they
//! sort by time as all ids do and never meet one that the store gave out.

use kernel::Timestamp;

/// 2020-01-01T00:00Z in microseconds.
const EPOCH: i64 = 1_577_836_800_000_000;

/// What an id is for; each has a node number of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Use {
    Case,
    /// A text or a file that came with an act.
    Paper,
    /// An applicant, his account, his entries in the vault.
    Applicant,
}

/// The `nth` id of one use at a time. Two differ if their times do or their numbers modulo 16,384.
pub fn id(at: Timestamp, what: Use, nth: u64) -> i64 {
    let node: i64 = match what {
        Use::Case => 255,
        Use::Paper => 254,
        Use::Applicant => 253,
    };
    let counter = i64::try_from(nth % (1 << 14)).unwrap_or(0);
    ((at.0 - EPOCH) / 1000) << 22 | node << 14 | counter
}
