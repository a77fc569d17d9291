//! The window, through the front door: find, file, check, notify, accept, turn away, serve.

use crate::staff_city::{
    CLERK, DRAINAGE, FIRM, OFFICER, OUTSIDER, PERSON, REVIEWER, SHOP, WASTE, accepted, act,
    complete, events, looks, received, received_for, sign_in, start, state, window,
};
use cases::domain::CaseState;
use jiff::civil::date;
use kernel::CaseId;
use rstest::rstest;
use testkit::{Attachment, City, Engine, Engine::Postgres, Engine::Sqlite, Page, Visitor};

/// Opens the page of an act with files and presses its button.
async fn act_with_file(
    visitor: &mut Visitor,
    case: CaseId,
    verb: &str,
    button: &str,
    fields: &[(&str, &str)],
    file: &str,
) -> Page {
    let page = visitor.open(&format!("{}?act={verb}", window(case))).await;
    assert_eq!(page.status, 200, "{}", page.text());
    visitor
        .press_with(&page, button, fields, &[Attachment::pdf(file, "回证.pdf")])
        .await
}

/// Marks every line of the check list as complete.
const ALL_COMPLETE: &[(&str, &str)] = &[
    ("check-drawings", "complete"),
    ("check-water-test", "complete"),
];

async fn granted_and_closed(city: &City) -> CaseId {
    let case = received_for(city, SHOP, PERSON, &["premises"]).await;
    let mut officer = sign_in(city, OFFICER).await;
    act(
        &mut officer,
        &window(case),
        "decide-on-the-spot",
        "当场准予并办结",
        &[],
    )
    .await;
    case
}

#[rstest]
#[tokio::test]
async fn a_clerk_finds_a_firm_by_its_code_and_files_for_it(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    let mut clerk = sign_in(&city, CLERK).await;
    let page = clerk.open("/window").await;
    assert_eq!(page.status, 200, "{}", page.text());
    let page = clerk
        .press(&page, "查找", &[("who", "91431100ma4l000110")])
        .await;
    assert!(page.has("永州市潇湘食品有限公司"), "{}", page.text());
    let page = clerk.open(&page.link("为他收件")).await;
    let page = clerk.press(&page, "查找", &[("q", "下水道接管")]).await;
    let page = clerk.open(&page.link("办这个")).await;
    assert_eq!(page.h1(), "城镇污水排入排水管网许可");
    let page = clerk
        .press_with(
            &page,
            "申请并收件",
            &[
                ("paper-drawings", "1"),
                ("f-contact-name", "李文"),
                ("f-contact-phone", "13900001234"),
                ("f-business-address", "永州市冷水滩区梅湾街道湘永路12号"),
                ("f-outlets", "2"),
                ("f-bore", "200"),
                ("f-flows-to", "sewer"),
                ("f-needs-pre-treatment", "no"),
                ("f-is-key-polluter", "no"),
                ("f-result-way", "electronic"),
            ],
            &[Attachment::pdf("file-water-test", "检测报告.pdf")],
        )
        .await;
    assert!(page.has("已经申请并收件"), "{}", page.text());
    assert!(page.has("检测报告.pdf"), "{}", page.text());
    assert!(
        page.has("9 月 26 日（周日） 24:00 前不告知"),
        "{}",
        page.text()
    );
    let case: CaseId = page
        .path
        .trim_start_matches("/window/cases/")
        .split('?')
        .next()
        .unwrap()
        .parse()
        .unwrap();
    assert_eq!(events(&city, case).await, ["submitted", "received"]);
    assert!(!looks(&city, FIRM.0, "find-party", 1).await.is_empty());
}

#[rstest]
#[tokio::test]
async fn a_wrong_answer_on_the_form_comes_back_with_everything_typed(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    let mut clerk = sign_in(&city, CLERK).await;
    let page = clerk
        .open(&format!("/window/new?party={FIRM}&item=YZ-017-0001"))
        .await;
    let page = clerk
        .press_with(
            &page,
            "申请并收件",
            &[("f-contact-name", "李文"), ("f-bore", "两百")],
            &[Attachment::pdf("file-water-test", "检测报告.pdf")],
        )
        .await;
    assert!(page.title().starts_with("出错："), "{}", page.title());
    assert!(page.body.contains("value=\"李文\""));
    assert!(page.has("已传上：检测报告.pdf"), "{}", page.text());
}

#[rstest]
#[tokio::test]
async fn the_list_shows_until_when_an_answer_is_due(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = start(engine);
    complete(&city).await;
    let mut clerk = sign_in(&city, CLERK).await;
    let page = clerk.open("/window").await;
    assert!(page.has("09-26 周日 24:00 前"), "{}", page.text());
    assert!(page.has("还有 5 个工作日"), "{}", page.text());
    assert!(page.has("逾期不告知即为受理"));
    // Nothing of it for who may not receive.
    let mut reviewer = sign_in(&city, REVIEWER).await;
    assert_eq!(reviewer.open("/window").await.status, 403);
}

#[rstest]
#[tokio::test]
async fn every_line_is_looked_at_before_a_notice_is_seen(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    let case = complete(&city).await;
    let mut clerk = sign_in(&city, CLERK).await;
    let page = clerk.open(&window(case)).await;
    let page = clerk
        .press(
            &page,
            "看补正告知书",
            &[
                ("check-drawings", "defective"),
                ("words-drawings", "没有标口径"),
            ],
        )
        .await;
    assert!(page.has("请选“合格”或者“要补”"), "{}", page.text());
    // What was typed is still there.
    assert!(page.body.contains("没有标口径"));
}

#[rstest]
#[tokio::test]
async fn a_notice_is_seen_before_it_is_sent_and_lists_everything(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    let case = complete(&city).await;
    let mut clerk = sign_in(&city, CLERK).await;
    let page = clerk.open(&window(case)).await;
    let page = clerk
        .press(
            &page,
            "看补正告知书",
            &[
                ("check-drawings", "defective"),
                ("words-drawings", "没有标出距学校大门的距离"),
                ("check-water-test", "defective"),
                ("reason-water-test", "看不清"),
            ],
        )
        .await;
    assert!(page.has("预览，未发出"), "{}", page.text());
    assert!(!page.title().starts_with("出错"), "nothing is wrong yet");
    assert!(page.has("没有标出距学校大门的距离"));
    assert_eq!(state(&city, case).await, CaseState::Received);
    let page = clerk.press(&page, "发出补正告知书（2 项）", &[]).await;
    assert!(page.has("补正告知书已发出"), "{}", page.text());
    assert_eq!(state(&city, case).await, CaseState::CorrectionNoticed);
}

/// 行政许可法 art. 32(4): a second notice is offered only for what the correction brought.
#[rstest]
#[tokio::test]
async fn a_second_notice_needs_a_defect_new_in_the_correction(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    let case = complete(&city).await;
    let mut clerk = sign_in(&city, CLERK).await;
    let page = clerk.open(&window(case)).await;
    let marks = [
        ("check-drawings", "complete"),
        ("check-water-test", "defective"),
        ("words-water-test", "报告过期"),
    ];
    let page = clerk.press(&page, "看补正告知书", &marks).await;
    clerk.press(&page, "发出补正告知书", &[]).await;
    let page = act_with_file(
        &mut clerk,
        case,
        "record-correction",
        "收下补正材料",
        &[],
        "file-water-test",
    )
    .await;
    assert!(page.has("补正已收下"), "{}", page.text());
    assert_eq!(state(&city, case).await, CaseState::CorrectionSubmitted);
    // Without its reason: refused, and everything typed is there.
    let page = clerk.press(&page, "看补正告知书", &marks).await;
    let page = clerk.press(&page, "发出补正告知书", &[]).await;
    assert!(page.has("已经告知过一次"), "{}", page.text());
    assert!(page.body.contains("报告过期"));
    // For a material that was not in the correction: never.
    let page = clerk
        .press(
            &page,
            "看补正告知书",
            &[
                ("check-drawings", "defective"),
                ("words-drawings", "没有标口径"),
                ("check-water-test", "complete"),
                ("why-again", "补正后才看得出"),
            ],
        )
        .await;
    let page = clerk.press(&page, "发出补正告知书", &[]).await;
    assert!(page.has("问题以前就看得出来"), "{}", page.text());
    assert_eq!(state(&city, case).await, CaseState::CorrectionSubmitted);
}

/// 行政许可法 art. 32(5), 42: what the page foretells is what acceptance brings.
#[rstest]
#[tokio::test]
async fn acceptance_brings_the_dates_that_the_page_foretold(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    let case = complete(&city).await;
    let mut clerk = sign_in(&city, CLERK).await;
    let page = clerk.open(&window(case)).await;
    // Ten working days from Friday the 17th, over Mid-Autumn and National Day.
    assert!(
        page.has("承诺截止 10 月 8 日（周五），法定截止 10 月 21 日（周四）"),
        "{}",
        page.text()
    );
    let page = clerk.press(&page, "受理", ALL_COMPLETE).await;
    assert!(page.has("已受理，承诺期限开始计算"), "{}", page.text());
    assert_eq!(state(&city, case).await, CaseState::Accepted);
    assert!(
        page.fact("承诺截止").contains("10 月 8 日"),
        "{}",
        page.text()
    );
}

#[rstest]
#[tokio::test]
async fn what_is_incomplete_is_not_accepted_and_the_page_says_what_is_missing(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    let case = received(&city, DRAINAGE, &["drawings"]).await;
    let mut clerk = sign_in(&city, CLERK).await;
    let page = clerk.open(&window(case)).await;
    assert!(!page.has_button("受理"), "{}", page.text());
    assert!(page.has("还缺：水质、水量检测报告"), "{}", page.text());
    let page = clerk
        .post(
            &format!("{}/accept", window(case)),
            &[("key", "0123456789abcdef"), ("back", &window(case))],
        )
        .await;
    assert!(page.has("还缺"), "{}", page.text());
    assert_eq!(state(&city, case).await, CaseState::Received);
}

#[rstest]
#[tokio::test]
async fn a_line_marked_as_wanting_is_not_accepted_by_the_other_button(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    let case = complete(&city).await;
    let mut clerk = sign_in(&city, CLERK).await;
    let page = clerk.open(&window(case)).await;
    let page = clerk
        .press(
            &page,
            "受理",
            &[
                ("check-drawings", "complete"),
                ("check-water-test", "defective"),
                ("words-water-test", "过期"),
            ],
        )
        .await;
    assert!(page.has("不能同时受理"), "{}", page.text());
    assert_eq!(state(&city, case).await, CaseState::Received);
}

#[rstest]
#[tokio::test]
async fn a_clerk_who_accepts_may_not_decide_and_another_unit_sees_nothing(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    let case = complete(&city).await;
    let fields = [("key", "0123456789abcdef")];
    let mut reviewer = sign_in(&city, REVIEWER).await;
    let page = reviewer
        .post(&format!("{}/accept", window(case)), &fields)
        .await;
    assert_eq!(page.status, 403);
    let mut outsider = sign_in(&city, OUTSIDER).await;
    assert_eq!(outsider.open(&window(case)).await.status, 404);
    let page = outsider
        .post(&format!("/desk/cases/{case}/grant"), &fields)
        .await;
    assert_eq!(page.status, 404);
    let mut stranger = city.stranger();
    let page = stranger.open(&window(case)).await;
    assert_ne!(page.status, 200);
}

/// 行政许可法 art. 32(3): staff never alter a material; the applicant confirms.
#[rstest]
#[tokio::test]
async fn a_correction_on_the_spot_needs_the_applicants_confirmation(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    let case = received(&city, DRAINAGE, &["drawings"]).await;
    let mut clerk = sign_in(&city, CLERK).await;
    let brought = [("paper-water-test", "1")];
    let page = act(
        &mut clerk,
        &window(case),
        "correct-on-spot",
        "记下当场更正",
        &brought,
    )
    .await;
    assert!(page.has("请上传申请人签字的确认单"), "{}", page.text());
    assert!(page.body.contains("name=\"paper-water-test\" value=\"1\""));
    act_with_file(
        &mut clerk,
        case,
        "correct-on-spot",
        "记下当场更正",
        &brought,
        "confirmation",
    )
    .await;
    assert_eq!(
        events(&city, case).await.last().unwrap(),
        "corrected-on-spot"
    );
}

#[rstest]
#[tokio::test]
async fn turning_away_names_the_competent_authority(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = start(engine);
    let case = complete(&city).await;
    let mut clerk = sign_in(&city, CLERK).await;
    let fields = [("ground", "not-ours"), ("reasons", "属于城管部门")];
    let page = act(
        &mut clerk,
        &window(case),
        "reject",
        "作出不予受理决定",
        &fields,
    )
    .await;
    assert!(page.has("请写明应当向哪个机关申请"), "{}", page.text());
    let fields = [("authority", "市城市管理和综合执法局")];
    clerk.press(&page, "作出不予受理决定", &fields).await;
    assert_eq!(state(&city, case).await, CaseState::RejectedAccept);
}

#[rstest]
#[tokio::test]
async fn incomplete_is_no_ground_before_it_was_told(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = start(engine);
    let case = received(&city, DRAINAGE, &["drawings"]).await;
    let mut clerk = sign_in(&city, CLERK).await;
    let fields = [("ground", "still-incomplete"), ("reasons", "缺报告")];
    let page = act(
        &mut clerk,
        &window(case),
        "reject",
        "作出不予受理决定",
        &fields,
    )
    .await;
    assert!(page.has("还没有告知过补正"), "{}", page.text());
}

#[rstest]
#[tokio::test]
async fn that_no_permit_is_needed_is_told_with_its_reason(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    let case = complete(&city).await;
    let mut clerk = sign_in(&city, CLERK).await;
    let page = act(
        &mut clerk,
        &window(case),
        "find-not-required",
        "告知无需许可",
        &[],
    )
    .await;
    assert!(page.has("请写明为什么不需要许可"), "{}", page.text());
    clerk
        .press(&page, "告知无需许可", &[("reason", "居民家庭不用办")])
        .await;
    assert_eq!(state(&city, case).await, CaseState::NotRequired);
}

#[rstest]
#[tokio::test]
async fn a_withdrawal_at_the_window_needs_the_signed_request(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    let case = complete(&city).await;
    let mut clerk = sign_in(&city, CLERK).await;
    let page = act(
        &mut clerk,
        &window(case),
        "record-withdrawal",
        "登记撤件",
        &[],
    )
    .await;
    assert!(page.title().starts_with("出错："), "{}", page.text());
    act_with_file(
        &mut clerk,
        case,
        "record-withdrawal",
        "登记撤件",
        &[],
        "request",
    )
    .await;
    assert_eq!(state(&city, case).await, CaseState::Withdrawn);
}

/// `rules.md` §21.3 (容缺受理).
#[rstest]
#[tokio::test]
async fn secondary_materials_may_follow_on_a_promise(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = start(engine);
    let case = received(&city, WASTE, &["plan", "site-agreement"]).await;
    let mut clerk = sign_in(&city, CLERK).await;
    let fields = [
        ("within-days", "9"),
        ("credit", "clear"),
        ("promise", "三天内补来"),
    ];
    let page = act(
        &mut clerk,
        &window(case),
        "accept-deferred",
        "容缺受理",
        &fields,
    )
    .await;
    assert!(page.has("最长"), "{}", page.text());
    clerk
        .press(&page, "容缺受理", &[("within-days", "3")])
        .await;
    assert_eq!(state(&city, case).await, CaseState::Accepted);
    let brought = [("paper-haul-contract", "1"), ("paper-vehicle-list", "1")];
    act(
        &mut clerk,
        &window(case),
        "record-deferred",
        "收下补交材料",
        &brought,
    )
    .await;
    assert_eq!(
        events(&city, case).await.last().unwrap(),
        "deferred-delivered"
    );
}

/// 行政许可法 art. 34: one authorised person, and every event is written.
#[rstest]
#[tokio::test]
async fn an_instant_case_is_decided_on_the_spot_by_who_may_do_both(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    let case = granted_and_closed(&city).await;
    assert_eq!(
        events(&city, case).await,
        ["submitted", "received", "accepted", "granted", "closed"]
    );
    // A promised item is not decided so.
    let other = complete(&city).await;
    let mut officer = sign_in(&city, OFFICER).await;
    let page = officer
        .post(
            &format!("{}/decide-on-the-spot", window(other)),
            &[("key", "0123456789abcdef"), ("back", &window(other))],
        )
        .await;
    assert!(page.has("这不是即办件"), "{}", page.text());
    // The clerk holds no right to decide at all.
    let mut clerk = sign_in(&city, CLERK).await;
    let page = clerk
        .post(
            &format!("{}/decide-on-the-spot", window(other)),
            &[("key", "0123456789abcdef")],
        )
        .await;
    assert_eq!(page.status, 403);
}

/// 行政许可法 art. 44: service with its proof, then the result against a slip.
#[rstest]
#[tokio::test]
async fn service_has_its_proof_and_the_result_its_slip(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = start(engine);
    let case = granted_and_closed(&city).await;
    let mut clerk = sign_in(&city, CLERK).await;
    let list = clerk.open("/window?list=to-serve").await;
    assert!(list.has("个体工商户"), "{}", list.text());
    let fields = [
        ("way", "direct"),
        ("proved-on", "2021-09-17"),
        ("served-to", "本人，出件窗口"),
    ];
    let page = act(&mut clerk, &window(case), "serve", "登记送达", &fields).await;
    assert!(page.has("请上传送达回证或者记录"), "{}", page.text());
    act_with_file(&mut clerk, case, "serve", "登记送达", &fields, "proof").await;
    assert_eq!(state(&city, case).await, CaseState::Delivered);
    let page = act(&mut clerk, &window(case), "hand-over", "登记领取", &[]).await;
    assert!(page.has("请上传签好的领取单"), "{}", page.text());
    act_with_file(&mut clerk, case, "hand-over", "登记领取", &[], "slip").await;
    assert_eq!(events(&city, case).await.last().unwrap(), "handed-over");
    // The proof can be read, and reading it is recorded.
    let page = clerk.open(&format!("/desk/cases/{case}?tab=trail")).await;
    let file = clerk.open(&page.link("回证.pdf")).await;
    assert_eq!(file.content_type, "application/pdf");
    assert_eq!(looks(&city, case.0, "file", 1).await.len(), 1);
    city.verify();
}

/// 行政许可法 art. 32(4): silence accepts, and the page says so before any job has run.
#[rstest]
#[tokio::test]
async fn after_five_days_of_silence_the_page_says_deemed_accepted(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    let case = complete(&city).await;
    city.store
        .clock()
        .set(kernel::Timestamp::in_city(date(2021, 9, 27), 9, 0));
    let mut clerk = sign_in(&city, CLERK).await;
    let page = clerk.open(&window(case)).await;
    assert!(page.has("视为受理"), "{}", page.text());
    assert!(!page.has_button("看补正告知书"));
}

#[rstest]
#[tokio::test]
async fn a_case_filed_online_is_received_at_the_window(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = start(engine);
    let case = accepted(&city).await;
    let mut clerk = sign_in(&city, CLERK).await;
    // One that is received already is not received again.
    let page = clerk
        .post(
            &format!("{}/receive", window(case)),
            &[("key", "0123456789abcdef"), ("back", &window(case))],
        )
        .await;
    assert!(page.has("只有已提交的申请能收件"), "{}", page.text());
}
