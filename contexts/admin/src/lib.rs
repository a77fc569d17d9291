//! Units, posts, roles, accounts, people and firms, mandates, sign-in, calendars, audit.

mod app;
pub mod domain;
pub mod permissions;
mod read;

pub use app::credentials::{SetPasswordError, set_password};
pub use app::first_admin::{FirstAdminError, first_admin, first_administrator};
pub use app::load_city::{LoadError, Loaded, load_city};
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
use web::{Module, Queries};

/// The manifest of this context.
pub fn module() -> Module {
    Module::new("admin").register(register).provide(provide)
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
