//! What must hold of the modules as they stand together.

use app::{house, pack};
use std::collections::BTreeSet;
use web::{Access, Zone};

#[test]
fn every_word_stands_in_both_languages() {
    let words = house::house().words().unwrap();
    assert_eq!(words.missing().len(), 0, "{:?}", words.missing());
}

#[test]
fn every_api_route_is_described_and_every_description_is_a_route() {
    let house = house::house();
    let mut routes = BTreeSet::new();
    let mut described = BTreeSet::new();
    for module in &house.modules {
        for route in module
            .routes
            .iter()
            .filter(|route| route.path.starts_with("/api/"))
        {
            routes.insert(format!("{} {}", route.method, route.path));
        }
        for doc in &module.api {
            described.insert(format!("{} {}", doc.method, doc.path));
        }
    }
    let undescribed: Vec<_> = routes.difference(&described).collect();
    let nowhere: Vec<_> = described.difference(&routes).collect();
    assert!(
        undescribed.is_empty() && nowhere.is_empty(),
        "undescribed {undescribed:?}, nowhere {nowhere:?}"
    );
}

#[test]
fn every_permission_of_a_route_is_held_by_some_role() {
    let roles = pack::text("roles.toml");
    let house = house::house();
    let missing: BTreeSet<String> = house
        .modules
        .iter()
        .flat_map(|module| &module.routes)
        .filter_map(|route| match &route.access {
            Access::Needs(permission) => Some(permission.0.to_string()),
            Access::Open(_) | Access::SignedIn => None,
        })
        .filter(|permission| !roles.contains(&format!("\"{permission}\"")))
        .collect();
    assert_eq!(missing, BTreeSet::new());
}

#[test]
fn a_route_that_acts_is_not_open_without_a_reason() {
    for module in house::house().modules {
        for route in &module.routes {
            if let Access::Open(why) = &route.access {
                assert!(why.len() > 10, "{route:?} is open and does not say why");
            }
        }
    }
}

#[test]
fn the_three_administrators_hold_no_permission_over_cases() {
    let roles: toml::Table = pack::text("roles.toml").parse().unwrap();
    for role in roles["roles"].as_array().unwrap() {
        let code = role["code"].as_str().unwrap();
        if code.starts_with("admin-") {
            for grant in role["grants"].as_array().unwrap() {
                let permission = grant["permission"].as_str().unwrap();
                assert!(
                    !permission.starts_with("cases.") && !permission.starts_with("documents."),
                    "{code} holds {permission}"
                );
            }
        }
    }
}

#[test]
fn the_public_zone_has_no_staff_route() {
    let house = house::house();
    let staff: Vec<&str> = house
        .modules
        .iter()
        .flat_map(|module| &module.routes)
        .filter(|route| route.zone == Zone::Staff)
        .map(|route| route.path)
        .collect();
    assert!(
        staff.len() > 20,
        "there are staff routes to be left out: {staff:?}"
    );
    for path in staff {
        let is_staff = [
            "/desk",
            "/window",
            "/admin",
            "/supervise",
            "/cockpit",
            "/account",
            "/api/",
        ]
        .iter()
        .any(|prefix| path.starts_with(prefix));
        assert!(is_staff, "{path} is a staff route under a public address");
    }
}
