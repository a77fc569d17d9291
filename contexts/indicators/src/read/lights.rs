//! How many cases are open by light today: sums of open counters, whose dates are compared with
//! today. No light is stored.

use super::{Narrow, Reach};
use store::{Reader, StoreError};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OpenLights {
    pub open: i64,
    /// Warned, but not late.
    pub warned: i64,
    pub yellow: i64,
    pub red: i64,
}

impl OpenLights {
    pub fn normal(self) -> i64 {
        self.open - self.warned - self.yellow - self.red
    }
}

pub fn open_lights(
    reader: &mut Reader,
    reach: &Reach,
    narrow: &Narrow,
) -> Result<OpenLights, StoreError> {
    let mut params = vec!["case".into()];
    let within = narrow.unit_condition(reader, "o", &mut params);
    let reached = reach.unit_condition(reader, "o", &mut params);
    let open = reader.query_one(
        &format!(
            "SELECT CAST(COALESCE(SUM(o.n), 0) AS BIGINT) FROM open_count o
              WHERE o.kind = $1 AND {within} AND {reached}"
        ),
        &params,
    )?;
    let open = open.map_or(0, |record| record.int(0));
    let mut params = vec![reader.now.date().into(), "case".into()];
    let narrow = narrow.unit_condition(reader, "o", &mut params);
    let reach = reach.unit_condition(reader, "o", &mut params);
    // A warning comes before every other light, so only what has one is read.
    let sql = format!(
        "SELECT CAST(COALESCE(SUM(CASE WHEN o.yellow_on > $1 THEN o.n ELSE 0 END), 0) AS BIGINT),
                CAST(COALESCE(SUM(CASE WHEN o.yellow_on <= $1 AND o.red_on > $1 THEN o.n ELSE 0 END), 0) AS BIGINT),
                CAST(COALESCE(SUM(CASE WHEN o.red_on <= $1 THEN o.n ELSE 0 END), 0) AS BIGINT)
           FROM open_due o
          WHERE o.warn_on <= $1 AND o.kind = $2 AND {narrow} AND {reach}"
    );
    let record = reader.query_one(&sql, &params)?;
    Ok(
        record.map_or_else(OpenLights::default, |record| OpenLights {
            open,
            warned: record.int(0),
            yellow: record.int(1),
            red: record.int(2),
        }),
    )
}
