//! Units, posts, roles, accounts, people and firms, mandates, sign-in, calendars, audit.

mod app;
pub mod domain;
pub mod permissions;
mod read;
mod web;

pub use app::credentials::{SetPasswordError, set_password};
pub use app::first_admin::{FirstAdminError, first_admin, first_administrator};
pub use app::keyed::{keyed_hash, login_hash};
pub use app::load_city::{LoadError, Loaded, load_city};
pub use app::oidc::{OidcError, OidcSettings, configure_oidc};
pub use app::pack::{Pack, PackError};
pub use app::totp::code_at as totp_code;
pub use domain::administrators::Administrator;

use ::web::{Access, MenuLine, Module, Queries, Zone};
use contracts::queries::Parties;
use domain::account::Account;
use domain::calendar::CalendarChange;
use domain::mandate::Mandate;
use domain::party::Party;
use domain::role::Role;
use domain::unit::Unit;
use permissions::{ACCOUNTS, AUDIT, CALENDAR, MANDATES, SECURITY, UNITS};
use read::{loader, parties::CityParties, people::CityPeople, project, tables};
use std::sync::Arc;
use store::{Reader, Registry};

/// The manifest of this context.
pub fn module() -> Module {
    let module = Module::new("admin")
        .words(
            include_str!("../words/zh-CN.ftl"),
            include_str!("../words/en.ftl"),
        )
        .register(register)
        .provide(provide);
    let module = own_pages(sign_in_pages(module));
    menu(security_pages(system_pages(module)))
}

const DOOR: Access = Access::Open("nobody is signed in yet who signs in");

fn sign_in_pages(module: Module) -> Module {
    use web::{provider, sign_in, sign_in_steps as steps};
    module
        .get(Zone::Both, "/sign-in", DOOR, sign_in::page)
        .post(Zone::Both, "/sign-in", DOOR, sign_in::submit)
        .get(Zone::Both, "/sign-in/password", DOOR, steps::password_page)
        .post(Zone::Both, "/sign-in/password", DOOR, steps::set_password)
        .get(Zone::Both, "/sign-in/enrol", DOOR, steps::enrol_page)
        .post(Zone::Both, "/sign-in/enrol", DOOR, steps::enrol)
        .get(Zone::Both, "/sign-in/code", DOOR, steps::code_page)
        .post(Zone::Both, "/sign-in/code", DOOR, steps::check_code)
        .get(Zone::Both, "/sign-in/provider", DOOR, provider::leave)
        .get(Zone::Both, "/sign-in/provider/back", DOOR, provider::back)
        .post(Zone::Both, "/sign-out", DOOR, sign_in::sign_out)
}

fn own_pages(module: Module) -> Module {
    use web::{account, acting, mandates};
    module
        .get(Zone::Both, "/account", Access::SignedIn, account::page)
        .post(
            Zone::Both,
            "/account/end-others",
            Access::SignedIn,
            account::end_others,
        )
        .get(
            Zone::Both,
            "/account/password",
            Access::SignedIn,
            account::password_page,
        )
        .post(
            Zone::Both,
            "/account/password",
            Access::SignedIn,
            account::change_password,
        )
        .get(
            Zone::Both,
            "/account/second-factor",
            Access::SignedIn,
            account::enrol_page,
        )
        .post(
            Zone::Both,
            "/account/second-factor",
            Access::SignedIn,
            account::enrol,
        )
        .post(
            Zone::Both,
            "/account/second-factor/remove",
            Access::SignedIn,
            account::remove,
        )
        .get(Zone::Public, "/my/acting", Access::SignedIn, acting::page)
        .post(Zone::Public, "/my/acting", Access::SignedIn, acting::choose)
        .get(
            Zone::Public,
            "/my/mandates",
            Access::Needs(MANDATES),
            mandates::page,
        )
        .post(
            Zone::Public,
            "/my/mandates",
            Access::Needs(MANDATES),
            mandates::grant,
        )
        .post(
            Zone::Public,
            "/my/mandates/{id}/revoke",
            Access::Needs(MANDATES),
            mandates::revoke,
        )
}

fn system_pages(module: Module) -> Module {
    use web::{accounts, units};
    let staff = Zone::Staff;
    let needs = Access::Needs;
    module
        .get(staff, "/admin/units", needs(UNITS), units::list)
        .post(staff, "/admin/units", needs(UNITS), units::open)
        .get(staff, "/admin/units/new", needs(UNITS), units::new_page)
        .get(staff, "/admin/units/{id}", needs(UNITS), units::show)
        .post(staff, "/admin/units/{id}", needs(UNITS), units::change)
        .post(staff, "/admin/units/{id}/close", needs(UNITS), units::close)
        .get(staff, "/admin/accounts", needs(ACCOUNTS), accounts::list)
        .post(staff, "/admin/accounts", needs(ACCOUNTS), accounts::open)
        .get(
            staff,
            "/admin/accounts/new",
            needs(ACCOUNTS),
            accounts::new_page,
        )
        .get(
            staff,
            "/admin/accounts/{id}",
            needs(ACCOUNTS),
            accounts::show,
        )
        .post(
            staff,
            "/admin/accounts/{id}/lock",
            needs(ACCOUNTS),
            accounts::lock,
        )
        .post(
            staff,
            "/admin/accounts/{id}/unlock",
            needs(ACCOUNTS),
            accounts::unlock,
        )
        .post(
            staff,
            "/admin/accounts/{id}/code",
            needs(ACCOUNTS),
            accounts::code,
        )
}

fn security_pages(module: Module) -> Module {
    use web::{audit, calendar, calendar_form, posts, roles};
    let staff = Zone::Staff;
    let needs = Access::Needs;
    module
        .get(staff, "/admin/posts", needs(SECURITY), posts::list)
        .get(staff, "/admin/posts/{id}", needs(SECURITY), posts::show)
        .post(
            staff,
            "/admin/posts/{id}/appoint",
            needs(SECURITY),
            posts::appoint,
        )
        .post(
            staff,
            "/admin/posts/{id}/dismiss",
            needs(SECURITY),
            posts::dismiss,
        )
        .post(
            staff,
            "/admin/posts/{id}/tokens",
            needs(SECURITY),
            posts::issue_token,
        )
        .post(
            staff,
            "/admin/posts/{id}/tokens/revoke",
            needs(SECURITY),
            posts::revoke_token,
        )
        .get(staff, "/admin/roles", needs(SECURITY), roles::list)
        .get(staff, "/admin/roles/{code}", needs(SECURITY), roles::show)
        .get(staff, "/admin/calendar", needs(CALENDAR), calendar::list)
        .post(
            staff,
            "/admin/calendar",
            needs(CALENDAR),
            calendar_form::propose,
        )
        .get(
            staff,
            "/admin/calendar/new",
            needs(CALENDAR),
            calendar_form::new_page,
        )
        .get(
            staff,
            "/admin/calendar/years/{year}",
            needs(CALENDAR),
            calendar::year,
        )
        .get(
            staff,
            "/admin/calendar/{id}",
            needs(CALENDAR),
            calendar::show,
        )
        .post(
            staff,
            "/admin/calendar/{id}/release",
            needs(CALENDAR),
            calendar::release,
        )
        .post(
            staff,
            "/admin/calendar/{id}/withdraw",
            needs(CALENDAR),
            calendar::withdraw,
        )
        .get(staff, "/admin/audit", needs(AUDIT), audit::sign_in_list)
        .get(staff, "/admin/audit/looks", needs(AUDIT), audit::look_list)
}

/// The administrators' lines stand last in the rail.
fn menu(module: Module) -> Module {
    let line = |order, label, href, icon, permission| MenuLine {
        group: "admin-menu",
        label,
        href,
        icon,
        permission,
        count: None,
        order,
    };
    module
        .menu(line(
            900,
            "admin-units-title",
            "/admin/units",
            "grid",
            UNITS,
        ))
        .menu(line(
            901,
            "admin-accounts-title",
            "/admin/accounts",
            "user",
            ACCOUNTS,
        ))
        .menu(line(
            902,
            "admin-calendar-title",
            "/admin/calendar",
            "cal",
            CALENDAR,
        ))
        .menu(line(
            903,
            "admin-posts-title",
            "/admin/posts",
            "lock",
            SECURITY,
        ))
        .menu(line(
            904,
            "admin-roles-title",
            "/admin/roles",
            "book",
            SECURITY,
        ))
        .menu(line(
            905,
            "admin-audit-title",
            "/admin/audit",
            "search",
            AUDIT,
        ))
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
