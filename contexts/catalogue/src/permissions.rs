//! What may be done with the catalogue. Which roles hold it is data of the city.

use kernel::Permission;

/// Read guides and lists.
pub const CATALOGUE_VIEW: Permission = Permission::new("catalogue.view");
/// See items of one's reach at the desk, with what the quality rules find.
pub const CATALOGUE_LIST: Permission = Permission::new("catalogue.list");
/// Import a list of an area.
pub const CATALOGUE_IMPORT: Permission = Permission::new("catalogue.import");
/// Publish, suspend, withdraw.
pub const CATALOGUE_PUBLISH: Permission = Permission::new("catalogue.publish");
