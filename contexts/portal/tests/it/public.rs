//! Pages for everybody: search first, no number that no record gives, no link that leads nowhere.

use crate::toy::city;
use portal::{CityFacts, site};
use rstest::rstest;
use std::collections::BTreeSet;
use testkit::Engine::{self, Postgres, Sqlite};

/// Pages of other contexts that this release has; the whole house is walked by its own test.
const ELSEWHERE: [&str; 10] = [
    "/items",
    "/my/cases",
    "/query",
    "/sign-in",
    "/sign-out",
    "/prefs",
    "/my/mandates",
    "/my/acting",
    "/apply",
    "/assets",
];

#[rstest]
#[tokio::test]
async fn search_comes_first_and_leads_to_the_items(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = city(engine);
    let page = city.stranger().open("/").await;
    assert_eq!(page.h1(), "想办什么事？");
    assert!(page.body.contains("action=\"/items\""));
    assert!(
        page.has("逸云路 1 号（示例）"),
        "an address of a sample says so"
    );
}

#[rstest]
#[tokio::test]
async fn a_city_without_cases_prints_no_percentage(#[values(Sqlite, Postgres)] engine: Engine) {
    let city = city(engine);
    let page = city.stranger().open("/").await;
    assert!(page.has("0 ÷ 0 件") && page.has("—"), "{}", page.text());
    assert!(!page.has("100 %") && !page.has("0.00"), "{}", page.text());
}

#[rstest]
#[tokio::test]
async fn every_link_of_the_public_pages_leads_to_a_page(#[values(Sqlite)] engine: Engine) {
    let city = city(engine);
    let facts = CityFacts::yongzhou().unwrap();
    let frame = site(&facts);
    let mut links: BTreeSet<String> = frame
        .foot
        .iter()
        .flat_map(|group| &group.items)
        .map(|item| item.href.to_string())
        .collect();
    links.extend(
        frame
            .nav
            .iter()
            .chain(&frame.tabs)
            .map(|item| item.href.to_string()),
    );
    let mut stranger = city.stranger();
    for path in [
        "/",
        "/help",
        "/sitemap",
        "/about/accessibility",
        "/about/privacy",
        "/about/releases",
        "/figures",
    ] {
        let page = stranger.open(path).await;
        assert_eq!(page.status, 200, "{path}");
        links.extend(page.links());
    }
    let is_ours = |href: &&String| {
        href.starts_with('/')
            && !ELSEWHERE.iter().any(|path| href.starts_with(path))
            && !href.starts_with("/my")
    };
    for href in links.iter().filter(is_ours) {
        let (path, anchor) = href.split_once('#').unwrap_or((href, ""));
        let page = stranger.open(path).await;
        assert_eq!(page.status, 200, "{href}");
        assert!(
            anchor.is_empty() || page.body.contains(&format!("id=\"{anchor}\"")),
            "{href} has no such place"
        );
    }
}

#[rstest]
#[tokio::test]
async fn every_page_is_said_in_both_languages(#[values(Sqlite)] engine: Engine) {
    let city = city(engine);
    let missing = city.app.words.missing();
    assert!(missing.is_empty(), "{missing:?}");
    let mut stranger = city.stranger();
    for path in [
        "/",
        "/help",
        "/sitemap",
        "/about/accessibility",
        "/about/privacy",
        "/about/releases",
    ] {
        for lang in ["zh-CN", "en"] {
            let page = stranger.open(&format!("{path}?lang={lang}")).await;
            assert!(
                !page.text().contains("portal-"),
                "{path} in {lang}: {}",
                page.text()
            );
        }
    }
}

#[rstest]
#[tokio::test]
async fn a_phone_can_install_the_portal(#[values(Sqlite)] engine: Engine) {
    let city = city(engine);
    let page = city.stranger().open("/").await;
    assert!(page.body.contains("rel=\"manifest\""));
    let manifest = city.stranger().open("/manifest.webmanifest").await;
    assert_eq!(manifest.json()["start_url"], "/");
    let icon = manifest.json()["icons"][0]["src"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(city.stranger().open(&icon).await.status, 200);
}
