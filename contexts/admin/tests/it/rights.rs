use crate::city::{City, noon, refused};
use admin::domain::appoint::Appoint;
use admin::domain::change_unit::{ChangeUnit, CloseUnit};
use admin::domain::define_role::DefineRole;
use admin::domain::dismiss::Dismiss;
use admin::domain::lock_account::LockAccount;
use admin::domain::unit::{Unit, UnitFacts};
use contracts::people::{Appointment, Role};
use kernel::{AccountId, Grant, Permission, Reach, UnitId};
use rstest::rstest;
use store::{CommandError, Done, Who};
use testkit::Engine;

impl City {
    fn unit(&self, code: &str) -> UnitId {
        self.loaded.units[code]
    }

    /// Something that only the system administrator may do.
    fn change_phone(&self, who: AccountId, phone: &str) -> Result<Done, CommandError> {
        let id = self.unit("education");
        let (_, unit) = self
            .store
            .read_blocking(move |reader| reader.find_state::<Unit>(id.0))?
            .unwrap();
        let facts = UnitFacts {
            phone: phone.into(),
            ..unit.facts
        };
        let command = ChangeUnit {
            id,
            facts,
            seen: None,
        };
        self.store
            .execute_blocking(Who::Account(who), None, command)
    }

    fn dismiss(&self, login: &str, unit: &str, role: &str) -> Result<Done, CommandError> {
        let command = Dismiss {
            account: self.account(login),
            unit: self.unit(unit),
            role: role.into(),
            last_on: None,
        };
        let security = Who::Account(self.account("admin-security"));
        self.store.execute_blocking(security, None, command)
    }

    fn appoint(&self, login: &str, role: &str) -> Result<Done, CommandError> {
        let post = Appointment {
            unit: self.unit("service-bureau"),
            role: role.into(),
            valid_from: noon().date(),
            valid_to: None,
        };
        let command = Appoint {
            account: self.account(login),
            post,
        };
        let security = Who::Account(self.account("admin-security"));
        self.store.execute_blocking(security, None, command)
    }
}

#[rstest]
fn a_revoked_post_is_not_honoured_by_the_next_command(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = City::start(engine);
    let admin = city.account("admin-system");
    city.change_phone(admin, "0746-8111111").unwrap();
    city.dismiss("admin-system", "service-bureau", "admin-system")
        .unwrap();
    let after = city.change_phone(admin, "0746-8222222");
    assert!(matches!(after, Err(CommandError::Forbidden)), "{after:?}");
}

#[rstest]
fn a_locked_account_can_do_nothing_until_it_is_unlocked(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = City::start(engine);
    let security = city.account("admin-security");
    let command = LockAccount { account: security };
    city.store
        .execute_blocking(Who::Account(city.account("admin-system")), None, command)
        .unwrap();
    let after = city.appoint("clerk-1", "leader");
    assert!(matches!(after, Err(CommandError::Forbidden)), "{after:?}");
}

#[rstest]
fn one_person_is_not_two_administrators_and_none_of_them_reads_cases(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = City::start(engine);
    let two = city.appoint("admin-system", "admin-audit");
    assert_eq!(refused(two), "admin.appoint.two-administrators");
    let reads = city.appoint("admin-audit", "supervisor");
    assert_eq!(refused(reads), "admin.appoint.administrator-reads-content");
    let also = city.appoint("clerk-1", "admin-audit");
    assert_eq!(refused(also), "admin.appoint.administrator-reads-content");
    let own = city.appoint("admin-security", "leader");
    assert_eq!(refused(own), "admin.appoint.oneself");
}

#[rstest]
fn no_role_joins_two_administrators_or_gives_one_the_cases(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = City::start(engine);
    let role = |permissions: &[&'static str]| DefineRole {
        id: city.store.new_id(),
        facts: Role {
            code: "everything".into(),
            name: contracts::item::Text {
                zh: "全部".into(),
                en: String::new(),
            },
            note: contracts::item::Text::default(),
            grants: permissions
                .iter()
                .map(|name| Grant {
                    permission: Permission::new(name),
                    reach: Reach::City,
                    confidentiality: 0,
                })
                .collect(),
        },
    };
    let run = |command| city.store.execute_blocking(Who::System, None, command);
    let joined = run(role(&["admin.units", "admin.audit"]));
    assert_eq!(refused(joined), "admin.role.joins-administrators");
    let opened = run(role(&["admin.audit", "cases.view"]));
    assert_eq!(refused(opened), "admin.role.opens-content");
}

#[rstest]
fn a_unit_with_people_in_it_is_not_closed(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = City::start(engine);
    let command = CloseUnit {
        id: city.unit("hall-general"),
        seen: None,
    };
    let admin = Who::Account(city.account("admin-system"));
    assert_eq!(
        refused(city.store.execute_blocking(admin, None, command)),
        "admin.unit.has-posts"
    );
}
