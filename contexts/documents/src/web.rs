//! Pages of papers, of the seal, and the public check.

mod api;
mod api_docs;
mod ask;
mod check_page;
mod drawing;
mod paper_page;
mod release;
mod seals;

pub use api::{check_json, paper_json};
pub(crate) use api_docs::DOCS as API_DOCS;
pub use ask::ask_for_seal;
pub use check_page::{check_form, check_result};
pub use paper_page::{show, translation};
pub use release::release;
pub use seals::{register, unasked, waiting};

use crate::app::SealProvider;
use contracts::queries::Parties;
use std::sync::Arc;
use store::Reader;
use web::App;

fn parties(app: &App) -> Option<Arc<dyn Parties<Reader>>> {
    app.query::<dyn Parties<Reader>>()
}

/// The provider of the house; the demonstration seals where a city has brought none.
fn seals(app: &App) -> Arc<dyn SealProvider> {
    app.query::<dyn SealProvider>()
        .unwrap_or_else(|| Arc::new(crate::app::DemoSeals))
}
