//! 用印: a second person, a register, a signature that holds.

use crate::{asks, by, city, drawn, due, paper};
use axum::http::StatusCode;
use contracts::events::{Fact, PaperKind};
use documents::app::{DemoSeals, SealOf, SealProvider as _};
use documents::domain::{PaperState, Sheet};
use kernel::{AccountId, PaperId};
use rstest::rstest;
use testkit::world::{BOTH, CLERK, HOUSING_KEEPER, KEEPER, LI, WATER, ZHANG, visitor};
use testkit::{City, Engine, Page};

const WAITING: &str = "/desk/seals/waiting";
const RELEASE: &str = "监印选中的文书";

async fn release(city: &City, keeper: AccountId, papers: &[PaperId]) -> Page {
    let mut keeper = visitor(city, keeper).await;
    let page = keeper.open(WAITING).await;
    let ids: Vec<String> = papers.iter().map(ToString::to_string).collect();
    let fields: Vec<(&str, &str)> = ids.iter().map(|id| ("paper", id.as_str())).collect();
    keeper.press(&page, RELEASE, &fields).await
}

#[rstest]
#[tokio::test]
async fn a_second_person_releases_the_seal_and_the_signature_holds(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let first = drawn(&city, &due(&city, PaperKind::AcceptanceNotice));
    let second = drawn(&city, &due(&city, PaperKind::GrantDecision));
    let page = release(&city, KEEPER, &[first, second]).await;
    assert!(page.has("已用印 2 份"), "{}", page.text());
    assert!(page.has("没有等待用印的文书"));
    let sealed = paper(&city, first);
    assert_eq!(sealed.state, PaperState::Sealed);
    let seal = sealed.sealed.unwrap();
    assert_eq!(
        (seal.released_by, seal.register_year, seal.register_number),
        (KEEPER, 2021, 1)
    );
    assert_eq!(paper(&city, second).sealed.unwrap().register_number, 2);
    // The text in the vault is the one that was signed.
    let kept = seal.text.clone();
    let text = crate::read(&city, move |reader| reader.open_kept([&kept]));
    let sheet: Sheet = serde_json::from_str(text.values().next().unwrap()).unwrap();
    let of = SealOf {
        issuer: WATER,
        name: "专用印章",
    };
    let master = city.store.master();
    assert!(DemoSeals.is_genuine(master, of, &seal.mark, &sheet.text()));
    assert!(!DemoSeals.is_genuine(
        master,
        of,
        &seal.mark,
        &sheet.text().replace("张三", "李四")
    ));
    let mut keeper = visitor(&city, KEEPER).await;
    let register = keeper.open("/desk/seals?day=2021-09-17").await;
    assert!(
        register.has("2021-1") && register.has("周演示") && register.has("郑演示"),
        "{}",
        register.text()
    );
    city.verify();
}

#[rstest]
#[tokio::test]
async fn who_made_the_act_does_not_release_its_seal_and_is_told_by_name(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let id = drawn(&city, &by(due(&city, PaperKind::AcceptanceNotice), BOTH));
    let other = drawn(&city, &due(&city, PaperKind::AcceptanceNotice));
    let mut both = visitor(&city, BOTH).await;
    let page = both.open(WAITING).await;
    assert!(page.has("本人经办或申请，由他人监印"));
    assert!(!page.body.contains(&format!("value=\"{id}\"")));
    // Sent all the same, it is refused by name; the other paper is not held back.
    let page = release(&city, BOTH, &[id, other]).await;
    assert!(
        page.has("已用印 1 份，其余没有用印：冯演示：这份文书是您经办的"),
        "{}",
        page.text()
    );
    assert_eq!(paper(&city, id).state, PaperState::Asked);
    assert_eq!(paper(&city, other).state, PaperState::Sealed);
}

#[rstest]
#[tokio::test]
async fn who_asked_for_the_seal_of_the_clocks_paper_does_not_release_it(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let id = drawn(
        &city,
        &by(due(&city, PaperKind::AcceptanceNotice), AccountId(0)),
    );
    let mut both = visitor(&city, BOTH).await;
    assert!(both.open("/desk/seals/unasked").await.has("系统按期限"));
    let page = both.open(&format!("/papers/{id}")).await;
    let page = both.press(&page, "申请用印", &[]).await;
    assert!(page.has("等待用印"), "{}", page.text());
    let page = release(&city, BOTH, &[id]).await;
    assert!(page.has("冯演示：这次用印是您申请的"), "{}", page.text());
    assert!(release(&city, KEEPER, &[id]).await.has("已用印 1 份"));
    assert!(asks(&city, CLERK, id).is_err());
}

#[rstest]
#[tokio::test]
async fn a_keeper_reaches_the_papers_of_his_own_department_only(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let id = drawn(&city, &due(&city, PaperKind::AcceptanceNotice));
    let mut other = visitor(&city, HOUSING_KEEPER).await;
    assert!(other.open(WAITING).await.has("没有等待用印的文书"));
    let body = serde_json::json!({ "paper": [id.to_string()] });
    let answer = other
        .post_json("/api/v1/seals/release", "key-of-housing", &body)
        .await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert_eq!(
        other.open(&format!("/papers/{id}")).await.status,
        StatusCode::NOT_FOUND
    );
    let mut clerk = visitor(&city, CLERK).await;
    let answer = clerk
        .post_json("/api/v1/seals/release", "key-of-clerk", &body)
        .await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let mut keeper = visitor(&city, KEEPER).await;
    let answer = keeper
        .post_json("/api/v1/seals/release", "key-of-keeper", &body)
        .await;
    assert_eq!(answer.json()["released"], 1, "{}", answer.body);
    // Again with the same key: the first answer again, and no second entry.
    let again = keeper
        .post_json("/api/v1/seals/release", "key-of-keeper", &body)
        .await;
    assert_eq!(again.json()["released"], 1, "{}", again.body);
}

#[rstest]
#[tokio::test]
async fn a_paper_that_lacks_something_is_not_sealed(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let mut act = due(&city, PaperKind::HearingNotice);
    act.facts.remove(&Fact::HearingAt);
    let id = drawn(&city, &act);
    let page = release(&city, KEEPER, &[id]).await;
    assert!(page.has("文书还有没填的内容，不能用印"), "{}", page.text());
    assert_eq!(paper(&city, id).state, PaperState::Asked);
    let page = release(&city, KEEPER, &[]).await;
    assert!(page.has("请先选中要用印的文书"), "{}", page.text());
}

#[rstest]
#[tokio::test]
async fn an_unsealed_paper_carries_the_watermark_and_a_sealed_one_the_seal(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let id = drawn(&city, &due(&city, PaperKind::AcceptanceNotice));
    let mut zhang = visitor(&city, ZHANG.0).await;
    let page = zhang.open(&format!("/papers/{id}")).await;
    assert!(
        page.has("未用印 无效") && page.has("张三") && page.has("永州市水利局受〔2021〕1号"),
        "{}",
        page.text()
    );
    release(&city, KEEPER, &[id]).await;
    let page = zhang.open(&format!("/papers/{id}")).await;
    assert!(!page.has("未用印 无效"), "{}", page.text());
    assert!(
        page.body.contains("样 章") && page.body.contains("http://yimen.test/check/"),
        "{}",
        page.body
    );
    assert!(!page.body.contains("style=") && !page.body.contains("[documents-"));
    // Somebody else's paper is not there at all.
    let mut li = visitor(&city, LI.0).await;
    assert_eq!(
        li.open(&format!("/papers/{id}")).await.status,
        StatusCode::NOT_FOUND
    );
    let json = zhang.open(&format!("/api/v1/papers/{id}")).await.json();
    assert_eq!(json["state"], "sealed");
    assert_eq!(json["sealed"]["register_number"], "2021-1");
}

#[rstest]
#[tokio::test]
async fn a_sealed_paper_stays_as_it_was_when_its_party_is_erased_or_renamed(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let id = drawn(&city, &due(&city, PaperKind::AcceptanceNotice));
    release(&city, KEEPER, &[id]).await;
    let code = paper(&city, id).drawn.unwrap().check_code;
    let store = city.store.clone();
    crate::apart(move || store.erase_blocking(ZHANG.1).unwrap());
    let mut stranger = city.stranger();
    let page = stranger.open(&format!("/check/{code}")).await;
    assert!(page.has("已用印，正文已依法销毁"), "{}", page.text());
    let mut zhang = visitor(&city, ZHANG.0).await;
    assert!(
        zhang
            .open(&format!("/papers/{id}"))
            .await
            .has("正文看不到了")
    );
}
