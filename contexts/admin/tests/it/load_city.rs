use crate::city::{City, pack};
use admin::{Pack, load_city};
use contracts::people::{PaperPrefixes, Roles, Staff, Units};
use contracts::queries::Parties;
use rstest::rstest;
use std::collections::BTreeSet;
use store::Reader;
use testkit::Engine;
use web::Queries;

#[rstest]
fn a_second_import_changes_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let city = City::start(engine);
    assert!(city.loaded.changes > 300, "{}", city.loaded.changes);
    let again = load_city(&city.store, &pack(), |_| ()).unwrap();
    assert_eq!(again.changes, 0);
    assert_eq!(again.accounts, city.loaded.accounts);
    assert_eq!(again.firms, city.loaded.firms);
}

#[rstest]
fn each_authority_of_the_pack_has_a_document_prefix_of_its_own(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = City::start(engine);
    let market = city.loaded.units["market"];
    let prefixes = city
        .store
        .read_blocking(|reader| Ok(reader.reference.get::<PaperPrefixes>()))
        .unwrap();
    assert_eq!(prefixes.0[&market], "永市监");
    let distinct: BTreeSet<&String> = prefixes.0.values().collect();
    assert_eq!(distinct.len(), prefixes.0.len());
    // Two authorities with one prefix would give two documents one number.
    let taken = r#"[[units]]
        code = "water"
        short_code = "014"
        paper_prefix = "永市监"
        name = { zh = "永州市水利局" }
        area = "431100""#;
    let refused = load_city(
        &city.store,
        &Pack::from_texts(taken, "", "").unwrap(),
        |_| (),
    );
    let refused = refused.unwrap_err().to_string();
    assert!(refused.contains("document numbers begin so"), "{refused}");
}

#[rstest]
fn a_changed_entry_is_recorded_anew(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let city = City::start(engine);
    let units = r#"[[units]]
        code = "city-government"
        short_code = "000"
        name = { zh = "永州市人民政府", en = "The Government" }
        area = "431100"
        authority_kind = "government""#;
    let people = r#"[[people]]
        login = "zhang-yanshi"
        name = { zh = "张演示" }
        kind = "person"
        identity_number = "431102199001010017"
        mobile_phone = "13811112222""#;
    let changed = load_city(
        &city.store,
        &Pack::from_texts(units, "", people).unwrap(),
        |_| (),
    )
    .unwrap();
    assert_eq!(changed.changes, 2);
    let party = city.loaded.parties["zhang-yanshi"];
    let (name, found) = city
        .store
        .read_blocking(move |reader| {
            let units = reader.reference.get::<Units>();
            let name = units.find_code("city-government").unwrap().name.en.clone();
            let facts = parties().find(reader, party).unwrap().unwrap();
            Ok((name, facts))
        })
        .unwrap();
    assert_eq!(name, "The Government");
    assert_eq!(found.phone, "13811112222");
    assert_eq!(
        found.address, "永州市零陵区示例路 1 号",
        "what the pack leaves out stays"
    );
}

#[rstest]
fn the_snapshot_holds_units_roles_and_who_stands_where(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = City::start(engine);
    let clerk = city.account("clerk-1");
    city.store
        .read_blocking(move |reader| {
            let units = reader.reference.get::<Units>();
            let hall = units.find_code("hall-general").unwrap();
            assert_eq!(hall.authority, contracts::people::AuthorityKind::None);
            let staff = reader.reference.get::<Staff>();
            let post = &staff.find(clerk).unwrap().appointments[0];
            assert_eq!((post.unit, post.role.as_str()), (hall.id, "window-clerk"));
            assert!(reader.reference.get::<Roles>().find("person").is_some());
            Ok(())
        })
        .unwrap();
}

#[rstest]
fn people_and_firms_are_found_by_their_numbers(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = City::start(engine);
    let person = city.loaded.parties["chen-xuni"];
    let (firm, account) = (city.firm("xiaoxiang-food"), city.account("chen-xuni"));
    city.store
        .read_blocking(move |reader| {
            let parties = parties();
            let by =
                |reader: &mut Reader, number: &str| parties.find_by_number(reader, number).unwrap();
            assert_eq!(by(reader, "431102198808080046"), Some(person));
            assert_eq!(by(reader, "91431100MA4L000110"), Some(firm));
            assert_eq!(by(reader, "91431100MA4L000111"), None);
            let facts = parties.find(reader, firm).unwrap().unwrap();
            assert!(facts.is_firm);
            assert_eq!(facts.legal_representative, "陈虚拟");
            assert_eq!(parties.accounts_of(reader, person).unwrap(), [account]);
            let names = parties.names(reader, &[person, firm]).unwrap();
            assert_eq!(names[&firm], "永州市潇湘食品有限公司（示例）");
            Ok(())
        })
        .unwrap();
}

#[rstest]
fn no_personal_data_lies_in_the_log_or_the_rows(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = City::start(engine);
    let bodies = city
        .store
        .read_blocking(|reader| {
            let events = reader.query("SELECT body FROM event ORDER BY id", &[])?;
            Ok(events
                .iter()
                .map(|record| String::from_utf8_lossy(record.blob(0)).into_owned())
                .collect::<String>())
        })
        .unwrap();
    for secret in [
        "431102199001010017",
        "13800000001",
        "张演示",
        "zhang-yanshi",
        "示例路",
    ] {
        assert!(!bodies.contains(secret), "{secret}");
    }
}

fn parties() -> std::sync::Arc<dyn Parties<Reader>> {
    let mut queries = Queries::default();
    admin::provide(&mut queries);
    queries.find::<dyn Parties<Reader>>().unwrap()
}
