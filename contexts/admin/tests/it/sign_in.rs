use crate::city::{City, PASSWORD, blocking};
use admin::totp_code;
use axum::http::StatusCode;
use rstest::rstest;
use testkit::{Engine, Page, Visitor};

async fn try_in(visitor: &mut Visitor, login: &str, password: &str) -> Page {
    let page = visitor.open("/sign-in?next=%2Faccount").await;
    let fields = [("login", login), ("password", password)];
    visitor.press(&page, "登录", &fields).await
}

/// The manual key on the page of the second factor.
fn key_on(page: &Page) -> String {
    let text = page.text();
    let after = text.split("密钥：").nth(1).unwrap();
    after
        .chars()
        .filter(|c| !c.is_whitespace())
        .take_while(char::is_ascii_alphanumeric)
        .take(32)
        .collect()
}

#[rstest]
#[tokio::test]
async fn the_right_password_lets_in_and_signing_out_lets_out(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = City::start(engine);
    let mut clerk = city.enter("clerk-1").await;
    let page = clerk.open("/account").await;
    assert_eq!(page.fact("姓名"), "赵演示");
    assert!(page.has("这里"));
    clerk.press(&page, "退出", &[]).await;
    assert!(clerk.open("/account").await.path.starts_with("/sign-in"));
}

#[rstest]
#[tokio::test]
async fn an_unknown_login_and_a_wrong_password_get_the_same_answer(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = City::start(engine);
    city.set_password("clerk-1");
    let mut visitor = city.stranger();
    for round in 1..=6 {
        let known = try_in(&mut visitor, "clerk-1", "wrong horse 1").await;
        let unknown = try_in(&mut visitor, "clerk-0", "wrong horse 1").await;
        let expected = if round <= 5 {
            StatusCode::UNPROCESSABLE_ENTITY
        } else {
            StatusCode::TOO_MANY_REQUESTS
        };
        assert_eq!(
            (known.status, unknown.status),
            (expected, expected),
            "round {round}"
        );
        assert_eq!(known.text(), unknown.text());
        assert!(
            !known.body.contains("wrong horse 1"),
            "a password never comes back"
        );
    }
}

#[tokio::test]
async fn an_unknown_login_takes_as_long_as_a_wrong_password() {
    let city = City::start(Engine::Sqlite);
    city.set_password("clerk-1");
    let mut visitor = city.stranger();
    let mut fastest = [std::time::Duration::MAX; 2];
    for _ in 0..4 {
        for (login, fastest) in ["clerk-1", "clerk-0"].into_iter().zip(&mut fastest) {
            let started = std::time::Instant::now();
            try_in(&mut visitor, login, "wrong horse 1").await;
            *fastest = started.elapsed().min(*fastest);
        }
    }
    let [known, unknown] = fastest;
    assert!(
        unknown * 2 > known && known * 2 > unknown,
        "{known:?} {unknown:?}"
    );
}

#[rstest]
#[tokio::test]
async fn a_strangers_failures_do_not_lock_the_owner_out_of_a_browser_he_has_used(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = City::start(engine);
    city.set_password("clerk-1");
    let mut clerk = city.stranger();
    let page = try_in(&mut clerk, "clerk-1", PASSWORD).await;
    assert_eq!(page.h1(), "我的账户");
    assert!(!page.has("登录没有成功"), "nothing to tell");
    city.store.clock().set(crate::city::noon().plus_seconds(60));

    let mut stranger = city.stranger();
    for _ in 0..5 {
        try_in(&mut stranger, "clerk-1", "wrong horse 1").await;
    }
    let locked = try_in(&mut stranger, "clerk-1", PASSWORD).await;
    assert_eq!(locked.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(clerk.open("/account").await.h1(), "我的账户", "still in");

    clerk.press(&page, "退出", &[]).await;
    let told = try_in(&mut clerk, "clerk-1", PASSWORD).await;
    assert!(told.has("有 5 次登录没有成功"), "{}", told.text());
    assert_eq!(told.link("知道了，继续"), "/account");

    // His own failures in his own browser count as ever.
    let page = clerk.open("/account").await;
    clerk.press(&page, "退出", &[]).await;
    for _ in 0..5 {
        try_in(&mut clerk, "clerk-1", "wrong horse 1").await;
    }
    let own = try_in(&mut clerk, "clerk-1", PASSWORD).await;
    assert_eq!(own.status, StatusCode::TOO_MANY_REQUESTS);
}

#[rstest]
#[tokio::test]
async fn signing_out_everywhere_makes_other_browsers_strange_again(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = City::start(engine);
    city.set_password("clerk-1");
    let (mut old, mut new) = (city.stranger(), city.stranger());
    try_in(&mut old, "clerk-1", PASSWORD).await;
    let page = try_in(&mut new, "clerk-1", PASSWORD).await;
    new.press(&page, "在别处全部退出", &[]).await;
    let mut stranger = city.stranger();
    for _ in 0..5 {
        try_in(&mut stranger, "clerk-1", "wrong horse 1").await;
    }
    let refused = try_in(&mut old, "clerk-1", PASSWORD).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
}

#[rstest]
#[tokio::test]
async fn five_failures_lock_the_login_for_a_quarter_of_an_hour_and_no_other(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = City::start(engine);
    city.set_password("clerk-1");
    let mut visitor = city.stranger();
    for _ in 0..5 {
        try_in(&mut visitor, "clerk-1", "wrong horse 1").await;
    }
    let locked = try_in(&mut visitor, "CLERK-1 ", PASSWORD).await;
    assert_eq!(locked.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(locked.has("09:15"), "{}", locked.text());
    city.enter("clerk-2").await;
    city.store
        .clock()
        .set(crate::city::noon().plus_seconds(15 * 60));
    let open = try_in(&mut visitor, "clerk-1", PASSWORD).await;
    assert_eq!(open.h1(), "我的账户");
}

#[rstest]
#[tokio::test]
async fn staff_of_a_real_city_set_up_a_second_factor_before_they_are_in(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = City::real(engine);
    city.set_password("clerk-1");
    let mut clerk = city.stranger();
    let page = try_in(&mut clerk, "clerk-1", PASSWORD).await;
    assert_eq!(page.h1(), "设第二重验证");
    assert!(
        clerk.open("/account").await.path.starts_with("/sign-in"),
        "not in yet"
    );
    let page = clerk.open("/sign-in/enrol").await;
    let wrong = clerk.press(&page, "确认", &[("code", "000000")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let key = key_on(&page);
    let code = totp_code(&key, city.store.now());
    let page = clerk.press(&page, "确认", &[("code", &code)]).await;
    assert_eq!(page.h1(), "我的账户");
    assert!(!page.has_button("关掉第二重验证"));
    let refused = clerk
        .post("/account/second-factor/remove", &[("key", "0123456789")])
        .await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);

    // The next time it asks for the digits, and a spent code is none.
    let mut again = city.stranger();
    let page = try_in(&mut again, "clerk-1", PASSWORD).await;
    assert_eq!(page.h1(), "输入六位数字");
    let spent = again.press(&page, "登录", &[("code", &code)]).await;
    assert_eq!(spent.status, StatusCode::UNPROCESSABLE_ENTITY);
    city.store.clock().set(crate::city::noon().plus_seconds(60));
    let code = totp_code(&key, city.store.now());
    let page = again.press(&page, "登录", &[("code", &code)]).await;
    assert_eq!(page.h1(), "我的账户");
}

#[rstest]
#[tokio::test]
async fn the_first_administrator_has_a_one_time_code_and_must_set_a_password(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = City::start(engine);
    let store = city.store.clone();
    // The pack has administrators already: another one is not made from the command line.
    let refused = blocking(|| admin::first_admin(&store, "boss"));
    assert!(matches!(refused, Err(admin::FirstAdminError::ThereIsOne)));
    let code = blocking(|| {
        admin::first_administrator(&store, "admin-audit", admin::Administrator::Audit).unwrap()
    });
    let mut audit = city.stranger();
    let page = try_in(&mut audit, "admin-audit", &code).await;
    assert_eq!(page.h1(), "设自己的口令");
    let weak = audit
        .press(
            &page,
            "保存口令",
            &[("password-new", "short"), ("password-again", "short")],
        )
        .await;
    assert!(weak.has("请至少写 10 个字符"));
    let fields = [("password-new", PASSWORD), ("password-again", PASSWORD)];
    let page = audit.press(&page, "保存口令", &fields).await;
    assert_eq!(page.h1(), "我的账户");
    let spent = try_in(&mut city.stranger(), "admin-audit", &code).await;
    assert_eq!(spent.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[rstest]
#[tokio::test]
async fn a_one_time_code_runs_out_after_a_day(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = City::start(engine);
    let store = city.store.clone();
    let code = blocking(|| {
        admin::first_administrator(&store, "admin-security", admin::Administrator::Security)
            .unwrap()
    });
    city.store
        .clock()
        .set(crate::city::noon().plus_seconds(24 * 3600));
    let late = try_in(&mut city.stranger(), "admin-security", &code).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[rstest]
#[tokio::test]
async fn the_way_on_never_leaves_the_house(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = City::start(engine);
    city.set_password("clerk-1");
    let mut clerk = city.stranger();
    let page = clerk.open("/sign-in?next=https%3A%2F%2Fevil.test%2F").await;
    let page = clerk
        .press(
            &page,
            "登录",
            &[("login", "clerk-1"), ("password", PASSWORD)],
        )
        .await;
    assert!(page.path.starts_with('/'), "{}", page.path);
}

#[rstest]
#[tokio::test]
async fn a_changed_password_signs_out_everywhere_else(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = City::start(engine);
    let (mut here, mut there) = (city.enter("clerk-1").await, city.enter("clerk-1").await);
    let page = here.open("/account/password").await;
    let fields = [
        ("password", PASSWORD),
        ("password-new", "another horse 2"),
        ("password-again", "another horse 2"),
    ];
    let page = here.press(&page, "保存口令", &fields).await;
    assert!(page.has("口令改好了"), "{}", page.text());
    assert!(there.open("/account").await.path.starts_with("/sign-in"));
    let old = try_in(&mut city.stranger(), "clerk-1", PASSWORD).await;
    assert_eq!(old.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[rstest]
#[tokio::test]
async fn who_represents_a_firm_chooses_for_whom_he_acts(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = City::start(engine);
    city.set_password("chen-xuni");
    let mut person = city.stranger();
    let page = try_in(&mut person, "chen-xuni", PASSWORD).await;
    assert_eq!(page.h1(), "选替谁办");
    assert!(page.has("我是法定代表人"));
    let firm = city.firm("xiaoxiang-food").to_string();
    let page = person
        .press(&page, "就替这一位办", &[("party", &firm)])
        .await;
    assert_eq!(page.path, "/account");
    let page = person.open("/my/acting").await;
    assert!(
        page.body.contains(&format!("value=\"{firm}\" checked")),
        "the choice stays"
    );
    let other = city.firm("lingling-snack").to_string();
    let page = person
        .press(&page, "就替这一位办", &[("party", &other)])
        .await;
    assert!(page.has("请选一位"), "{}", page.text());
}
