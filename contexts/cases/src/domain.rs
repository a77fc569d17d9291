//! The law of a case: its states, its events, and one file for each act.
//!
//! Pure: nothing here reads a clock, a database or a network. Reference data and today come in
//! [`kernel::Env`].

pub mod accept;
pub mod accept_deferred;
pub mod add_note;
pub mod answer_hearing;
pub mod case;
pub mod check_promise;
pub mod claim;
pub mod close;
pub mod correct_on_spot;
pub mod dates;
pub mod decide_on_the_spot;
pub mod deem_accepted;
pub mod deliver_deferred;
pub mod deny;
mod duties;
pub mod end_special_procedure;
pub mod events;
pub mod extend;
pub mod filing;
pub mod find_not_required;
mod fold;
pub mod give_opinion;
pub mod grant;
pub mod hand_on;
pub mod hand_over;
pub mod hearing_events;
pub mod interests;
pub mod law;
pub mod name_signers;
pub mod notify_correction;
pub mod number;
pub mod receive;
pub mod record_hearing;
pub mod reject_application;
pub mod renew_special_procedure;
pub mod return_to_step;
pub mod review;
pub mod serve;
pub mod set_hearing;
pub mod settle;
pub mod sign;
pub mod start_special_procedure;
pub mod state_views;
pub mod submit;
pub mod submit_correction;
pub mod tell_interested;
pub mod tell_of_hearing;
pub mod terminate;
pub mod transitions;
pub mod visit_site;
pub mod void;
pub mod withdraw;

pub use case::Case;
pub use dates::{Dates, compute_dates};
pub use events::CaseEvent;
pub use number::{CaseNumber, CaseNumberError};
pub use settle::{after_clock, effects};
pub use transitions::{Act, CaseState, TRANSITIONS};

use contracts::item::{ItemVersion, Items};
use events::Submitted;
use kernel::Env;
use std::sync::Arc;

/// The item version that the case keeps; pinned versions stay in the snapshot. Were one gone, what
/// the law commands would still be done by the case's own events, but nothing would be granted.
fn item_of(filing: &Submitted, env: &Env) -> Option<Arc<ItemVersion>> {
    env.reference.get::<Items>().find(filing.pin).cloned()
}

/// Names of materials as people know them; the code of one that the item does not have.
fn names_of(codes: &[String], filing: &Submitted, env: &Env) -> Vec<String> {
    let item = item_of(filing, env);
    let name = |code: &String| {
        let material = item.as_ref().and_then(|item| item.body.material(code));
        material.map_or_else(|| code.clone(), |material| material.name.zh.clone())
    };
    codes.iter().map(name).collect()
}
