//! The list of modules: which contexts this house has.

use web::House;
use web::ui::Site;

/// Every context of this release.
pub fn house() -> House {
    House::new(vec![])
}

/// What the frame says about the city.
pub fn site() -> Site {
    Site::default()
}
