//! What the applicant filled in, as it lies in the vault: the answers of the form, and where papers
//! reach him.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The filled-in form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers {
    /// By code of the field, as typed and tidied: a date `2021-09-17`, a choice its code, yes or no
    /// `yes` or `no`.
    pub fields: BTreeMap<String, String>,
    /// Codes of fields that the city holds and the applicant says are wrong there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub disputed: Vec<String>,
    /// 送达地址, if he did not agree to electronic service; with his consent it is an entry of its
    /// own (送达地址确认书).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub service: Option<ServiceAddress>,
}

impl Answers {
    /// The answer to a field; empty if there is none.
    pub fn get(&self, field: &str) -> &str {
        self.fields.get(field).map_or("", String::as_str)
    }

    /// For the vault.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// From the vault; what cannot be read is no answer.
    pub fn of_text(text: &str) -> Self {
        serde_json::from_str(text).unwrap_or_default()
    }
}

/// Where papers reach the applicant, and whether he agreed to be served electronically.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServiceAddress {
    pub recipient: String,
    pub phone: String,
    pub address: String,
    pub is_electronic: bool,
}

impl ServiceAddress {
    /// For the vault.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// From the vault.
    pub fn of_text(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}
