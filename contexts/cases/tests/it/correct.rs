//! Correcting: one notice with everything in it, answered once.

use crate::city::{STRANGER, agent, events, file, notify, sign_in, start, upload};
use axum::http::StatusCode;
use jiff::civil::date;
use rstest::rstest;
use testkit::{Attachment, Engine};

#[rstest]
#[tokio::test]
async fn the_notice_lists_every_item_with_its_reason_and_is_answered_at_once(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = start(engine, date(2021, 9, 17));
    let case = file(&city).await;
    let defects = [("drawings", "缺 2 号排放口"), ("form", "口径和图纸不一致")];
    notify(&city, case, &defects).await;
    let mut visitor = agent(&city).await;
    let page = visitor.open(&format!("/my/cases/{case}")).await;
    assert!(page.has("请您补正 2 项"), "{}", page.text());
    let page = visitor.open(&page.link("补正材料")).await;
    assert!(page.has("缺 2 号排放口") && page.has("口径和图纸不一致"));
    // No period was printed, so none is shown.
    assert!(!page.has("请最晚"));
    let empty = visitor.press(&page, "提交补正", &[]).await;
    assert!(empty.has("还没有补任何一项"), "{}", empty.text());
    // when
    let files = format!("/my/cases/{case}/correct/files");
    let mut at_files = page.clone();
    at_files.path = files;
    let new = Attachment::pdf("files", "图纸 2.pdf");
    let page = upload(&mut visitor, &at_files, "drawings", &[new]).await;
    assert!(
        page.has("图纸 2.pdf") && page.has("还有 1 项没补"),
        "{}",
        page.text()
    );
    let form = visitor.open(&page.link("修改申请表")).await;
    let form = visitor
        .press(&form, "保存修改", &[("f-bore", "三百")])
        .await;
    assert!(form.has("只写数字") && form.body.contains("三百"));
    let page = visitor.press(&form, "保存修改", &[("f-bore", "300")]).await;
    assert!(!page.has("项没补"), "{}", page.text());
    let done = visitor.press(&page, "提交补正", &[]).await;
    // then
    assert!(done.has("您补了材料"), "{}", done.text());
    assert!(done.has("300 毫米"));
    assert!(done.fact("最晚什么时候答复").contains("9 月 26 日（周日）"));
    let names = events(&city, case).await;
    assert_eq!(names.last(), Some(&"cases.correction-submitted"));
    let again = visitor.press(&page, "提交补正", &[]).await;
    assert_eq!(again.status, StatusCode::OK);
    assert_eq!(events(&city, case).await, names);
    city.verify();
}

#[rstest]
#[tokio::test]
async fn what_is_not_asked_for_is_not_taken(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = start(engine, date(2021, 9, 17));
    let case = file(&city).await;
    notify(&city, case, &[("drawings", "缺 2 号排放口")]).await;
    let mut visitor = agent(&city).await;
    let mut page = visitor.open(&format!("/my/cases/{case}/correct")).await;
    page.path = format!("/my/cases/{case}/correct/files");
    let pdf = Attachment::pdf("files", "x.pdf");
    let other = upload(
        &mut visitor,
        &page,
        "water-test",
        std::slice::from_ref(&pdf),
    )
    .await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
    let form = visitor
        .open(&format!("/my/cases/{case}/correct/form"))
        .await;
    assert_eq!(form.status, StatusCode::NOT_FOUND);
    let mut stranger = sign_in(&city, STRANGER, None).await;
    let other = upload(&mut stranger, &page, "drawings", &[pdf]).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
}
