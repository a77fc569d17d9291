//! A visitor: a small browser without a script. Goes through the front door (the whole router),
//! keeps cookies, follows redirects, fills in forms as they stand on the page.

use axum::Router;
use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use scraper::{ElementRef, Html, Selector};
use std::collections::BTreeMap;
use tower::ServiceExt as _;

/// Somebody with a cookie jar.
#[derive(Clone, Debug)]
pub struct Visitor {
    router: Router,
    cookies: BTreeMap<String, String>,
    /// Sent with each request: a token of a program, a forwarded address.
    pub headers: Vec<(String, String)>,
}

/// What came back, after redirects.
#[derive(Clone, Debug)]
pub struct Page {
    pub status: StatusCode,
    /// Address that it was found at.
    pub path: String,
    pub content_type: String,
    pub headers: BTreeMap<String, String>,
    pub body: String,
    pub bytes: Vec<u8>,
}

/// A file to attach to a form.
#[derive(Clone, Debug)]
pub struct Attachment {
    pub field: String,
    pub name: String,
    pub bytes: Vec<u8>,
}

impl Attachment {
    /// The smallest thing that is really a PDF.
    pub fn pdf(field: &str, name: &str) -> Self {
        Self {
            field: field.into(),
            name: name.into(),
            bytes: b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
                .to_vec(),
        }
    }
}

impl Visitor {
    pub fn new(router: Router) -> Self {
        Self {
            router,
            cookies: BTreeMap::new(),
            headers: Vec::new(),
        }
    }

    /// The same router, nobody signed in.
    #[must_use]
    pub fn stranger(&self) -> Self {
        Self::new(self.router.clone())
    }

    /// Carries a cookie from now on: a sign-in that the test made by hand.
    pub fn carry(&mut self, name: &str, value: &str) {
        self.cookies.insert(name.to_owned(), value.to_owned());
    }

    /// Opens an address and follows redirects.
    pub async fn open(&mut self, path: &str) -> Page {
        self.go(Method::GET, path, None, Vec::new()).await
    }

    /// Posts JSON, as a program does.
    pub async fn post_json(&mut self, path: &str, key: &str, body: &serde_json::Value) -> Page {
        self.send(
            Method::POST,
            path,
            Some("application/json".into()),
            body.to_string().into_bytes(),
            &[("idempotency-key".into(), key.into())],
        )
        .await
    }

    /// Posts fields that no page asked for.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let body = serde_html_form::to_string(fields).unwrap();
        let kind = "application/x-www-form-urlencoded".to_owned();
        self.go(Method::POST, path, Some(kind), body.into_bytes())
            .await
    }

    /// Fills in the form that has this button and presses it. Fields that are not named keep what
    /// the page shows.
    pub async fn press(&mut self, page: &Page, button: &str, fields: &[(&str, &str)]) -> Page {
        self.press_with(page, button, fields, &[]).await
    }

    pub async fn press_with(
        &mut self,
        page: &Page,
        button: &str,
        fields: &[(&str, &str)],
        files: &[Attachment],
    ) -> Page {
        let form = page.form(button);
        let mut values = form.values;
        for (name, _) in fields {
            values.retain(|(field, _)| field != name);
        }
        values.extend(
            fields
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        );
        if !form.is_post {
            let query = serde_html_form::to_string(&values).unwrap();
            let path = form.action.split('?').next().unwrap_or_default();
            return self.open(&format!("{path}?{query}")).await;
        }
        if form.is_multipart {
            let (kind, body) = multipart(&values, files);
            return self.go(Method::POST, &form.action, Some(kind), body).await;
        }
        let body = serde_html_form::to_string(&values).unwrap();
        let kind = "application/x-www-form-urlencoded".to_owned();
        self.go(Method::POST, &form.action, Some(kind), body.into_bytes())
            .await
    }

    /// Sends files to an address, as the chooser's own form does.
    pub async fn upload(&mut self, path: &str, files: &[Attachment]) -> Page {
        let (kind, body) = multipart(&[], files);
        self.go(Method::POST, path, Some(kind), body).await
    }

    async fn go(
        &mut self,
        method: Method,
        path: &str,
        kind: Option<String>,
        body: Vec<u8>,
    ) -> Page {
        let mut page = self.send(method, path, kind, body, &[]).await;
        for _ in 0..10 {
            if !page.status.is_redirection() {
                return page;
            }
            let to = page.headers.get("location").cloned().unwrap_or_default();
            page = self.send(Method::GET, &to, None, Vec::new(), &[]).await;
        }
        panic!("too many redirects at {}", page.path);
    }

    /// One request, without following.
    pub async fn send(
        &mut self,
        method: Method,
        path: &str,
        kind: Option<String>,
        body: Vec<u8>,
        headers: &[(String, String)],
    ) -> Page {
        let bare = path.split('#').next().unwrap_or_default();
        let mut request = Request::builder()
            .method(method)
            .uri(bare)
            .header(header::HOST, "yimen.test")
            .header("sec-fetch-site", "same-origin");
        for (name, value) in self.headers.iter().chain(headers) {
            request = request.header(name, value);
        }
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        if !self.cookies.is_empty() {
            let jar: Vec<String> = self
                .cookies
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            request = request.header(header::COOKIE, jar.join("; "));
        }
        let response = self
            .router
            .clone()
            .oneshot(request.body(Body::from(body)).unwrap())
            .await
            .unwrap();
        let status = response.status();
        let mut found = BTreeMap::new();
        for (name, value) in response.headers() {
            let value = value.to_str().unwrap_or_default();
            if name == header::SET_COOKIE {
                self.keep_cookie(value);
            }
            found.insert(name.as_str().to_owned(), value.to_owned());
        }
        let bytes = axum::body::to_bytes(response.into_body(), 64 * 1024 * 1024)
            .await
            .unwrap();
        Page {
            status,
            path: bare.to_owned(),
            content_type: found.get("content-type").cloned().unwrap_or_default(),
            headers: found,
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes: bytes.to_vec(),
        }
    }

    fn keep_cookie(&mut self, cookie: &str) {
        let pair = cookie.split(';').next().unwrap_or_default();
        if let Some((name, value)) = pair.split_once('=') {
            if value.is_empty() {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }

    /// Forgets the sign-in, as a browser whose session ran out.
    pub fn forget(&mut self) {
        self.cookies.clear();
    }
}

struct FormOnPage {
    action: String,
    is_post: bool,
    is_multipart: bool,
    values: Vec<(String, String)>,
}

fn select(selector: &str) -> Selector {
    Selector::parse(selector).expect("a selector")
}

fn text_of(element: ElementRef<'_>) -> String {
    element
        .text()
        .collect::<Vec<_>>()
        .join(" ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

impl Page {
    fn html(&self) -> Html {
        Html::parse_document(&self.body)
    }

    /// All words of the page's main part, blanks collapsed.
    pub fn text(&self) -> String {
        let html = self.html();
        let main = select("main");
        html.select(&main)
            .next()
            .map_or_else(|| text_of(html.root_element()), text_of)
    }

    pub fn title(&self) -> String {
        self.html()
            .select(&select("title"))
            .next()
            .map(text_of)
            .unwrap_or_default()
    }

    pub fn h1(&self) -> String {
        self.html()
            .select(&select("h1"))
            .next()
            .map(text_of)
            .unwrap_or_default()
    }

    pub fn has(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// The value beside a term: `<dt>承诺截止</dt><dd>…</dd>`.
    pub fn fact(&self, term: &str) -> String {
        let html = self.html();
        for dt in html.select(&select("dt")) {
            if text_of(dt) == term {
                let mut next = dt.next_siblings();
                if let Some(dd) = next.find_map(ElementRef::wrap) {
                    return text_of(dd);
                }
            }
        }
        panic!("no `{term}` on {}:\n{}", self.path, self.text());
    }

    /// Address of the link with these words.
    pub fn link(&self, words: &str) -> String {
        self.find_link(words)
            .unwrap_or_else(|| panic!("no link `{words}` on {}:\n{}", self.path, self.text()))
    }

    pub fn find_link(&self, words: &str) -> Option<String> {
        let html = self.html();
        let links = select("a[href]");
        let mut partial = None;
        for link in html.select(&links) {
            let text = text_of(link);
            if text == words {
                return link.attr("href").map(str::to_owned);
            }
            if partial.is_none() && text.contains(words) {
                partial = link.attr("href").map(str::to_owned);
            }
        }
        partial
    }

    /// All addresses that links lead to.
    pub fn links(&self) -> Vec<String> {
        self.html()
            .select(&select("a[href]"))
            .filter_map(|link| link.attr("href").map(str::to_owned))
            .collect()
    }

    pub fn has_button(&self, words: &str) -> bool {
        self.html()
            .select(&select("form button"))
            .any(|button| text_of(button).contains(words) && button.attr("aria-disabled").is_none())
    }

    /// JSON of an answer to a program.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|error| panic!("{} is not JSON ({error}): {}", self.path, self.body))
    }

    fn form(&self, button: &str) -> FormOnPage {
        let html = self.html();
        let buttons = select("button, input[type=submit]");
        let find = |is_exact: bool| {
            html.select(&select("form")).find_map(|form| {
                form.select(&buttons)
                    .find(|found| {
                        let text = text_of(*found);
                        if is_exact {
                            text == button
                        } else {
                            text.contains(button)
                        }
                    })
                    .map(|pressed| (form, pressed))
            })
        };
        let Some((form, pressed)) = find(true).or_else(|| find(false)) else {
            panic!("no button `{button}` on {}:\n{}", self.path, self.text());
        };
        let mut values = fields_of(form);
        if let Some(name) = pressed.attr("name") {
            values.push((
                name.to_owned(),
                pressed.attr("value").unwrap_or_default().to_owned(),
            ));
        }
        let action = pressed
            .attr("formaction")
            .or_else(|| form.attr("action"))
            .unwrap_or_default();
        FormOnPage {
            action: if action.is_empty() {
                self.path.clone()
            } else {
                action.to_owned()
            },
            is_post: form
                .attr("method")
                .is_some_and(|method| method.eq_ignore_ascii_case("post")),
            is_multipart: form.attr("enctype") == Some("multipart/form-data"),
            values,
        }
    }
}

/// What the form would send as it stands.
fn fields_of(form: ElementRef<'_>) -> Vec<(String, String)> {
    let mut values = Vec::new();
    for field in form.select(&select("input[name], textarea[name], select[name]")) {
        let name = field.attr("name").unwrap_or_default().to_owned();
        if field.attr("disabled").is_some() {
            continue;
        }
        match (field.value().name(), field.attr("type").unwrap_or("text")) {
            ("input", "radio" | "checkbox") => {
                if field.attr("checked").is_some() {
                    values.push((name, field.attr("value").unwrap_or("on").to_owned()));
                }
            }
            ("input", "file" | "submit" | "button" | "image") => {}
            ("input", _) => values.push((name, field.attr("value").unwrap_or_default().to_owned())),
            ("textarea", _) => values.push((name, field.text().collect())),
            _ => {
                let options = select("option");
                let chosen = field
                    .select(&options)
                    .find(|option| option.attr("selected").is_some())
                    .or_else(|| field.select(&options).next());
                if let Some(option) = chosen {
                    let value = option
                        .attr("value")
                        .map_or_else(|| text_of(option), str::to_owned);
                    values.push((name, value));
                }
            }
        }
    }
    values
}

fn multipart(values: &[(String, String)], files: &[Attachment]) -> (String, Vec<u8>) {
    let boundary = "yimen-test-boundary";
    let mut body = Vec::new();
    for (name, value) in values {
        body.extend_from_slice(
            format!(
                "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            )
            .as_bytes(),
        );
    }
    for file in files {
        body.extend_from_slice(
            format!(
                "--{boundary}\r\nContent-Disposition: form-data; name=\"{}\"; filename=\"{}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n",
                file.field, file.name
            )
            .as_bytes(),
        );
        body.extend_from_slice(&file.bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
    (format!("multipart/form-data; boundary={boundary}"), body)
}
