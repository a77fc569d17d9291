//! Text as it is compared: one width, one case, without blanks and marks.

use pinyin::ToPinyin;

/// Words of a question that say nothing of the item: 我要, 怎么办, 去哪里.
const EMPTY_WORDS: [&str; 22] = [
    "请问",
    "我想要",
    "我想",
    "我要",
    "我的",
    "怎么样",
    "怎么办理",
    "怎么办",
    "怎么",
    "如何办理",
    "如何",
    "去哪里",
    "在哪里",
    "哪里",
    "需要什么材料",
    "要什么材料",
    "什么材料",
    "多少钱",
    "申请办理",
    "办理",
    "申请",
    "去办",
];

/// One width, lower case, letters and digits only.
pub fn normal(text: &str) -> String {
    text.chars()
        .map(|letter| match letter {
            '\u{ff01}'..='\u{ff5e}' => {
                char::from_u32(u32::from(letter) - 0xff01 + u32::from('!')).unwrap_or(letter)
            }
            _ => letter,
        })
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The question without its empty words; the whole question if nothing else is left.
pub(super) fn without_empty_words(query: &str) -> String {
    let mut rest = query.to_owned();
    for word in EMPTY_WORDS {
        rest = rest.replace(word, "");
    }
    if rest.is_empty() {
        query.to_owned()
    } else {
        rest
    }
}

/// Pinyin without tones, and the first letters: `shipinjingying`, `spjy`. Other letters stay.
pub(super) fn pinyin(text: &str) -> (String, String) {
    let mut whole = String::new();
    let mut initials = String::new();
    for letter in text.chars() {
        if let Some(sound) = letter.to_pinyin() {
            whole.push_str(sound.plain());
            initials.push_str(sound.first_letter());
        } else {
            whole.push(letter);
            initials.push(letter);
        }
    }
    (whole, initials)
}

/// Pairs of neighbouring letters.
pub(super) fn pairs(text: &str) -> Vec<[char; 2]> {
    let letters: Vec<char> = text.chars().collect();
    let mut pairs: Vec<[char; 2]> = letters.array_windows().copied().collect();
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Whether one letter changed, added, left out or swapped with its neighbour makes them equal.
pub(super) fn is_one_slip_apart(one: &[char], other: &[char]) -> bool {
    let start = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (&one[start..], &other[start..]);
    match (one, other) {
        ([], [_]) | ([_], []) => true,
        ([a, b, rest @ ..], [c, d, others @ ..]) if a == d && b == c && a != b => rest == others,
        ([_, rest @ ..], [_, others @ ..]) if rest == others => true,
        ([_, rest @ ..], whole) if rest == whole => true,
        (whole, [_, others @ ..]) => whole == others,
        ([] | [_, ..], []) => false,
    }
}

/// Cuts a text for showing: the parts, and whether each matches the question. Only letters that
/// stand together as in the question, or a pair of them, are marked.
pub fn mark<'t>(text: &'t str, query: &str) -> Vec<(&'t str, bool)> {
    let wanted = normal(&without_empty_words(&normal(query)));
    let letters: Vec<(usize, char)> = text.char_indices().collect();
    let plain: Vec<char> = letters
        .iter()
        .map(|(_, letter)| normal(&letter.to_string()).chars().next().unwrap_or(' '))
        .collect();
    let wanted: Vec<char> = wanted.chars().collect();
    let mut is_marked = vec![false; letters.len()];
    let width = wanted.len().min(2);
    if width > 0 {
        for at in 0..plain.len().saturating_sub(width - 1) {
            let piece = &plain[at..at + width];
            if wanted.windows(width).any(|window| window == piece) {
                is_marked[at..at + width].fill(true);
            }
        }
    }
    let mut parts: Vec<(&str, bool)> = Vec::new();
    let mut start = 0;
    for n in 1..=letters.len() {
        if n == letters.len() || is_marked[n] != is_marked[n - 1] {
            let end = letters.get(n).map_or(text.len(), |(at, _)| *at);
            parts.push((&text[start..end], is_marked[n - 1]));
            start = end;
        }
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slip(one: &str, other: &str) -> bool {
        let letters = |text: &str| text.chars().collect::<Vec<_>>();
        is_one_slip_apart(&letters(one), &letters(other))
    }

    #[test]
    fn one_slip_is_a_letter_changed_added_left_out_or_swapped() {
        for (one, other) in [
            ("居住证", "居注证"),
            ("居住证", "居证"),
            ("居证", "居住证"),
            ("居住证", "居证住"),
            ("居住", "居住证"),
            ("证", ""),
        ] {
            assert!(slip(one, other), "{one} {other}");
        }
        for (one, other) in [
            ("居住证", "居住证"),
            ("居住证", "驾驶证"),
            ("居住证明", "居住"),
        ] {
            assert!(!slip(one, other), "{one} {other}");
        }
    }

    #[test]
    fn what_a_question_shares_with_a_name_is_marked() {
        assert_eq!(
            mark("食品经营许可", "我要办食品证"),
            [("食品", true), ("经营许可", false)]
        );
        assert_eq!(mark("KTV 许可", "ktv"), [("KTV", true), (" 许可", false)]);
        assert_eq!(mark("许可", ""), [("许可", false)]);
        assert_eq!(mark("", "许可"), []);
    }

    #[test]
    fn letters_are_compared_in_one_width_and_case() {
        assert_eq!(normal("ＫＴＶ（歌厅）"), "ktv歌厅");
        assert_eq!(pinyin("食品证a"), ("shipinzhenga".into(), "spza".into()));
    }
}
