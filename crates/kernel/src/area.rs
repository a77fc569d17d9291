//! Administrative areas (行政区划): the six-digit code, and a city's list of them.

use crate::Date;
use serde::{Deserialize, Serialize};
use std::sync::{Arc, OnceLock};
use thiserror::Error;

const YONGZHOU: &str = include_str!("../../../data/regions/yongzhou.json");

/// A code of GB/T 2260, or one of the statistical codes for areas that it leaves out: `431102`.
/// In JSON it is a string of six digits. Zero is no area.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AreaCode(pub u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("an area code has six digits")]
pub struct AreaCodeError;

impl AreaCode {
    /// The city or prefecture that the code lies in: `431100` for `431102`.
    #[must_use]
    pub fn city(self) -> Self {
        Self(self.0 / 100 * 100)
    }
}

impl std::fmt::Display for AreaCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:06}", self.0)
    }
}

impl std::fmt::Debug for AreaCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "AreaCode({self})")
    }
}

impl std::str::FromStr for AreaCode {
    type Err = AreaCodeError;

    fn from_str(text: &str) -> Result<Self, AreaCodeError> {
        if text.len() != 6 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(AreaCodeError);
        }
        text.parse().map(Self).map_err(|_| AreaCodeError)
    }
}

impl Serialize for AreaCode {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for AreaCode {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(from)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// What an area is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum RegionKind {
    #[serde(rename = "地级市")]
    City,
    #[serde(rename = "区")]
    District,
    #[serde(rename = "县级市")]
    CountyCity,
    #[serde(rename = "县")]
    County,
    #[serde(rename = "自治县")]
    AutonomousCounty,
    /// 管理区、开发区 with a statistical code: a dimension of figures, never part of an identity
    /// number.
    #[serde(rename = "管理区")]
    Managed,
}

/// An area with its name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Region {
    pub code: AreaCode,
    pub name: String,
    pub name_en: String,
    pub kind: RegionKind,
}

impl Region {
    pub fn local_name(&self, is_english: bool) -> &str {
        if is_english {
            &self.name_en
        } else {
            &self.name
        }
    }
}

/// A code that is no longer given out, but that older records, identity numbers and credit codes
/// carry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FormerRegion {
    pub code: AreaCode,
    pub name: String,
    pub name_en: String,
    pub replaced_by: AreaCode,
    /// The last day of the month in which the change was made.
    pub valid_to: Date,
}

/// A city and its areas.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regions {
    current: Vec<Region>,
    former: Vec<FormerRegion>,
    /// Areas of other cities whose material is shown as a sample; none of them is this city's.
    samples: Vec<NamedCode>,
}

#[derive(Debug, Error)]
pub enum RegionsError {
    #[error("not a list of regions")]
    NotAList(#[from] serde_json::Error),
    #[error("area {code} is listed twice")]
    ListedTwice { code: AreaCode },
    #[error("area {code} is replaced by an area that is not listed")]
    ReplacedByNone { code: AreaCode },
    #[error("area {code} ends in {until:?}, which is not a month like 2021-01")]
    BadMonth { code: AreaCode, until: String },
}

impl Regions {
    /// The list that Yimen carries for its first city; empty if the embedded file is broken, which
    /// a test rules out.
    pub fn yongzhou() -> Arc<Self> {
        static REGIONS: OnceLock<Arc<Regions>> = OnceLock::new();
        let empty = || Self {
            current: Vec::new(),
            former: Vec::new(),
            samples: Vec::new(),
        };
        let read = || Arc::new(Self::from_json(YONGZHOU).unwrap_or_else(|_| empty()));
        Arc::clone(REGIONS.get_or_init(read))
    }

    /// Reads a city's file; `data/regions/README.md` shows its shape.
    ///
    /// # Errors
    /// [`RegionsError`], naming the area.
    pub fn from_json(text: &str) -> Result<Self, RegionsError> {
        let file: RegionsFile = serde_json::from_str(text)?;
        let city = Region {
            code: file.city.code,
            name: file.city.name,
            name_en: file.city.name_en,
            kind: RegionKind::City,
        };
        let managed = |row: NamedCode| Region {
            code: row.code,
            name: row.name,
            name_en: row.name_en,
            kind: RegionKind::Managed,
        };
        let county = |row: CountyRow| Region {
            code: row.code,
            name: row.name,
            name_en: row.name_en,
            kind: row.kind,
        };
        let counties = file.counties.into_iter().map(county);
        let current: Vec<_> = std::iter::once(city)
            .chain(counties)
            .chain(file.pseudo.into_iter().map(managed))
            .collect();
        let former = file
            .aliases
            .into_iter()
            .map(AliasRow::read)
            .collect::<Result<Vec<_>, RegionsError>>()?;
        let regions = Self {
            current,
            former,
            samples: file.samples,
        };
        regions.check()?;
        Ok(regions)
    }

    /// The city first, then its districts and counties, then its managed areas.
    pub fn all(&self) -> &[Region] {
        &self.current
    }

    pub fn former(&self) -> &[FormerRegion] {
        &self.former
    }

    pub fn find(&self, code: AreaCode) -> Option<&Region> {
        self.current.iter().find(|region| region.code == code)
    }

    /// The name of an area, of today or former, or of a sample.
    pub fn find_name(&self, code: AreaCode, is_english: bool) -> Option<&str> {
        let of_today = self
            .find(code)
            .map(|region| (&region.name, &region.name_en));
        let former = || {
            let found = self.former.iter().find(|region| region.code == code);
            found.map(|region| (&region.name, &region.name_en))
        };
        let sample = || {
            let found = self.samples.iter().find(|sample| sample.code == code);
            found.map(|sample| (&sample.name, &sample.name_en))
        };
        let (name, name_en) = of_today.or_else(former).or_else(sample)?;
        Some(if is_english { name_en } else { name })
    }

    /// Today's code for an area, whatever code a record carries: `431181` for `431121`.
    pub fn current_code(&self, code: AreaCode) -> AreaCode {
        self.former
            .iter()
            .find(|region| region.code == code)
            .map_or(code, |region| region.replaced_by)
    }

    fn check(&self) -> Result<(), RegionsError> {
        let current = self.current.iter().map(|region| region.code);
        let mut codes: Vec<_> = current
            .chain(self.former.iter().map(|region| region.code))
            .collect();
        codes.sort_unstable();
        if let Some(pair) = codes.array_windows().find(|[one, next]| one == next) {
            return Err(RegionsError::ListedTwice { code: pair[0] });
        }
        match self
            .former
            .iter()
            .find(|region| self.find(region.replaced_by).is_none())
        {
            Some(region) => Err(RegionsError::ReplacedByNone { code: region.code }),
            None => Ok(()),
        }
    }
}

/// The file's shape. It also lists parks and sources, which are not read here.
#[derive(Deserialize)]
struct RegionsFile {
    city: NamedCode,
    counties: Vec<CountyRow>,
    #[serde(default)]
    aliases: Vec<AliasRow>,
    #[serde(default)]
    pseudo: Vec<NamedCode>,
    #[serde(default)]
    samples: Vec<NamedCode>,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
struct NamedCode {
    code: AreaCode,
    name: String,
    name_en: String,
}

#[derive(Deserialize)]
struct CountyRow {
    code: AreaCode,
    name: String,
    name_en: String,
    kind: RegionKind,
}

#[derive(Deserialize)]
struct AliasRow {
    code: AreaCode,
    name: String,
    name_en: String,
    replaced_by: AreaCode,
    until: String,
}

impl AliasRow {
    fn read(self) -> Result<FormerRegion, RegionsError> {
        let first: Result<Date, _> = format!("{}-01", self.until).parse();
        let Ok(first) = first else {
            return Err(RegionsError::BadMonth {
                code: self.code,
                until: self.until,
            });
        };
        Ok(FormerRegion {
            code: self.code,
            name: self.name,
            name_en: self.name_en,
            replaced_by: self.replaced_by,
            valid_to: first.last_of_month(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_area_code_is_six_digits_and_nothing_else() {
        assert_eq!("431102".parse(), Ok(AreaCode(431_102)));
        for text in ["43110", "4311020", "43110X", "+43110", "４３１１０２", ""] {
            assert_eq!(text.parse::<AreaCode>(), Err(AreaCodeError), "{text}");
        }
        assert_eq!(
            serde_json::to_string(&AreaCode(431_102)).unwrap(),
            r#""431102""#
        );
        assert_eq!(AreaCode(431_102).city(), AreaCode(431_100));
    }

    #[test]
    fn the_embedded_list_has_eleven_counties_and_three_managed_areas() {
        let regions = Regions::yongzhou();
        let count = |kind| {
            regions
                .all()
                .iter()
                .filter(|region| region.kind == kind)
                .count()
        };
        assert_eq!(regions.all().len(), 15);
        assert_eq!(count(RegionKind::District), 2);
        assert_eq!(count(RegionKind::CountyCity), 1);
        assert_eq!(
            count(RegionKind::County) + count(RegionKind::AutonomousCounty),
            8
        );
        assert_eq!(count(RegionKind::Managed), 3);
        assert_eq!(regions.find_name(AreaCode(431_100), false), Some("永州市"));
    }

    #[test]
    fn the_code_of_a_county_that_became_a_city_leads_to_the_new_one() {
        let regions = Regions::yongzhou();
        let former = AreaCode(431_121);
        assert_eq!(regions.current_code(former), AreaCode(431_181));
        assert_eq!(regions.current_code(AreaCode(431_102)), AreaCode(431_102));
        assert_eq!(regions.find_name(former, false), Some("祁阳县"));
        assert_eq!(regions.find_name(former, true), Some("Qiyang County"));
        assert_eq!(regions.former()[0].valid_to, jiff::civil::date(2021, 1, 31));
    }

    #[test]
    fn a_former_code_must_lead_somewhere() {
        let text = r#"{
            "city": {"code": "431100", "name": "永州市", "name_en": "Yongzhou"}, "counties": [],
            "aliases": [
                {"code": "431121", "name": "祁阳县", "name_en": "Qiyang County", "replaced_by": "431181", "until": "2021-01"}
            ]
        }"#;
        let error = Regions::from_json(text).unwrap_err();
        assert!(matches!(
            error,
            RegionsError::ReplacedByNone {
                code: AreaCode(431_121)
            }
        ));
        let error = Regions::from_json(&text.replace("2021-01", "soon")).unwrap_err();
        assert!(matches!(error, RegionsError::BadMonth { .. }));
    }
}
