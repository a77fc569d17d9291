//! The list of modules: which contexts this house has.

use crate::pack;
use web::House;
use web::ui::Site;

/// Every context of this release.
pub fn house() -> House {
    House::new(vec![
        portal::module(),
        catalogue::module(),
        cases::module(),
        documents::module(),
        ratings::module(),
        indicators::module(),
        admin::module(),
    ])
}

/// What the frame says about the city.
pub fn site() -> Site {
    portal::CityFacts::parse(&pack::text("city.toml"))
        .map_or_else(|_| Site::default(), |facts| portal::site(&facts))
}
