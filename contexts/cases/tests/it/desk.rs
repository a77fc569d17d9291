//! The desk, through the front door: lists and their numbers, bulk steps, the file, one case, the
//! stale page, the masked number.

use crate::staff_city::{
    ABSTRACTION, CLERK, DECIDER, HEAD, OTHER_REVIEWER, OUTSIDER, PERSON, REVIEWER, SHOP,
    SUPERVISOR, accepted, act, complete, desk, events, looks, received, received_for, sign_in,
    start, state,
};
use cases::{
    domain::CaseState,
    permissions::CASES_LIST,
    read::{
        counters::count_desk,
        desk::{DeskAsk, list_desk},
        detail::Others,
        list_names,
    },
};
use jiff::civil::date;
use rstest::rstest;
use testkit::{Engine, Engine::Postgres, Engine::Sqlite};

#[rstest]
#[tokio::test]
async fn a_desk_shows_its_units_cases_and_their_numbers(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    accepted(&city).await;
    complete(&city).await;
    received(&city, ABSTRACTION, &["argument"]).await;
    let mut reviewer = sign_in(&city, REVIEWER).await;
    let page = reviewer.open("/desk").await;
    assert_eq!(page.status, 200, "{}", page.text());
    assert!(page.has("全部在办 2"), "{}", page.text());
    assert!(page.has("等受理 1"));
    assert!(page.has("城镇污水排入排水管网许可"));
    assert!(!page.has("取水"), "another unit's case is not there");
    assert!(page.has("正常 剩 10 天"), "{}", page.text());
    // The other unit sees its own and nothing else.
    let mut outsider = sign_in(&city, OUTSIDER).await;
    let page = outsider.open("/desk").await;
    assert!(page.has("全部在办 1"), "{}", page.text());
    assert!(!page.has("排水管网"));
}

#[rstest]
#[tokio::test]
async fn a_filter_is_named_found_again_and_dropped_by_its_owner_alone(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    accepted(&city).await;
    let mut reviewer = sign_in(&city, REVIEWER).await;
    let page = reviewer.open("/desk?view=red&state=06").await;
    let unnamed = reviewer.press(&page, "存下来", &[("name", " ")]).await;
    assert!(unnamed.has("请给筛选起个名字"), "{}", unnamed.text());
    let kept = reviewer
        .press(&unnamed, "存下来", &[("name", "十一月到期")])
        .await;
    assert!(kept.path.starts_with("/desk?view=red"), "{}", kept.path);
    let again = reviewer.open("/desk").await;
    assert_eq!(again.link("十一月到期"), kept.path);

    let mut colleague = sign_in(&city, OTHER_REVIEWER).await;
    assert!(!colleague.open("/desk").await.has("十一月到期"));
    let theirs = colleague.press(&again, "删掉“十一月到期”", &[]).await;
    assert_eq!(theirs.status, 404);
    let gone = reviewer.press(&again, "删掉“十一月到期”", &[]).await;
    assert!(!gone.has("十一月到期"), "{}", gone.text());
}

/// Lights follow the promise; a view is a range of days, and its number says the same.
#[rstest]
#[tokio::test]
async fn each_view_holds_what_its_number_says(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = start(engine);
    accepted(&city).await;
    // Promised by 8 October; the 13th of October is the second working day after, as the 9th was
    // made up.
    for (day, view, name) in [
        (date(2021, 10, 8), "due-today", "今天到期 1"),
        (date(2021, 10, 8), "warn", "预警 1"),
        (date(2021, 10, 9), "yellow", "黄牌 1"),
        (date(2021, 10, 18), "red", "红牌 1"),
    ] {
        city.store
            .clock()
            .set(kernel::Timestamp::in_city(day, 16, 50));
        let mut reviewer = sign_in(&city, REVIEWER).await;
        let page = reviewer.open(&format!("/desk?view={view}")).await;
        assert!(page.has(name), "{view}: {}", page.text());
        assert!(page.has("本页 1 件"), "{view}: {}", page.text());
    }
}

#[rstest]
#[tokio::test]
async fn an_empty_view_says_why_and_what_next(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = start(engine);
    let mut reviewer = sign_in(&city, REVIEWER).await;
    let page = reviewer.open("/desk?view=red").await;
    assert!(page.has("没有红牌"), "{}", page.text());
    assert_eq!(page.link("看全部在办"), "/desk");
    let page = reviewer.open("/desk?from=2021-12-01").await;
    assert!(page.has("没有符合条件的件"), "{}", page.text());
}

#[rstest]
#[tokio::test]
async fn pages_go_on_where_the_last_one_ended_and_back_again(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    for _ in 0..52 {
        complete(&city).await;
    }
    let mut reviewer = sign_in(&city, REVIEWER).await;
    let first = reviewer.open("/desk").await;
    assert!(first.has("本页 50 件，共约 52 件"), "{}", first.text());
    let second = reviewer.open(&first.link("下一页")).await;
    assert!(second.has("本页 2 件"), "{}", second.text());
    let back = reviewer.open(&second.link("上一页")).await;
    assert!(back.has("本页 50 件"), "{}", back.text());
    assert!(back.find_link("上一页").is_none());
}

#[rstest]
#[tokio::test]
async fn a_case_opens_with_the_next_one_of_its_list(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = start(engine);
    let first = accepted(&city).await;
    let second = accepted(&city).await;
    let mut reviewer = sign_in(&city, REVIEWER).await;
    let page = reviewer
        .open(&format!("{}?view=unclaimed", desk(first)))
        .await;
    assert_eq!(
        page.link("下一件"),
        format!("{}?view=unclaimed", desk(second))
    );
    let page = reviewer.open(&page.link("下一件")).await;
    assert_eq!(
        page.link("上一件"),
        format!("{}?view=unclaimed", desk(first))
    );
    assert!(page.find_link("下一件").is_none());
}

#[rstest]
#[tokio::test]
async fn several_cases_are_taken_on_at_once_and_who_is_skipped_is_said_before(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    let mine = accepted(&city).await;
    let free = accepted(&city).await;
    let mut reviewer = sign_in(&city, REVIEWER).await;
    act(&mut reviewer, &desk(mine), "claim", "认领这件", &[]).await;
    let page = reviewer.open("/desk").await;
    let (one, other) = (mine.to_string(), free.to_string());
    let ticked = [("case", one.as_str()), ("case", other.as_str())];
    let page = reviewer.press(&page, "认领", &ticked).await;
    assert!(page.has("可以办 1 件，跳过 1 件"), "{}", page.text());
    assert!(page.has("已经在您这里"), "{}", page.text());
    let page = reviewer.press(&page, "认领这 1 件", &[]).await;
    assert!(page.has("办好 1 件，没有办 0 件"), "{}", page.text());
    assert_eq!(events(&city, free).await.last().unwrap(), "claimed");
    let page = reviewer.open("/desk?view=mine").await;
    assert!(page.has("我的待办 2"), "{}", page.text());
}

#[rstest]
#[tokio::test]
async fn nothing_ticked_is_answered_and_loses_nothing(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = start(engine);
    accepted(&city).await;
    let mut reviewer = sign_in(&city, REVIEWER).await;
    let page = reviewer.open("/desk").await;
    let page = reviewer.press(&page, "转给同事", &[]).await;
    assert!(page.has("没有选中"), "{}", page.text());
    assert_eq!(page.link("回清单"), "/desk");
}

#[rstest]
#[tokio::test]
async fn handing_on_several_asks_to_whom_and_why(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = start(engine);
    let case = accepted(&city).await;
    let mut reviewer = sign_in(&city, REVIEWER).await;
    let page = reviewer.open("/desk").await;
    let page = reviewer
        .press(&page, "转给同事", &[("case", &case.to_string())])
        .await;
    let to = OTHER_REVIEWER.to_string();
    let page = reviewer.press(&page, "转出这 1 件", &[("to", &to)]).await;
    assert!(page.has("请写明为什么转"), "{}", page.text());
    let page = reviewer
        .press(&page, "转出这 1 件", &[("to", &to), ("reason", "出差")])
        .await;
    assert!(page.has("办好 1 件"), "{}", page.text());
    let mut other = sign_in(&city, OTHER_REVIEWER).await;
    let page = other.open(&format!("{}?tab=trail", desk(case))).await;
    assert!(page.has("出差"), "{}", page.text());
}

#[rstest]
#[tokio::test]
async fn what_somebody_has_is_handed_on_and_not_taken(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = start(engine);
    let case = accepted(&city).await;
    let mut reviewer = sign_in(&city, REVIEWER).await;
    act(&mut reviewer, &desk(case), "claim", "认领这件", &[]).await;
    let mut other = sign_in(&city, OTHER_REVIEWER).await;
    let page = other
        .post(
            &format!("{}/claim", desk(case)),
            &[("key", "0123456789abcdef"), ("back", &desk(case))],
        )
        .await;
    assert!(page.has("唐磊 在办，要由他转给您"), "{}", page.text());
    let page = act(
        &mut reviewer,
        &desk(case),
        "hand-on",
        "转出",
        &[("reason", "请假")],
    )
    .await;
    assert!(page.has("请选择一个人"), "{}", page.text());
    let to = OTHER_REVIEWER.to_string();
    reviewer.press(&page, "转出", &[("to", &to)]).await;
    assert_eq!(events(&city, case).await.last().unwrap(), "handed-on");
}

#[rstest]
#[tokio::test]
async fn a_note_stays_in_the_file(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = start(engine);
    let case = accepted(&city).await;
    let mut reviewer = sign_in(&city, REVIEWER).await;
    let page = act(&mut reviewer, &desk(case), "add-note", "存下备注", &[]).await;
    assert!(page.has("请写备注"), "{}", page.text());
    let page = reviewer
        .press(&page, "存下备注", &[("note", "已电话联系")])
        .await;
    assert!(page.has("已电话联系"), "{}", page.text());
    // Supervision sees a case; it holds none.
    let mut supervisor = sign_in(&city, SUPERVISOR).await;
    let page = supervisor
        .post(
            &format!("{}/add-note", desk(case)),
            &[("key", "0123456789abcdef"), ("note", "x")],
        )
        .await;
    assert_eq!(page.status, 403);
}

#[rstest]
#[tokio::test]
async fn the_list_as_filtered_is_a_file_with_the_same_rights(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    for _ in 0..3 {
        accepted(&city).await;
    }
    received(&city, ABSTRACTION, &["argument"]).await;
    let mut head = sign_in(&city, HEAD).await;
    let page = head.open("/desk/export.csv").await;
    assert_eq!(page.status, 200);
    assert!(page.content_type.starts_with("text/csv"));
    let lines: Vec<&str> = page.body.trim_end().split("\r\n").collect();
    assert_eq!(lines.len(), 4, "{}", page.body);
    assert!(
        lines
            .iter()
            .skip(1)
            .all(|line| line.contains("排水管网许可"))
    );
    let mut reviewer = sign_in(&city, REVIEWER).await;
    assert_eq!(reviewer.open("/desk/export.csv").await.status, 403);
}

#[rstest]
#[tokio::test]
async fn a_stale_page_conflicts_and_shows_what_happened_since(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    let case = complete(&city).await;
    let mut clerk = sign_in(&city, CLERK).await;
    let window = format!("/window/cases/{case}");
    let stale = clerk.open(&window).await;
    act(
        &mut clerk,
        &window,
        "add-note",
        "存下备注",
        &[("note", "已看原件")],
    )
    .await;
    let page = clerk
        .press(
            &stale,
            "受理",
            &[
                ("check-drawings", "complete"),
                ("check-water-test", "complete"),
            ],
        )
        .await;
    assert!(
        page.has("您打开这一页以后，发生了这些事"),
        "{}",
        page.text()
    );
    assert!(page.has("备注"), "{}", page.text());
    assert_eq!(state(&city, case).await, CaseState::Received);
    // The ticks are still there, so the second press does it.
    clerk.press(&page, "受理", &[]).await;
    assert_eq!(state(&city, case).await, CaseState::Accepted);
}

#[rstest]
#[tokio::test]
async fn a_number_is_shown_whole_for_a_reason_only_and_the_look_is_recorded(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    let case = received_for(&city, SHOP, PERSON, &["premises"]).await;
    let mut reviewer = sign_in(&city, REVIEWER).await;
    let page = reviewer.open(&desk(case)).await;
    assert!(page.has("4311**********0017"), "{}", page.text());
    assert!(!page.body.contains("431102199001010017"));
    let refused = reviewer.press(&page, "显示一次", &[]).await;
    assert!(
        refused.has("请写明为什么要看完整号码"),
        "{}",
        refused.text()
    );
    let shown = reviewer
        .press(&page, "显示一次", &[("why", "核对身份证")])
        .await;
    assert!(shown.has("431102199001010017"), "{}", shown.text());
    let again = reviewer.open(&desk(case)).await;
    assert!(!again.body.contains("431102199001010017"));
    let looks = looks(&city, case.0, "unmask", 1).await;
    assert_eq!(looks[0].why, "核对身份证");
}

#[rstest]
#[tokio::test]
async fn who_looked_is_for_supervision(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = start(engine);
    let case = accepted(&city).await;
    let mut reviewer = sign_in(&city, REVIEWER).await;
    let page = reviewer.open(&format!("{}?tab=looks", desk(case))).await;
    assert!(!page.has("谁看过"), "{}", page.text());
    let mut supervisor = sign_in(&city, SUPERVISOR).await;
    looks(&city, case.0, "page", 1).await;
    let page = supervisor.open(&format!("{}?tab=looks", desk(case))).await;
    assert!(page.has("唐磊"), "{}", page.text());
    // Supervision decides nothing.
    assert!(!page.has_button("签发准予决定"));
}

#[rstest]
#[tokio::test]
async fn the_whole_desk_is_there_in_english(#[values(Sqlite)] engine: Engine) {
    let city = start(engine);
    let case = accepted(&city).await;
    let mut decider = sign_in(&city, DECIDER).await;
    for path in [
        "/desk?lang=en".to_owned(),
        format!("{}?lang=en", desk(case)),
        format!("{}?lang=en&tab=trail", desk(case)),
    ] {
        let page = decider.open(&path).await;
        assert_eq!(page.status, 200);
        assert!(!page.text().contains("[cases-"), "{}", page.text());
    }
}

/// A page costs the same questions whether it shows one line or fifty.
#[rstest]
#[tokio::test]
async fn a_list_asks_no_more_for_more_lines(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = start(engine);
    let cost = async || {
        city.store
            .read(|reader| {
                let who = store::Who::Account(REVIEWER);
                let actor = reader.actor(who)?;
                let before = reader.statements();
                let page = list_desk(reader, &actor, &DeskAsk::default())?;
                let parties: Vec<_> = page.lines.iter().map(|line| line.party).collect();
                list_names(reader, &Others::default(), &parties)?;
                count_desk(reader, &actor, &CASES_LIST)?;
                Ok((page.lines.len(), reader.statements() - before))
            })
            .await
            .unwrap()
    };
    complete(&city).await;
    let (one, cost_of_one) = cost().await;
    for _ in 0..60 {
        complete(&city).await;
    }
    let (many, cost_of_many) = cost().await;
    assert_eq!((one, many), (1, 50));
    assert_eq!(cost_of_one, cost_of_many);
}
