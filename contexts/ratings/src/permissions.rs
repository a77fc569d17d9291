//! What may be done with ratings; roles that hold it are data.

use kernel::Permission;

/// Rate one's own service.
pub const RATINGS_RATE: Permission = Permission::new("ratings.rate");
/// See the published figures.
pub const RATINGS_VIEW: Permission = Permission::new("ratings.view");
/// Read what was said of one's unit; holds no key to a case or a person.
pub const RATINGS_LIST: Permission = Permission::new("ratings.list");
/// Look into bad ratings; the only permission that opens the link to the case.
pub const RATINGS_VERIFY: Permission = Permission::new("ratings.verify");
/// Give out a token: the city itself, at the moment of service.
pub const RATINGS_INVITE: Permission = Permission::new("ratings.invite");
