//! What the city holds of an applicant, so that nobody types it again. The field's data element
//! says what it is; what is held is shown with its source and cannot be typed over.

use contracts::{item::ItemBody, queries::PartyFacts};
use std::collections::BTreeMap;

/// The answers of the item's form that are held already.
pub(crate) fn held(item: &ItemBody, facts: &PartyFacts) -> BTreeMap<String, String> {
    item.fields()
        .filter_map(|field| {
            let value = find(&field.code, facts)?;
            (!value.is_empty()).then(|| (field.code.clone(), value.clone()))
        })
        .collect()
}

/// Data elements (`elements.toml`) whose source is the register or the account.
fn find<'f>(element: &str, facts: &'f PartyFacts) -> Option<&'f String> {
    match (facts.is_firm, element) {
        (true, "firm-name") | (false, "applicant-name") => Some(&facts.name),
        (true, "uscc") | (false, "identity-number") => Some(&facts.number),
        (true, "legal-representative") => Some(&facts.legal_representative),
        (false, "mobile-phone") => Some(&facts.phone),
        _ => None,
    }
}
