//! The same acts for programs, and the table that holds them together.

use crate::staff_city::{
    CLERK, DECIDER, FIRM, OUTSIDER, REVIEWER, accepted, complete, sign_in, start, state,
};
use cases::{
    domain::{Act, CaseState, TRANSITIONS},
    web::staff::acts::{ACTS, StaffAct},
};
use rstest::rstest;
use serde_json::json;
use testkit::{Attachment, Engine, Engine::Postgres, Engine::Sqlite};

/// Every transition of the table can be done by staff, on a page and by a program.
#[test]
fn every_transition_has_a_command_a_page_and_an_api_route() {
    for (state, acts) in TRANSITIONS {
        for act in *acts {
            if *act == Act::Submit {
                continue; // It begins a case, on pages of its own.
            }
            let known = StaffAct::find(*act);
            assert!(known.is_some(), "{act:?} in {state} has no route");
        }
    }
    let module = cases::module();
    for known in ACTS {
        for path in [known.page, known.api] {
            assert!(
                module
                    .routes
                    .iter()
                    .any(|route| route.path == path && route.method == web::Method::Post),
                "{path} is not routed"
            );
        }
        assert!(known.page.ends_with(known.verb) && known.api.ends_with(known.verb));
    }
}

#[test]
fn every_api_route_of_staff_is_described() {
    let module = cases::module();
    for route in module
        .routes
        .iter()
        .filter(|route| route.path.starts_with("/api/"))
    {
        assert!(
            module
                .api
                .iter()
                .any(|doc| doc.path == route.path && doc.method == route.method),
            "{route:?} is not described"
        );
    }
}

/// Every sentence that staff may get has its words in both languages.
#[test]
fn every_refusal_has_words() {
    let words = web::House::new(vec![cases::module()]).words().unwrap();
    assert_eq!(words.missing(), []);
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/domain");
    for file in std::fs::read_dir(folder).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        for code in text.split('"').filter(|code| is_code(code)) {
            let key = web::word_key(code);
            assert!(
                words.has(web::words::Lang::Zh, &key) && words.has(web::words::Lang::En, &key),
                "no words for {code}"
            );
        }
    }
}

/// `cases.<act>.<reason>`; an event's name has two parts only.
fn is_code(text: &str) -> bool {
    text.starts_with("cases.")
        && text.split('.').count() == 3
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'.' || byte == b'-')
}

#[rstest]
#[tokio::test]
async fn a_program_accepts_with_the_version_that_it_read(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    let case = complete(&city).await;
    let mut clerk = sign_in(&city, CLERK).await;
    let read = clerk.open(&format!("/api/v1/cases/{case}")).await;
    assert_eq!(read.status, 200, "{}", read.body);
    assert_eq!(read.headers["etag"], "\"2\"");
    assert_eq!(read.json()["state"], "received");
    let path = format!("/api/v1/cases/{case}/accept");
    clerk.headers.push(("if-match".into(), "\"1\"".into()));
    let stale = clerk.post_json(&path, "0123456789abcdef", &json!({})).await;
    assert_eq!(stale.status, 409, "{}", stale.body);
    assert_eq!(stale.json()["code"], "web.changed-meanwhile");
    clerk.headers.pop();
    clerk.headers.push(("if-match".into(), "\"2\"".into()));
    let done = clerk.post_json(&path, "0123456789abcdeg", &json!({})).await;
    assert_eq!(done.status, 200, "{}", done.body);
    assert_eq!(done.headers["etag"], "\"3\"");
    assert_eq!(done.json()["id"], case.to_string());
    assert_eq!(done.json()["version"], 3);
    // The same key again is the first answer again.
    let again = clerk.post_json(&path, "0123456789abcdeg", &json!({})).await;
    assert_eq!(again.json()["version"], 3, "{}", again.body);
    assert_eq!(state(&city, case).await, CaseState::Accepted);
}

#[rstest]
#[tokio::test]
async fn a_refusal_to_a_program_has_its_code_and_its_ground(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    let case = accepted(&city).await;
    let mut decider = sign_in(&city, DECIDER).await;
    let page = decider
        .post_json(
            &format!("/api/v1/cases/{case}/grant"),
            "0123456789abcdef",
            &json!({ "opinion": "同意" }),
        )
        .await;
    assert_eq!(page.status, 409, "{}", page.body);
    assert_eq!(page.json()["code"], "cases.grant.steps-open");
    assert!(page.content_type.starts_with("application/problem+json"));
    let mut reviewer = sign_in(&city, REVIEWER).await;
    let page = reviewer
        .post_json(
            &format!("/api/v1/cases/{case}/grant"),
            "0123456789abcdef",
            &json!({}),
        )
        .await;
    assert_eq!(page.status, 403);
    let mut outsider = sign_in(&city, OUTSIDER).await;
    let page = outsider.open(&format!("/api/v1/cases/{case}")).await;
    assert_eq!(page.status, 404);
}

#[rstest]
#[tokio::test]
async fn a_program_notifies_with_all_defects_at_once(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = start(engine);
    let case = complete(&city).await;
    let mut clerk = sign_in(&city, CLERK).await;
    let page = clerk
        .post_json(
            &format!("/api/v1/cases/{case}/notify-correction"),
            "0123456789abcdef",
            &json!({ "defects": [
                { "material": "drawings", "reason": "没有标口径" },
                { "material": "form", "reason": "没有签字" },
            ] }),
        )
        .await;
    assert_eq!(page.status, 200, "{}", page.body);
    assert_eq!(state(&city, case).await, CaseState::CorrectionNoticed);
}

#[rstest]
#[tokio::test]
async fn a_program_files_for_somebody_and_lists_what_is_open(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    accepted(&city).await;
    let mut clerk = sign_in(&city, CLERK).await;
    let body = json!({
        "party": FIRM.to_string(),
        "item": "YZ-017-0001",
        "channel": "post",
        "materials": [{ "code": "drawings", "paper-copies": 1 }],
        "answers": {
            "firm-name": "永州市潇湘食品有限公司",
            "uscc": "91431100MA4L000110",
            "legal-representative": "蒋大海",
            "contact-name": "李文",
            "contact-phone": "13900001234",
            "business-address": "永州市冷水滩区",
            "outlets": "2",
            "bore": "200",
            "flows-to": "sewer",
            "needs-pre-treatment": "no",
            "is-key-polluter": "no",
            "result-way": "electronic",
        },
    });
    let filed = clerk
        .post_json("/api/v1/window/cases", "0123456789abcdef", &body)
        .await;
    assert_eq!(filed.status, 200, "{}", filed.body);
    assert_eq!(filed.json()["number"].as_str().unwrap().len(), 22);
    let list = clerk.open("/api/v1/cases?state=received").await.json();
    assert_eq!(list["cases"].as_array().unwrap().len(), 1, "{list}");
    let list = clerk.open("/api/v1/cases").await.json();
    assert_eq!(list["cases"].as_array().unwrap().len(), 2, "{list}");
    assert_eq!(list["cases"][0]["light"], "normal");
}

#[rstest]
#[tokio::test]
async fn a_program_sends_a_file_and_names_it_in_the_act(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    let case = complete(&city).await;
    let mut clerk = sign_in(&city, CLERK).await;
    let boundary = "x-boundary";
    let file = Attachment::pdf("file", "撤件申请.pdf");
    let mut body = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\n0123456789abcdef\r\n\
         --{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{}\"\r\n\r\n",
        file.name
    )
    .into_bytes();
    body.extend_from_slice(&file.bytes);
    body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    let sent = clerk
        .send(
            axum::http::Method::POST,
            &format!("/api/v1/cases/{case}/files"),
            Some(format!("multipart/form-data; boundary={boundary}")),
            body,
            &[],
        )
        .await;
    assert_eq!(sent.status, 200, "{}", sent.body);
    let id = sent.json()["files"][0]["file"].as_str().unwrap().to_owned();
    let done = clerk
        .post_json(
            &format!("/api/v1/cases/{case}/record-withdrawal"),
            "0123456789abcdef",
            &json!({ "request": id }),
        )
        .await;
    assert_eq!(done.status, 200, "{}", done.body);
    assert_eq!(state(&city, case).await, CaseState::Withdrawn);
}
