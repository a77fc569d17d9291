//! Which encoding a file is in. UTF-8 and GB18030 (GBK, GB2312) are read; others are refused by name
//! before a wrong character can get into the catalogue.

use super::{ImportRefusal, SIZE_LIMIT};
use encoding_rs::GB18030;
use serde::Serialize;
use std::borrow::Cow;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Encoding {
    Utf8,
    /// UTF-8 with a byte order mark, as spreadsheets write it.
    Utf8Bom,
    Gb18030,
}

pub(super) fn decode(bytes: &[u8]) -> Result<(Cow<'_, str>, Encoding), ImportRefusal> {
    if bytes.len() > SIZE_LIMIT {
        let size_bytes = bytes.len();
        return Err(ImportRefusal::TooLarge { size_bytes });
    }
    if let Some(found) = other_encoding(bytes) {
        return Err(ImportRefusal::Encoding { found });
    }
    let (bytes, with_mark) = match bytes.strip_prefix(b"\xEF\xBB\xBF") {
        Some(rest) => (rest, true),
        None => (bytes, false),
    };
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(ImportRefusal::Empty);
    }
    let unknown = ImportRefusal::Encoding { found: "unknown" };
    match (std::str::from_utf8(bytes), with_mark) {
        (Ok(text), true) => Ok((Cow::Borrowed(text), Encoding::Utf8Bom)),
        (Ok(text), false) => Ok((Cow::Borrowed(text), Encoding::Utf8)),
        (Err(_), true) => Err(unknown),
        (Err(_), false) => GB18030
            .decode_without_bom_handling_and_without_replacement(bytes)
            .filter(|text| !text.chars().any(is_private))
            .map(|text| (text, Encoding::Gb18030))
            .ok_or(unknown),
    }
}

/// Marks of what is not read: UTF-16 by its mark or its zero bytes, a workbook, a compressed file.
fn other_encoding(bytes: &[u8]) -> Option<&'static str> {
    let known: [(&[u8], &'static str); 5] = [
        (b"\xFF\xFE", "utf-16"),
        (b"\xFE\xFF", "utf-16"),
        (b"PK\x03\x04", "workbook"),
        (b"\xD0\xCF\x11\xE0", "workbook"),
        (b"\x1F\x8B", "compressed"),
    ];
    known
        .into_iter()
        .find(|(start, _)| bytes.starts_with(start))
        .map(|(_, name)| name)
        .or_else(|| bytes.contains(&0).then_some("zero-bytes"))
}

/// Text of another encoding, read as GB18030, falls into the private area sooner or later.
fn is_private(letter: char) -> bool {
    matches!(letter, '\u{E000}'..='\u{F8FF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_is_read_with_and_without_its_mark() {
        assert_eq!(
            decode("事项".as_bytes()).unwrap(),
            ("事项".into(), Encoding::Utf8)
        );
        let marked = ["\u{FEFF}".as_bytes(), "事项".as_bytes()].concat();
        assert_eq!(decode(&marked).unwrap(), ("事项".into(), Encoding::Utf8Bom));
    }

    #[test]
    fn gbk_is_read() {
        let (bytes, _, _) = GB18030.encode("事项名称，㐂");
        assert_eq!(
            decode(&bytes).unwrap(),
            ("事项名称，㐂".into(), Encoding::Gb18030)
        );
    }

    #[test]
    fn any_other_encoding_is_refused_by_name() {
        let found = |bytes: &[u8]| decode(bytes).unwrap_err();
        let utf16: Vec<u8> = "\u{FEFF}name"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(found(&utf16), ImportRefusal::Encoding { found: "utf-16" });
        assert_eq!(
            found(b"PK\x03\x04rest"),
            ImportRefusal::Encoding { found: "workbook" }
        );
        assert_eq!(
            found(b"name\xFF\xFF"),
            ImportRefusal::Encoding { found: "unknown" }
        );
        assert_eq!(found(b" \n"), ImportRefusal::Empty);
    }
}
