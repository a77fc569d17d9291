//! What a paper carries besides its text: the round seal and the QR code.

use crate::domain::Sheet;
use crate::domain::sheet::Block;
use fast_qr::convert::Builder as _;
use fast_qr::convert::svg::SvgBuilder;
use fast_qr::{ECL, QRBuilder};
use maud::{Markup, PreEscaped, html};

/// The seal: the authority's name on the ring, the name of the seal in the middle, 样章 on a sample.
pub(super) fn seal(issuer: &str, name: &str, is_sample: bool) -> Markup {
    let letters = issuer.chars().count().max(1);
    // The ring holds its name in one arc of three quarters, whatever its length.
    let size = (245 / letters).clamp(9, 19);
    let spacing = (235_usize.saturating_sub(letters * size) / letters).min(10);
    html! {
        svg viewBox="0 0 160 160" role="img" fill="#c00" text-anchor="middle" {
            title { (issuer) " " (name) @if is_sample { "（样章）" } }
            circle cx="80" cy="80" r="75" fill="none" stroke="#c00" stroke-width="4" {}
            path id="seal-ring" d="M43 117A52 52 0 1 1 117 117" fill="none" {}
            text font-size=(size) letter-spacing=(spacing) { textPath href="#seal-ring" startOffset="50%" { (issuer) } }
            path d="M80 56l5.6 16.3h17.3L89 82.6l5.1 16.7L80 89.3 65.9 99.3 71 82.6 57.1 72.3h17.3z" {}
            text x="80" y="122" font-size="15" { (name) }
            @if is_sample { text x="80" y="141" font-size="15" font-weight="700" { "样 章" } }
        }
    }
}

/// The QR code of an address; none if the address does not fit one.
pub(super) fn qr(address: &str) -> Option<Markup> {
    let code = QRBuilder::new(address).ecl(ECL::M).build().ok()?;
    Some(PreEscaped(SvgBuilder::default().margin(1).to_str(&code)))
}

/// The paragraphs and lists of a text.
pub(super) fn blocks(sheet: &Sheet) -> Markup {
    html! {
        @for block in &sheet.blocks {
            @match block {
                Block::Line(line) => p { (line) },
                Block::List(items) => ol { @for item in items { li { (item) } } },
            }
        }
    }
}
