//! Matters by number, for the audit of looks: number and id, no content.

use contracts::Value;
use contracts::matter::CASE_NUMBER;
use kernel::MatterId;
use std::collections::HashMap;
use store::{Reader, StoreError};

/// The matter of a number.
pub(crate) fn find_matter(
    reader: &mut Reader,
    number: &str,
) -> Result<Option<MatterId>, StoreError> {
    Ok(reader.find_claim(CASE_NUMBER, number)?.map(MatterId))
}

pub(crate) fn numbers(
    reader: &mut Reader,
    matters: &[MatterId],
) -> Result<HashMap<MatterId, String>, StoreError> {
    let mut params = Vec::new();
    let ids = Value::Ints(matters.iter().map(|matter| matter.0).collect());
    let condition = reader.one_of("m.id", ids, &mut params);
    let records = reader.query(
        &format!("SELECT m.id, m.number FROM matter m WHERE {condition}"),
        &params,
    )?;
    Ok(records
        .iter()
        .map(|record| (MatterId(record.int(0)), record.text(1).to_owned()))
        .collect())
}
