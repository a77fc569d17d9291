//! The articles that the catalogue rests on, as people cite them. Only what the rule book marks as
//! found in the text.

use contracts::item::{ItemBody, LegalRegime};
use kernel::Basis;
use kernel::deadline::Limit;

/// 优化营商环境条例 (国务院令第722号).
pub fn business_environment(article: &str) -> Basis {
    Basis::new("优化营商环境条例", article)
}

/// 国务院关于在线政务服务的若干规定 (国务院令第716号).
pub fn online_services(article: &str) -> Basis {
    Basis::new("国务院关于在线政务服务的若干规定", article)
}

/// 行政许可法 (2019-04-23).
pub fn licensing(article: &str) -> Basis {
    Basis::new("行政许可法", article)
}

/// Working days within which a permit is decided unless another law says otherwise (art. 42).
const DECISION_DAYS: u16 = 20;

/// The limit that binds the item: its own law's, or for a permit that of the general law.
///
/// # Law
/// 行政许可法 art. 42.
pub fn legal_limit(body: &ItemBody) -> Option<Limit> {
    let general = match body.legal_regime() {
        LegalRegime::Licensing => Some(Limit::working(DECISION_DAYS)),
        LegalRegime::OwnLaw => None,
    };
    body.legal_limit.or(general)
}
