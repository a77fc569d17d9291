//! How personal data is shown by default. Showing it whole is an act of its own, with a reason.
//!
//! What is too short or not as expected is shown less, never more.

/// `张*`, `张*三`. The star stands for any number of characters, so a long name does not show its
/// length.
pub fn name(name: &str) -> String {
    let letters: Vec<char> = name.trim().chars().collect();
    match letters.as_slice() {
        [] => String::new(),
        [_] => "*".into(),
        [first, _] => format!("{first}*"),
        [first, .., last] => format!("{first}*{last}"),
    }
}

/// `4311**********0017`; also for other documents, of which less is shown if they are short.
pub fn identity_number(number: &str) -> String {
    let length = number.trim().chars().count();
    match length {
        0..=5 => middle(number, 0, 0),
        6..=11 => middle(number, 1, 1),
        _ => middle(number, 4, 4),
    }
}

/// `138****1234`; of anything that is not eleven characters long only the last two are shown.
pub fn mobile(number: &str) -> String {
    match number.trim().chars().count() {
        11 => middle(number, 3, 4),
        0..=5 => middle(number, 0, 0),
        _ => middle(number, 0, 2),
    }
}

/// `永州市冷水滩区梅湾街道***`: down to the street office, in the country to the village. Where
/// neither is found, only the first level is shown.
pub fn address(address: &str) -> String {
    let address = address.trim();
    if address.is_empty() {
        return String::new();
    }
    // A number is the beginning of what has to be hidden: a door, a building, a group.
    let named = address.split(char::is_numeric).next().unwrap_or_default();
    let shown = end_of_first(named, &["街道"])
        .or_else(|| end_of_first(named, &["镇", "乡"]).map(|town| end_of_village(named, town)))
        .or_else(|| end_of_first(named, &["市", "县", "区", "州", "盟"]))
        .unwrap_or_default();
    format!("{}***", named.get(..shown).unwrap_or_default())
}

/// The end of the village that follows the township, or of the township. A village behind a road
/// is the name of a housing estate (阳光新村).
fn end_of_village(named: &str, town: usize) -> usize {
    let rest = named.get(town..).unwrap_or_default();
    match end_of_first(rest, &["村"]) {
        Some(village)
            if end_of_first(rest, &["路", "街", "巷"]).is_none_or(|road| road > village) =>
        {
            town + village
        }
        Some(_) | None => town,
    }
}

/// One star for each character between the first and last few.
fn middle(text: &str, first: usize, last: usize) -> String {
    let letters: Vec<char> = text.trim().chars().collect();
    let tail = letters.len().saturating_sub(last);
    let shown = |(index, letter): (usize, &char)| {
        if index < first || index >= tail {
            *letter
        } else {
            '*'
        }
    };
    letters.iter().enumerate().map(shown).collect()
}

/// Where the first of the words ends that occurs earliest.
fn end_of_first(text: &str, words: &[&str]) -> Option<usize> {
    words
        .iter()
        .filter_map(|word| text.find(word).map(|start| start + word.len()))
        .min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_first_character_and_from_three_on_its_last() {
        assert_eq!(name("张三"), "张*");
        assert_eq!(name("张小三"), "张*三");
        assert_eq!(name("欧阳小三"), "欧*三");
        assert_eq!(name("张"), "*");
        assert_eq!(name(""), "");
    }

    #[test]
    fn numbers_keep_their_ends() {
        assert_eq!(identity_number("431102199001010017"), "4311**********0017");
        assert_eq!(mobile("13800001234"), "138****1234");
    }

    #[test]
    fn short_numbers_are_shown_less() {
        assert_eq!(identity_number("E12345678"), "E*******8");
        assert_eq!(identity_number("12345"), "*****");
        assert_eq!(mobile("12345"), "*****");
        assert_eq!(mobile("8666001"), "*****01");
    }

    #[test]
    fn an_address_ends_at_the_street_office_or_the_village() {
        let street = address("永州市冷水滩区梅湾街道湘永路12号3栋402室");
        assert_eq!(street, "永州市冷水滩区梅湾街道***");
        assert_eq!(
            address("双牌县何家洞镇蔡里口村3组"),
            "双牌县何家洞镇蔡里口村***"
        );
        assert_eq!(
            address("祁阳市浯溪镇长流路88号阳光新村3栋"),
            "祁阳市浯溪镇***"
        );
        assert_eq!(address("祁阳市浯溪镇长流路阳光新村3栋"), "祁阳市浯溪镇***");
    }

    #[test]
    fn an_address_without_a_street_office_shows_the_first_level_only() {
        assert_eq!(address("冷水滩区湘江路市场旁8号"), "冷水滩区***");
        assert_eq!(address("道县富塔路阳光小区3栋"), "道县***");
        assert_eq!(address("3栋402室（镇政府旁）"), "***");
        assert_eq!(address(" "), "");
    }
}
