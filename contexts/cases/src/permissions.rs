//! What may be done with a case. Which roles hold which permission is data (`cities/<city>/roles.toml`).

use kernel::Permission;

/// See a case, within reach.
pub const CASES_VIEW: Permission = Permission::new("cases.view");

/// Work lists.
pub const CASES_LIST: Permission = Permission::new("cases.list");

/// As the applicant or his agent: file, correct, bring what was deferred, withdraw.
pub const CASES_APPLY: Permission = Permission::new("cases.apply");

/// At the window: receive, and record what people bring on paper.
pub const CASES_RECEIVE: Permission = Permission::new("cases.receive");

/// Say whether an application is complete: notify, accept, turn away.
pub const CASES_ACCEPT: Permission = Permission::new("cases.accept");

/// Work on the steps of review, special procedures included.
pub const CASES_REVIEW: Permission = Permission::new("cases.review");

/// Extend the legal limit: the head of the authority, never a section head.
pub const CASES_EXTEND: Permission = Permission::new("cases.extend");

/// Extend for joint handling: the government's head. Needed beside `cases.extend`.
pub const CASES_EXTEND_JOINTLY: Permission = Permission::new("cases.extend-jointly");

/// Decide.
pub const CASES_DECIDE: Permission = Permission::new("cases.decide");

/// Accept and decide an instant item in one act, under the department's written authority
/// (行政许可法 art. 34). Opens no other decision; needs `cases.accept` beside it.
pub const CASES_DECIDE_ON_THE_SPOT: Permission = Permission::new("cases.decide-on-the-spot");

/// Close, serve and hand over what was decided.
pub const CASES_SERVE: Permission = Permission::new("cases.serve");

/// Take a record out of every figure.
pub const CASES_VOID: Permission = Permission::new("cases.void");

/// Take a case on, hand it on, add a note to it.
pub const CASES_HOLD: Permission = Permission::new("cases.hold");

/// Record what the clock has done. For the job; no role needs it.
pub const CASES_SETTLE: Permission = Permission::new("cases.settle");

/// See what is late and why, and who looked at a case.
pub const CASES_SUPERVISE: Permission = Permission::new("cases.supervise");

/// Take a list out of the house as a file.
pub const CASES_EXPORT: Permission = Permission::new("cases.export");
