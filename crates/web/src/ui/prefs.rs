//! The reader's settings. The shell reads them from a cookie; the frame writes them on the root
//! element and offers each as a plain form, so that they work without a script.

use super::Ui;
use crate::words::Lang;
use maud::{Markup, html};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prefs {
    pub lang: Lang,
    pub mode: Mode,
    pub theme: Theme,
    pub contrast: Contrast,
    pub density: Density,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    #[default]
    Standard,
    Elder,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    #[default]
    Auto,
    Light,
    Dark,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Contrast {
    #[default]
    Normal,
    High,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Density {
    #[default]
    Cosy,
    Compact,
}

impl Mode {
    pub fn code(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Elder => "elder",
        }
    }
}

impl Theme {
    pub fn code(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

impl Contrast {
    pub fn code(self) -> &'static str {
        match self {
            Self::Normal => "normal",
            Self::High => "high",
        }
    }
}

impl Density {
    pub fn code(self) -> &'static str {
        match self {
            Self::Cosy => "cosy",
            Self::Compact => "compact",
        }
    }
}

impl Prefs {
    pub fn is_elder(self) -> bool {
        self.mode == Mode::Elder
    }

    /// Takes over one setting of the posted form or the cookie. Unknown names and values are left
    /// alone: a setting is never worth an error page.
    pub fn set(&mut self, name: &str, value: &str) {
        match (name, value) {
            ("lang", code) => self.lang = Lang::from_code(code).unwrap_or(self.lang),
            ("mode", "standard") => self.mode = Mode::Standard,
            ("mode", "elder") => self.mode = Mode::Elder,
            ("theme", "auto") => self.theme = Theme::Auto,
            ("theme", "light") => self.theme = Theme::Light,
            ("theme", "dark") => self.theme = Theme::Dark,
            ("contrast", "normal") => self.contrast = Contrast::Normal,
            ("contrast", "high") => self.contrast = Contrast::High,
            ("density", "cosy") => self.density = Density::Cosy,
            ("density", "compact") => self.density = Density::Compact,
            _ => {}
        }
    }

    /// For the cookie: `zh-CN.standard.auto.normal.cosy`.
    pub fn to_cookie(self) -> String {
        [
            self.lang.code(),
            self.mode.code(),
            self.theme.code(),
            self.contrast.code(),
            self.density.code(),
        ]
        .join(".")
    }

    pub fn from_cookie(cookie: &str) -> Self {
        let mut prefs = Self::default();
        let names = ["lang", "mode", "theme", "contrast", "density"];
        for (name, value) in names.into_iter().zip(cookie.split('.')) {
            prefs.set(name, value);
        }
        prefs
    }
}

/// Hidden fields of a settings form: the token and the way back.
pub(super) fn prefs_keys(ui: &Ui) -> Markup {
    html! {
        input type="hidden" name="csrf" value=(ui.csrf);
        input type="hidden" name="back" value=(ui.path);
    }
}

/// All settings as one form of buttons, for the settings page, the staff top bar and a phone.
pub fn prefs_panel(ui: &Ui) -> Markup {
    let prefs = ui.prefs;
    let line = |name: &'static str, choices: &[(&'static str, bool)]| {
        html! {
            div.prefs__line {
                span { (ui.t(&format!("web-prefs-{name}"))) }
                @for (value, is_chosen) in choices {
                    button.linkish name=(name) value=(value) aria-pressed=(is_chosen) {
                        (ui.t(&format!("web-prefs-{name}-{value}")))
                    }
                }
            }
        }
    };
    html! {
        form.prefs method="post" action=(ui.site.links.prefs) {
            (prefs_keys(ui))
            @if ui.is_staff() {
                (line("density", &[
                    ("cosy", prefs.density == Density::Cosy),
                    ("compact", prefs.density == Density::Compact),
                ]))
            } @else {
                (line("mode", &[
                    ("standard", prefs.mode == Mode::Standard),
                    ("elder", prefs.mode == Mode::Elder),
                ]))
            }
            (line("theme", &[
                ("auto", prefs.theme == Theme::Auto),
                ("light", prefs.theme == Theme::Light),
                ("dark", prefs.theme == Theme::Dark),
            ]))
            (line("contrast", &[
                ("normal", prefs.contrast == Contrast::Normal),
                ("high", prefs.contrast == Contrast::High),
            ]))
            div.prefs__line {
                span { (ui.t("web-prefs-lang")) }
                button.linkish name="lang" value="zh-CN" lang="zh-CN" aria-pressed=(prefs.lang == Lang::Zh) { "中文" }
                button.linkish name="lang" value="en" lang="en" aria-pressed=(prefs.lang == Lang::En) { "English" }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_survive_the_cookie() {
        let mut prefs = Prefs::default();
        for (name, value) in [("lang", "en"), ("theme", "dark"), ("density", "compact")] {
            prefs.set(name, value);
        }
        assert_eq!(Prefs::from_cookie(&prefs.to_cookie()), prefs);
    }

    #[test]
    fn a_cookie_from_elsewhere_changes_nothing() {
        assert_eq!(Prefs::from_cookie("x.y.<script>"), Prefs::default());
    }
}
