//! Sums of cells on both engines.

use crate::toy::{TODAY, city, count, take_back};
use contracts::figures::{CASES_ACCEPTED, CASES_CLOSED_OF_ACCEPTED};
use indicators::domain::{Definitions, Period, Reading, Shown};
use indicators::read::{Narrow, Reach, open_lights, sums_by_day, sums_by_unit};
use jiff::civil::date;
use kernel::UnitId;
use rstest::rstest;
use store::Store;
use testkit::Engine::{self, Postgres, Sqlite};
use testkit::world::{HOUSING, WATER, WATER_SECTION};

fn read(store: &Store, period: Period, reach: Reach, narrow: Narrow) -> Reading {
    let store = store.clone();
    std::thread::spawn(move || {
        store.read_blocking(move |reader| {
            let definitions = Definitions::yongzhou().unwrap();
            let definition = definitions.find("cases-closing-rate").unwrap();
            let counters = definitions.counters();
            let by_day = sums_by_day(reader, &counters, period, &reach, &narrow)?.total(definition);
            let by_unit =
                sums_by_unit(reader, &counters, period, &reach, &narrow)?.of(definition, |_| true);
            assert_eq!(by_day, by_unit, "both ways to sum agree");
            Ok(by_day)
        })
    })
    .join()
    .unwrap()
    .unwrap()
}

fn only(unit: UnitId) -> Reach {
    Reach::Some {
        units: vec![unit],
        areas: Vec::new(),
    }
}

#[rstest]
fn a_figure_as_it_was_known_then_leaves_out_what_came_later(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = city(engine);
    // given 40 cases accepted in October, of which 35 were closed by the end of October …
    city.set_clock(date(2021, 10, 31), 12, 0);
    count(&city.store, CASES_ACCEPTED, date(2021, 10, 8), WATER, 40);
    count(
        &city.store,
        CASES_CLOSED_OF_ACCEPTED,
        date(2021, 10, 8),
        WATER,
        35,
    );
    // … and five later, one of which was void
    city.set_clock(date(2021, 11, 29), 12, 0);
    count(
        &city.store,
        CASES_CLOSED_OF_ACCEPTED,
        date(2021, 10, 8),
        WATER,
        5,
    );
    take_back(&city.store, CASES_ACCEPTED, date(2021, 10, 8), WATER);
    take_back(
        &city.store,
        CASES_CLOSED_OF_ACCEPTED,
        date(2021, 10, 8),
        WATER,
    );
    // when
    let then = Period {
        known_on: date(2021, 10, 31),
        ..Period::this_year(TODAY)
    };
    // then
    let of = |numerator, denominator| Reading {
        numerator,
        denominator,
    };
    assert_eq!(
        read(&city.store, then, Reach::City, Narrow::All),
        of(35, 40)
    );
    assert_eq!(
        read(
            &city.store,
            Period::this_year(TODAY),
            Reach::City,
            Narrow::All
        ),
        of(39, 39)
    );
    city.verify();
}

#[rstest]
fn a_reader_reaches_the_cells_of_his_own_units_only(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = city(engine);
    count(&city.store, CASES_ACCEPTED, date(2021, 11, 1), WATER, 3);
    count(
        &city.store,
        CASES_ACCEPTED,
        date(2021, 11, 1),
        WATER_SECTION,
        2,
    );
    count(&city.store, CASES_ACCEPTED, date(2021, 11, 1), HOUSING, 7);
    let year = Period::this_year(TODAY);
    let accepted = |reach, narrow| read(&city.store, year, reach, narrow).denominator;
    assert_eq!(accepted(only(WATER), Narrow::All), 3);
    assert_eq!(
        accepted(Reach::City, Narrow::Unit(WATER)),
        5,
        "a unit is chosen with those below it"
    );
    assert_eq!(
        accepted(only(HOUSING), Narrow::Unit(WATER)),
        0,
        "a choice never widens the reach"
    );
    assert_eq!(accepted(Reach::City, Narrow::All), 12);
}

#[rstest]
fn without_cells_there_is_nothing_to_divide_by(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = city(engine);
    let reading = read(
        &city.store,
        Period::this_year(TODAY),
        Reach::City,
        Narrow::All,
    );
    let definitions = Definitions::yongzhou().unwrap();
    let definition = definitions.find("cases-closing-rate").unwrap();
    assert_eq!(reading.shown(definition), Shown::NothingToDivideBy);
}

#[rstest]
fn lights_compare_open_counters_with_today(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = city(engine);
    // promised for yesterday: late; for today: warned; for next month: neither
    count(&city.store, CASES_ACCEPTED, date(2021, 11, 29), WATER, 2);
    count(&city.store, CASES_ACCEPTED, date(2021, 11, 30), WATER, 3);
    count(&city.store, CASES_ACCEPTED, date(2021, 12, 30), HOUSING, 4);
    let store = city.store.clone();
    let lights = std::thread::spawn(move || {
        store.read_blocking(|reader| open_lights(reader, &Reach::City, &Narrow::All))
    })
    .join()
    .unwrap()
    .unwrap();
    assert_eq!(
        (
            lights.open,
            lights.yellow,
            lights.warned,
            lights.red,
            lights.normal()
        ),
        (9, 2, 3, 0, 4)
    );
}
