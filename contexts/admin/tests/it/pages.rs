use crate::city::{City, PASSWORD, assert_whole, blocking, noon};
use axum::http::StatusCode;
use contracts::people::Staff;
use rstest::rstest;
use store::Who;
use testkit::Engine;

#[test]
fn every_word_is_said_in_both_languages() {
    let house = web::House::new(vec![admin::module()]);
    assert_eq!(house.words().unwrap().missing(), []);
}

/// Who may open which page: the hand-written table.
const TABLE: [(&str, [bool; 6]); 15] = [
    // system, security, audit, clerk, citizen, stranger
    ("/admin/units", [true, false, false, false, false, false]),
    (
        "/admin/units/new",
        [true, false, false, false, false, false],
    ),
    ("/admin/accounts", [true, false, false, false, false, false]),
    (
        "/admin/accounts/new",
        [true, false, false, false, false, false],
    ),
    ("/admin/calendar", [true, false, false, false, false, false]),
    (
        "/admin/calendar/new",
        [true, false, false, false, false, false],
    ),
    ("/admin/posts", [false, true, false, false, false, false]),
    ("/admin/roles", [false, true, false, false, false, false]),
    (
        "/admin/roles/window-clerk",
        [false, true, false, false, false, false],
    ),
    (
        "/admin/calendar/years/2021",
        [true, false, false, false, false, false],
    ),
    (
        "/account/second-factor",
        [true, true, true, true, true, false],
    ),
    ("/admin/audit", [false, false, true, false, false, false]),
    (
        "/admin/audit/looks",
        [false, false, true, false, false, false],
    ),
    ("/my/mandates", [false, false, false, false, true, false]),
    ("/account", [true, true, true, true, true, false]),
];

#[rstest]
#[tokio::test]
async fn each_page_opens_for_those_of_the_table_and_for_nobody_else(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = City::start(engine);
    let mut visitors = [
        city.enter("admin-system").await,
        city.enter("admin-security").await,
        city.enter("admin-audit").await,
        city.enter("clerk-1").await,
        city.enter("zhang-yanshi").await,
        city.stranger(),
    ];
    for (path, expected) in TABLE {
        for (visitor, expected) in visitors.iter_mut().zip(expected) {
            let page = visitor.open(path).await;
            let is_open = page.status == StatusCode::OK && page.path == path;
            assert_eq!(is_open, expected, "{path} {}", page.status);
            assert_whole(&page);
        }
    }
}

#[rstest]
#[tokio::test]
async fn pages_of_one_record_are_whole(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let city = City::start(engine);
    let mut system = city.enter("admin-system").await;
    let mut security = city.enter("admin-security").await;
    let (clerk, program) = (city.account("clerk-1"), city.account("demo-client"));
    let unit = city.loaded.units["housing"];
    for path in [
        format!("/admin/units/{unit}"),
        format!("/admin/accounts/{clerk}"),
    ] {
        let page = system.open(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert_whole(&page);
    }
    for path in [
        format!("/admin/posts/{clerk}"),
        format!("/admin/posts/{program}"),
    ] {
        let page = security.open(&path).await;
        assert_eq!(page.status, StatusCode::OK, "{path}");
        assert_whole(&page);
    }
    for path in ["/admin/units/7", "/admin/accounts/7", "/admin/calendar/7"] {
        assert_eq!(
            system.open(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}

#[rstest]
#[tokio::test]
async fn a_unit_is_opened_and_changed_and_what_was_typed_comes_back(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = City::start(engine);
    let mut admin = city.enter("admin-system").await;
    let page = admin.open("/admin/units/new").await;
    let fields = [
        ("code", "new unit"),
        ("name-zh", "新单位"),
        ("area", "431100"),
        ("authority", "government-department"),
    ];
    let again = admin.press(&page, "设立单位", &fields).await;
    assert!(again.has("代号只能用小写字母"), "{}", again.text());
    assert!(again.body.contains("value=\"新单位\""));
    let page = admin
        .press(&again, "设立单位", &[("code", "new-unit")])
        .await;
    assert_eq!(page.h1(), "新单位");
    let page = admin
        .press(&page, "保存", &[("phone", "0746-8333333")])
        .await;
    assert!(page.body.contains("0746-8333333"));
    assert!(admin.open("/admin/units").await.has("新单位"));
    let page = admin.press(&page, "撤销这个单位", &[]).await;
    assert!(page.has("2021-11-30 撤销"), "{}", page.text());
}

#[rstest]
#[tokio::test]
async fn an_account_is_opened_with_a_code_appointed_dismissed_and_locked(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = City::start(engine);
    let mut system = city.enter("admin-system").await;
    let hall = city.loaded.units["hall-general"].to_string();
    let page = system.open("/admin/accounts/new").await;
    let fields = [
        ("kind", "staff"),
        ("login", "new-clerk"),
        ("name-zh", "新人演示"),
        ("unit", hall.as_str()),
        ("mobile-phone", "13800009999"),
    ];
    let page = system.press(&page, "开通", &fields).await;
    let code = page.fact("一次性口令");
    let account = page.link("看这个账号");
    let id = account.rsplit('/').next().unwrap().to_owned();

    let mut security = city.enter("admin-security").await;
    let page = security.open(&format!("/admin/posts/{id}")).await;
    let both = security
        .press(&page, "任职", &[("role", "admin-audit")])
        .await;
    assert!(both.has("审计管理员"), "{}", both.text());
    let refused = security
        .press(&both, "任职", &[("role", "supervisor")])
        .await;
    assert!(refused.has("管理员不看办件内容"), "{}", refused.text());
    let page = security.open(&format!("/admin/posts/{id}")).await;
    let page = security.press(&page, "免去", &[]).await;
    assert!(page.has("没有岗位"), "{}", page.text());
    security
        .press(&page, "任职", &[("role", "window-clerk")])
        .await;

    let mut clerk = city.stranger();
    let page = clerk.open("/sign-in?next=%2Faccount").await;
    let page = clerk
        .press(
            &page,
            "登录",
            &[("login", "new-clerk"), ("password", &code)],
        )
        .await;
    let own = [("password-new", PASSWORD), ("password-again", PASSWORD)];
    let page = clerk.press(&page, "保存口令", &own).await;
    assert_eq!(page.fact("姓名"), "新人演示");

    let page = system.open(&account).await;
    system.press(&page, "停用账号", &[]).await;
    assert!(
        clerk.open("/account").await.path.starts_with("/sign-in"),
        "signed out at once"
    );
    let page = clerk.open("/sign-in").await;
    let page = clerk
        .press(
            &page,
            "登录",
            &[("login", "new-clerk"), ("password", PASSWORD)],
        )
        .await;
    assert!(page.has("被管理员停用了"), "{}", page.text());
}

#[rstest]
#[tokio::test]
async fn a_token_is_shown_once_reaches_no_further_and_can_be_taken_back(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = City::start(engine);
    let mut security = city.enter("admin-security").await;
    let address = format!("/admin/posts/{}", city.account("demo-client"));
    let page = security.open(&address).await;
    let beyond = [
        ("name", "对账"),
        ("only", "cases.decide"),
        ("until", "2022-06-30"),
    ];
    assert!(
        security
            .press(&page, "发令牌", &beyond)
            .await
            .has("请选择一项")
    );
    let fields = [
        ("name", "对账"),
        ("only", "catalogue.view"),
        ("until", "2022-06-30"),
    ];
    let page = security.press(&page, "发令牌", &fields).await;
    let token = page.fact("对账");
    assert!(token.starts_with("ym_"), "{token}");
    let page = security.open(&address).await;
    assert!(page.has("对账") && !page.body.contains(&token));
    let mut program = city.stranger();
    program
        .headers
        .push(("authorization".into(), format!("Bearer {token}")));
    assert_eq!(program.open("/account").await.path, "/account");
    security.press(&page, "收回", &[]).await;
    assert!(program.open("/account").await.path.starts_with("/sign-in"));
}

#[rstest]
#[tokio::test]
async fn the_calendar_is_changed_by_two_people_and_moves_the_count(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = City::start(engine);
    let day = jiff::civil::date(2021, 12, 6); // a Monday
    let is_working = |city: &City| {
        let store = city.store.clone();
        blocking(move || {
            store
                .read_blocking(move |reader| {
                    let area = kernel::AreaCode(431_129);
                    Ok((
                        reader.calendar.is_working_day(day).unwrap(),
                        reader.calendar.of_area(area).is_working_day(day).unwrap(),
                    ))
                })
                .unwrap()
        })
    };
    let mut one = city.enter("admin-system").await;
    let page = one.open("/admin/calendar/new?year=2021").await;
    let fields = [
        ("year", "2021"),
        ("area", "431129"),
        ("source", "示例通知"),
        ("days", "2021-12-06 盘王节 休"),
    ];
    let page = one.press(&page, "提出，看影响", &fields).await;
    assert_eq!(page.fact("第一个变了的日子"), "2021-12-06");
    assert!(!page.has_button("发布"), "who proposes does not release");
    let address = page.path.clone();
    let refused = one
        .post(
            &format!("{address}/release"),
            &[("key", "0123456789"), ("back", &address)],
        )
        .await;
    assert!(refused.has("提出的人不能发布"), "{}", refused.text());
    assert_eq!(is_working(&city), (true, true));

    let mut two = city.enter("admin-system-2").await;
    let page = two.open(&address).await;
    let page = two.press(&page, "发布", &[]).await;
    assert!(page.has("已发布"), "{}", page.text());
    assert_eq!(is_working(&city), (true, false));
}

#[rstest]
#[tokio::test]
async fn audit_shows_who_signed_in_and_records_its_own_questions(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = City::start(engine);
    city.enter("clerk-1").await;
    let mut audit = city.enter("admin-audit").await;
    let page = audit.open("/admin/audit?login=clerk-1").await;
    assert!(
        page.has("赵演示") && page.has("登录成功"),
        "{}",
        page.text()
    );
    // A look is written with the next batch and nobody waits for it.
    for _ in 0..40 {
        if audit
            .open("/admin/audit/looks?login=admin-audit")
            .await
            .has("sign-ins")
        {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the question was not recorded");
}

#[rstest]
#[tokio::test]
async fn a_mandate_is_given_seen_and_revoked(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = City::start(engine);
    let mut boss = city.enter("liu-moni").await;
    let firm = city.firm("lingling-snack");
    let page = boss.open("/my/mandates").await;
    let firm_text = firm.to_string();
    let fields = [
        ("principal", firm_text.as_str()),
        ("agent", "13800000001"),
        ("to", "2022-03-31"),
        ("sign", "yes"),
    ];
    let own = [fields[0], ("agent", "13800000005"), fields[2], fields[3]];
    let page_2 = boss.press(&page, "发出委托", &own).await;
    assert!(page_2.has("自己不用委托自己"), "{}", page_2.text());
    let page = boss.open("/my/mandates").await;
    let page = boss.press(&page, "发出委托", &fields).await;
    assert!(page.has("委托发出了"), "{}", page.text());
    assert!(
        page.has("零陵区演示小吃店（示例） 委托 张演示 代为办理"),
        "{}",
        page.text()
    );

    let mut agent = city.enter("zhang-yanshi").await;
    assert!(
        agent
            .open("/my/mandates")
            .await
            .has("零陵区演示小吃店（示例）")
    );
    assert!(agent.open("/my/acting").await.has("受委托，全部事项"));
    let sub = [
        ("principal", firm_text.as_str()),
        ("agent", "13800000002"),
        fields[2],
        fields[3],
    ];
    let page_3 = agent.open("/my/mandates").await;
    let page_3 = agent.press(&page_3, "发出委托", &sub).await;
    assert!(page_3.has("受托人不能转托"), "{}", page_3.text());

    let page = boss.open("/my/mandates").await;
    boss.press(&page, "收回委托", &[]).await;
    assert!(!agent.open("/my/acting").await.has("零陵区演示小吃店"));
}

#[rstest]
fn a_mandate_counts_for_its_items_and_its_time_only(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = City::start(engine);
    let (agent, firm) = (
        Who::Account(city.account("yang-daiban")),
        city.firm("xiaoxiang-food"),
    );
    let acting = |city: &City| {
        city.store
            .read_blocking(move |reader| Ok(reader.actor(agent)?.acts_for(firm).cloned()))
            .unwrap()
    };
    let items = acting(&city).unwrap().items;
    assert_eq!(items, ["YZ-017-0001", "YZ-025-0001", "YZ-018-0001"]);
    city.store.clock().set(noon().plus_seconds(200 * 86_400));
    assert_eq!(acting(&city), None, "after its last day");
    city.store.clock().set(kernel::Timestamp::in_city(
        jiff::civil::date(2021, 5, 31),
        12,
        0,
    ));
    assert_eq!(acting(&city), None, "before its first day");
}

#[rstest]
fn a_rebuild_gives_the_same_rows(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let city = City::start(engine);
    city.verify();
    let known = city
        .store
        .read_blocking(|reader| Ok(reader.reference.get::<Staff>().all().count()))
        .unwrap();
    assert!(known > 150, "{known}");
}
