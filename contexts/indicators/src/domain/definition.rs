//! Definitions of figures, read from `cities/<city>/figures.toml`. A figure is defined once; a
//! definition that names a counter nobody keeps is an error when it is read, never a blank page.

use contracts::figures;
use contracts::item::Text;
use kernel::Date;
use serde::Deserialize;
use std::collections::BTreeSet;

/// What stands behind a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Opens {
    /// The cases, within the reader's rights.
    Cases,
    /// Counts by unit and day only: no case may show the rater to the rated (`rules.md` §21.6).
    Counts,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    pub code: String,
    /// Its name in the rule book.
    pub rule_id: String,
    pub name: Text,
    /// Unit of the value: `件`, `%`.
    pub unit: Text,
    /// Unit of what is counted.
    pub counted_in: Text,
    /// In words.
    pub numerator: Text,
    pub denominator: Option<Text>,
    pub cut_off: Text,
    /// Decimals of the percentage.
    pub precision: u8,
    pub definition_version: u32,
    pub definition_from: Date,
    #[serde(default)]
    pub note: Text,
    pub opens: Opens,
    #[serde(default)]
    pub lower_is_better: bool,
    /// Counters of [`contracts::figures`], summed.
    pub numerator_counters: Vec<String>,
    /// Empty for a count.
    #[serde(default)]
    pub denominator_counters: Vec<String>,
    /// A flow ratio printed beside it.
    pub beside: Option<Beside>,
}

/// Two counters of the same period against each other. Not a share: it can pass 100 %, and its name
/// says so.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beside {
    pub name: Text,
    pub numerator_counters: Vec<String>,
    pub denominator_counters: Vec<String>,
}

impl Definition {
    /// Whether it is a part of a whole, and not a count.
    pub fn is_share(&self) -> bool {
        !self.denominator_counters.is_empty()
    }

    fn counters(&self) -> impl Iterator<Item = &String> {
        let beside = self.beside.iter();
        self.numerator_counters
            .iter()
            .chain(&self.denominator_counters)
            .chain(beside.flat_map(|beside| {
                beside
                    .numerator_counters
                    .iter()
                    .chain(&beside.denominator_counters)
            }))
    }
}

/// Every definition, in the order of the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definitions(Vec<Definition>);

#[derive(Debug, thiserror::Error)]
pub enum DefinitionsError {
    #[error("figures.toml cannot be read")]
    Unreadable(#[from] toml::de::Error),
    #[error("the figure {code} is defined twice")]
    Twice { code: String },
    #[error("the figure {code} counts nothing")]
    Nothing { code: String },
    #[error("the figure {code} names the counter {counter}, which nobody keeps")]
    UnknownCounter { code: String, counter: String },
    #[error("the figure {code} opens to cases, but a part of it sums several counters")]
    SeveralCounters { code: String },
    #[error("the figure {code} has a denominator in words or in counters, but not in both")]
    HalfADenominator { code: String },
}

#[derive(Deserialize)]
struct File {
    figures: Vec<Definition>,
}

impl Definitions {
    pub fn parse(text: &str) -> Result<Self, DefinitionsError> {
        let file: File = toml::from_str(text)?;
        let mut codes = BTreeSet::new();
        for definition in &file.figures {
            if !codes.insert(&definition.code) {
                return Err(DefinitionsError::Twice {
                    code: definition.code.clone(),
                });
            }
            check(definition)?;
        }
        Ok(Self(file.figures))
    }

    /// The demo city's definitions, as built in.
    pub fn yongzhou() -> Result<Self, DefinitionsError> {
        Self::parse(include_str!("../../../../cities/yongzhou/figures.toml"))
    }

    pub fn find(&self, code: &str) -> Option<&Definition> {
        self.0.iter().find(|definition| definition.code == code)
    }

    pub fn all(&self) -> &[Definition] {
        &self.0
    }

    /// Every counter that some definition reads.
    pub fn counters(&self) -> Vec<String> {
        let counters: BTreeSet<&String> = self.0.iter().flat_map(Definition::counters).collect();
        counters.into_iter().cloned().collect()
    }
}

fn check(definition: &Definition) -> Result<(), DefinitionsError> {
    let code = || definition.code.clone();
    if definition.numerator_counters.is_empty() {
        return Err(DefinitionsError::Nothing { code: code() });
    }
    if definition.denominator.is_some() != definition.is_share() {
        return Err(DefinitionsError::HalfADenominator { code: code() });
    }
    let is_single =
        definition.numerator_counters.len() == 1 && definition.denominator_counters.len() <= 1;
    if definition.opens == Opens::Cases && !is_single {
        return Err(DefinitionsError::SeveralCounters { code: code() });
    }
    let unknown = definition
        .counters()
        .find(|counter| !figures::ALL.contains(&counter.as_str()));
    match unknown {
        Some(counter) => Err(DefinitionsError::UnknownCounter {
            code: code(),
            counter: counter.clone(),
        }),
        None => Ok(()),
    }
}
