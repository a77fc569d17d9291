//! Full-width input: what an input method types for digits and letters when it is not switched.

/// Replaces full-width digits, letters and marks (U+FF01–U+FF5E, the wide space) by the plain ones.
pub(crate) fn half_width(text: &str) -> String {
    text.chars().map(half_width_char).collect()
}

fn half_width_char(wide: char) -> char {
    match wide {
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(wide) - 0xff01 + u32::from('!')).unwrap_or(wide)
        }
        _ => wide,
    }
}
