//! Finding a case, through the front door.

use crate::staff_city::{
    ABSTRACTION, OUTSIDER, PERSON, REVIEWER, SHOP, accepted, complete, desk, looks, received,
    received_for, sign_in, start,
};
use cases::domain::Case;
use kernel::CaseId;
use rstest::rstest;
use testkit::{City, Engine, Engine::Postgres, Engine::Sqlite};

async fn number(city: &City, case: CaseId) -> String {
    let found = city
        .store
        .read(move |reader| reader.find_state::<Case>(case.0))
        .await
        .unwrap();
    let (_, case) = found.unwrap();
    case.filing.unwrap().number.as_str().to_owned()
}

#[rstest]
#[tokio::test]
async fn a_number_opens_its_case_with_or_without_blanks(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    let case = accepted(&city).await;
    accepted(&city).await;
    let number = number(&city, case).await;
    let (head, tail) = number.split_at(6);
    let mut reviewer = sign_in(&city, REVIEWER).await;
    for typed in [number.clone(), format!("{head}+{tail}")] {
        let page = reviewer.open(&format!("/desk/search?q={typed}")).await;
        assert_eq!(page.path, desk(case));
    }
    // Out of reach, the number finds nothing.
    let mut outsider = sign_in(&city, OUTSIDER).await;
    let page = outsider.open(&format!("/desk/search?q={number}")).await;
    assert!(page.has("没有找到"), "{}", page.text());
}

#[rstest]
#[tokio::test]
async fn words_of_the_item_find_within_reach_only(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = start(engine);
    complete(&city).await;
    complete(&city).await;
    received(&city, ABSTRACTION, &["argument"]).await;
    let mut reviewer = sign_in(&city, REVIEWER).await;
    let page = reviewer.open("/desk/search?q=排水管网").await;
    assert!(page.has("找到 2 件"), "{}", page.text());
    let page = reviewer.open("/desk/search?q=取水许可").await;
    assert!(page.has("没有找到"), "{}", page.text());
    let page = reviewer.open("/desk/search?q=").await;
    assert!(page.has("输入办件号"), "{}", page.text());
}

#[rstest]
#[tokio::test]
async fn an_applicant_is_found_by_exact_number_telephone_or_name_and_that_is_recorded(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    let case = received_for(&city, SHOP, PERSON, &["premises"]).await;
    let mut reviewer = sign_in(&city, REVIEWER).await;
    for typed in ["431102199001010017", "13900001234", "张小三"] {
        let page = reviewer.open(&format!("/desk/search?q={typed}")).await;
        assert_eq!(page.path, desk(case), "{typed}: {}", page.text());
    }
    let page = reviewer.open("/desk/search?q=张小").await;
    assert!(page.has("没有找到"), "{}", page.text());
    assert_eq!(looks(&city, PERSON.0, "find-party", 3).await.len(), 3);
}
