//! Codes of items (实施编码) as other systems write them. A code is opaque: no meaning is read from
//! it, its parts are only compared with the columns beside it (`rules.md` §1.3).

use kernel::uscc::Uscc;

/// Longest code that is kept.
pub const CODE_LIMIT: usize = 64;

/// The parts of a code that can be compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeParts<'a> {
    /// 基本编码, which may contain dashes of its own.
    pub basic: &'a str,
    /// Twelve digits; `None` in the national form, which holds no area.
    pub area: Option<&'a str>,
    /// The organisation: a credit code, an older organisation code, or what somebody typed.
    pub organisation: &'a str,
}

/// What the organisation inside a code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Organisation {
    /// 18 characters with the right check character.
    CreditCode,
    /// 18 characters, and the check character does not fit.
    WrongCheck,
    /// A nine-character organisation code (组织机构代码), with or without its dash.
    Older,
    /// Neither length.
    WrongLength,
}

/// Whether only capital letters, digits and dashes stand in the code.
pub fn has_code_characters(code: &str) -> bool {
    let is_known = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_uppercase() || byte == b'-';
    !code.is_empty() && code.len() <= CODE_LIMIT && code.bytes().all(is_known)
}

/// Takes a code apart: the dashed form `基本编码-区划12位-乡镇3位-机构-版本-序号`, or the national one of
/// 31 or 33 characters. `None` for any other shape.
pub fn split(code: &str) -> Option<CodeParts<'_>> {
    if code.contains('-') {
        split_dashed(code)
    } else {
        split_national(code)
    }
}

fn split_national(code: &str) -> Option<CodeParts<'_>> {
    if !code.is_ascii() || ![31, 33].contains(&code.len()) {
        return None;
    }
    Some(CodeParts {
        basic: &code[19..31],
        area: None,
        organisation: &code[..18],
    })
}

fn split_dashed(code: &str) -> Option<CodeParts<'_>> {
    let (start, area) = code
        .match_indices('-')
        .map(|(dash, _)| (dash, code.get(dash + 1..dash + 13).unwrap_or_default()))
        .find(|(dash, area)| {
            is_digits(area, 12) && code.as_bytes().get(dash + 13) == Some(&b'-')
        })?;
    let rest = code.get(start + 14..)?;
    let (town, rest) = rest.split_once('-')?;
    let (rest, serial) = rest.rsplit_once('-')?;
    let (organisation, version) = rest.rsplit_once('-')?;
    let is_whole = is_digits(town, 3) && is_digits(version, 1) && is_digits(serial, 2);
    (is_whole && !organisation.is_empty()).then_some(CodeParts {
        basic: &code[..start],
        area: Some(area),
        organisation,
    })
}

fn is_digits(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit())
}

pub fn organisation(code: &str) -> Organisation {
    let bare = without_dashes(code);
    match bare.len() {
        18 if Uscc::parse(&bare).is_ok() => Organisation::CreditCode,
        18 => Organisation::WrongCheck,
        9 => Organisation::Older,
        _ => Organisation::WrongLength,
    }
}

/// The nine-character organisation code of either kind of code, for comparing.
pub fn organisation_code(code: &str) -> Option<String> {
    let bare = without_dashes(code);
    match bare.len() {
        9 => Some(bare),
        18 => bare.get(8..17).map(str::to_owned),
        _ => None,
    }
}

fn without_dashes(code: &str) -> String {
    code.chars().filter(|letter| *letter != '-').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dashed_form_comes_apart_whatever_its_basic_code_looks_like() {
        let parts = split("G-000007-001-511602000000-000-115113010833722043-1-00").unwrap();
        assert_eq!(parts.basic, "G-000007-001");
        assert_eq!(parts.area, Some("511602000000"));
        assert_eq!(parts.organisation, "115113010833722043");
        let old = split("512C0107400001-511602000000-000-00877868-5-1-00").unwrap();
        assert_eq!(old.organisation, "00877868-5");
        assert_eq!(organisation(old.organisation), Organisation::Older);
    }

    #[test]
    fn the_national_form_has_31_characters_and_33_with_its_handling_item() {
        let parts = split("1143110000600001XL2000117002000").unwrap();
        assert_eq!(
            (parts.organisation, parts.basic),
            ("1143110000600001XL", "000117002000")
        );
        assert!(split("1143110000600001XL200011700200001").is_some());
        assert_eq!(split("1143110000600001XL200011700200"), None);
    }

    #[test]
    fn a_code_without_its_parts_is_no_code_of_either_form() {
        for code in [
            "G-000007-001-115113010833722043",
            "511A-511602000000-000",
            "",
            "----",
        ] {
            assert_eq!(split(code), None, "{code}");
        }
    }

    #[test]
    fn an_organisation_is_told_by_length_and_check_character() {
        assert_eq!(organisation("11511301008778183N"), Organisation::CreditCode);
        assert_eq!(organisation("11511301008778183M"), Organisation::WrongCheck);
        assert_eq!(organisation("1151130100877818"), Organisation::WrongLength);
        assert_eq!(
            organisation_code("115113010833722043").as_deref(),
            Some("083372204")
        );
        assert_eq!(
            organisation_code("00877868-5").as_deref(),
            Some("008778685")
        );
    }
}
