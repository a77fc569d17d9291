//! 办件查询: one case by its number and the code on its receipt, for anybody who has both. Nothing
//! personal: no names, no texts, no files.

use super::detail::{CaseDetail, open_public};
use crate::{
    app::submit::CASE_NUMBER,
    domain::{Case, CaseNumber},
};
use kernel::CaseId;
use store::{Reader, StoreError};

/// The case, if the code is its own. A wrong number and a wrong code look the same.
pub fn find_by_code(
    reader: &mut Reader,
    number: &CaseNumber,
    code: &str,
) -> Result<Option<CaseDetail>, StoreError> {
    let Some(id) = reader.find_claim(CASE_NUMBER, number.as_str())? else {
        return Ok(None);
    };
    let found = open_public(reader, CaseId(id))?;
    Ok(found.filter(|detail| is_code(&detail.recorded, code)))
}

/// Every digit is compared, so that the time tells nothing of how many are right.
fn is_code(case: &Case, typed: &str) -> bool {
    let Some(filing) = &case.filing else {
        return false;
    };
    let code = filing.query_code.as_bytes();
    let typed = typed.as_bytes();
    let differing = code.iter().zip(typed).filter(|(a, b)| a != b).count();
    code.len() == typed.len() && differing == 0 && !code.is_empty()
}
