//! The list of one’s own cases, and the same for programs.

use crate::city::{DRAINAGE, FIRM, STRANGER, accept, agent, file, receipt, sign_in, start};
use axum::http::{Method, StatusCode};
use jiff::civil::date;
use rstest::rstest;
use serde_json::json;
use testkit::Engine;

#[rstest]
#[tokio::test]
async fn the_list_says_whose_turn_it_is_and_pages_by_key(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = start(engine, date(2021, 9, 17));
    for _ in 0..21 {
        file(&city).await;
    }
    let mut visitor = agent(&city).await;
    let list = visitor.open("/my/cases").await;
    assert!(list.has("本页 20 件"), "{}", list.text());
    assert!(list.has("轮到我们 窗口核对材料"), "{}", list.text());
    let rest = visitor.open(&list.link("下一页")).await;
    assert!(rest.has("本页 1 件"));
    // His own affairs are another list; those of others are none of his.
    let own = visitor.open("/my/cases?party=101").await;
    assert!(own.has("没有正在办的事"));
    let mut stranger = sign_in(&city, STRANGER, None).await;
    let none = stranger.open(&format!("/my/cases?party={FIRM}")).await;
    assert!(none.has("没有正在办的事"), "{}", none.text());
}

fn application() -> serde_json::Value {
    json!({
        "item": DRAINAGE,
        "party": "201",
        "answers": {
            "contact-name": "李文", "contact-phone": "13900001234",
            "business-address": "湘永路 12 号", "outlets": "2", "bore": "200",
            "flows-to": "sewer", "needs-pre-treatment": "no", "is-key-polluter": "no",
            "result-way": "electronic",
        },
        "service": { "recipient": "李文", "phone": "13900001234", "address": "湘永路 12 号",
                     "electronic": "yes" },
    })
}

#[rstest]
#[tokio::test]
async fn a_program_files_reads_and_withdraws(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = start(engine, date(2021, 9, 17));
    let mut program = agent(&city).await;
    // A file first.
    let boundary = "b";
    let body = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"files\"; filename=\"图纸.pdf\"\r\n\r\n\
         %PDF-1.4\n%%EOF\n\r\n--{boundary}--\r\n"
    );
    let kind = format!("multipart/form-data; boundary={boundary}");
    let sent = program
        .send(
            Method::POST,
            "/api/v1/files",
            Some(kind),
            body.into_bytes(),
            &[],
        )
        .await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.body);
    let file = sent.json()["files"][0]["id"].clone();
    // Then the application that names it.
    let mut application = application();
    application["materials"] = json!({ "drawings": [file], "water-test": [file] });
    let filed = program
        .post_json("/api/v1/cases", "key-00000001", &application)
        .await;
    assert_eq!(filed.status, StatusCode::OK, "{}", filed.body);
    let again = program
        .post_json("/api/v1/cases", "key-00000001", &application)
        .await;
    assert_eq!(
        again.json()["id"],
        filed.json()["id"],
        "the first answer again"
    );
    let id = filed.json()["id"].as_str().unwrap().to_owned();
    let case = id.parse().unwrap();
    accept(&city, case).await;
    // Every day is in the answer.
    let read = program.open(&format!("/api/v1/my/cases/{id}")).await;
    assert_eq!(read.headers["etag"], "\"3\"");
    let read = read.json();
    assert_eq!(
        read["number"].as_str().unwrap(),
        receipt(&city, case).await.0
    );
    assert_eq!(read["clock"]["promised"]["due_on"], "2021-10-08");
    let days = &read["clock"]["promised"]["explanation"]["days"];
    assert_eq!(days[0], json!({ "date": "2021-09-17", "kind": "start" }));
    assert_eq!(days[1]["kind"], "made-up");
    let list = program.open("/api/v1/my/cases").await.json();
    assert_eq!(list["cases"][0]["state"], "accepted");
    let path = format!("/api/v1/my/cases/{id}/withdraw");
    let done = program.post_json(&path, "key-00000002", &json!({})).await;
    assert_eq!(done.json()["version"], 4, "{}", done.body);
    let refused = program.post_json(&path, "key-00000003", &json!({})).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert_eq!(refused.json()["code"], "cases.withdraw.wrong-state");
}

#[rstest]
#[tokio::test]
async fn a_program_is_told_each_wrong_answer_by_its_name(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = start(engine, date(2021, 9, 17));
    let mut program = agent(&city).await;
    let mut wrong = application();
    wrong["answers"]["bore"] = json!("DN200");
    wrong["service"]["phone"] = json!("123");
    let refused = program
        .post_json("/api/v1/cases", "key-00000001", &wrong)
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let fields: Vec<_> = refused.json()["fields"]
        .as_array()
        .unwrap()
        .iter()
        .map(|field| field["field"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(fields, ["service.phone", "answers.bore"]);
    let mut other = application();
    other["party"] = json!("103");
    let refused = program
        .post_json("/api/v1/cases", "key-00000002", &other)
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
}
