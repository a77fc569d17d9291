//! Three shorter stories through the front door, without a browser: an agent and the bounds of his
//! mandate, an instant case on the spot, and a window that keeps silent for five days.

use crate::town::{self, PASSWORD};
use axum::http::StatusCode;
use cases::domain::Case;
use jiff::civil::date;
use kernel::{CaseId, Event as _};
use rstest::rstest;
use testkit::{Attachment, City, Engine, Page, Visitor};

const AGENT: &str = "yang-daiban";
const PRINCIPAL: &str = "chen-xuni";
const SUPERVISOR: &str = "supervisor";
const FIRM: &str = "xiaoxiang-food";
const DRAINAGE: &str = "YZ-017-0001";
/// A permit for firms that the mandate does not name.
const CONSTRUCTION: &str = "YZ-017-0002";

const GO_ON: &str = "保存并继续";

/// Signs in and says that he acts for the firm.
async fn for_the_firm(city: &City, login: &str) -> Visitor {
    let mut visitor = city.sign_in(login, PASSWORD).await;
    let firm = town::loaded(city).firms[FIRM].to_string();
    let page = visitor.open("/my/acting").await;
    let page = visitor
        .press(&page, "就替这一位办", &[("party", &firm)])
        .await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    visitor
}

/// Files the drainage permit over its pages, complete.
async fn apply(city: &City, visitor: &mut Visitor) -> CaseId {
    let firm = town::loaded(city).firms[FIRM].to_string();
    let page = visitor.open(&format!("/apply/{DRAINAGE}")).await;
    let page = visitor.press(&page, "开始填写", &[("party", &firm)]).await;
    let contact = [
        ("f-contact-name", "李文"),
        ("f-contact-phone", "13900001234"),
        ("f-business-address", "永州市冷水滩区示例路10号"),
    ];
    let page = visitor.press(&page, GO_ON, &contact).await;
    let drains = [
        ("f-outlets", "2"),
        ("f-bore", "200"),
        ("f-flows-to", "sewer"),
        ("f-needs-pre-treatment", "no"),
        ("f-is-key-polluter", "no"),
    ];
    let page = visitor.press(&page, GO_ON, &drains).await;
    let mut page = visitor
        .press(&page, GO_ON, &[("f-result-way", "electronic")])
        .await;
    let materials = page.path.clone();
    for code in ["drawings", "water-test"] {
        let file = Attachment::pdf(&format!("files-{code}"), "扫描件.pdf");
        page = visitor
            .upload(&format!("{materials}/{code}"), &[file])
            .await;
    }
    let page = visitor.press(&page, GO_ON, &[]).await;
    let page = visitor.press(&page, GO_ON, &[("electronic", "yes")]).await;
    let sent = visitor.press(&page, "提交申请", &[]).await;
    assert!(sent.has("申请已提交"), "{}", sent.text());
    case_of(&sent, "/my/cases/")
}

fn case_of(page: &Page, before: &str) -> CaseId {
    let rest = page.path.strip_prefix(before);
    let id = rest.and_then(|rest| rest.split(['/', '?']).next());
    let id = id.and_then(|id| id.parse().ok());
    id.unwrap_or_else(|| panic!("{} is no case:\n{}", page.path, page.text()))
}

/// What happened to the case, and on which days.
async fn events(city: &City, case: CaseId) -> Vec<(&'static str, kernel::Date)> {
    let events = city
        .store
        .read(move |reader| reader.events::<Case>(case.0))
        .await
        .unwrap();
    events
        .iter()
        .map(|event| (event.body.name(), event.known_on()))
        .collect()
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_agent_applies_within_his_mandate_and_no_further(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    // 行政许可法 art. 29: an agent may apply.
    let city = town::start(engine, date(2021, 9, 17), &[AGENT, PRINCIPAL]);
    let mut agent = for_the_firm(&city, AGENT).await;
    let case = apply(&city, &mut agent).await;
    let page = agent.open(&format!("/my/cases/{case}")).await;
    assert!(
        page.has("永州市潇湘食品有限公司（示例）"),
        "{}",
        page.text()
    );
    // It is the firm's case: whoever stands for the firm sees it too.
    let mut principal = for_the_firm(&city, PRINCIPAL).await;
    let page = principal.open(&format!("/my/cases/{case}")).await;
    assert_eq!(page.status, StatusCode::OK);
    // Outside the mandate nothing begins, and a forged form begins nothing either.
    let page = agent.open(&format!("/apply/{CONSTRUCTION}")).await;
    assert!(page.has("您的委托不包括这件事"), "{}", page.text());
    assert!(!page.has_button("开始填写"));
    let firm = town::loaded(&city).firms[FIRM].to_string();
    let forged = agent
        .post(
            &format!("/apply/{CONSTRUCTION}"),
            &[("key", "0000000000000001"), ("party", &firm)],
        )
        .await;
    assert_eq!(forged.status, StatusCode::UNPROCESSABLE_ENTITY);
    // The one for whom he acts may.
    let page = principal.open(&format!("/apply/{CONSTRUCTION}")).await;
    assert!(page.has_button("开始填写"), "{}", page.text());
    city.verify();
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn an_instant_case_is_decided_on_the_spot_with_every_event(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    // 行政许可法 art. 34(2).
    let day = date(2021, 9, 17);
    let city = town::start(engine, day, &["hrss-officer", "li-yangli"]);
    let mut officer = city.sign_in("hrss-officer", PASSWORD).await;
    let page = officer.open("/window").await;
    let page = officer
        .press(&page, "查找", &[("who", "431103198512310021")])
        .await;
    let page = officer.open(&page.link("为他收件")).await;
    let page = officer.press(&page, "查找", &[("q", "失业登记")]).await;
    let registration = page
        .links()
        .into_iter()
        .find(|href| href.contains("YZ-010-0004"));
    let page = officer.open(&registration.unwrap()).await;
    assert_eq!(page.h1(), "失业登记");
    let answers = [
        ("f-mobile-phone", "13800000002"),
        ("f-address", "永州市冷水滩区示例路2号"),
        ("f-why-unemployed", "lost"),
        ("f-wants-training", "no"),
    ];
    let page = officer.press(&page, "申请并收件", &answers).await;
    assert!(page.has("已经申请并收件"), "{}", page.text());
    let case = case_of(&page, "/window/cases/");
    let page = officer.press(&page, "当场准予并办结", &[]).await;
    assert!(page.has("已当场受理、准予、办结"), "{}", page.text());
    let all = [
        "cases.submitted",
        "cases.received",
        "cases.accepted",
        "cases.granted",
        "cases.closed",
    ];
    assert_eq!(events(&city, case).await, all.map(|name| (name, day)));
    city.settle();
    let mut citizen = city.sign_in("li-yangli", PASSWORD).await;
    let page = citizen.open(&format!("/my/cases/{case}")).await;
    assert!(page.has("已办结"), "{}", page.text());
    assert!(page.has("出证办结"));
    city.verify();
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn five_days_of_silence_accept_from_the_day_of_receipt(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    // 行政许可法 art. 32(4).
    let city = town::start(engine, date(2021, 9, 17), &[PRINCIPAL, SUPERVISOR]);
    let mut applicant = for_the_firm(&city, PRINCIPAL).await;
    let case = apply(&city, &mut applicant).await;
    // The fifth day after Friday the 17th: 18 (Saturday, worked), 22, 23, 24, 26 (Sunday, worked).
    city.set_clock(date(2021, 9, 26), 23, 59);
    assert_eq!(events(&city, case).await.len(), 1, "the day is not over");
    city.set_clock(date(2021, 9, 27), 0, 30);
    let names: Vec<_> = events(&city, case)
        .await
        .iter()
        .map(|(name, _)| *name)
        .collect();
    assert_eq!(names, ["cases.submitted", "cases.deemed-accepted"]);
    let mut applicant = for_the_firm(&city, PRINCIPAL).await;
    let page = applicant.open(&format!("/my/cases/{case}")).await;
    assert!(page.has("视为受理"), "{}", page.text());
    assert!(
        page.has("到期没有告知，自收到申请之日起即为受理"),
        "{}",
        page.text()
    );
    // Ten working days from the receipt: September 18, 22, 23, 24, 26, 27, 28, 29, 30, October 8.
    let promised = page.fact("我们承诺");
    assert!(promised.starts_with("10 月 8 日（周五）"), "{promised}");
    // Twenty: October 9 (Saturday, worked), 11–15, 18–21 follow.
    let legal = page.fact("法律规定最晚");
    assert!(legal.starts_with("10 月 21 日（周四）"), "{legal}");
    let mut supervisor = city.sign_in(SUPERVISOR, PASSWORD).await;
    let page = supervisor.open("/supervise?list=deemed").await;
    assert!(page.has("五天没有答复"), "{}", page.text());
    let line = page.link("城镇污水排入排水管网许可");
    assert!(line.starts_with(&format!("/desk/cases/{case}")), "{line}");
    let page = supervisor.open(&line).await;
    assert!(page.has("视为受理"), "{}", page.text());
    city.verify();
}
