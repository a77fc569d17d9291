//! Routes of the applicant's side.

use ::web::Module;

/// Adds them to the manifest.
pub fn public_routes(module: Module) -> Module {
    module
}
