//! What a page asks its [`Ui`] to say: words, dates and numbers in the reader's language.

use super::{Named, Prefs, Site, Ui, Viewer, Zone};
use crate::words::{Lang, Words};
use kernel::{Date, Timestamp};
use std::sync::Arc;

impl Ui {
    /// A public page for a guest with standard settings.
    pub fn guest(words: Arc<Words>) -> Self {
        Self {
            words,
            prefs: Prefs::default(),
            zone: Zone::Public,
            viewer: Viewer::default(),
            site: Arc::new(Site::default()),
            path: "/".to_owned(),
            csrf: String::new(),
            print: false,
        }
    }

    pub fn lang(&self) -> Lang {
        self.prefs.lang
    }

    pub fn is_english(&self) -> bool {
        self.prefs.lang == Lang::En
    }

    pub fn is_staff(&self) -> bool {
        self.zone == Zone::Staff
    }

    /// Elder mode is for public pages only.
    pub fn is_elder(&self) -> bool {
        self.zone == Zone::Public && self.prefs.is_elder()
    }

    /// Words by key.
    pub fn t(&self, key: &str) -> String {
        self.words.text(self.prefs.lang, key)
    }

    /// Words by key with variables.
    pub fn tw(&self, key: &str, values: &[(&str, String)]) -> String {
        self.words.text_with(self.prefs.lang, key, values)
    }

    /// Words by key with one number in them.
    pub fn tn(&self, key: &str, n: i64) -> String {
        self.tw(key, &[("n", n.to_string())])
    }

    /// One of two texts that are data; without an English one the Chinese stands in.
    pub fn pick<'a>(&self, zh: &'a str, en: &'a str) -> &'a str {
        if self.is_english() && !en.is_empty() {
            en
        } else {
            zh
        }
    }

    pub fn name<'a>(&self, named: &'a Named) -> &'a str {
        self.pick(&named.zh, &named.en)
    }

    /// For tables: 2021-10-19.
    pub fn date(&self, date: Date) -> String {
        date.to_string()
    }

    /// For sentences: 10 月 19 日（周二）, or Tue 19 October 2021.
    pub fn date_long(&self, date: Date) -> String {
        self.date_by("web-date-long", date)
    }

    /// With the year: 2021 年 10 月 19 日.
    pub fn date_full(&self, date: Date) -> String {
        self.date_by("web-date-full", date)
    }

    /// 周二, Tue.
    pub fn weekday(&self, date: Date) -> String {
        let day = date.weekday().to_monday_one_offset();
        self.t(&format!("web-weekday-{day}"))
    }

    /// Date and time of an instant as a clock in the city shows them: 2021-10-19 09:30.
    pub fn at(&self, instant: Timestamp) -> String {
        instant.to_minute()
    }

    /// With thousands separators, for the screen: 437,893.
    pub fn number(&self, number: i64) -> String {
        grouped(number)
    }

    fn date_by(&self, key: &str, date: Date) -> String {
        let values = [
            ("year", date.year().to_string()),
            ("month", date.month().to_string()),
            ("month-name", self.t(&format!("web-month-{}", date.month()))),
            ("day", date.day().to_string()),
            ("weekday", self.weekday(date)),
        ];
        self.tw(key, &values)
    }
}

fn grouped(number: i64) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut out = String::new();
    if number < 0 {
        out.push('−');
    }
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn numbers_are_grouped_by_thousands() {
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(437_893), "437,893");
        assert_eq!(grouped(-1_000), "−1,000");
    }
}
