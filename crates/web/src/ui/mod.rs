//! The component library: the frame around a page and the parts inside it, after the design guide.
//!
//! Each part is a small function or struct that gives markup. Plain text goes in as `&str` and is
//! escaped; richer content as [`maud::Markup`]. Fixed words come from the Fluent files (`web-…`).
//! Nothing here asks a database, reads a clock or knows a rule of law.
//!
//! Invariant: no `style` attribute and no inline script, so that the content security policy can
//! stay at `'self'`.

mod buttons;
mod case_parts;
mod charts;
mod figures;
mod forms;
mod frame;
mod gallery;
mod icons;
mod lamps;
mod page;
mod paper;
mod parts;
mod prefs;
mod states;
mod tables;
mod words_of;

#[cfg(test)]
mod tests;

pub use buttons::*;
pub use case_parts::*;
pub use charts::*;
pub use figures::*;
pub use forms::*;
pub use gallery::{gallery, sample_paper};
pub use icons::{Icon, icon, mark, rivers};
pub use lamps::*;
pub use page::{Layout, PageOptions};
pub use paper::*;
pub use parts::*;
pub use prefs::*;
pub use states::*;
pub use tables::*;

use crate::words::Words;
use std::borrow::Cow;
use std::sync::Arc;

/// Which side of the house a page belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Zone {
    #[default]
    Public,
    Staff,
}

/// What a page needs besides its own view: words, settings, who is looking and where.
#[derive(Clone, Debug)]
pub struct Ui {
    pub words: Arc<Words>,
    pub prefs: Prefs,
    pub zone: Zone,
    pub viewer: Viewer,
    pub site: Arc<Site>,
    /// Path and query of the page, for the way back from `/prefs` and the marked menu line.
    pub path: String,
    /// Goes into each form; see [`form_keys`].
    pub csrf: String,
    /// `?print=1`: what is folded on the screen is open, because a closed fold does not print.
    pub print: bool,
}

/// Who is looking.
#[derive(Clone, Debug, Default)]
pub struct Viewer {
    /// The display name; none before signing in.
    pub name: Option<String>,
    /// Unit and post, in the top bar of staff pages.
    pub unit: String,
    /// The rail of staff pages.
    pub menu: Vec<MenuGroup>,
    pub unread: u32,
    /// The banner of a demonstration city with its clock: 演示城市 · 2021-11-30 09:00 · 模拟数据.
    pub demo: Option<String>,
}

/// Lines of a menu under one heading. Labels are word keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MenuGroup {
    pub label: Cow<'static, str>,
    pub items: Vec<MenuItem>,
}

impl MenuGroup {
    pub fn new(label: impl Into<Cow<'static, str>>, items: Vec<MenuItem>) -> Self {
        Self {
            label: label.into(),
            items,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MenuItem {
    /// A word key.
    pub label: Cow<'static, str>,
    pub href: Cow<'static, str>,
    pub icon: &'static str,
    pub count: Option<u64>,
}

impl MenuItem {
    pub fn new(
        label: impl Into<Cow<'static, str>>,
        href: impl Into<Cow<'static, str>>,
        icon: &'static str,
    ) -> Self {
        Self {
            label: label.into(),
            href: href.into(),
            icon,
            count: None,
        }
    }

    #[must_use]
    pub fn count(mut self, count: u64) -> Self {
        self.count = Some(count);
        self
    }
}

/// A name in both languages; without the English one the Chinese stands in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    pub zh: String,
    pub en: String,
}

impl Named {
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            zh: zh.into(),
            en: en.into(),
        }
    }
}

/// What the frame says about the city: data, never a constant of the program.
#[derive(Clone, Debug)]
pub struct Site {
    /// 永州市
    pub city: Named,
    /// 永州市政务服务和营商环境平台
    pub platform: Named,
    /// The line at the foot: who runs the platform, and the telephone.
    pub host: Named,
    /// Main navigation of public pages.
    pub nav: Vec<MenuItem>,
    /// Five links at the bottom of a phone.
    pub tabs: Vec<MenuItem>,
    /// Columns of the foot; the first two stay in elder mode.
    pub foot: Vec<MenuGroup>,
    pub links: SiteLinks,
}

/// Addresses that the frame itself needs. An empty one leaves its link out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteLinks {
    pub home: Cow<'static, str>,
    pub staff_home: Cow<'static, str>,
    pub region: Cow<'static, str>,
    pub counties: Cow<'static, str>,
    pub accessibility: Cow<'static, str>,
    pub sign_in: Cow<'static, str>,
    pub sign_out: Cow<'static, str>,
    pub account: Cow<'static, str>,
    pub staff_account: Cow<'static, str>,
    pub search: Cow<'static, str>,
    pub messages: Cow<'static, str>,
    pub prefs: Cow<'static, str>,
}

impl Default for SiteLinks {
    fn default() -> Self {
        Self {
            home: "/".into(),
            staff_home: "/desk".into(),
            region: "".into(),
            counties: "".into(),
            accessibility: "/about/accessibility".into(),
            sign_in: "/sign-in".into(),
            sign_out: "/sign-out".into(),
            account: "/my".into(),
            staff_account: "/account".into(),
            search: "/desk/search".into(),
            messages: "/desk/messages".into(),
            prefs: "/prefs".into(),
        }
    }
}

impl Default for Site {
    fn default() -> Self {
        Self {
            city: Named::new("演示市", "Demo City"),
            platform: Named::new(
                "政务服务和营商环境平台",
                "Government services and business environment",
            ),
            host: Named::default(),
            nav: vec![
                MenuItem::new("web-nav-home", "/", "home"),
                MenuItem::new("web-nav-items", "/items", "grid"),
                MenuItem::new("web-nav-my-cases", "/my/cases", "doc"),
            ],
            tabs: vec![
                MenuItem::new("web-nav-home", "/", "home"),
                MenuItem::new("web-nav-items", "/items", "grid"),
                MenuItem::new("web-tab-cases", "/my/cases", "doc"),
                MenuItem::new("web-tab-messages", "/my/messages", "bell"),
                MenuItem::new("web-tab-me", "/my", "user"),
            ],
            foot: vec![MenuGroup::new(
                "web-foot-offline",
                vec![MenuItem::new("web-foot-call", "tel:12345", "phone")],
            )],
            links: SiteLinks::default(),
        }
    }
}
