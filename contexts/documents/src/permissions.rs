//! What may be done with papers; roles that hold it are data.

use kernel::Permission;

/// Read a paper: one's own, or those of one's unit.
pub const DOCUMENTS_VIEW: Permission = Permission::new("documents.view");
/// Ask for the seal of a paper that nobody has answered for yet.
pub const DOCUMENTS_SEAL: Permission = Permission::new("documents.seal");
/// Release the seal as the second person.
pub const DOCUMENTS_RELEASE: Permission = Permission::new("documents.release");
/// Draw a paper up: the city itself, after an act.
pub const DOCUMENTS_DRAW_UP: Permission = Permission::new("documents.draw-up");
