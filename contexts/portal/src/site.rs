//! The frame of public pages: navigation, the phone's bottom bar, the foot. Only addresses that
//! this release answers.

use crate::CityFacts;
use contracts::item::Text;
use web::ui::{MenuGroup, MenuItem, Named, Site, SiteLinks};

/// The frame's data from the city's facts.
pub fn site(city: &CityFacts) -> Site {
    Site {
        city: named(&city.name),
        platform: Named::new(
            without_mark(&city.site_name.zh, "一门"),
            without_mark(&city.site_name.en, "Yimen:"),
        ),
        host: Named::new(
            format!(
                "{}主办 · 电话 {}（{}） · {}",
                city.host.zh, city.contact.phone, city.contact.phone_note.zh, city.note.zh
            ),
            format!(
                "Run by the {} · Phone {} ({}) · {}",
                city.host.en, city.contact.phone, city.contact.phone_note.en, city.note.en
            ),
        ),
        nav: vec![
            MenuItem::new("web-nav-home", "/", "home"),
            MenuItem::new("web-nav-items", "/items", "grid"),
            MenuItem::new("web-nav-my-cases", "/my/cases", "doc"),
            MenuItem::new("portal-nav-help", "/help", "phone"),
            MenuItem::new("portal-nav-figures", "/figures", "chart"),
        ],
        tabs: vec![
            MenuItem::new("web-nav-home", "/", "home"),
            MenuItem::new("web-nav-items", "/items", "grid"),
            MenuItem::new("web-tab-cases", "/my/cases", "doc"),
            MenuItem::new("web-tab-messages", "/my/messages", "bell"),
            MenuItem::new("web-tab-me", "/my", "user"),
        ],
        foot: foot(&city.hotline),
        links: SiteLinks {
            // Staff have no messages of their own in this release.
            messages: "".into(),
            ..SiteLinks::default()
        },
    }
}

fn foot(hotline: &str) -> Vec<MenuGroup> {
    vec![
        MenuGroup::new(
            "web-foot-offline",
            vec![
                MenuItem::new("web-foot-call", format!("tel:{hotline}"), "phone"),
                MenuItem::new("portal-foot-hall", "/#in-person", "pin"),
                MenuItem::new("portal-foot-agents", "/help#agents", "hand"),
            ],
        ),
        MenuGroup::new(
            "portal-foot-stuck",
            vec![
                MenuItem::new("portal-foot-correct", "/help#correct", "pen"),
                MenuItem::new("portal-foot-rate", "/help#rate", "heart"),
                MenuItem::new("portal-foot-remedy", "/help#remedy", "scale"),
            ],
        ),
        MenuGroup::new(
            "portal-foot-open",
            vec![
                MenuItem::new("portal-foot-items", "/items", "grid"),
                MenuItem::new("portal-foot-figures", "/figures", "chart"),
            ],
        ),
        MenuGroup::new(
            "portal-foot-about",
            vec![
                MenuItem::new("portal-accessibility", "/about/accessibility", "info"),
                MenuItem::new("portal-privacy", "/about/privacy", "lock"),
                MenuItem::new("portal-releases", "/about/releases", "list"),
                MenuItem::new("portal-sitemap", "/sitemap", "list"),
            ],
        ),
    ]
}

fn named(text: &Text) -> Named {
    Named::new(text.zh.clone(), text.en.clone())
}

/// The frame writes the mark's own name before the platform's.
fn without_mark(name: &str, mark: &str) -> String {
    name.strip_prefix(mark).unwrap_or(name).trim().to_owned()
}
