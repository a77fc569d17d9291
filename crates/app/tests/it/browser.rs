//! A real browser: Chromium through its driver, one window per person.

use fantoccini::elements::Element;
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::json;
use std::net::{SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use testkit::City;

/// The driver's process; ends with the test.
#[derive(Debug)]
pub(crate) struct Driver {
    child: Child,
    port: u16,
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

impl Driver {
    pub(crate) async fn start() -> Self {
        let port = free_port();
        let child = Command::new("chromedriver")
            .arg(format!("--port={port}"))
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver is installed: scripts/test does it");
        let driver = Self { child, port };
        for _ in 0..200 {
            if tokio::net::TcpStream::connect(("127.0.0.1", port))
                .await
                .is_ok()
            {
                return driver;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        panic!("chromedriver does not listen");
    }

    /// A window of its own, with or without JavaScript.
    pub(crate) async fn person(&self, site: SocketAddr, has_script: bool) -> Person {
        let script = if has_script { 1 } else { 2 };
        let capabilities = json!({
            "goog:chromeOptions": {
                "binary": "/usr/bin/chromium",
                "args": [
                    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                    "--disable-background-networking", "--disable-component-update", "--disable-sync",
                    "--window-size=1440,1200", "--lang=zh-CN",
                ],
                "prefs": { "profile.managed_default_content_settings.javascript": script },
            },
        });
        let client = ClientBuilder::new(hyper_util::client::legacy::connect::HttpConnector::new())
            .capabilities(capabilities.as_object().unwrap().clone())
            .connect(&format!("http://127.0.0.1:{}", self.port))
            .await
            .expect("Chromium starts");
        Person {
            client,
            site: format!("http://{site}"),
        }
    }
}

/// Serves the city's router on loopback.
pub(crate) async fn serve(city: &City) -> SocketAddr {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = city
        .router
        .clone()
        .into_make_service_with_connect_info::<SocketAddr>();
    tokio::spawn(async move { axum::serve(listener, service).await });
    address
}

/// Somebody at a browser.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    client: Client,
    site: String,
}

impl Person {
    pub(crate) async fn open(&self, path: &str) {
        self.client
            .goto(&format!("{}{path}", self.site))
            .await
            .unwrap();
    }

    pub(crate) async fn path(&self) -> String {
        let url = self.client.current_url().await.unwrap();
        url.path().to_owned()
    }

    /// All words on the page as a person sees them.
    pub(crate) async fn text(&self) -> String {
        let body = self.client.find(Locator::Css("body")).await.unwrap();
        body.text().await.unwrap()
    }

    pub(crate) async fn sees(&self, words: &str) {
        let text = self.text().await;
        assert!(
            text.contains(words),
            "`{words}` is not on {}:\n{text}",
            self.path().await
        );
    }

    async fn find(&self, xpath: &str) -> Element {
        match self.client.find(Locator::XPath(xpath)).await {
            Ok(element) => element,
            Err(_) => panic!(
                "no {xpath} on {}:\n{}",
                self.path().await,
                self.text().await
            ),
        }
    }

    pub(crate) async fn fill(&self, name: &str, value: &str) {
        let field = self
            .find(&format!(
                "//*[@name='{name}' and not(@type='hidden') and not(@type='radio')]"
            ))
            .await;
        field.clear().await.unwrap();
        field.send_keys(value).await.unwrap();
    }

    pub(crate) async fn choose(&self, name: &str, value: &str) {
        let option = self
            .find(&format!("//input[@name='{name}' and @value='{value}']"))
            .await;
        option.click().await.unwrap();
    }

    pub(crate) async fn attach(&self, name: &str, file: &Path) {
        let field = self
            .find(&format!("//input[@type='file' and @name='{name}']"))
            .await;
        field.send_keys(&file.display().to_string()).await.unwrap();
    }

    pub(crate) async fn press(&self, words: &str) {
        let exact = format!("//main//button[normalize-space(.)='{words}']");
        let about = format!("//button[contains(normalize-space(.), '{words}')]");
        let button = match self.client.find(Locator::XPath(&exact)).await {
            Ok(button) => button,
            Err(_) => self.find(&about).await,
        };
        button.click().await.unwrap();
    }

    pub(crate) async fn follow(&self, words: &str) {
        let link = self
            .find(&format!("//a[contains(normalize-space(.), '{words}')]"))
            .await;
        link.click().await.unwrap();
    }

    pub(crate) async fn sign_in(&self, login: &str, password: &str) {
        self.open("/sign-in").await;
        self.fill("login", login).await;
        self.fill("password", password).await;
        self.press("登录").await;
        assert_ne!(
            self.path().await,
            "/sign-in",
            "{login} signs in:\n{}",
            self.text().await
        );
    }

    pub(crate) async fn leave(self) {
        self.client.close().await.unwrap();
    }
}
