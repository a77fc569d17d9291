//! Forms of items as data: pages, fields by data element, choices.

use crate::item::Text;
use serde::{Deserialize, Serialize};

/// One field of the item's form, by data element.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormField {
    /// Data element (`cities/<city>/elements.toml`) or a code of the item's own.
    pub code: String,
    pub label: Text,
    #[serde(default)]
    pub hint: Text,
    pub kind: FieldKind,
    /// Whether it may stay empty.
    #[serde(default)]
    pub is_optional: bool,
    /// For [`FieldKind::Choice`]: code and words of each answer.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// Shown only if the condition holds: `field = value`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub only_if: String,
    /// Unit behind the box, in words: `平方米`.
    #[serde(default)]
    pub unit: Text,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    pub code: String,
    pub label: Text,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FieldKind {
    /// One line, at most 200 characters.
    Line,
    /// Several lines, at most 2,000 characters.
    Paragraph,
    /// A whole number from 0 to 999,999,999.
    Number,
    Date,
    Choice,
    /// Yes or no.
    YesNo,
    PersonName,
    /// 公民身份号码, with its check digit.
    IdentityNumber,
    /// 统一社会信用代码, with its check digit.
    Uscc,
    MobilePhone,
    Address,
}

/// One page of the form: one thing to think about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormPage {
    pub code: String,
    pub title: Text,
    pub fields: Vec<FormField>,
}
