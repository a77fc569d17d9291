//! What can be asked of the catalogue. The only place with SQL.

pub mod desk;
pub mod guide;
pub mod listed;
pub mod load;
pub mod project;
pub mod public_list;
pub mod reports;
pub mod tables;

pub use load::load_reference;
pub use project::{project, project_themes};
pub use tables::TABLES;

use contracts::item::ItemVersion;
use kernel::Place;

/// Where the gate finds a published item: in its unit, and open to everybody.
pub(crate) fn place_of(version: &ItemVersion) -> Place {
    Place {
        area: version.area,
        unit: version.unit,
        is_public: true,
        ..Place::default()
    }
}
