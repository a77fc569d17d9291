//! Applying online: the person’s own words are never lost, and one application becomes one case.

use crate::city::{
    APPLICANT, DRAINAGE, DRAINS, FIRM, GO_ON, NARROW_AGENT, ON_PROMISE, STRANGER, agent, begin,
    case_of, events, fill_in, hygiene_code, sign_in, start, to_the_overview, upload,
};
use axum::http::StatusCode;
use jiff::civil::date;
use rstest::rstest;
use testkit::{Attachment, Engine};

#[rstest]
#[tokio::test]
async fn an_application_becomes_a_case_with_a_number_and_a_code(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = start(engine, date(2021, 9, 17));
    let mut visitor = agent(&city).await;
    let materials = fill_in(&mut visitor).await;
    assert_eq!(materials.h1(), "上传材料");
    // What an authority issues is looked up, and what hangs on an answer is not asked for.
    assert!(materials.has("不用您交，我们去查 营业执照或事业单位法人证书"));
    assert!(!materials.has("自动监测设备安装证明"));
    let overview = to_the_overview(&mut visitor, &materials).await;
    assert_eq!(overview.h1(), "核对并提交");
    assert!(overview.has("市政污水管"));
    let sent = visitor.press(&overview, "提交申请", &[]).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.text());
    assert!(sent.has("办件号 431100 210917 017 "), "{}", sent.text());
    assert_eq!(sent.fact("查询码").len(), 6);
    assert!(sent.has("最晚 9 月 26 日（周日）"), "{}", sent.text());
    assert_eq!(events(&city, case_of(&sent)).await, ["cases.submitted"]);
    // The draft is gone, the case is in the list.
    let list = visitor.open("/my/cases").await;
    assert!(!list.has("没填完的草稿"));
    assert!(list.has("已提交"));
    city.verify();
}

#[rstest]
#[tokio::test]
async fn a_wrong_answer_is_told_at_its_field_and_everything_typed_stays(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = start(engine, date(2021, 9, 17));
    let mut visitor = agent(&city).await;
    let page = begin(&mut visitor).await;
    let typed = [
        ("f-contact-name", "李文"),
        ("f-contact-phone", "1390000123"),
        ("f-business-address", ""),
    ];
    let page = visitor.press(&page, GO_ON, &typed).await;
    assert!(page.title().starts_with("出错："), "{}", page.title());
    assert!(page.has("有 2 处要改"));
    assert!(page.body.contains("value=\"1390000123\""));
    assert!(page.body.contains("value=\"李文\""));
    assert!(page.has("请核对“经办人手机号码”"));
    assert!(page.has("请填写“经营场所地址”"));
    // Mended, it goes on.
    let page = visitor.press(&page, GO_ON, APPLICANT).await;
    assert_eq!(page.h1(), "排水情况");
    let page = visitor.press(&page, GO_ON, &[("f-bore", "DN两百")]).await;
    assert!(page.has("请填写“最大的排放口口径”，只写数字"));
    assert!(page.body.contains("DN两百"));
    assert!(page.has("请选择“污水排到哪里？”"));
}

#[rstest]
#[tokio::test]
async fn a_credit_code_that_the_city_holds_cannot_be_typed_over(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = start(engine, date(2021, 9, 17));
    let mut visitor = agent(&city).await;
    let page = begin(&mut visitor).await;
    assert!(page.body.contains("91431100MA4L000110"));
    assert!(page.has("来自市场主体登记信息，2021-09-17 09:00 取得"));
    let forged = [&[("f-uscc", "91330100799655058B")], APPLICANT].concat();
    let page = visitor.press(&page, GO_ON, &forged).await;
    let base = page.path.replace("/form/drainage", "/check");
    let overview = visitor.open(&base).await;
    assert!(overview.has("91431100MA4L000110"));
    // If it is wrong in the register, the applicant can say so and type his own.
    let wrong = visitor
        .open(&page.path.replace("/form/drainage", "/held/uscc"))
        .await;
    let page = visitor.press(&wrong, "这次我自己填", &[]).await;
    let page = visitor
        .press(&page, GO_ON, &[("f-uscc", "91330100799655058C")])
        .await;
    assert!(page.has("请核对“统一社会信用代码”"), "{}", page.text());
    let page = visitor
        .press(&page, GO_ON, &[("f-uscc", "91330100799655058B")])
        .await;
    assert_eq!(page.h1(), "排水情况");
}

#[rstest]
#[tokio::test]
async fn a_file_that_is_not_what_its_name_says_is_not_taken(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = start(engine, date(2021, 9, 17));
    let mut visitor = agent(&city).await;
    let materials = fill_in(&mut visitor).await;
    let program = Attachment {
        field: "files".into(),
        name: "图纸.pdf".into(),
        bytes: b"MZ this is a program".to_vec(),
    };
    let good = Attachment::pdf("files", "../../检测 报告.pdf");
    let page = upload(&mut visitor, &materials, "drawings", &[program, good]).await;
    assert!(page.has("“图纸.pdf”没有收"), "{}", page.text());
    assert!(page.has("改文件名也不行"));
    // The good one beside it was taken, under a name without folders.
    assert!(page.has("检测 报告.pdf"));
    assert!(!page.body.contains("../"));
    // It comes back to its owner to be saved, never to be shown.
    let file = visitor.open(&page.link("检测 报告.pdf")).await;
    assert_eq!(file.status, StatusCode::OK);
    assert!(file.bytes.starts_with(b"%PDF"));
    assert!(file.headers["content-disposition"].starts_with("attachment"));
    assert_eq!(file.headers["x-content-type-options"], "nosniff");
    let mut stranger = sign_in(&city, STRANGER, None).await;
    assert_eq!(
        stranger.open(&file.path).await.status,
        StatusCode::NOT_FOUND
    );
    let page = visitor.press(&page, "删除 检测 报告.pdf", &[]).await;
    assert!(!page.has("检测 报告.pdf"));
}

#[rstest]
#[tokio::test]
async fn pressing_twice_files_once(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let city = start(engine, date(2021, 9, 17));
    let mut visitor = agent(&city).await;
    let materials = fill_in(&mut visitor).await;
    let overview = to_the_overview(&mut visitor, &materials).await;
    let other_tab = visitor.open(&overview.path).await;
    let first = visitor.press(&overview, "提交申请", &[]).await;
    let again = visitor.press(&overview, "提交申请", &[]).await;
    let other = visitor.press(&other_tab, "提交申请", &[]).await;
    assert_eq!(again.path, first.path);
    assert_eq!(other.path, first.path);
    assert_eq!(events(&city, case_of(&first)).await.len(), 1);
    let list = visitor.open("/my/cases").await;
    assert!(list.has("本页 1 件"), "{}", list.text());
}

#[rstest]
#[tokio::test]
async fn an_agent_files_nothing_outside_his_mandate(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    // 行政许可法 art. 29.
    let city = start(engine, date(2021, 9, 17));
    let mut visitor = sign_in(&city, NARROW_AGENT, Some(FIRM)).await;
    let page = visitor.open(&format!("/apply/{DRAINAGE}")).await;
    assert!(page.has("您的委托不包括这件事"), "{}", page.text());
    assert!(!page.has_button("开始填写"));
    let key = [("key", "0000000000000001"), ("party", "201")];
    let forced = visitor.post(&format!("/apply/{DRAINAGE}"), &key).await;
    assert_eq!(forced.status, StatusCode::UNPROCESSABLE_ENTITY);
    // A person cannot file what is for firms.
    let key = [("key", "0000000000000002"), ("party", "102")];
    let forced = visitor.post(&format!("/apply/{DRAINAGE}"), &key).await;
    assert_eq!(forced.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[rstest]
#[tokio::test]
async fn a_sign_in_that_ran_out_in_the_middle_loses_nothing(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = start(engine, date(2021, 9, 17));
    let mut visitor = agent(&city).await;
    let page = begin(&mut visitor).await;
    let signed_in = std::mem::take(&mut visitor.headers);
    let out = visitor.press(&page, GO_ON, APPLICANT).await;
    assert_eq!(out.status, StatusCode::UNAUTHORIZED);
    assert!(out.has("登录已到期"));
    let way = out.link("重新登录");
    let (_, back) = way.split_once('=').unwrap();
    let back = back
        .replace("%2F", "/")
        .replace("%3F", "?")
        .replace("%3D", "=")
        .replace("%2D", "-");
    visitor.headers = signed_in;
    let page = visitor.open(&back).await;
    assert!(
        page.body.contains("value=\"李文\""),
        "{back}\n{}",
        page.text()
    );
    assert!(page.has("您填的内容都在下面"));
    assert!(!page.title().starts_with("出错"), "nothing is wrong in it");
    let page = visitor.press(&page, GO_ON, &[]).await;
    assert_eq!(page.h1(), "排水情况");
}

#[rstest]
#[tokio::test]
async fn a_draft_is_kept_half_filled_and_taken_up_where_it_was_left(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = start(engine, date(2021, 9, 17));
    let mut visitor = agent(&city).await;
    let page = begin(&mut visitor).await;
    let half = [("f-contact-name", "李文"), ("do", "later")];
    let list = visitor.press(&page, GO_ON, &half).await;
    assert!(list.has("草稿已存好"));
    let again = visitor.open(&list.link("城镇污水排入排水管网许可")).await;
    assert_eq!(again.h1(), "申请单位");
    assert!(again.body.contains("value=\"李文\""));
    // Nobody else finds it; after thirty days it is gone.
    let mut stranger = sign_in(&city, STRANGER, None).await;
    assert_eq!(
        stranger.open(&again.path).await.status,
        StatusCode::NOT_FOUND
    );
    city.set_clock(date(2021, 10, 18), 9, 0);
    let mut visitor = agent(&city).await;
    assert_eq!(
        visitor.open(&again.path).await.status,
        StatusCode::NOT_FOUND
    );
}

#[rstest]
#[tokio::test]
async fn two_tabs_on_one_page_are_shown_both_answers(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = start(engine, date(2021, 9, 17));
    let mut visitor = agent(&city).await;
    let one = begin(&mut visitor).await;
    let two = visitor.open(&one.path).await;
    visitor.press(&one, GO_ON, APPLICANT).await;
    let other = [&[("f-contact-name", "王芳")], &APPLICANT[1..]].concat();
    let both = visitor.press(&two, GO_ON, &other).await;
    assert_eq!(both.status, StatusCode::CONFLICT);
    assert!(both.has("王芳") && both.has("李文"), "{}", both.text());
    let page = visitor.press(&both, "用我填的", &[]).await;
    assert_eq!(page.h1(), "排水情况");
    let first = visitor.open(&one.path).await;
    assert!(first.body.contains("王芳"));
}

#[rstest]
#[tokio::test]
async fn the_script_saves_without_a_press_and_disturbs_nothing(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = start(engine, date(2021, 9, 17));
    let mut visitor = agent(&city).await;
    let page = begin(&mut visitor).await;
    let seen = [("f-contact-name", "李文"), ("page", "x"), ("seen", "0")];
    let saved = visitor
        .post(&format!("{}/autosave", page.path), &seen)
        .await;
    assert_eq!(saved.status, StatusCode::NO_CONTENT);
    let shown = visitor.open(&page.path).await;
    assert!(shown.body.contains("value=\"李文\""));
    // Another tab that had been opened before does not save over it in silence.
    let late = [("f-contact-name", "王芳"), ("page", "y"), ("seen", "0")];
    let late = visitor
        .post(&format!("{}/autosave", page.path), &late)
        .await;
    assert_eq!(late.status, StatusCode::CONFLICT);
}

#[rstest]
#[tokio::test]
async fn a_draft_keeps_its_version_and_says_that_the_item_changed(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = start(engine, date(2021, 10, 29));
    let mut visitor = agent(&city).await;
    let page = begin(&mut visitor).await;
    assert!(!page.has("有更新"));
    // The second version is in force from 1 November.
    city.set_clock(date(2021, 11, 2), 9, 0);
    let mut visitor = agent(&city).await;
    let page = visitor.open(&page.path).await;
    assert!(page.has("这件事在您开始填写以后有更新"), "{}", page.text());
    let page = visitor.press(&page, GO_ON, APPLICANT).await;
    let page = visitor.press(&page, GO_ON, DRAINS).await;
    let page = visitor
        .press(&page, GO_ON, &[("f-result-way", "electronic")])
        .await;
    let overview = to_the_overview(&mut visitor, &page).await;
    let sent = visitor.press(&overview, "提交申请", &[]).await;
    assert!(sent.has("申请已提交"), "{}", sent.text());
}

#[rstest]
#[tokio::test]
async fn a_question_counts_only_where_its_condition_holds(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = start(engine, date(2021, 9, 17));
    let mut visitor = agent(&city).await;
    let page = begin(&mut visitor).await;
    let page = visitor.press(&page, GO_ON, APPLICANT).await;
    let polluter = [&DRAINS[..4], &[("f-is-key-polluter", "yes")]].concat();
    let page = visitor.press(&page, GO_ON, &polluter).await;
    let page = visitor
        .press(&page, GO_ON, &[("f-result-way", "post")])
        .await;
    assert!(page.has("请填写“收件地址”"), "{}", page.text());
    let way = [("f-result-way", "post"), ("f-post-address", "湘永路 12 号")];
    let materials = visitor.press(&page, GO_ON, &way).await;
    assert!(materials.has("自动监测设备安装证明"));
}

#[rstest]
#[tokio::test]
async fn what_is_missing_does_not_stop_an_application(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    // 行政许可法 art. 32(4): what is missing is told once, afterwards.
    let city = start(engine, date(2021, 9, 17));
    let mut visitor = agent(&city).await;
    let materials = fill_in(&mut visitor).await;
    let page = visitor.press(&materials, GO_ON, &[]).await;
    let overview = visitor.press(&page, GO_ON, &[("electronic", "no")]).await;
    assert!(overview.has("还缺 2 份材料"), "{}", overview.text());
    let sent = visitor.press(&overview, "提交申请", &[]).await;
    assert!(sent.has("申请已提交"));
}

#[rstest]
#[tokio::test]
async fn nothing_is_chosen_in_advance_where_the_choice_has_weight(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = start(engine, date(2021, 9, 17));
    let mut visitor = agent(&city).await;
    let start = visitor.open(&format!("/apply/{ON_PROMISE}")).await;
    let page = visitor.press(&start, "开始填写", &[("party", "201")]).await;
    let base = page.path.split("/form/").next().unwrap_or_default();
    let promise = visitor.open(&format!("{base}/promise")).await;
    assert!(
        !promise.body.contains("checked"),
        "no way is chosen for him"
    );
    assert!(promise.has("20 个工作日内核查"));
    let page = visitor.press(&promise, GO_ON, &[]).await;
    assert!(page.has("请选择用哪种方式办"));
    let page = visitor.press(&page, GO_ON, &[("promise", "yes")]).await;
    assert!(page.has("请上传签好的承诺书"));
    let service = visitor.open(&format!("{base}/service")).await;
    assert!(!service.body.contains("checked"));
    let page = visitor.press(&service, GO_ON, &[]).await;
    assert!(page.has("请选择是否同意电子送达"));
}

#[rstest]
#[tokio::test]
async fn a_promise_that_the_form_asks_for_is_not_asked_for_twice(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = start(engine, date(2021, 9, 17));
    let mut visitor = agent(&city).await;
    let start = visitor.open(&format!("/apply/{}", hygiene_code())).await;
    let page = visitor.press(&start, "开始填写", &[("party", "201")]).await;
    assert!(!page.has("告知承诺 未填"), "{}", page.text());
    let base = page
        .path
        .split("/form/")
        .next()
        .unwrap_or_default()
        .to_owned();
    let way = visitor.open(&page.link("办理方式")).await;
    let later = [("f-by-promise", "yes"), ("do", "later")];
    visitor.press(&way, GO_ON, &later).await;
    let promise = visitor.open(&format!("{base}/promise")).await;
    assert!(
        !promise.has("要用告知承诺的方式办吗？"),
        "{}",
        promise.text()
    );
    let page = visitor.press(&promise, GO_ON, &[]).await;
    assert!(page.has("请上传签好的承诺书"), "{}", page.text());
}

#[rstest]
#[tokio::test]
async fn the_whole_way_is_there_in_english(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = start(engine, date(2021, 9, 17));
    let mut visitor = agent(&city).await;
    let start = visitor.open(&format!("/apply/{DRAINAGE}?lang=en")).await;
    assert!(start.has("Who is applying?"), "{}", start.text());
    let page = visitor.press(&start, "Start", &[("party", "201")]).await;
    let page = visitor.open(&format!("{}?lang=en", page.path)).await;
    assert!(page.has("Step 1 of 6"), "{}", page.text());
    assert!(
        !page.text().contains("cases-"),
        "every key has its words: {}",
        page.text()
    );
}

#[rstest]
#[tokio::test]
async fn who_has_not_signed_in_is_led_to_the_door_and_back(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = start(engine, date(2021, 9, 17));
    let mut visitor = city.stranger();
    let answer = visitor
        .send(
            axum::http::Method::GET,
            &format!("/apply/{DRAINAGE}"),
            None,
            Vec::new(),
            &[],
        )
        .await;
    assert!(answer.status.is_redirection());
    assert!(answer.headers["location"].starts_with("/sign-in?"));
    // The start page must not tell a firm's agent from a stranger by more than its words.
    let mut stranger = sign_in(&city, STRANGER, None).await;
    let page = stranger.open(&format!("/apply/{DRAINAGE}")).await;
    assert!(page.has("这件事由单位申请"));
}
