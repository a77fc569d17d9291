//! Against a real provider (`scripts/oidc-provider.mjs`), whose address `scripts/test` puts into
//! `YIMEN_OIDC_URL`. Without the variable these tests have nothing to talk to and say so.

use crate::city::{City, blocking};
use admin::{OidcError, OidcSettings, configure_oidc};
use axum::http::{Method, StatusCode};
use openidconnect::reqwest;
use rstest::rstest;
use testkit::{Engine, Page, Visitor};

fn provider() -> Option<String> {
    let url = std::env::var("YIMEN_OIDC_URL")
        .ok()
        .filter(|url| !url.is_empty());
    if url.is_none() {
        eprintln!("YIMEN_OIDC_URL is not set: no identity provider, nothing tested");
    }
    url
}

fn settings(issuer: &str) -> OidcSettings {
    OidcSettings {
        name: contracts::item::Text {
            zh: "统一身份认证（测试）".into(),
            en: "Identity provider (test)".into(),
        },
        issuer: issuer.into(),
        client_id: "yimen".into(),
        client_secret: "a secret for tests only".into(),
        name_claim: "name".into(),
        identity_claim: "id_card".into(),
    }
}

fn with_provider(engine: Engine, issuer: &str) -> City {
    let city = City::start(engine);
    let store = city.store.clone();
    blocking(|| configure_oidc(&store, Some(&settings(issuer))).unwrap());
    city
}

/// A browser at the provider: follows its redirects with its cookies until it leads back to us.
async fn sign_in_there(address: &str, who: &str) -> String {
    let http = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap();
    let mut jar: Vec<(String, String)> = Vec::new();
    let mut next = format!("{address}&login_hint={who}");
    for _ in 0..10 {
        let cookies: Vec<String> = jar
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let answer = http
            .get(&next)
            .header("cookie", cookies.join("; "))
            .send()
            .await
            .unwrap();
        for cookie in answer.headers().get_all("set-cookie") {
            let pair = cookie.to_str().unwrap().split(';').next().unwrap();
            let (name, value) = pair.split_once('=').unwrap();
            jar.retain(|(known, _)| known != name);
            jar.push((name.to_owned(), value.to_owned()));
        }
        let location = answer
            .headers()
            .get("location")
            .map(|to| to.to_str().unwrap().to_owned());
        let status = answer.status();
        let Some(location) = location else {
            panic!(
                "the provider answers {status}: {}",
                answer.text().await.unwrap()
            );
        };
        if let Some(path) = location.strip_prefix("http://yimen.test") {
            return path.to_owned();
        }
        next = reqwest::Url::parse(&next)
            .unwrap()
            .join(&location)
            .unwrap()
            .to_string();
    }
    panic!("the provider never leads back");
}

/// Presses the provider's link, signs in there, and comes back.
async fn through(visitor: &mut Visitor, who: &str) -> Page {
    let page = visitor.open("/sign-in?next=%2Faccount").await;
    let link = page.link("统一身份认证（测试）");
    let left = visitor
        .send(Method::GET, &link, None, Vec::new(), &[])
        .await;
    assert_eq!(left.status, StatusCode::SEE_OTHER, "{}", left.text());
    let back = sign_in_there(&left.headers["location"], who).await;
    visitor.open(&back).await
}

#[rstest]
#[tokio::test]
async fn a_verified_person_gets_an_account_and_the_same_one_the_next_time(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(url) = provider() else { return };
    let city = with_provider(engine, &url);
    for _ in 0..2 {
        let page = through(&mut city.stranger(), "new-person").await;
        assert_eq!(page.fact("姓名"), "周演示", "{}", page.text());
        assert!(page.has("统一身份认证"));
    }
    let (accounts, store) = (1, city.store.clone());
    let found = blocking(|| {
        store
            .read_blocking(|reader| reader.look_up("identity-number", "430204199203150015", 5))
            .unwrap()
    });
    assert_eq!(found.len(), accounts);
}

#[rstest]
#[tokio::test]
async fn a_person_whom_the_city_knows_keeps_his_account(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(url) = provider() else { return };
    let city = with_provider(engine, &url);
    let page = through(&mut city.stranger(), "known-person").await;
    assert_eq!(page.fact("账号"), "zhang-yanshi", "{}", page.text());
}

#[rstest]
#[tokio::test]
async fn without_a_verified_number_nobody_is_signed_in(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(url) = provider() else { return };
    let city = with_provider(engine, &url);
    let page = through(&mut city.stranger(), "not-verified").await;
    assert!(page.has("没有给出实名信息"), "{}", page.text());
}

#[rstest]
#[tokio::test]
async fn an_answer_counts_once_and_in_the_browser_that_asked_only(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let Some(url) = provider() else { return };
    let city = with_provider(engine, &url);
    let mut asker = city.stranger();
    let left = asker
        .send(
            Method::GET,
            "/sign-in/provider?next=%2Faccount",
            None,
            Vec::new(),
            &[],
        )
        .await;
    let back = sign_in_there(&left.headers["location"], "new-person").await;
    let stolen = city.stranger().open(&back).await;
    assert!(stolen.has("不是从这个浏览器发起的"), "{}", stolen.text());
    assert_eq!(asker.open(&back).await.h1(), "我的账户");
    asker.forget();
    assert_eq!(
        asker.open(&back).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[tokio::test]
async fn a_provider_that_is_away_is_said_so_and_passwords_still_work() {
    let city = with_provider(Engine::Sqlite, "http://127.0.0.1:9");
    let mut visitor = city.stranger();
    let page = visitor.open("/sign-in/provider").await;
    assert_eq!(page.status, StatusCode::BAD_GATEWAY);
    assert!(page.has("现在连不上"), "{}", page.text());
    city.enter("clerk-1").await;
}

#[test]
fn a_provider_without_tls_is_refused() {
    let city = City::start(Engine::Sqlite);
    let refused = configure_oidc(&city.store, Some(&settings("http://id.example.org")));
    assert!(matches!(refused, Err(OidcError::NotOnTls(_))));
}
