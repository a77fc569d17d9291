//! 文号: which authority, what kind of paper, which year, which one. Given once, never again.

use contracts::Series;
use kernel::UnitId;
use serde::{Deserialize, Serialize};
use std::fmt;

/// `永住建补〔2021〕86号`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperNumber {
    /// 机关代字, or the authority's name where the city has given none.
    pub prefix: String,
    /// 补, 受, 许: the kind of paper.
    pub word: String,
    pub year: i16,
    pub sequence: u32,
}

impl PaperNumber {
    /// The series that the number is taken from: one for each authority, year and word.
    pub fn series(issuer: UnitId, year: i16, word: &str) -> Series {
        Series(format!("paper:{issuer}:{year}:{word}"))
    }
}

impl fmt::Display for PaperNumber {
    /// With the brackets of official papers and without leading zeros (GB/T 9704).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}{}〔{}〕{}号",
            self.prefix, self.word, self.year, self.sequence
        )
    }
}
