//! The smallest HTTP client: one request, one connection, so that a broken one is seen as such.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// A server answers within its own patience or not at all.
const PATIENCE: Duration = Duration::from_secs(30);

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: String,
}

impl Answer {
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.body).unwrap_or_default()
    }
}

pub(crate) fn get(address: SocketAddr, path: &str) -> std::io::Result<Answer> {
    send(address, &format!("GET {path} HTTP/1.1\r\n"), b"")
}

/// The same as somebody with this token.
pub(crate) fn get_as(address: SocketAddr, path: &str, token: &str) -> std::io::Result<Answer> {
    let head = format!("GET {path} HTTP/1.1\r\nauthorization: Bearer {token}\r\n");
    send(address, &head, b"")
}

/// A form of a page.
pub(crate) fn post_form(
    address: SocketAddr,
    path: &str,
    token: &str,
    fields: &str,
) -> std::io::Result<Answer> {
    let head = format!(
        "POST {path} HTTP/1.1\r\nauthorization: Bearer {token}\r\n\
         content-type: application/x-www-form-urlencoded\r\n"
    );
    send(address, &head, fields.as_bytes())
}

pub(crate) fn post(
    address: SocketAddr,
    path: &str,
    token: &str,
    key: &str,
    body: &serde_json::Value,
) -> std::io::Result<Answer> {
    let head = format!(
        "POST {path} HTTP/1.1\r\nauthorization: Bearer {token}\r\nidempotency-key: {key}\r\n\
         content-type: application/json\r\n"
    );
    send(address, &head, body.to_string().as_bytes())
}

/// The file that is uploaded for this content.
pub(crate) fn file_of(content: &str) -> String {
    format!("%PDF-1.4\n{content}\n%%EOF\n")
}

/// Uploads one PDF.
pub(crate) fn upload(
    address: SocketAddr,
    path: &str,
    token: &str,
    content: &str,
) -> std::io::Result<Answer> {
    let head = format!(
        "POST {path} HTTP/1.1\r\nauthorization: Bearer {token}\r\n\
         content-type: multipart/form-data; boundary=between\r\n"
    );
    let file = file_of(content);
    let body = format!(
        "--between\r\ncontent-disposition: form-data; name=\"files\"; filename=\"a.pdf\"\r\n\
         content-type: application/pdf\r\n\r\n{file}\r\n--between--\r\n"
    );
    send(address, &head, body.as_bytes())
}

fn send(address: SocketAddr, head: &str, body: &[u8]) -> std::io::Result<Answer> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let length = body.len();
    let head =
        format!("{head}host: {address}\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n");
    stream.write_all(&[head.as_bytes(), body].concat())?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    parse(&bytes).ok_or_else(|| std::io::Error::other("the answer broke off"))
}

/// An answer that is there to its last byte.
fn parse(bytes: &[u8]) -> Option<Answer> {
    let text = String::from_utf8_lossy(bytes);
    let (head, body) = text.split_once("\r\n\r\n")?;
    let status = head.split(' ').nth(1)?.parse().ok()?;
    let head = head.to_ascii_lowercase();
    let length = head
        .lines()
        .find_map(|line| line.strip_prefix("content-length: "))
        .and_then(|length| length.parse::<usize>().ok());
    let is_whole = match length {
        Some(length) => body.len() >= length,
        None => body.ends_with("0\r\n\r\n"),
    };
    is_whole.then(|| Answer {
        status,
        body: body.to_owned(),
    })
}
