//! What must hold for every part, read off the gallery.

use super::*;
use crate::words::{Lang, WORDS, Words};
use maud::html;

fn ui() -> Ui {
    Ui::guest(Arc::new(Words::new(&[WORDS]).unwrap()))
}

fn staff() -> Ui {
    let menu = vec![MenuGroup::new(
        "web-nav",
        vec![
            MenuItem::new("web-nav-home", "/desk", "list"),
            MenuItem::new("web-nav-items", "/desk/items", "book").count(118),
        ],
    )];
    Ui {
        zone: Zone::Staff,
        viewer: Viewer {
            name: Some("蒋思源".to_owned()),
            menu,
            unread: 3,
            ..Viewer::default()
        },
        path: "/desk/items/7?tab=2".to_owned(),
        ..ui()
    }
}

fn galleries() -> Vec<String> {
    let english = |mut ui: Ui| {
        ui.prefs.lang = Lang::En;
        ui
    };
    [ui(), staff(), english(ui()), english(staff())]
        .iter()
        .map(|ui| gallery(ui).into_string())
        .collect()
}

/// The text of each opening tag with this beginning, up to its `>`.
fn tags_of<'a>(page: &'a str, opening: &str) -> Vec<&'a str> {
    page.match_indices(opening)
        .filter_map(|(at, _)| page[at..].split_once('>').map(|(tag, _)| tag))
        .collect()
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split_once('"').map(|(value, _)| value)
}

#[test]
fn no_page_carries_a_style_attribute_or_inline_code() {
    for page in galleries() {
        assert!(!page.contains(" style="));
        for tag in tags_of(&page, "<script") {
            assert!(attribute(tag, "src").is_some());
        }
        for word in ["onclick", "onchange", "onsubmit", "javascript:"] {
            assert!(!page.contains(word));
        }
    }
}

#[test]
fn every_word_on_the_page_has_its_key() {
    for page in galleries() {
        assert!(!page.contains("[web-"), "a key shows itself");
    }
}

#[test]
fn a_lamp_always_has_a_shape_of_its_own_and_a_word() {
    let shapes: std::collections::BTreeSet<_> = Lamp::ALL.iter().map(|kind| kind.shape()).collect();
    assert_eq!(shapes.len(), Lamp::ALL.len());
    for page in galleries() {
        for lamp in page.split("<span class=\"lamp").skip(1) {
            let (shape, rest) = lamp.split_once("</svg>").unwrap();
            assert!(shape.contains("i--solid"));
            assert!(!rest.split_once("</span>").unwrap().0.is_empty());
        }
    }
}

#[test]
fn ids_are_unique_and_each_reference_leads_to_one() {
    for page in galleries() {
        let ids: Vec<&str> = page
            .split('<')
            .filter_map(|tag| attribute(tag.split('>').next()?, "id"))
            .collect();
        let unique: std::collections::BTreeSet<_> = ids.iter().copied().collect();
        assert_eq!(unique.len(), ids.len(), "an id twice");
        for tag in page.split('<').filter_map(|tag| tag.split('>').next()) {
            for name in ["for", "aria-describedby", "aria-labelledby"] {
                for id in attribute(tag, name)
                    .unwrap_or_default()
                    .split(' ')
                    .filter(|id| !id.is_empty())
                {
                    assert!(unique.contains(id), "{name} leads nowhere: {id}");
                }
            }
        }
    }
}

#[test]
fn a_field_with_an_error_is_described_by_it() {
    let spec = Field::new("bore", "口径")
        .hint("图纸上的数字")
        .error(Some("请填写口径"));
    let page = text_input(&ui(), &spec, "DN两百").into_string();
    let input = tags_of(&page, "<input")[0];
    assert_eq!(attribute(input, "aria-describedby"), Some("bore-h bore-e"));
    assert_eq!(attribute(input, "aria-invalid"), Some("true"));
    assert_eq!(attribute(input, "value"), Some("DN两百"));
    assert!(page.contains("<span class=\"vh\">错误：</span>请填写口径"));
}

#[test]
fn each_line_of_the_error_summary_leads_to_a_control_also_in_a_group() {
    let errors = [
        FieldError::new("to", "请选择"),
        FieldError::new("born", "请填写"),
    ];
    let ui = ui();
    let page = html! {
        (err_summary(&ui, &errors))
        (yes_no(&ui, &Field::new("to", "？").errors(&errors), None))
        (three_box_date(&ui, &Field::new("born", "？").errors(&errors), ["", "", ""]))
    }
    .into_string();
    let inputs = tags_of(&page, "<input");
    for error in &errors {
        assert!(
            inputs
                .iter()
                .any(|tag| attribute(tag, "id") == Some(error.name.as_str()))
        );
    }
}

#[test]
fn what_people_type_is_escaped() {
    let ui = ui();
    let page = html! {
        (text_input(&ui, &Field::new("x", "<b>"), "\"><script>alert(1)</script>"))
        (lamp(Lamp::Done, "<i>"))
        (no_result(&ui, "<script>", "<hr>", &[]).part())
        (msg("<u>", "<s>", true))
    }
    .into_string();
    for raw in ["<script", "<b>&", "<i>", "<hr>", "<u>", "<s>"] {
        assert!(!page.contains(raw), "{raw} went through");
    }
}

#[test]
fn every_changing_form_carries_the_token() {
    let mut ui = ui();
    ui.csrf = "token-7".to_owned();
    let page = gallery(&ui).into_string();
    for form in page.split("<form").skip(1) {
        let form = form.split_once("</form>").unwrap().0;
        if form.split('>').next().unwrap().contains("method=\"post\"") {
            assert!(form.contains("name=\"csrf\" value=\"token-7\""));
        }
    }
}

#[test]
fn enter_in_a_list_or_beside_files_presses_no_weighty_button() {
    let page = gallery(&ui()).into_string();
    let first_button = |form: &str| form.split_once("<button").map(|(_, rest)| rest.to_owned());
    for form in page.split("<form").skip(1) {
        let form = form.split_once("</form>").unwrap().0;
        if form.contains("name=\"remove\"") || form.contains("class=\"bulk\"") {
            let first = first_button(form).unwrap();
            assert!(first.split('>').next().unwrap().contains("tabindex=\"-1\""));
        }
    }
}

#[test]
fn one_main_heading_a_page() {
    for page in galleries() {
        assert_eq!(page.matches("<h1").count(), 1);
        assert_eq!(page.matches("<main").count(), 1);
    }
}

#[test]
fn a_rate_without_a_denominator_is_a_dash() {
    let rate = Figure::rate("好评率", Some("100".to_owned()), 0, 0, "件");
    let page = figure(&ui(), &rate).into_string();
    assert!(page.contains(">—<") && page.contains("0 ÷ 0 件"));
}

#[test]
fn a_refused_button_stays_says_why_and_sends_nothing() {
    let page = html! { (primary_button("送签").sends("do", "sign").refused("why")) }.into_string();
    let tag = tags_of(&page, "<button")[0];
    assert_eq!(attribute(tag, "aria-disabled"), Some("true"));
    assert_eq!(attribute(tag, "aria-describedby"), Some("why"));
    assert_eq!(attribute(tag, "type"), Some("button"));
    assert_eq!(attribute(tag, "name"), None);
}

#[test]
fn both_due_dates_are_always_there() {
    let view = DueView {
        promised_on: Some(kernel::Date::constant(2021, 10, 19)),
        promised_below: html! {},
        legal_on: None,
        legal_below: html! {},
        holder: "唐磊".to_owned(),
        holder_below: html! {},
    };
    let page = due(&ui(), &view).into_string();
    assert!(page.contains("10 月 19 日（周二）"));
    assert!(page.contains("等放假安排公布后确定"));
}

#[test]
fn the_print_version_has_its_folds_open() {
    let mut ui = ui();
    ui.print = true;
    assert!(
        fold(&ui, "依据", "条例")
            .into_string()
            .starts_with("<details class=\"fold\" open>")
    );
}

#[test]
fn the_nearest_menu_line_is_marked_and_only_that() {
    let page = staff().page("事项", html! {}).into_string();
    let rail = page.split_once("<nav class=\"rail\"").unwrap().1;
    let current: Vec<&str> = tags_of(rail, "<a ")
        .into_iter()
        .filter(|tag| tag.contains("aria-current"))
        .collect();
    assert_eq!(current.len(), 1);
    assert_eq!(attribute(current[0], "href"), Some("/desk/items"));
}

#[test]
fn elder_mode_never_reaches_staff_pages() {
    let mut staff = staff();
    staff.prefs.mode = Mode::Elder;
    assert!(
        staff
            .page("事项", html! {})
            .into_string()
            .contains("data-mode=\"standard\"")
    );
}

#[test]
fn a_demonstration_says_so_on_every_page_also_on_paper() {
    let mut ui = staff();
    ui.viewer.demo = Some("演示城市 · 2021-11-30 09:00 · 模拟数据".to_owned());
    let pages = [
        ui.page("事项", html! {}),
        ui.page_with(PageOptions::new("告知书").paper(), html! {}),
    ];
    for page in pages {
        assert!(page.into_string().contains("演示城市"));
    }
}

#[test]
fn sign_in_leads_back_to_a_path_of_our_own_only() {
    let mut ui = ui();
    ui.path = "//evil.example/".to_owned();
    assert!(
        signed_out(&ui, true)
            .part()
            .into_string()
            .contains("/sign-in?next=%2F\"")
    );
}

#[test]
fn dates_are_said_in_both_languages() {
    let mut ui = ui();
    let date = kernel::Date::constant(2021, 10, 19);
    assert_eq!(ui.date(date), "2021-10-19");
    assert_eq!(ui.date_full(date), "2021 年 10 月 19 日");
    ui.prefs.lang = Lang::En;
    assert_eq!(ui.date_long(date), "Tue 19 October 2021");
}
