//! Cases (办件): an application for a service item, from filing to service.
//!
//! `domain` is the law, `app` puts each act into the pipeline, `read` says which rows are true.
//! The README has the states, the events and the figures.

pub mod app;
pub mod domain;
pub mod permissions;
