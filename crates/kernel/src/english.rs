//! English names of what the law names in Chinese: holidays, laws, articles. Data, so that a new name
//! is a line and no code. What has none keeps its Chinese name.

use crate::Basis;
use std::collections::BTreeMap;
use std::sync::OnceLock;

const HOLIDAYS: &str = include_str!("../../../data/calendar/names-en.json");
const LAWS: &str = include_str!("../../../data/laws/titles.json");

type Names = BTreeMap<String, String>;

/// Empty if the embedded file is broken, which a test rules out.
fn read(text: &str) -> Names {
    serde_json::from_str(text).unwrap_or_default()
}

/// The English name of a day of a holiday plan, which may be two: `中秋节、国庆节`.
pub fn holiday_name(name: &str) -> String {
    static NAMES: OnceLock<Names> = OnceLock::new();
    let names = NAMES.get_or_init(|| read(HOLIDAYS));
    let parts: Vec<&str> = name
        .split('、')
        .map(|part| names.get(part).map_or(part, String::as_str))
        .collect();
    parts.join(", ")
}

/// The English title of a law, if it has one here.
pub fn law_title(law: &str) -> Option<&'static str> {
    static NAMES: OnceLock<Names> = OnceLock::new();
    let names = NAMES.get_or_init(|| read(LAWS));
    let short = law.strip_prefix("中华人民共和国").unwrap_or(law);
    names.get(short).map(String::as_str)
}

/// `第三十二条第一款第四项` is `art. 32(1)(4)`; `None` for what is no article.
pub fn article(article: &str) -> Option<String> {
    let mut rest = article.trim();
    let mut places = Vec::new();
    for unit in ['条', '款', '项'] {
        let Some(found) = rest.strip_prefix('第') else {
            break;
        };
        let Some((number, after)) = found.split_once(unit) else {
            continue;
        };
        places.push(numeral(number)?);
        rest = after;
    }
    if !rest.is_empty() || !article.contains('条') {
        return None;
    }
    let (first, inner) = places.split_first()?;
    let inner: Vec<String> = inner.iter().map(|n| format!("({n})")).collect();
    Some(format!("art. {first}{}", inner.concat()))
}

/// A Chinese or Arabic number below a thousand.
fn numeral(text: &str) -> Option<u32> {
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let (mut sum, mut digit) = (0, None);
    for letter in text.chars() {
        let value = "零一二三四五六七八九".chars().position(|c| c == letter);
        match (letter, value) {
            (_, Some(value)) => digit = u32::try_from(value).ok(),
            ('十', None) => sum += digit.take().unwrap_or(1) * 10,
            ('百', None) => sum += digit.take()? * 100,
            _ => return None,
        }
    }
    Some(sum + digit.unwrap_or(0))
}

impl Basis {
    /// As it is cited to the reader: in English with the Chinese title beside it, because no
    /// translation has force.
    #[must_use]
    pub fn cited(&self, is_english: bool) -> String {
        match law_title(&self.law).filter(|_| is_english) {
            Some(title) => match article(&self.article) {
                Some(article) => format!("{title} {article}, {self}"),
                None => format!("{title}, {self}"),
            },
            None => self.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_the_published_plans_has_an_english_name() {
        let calendar = crate::WorkCalendar::published();
        for year in 2019..=2026 {
            for day in calendar.named_days(year).unwrap() {
                assert!(holiday_name(&day.name).is_ascii(), "{}", day.name);
            }
        }
        assert_eq!(
            holiday_name("中秋节、国庆节"),
            "Mid-Autumn Festival, National Day"
        );
    }

    #[test]
    fn every_law_of_the_deadline_rules_has_an_english_title() {
        #[derive(serde::Deserialize)]
        struct Rule {
            basis: String,
        }
        let text = include_str!("../../../data/rules/deadlines.json");
        for rule in serde_json::from_str::<Vec<Rule>>(text).unwrap() {
            assert!(law_title(&rule.basis).is_some(), "{}", rule.basis);
        }
    }

    #[test]
    fn an_article_is_cited_by_its_numbers() {
        let english = |text| article(text).unwrap();
        assert_eq!(english("第三十二条第一款第四项"), "art. 32(1)(4)");
        assert_eq!(english("第十条"), "art. 10");
        assert_eq!(english("第二百零一条"), "art. 201");
        assert_eq!(english("第三十七条第三项"), "art. 37(3)");
        assert_eq!(article("国办发〔2020〕1号"), None);
    }

    #[test]
    fn a_citation_in_english_keeps_the_chinese_beside_it() {
        let basis = Basis::new("行政许可法", "第三十二条");
        assert_eq!(
            basis.cited(true),
            "Administrative Licensing Law art. 32, 《行政许可法》第三十二条"
        );
        assert_eq!(basis.cited(false), "《行政许可法》第三十二条");
    }
}
