//! What may be done here. The roles that hold it are data (`cities/<city>/roles.toml`).

use kernel::Permission;

/// Units: open, change, close. System administrator.
pub const UNITS: Permission = Permission::new("admin.units");
/// Accounts: open, lock, unlock, one-time codes. System administrator.
pub const ACCOUNTS: Permission = Permission::new("admin.accounts");
/// Posts, roles, tokens of programs. Security administrator.
pub const SECURITY: Permission = Permission::new("admin.security");
/// Sign-ins and the access log, to read only. Audit administrator.
pub const AUDIT: Permission = Permission::new("admin.audit");
/// Holiday plans and an area's own days: propose and release.
pub const CALENDAR: Permission = Permission::new("admin.calendar");
/// Mandates of the parties that somebody may bind.
pub const MANDATES: Permission = Permission::new("admin.mandates");
