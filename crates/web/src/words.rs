//! Words of the pages, in Chinese and in English, from Fluent files. Each context hands over its
//! two files; a page asks by key. What is not yet said in English is shown in Chinese.

use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};
use fluent_syntax::ast::Entry;
use std::collections::BTreeSet;
use std::fmt;
use thiserror::Error;
use unic_langid::LanguageIdentifier;

type Bundle = fluent_bundle::concurrent::FluentBundle<FluentResource>;

/// The words of the component library itself.
pub const WORDS: WordFiles = WordFiles {
    context: "web",
    zh: include_str!("../words/zh-CN/web.ftl"),
    en: include_str!("../words/en/web.ftl"),
};

/// The words of the shell: refusals, errors, files.
pub const SHELL_WORDS: WordFiles = WordFiles {
    context: "web-shell",
    zh: include_str!("../words/zh-CN/shell.ftl"),
    en: include_str!("../words/en/shell.ftl"),
};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lang {
    #[default]
    Zh,
    En,
}

impl Lang {
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// As in the `lang` attribute and in the preferences cookie.
    pub fn code(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|lang| lang.code() == code)
    }
}

/// The two Fluent files of one context.
#[derive(Clone, Copy, Debug)]
pub struct WordFiles {
    pub context: &'static str,
    pub zh: &'static str,
    pub en: &'static str,
}

#[derive(Debug, Error, PartialEq, Eq)]
pub enum WordsError {
    #[error("words of {context} in {lang} cannot be read: {detail}")]
    Unreadable {
        context: &'static str,
        lang: &'static str,
        detail: String,
    },
    #[error("words of {context} in {lang} say the key {key} again")]
    Twice {
        context: &'static str,
        lang: &'static str,
        key: String,
    },
}

/// A key that one language has and the other lacks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingWord {
    pub key: String,
    pub lang: Lang,
}

/// All words of the program, looked up by language and key.
pub struct Words {
    zh: Speech,
    en: Speech,
}

/// One language: its bundle and the keys in it.
struct Speech {
    lang: Lang,
    bundle: Bundle,
    keys: BTreeSet<String>,
}

impl Words {
    pub fn new(files: &[WordFiles]) -> Result<Self, WordsError> {
        let mut zh = Speech::new(Lang::Zh);
        let mut en = Speech::new(Lang::En);
        for file in files {
            zh.add(file.context, file.zh)?;
            en.add(file.context, file.en)?;
        }
        Ok(Self { zh, en })
    }

    pub fn text(&self, lang: Lang, key: &str) -> String {
        self.text_with(lang, key, &[])
    }

    /// The words with their variables filled in. A variable that is a whole number may choose a
    /// plural form.
    pub fn text_with(&self, lang: Lang, key: &str, values: &[(&str, String)]) -> String {
        let first = match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        };
        first
            .say(key, values)
            .or_else(|| self.zh.say(key, values))
            .unwrap_or_else(|| {
                tracing::debug!(key, "no words for {key}");
                format!("[{key}]")
            })
    }

    pub fn has(&self, lang: Lang, key: &str) -> bool {
        match lang {
            Lang::Zh => self.zh.keys.contains(key),
            Lang::En => self.en.keys.contains(key),
        }
    }

    /// Keys that only one language has. A test holds this empty.
    pub fn missing(&self) -> Vec<MissingWord> {
        let lacks = |of: &Speech, than: &Speech| -> Vec<MissingWord> {
            than.keys
                .difference(&of.keys)
                .map(|key| MissingWord {
                    key: key.clone(),
                    lang: of.lang,
                })
                .collect()
        };
        let mut missing = lacks(&self.zh, &self.en);
        missing.extend(lacks(&self.en, &self.zh));
        missing
    }
}

impl Speech {
    fn new(lang: Lang) -> Self {
        let locale: LanguageIdentifier = lang.code().parse().unwrap_or_default();
        let mut bundle = Bundle::new_concurrent(vec![locale]);
        // The marks would show in attributes and in copied numbers; both scripts run left to right.
        bundle.set_use_isolating(false);
        Self {
            lang,
            bundle,
            keys: BTreeSet::new(),
        }
    }

    fn add(&mut self, context: &'static str, source: &str) -> Result<(), WordsError> {
        let lang = self.lang.code();
        let resource = FluentResource::try_new(source.to_owned()).map_err(|(_, errors)| {
            WordsError::Unreadable {
                context,
                lang,
                detail: errors
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join("; "),
            }
        })?;
        for entry in resource.entries() {
            if let Entry::Message(message) = entry {
                self.keys.insert(message.id.name.to_owned());
            }
        }
        self.bundle
            .add_resource(resource)
            .map_err(|errors| overriding(context, lang, &errors))
    }

    fn say(&self, key: &str, values: &[(&str, String)]) -> Option<String> {
        let pattern = self.bundle.get_message(key)?.value()?;
        let mut args = FluentArgs::with_capacity(values.len());
        for (name, value) in values {
            args.set((*name).to_owned(), fluent_value(value));
        }
        let mut errors = Vec::new();
        let text = self
            .bundle
            .format_pattern(pattern, Some(&args), &mut errors);
        for error in &errors {
            tracing::debug!(key, %error, "words for {key} lack a value");
        }
        Some(text.into_owned())
    }
}

/// A whole number goes in as a number so that English can say "1 day" and "2 days"; anything else,
/// also a number written in a special way, stays as it is.
fn fluent_value(value: &str) -> FluentValue<'_> {
    match value.parse::<i32>() {
        Ok(number) if number.to_string() == value => FluentValue::from(number),
        _ => FluentValue::from(value),
    }
}

fn overriding(context: &'static str, lang: &'static str, errors: &[FluentError]) -> WordsError {
    let key = errors.iter().find_map(|error| match error {
        FluentError::Overriding { id, .. } => Some(id.clone()),
        FluentError::ParserError(_) | FluentError::ResolverError(_) => None,
    });
    WordsError::Twice {
        context,
        lang,
        key: key.unwrap_or_default(),
    }
}

impl fmt::Debug for Words {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Words")
            .field("zh_keys", &self.zh.keys.len())
            .field("en_keys", &self.en.keys.len())
            .finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: WordFiles = WordFiles {
        context: "sample",
        zh: "greeting = 您好\ndays = 还有 { $days } 个工作日\nonly-zh = 只有中文",
        en: "greeting = Hello\ndays = { $days ->\n    [one] { $days } working day left\n   *[other] { $days } working days left\n}",
    };

    #[test]
    fn every_key_of_the_component_library_is_in_both_languages() {
        let words = Words::new(&[WORDS]).unwrap();
        assert_eq!(words.missing(), []);
    }

    #[test]
    fn what_english_lacks_is_said_in_chinese() {
        let words = Words::new(&[SAMPLE]).unwrap();
        assert_eq!(words.text(Lang::En, "only-zh"), "只有中文");
        assert_eq!(
            words.missing(),
            [MissingWord {
                key: "only-zh".to_owned(),
                lang: Lang::En
            }]
        );
    }

    #[test]
    fn an_unknown_key_shows_itself() {
        let words = Words::new(&[SAMPLE]).unwrap();
        assert_eq!(words.text(Lang::Zh, "no-such"), "[no-such]");
    }

    #[test]
    fn a_whole_number_chooses_the_plural_and_brings_no_marks() {
        let words = Words::new(&[SAMPLE]).unwrap();
        let days = |lang, n: &str| words.text_with(lang, "days", &[("days", n.to_owned())]);
        assert_eq!(days(Lang::En, "1"), "1 working day left");
        assert_eq!(days(Lang::En, "3"), "3 working days left");
        assert_eq!(days(Lang::Zh, "3"), "还有 3 个工作日");
        assert_eq!(days(Lang::Zh, "007"), "还有 007 个工作日");
    }

    #[test]
    fn a_key_said_twice_is_refused_with_its_name() {
        let refused = Words::new(&[SAMPLE, SAMPLE]).unwrap_err();
        assert!(matches!(refused, WordsError::Twice { key, .. } if key == "greeting"));
    }
}
