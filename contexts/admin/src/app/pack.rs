//! The files of a city pack that this context imports, as they are written.

use contracts::item::Text;
use contracts::people::{AuthorityKind, Role};
use kernel::{AreaCode, Date};
use serde::Deserialize;
use thiserror::Error;

/// `units.toml`, `roles.toml` and `people.toml` of a city, read.
#[derive(Debug, Default)]
pub struct Pack {
    pub(super) units: Vec<UnitEntry>,
    pub(super) roles: Vec<Role>,
    pub(super) people: Vec<PersonEntry>,
    pub(super) firms: Vec<FirmEntry>,
    pub(super) mandates: Vec<MandateEntry>,
}

#[derive(Debug, Error)]
pub enum PackError {
    #[error("{file} of the city pack cannot be read")]
    Unreadable {
        file: &'static str,
        #[source]
        cause: Box<toml::de::Error>,
    },
}

impl Pack {
    /// Reads the three texts; an empty one brings nothing.
    pub fn from_texts(units: &str, roles: &str, people: &str) -> Result<Self, PackError> {
        let UnitsFile { units } = read("units.toml", units)?;
        let RolesFile { roles } = read("roles.toml", roles)?;
        let PeopleFile {
            people,
            firms,
            mandates,
        } = read("people.toml", people)?;
        Ok(Self {
            units,
            roles,
            people,
            firms,
            mandates,
        })
    }

    /// How many entries there are to go through.
    pub fn len(&self) -> usize {
        self.units.len()
            + self.roles.len()
            + self.people.len()
            + self.firms.len()
            + self.mandates.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Logins of the people and programs in the pack, as written.
    pub fn logins(&self) -> impl Iterator<Item = &str> {
        self.people.iter().map(|person| person.login.as_str())
    }
}

fn read<T: for<'de> Deserialize<'de>>(file: &'static str, text: &str) -> Result<T, PackError> {
    toml::from_str(text).map_err(|cause| PackError::Unreadable {
        file,
        cause: Box::new(cause),
    })
}

#[derive(Debug, Deserialize)]
struct UnitsFile {
    #[serde(default)]
    units: Vec<UnitEntry>,
}

#[derive(Debug, Deserialize)]
struct RolesFile {
    #[serde(default)]
    roles: Vec<Role>,
}

#[derive(Debug, Deserialize)]
struct PeopleFile {
    #[serde(default)]
    people: Vec<PersonEntry>,
    #[serde(default)]
    firms: Vec<FirmEntry>,
    #[serde(default)]
    mandates: Vec<MandateEntry>,
}

#[derive(Debug, Deserialize)]
pub(super) struct UnitEntry {
    pub(super) code: String,
    #[serde(default)]
    pub(super) short_code: String,
    #[serde(default)]
    pub(super) paper_prefix: String,
    pub(super) name: Text,
    pub(super) area: AreaCode,
    pub(super) parent: Option<String>,
    #[serde(default)]
    pub(super) phone: String,
    /// Halls, sections and teams have none.
    pub(super) authority_kind: Option<AuthorityKind>,
    #[serde(default)]
    pub(super) superior: Text,
}

#[derive(Deserialize)]
pub(super) struct PersonEntry {
    pub(super) login: String,
    pub(super) name: Text,
    pub(super) kind: crate::domain::account::AccountKind,
    #[serde(default)]
    pub(super) identity_number: String,
    #[serde(default)]
    pub(super) mobile_phone: String,
    #[serde(default)]
    pub(super) address: String,
    #[serde(default)]
    pub(super) posts: Vec<PostEntry>,
}

impl std::fmt::Debug for PersonEntry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PersonEntry")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}

#[derive(Debug, Deserialize)]
pub(super) struct PostEntry {
    pub(super) unit: String,
    pub(super) role: String,
    pub(super) from: Date,
    pub(super) to: Option<Date>,
}

#[derive(Debug, Deserialize)]
pub(super) struct FirmEntry {
    pub(super) code: String,
    pub(super) name: Text,
    pub(super) uscc: String,
    /// Login of the person who represents it.
    #[serde(default)]
    pub(super) legal_representative: String,
    pub(super) area: AreaCode,
    #[serde(default)]
    pub(super) address: String,
    #[serde(default)]
    pub(super) phone: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct MandateEntry {
    /// Code of the firm in the pack.
    pub(super) firm: String,
    /// Login of the agent.
    pub(super) agent: String,
    #[serde(default)]
    pub(super) items: Vec<String>,
    pub(super) from: Date,
    pub(super) to: Date,
    #[serde(default)]
    pub(super) note: Text,
}
