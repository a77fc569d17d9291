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
            // The order in which a day is typed hangs on it.
            .env("LANGUAGE", "en_US")
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

/// A control by its name; of radios and hidden fields there are several.
fn field_named(name: &str) -> String {
    format!("//*[@name='{name}' and not(@type='hidden') and not(@type='radio')]")
}

fn figure_named(name: &str) -> String {
    format!("//*[normalize-space(.)='{name}']/following-sibling::a[1]")
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

    pub(crate) async fn sees_all(&self, all: &[&str]) {
        for words in all {
            self.sees(words).await;
        }
    }

    pub(crate) async fn does_not_see(&self, words: &str) {
        let text = self.text().await;
        let at = self.path().await;
        assert!(!text.contains(words), "`{words}` is on {at}:\n{text}");
    }

    /// Whether the page's script has run: it says so on the root.
    pub(crate) async fn has_script(&self) -> bool {
        let root = self.find("/html").await;
        let class = root.attr("class").await.unwrap().unwrap_or_default();
        class.split(' ').any(|name| name == "js")
    }

    async fn find(&self, xpath: &str) -> Element {
        if let Ok(element) = self.client.find(Locator::XPath(xpath)).await {
            return element;
        }
        let (at, text) = (self.path().await, self.text().await);
        panic!("no {xpath} on {at}:\n{text}");
    }

    /// The value beside a term: `<dt>查询码</dt><dd>…</dd>`.
    pub(crate) async fn fact(&self, term: &str) -> String {
        let value = format!("//dt[normalize-space(.)='{term}']/following-sibling::dd[1]");
        let text = self.find(&value).await.text().await.unwrap();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The words of the table row with these words.
    pub(crate) async fn row(&self, words: &str) -> String {
        let row = format!("//tr[contains(normalize-space(.), '{words}')]");
        let text = self.find(&row).await.text().await.unwrap();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub(crate) async fn typed(&self, name: &str) -> String {
        let field = self.find(&field_named(name)).await;
        field.prop("value").await.unwrap().unwrap_or_default()
    }

    pub(crate) async fn fill(&self, name: &str, value: &str) {
        let field = self.find(&field_named(name)).await;
        field.clear().await.unwrap();
        field.send_keys(value).await.unwrap();
    }

    /// A day `2021-09-30`, typed into the browser's own control in the order of its language.
    pub(crate) async fn fill_day(&self, name: &str, day: &str) {
        let [year, month, date] = day.split('-').collect::<Vec<_>>()[..] else {
            panic!("{day} is no day");
        };
        self.fill(name, &format!("{month}{date}{year}")).await;
        assert_eq!(self.typed(name).await, day, "the day of {name}");
    }

    /// Ticks a radio or a box by its value.
    pub(crate) async fn choose(&self, name: &str, value: &str) {
        let option = format!("//input[@name='{name}' and @value='{value}']");
        self.find(&option).await.click().await.unwrap();
    }

    /// Ticks a radio or a box by the words beside it.
    pub(crate) async fn choose_by_words(&self, words: &str) {
        let label = format!("//label[contains(normalize-space(.), '{words}')]");
        self.find(&label).await.click().await.unwrap();
    }

    /// Ticks the box in the table row with these words.
    pub(crate) async fn pick_row(&self, words: &str) {
        let box_in_row =
            format!("//tbody/tr[contains(normalize-space(.), '{words}')]//input[@type='checkbox']");
        self.find(&box_in_row).await.click().await.unwrap();
    }

    /// Chooses from a list the option that has these words.
    pub(crate) async fn select(&self, name: &str, words: &str) {
        let option =
            format!("//select[@name='{name}']/option[contains(normalize-space(.), '{words}')]");
        self.find(&option).await.click().await.unwrap();
    }

    pub(crate) async fn attach(&self, name: &str, file: &Path) {
        let field = format!("//input[@type='file' and @name='{name}']");
        let file = file.display().to_string();
        self.find(&field).await.send_keys(&file).await.unwrap();
    }

    pub(crate) async fn press(&self, words: &str) {
        let exact = format!("//main//button[normalize-space(.)='{words}']");
        let about = format!("//button[contains(normalize-space(.), '{words}')]");
        let button = match self.client.find(Locator::XPath(&exact)).await {
            Ok(button) => button,
            Err(_) => self.find(&about).await,
        };
        self.go_by(button).await;
    }

    /// Presses the button of the form that has this field.
    pub(crate) async fn press_beside(&self, field: &str, words: &str) {
        let button = format!(
            "//*[@name='{field}']/ancestor::form[1]//button[contains(normalize-space(.), '{words}')]"
        );
        self.go_by(self.find(&button).await).await;
    }

    /// Follows a link that the window of a desk shows; what is for phones only is not there.
    pub(crate) async fn follow(&self, words: &str) {
        let link = format!(
            "//main//a[contains(normalize-space(.), '{words}')]\
             [not(ancestor::*[contains(@class, 'only-phone')])]"
        );
        self.go_by(self.find(&link).await).await;
    }

    /// The value of a figure, by its name; and the way behind it.
    pub(crate) async fn figure(&self, name: &str) -> String {
        let value = self.find(&figure_named(name)).await.text().await.unwrap();
        value.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    pub(crate) async fn open_figure(&self, name: &str) {
        self.go_by(self.find(&figure_named(name)).await).await;
    }

    /// Clicks what leads to another page, and is there when this returns. The driver may answer
    /// before the browser has begun to leave.
    async fn go_by(&self, way: Element) {
        let before = self.root().await;
        way.click().await.unwrap();
        for _ in 0..400 {
            let now = self.root().await;
            if now.is_some() && now != before && self.is_whole().await {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(25)).await;
        }
        panic!(
            "the press leads nowhere from {}:\n{}",
            self.path().await,
            self.text().await
        );
    }

    /// The driver's name for the root of the page: another for each page.
    async fn root(&self) -> Option<String> {
        let root = self.client.find(Locator::Css("html")).await.ok()?;
        Some(root.element_id().to_string())
    }

    /// The end of the page has come. The driver may ask where the page itself may run nothing.
    async fn is_whole(&self) -> bool {
        let state = self
            .client
            .execute("return document.readyState", Vec::new());
        state.await.is_ok_and(|state| state == "complete")
    }

    /// Opens what is folded.
    pub(crate) async fn unfold(&self, words: &str) {
        let summary = format!("//details/summary[contains(normalize-space(.), '{words}')]");
        self.find(&summary).await.click().await.unwrap();
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
