//! Review, decision and end, through the front door: each act done, and one way in which it is not.

use crate::staff_city::{
    ABSTRACTION, CLERK, DECIDER, DIGGING, HEAD, OTHER_CLERK, OTHER_REVIEWER, OUTSIDER, REVIEWER,
    accept, accepted, act, complete, desk, events, received, sign_in, start, state,
};
use cases::domain::CaseState;
use jiff::civil::date;
use kernel::{CaseId, Timestamp};
use rstest::rstest;
use testkit::{City, Engine, Engine::Postgres, Engine::Sqlite};

/// Two visit, and one gives an opinion.
async fn reviewed(city: &City) -> CaseId {
    let case = accepted(city).await;
    visited(city, case).await;
    let mut reviewer = sign_in(city, REVIEWER).await;
    act(
        &mut reviewer,
        &desk(case),
        "give-opinion",
        "提交意见",
        &[
            ("advice", "favourable"),
            ("opinion", "材料齐全，与现场一致"),
        ],
    )
    .await;
    case
}

async fn visited(city: &City, case: CaseId) {
    let mut reviewer = sign_in(city, REVIEWER).await;
    let partner = OTHER_REVIEWER.to_string();
    act(
        &mut reviewer,
        &desk(case),
        "record-site-visit",
        "存下核查记录",
        &[
            ("visited-on", "2021-09-17"),
            ("partner", &partner),
            ("advice", "favourable"),
            ("findings", "1 号口与图纸一致"),
        ],
    )
    .await;
    let mut other = sign_in(city, OTHER_REVIEWER).await;
    act(
        &mut other,
        &desk(case),
        "confirm-site-visit",
        "确认我在场，记录属实",
        &[],
    )
    .await;
}

/// 行政许可法 art. 34(3): two people, and the second one says so himself.
#[rstest]
#[tokio::test]
async fn a_site_visit_counts_once_the_other_one_confirms(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    let case = accepted(&city).await;
    let mut reviewer = sign_in(&city, REVIEWER).await;
    let myself = REVIEWER.to_string();
    let fields = [
        ("visited-on", "2021-09-17"),
        ("partner", myself.as_str()),
        ("advice", "favourable"),
        ("findings", "与图纸一致"),
    ];
    let page = act(
        &mut reviewer,
        &desk(case),
        "record-site-visit",
        "存下核查记录",
        &fields,
    )
    .await;
    assert!(page.has("唐磊 不能算两个"), "{}", page.text());
    assert!(page.body.contains("与图纸一致"), "what was typed is kept");
    let partner = OTHER_REVIEWER.to_string();
    reviewer
        .press(&page, "存下核查记录", &[("partner", &partner)])
        .await;
    // Nobody confirms his own record.
    let page = reviewer
        .post(
            &format!("{}/confirm-site-visit", desk(case)),
            &[
                ("key", "0123456789abcdef"),
                ("back", &desk(case)),
                ("step", "site-visit"),
            ],
        )
        .await;
    assert!(page.has("要由 何倩 确认 唐磊 的记录"), "{}", page.text());
    let mut other = sign_in(&city, OTHER_REVIEWER).await;
    let page = act(
        &mut other,
        &desk(case),
        "confirm-site-visit",
        "确认我在场，记录属实",
        &[],
    )
    .await;
    assert!(page.has("已确认"), "{}", page.text());
    assert_eq!(
        events(&city, case).await.last().unwrap(),
        "site-visit-confirmed"
    );
}

#[rstest]
#[tokio::test]
async fn an_opinion_waits_for_the_step_before_it(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = start(engine);
    let case = accepted(&city).await;
    let mut reviewer = sign_in(&city, REVIEWER).await;
    let page = reviewer
        .post(
            &format!("{}/give-opinion", desk(case)),
            &[
                ("key", "0123456789abcdef"),
                ("back", &desk(case)),
                ("step", "check"),
                ("advice", "favourable"),
                ("opinion", "同意"),
            ],
        )
        .await;
    assert!(page.has("要先办前面的环节"), "{}", page.text());
    visited(&city, case).await;
    let page = act(
        &mut reviewer,
        &desk(case),
        "give-opinion",
        "提交意见",
        &[("opinion", "同意")],
    )
    .await;
    assert!(page.has("请选择一项"), "{}", page.text());
    reviewer
        .press(&page, "提交意见", &[("advice", "favourable")])
        .await;
    assert_eq!(events(&city, case).await.last().unwrap(), "opinion-given");
}

/// `rules.md` §21.3: acceptance ≠ decision, review ≠ decision.
#[rstest]
#[tokio::test]
async fn a_grant_waits_for_the_review_and_for_a_second_person(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    let open = accepted(&city).await;
    let mut decider = sign_in(&city, DECIDER).await;
    let page = decider.open(&format!("{}?act=grant", desk(open))).await;
    assert!(!page.has_button("签发准予决定"), "{}", page.text());
    assert!(page.has("审查还没有做完"), "{}", page.text());
    let case = reviewed(&city).await;
    // A reviewer holds no right to decide.
    let mut reviewer = sign_in(&city, REVIEWER).await;
    let page = reviewer
        .post(
            &format!("{}/grant", desk(case)),
            &[("key", "0123456789abcdef")],
        )
        .await;
    assert_eq!(page.status, 403);
    let page = decider.open(&desk(case)).await;
    assert!(page.has("唐磊、何倩"), "{}", page.text());
    let page = decider
        .press(
            &page,
            "签发准予决定",
            &[("opinion", "符合第二十一条规定的条件")],
        )
        .await;
    assert!(page.has("已准予"), "{}", page.text());
    assert_eq!(state(&city, case).await, CaseState::DecidedGrant);
    let page = act(
        &mut decider,
        &desk(case),
        "close",
        "办结",
        &[("kind", "issued")],
    )
    .await;
    assert!(page.has("已办结"), "{}", page.text());
    assert_eq!(state(&city, case).await, CaseState::Closed);
    city.verify();
}

/// 行政许可法 art. 38: reasons, and where the applicant may turn.
#[rstest]
#[tokio::test]
async fn a_denial_has_reasons_and_the_remedies_of_the_day(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    let case = reviewed(&city).await;
    let mut decider = sign_in(&city, DECIDER).await;
    let page = act(&mut decider, &desk(case), "deny", "签发不予决定", &[]).await;
    assert!(page.has("请写明不予的理由"), "{}", page.text());
    assert!(
        page.has("向永州市人民政府或者湖南省住房和城乡建设厅申请行政复议"),
        "{}",
        page.text()
    );
    decider
        .press(&page, "签发不予决定", &[("reasons", "水质超标")])
        .await;
    assert_eq!(state(&city, case).await, CaseState::DecidedDeny);
    let page = decider.open(&format!("{}?tab=trail", desk(case))).await;
    assert!(
        page.has("水质超标") && page.has("六十日"),
        "{}",
        page.text()
    );
}

/// 行政许可法 art. 42: by the head, once; the promise stays.
#[rstest]
#[tokio::test]
async fn an_extension_is_the_heads_and_there_is_one(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = start(engine);
    let case = accepted(&city).await;
    let mut reviewer = sign_in(&city, REVIEWER).await;
    let page = reviewer
        .post(
            &format!("{}/extend", desk(case)),
            &[("key", "0123456789abcdef")],
        )
        .await;
    assert_eq!(page.status, 403);
    let mut head = sign_in(&city, HEAD).await;
    let page = head.open(&format!("{}?act=extend", desk(case))).await;
    assert!(
        page.has("如果今天批准 承诺截止 10 月 8 日（周五），法定截止 11 月 4 日（周四）"),
        "{}",
        page.text()
    );
    let page = head
        .press(&page, "批准延期", &[("approval", "authority")])
        .await;
    assert!(page.has("请写延期理由"), "{}", page.text());
    let page = head
        .press(&page, "批准延期", &[("reason", "需要跨部门核实")])
        .await;
    assert!(page.has("已延期一次"), "{}", page.text());
    assert!(page.has("2021-11-04"), "{}", page.text());
    let page = head
        .post(
            &format!("{}/extend", desk(case)),
            &[
                ("key", "0123456789abcdef"),
                ("back", &desk(case)),
                ("approval", "authority"),
                ("reason", "再延"),
            ],
        )
        .await;
    assert!(page.has("已经延过一次"), "{}", page.text());
}

/// 行政许可法 art. 45: the eight procedures with their notice; they end by themselves.
#[rstest]
#[tokio::test]
async fn a_special_procedure_stops_the_clock_until_its_notice_ends(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    let case = accepted(&city).await;
    let mut reviewer = sign_in(&city, REVIEWER).await;
    let page = reviewer
        .open(&format!("{}?act=start-special-procedure", desk(case)))
        .await;
    // Worked out before anything is sent.
    let page = reviewer
        .press(&page, "算一算", &[("planned-end-on", "2021-09-28")])
        .await;
    assert!(page.has("如果今天发告知书"), "{}", page.text());
    let page = reviewer
        .press(&page, "发告知书并停表", &[("procedure", "JC")])
        .await;
    assert!(page.has("没有书面告知不能停表"), "{}", page.text());
    let page = reviewer
        .press(&page, "发告知书并停表", &[("notice", "取样检测，需要七天")])
        .await;
    assert!(page.has("已停表"), "{}", page.text());
    assert_eq!(state(&city, case).await, CaseState::Special);
    let page = act(
        &mut reviewer,
        &desk(case),
        "renew-special-procedure",
        "发新的告知书",
        &[("planned-end-on", "2021-09-27"), ("notice", "还要")],
    )
    .await;
    assert!(page.has("要晚于 2021-09-28"), "{}", page.text());
    reviewer
        .press(&page, "发新的告知书", &[("planned-end-on", "2021-09-30")])
        .await;
    city.store
        .clock()
        .set(Timestamp::in_city(date(2021, 9, 23), 9, 0));
    let mut reviewer = sign_in(&city, REVIEWER).await;
    act(
        &mut reviewer,
        &desk(case),
        "end-special-procedure",
        "结束，恢复计时",
        &[],
    )
    .await;
    assert_eq!(state(&city, case).await, CaseState::Reviewing);
    let page = reviewer
        .post(
            &format!("{}/end-special-procedure", desk(case)),
            &[("key", "0123456789abcdef"), ("back", &desk(case))],
        )
        .await;
    assert!(page.has("没有正在进行的特别程序"), "{}", page.text());
}

#[rstest]
#[tokio::test]
async fn a_step_is_done_again_with_its_reason(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = start(engine);
    let case = reviewed(&city).await;
    let mut reviewer = sign_in(&city, REVIEWER).await;
    let page = act(
        &mut reviewer,
        &desk(case),
        "return-to-step",
        "退回",
        &[("step", "check")],
    )
    .await;
    assert!(page.has("请写明为什么退回"), "{}", page.text());
    reviewer
        .press(&page, "退回", &[("reason", "漏看一份报告")])
        .await;
    assert_eq!(
        events(&city, case).await.last().unwrap(),
        "returned-to-step"
    );
}

#[rstest]
#[tokio::test]
async fn a_countersigned_step_needs_every_signer(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = start(engine);
    let case = received(&city, DIGGING, &["design", "traffic-plan"]).await;
    accept(&city, case).await;
    visited(&city, case).await;
    let mut reviewer = sign_in(&city, REVIEWER).await;
    let page = act(&mut reviewer, &desk(case), "name-signers", "指定", &[]).await;
    assert!(page.has("请至少选一个会签人"), "{}", page.text());
    let (one, other) = (REVIEWER.to_string(), OTHER_REVIEWER.to_string());
    reviewer.press(&page, "指定", &[("signers", &one)]).await;
    let page = act(
        &mut reviewer,
        &desk(case),
        "add-signer",
        "加签",
        &[("signer", &other)],
    )
    .await;
    assert!(page.has("请写明为什么加签"), "{}", page.text());
    reviewer
        .press(&page, "加签", &[("reason", "涉及交通")])
        .await;
    let signed = [("advice", "favourable"), ("opinion", "同意")];
    act(&mut reviewer, &desk(case), "sign", "签署", &signed).await;
    let page = reviewer
        .post(
            &format!("{}/sign", desk(case)),
            &[
                ("key", "0123456789abcdef"),
                ("back", &desk(case)),
                ("step", "countersign"),
                ("advice", "favourable"),
                ("opinion", "再签"),
            ],
        )
        .await;
    assert!(page.has("您已经签过"), "{}", page.text());
    let mut second = sign_in(&city, OTHER_REVIEWER).await;
    act(&mut second, &desk(case), "sign", "签署", &signed).await;
    let mut decider = sign_in(&city, DECIDER).await;
    let page = decider.open(&desk(case)).await;
    assert!(page.has_button("签发准予决定"), "{}", page.text());
}

/// A second person makes a record void, never the one who recorded it.
#[rstest]
#[tokio::test]
async fn a_record_is_made_void_by_a_second_person(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = start(engine);
    let case = complete(&city).await;
    let mut decider = sign_in(&city, DECIDER).await;
    act(&mut decider, &desk(case), "claim", "认领这件", &[]).await;
    let fields = [
        ("key", "0123456789abcdef"),
        ("back", &desk(case)),
        ("kind", "deleted"),
        ("reason", "重复录入"),
    ];
    let page = decider.post(&format!("{}/void", desk(case)), &fields).await;
    assert!(page.has("不能作废自己的记录"), "{}", page.text());
    let mut head = sign_in(&city, HEAD).await;
    act(
        &mut head,
        &desk(case),
        "void",
        "作废",
        &[("kind", "deleted"), ("reason", "重复录入")],
    )
    .await;
    assert_eq!(state(&city, case).await, CaseState::Closed);
    let mut clerk = sign_in(&city, CLERK).await;
    let page = clerk.post(&format!("{}/void", desk(case)), &fields).await;
    assert_eq!(page.status, 403);
}

#[rstest]
#[tokio::test]
async fn a_case_is_terminated_with_reasons(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = start(engine);
    let case = accepted(&city).await;
    let mut decider = sign_in(&city, DECIDER).await;
    let page = act(
        &mut decider,
        &desk(case),
        "terminate",
        "终止办理",
        &[
            ("ground", "deferred-not-delivered"),
            ("reasons", "没有补来"),
        ],
    )
    .await;
    assert!(page.has("没有欠交的容缺材料"), "{}", page.text());
    decider
        .press(
            &page,
            "终止办理",
            &[("ground", "applicant-gone"), ("reasons", "公司已注销")],
        )
        .await;
    assert_eq!(state(&city, case).await, CaseState::Terminated);
}

#[rstest]
#[tokio::test]
async fn a_promise_is_checked_only_where_one_was_given(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = start(engine);
    let case = reviewed(&city).await;
    let mut decider = sign_in(&city, DECIDER).await;
    let page = decider.open(&desk(case)).await;
    decider.press(&page, "签发准予决定", &[]).await;
    let mut reviewer = sign_in(&city, REVIEWER).await;
    let page = reviewer
        .post(
            &format!("{}/check-promise", desk(case)),
            &[
                ("key", "0123456789abcdef"),
                ("back", &desk(case)),
                ("kept", "yes"),
                ("findings", "一致"),
            ],
        )
        .await;
    assert!(page.has("不是按承诺准予的"), "{}", page.text());
}

/// An expert review is a special procedure: its result waits for it.
#[rstest]
#[tokio::test]
async fn an_expert_review_is_held_before_its_result_is_recorded(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    let case = received(&city, ABSTRACTION, &["argument", "third-party"]).await;
    accept(&city, case).await;
    let mut outsider = sign_in(&city, OUTSIDER).await;
    let page = outsider.open(&desk(case)).await;
    assert!(page.has("水资源论证专家评审"), "{}", page.text());
    // Another unit's reviewer does not even learn that it exists.
    let mut reviewer = sign_in(&city, REVIEWER).await;
    assert_eq!(reviewer.open(&desk(case)).await.status, 404);
}

#[rstest]
#[tokio::test]
async fn pressing_twice_does_it_once(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = start(engine);
    let case = complete(&city).await;
    let mut clerk = sign_in(&city, OTHER_CLERK).await;
    let path = format!("/window/cases/{case}");
    let page = clerk.open(&path).await;
    let marks = [
        ("check-drawings", "complete"),
        ("check-water-test", "complete"),
    ];
    clerk.press(&page, "受理", &marks).await;
    let page = clerk.press(&page, "受理", &marks).await;
    assert!(page.has("已受理"), "{}", page.text());
    assert_eq!(
        events(&city, case)
            .await
            .iter()
            .filter(|name| *name == "accepted")
            .count(),
        1
    );
}
