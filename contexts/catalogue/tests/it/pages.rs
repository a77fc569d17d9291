//! What people see of the catalogue.

use crate::city::{self, Look, start, start_with};
use axum::http::Method;
use catalogue::app::{ImportSource, import_csv};
use kernel::AreaCode;
use rstest::rstest;
use store::Who;
use testkit::Engine;

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn a_guide_shows_both_limits_and_every_way_to_apply(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = start(engine).await;
    let mut visitor = city.stranger();
    let page = visitor.open("/items/YZ-017-0001").await;
    assert_eq!(page.status, 200);
    page.shows("我们承诺</span>")
        .shows("10 个工作日")
        .shows("法律规定")
        .shows("20 个工作日");
    page.shows("《城镇排水与污水处理条例》（国务院令第641号）第二十一条");
    page.shows("网上、窗口、邮寄，由您选")
        .shows("也可以带材料到窗口办");
    page.shows("标出每个排放口的口径和去向")
        .shows("免提交")
        .shows("href=\"/apply/YZ-017-0001\"");
    page.shows("“有隔油池、沉淀池之类的预处理设施吗”选“是”的才交");
    let english = visitor.open("/items/YZ-017-0001?lang=en").await;
    english
        .shows("Permit to discharge sewage")
        .shows("We promise")
        .shows("20 working days");
    english
        .shows("1 original")
        .lacks("原件 1 份")
        .lacks("[catalogue");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ground_that_nobody_filled_in_says_so() {
    let mut files = city::item_files();
    for (_, text) in &mut files {
        *text = without_basis(text);
    }
    let city = start_with(Engine::Sqlite, files).await;
    let mut visitor = city.stranger();
    visitor
        .open("/items/YZ-025-0001")
        .await
        .shows("演示，未填")
        .lacks("第三十五条");
    visitor
        .open("/items/YZ-025-0001?lang=en")
        .await
        .shows("Demo, not filled in");
}

/// The file without its legal ground.
fn without_basis(text: &str) -> String {
    let Some(start) = text.find("\nbasis = [\n") else {
        return text.to_owned();
    };
    let Some(length) = text[start..].find("\n]\n") else {
        return text.to_owned();
    };
    format!("{}{}", &text[..start], &text[start + length + 2..])
}

#[tokio::test(flavor = "multi_thread")]
async fn every_item_of_the_demo_city_has_a_guide_in_both_languages() {
    let city = start(Engine::Sqlite).await;
    let mut visitor = city.stranger();
    let (items, _) = catalogue::app::read_items(&city::item_files());
    for (_, body) in items {
        for lang in ["zh-CN", "en"] {
            let address = format!("/items/{}?lang={lang}", body.code);
            let page = visitor.open(&address).await;
            assert_eq!(page.status, 200, "{address}");
            page.lacks("[catalogue").lacks("[web");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_call_it_leads_to_the_guide_and_nonsense_to_a_person() {
    let city = start(Engine::Sqlite).await;
    let mut visitor = city.stranger();
    let page = visitor.open("/items?q=%E5%BC%80%E9%A5%AD%E5%BA%97").await;
    page.shows("href=\"/items/YZ-025-0001\"")
        .shows("<b>开饭店</b>");
    let page = visitor.open("/items?q=zzzzzz").await;
    page.shows("12345").shows("href=\"/items\"");
    visitor
        .open("/items?q=%3Cscript%3E")
        .await
        .lacks("<script>");
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_the_list_lead_to_all_items_and_back() {
    let city = start(Engine::Sqlite).await;
    let mut visitor = city.stranger();
    let mut address = Some("/items".to_owned());
    let mut seen = Vec::new();
    let mut pages = 0;
    while let Some(path) = address {
        let page = visitor.open(&path).await;
        seen.extend(page.links_to("/items/YZ-"));
        address = page.link_with("rel=\"next\"");
        pages += 1;
    }
    let count = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!((pages, seen.len(), count), (3, 43, 43));
    let theme = visitor.open("/items?theme=firm-food").await;
    theme.shows("YZ-025-0001").lacks("YZ-102-0001");
    visitor
        .open("/items?who=firm&after=zzz")
        .await
        .shows("这里没有在用的事项");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_code_is_not_found() {
    let city = start(Engine::Sqlite).await;
    let mut visitor = city.stranger();
    for path in [
        "/items/YZ-nothing",
        "/samples/511602",
        "/samples/x",
        "/api/v1/items/none",
    ] {
        assert_eq!(visitor.open(path).await.status, 404, "{path}");
    }
}

#[rstest]
#[tokio::test(flavor = "multi_thread")]
async fn another_place_s_list_is_marked_and_never_mixed_in(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let city = start(engine).await;
    let mut visitor = city.stranger();
    let store = city.store.clone();
    tokio::task::spawn_blocking(move || {
        let bytes = std::fs::read(city::folder("data/samples/guangan-catalogue.csv")).unwrap();
        let source = ImportSource {
            file: "guangan-catalogue.csv".into(),
            area: AreaCode(511_602),
        };
        import_csv(&store, Who::System, &bytes, &source).unwrap();
    })
    .await
    .unwrap();
    let page = visitor.open("/samples/511602").await;
    page.shows("不是本市的事项")
        .shows("四川省广安市广安区")
        .lacks("/apply/");
    let next = page.link_with("rel=\"next\"").unwrap();
    let second = visitor.open(&next).await;
    let back = second.link_with("rel=\"prev\"").unwrap();
    assert_eq!(back, "/samples/511602");
    visitor
        .open("/samples")
        .await
        .shows("511602")
        .shows("1,135");
    visitor.open("/items?q=%E4%B8%AD%E8%81%8C%E5%92%8C%E6%9C%AC%E4%B8%93%E7%A7%91%E5%BB%BA%E6%A1%A3%E7%AB%8B%E5%8D%A1").await.lacks("建档立卡特别资助");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_program_gets_items_with_a_tag_and_nothing_twice() {
    let city = start(Engine::Sqlite).await;
    let mut visitor = city.stranger();
    let page = visitor.open("/api/v1/items/YZ-025-0001").await;
    let tag = page.headers["etag"].clone();
    page.shows("\"legal_limit\":{\"days\":20,\"unit\":\"working\"}");
    let known = [("if-none-match".to_owned(), tag)];
    let path = "/api/v1/items/YZ-025-0001";
    let again = visitor
        .send(Method::GET, path, None, Vec::new(), &known)
        .await;
    assert_eq!((again.status.as_u16(), again.body.as_str()), (304, ""));
    let list = visitor.open("/api/v1/items?limit=2").await;
    list.shows("\"next\":\"").shows("\"items\":[");
    assert_eq!(visitor.open("/api/v1/items?limit=x").await.status, 400);
    visitor.open("/api/v1/items?q=KTV").await.shows("YZ-204-");
}
