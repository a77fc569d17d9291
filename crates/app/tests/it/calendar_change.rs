//! A holiday plan changed while cases run: the preview, the release by a second person, the dates.

use crate::town;
use admin::domain::calendar::CalendarFacts;
use admin::domain::propose_calendar::ProposeCalendar;
use admin::domain::release_calendar::ReleaseCalendar;
use app::demo::crew::Applicant;
use contracts::item::ServedParty;
use contracts::people::PaperPrefixes;
use jiff::civil::date;
use kernel::calendar::NamedDay;
use kernel::{AreaCode, CaseId, Date, WorkCalendar};
use rstest::rstest;
use testkit::{City, Engine};

fn promised_on(city: &City, case: CaseId) -> Option<Date> {
    let store = city.store.clone();
    std::thread::spawn(move || {
        store.read_blocking(move |reader| {
            let sql = "SELECT promised_on FROM matter WHERE id = $1";
            let found = reader.query_one(sql, &[case.into()])?;
            Ok(found.and_then(|record| record.find_date(0)))
        })
    })
    .join()
    .unwrap()
    .unwrap()
}

#[rstest]
#[tokio::test]
async fn a_released_holiday_plan_moves_the_dates_that_its_page_listed(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = town::start(engine, date(2021, 9, 6), &["admin-system"]);
    let loaded = town::loaded(&city);
    let firm = Applicant {
        account: loaded.accounts["chen-xuni"],
        party: loaded.firms["xiaoxiang-food"],
        kind: ServedParty::Firm,
    };
    let case = town::file_case(&city, "YZ-017-0001", firm);
    // Nobody answers in five days: it is accepted, and its clock runs.
    city.set_clock(date(2021, 9, 14), 9, 0);
    let before = promised_on(&city, case).unwrap();

    let calendar = WorkCalendar::published();
    let mut days = calendar.named_days(2021).unwrap().to_vec();
    days.push(NamedDay {
        date: date(2021, 9, 15),
        name: "示例假".into(),
        off: true,
    });
    days.sort_by_key(|day| day.date);
    let change = city.store.new_id();
    let facts = CalendarFacts {
        year: 2021,
        area: AreaCode(0),
        days,
        source: "示例通知".into(),
    };
    let propose = ProposeCalendar { id: change, facts };
    town::act(&city, loaded.accounts["admin-system"], propose);
    let mut keeper = city.sign_in("admin-system", town::PASSWORD).await;
    let address = format!("/admin/calendar/{change}");
    let page = keeper.open(&address).await;
    assert_eq!(page.fact("期限推后"), "1", "{}", page.text());
    assert_eq!(promised_on(&city, case), Some(before));

    let release = ReleaseCalendar {
        id: change,
        seen: None,
    };
    town::act(&city, loaded.accounts["admin-system-2"], release);
    city.settle();
    let after = promised_on(&city, case).unwrap();
    assert!(after > before, "{before} {after}");
    assert!(page.has(&format!("{before} → {after}")), "{}", page.text());
    let store = city.store.clone();
    let left = std::thread::spawn(move || store.list_jobs(10));
    assert_eq!(left.join().unwrap().unwrap(), [], "every job is done");
    city.verify();
}

#[rstest]
fn a_document_number_begins_with_the_prefix_of_its_authority(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = town::start(engine, date(2021, 9, 6), &[]);
    let loaded = town::loaded(&city);
    let firm = Applicant {
        account: loaded.accounts["chen-xuni"],
        party: loaded.firms["xiaoxiang-food"],
        kind: ServedParty::Firm,
    };
    town::file_case(&city, "YZ-017-0001", firm);
    // The acceptance notice of the deemed acceptance.
    city.set_clock(date(2021, 9, 14), 9, 0);
    let housing = loaded.units["housing"];
    let numbers = city
        .store
        .read_blocking(move |reader| {
            let prefix = reader.reference.get::<PaperPrefixes>().0[&housing].clone();
            let found = reader.query("SELECT number FROM paper ORDER BY id", &[])?;
            let numbers = found.iter().map(|record| record.text(0).to_owned());
            Ok((prefix, numbers.collect::<Vec<_>>()))
        })
        .unwrap();
    assert_eq!(numbers.0, "永住建");
    assert!(
        numbers
            .1
            .iter()
            .any(|number| number == "永住建受〔2021〕1号"),
        "{:?}",
        numbers.1
    );
}
