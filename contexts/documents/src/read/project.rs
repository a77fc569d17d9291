use super::tables::{PAPER_OPEN, PaperRow};
use crate::domain::{Paper, PaperEvent, PaperState};
use contracts::{Rows, Value};
use kernel::Recorded;

pub fn project(_: &Recorded<PaperEvent>, before: &Paper, after: &Paper, rows: &mut Rows) {
    let Some(drawn) = &after.drawn else {
        return;
    };
    rows.put(&PaperRow {
        paper: after,
        drawn,
    });
    let (old, new) = (open_key(before), open_key(after));
    if old != new {
        for (key, n) in [(old, -1), (new, 1)] {
            if let Some(key) = key {
                rows.add(&PAPER_OPEN, key, n);
            }
        }
    }
}

/// The counter that a paper without its seal counts in.
fn open_key(paper: &Paper) -> Option<Vec<Value>> {
    let drawn = paper.drawn.as_ref()?;
    match paper.state {
        PaperState::Sealed | PaperState::NoSeal => None,
        PaperState::Drawn | PaperState::Asked => Some(vec![
            drawn.head.unit.into(),
            drawn.head.area.into(),
            0_i64.into(),
            0_i64.into(),
            0_i64.into(),
            false.into(),
            paper.state.code().into(),
        ]),
    }
}
