//! Routes of the applicant's side.

use super::{
    api, api_docs, apply, apply_check, apply_form, apply_materials, apply_promise, apply_service,
    apply_start, case_page, correct, correct_form, hearing, my_cases, query, uploads::BODY_LIMIT,
    withdraw,
};
use crate::permissions::{CASES_APPLY, CASES_VIEW};
use ::web::{Access, Module, Zone::Public};

const APPLY: Access = Access::Needs(CASES_APPLY);
const VIEW: Access = Access::Needs(CASES_VIEW);
/// Number and code are the key; tries are counted.
const QUERY: Access =
    Access::Open("anybody who has the number and the code of the receipt may ask");

/// Adds them to the manifest.
pub fn public_routes(module: Module) -> Module {
    programs(my(apply_papers(apply_steps(module))))
        .get(Public, "/query", QUERY, query::ask)
        .post(Public, "/query", QUERY, query::answer)
}

fn apply_steps(module: Module) -> Module {
    module
        .get(Public, "/apply/{code}", APPLY, apply_start::start)
        .post(Public, "/apply/{code}", APPLY, apply_start::begin)
        .get(Public, "/apply/{code}/{draft}", APPLY, apply::resume)
        .get(
            Public,
            "/apply/{code}/{draft}/delete",
            APPLY,
            apply::ask_delete,
        )
        .post(Public, "/apply/{code}/{draft}/delete", APPLY, apply::delete)
        .get(
            Public,
            "/apply/{code}/{draft}/form/{page}",
            APPLY,
            apply_form::show,
        )
        .post(
            Public,
            "/apply/{code}/{draft}/form/{page}",
            APPLY,
            apply_form::save,
        )
        .post(
            Public,
            "/apply/{code}/{draft}/form/{page}/autosave",
            APPLY,
            apply_form::autosave,
        )
        .get(
            Public,
            "/apply/{code}/{draft}/held/{field}",
            APPLY,
            apply_form::held,
        )
        .post(
            Public,
            "/apply/{code}/{draft}/held/{field}",
            APPLY,
            apply_form::dispute,
        )
}

fn apply_papers(module: Module) -> Module {
    module
        .get(
            Public,
            "/apply/{code}/{draft}/materials",
            APPLY,
            apply_materials::show,
        )
        .post(
            Public,
            "/apply/{code}/{draft}/materials",
            APPLY,
            apply_materials::go_on,
        )
        .upload(
            Public,
            "/apply/{code}/{draft}/materials/{material}",
            APPLY,
            BODY_LIMIT,
            apply_materials::take,
        )
        .get(
            Public,
            "/apply/{code}/{draft}/files/{file}",
            APPLY,
            apply_materials::download,
        )
        .get(
            Public,
            "/apply/{code}/{draft}/promise",
            APPLY,
            apply_promise::show,
        )
        .upload(
            Public,
            "/apply/{code}/{draft}/promise",
            APPLY,
            BODY_LIMIT,
            apply_promise::save,
        )
        .get(
            Public,
            "/apply/{code}/{draft}/service",
            APPLY,
            apply_service::show,
        )
        .post(
            Public,
            "/apply/{code}/{draft}/service",
            APPLY,
            apply_service::save,
        )
        .get(
            Public,
            "/apply/{code}/{draft}/check",
            APPLY,
            apply_check::show,
        )
        .post(
            Public,
            "/apply/{code}/{draft}/check",
            APPLY,
            apply_check::send_in,
        )
}

fn my(module: Module) -> Module {
    module
        .get(Public, "/my/cases", VIEW, my_cases::list)
        .get(Public, "/my/cases/{id}", VIEW, case_page::show)
        .get(Public, "/my/cases/{id}/sent", VIEW, case_page::sent)
        .get(
            Public,
            "/my/cases/{id}/files/{file}",
            VIEW,
            case_page::download,
        )
        .get(Public, "/my/cases/{id}/withdraw", APPLY, withdraw::ask)
        .post(Public, "/my/cases/{id}/withdraw", APPLY, withdraw::withdraw)
        .get(Public, "/my/cases/{id}/views", APPLY, hearing::ask_views)
        .post(Public, "/my/cases/{id}/views", APPLY, hearing::state_views)
        .get(Public, "/my/cases/{id}/hearing", APPLY, hearing::ask)
        .post(Public, "/my/cases/{id}/hearing", APPLY, hearing::answer)
        .get(
            Public,
            "/my/cases/{id}/correct",
            APPLY,
            correct::show_correct,
        )
        .post(
            Public,
            "/my/cases/{id}/correct",
            APPLY,
            correct::send_correct,
        )
        .get(
            Public,
            "/my/cases/{id}/correct/form",
            APPLY,
            correct_form::show_form,
        )
        .post(
            Public,
            "/my/cases/{id}/correct/form",
            APPLY,
            correct_form::save_form,
        )
        .get(
            Public,
            "/my/cases/{id}/deliver",
            APPLY,
            correct::show_deliver,
        )
        .post(
            Public,
            "/my/cases/{id}/deliver",
            APPLY,
            correct::send_deliver,
        )
        .upload(
            Public,
            "/my/cases/{id}/{act}/files/{material}",
            APPLY,
            BODY_LIMIT,
            correct::take,
        )
        .get(
            Public,
            "/my/cases/{id}/{act}/brought/{file}",
            APPLY,
            correct::download,
        )
}

fn programs(module: Module) -> Module {
    module
        .api(api_docs::DOCS.iter().cloned())
        .get(Public, "/api/v1/my/cases", VIEW, api::list)
        .get(Public, "/api/v1/my/cases/{id}", VIEW, api::show)
        .upload(Public, "/api/v1/files", APPLY, BODY_LIMIT, api::upload)
        .post(Public, "/api/v1/cases", APPLY, api::apply)
        .post(
            Public,
            "/api/v1/my/cases/{id}/withdraw",
            APPLY,
            withdraw::withdraw,
        )
        .post(Public, "/api/v1/my/cases/{id}/correct", APPLY, api::correct)
        .post(
            Public,
            "/api/v1/my/cases/{id}/views",
            APPLY,
            hearing::state_views,
        )
        .post(
            Public,
            "/api/v1/my/cases/{id}/hearing",
            APPLY,
            hearing::answer,
        )
}
