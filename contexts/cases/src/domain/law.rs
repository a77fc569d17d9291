//! The articles that the acts of a case rest on, as people cite them.
//!
//! Only articles that the rule book marks as found in the text are cited.

use kernel::Basis;

/// 行政许可法 (2019-04-23).
pub(super) fn licensing(article: &str) -> Basis {
    Basis::new("行政许可法", article)
}

/// 优化营商环境条例 (国务院令第722号).
pub(super) fn business_environment(article: &str) -> Basis {
    Basis::new("优化营商环境条例", article)
}

/// Working days within which all that is missing must be told, once (行政许可法 art. 32(4)).
pub const NOTICE_DAYS: u16 = 5;

/// Working days within which a permit is decided unless another law says otherwise (art. 42).
pub const DECISION_DAYS: u16 = 20;

/// Working days within which what was granted is issued and served (art. 44).
pub const SERVICE_DAYS: u16 = 10;

/// The longest extension that the authority's own head may approve (art. 42).
pub const EXTENSION_DAYS: u16 = 10;

/// The longest extension for joint handling, approved by the government's head (art. 42).
pub const JOINT_EXTENSION_DAYS: u16 = 15;
