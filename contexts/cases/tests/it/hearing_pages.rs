//! Third parties and their hearing through the front door (行政许可法 art. 36, 46–48): staff, the
//! applicant, a program.

use crate::{
    city as public,
    staff_city::{
        CLERK, DECIDER, OTHER_REVIEWER, OUTSIDER, REVIEWER, accepted, act, desk, events, sign_in,
        start, state, window,
    },
};
use cases::domain::{CaseState, interests::HearingGround, tell_of_hearing::TellOfHearing};
use jiff::civil::date;
use kernel::CaseId;
use rstest::rstest;
use serde_json::json;
use store::Who;
use testkit::{Attachment, City, Engine, Engine::Postgres, Engine::Sqlite, Page, Visitor};

async fn act_with_file(
    visitor: &mut Visitor,
    page: &str,
    verb: &str,
    button: &str,
    fields: &[(&str, &str)],
) -> Page {
    let page = visitor.open(&format!("{page}?act={verb}")).await;
    let file = Attachment::pdf("signed", "签字.pdf");
    visitor.press_with(&page, button, fields, &[file]).await
}

/// The neighbour was told, and everybody of the right to a hearing.
async fn told(city: &City) -> CaseId {
    let case = accepted(city).await;
    let mut reviewer = sign_in(city, REVIEWER).await;
    let page = act(
        &mut reviewer,
        &desk(case),
        "tell-interested",
        "发利害关系人告知书",
        &[
            ("name", "王邻居"),
            ("address", "湘永路14号"),
            ("reason", "排水口离他家外墙 3 米"),
        ],
    )
    .await;
    assert!(page.has("已告知利害关系人"), "{}", page.text());
    let page = act(
        &mut reviewer,
        &desk(case),
        "tell-of-hearing",
        "发听证告知书或者公告",
        &[("ground", "major-interest"), ("reason", "相邻关系")],
    )
    .await;
    assert!(page.has("已告知听证权利"), "{}", page.text());
    case
}

/// The neighbour's choice among those who were told.
fn neighbour(page: &Page) -> String {
    let value = page.body.split("value=\"").skip(1);
    let mut ids = value.filter_map(|rest| rest.split('"').next());
    let id = ids.find(|id| id.len() > 12 && id.bytes().all(|letter| letter.is_ascii_digit()));
    id.unwrap().to_owned()
}

async fn answered(city: &City, case: CaseId) {
    let mut clerk = sign_in(city, CLERK).await;
    let form = clerk
        .open(&format!("{}?act=record-views", window(case)))
        .await;
    let voice = neighbour(&form);
    let page = act_with_file(
        &mut clerk,
        &window(case),
        "record-views",
        "登记陈述申辩",
        &[("voice", &voice), ("views", "太近，会返水")],
    )
    .await;
    assert!(page.has("陈述申辩已登记"), "{}", page.text());
    let page = act_with_file(
        &mut clerk,
        &window(case),
        "record-hearing-answer",
        "登记",
        &[("voice", &voice), ("asks", "yes")],
    )
    .await;
    assert!(page.has("要求听证"), "{}", page.text());
}

/// The whole job, with every day on the page and both names where one person may not be two.
#[rstest]
#[tokio::test]
async fn a_hearing_is_told_asked_for_set_recorded_and_decides(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    let case = told(&city).await;
    let mut decider = sign_in(&city, DECIDER).await;
    let page = decider.open(&format!("{}?act=grant", desk(case))).await;
    // 17 September and five working days: 18 (worked), 22, 23, 24 and 26 (worked).
    assert!(page.has("可以陈述、申辩到 2021-09-26"), "{}", page.text());
    assert!(page.has("行政许可法》第三十六条"), "{}", page.text());
    assert!(
        page.has("9 月 17 日（周五）告知，到 9 月 26 日（周日）每一天怎么算的"),
        "{}",
        page.text()
    );
    answered(&city, case).await;
    let mut reviewer = sign_in(&city, REVIEWER).await;
    let other = OTHER_REVIEWER.to_string();
    let myself = REVIEWER.to_string();
    let fields = [
        ("held-at", "2021-10-12T09:00"),
        ("place", "三楼听证室"),
        ("chair", myself.as_str()),
        ("secrecy", "public"),
        ("notice", "约一小时"),
    ];
    let page = reviewer
        .post(
            &format!("{}/set-hearing", desk(case)),
            &[
                &[("key", "0123456789abcdef"), ("back", &desk(case))],
                &fields[..],
            ]
            .concat(),
        )
        .await;
    assert!(
        page.has("唐磊 不能主持：唐磊 审查了这件申请"),
        "{}",
        page.text()
    );
    let page = act(
        &mut reviewer,
        &desk(case),
        "set-hearing",
        "发听证通知书并停表",
        &[
            ("chair", &other),
            fields[0],
            fields[1],
            fields[3],
            fields[4],
        ],
    )
    .await;
    assert!(page.has("听证通知书已发"), "{}", page.text());
    assert_eq!(state(&city, case).await, CaseState::Special);
    city.set_clock(date(2021, 10, 12), 15, 0);
    let mut reviewer = sign_in(&city, REVIEWER).await;
    let page = act_with_file(
        &mut reviewer,
        &desk(case),
        "record-hearing",
        "存下听证笔录",
        &[("record", "双方到场，各自陈述")],
    )
    .await;
    assert!(page.has("听证笔录已存"), "{}", page.text());
    assert_eq!(state(&city, case).await, CaseState::Reviewing);
    assert_eq!(
        events(&city, case).await[3..],
        [
            "interested-told",
            "hearing-told",
            "views-stated",
            "hearing-answered",
            "hearing-set",
            "special-procedure-started",
            "hearing-recorded",
            "special-procedure-ended"
        ][..]
    );
    city.verify();
}

#[rstest]
#[tokio::test]
async fn other_units_and_windows_do_not_call_hearings(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = start(engine);
    let case = accepted(&city).await;
    let key = [("key", "0123456789abcdef")];
    for verb in [
        "tell-interested",
        "tell-of-hearing",
        "set-hearing",
        "record-hearing",
    ] {
        let path = format!("{}/{verb}", desk(case));
        let mut clerk = sign_in(&city, CLERK).await;
        assert_eq!(clerk.post(&path, &key).await.status, 403, "{verb}");
        let mut outsider = sign_in(&city, OUTSIDER).await;
        assert_ne!(outsider.post(&path, &key).await.status, 303, "{verb}");
    }
    assert_eq!(events(&city, case).await.last().unwrap(), "accepted");
}

async fn told_applicant(city: &City) -> CaseId {
    let case = public::file(city).await;
    public::accept(city, case).await;
    let (reason, write) = public::kept(city, "与相邻住户有重大利益关系");
    let command = TellOfHearing {
        case_id: case,
        ground: HearingGround::MajorInterest,
        reason: Some(reason),
        vault: vec![write],
    };
    let clerk = Who::Account(public::CLERK);
    city.store.execute(clerk, None, command).await.unwrap();
    case
}

#[rstest]
#[tokio::test]
async fn the_applicant_asks_for_a_hearing_and_speaks_on_his_page(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = public::start(engine, date(2021, 9, 17));
    let case = told_applicant(&city).await;
    let mut agent = public::agent(&city).await;
    let page = agent.open(&format!("/my/cases/{case}")).await;
    assert!(page.has("您有权要求听证"), "{}", page.text());
    assert!(page.has("最晚 9 月 26 日（周日）提出"), "{}", page.text());
    let form = agent.open(&page.link("要不要听证")).await;
    let back = agent.press(&form, "提交", &[]).await;
    assert!(back.has("请选择一项"), "{}", back.text());
    let page = agent.press(&back, "提交", &[("asks", "yes")]).await;
    assert!(page.has("9 月 17 日（周五）要求听证"), "{}", page.text());
    // The twenty days are there, day by day.
    assert!(page.has("20 日"), "{}", page.text());
    let form = agent.open(&page.link("陈述申辩")).await;
    let back = agent.press(&form, "提交", &[]).await;
    assert!(back.has("请写您的意见"), "{}", back.text());
    let page = agent
        .press(&back, "提交", &[("views", "我们已做防返水")])
        .await;
    assert!(page.has("我们已做防返水"), "{}", page.text());
    let mut stranger = public::sign_in(&city, public::STRANGER, None).await;
    let lost = stranger.open(&format!("/my/cases/{case}/hearing")).await;
    assert_eq!(lost.status, 404);
}

#[rstest]
#[tokio::test]
async fn a_program_waives_and_a_late_request_is_refused(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = public::start(engine, date(2021, 9, 17));
    let case = told_applicant(&city).await;
    let mut program = public::agent(&city).await;
    let path = format!("/api/v1/my/cases/{case}/hearing");
    let done = program
        .post_json(&path, "waive-1234", &json!({ "asks": "no" }))
        .await;
    assert_eq!(done.status, 200, "{}", done.body);
    city.set_clock(date(2021, 9, 27), 9, 0);
    let mut program = public::agent(&city).await;
    let late = program
        .post_json(&path, "late-12345", &json!({ "asks": "yes" }))
        .await;
    assert_eq!(late.status, 409, "{}", late.body);
    assert_eq!(late.json()["code"], "cases.answer-hearing.period-over");
    let views = format!("/api/v1/my/cases/{case}/views");
    let done = program
        .post_json(&views, "views-1234", &json!({ "views": "没有别的" }))
        .await;
    assert_eq!(done.status, 200, "{}", done.body);
}
