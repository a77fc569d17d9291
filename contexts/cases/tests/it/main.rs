//! The law of a case, act by act. Dates come from the published calendar.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up has failed"
)]
#![expect(
    clippy::needless_pass_by_value,
    reason = "an act is made, done and over"
)]

mod accept;
mod apply;
mod attempt;
mod behind;
mod case_number;
mod case_page;
mod city;
mod close;
mod correct;
mod correction;
mod damaged;
mod decide;
mod deemed_acceptance;
mod deferral;
mod desk;
mod desk_decide;
mod extend;
mod find;
mod given;
mod hearing;
mod hearing_pages;
mod hold;
mod jobs;
mod my_cases;
mod people;
mod public_events;
mod query;
mod read;
mod replay;
mod review;
mod serve;
mod special_procedure;
mod staff_api;
mod staff_city;
mod submit;
mod supervise;
mod transitions;
mod turn_away;
mod void;
mod window;
mod withdraw;
