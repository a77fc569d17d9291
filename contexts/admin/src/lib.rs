//! Units, posts, roles, accounts, people and firms, mandates, sign-in, calendars, audit.

mod app;
pub mod domain;
pub mod permissions;
mod read;
mod web;

pub use app::credentials::{SetPasswordError, set_password};
pub use app::first_admin::{FirstAdminError, first_admin, first_administrator};
pub use app::load_city::{LoadError, Loaded, load_city};
pub use app::totp::code_at as totp_code;
pub use app::pack::{Pack, PackError};
pub use domain::administrators::Administrator;

use contracts::queries::Parties;
use domain::account::Account;
use domain::calendar::CalendarChange;
use domain::mandate::Mandate;
use domain::party::Party;
use domain::role::Role;
use domain::unit::Unit;
use read::{loader, parties::CityParties, people::CityPeople, project, tables};
use std::sync::Arc;
use store::{Reader, Registry};
use ::web::{Access, Module, Queries, Zone};

/// The manifest of this context.
pub fn module() -> Module {
    let module = Module::new("admin")
        .words(
            include_str!("../words/zh-CN.ftl"),
            include_str!("../words/en.ftl"),
        )
        .register(register)
        .provide(provide);
    own_pages(sign_in_pages(module))
}

const DOOR: Access = Access::Open("nobody is signed in yet who signs in");

fn sign_in_pages(module: Module) -> Module {
    use web::{sign_in, sign_in_steps as steps};
    module
        .get(Zone::Both, "/sign-in", DOOR, sign_in::page)
        .post(Zone::Both, "/sign-in", DOOR, sign_in::submit)
        .get(Zone::Both, "/sign-in/password", DOOR, steps::password_page)
        .post(Zone::Both, "/sign-in/password", DOOR, steps::set_password)
        .get(Zone::Both, "/sign-in/enrol", DOOR, steps::enrol_page)
        .post(Zone::Both, "/sign-in/enrol", DOOR, steps::enrol)
        .get(Zone::Both, "/sign-in/code", DOOR, steps::code_page)
        .post(Zone::Both, "/sign-in/code", DOOR, steps::check_code)
        .post(Zone::Both, "/sign-out", DOOR, sign_in::sign_out)
}

fn own_pages(module: Module) -> Module {
    use web::{account, acting};
    module
        .get(Zone::Both, "/account", Access::SignedIn, account::page)
        .post(Zone::Both, "/account/end-others", Access::SignedIn, account::end_others)
        .get(Zone::Both, "/account/password", Access::SignedIn, account::password_page)
        .post(Zone::Both, "/account/password", Access::SignedIn, account::change_password)
        .get(Zone::Both, "/account/second-factor", Access::SignedIn, account::enrol_page)
        .post(Zone::Both, "/account/second-factor", Access::SignedIn, account::enrol)
        .post(Zone::Both, "/account/second-factor/remove", Access::SignedIn, account::remove)
        .get(Zone::Public, "/my/acting", Access::SignedIn, acting::page)
        .post(Zone::Public, "/my/acting", Access::SignedIn, acting::choose)
}

fn register(registry: &mut Registry) {
    registry.tables(tables::TABLES);
    registry.aggregate::<Unit>(project::unit);
    registry.aggregate::<Role>(project::role);
    registry.aggregate::<Account>(project::account);
    registry.aggregate::<Party>(project::party);
    registry.aggregate::<Mandate>(project::mandate);
    registry.aggregate::<CalendarChange>(project::calendar);
    registry.loader(loader::load);
    registry.people(Arc::new(CityPeople));
}

/// Answers of this context to the others; also for programs without pages.
pub fn provide(queries: &mut Queries) {
    queries.provide::<dyn Parties<Reader>>(Arc::new(CityParties));
}
