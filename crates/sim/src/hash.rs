//! The city hash: one value over the business numbers and facts of a city. Ids, salts and ciphertext
//! are left out, so that the same seed gives the same hash on both databases and after a stop.

use crate::read::city;
use sha2::{Digest, Sha256};
use std::fmt;
use store::{Store, StoreError};

/// The hash, and what it is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CityHash {
    pub cases: u64,
    pub cells: u64,
    /// Hashes of the cases, of the figures, and of the counts by kind.
    pub parts: [String; 3],
    /// How many of each event, paper and rating.
    pub counts: Vec<String>,
}

impl CityHash {
    /// The one value.
    pub fn value(&self) -> String {
        hex::encode(Sha256::digest(self.parts.join("\n")))
    }
}

impl fmt::Display for CityHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "cases   {:>10}  {}", self.cases, self.parts[0])?;
        writeln!(f, "figures {:>10}  {}", self.cells, self.parts[1])?;
        writeln!(f, "counts  {:>10}  {}", self.counts.len(), self.parts[2])?;
        write!(f, "city                {}", self.value())
    }
}

/// A sum of the hashes of lines: their order does not matter, so nothing has to be sorted.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    lanes: [u64; 4],
    lines: u64,
}

impl Sum {
    fn add(&mut self, line: &str) {
        let hash = Sha256::digest(line.as_bytes());
        for (lane, bytes) in self.lanes.iter_mut().zip(hash.chunks_exact(8)) {
            let part = bytes
                .iter()
                .fold(0, |sum, byte| sum << 8 | u64::from(*byte));
            *lane = lane.wrapping_add(part);
        }
        self.lines += 1;
    }

    fn hex(&self) -> String {
        let [a, b, c, d] = self.lanes;
        format!("{a:016x}{b:016x}{c:016x}{d:016x}")
    }
}

/// Reads the whole city; `progress` hears how many cases it has seen.
pub fn city_hash(store: &Store, mut progress: impl FnMut(u64)) -> Result<CityHash, StoreError> {
    let mut cases = Sum::default();
    let mut after = i64::MIN;
    while let Some((last, lines)) = store.read_blocking(move |reader| city::cases(reader, after))? {
        for line in &lines {
            cases.add(line);
        }
        after = last;
        progress(cases.lines);
    }
    let mut figures = Sum::default();
    for line in store.read_blocking(city::figures)? {
        figures.add(&line);
    }
    let counts = store.read_blocking(city::counts)?;
    let mut kinds = Sum::default();
    for line in &counts {
        kinds.add(line);
    }
    Ok(CityHash {
        cases: cases.lines,
        cells: figures.lines,
        parts: [cases.hex(), figures.hex(), kinds.hex()],
        counts,
    })
}
