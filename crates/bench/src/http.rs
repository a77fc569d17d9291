//! A client of HTTP/1.1 that costs little beside the server it measures: one connection kept open,
//! one buffer, no redirects followed.

use anyhow::{Context as _, bail, ensure};
use std::collections::BTreeMap;
use std::net::SocketAddr;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

/// Somebody with a connection and a cookie jar.
#[derive(Debug)]
pub(crate) struct Client {
    server: SocketAddr,
    stream: Option<TcpStream>,
    cookies: BTreeMap<String, String>,
    /// Sent with each request, as `name: value` lines.
    pub(crate) headers: String,
    buffer: Vec<u8>,
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// Bytes on the wire, head included.
    pub(crate) wire: usize,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(found, _)| found == name)
            .map(|(_, value)| value.as_str())
    }

    /// The body as text, unpacked if it came packed.
    pub(crate) fn text(&self) -> anyhow::Result<String> {
        if self.header("content-encoding") == Some("gzip") {
            let mut text = String::new();
            std::io::Read::read_to_string(
                &mut flate2::read::GzDecoder::new(self.body.as_slice()),
                &mut text,
            )?;
            return Ok(text);
        }
        Ok(String::from_utf8_lossy(&self.body).into_owned())
    }

    pub(crate) fn json(&self) -> anyhow::Result<serde_json::Value> {
        let text = self.text()?;
        serde_json::from_str(&text).with_context(|| format!("not JSON: {text}"))
    }
}

impl Client {
    pub(crate) fn new(server: SocketAddr) -> Self {
        Self {
            server,
            stream: None,
            cookies: BTreeMap::new(),
            headers: String::new(),
            buffer: Vec::with_capacity(64 * 1024),
        }
    }

    /// Somebody else with the same sign-in.
    #[must_use]
    pub(crate) fn twin(&self) -> Self {
        Self {
            server: self.server,
            stream: None,
            cookies: self.cookies.clone(),
            headers: self.headers.clone(),
            buffer: Vec::with_capacity(64 * 1024),
        }
    }

    /// The cookies, as a request carries them.
    pub(crate) fn jar(&self) -> String {
        self.cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect::<Vec<_>>()
            .join("; ")
    }

    pub(crate) async fn get(&mut self, path: &str) -> anyhow::Result<Answer> {
        self.send("GET", path, "", b"").await
    }

    pub(crate) async fn post_form(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
    ) -> anyhow::Result<Answer> {
        let body = fields
            .iter()
            .map(|(name, value)| format!("{}={}", percent(name), percent(value)))
            .collect::<Vec<_>>()
            .join("&");
        let head =
            "content-type: application/x-www-form-urlencoded\r\nsec-fetch-site: same-origin\r\n";
        self.send("POST", path, head, body.as_bytes()).await
    }

    pub(crate) async fn post_json(
        &mut self,
        path: &str,
        key: &str,
        body: &serde_json::Value,
    ) -> anyhow::Result<Answer> {
        let head = format!(
            "content-type: application/json\r\nidempotency-key: {key}\r\nsec-fetch-site: same-origin\r\n"
        );
        self.send("POST", path, &head, body.to_string().as_bytes())
            .await
    }

    /// One request; a connection that the server has closed meanwhile is opened again.
    pub(crate) async fn send(
        &mut self,
        method: &str,
        path: &str,
        head: &str,
        body: &[u8],
    ) -> anyhow::Result<Answer> {
        let jar = self.jar();
        let cookie = if jar.is_empty() {
            String::new()
        } else {
            format!("cookie: {jar}\r\n")
        };
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nhost: {}\r\naccept-encoding: gzip\r\ncontent-length: {}\r\n{cookie}{head}{}\r\n",
            self.server,
            body.len(),
            self.headers,
        )
        .into_bytes();
        request.extend_from_slice(body);
        let was_open = self.stream.is_some();
        let answer = match self.exchange(&request).await {
            Err(_) if was_open => {
                self.stream = None;
                self.exchange(&request).await
            }
            answer => answer,
        };
        match answer {
            Ok(answer) => {
                self.keep_cookies(&answer);
                Ok(answer)
            }
            Err(error) => {
                self.stream = None;
                Err(error)
            }
        }
    }

    async fn exchange(&mut self, request: &[u8]) -> anyhow::Result<Answer> {
        if self.stream.is_none() {
            let stream = TcpStream::connect(self.server).await?;
            stream.set_nodelay(true)?;
            self.stream = Some(stream);
            self.buffer.clear();
        }
        let stream = self.stream.as_mut().context("no connection")?;
        stream.write_all(request).await?;
        self.buffer.clear();
        let end = loop {
            if let Some(at) = find(&self.buffer, b"\r\n\r\n") {
                break at + 4;
            }
            read_more(stream, &mut self.buffer).await?;
        };
        let (status, headers) = head_of(&self.buffer[..end])?;
        let find_header = |name: &str| {
            headers
                .iter()
                .find(|(found, _)| found == name)
                .map(|(_, value)| value.as_str())
        };
        let (body, used) = if find_header("transfer-encoding") == Some("chunked") {
            let mut body = Vec::new();
            let mut at = end;
            loop {
                let line = loop {
                    if let Some(n) = find(&self.buffer[at..], b"\r\n") {
                        break at + n;
                    }
                    read_more(stream, &mut self.buffer).await?;
                };
                let size =
                    usize::from_str_radix(std::str::from_utf8(&self.buffer[at..line])?.trim(), 16)?;
                while self.buffer.len() < line + 2 + size + 2 {
                    read_more(stream, &mut self.buffer).await?;
                }
                body.extend_from_slice(&self.buffer[line + 2..line + 2 + size]);
                at = line + 2 + size + 2;
                if size == 0 {
                    break (body, at);
                }
            }
        } else {
            let length: usize = match find_header("content-length") {
                Some(length) => length.parse()?,
                None if matches!(status, 204 | 304) => 0,
                None => bail!("an answer without length"),
            };
            while self.buffer.len() < end + length {
                read_more(stream, &mut self.buffer).await?;
            }
            (self.buffer[end..end + length].to_vec(), end + length)
        };
        if find_header("connection") == Some("close") {
            self.stream = None;
        }
        Ok(Answer {
            status,
            headers,
            body,
            wire: used,
        })
    }

    fn keep_cookies(&mut self, answer: &Answer) {
        for (name, value) in &answer.headers {
            if name == "set-cookie"
                && let Some((cookie, value)) = value
                    .split(';')
                    .next()
                    .and_then(|pair| pair.split_once('='))
            {
                if value.is_empty() {
                    self.cookies.remove(cookie);
                } else {
                    self.cookies.insert(cookie.to_owned(), value.to_owned());
                }
            }
        }
    }
}

async fn read_more(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> anyhow::Result<()> {
    ensure!(stream.read_buf(buffer).await? > 0, "the server hung up");
    Ok(())
}

fn head_of(head: &[u8]) -> anyhow::Result<(u16, Vec<(String, String)>)> {
    let head = String::from_utf8_lossy(head);
    let mut lines = head.split("\r\n");
    let status = lines
        .next()
        .and_then(|line| line.split(' ').nth(1))
        .context("no status")?
        .parse()?;
    let headers = lines
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
        .collect();
    Ok((status, headers))
}

fn find(text: &[u8], what: &[u8]) -> Option<usize> {
    text.windows(what.len()).position(|found| found == what)
}

/// Percent-encoding of everything but letters and digits.
pub(crate) fn percent(text: &str) -> String {
    use std::fmt::Write as _;
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
