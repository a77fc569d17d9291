//! A town for tests of the whole house: the city pack, its items, passwords for those who need one.

use app::{house, pack};
use kernel::Date;
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
