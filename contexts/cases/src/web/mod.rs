//! Pages and acts over HTTP. The applicant's side: `apply*`, `my_cases`, `case_page`, `correct`,
//! `query`, `api`. The staff side: `desk_*`, `window_*`.

pub mod forms;
mod public_routes;

pub use public_routes::public_routes;

use crate::read::detail::Others;
use ::web::App;

/// What other contexts of this house can answer.
pub(crate) fn others(app: &App) -> Others {
    Others {
        parties: app.query(),
        papers: app.query(),
        ratings: app.query(),
    }
}
