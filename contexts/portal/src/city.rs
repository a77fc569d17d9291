//! What the pages say about the city: read from `cities/<city>/city.toml`.

use contracts::item::Text;
use serde::Deserialize;

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct CityFacts {
    pub name: Text,
    /// Name of the platform with its mark in front: `一门 永州市…平台`.
    pub site_name: Text,
    /// Who runs the platform.
    pub host: Text,
    pub hotline: String,
    /// What everybody should know about this pack.
    pub note: Text,
    pub hall: Hall,
    pub agents: Agents,
    pub contact: Contact,
    pub home: Home,
}

/// Where people go in person.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Hall {
    pub name: Text,
    pub address: Text,
    pub hours: Text,
}

/// Who fills in and hands in for those who can't.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Agents {
    pub name: Text,
    pub about: Text,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Contact {
    pub phone: String,
    pub phone_note: Text,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Home {
    /// Themes under 工程项目, by code.
    pub project_themes: Vec<String>,
}

#[derive(Debug, thiserror::Error)]
#[error("city.toml cannot be read")]
pub struct CityFactsError(#[from] toml::de::Error);

impl CityFacts {
    pub fn parse(text: &str) -> Result<Self, CityFactsError> {
        Ok(toml::from_str(text)?)
    }

    /// The demo city's pack, as built in.
    pub fn yongzhou() -> Result<Self, CityFactsError> {
        Self::parse(include_str!("../../../cities/yongzhou/city.toml"))
    }
}
