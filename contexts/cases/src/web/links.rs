//! Addresses of the applicant's pages.

use kernel::{CaseId, FileId};

pub(crate) const MY_CASES: &str = "/my/cases";
pub(crate) const QUERY: &str = "/query";

/// The guide of an item.
pub(crate) fn item(code: &str) -> String {
    format!("/items/{code}")
}

pub(crate) fn start(code: &str) -> String {
    format!("/apply/{code}")
}

pub(crate) fn draft(code: &str, draft: CaseId) -> String {
    format!("/apply/{code}/{draft}")
}

pub(crate) fn step(code: &str, draft: CaseId, step: &str) -> String {
    format!("/apply/{code}/{draft}/{step}")
}

pub(crate) fn my_case(case: CaseId) -> String {
    format!("/my/cases/{case}")
}

pub(crate) fn my_case_act(case: CaseId, act: &str) -> String {
    format!("/my/cases/{case}/{act}")
}

pub(crate) fn my_file(case: CaseId, file: FileId) -> String {
    format!("/my/cases/{case}/files/{file}")
}
