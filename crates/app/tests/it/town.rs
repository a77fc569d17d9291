//! A town for tests of the whole house: the city pack, its items, passwords for those who need one.

use app::demo::crew::Applicant;
use app::demo::paperwork::Paperwork;
use app::{house, pack};
use kernel::Date;
use sim::dice::Dice;
use store::Who;
use testkit::{City, Engine};

pub(crate) const PASSWORD: &str = "Test-town-2021";

/// Starts the town on the day at 09:00 and gives these logins the test's password.
pub(crate) fn start(engine: Engine, on: Date, logins: &[&str]) -> City {
    let city = City::start(engine, house::house, on);
    let store = city.store.clone();
    let logins: Vec<String> = logins.iter().map(|login| (*login).to_owned()).collect();
    std::thread::spawn(move || {
        let texts = ["units.toml", "roles.toml", "people.toml"].map(pack::text);
        let pack = admin::Pack::from_texts(&texts[0], &texts[1], &texts[2]).unwrap();
        admin::load_city(&store, &pack, |_| {}).unwrap();
        catalogue::app::load_themes(&store, &pack::text("themes.toml")).unwrap();
        let from = jiff::civil::date(2021, 1, 1);
        let report = catalogue::app::load_items(&store, &pack::items(), from).unwrap();
        assert_eq!(report.errors().count(), 0, "{report:?}");
        for login in logins {
            admin::set_password(&store, &login, PASSWORD).unwrap();
        }
    })
    .join()
    .unwrap();
    city
}

/// Ids of the pack's people and firms, by login and code.
pub(crate) fn loaded(city: &City) -> admin::Loaded {
    let store = city.store.clone();
    std::thread::spawn(move || {
        let texts = ["units.toml", "roles.toml", "people.toml"].map(pack::text);
        let pack = admin::Pack::from_texts(&texts[0], &texts[1], &texts[2]).unwrap();
        // Nothing has changed since it was loaded: this only looks the ids up.
        admin::load_city(&store, &pack, |_| {}).unwrap()
    })
    .join()
    .unwrap()
}

/// Files an application online with everything that is required.
pub(crate) fn file_case(city: &City, code: &str, applicant: Applicant) -> kernel::CaseId {
    let (store, files, code) = (city.store.clone(), city.app.files.clone(), code.to_owned());
    std::thread::spawn(move || {
        let paperwork = Paperwork::new(&store, &files).unwrap();
        let today = store.today();
        let item = store
            .read_blocking(move |reader| {
                let items = reader.reference.get::<contracts::item::Items>();
                Ok(items.find_code(&code, today).cloned())
            })
            .unwrap()
            .unwrap();
        let mut dice = Dice::new(7);
        let application = paperwork
            .application(&mut dice, &item, applicant, today, false)
            .unwrap();
        let id = application.case_id;
        let who = Who::Account(applicant.account);
        store
            .execute_blocking(who, None, cases::domain::submit::Submit { application })
            .unwrap();
        id
    })
    .join()
    .unwrap()
}

/// One command by an account.
pub(crate) fn act<C: contracts::Command>(city: &City, account: kernel::AccountId, command: C) {
    let store = city.store.clone();
    std::thread::spawn(move || store.execute_blocking(Who::Account(account), None, command))
        .join()
        .unwrap()
        .unwrap();
}
