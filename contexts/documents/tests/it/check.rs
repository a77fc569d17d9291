//! 核对: what a stranger learns from a check code, and what not.

use crate::{city, drawn, due, paper};
use axum::http::StatusCode;
use contracts::events::PaperKind;
use documents::domain::CheckCode;
use kernel::Timestamp;
use rstest::rstest;
use testkit::Engine;
use testkit::world::{KEEPER, visitor};

#[rstest]
#[tokio::test]
async fn a_stranger_sees_what_is_registered_and_no_personal_data(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let id = drawn(&city, &due(&city, PaperKind::DenialDecision));
    let code = paper(&city, id).drawn.unwrap().check_code;
    let mut stranger = city.stranger();
    let form = stranger.open("/check").await;
    let typed = code.grouped().to_lowercase();
    let page = stranger
        .press(
            &form,
            "核对",
            &[("code", &typed), ("number", "永州市水利局不许[2021]1号")],
        )
        .await;
    assert!(
        page.has("登记里有这份文书") && page.has("还没有用印，没有效力"),
        "{}",
        page.text()
    );
    assert!(
        page.has("永州市水利局不许〔2021〕1号") && page.has("张*"),
        "{}",
        page.text()
    );
    assert!(!page.has("文号不一样"));
    for secret in [
        "张三",
        "123456",
        "运输路线",
        "4311002109220170003865",
        "431100 210922",
    ] {
        assert!(!page.body.contains(secret), "{secret}");
    }
    let mut keeper = visitor(&city, KEEPER).await;
    let list = keeper.open("/desk/seals/waiting").await;
    keeper
        .press(&list, "监印选中的文书", &[("paper", &id.to_string())])
        .await;
    let json = stranger.open(&format!("/api/v1/check/{code}")).await.json();
    assert_eq!(
        (&json["text"], &json["addressee"]),
        (&"genuine".into(), &"张*".into())
    );
    assert!(!json.to_string().contains("张三"));
    let page = stranger.open(&format!("/check/{code}?number=别的号")).await;
    assert!(
        page.has("文号不一样") && page.has("已用印，正文没有改动"),
        "{}",
        page.text()
    );
}

#[rstest]
#[tokio::test]
async fn a_code_that_is_mistyped_or_unknown_says_so(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let id = drawn(&city, &due(&city, PaperKind::GrantDecision));
    let code = paper(&city, id).drawn.unwrap().check_code.to_string();
    let mut stranger = city.stranger();
    let swapped: String = code.chars().rev().collect();
    let page = stranger.open(&format!("/check/{swapped}")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.has("校验码不对"), "{}", page.text());
    let forged = CheckCode::new(Timestamp(1), 42);
    let page = stranger.open(&format!("/check/{forged}")).await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.has("登记里没有这份文书"), "{}", page.text());
    let form = stranger.open("/check").await;
    let page = stranger.press(&form, "核对", &[("code", "ABC")]).await;
    assert!(
        page.has("校验码不对") && page.body.contains("ABC"),
        "{}",
        page.text()
    );
    assert_eq!(
        stranger
            .open(&format!("/api/v1/check/{forged}"))
            .await
            .status,
        StatusCode::NOT_FOUND
    );
}

#[rstest]
#[tokio::test]
async fn a_text_that_was_altered_in_the_archive_is_found_out(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = city(engine);
    let id = drawn(&city, &due(&city, PaperKind::AcceptanceNotice));
    let mut keeper = visitor(&city, KEEPER).await;
    let list = keeper.open("/desk/seals/waiting").await;
    keeper
        .press(&list, "监印选中的文书", &[("paper", &id.to_string())])
        .await;
    let sealed = paper(&city, id);
    let text = sealed.sealed.unwrap().text.id;
    let code = sealed.drawn.unwrap().check_code;
    // Another entry of the vault, sealed with the same key, is put in its place.
    let other = crate::keep(&city, "另一段文字").id;
    let store = city.store.clone();
    crate::apart(move || {
        store
            .write_blocking(move |tx| {
                tx.conn
                    .execute("DELETE FROM vault WHERE id = $1", &[text.into()])?;
                tx.conn.execute(
                    "UPDATE vault SET id = $1 WHERE id = $2",
                    &[text.into(), other.into()],
                )?;
                Ok(())
            })
            .unwrap();
    });
    let mut stranger = city.stranger();
    let page = stranger.open(&format!("/check/{code}")).await;
    assert!(!page.has("正文没有改动"), "{}", page.text());
}
