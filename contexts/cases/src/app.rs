//! Each act in the pipeline: which permission, which stream, what goes to the vault. The law is in
//! `domain`; an `if` about it here would be in the wrong room.

mod accept;
mod accept_deferred;
mod add_note;
mod check_promise;
mod claim;
mod close;
mod correct_on_spot;
mod decide_on_the_spot;
mod deliver_deferred;
mod deny;
pub mod draft;
mod end_special_procedure;
mod extend;
mod find_not_required;
mod give_opinion;
mod grant;
mod hand_on;
mod hand_over;
pub mod jobs;
mod name_signers;
mod notify_correction;
mod receive;
mod reject_application;
mod renew_special_procedure;
mod return_to_step;
pub(crate) mod saved_views;
mod serve;
mod settle;
mod sign;
mod start_special_procedure;
pub mod submit;
mod submit_correction;
mod terminate;
mod visit_site;
mod void;
mod withdraw;
