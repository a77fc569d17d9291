//! The frames: public pages with the settings strip, the mast and the phone's bottom bar; staff
//! pages with the top bar and the rail; official paper with nothing around it.

use super::page::{Layout, PageOptions};
use super::prefs::{Contrast, Mode, Theme, prefs_keys};
use super::{MenuGroup, MenuItem, Ui, icon, mark, prefs_panel, print_button};
use crate::words::Lang;
use maud::{Markup, html};

pub(super) fn public_frame(ui: &Ui, options: &PageOptions, body: &Markup) -> Markup {
    html! {
        (skip(ui))
        (demo_banner(ui))
        (util_strip(ui))
        (mast(ui))
        (public_main(options, body))
        (foot(ui))
        @if !options.is_without_tabbar { (tabbar(ui)) }
    }
}

pub(super) fn staff_frame(ui: &Ui, options: &PageOptions, body: &Markup) -> Markup {
    let is_narrow = options.layout == Layout::FieldRecord;
    let is_bare = options.layout == Layout::Bare || ui.viewer.menu.is_empty();
    html! {
        (skip(ui))
        (demo_banner(ui))
        (topbar(ui))
        @if is_narrow {
            main #main.wrap.phone-page tabindex="-1" { (body) }
        } @else {
            div.shell.shell--bare[is_bare] {
                @if !is_bare { (rail(ui)) }
                main #main.desk tabindex="-1" {
                    @if options.layout == Layout::ThreeColumns {
                        div.desk--3 { (body) }
                    } @else {
                        (body)
                    }
                }
            }
        }
    }
}

pub(super) fn paper_frame(ui: &Ui, body: &Markup) -> Markup {
    html! {
        // The banner is inside `main`: outside it would print on a page of its own.
        main #main.paper-page tabindex="-1" {
            @if let Some(text) = &ui.viewer.demo { p.demo { (text) } }
            p.row.row--end.no-print.mt3.mb3 { (print_button(ui)) }
            (body)
        }
    }
}

/// The line that keeps a demonstration from being taken for a city: everywhere, also in print.
fn demo_banner(ui: &Ui) -> Markup {
    html! {
        @if let Some(text) = &ui.viewer.demo {
            aside.demo aria-label=(ui.t("web-demo")) { (text) }
        }
    }
}

fn skip(ui: &Ui) -> Markup {
    html! { a.skip href="#main" { (ui.t("web-skip")) } }
}

fn util_strip(ui: &Ui) -> Markup {
    let links = &ui.site.links;
    html! {
        div.util {
            div.wrap.row.row--between {
                nav.row aria-label=(ui.t("web-util-region")) {
                    @if links.region.is_empty() {
                        span.util__city { (icon("pin")) (ui.name(&ui.site.city)) }
                    } @else {
                        a href=(links.region) {
                            (icon("pin")) (ui.name(&ui.site.city))
                            span.vh { (ui.t("web-util-change-region")) }
                        }
                    }
                    @if !links.counties.is_empty() {
                        a.not-phone.not-elder href=(links.counties) { (ui.t("web-util-counties")) }
                    }
                }
                div.row {
                    (quick_prefs(ui))
                    (account(ui))
                }
            }
        }
    }
}

/// One press each, in one form: the button that is pressed names the setting.
fn quick_prefs(ui: &Ui) -> Markup {
    let prefs = ui.prefs;
    let (mode, mode_word) = match prefs.mode {
        Mode::Standard => ("elder", "web-util-elder"),
        Mode::Elder => ("standard", "web-util-standard"),
    };
    let (theme, theme_word) = match prefs.theme {
        Theme::Dark => ("auto", "web-util-light"),
        Theme::Auto | Theme::Light => ("dark", "web-util-dark"),
    };
    let (contrast, contrast_word) = match prefs.contrast {
        Contrast::Normal => ("high", "web-util-contrast-high"),
        Contrast::High => ("normal", "web-util-contrast-normal"),
    };
    let (lang, lang_word) = match prefs.lang {
        Lang::Zh => (Lang::En, "English"),
        Lang::En => (Lang::Zh, "中文"),
    };
    html! {
        form.row method="post" action=(ui.site.links.prefs) aria-label=(ui.t("web-util-settings")) {
            (prefs_keys(ui))
            button.linkish name="mode" value=(mode) { (ui.t(mode_word)) }
            button.linkish.not-phone.not-elder name="theme" value=(theme) { (ui.t(theme_word)) }
            button.linkish.not-phone.not-elder name="contrast" value=(contrast) { (ui.t(contrast_word)) }
            button.linkish.not-elder name="lang" value=(lang.code()) lang=(lang.code()) { (lang_word) }
        }
    }
}

fn account(ui: &Ui) -> Markup {
    let links = &ui.site.links;
    html! {
        nav.row aria-label=(ui.t("web-util-account")) {
            @if !links.accessibility.is_empty() {
                a.not-phone.not-elder href=(links.accessibility) { (ui.t("web-util-accessibility")) }
            }
            @if let Some(name) = &ui.viewer.name {
                a href=(links.account) { (icon("user")) (name) }
                (sign_out(ui))
            } @else {
                a href=(links.sign_in) { (ui.t("web-sign-in")) }
            }
        }
    }
}

fn sign_out(ui: &Ui) -> Markup {
    html! {
        form method="post" action=(ui.site.links.sign_out) {
            input type="hidden" name="csrf" value=(ui.csrf);
            button.linkish { (ui.t("web-sign-out")) }
        }
    }
}

fn mast(ui: &Ui) -> Markup {
    html! {
        header.mast {
            div.wrap.mast__in {
                a.brand href=(ui.site.links.home) {
                    (mark())
                    span { b { (ui.t("web-brand")) } small { (ui.name(&ui.site.platform)) } }
                }
                nav.nav aria-label=(ui.t("web-nav")) {
                    @for item in &ui.site.nav {
                        a href=(item.href) aria-current=[current(ui, item, &ui.site.nav)] {
                            (ui.t(&item.label))
                        }
                    }
                }
            }
        }
    }
}

fn public_main(options: &PageOptions, body: &Markup) -> Markup {
    let has_crumbs = !options.crumb_here.is_empty();
    html! {
        @match options.layout {
            Layout::FullWidth => { main #main tabindex="-1" { (body) } },
            Layout::FieldRecord => { main #main.wrap.phone-page tabindex="-1" { (body) } },
            Layout::Standard | Layout::ThreeColumns | Layout::Bare | Layout::Paper => {
                main #main.wrap.main.pt0[has_crumbs] tabindex="-1" { (body) }
            },
        }
    }
}

fn foot(ui: &Ui) -> Markup {
    html! {
        footer.foot {
            div.wrap.grid--4 {
                @for (i, group) in ui.site.foot.iter().enumerate() {
                    div.not-elder[i > 1] {
                        strong { (ui.t(&group.label)) }
                        ul {
                            @for item in &group.items {
                                li { a href=(item.href) { (ui.t(&item.label)) } }
                            }
                        }
                    }
                }
            }
            @let host = ui.name(&ui.site.host);
            @if !host.is_empty() { p.wrap.xs.pt4.foot__host { @for part in host.split(" · ") { span { (part) } } } }
        }
    }
}

fn tabbar(ui: &Ui) -> Markup {
    html! {
        nav.tabbar aria-label=(ui.t("web-tabbar")) {
            @for item in &ui.site.tabs {
                a href=(item.href) aria-current=[current(ui, item, &ui.site.tabs)] {
                    (icon(item.icon))
                    (ui.t(&item.label))
                    @if item.icon == "bell" && ui.viewer.unread > 0 {
                        span.tabbar__n { @if ui.viewer.unread > 99 { "99+" } @else { (ui.viewer.unread) } span.vh { (ui.t("web-unread-unit")) } }
                    }
                }
            }
        }
    }
}

fn topbar(ui: &Ui) -> Markup {
    let links = &ui.site.links;
    let unread = i64::from(ui.viewer.unread);
    html! {
        header.topbar {
            a.brand href=(links.staff_home) aria-label=(ui.t("web-back-to-desk")) {
                (mark()) span { b { (ui.t("web-brand")) } }
            }
            span.topbar__unit.nowrap { (ui.viewer.unit) }
            @if !links.search.is_empty() && leads_here(ui, &links.staff_home) {
                form.topbar__find.not-phone role="search" aria-label=(ui.t("web-search-all")) action=(links.search) {
                    label.vh for="site-q" { (ui.t("web-search-what")) }
                    input #site-q name="q" type="search" placeholder=(ui.t("web-search-what"))
                        autocomplete="off" data-slash;
                }
            }
            nav.topbar__end aria-label=(ui.t("web-util-account")) {
                details.menu.not-phone {
                    summary { (ui.t("web-prefs")) }
                    div.menu__panel { (prefs_panel(ui)) }
                }
                @if !links.messages.is_empty() {
                    a href=(links.messages) aria-label=(ui.tn("web-messages-unread", unread)) {
                        (icon("bell"))
                        span.not-phone { (ui.t("web-messages")) }
                        @if unread > 0 { " " (unread) }
                    }
                }
                (staff_account(ui))
            }
        }
    }
}

fn staff_account(ui: &Ui) -> Markup {
    let links = &ui.site.links;
    html! {
        @if let Some(name) = &ui.viewer.name {
            details.menu.menu--end {
                summary { (icon("user")) (name) }
                div.menu__panel {
                    @if !links.staff_account.is_empty() {
                        a href=(links.staff_account) { (ui.t("web-my-account")) }
                    }
                    (sign_out(ui))
                    div.only-phone { (prefs_panel(ui)) }
                }
            }
        } @else {
            a href=(links.sign_in) { (icon("user")) (ui.t("web-sign-in")) }
        }
    }
}

fn rail(ui: &Ui) -> Markup {
    let all: Vec<&MenuItem> = ui
        .viewer
        .menu
        .iter()
        .flat_map(|group| &group.items)
        .collect();
    html! {
        nav.rail aria-label=(ui.t("web-rail")) {
            @for group in &ui.viewer.menu { (rail_group(ui, group, &all)) }
        }
    }
}

fn rail_group(ui: &Ui, group: &MenuGroup, all: &[&MenuItem]) -> Markup {
    html! {
        h2 { (ui.t(&group.label)) }
        ul {
            @for item in &group.items {
                li {
                    a href=(item.href) aria-current=[current(ui, item, all.iter().copied())] {
                        (icon(item.icon))
                        (ui.t(&item.label))
                        @if let Some(count) = item.count { span.n { (count) } }
                    }
                }
            }
        }
    }
}

/// Whether the reader's menu leads to the desk or below it: administrators find no cases.
fn leads_here(ui: &Ui, desk: &str) -> bool {
    let groups = &ui.viewer.menu;
    groups
        .iter()
        .flat_map(|group| &group.items)
        .any(|item| leads_to(desk, &item.href))
}

/// The menu line whose address is the longest beginning of the page's path is the current one.
fn current<'a>(
    ui: &Ui,
    item: &MenuItem,
    all: impl IntoIterator<Item = &'a MenuItem>,
) -> Option<&'static str> {
    let nearest = all
        .into_iter()
        .filter(|other| leads_to(&other.href, &ui.path))
        .max_by_key(|other| other.href.len())?;
    (nearest.href == item.href).then_some(if is_here(&item.href, &ui.path) {
        "page"
    } else {
        "true"
    })
}

fn is_here(href: &str, path: &str) -> bool {
    href == path || Some(href) == path.split('?').next()
}

fn leads_to(href: &str, path: &str) -> bool {
    if href == "/" || href.contains('?') {
        return is_here(href, path);
    }
    path.strip_prefix(href)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_below_a_menu_line_marks_that_line_and_no_shorter_one() {
        assert!(leads_to("/cases", "/cases/17?tab=2"));
        assert!(!leads_to("/cases", "/cases-closed"));
        assert!(!leads_to("/", "/cases"));
        assert!(leads_to("/", "/?lang=en"));
    }
}
