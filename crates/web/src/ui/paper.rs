//! Official paper on the screen and on A4: notices, receipts, decisions. The exact document with
//! its page numbers and seal comes from the document writer; this is the same record, shown.

use super::Ui;
use crate::words::Lang;
use kernel::Date;
use maud::{Markup, html};

/// How far a document has come.
#[derive(Clone, Debug)]
pub enum PaperState {
    /// As it will be issued: 预览，未发出.
    Preview,
    /// Issued without a seal: the watermark says that it has no force.
    NotSealed,
    /// Sealed; the drawing of the seal, if there is one.
    Sealed(Option<Markup>),
    /// Needs no seal (a receipt made by the system).
    NoSealNeeded,
}

/// One sheet. Empty strings leave their lines out.
#[derive(Clone, Debug)]
pub struct Paper {
    /// The red head, where the kind of document has one.
    pub red_head: String,
    pub title: String,
    /// 永住建补〔2021〕86号
    pub number: String,
    /// To whom, without the colon.
    pub addressee: String,
    /// Paragraphs and lists.
    pub body: Markup,
    pub unit: String,
    pub date: Option<Date>,
    pub state: PaperState,
    /// The code and the address where anyone can check the document.
    pub check_code: String,
    pub check_url: String,
    /// The QR code as an SVG, drawn by the caller.
    pub qr: Option<Markup>,
}

/// A document as its own sheet. The name of the document is the page's `h1`.
pub fn paper(ui: &Ui, sheet: &Paper) -> Markup {
    let is_without_force = matches!(sheet.state, PaperState::Preview | PaperState::NotSealed);
    html! {
        article.paper.paper--sheet.paper--void[is_without_force] lang="zh-CN" {
            @if is_without_force { (watermark(ui, &sheet.state)) }
            @if !sheet.red_head.is_empty() { p.paper__head { (sheet.red_head) } }
            h1.paper__title { (sheet.title) }
            @if !sheet.number.is_empty() { p.paper__no { (sheet.number) } }
            @if !sheet.addressee.is_empty() { p.paper__to { (sheet.addressee) "：" } }
            div.paper__body { (sheet.body) }
            div.paper__sign {
                (seal(ui, &sheet.state))
                p { (sheet.unit) }
                @if let Some(date) = sheet.date { p { (official_date(date)) } }
            }
            @if !sheet.check_code.is_empty() { (check(ui, sheet)) }
        }
    }
}

fn watermark(ui: &Ui, state: &PaperState) -> Markup {
    let word = match state {
        PaperState::Preview => "web-paper-preview",
        PaperState::NotSealed | PaperState::Sealed(_) | PaperState::NoSealNeeded => {
            "web-paper-not-sealed"
        }
    };
    html! { p.paper__mark { (zh(ui, word)) } }
}

fn seal(ui: &Ui, state: &PaperState) -> Markup {
    html! {
        @match state {
            PaperState::Preview | PaperState::NotSealed => {
                span.paper__seal { (zh(ui, "web-paper-seal-place")) }
            },
            PaperState::Sealed(Some(drawing)) => { span.paper__stamp { (drawing) } },
            PaperState::Sealed(None) | PaperState::NoSealNeeded => {},
        }
    }
}

fn check(ui: &Ui, sheet: &Paper) -> Markup {
    html! {
        footer.paper__check {
            @if let Some(qr) = &sheet.qr { span.paper__qr aria-hidden="true" { (qr) } }
            div {
                p { (zh(ui, "web-paper-check-code")) " " b.mono { (sheet.check_code) } }
                p { (zh(ui, "web-paper-check-at")) span.mono { (sheet.check_url) } }
            }
        }
    }
}

/// Official paper is in Chinese whatever the reader's language.
fn zh(ui: &Ui, key: &str) -> String {
    ui.words.text(Lang::Zh, key)
}

/// 2021 年 10 月 19 日 without spaces, as the layout of official documents has it.
fn official_date(date: Date) -> String {
    format!("{}年{}月{}日", date.year(), date.month(), date.day())
}

/// A document as it will be issued, small, beside the form that writes it.
pub fn notice_preview(ui: &Ui, id: &str, title: &str, body: &Markup) -> Markup {
    html! {
        section.notice-doc.small lang="zh-CN" aria-labelledby=(id) {
            h3 id=(id) { (title) }
            p.xs.muted.mid.mb2 { (zh(ui, "web-paper-preview")) }
            (body)
        }
    }
}
