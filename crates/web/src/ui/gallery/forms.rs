//! Samples: a form that came back with two errors, and every kind of control.

use super::sample;
use crate::ui::{
    Choice, Field, FieldError, Ui, UploadedFile, Width, actions, button, camera, checkbox,
    checkboxes, code_input, date_input, draft_form, err_summary, from, identity_input,
    password_input, phone_input, primary_button, radios, saved, segment, select, stars, text_input,
    textarea, three_box_date, upload, upload_form, yes_no,
};
use maud::{Markup, html};

pub(super) fn samples(ui: &Ui) -> Markup {
    html! { (sample("g-form", "表单", &form(ui))) }
}

fn form(ui: &Ui) -> Markup {
    let errors = [
        FieldError::new("bore", "请填写排放口口径，只写数字，例如 200"),
        FieldError::new("to", "请选择污水排到哪里"),
    ];
    html! {
        (err_summary(ui, &errors))
        div.mt4 {
            (draft_form(ui, "#", "#autosave", "k-3", html! {
                (with_errors(ui, &errors))
                (people(ui))
                (weighty(ui))
                (actions(html! {
                    (primary_button("保存并继续").big())
                    (button("先存着，以后再填").sends("do", "later"))
                    (saved("21:12 已自动保存"))
                }))
            }))
        }
        div.mt4 { (upload_form(ui, "#", "k-4", files(ui))) }
    }
}

fn with_errors(ui: &Ui, errors: &[FieldError]) -> Markup {
    let bore = Field::new("bore", "口径")
        .hint("排出管的内径，图纸上标着 DN 的数字")
        .errors(errors)
        .width(Width::W8)
        .unit("毫米")
        .digits();
    let to = Field::new("to", "污水排到哪里？")
        .hint("不清楚可以问物业，或者选最后一项，我们派人来看")
        .errors(errors);
    let volume = Field::new("volume", "每天大约排多少水")
        .hint("可以按水表读数估算")
        .optional()
        .width(Width::W8)
        .unit("立方米")
        .decimal();
    let uscc = Field::new("uscc", "统一社会信用代码")
        .width(Width::W18)
        .prefilled(from(
            ui,
            "来自市场监管局登记信息，2021-09-22 21:08 取得。",
            "#",
        ));
    let places = [
        Choice::new("a", "市政污水管").about("道路下面只走污水的管"),
        Choice::new("b", "市政雨污合流管").about("老城区常见，雨水污水走一根管"),
        Choice::new("c", "我不清楚").about("不影响提交，2 个工作日内有人联系您"),
    ];
    html! {
        (text_input(ui, &bore, "DN两百"))
        (radios(ui, &to, &places, None))
        (text_input(ui, &volume, "12.5"))
        (text_input(ui, &uscc, "91431100MA4L000110"))
    }
}

fn people(ui: &Ui) -> Markup {
    let towns = [
        Choice::new("431103", "冷水滩区"),
        Choice::new("431102", "零陵区"),
    ];
    let secret = Field::new("password", "口令").width(Width::W18);
    html! {
        (text_input(ui, &Field::new("person", "姓名").autocomplete("name").width(Width::W18), ""))
        (identity_input(ui, &Field::new("identity", "身份证号"), ""))
        (phone_input(ui, &Field::new("mobile", "手机号"), "13800001234"))
        (code_input(ui, &Field::new("code", "短信验证码").hint("6 位数字，10 分钟内有效。可以粘贴。")))
        (password_input(ui, &secret, "current-password"))
        (three_box_date(ui, &Field::new("born", "出生日期").hint("例如 1956 年 3 月 8 日"), ["1956", "3", ""]))
        (date_input(ui, &Field::new("fix", "责令改正期限"), "2021-11-29"))
        (select(ui, &Field::new("town", "县市区").width(Width::W18), &towns, None))
        (textarea(ui, &Field::new("said", "想说的话").optional(), "", 3))
    }
}

fn weighty(ui: &Ui) -> Markup {
    let found = [
        Choice::new("none", "未发现问题"),
        Choice::new("told", "发现问题已责令改正"),
    ];
    let result = [Choice::new("ok", "合格"), Choice::new("fix", "要补")];
    html! {
        (yes_no(ui, &Field::new("agent", "是替别人办吗？"), None))
        (checkboxes(ui, &Field::new("found", "结果（可多选）"), &found, &["told"]))
        (segment("营业执照：审查结果", "m0", &result, Some("ok")))
        (stars(ui, &Field::new("rate", "这次办得怎么样？").hint("任何阶段都能评，最多评两次。"), None))
        (checkbox(ui, &Field::new("agree", "我看过告知书，内容属实"), false))
    }
}

fn files(ui: &Ui) -> Markup {
    let sent = [UploadedFile {
        id: "f-1".to_owned(),
        name: "水质检测报告.pdf".to_owned(),
        href: "#".to_owned(),
        size_bytes: 1_572_864,
        checksum: "afbedcfb".to_owned(),
    }];
    html! {
        (upload(ui, &Field::new("report", "水质、水量检测报告").hint("PDF 或照片，每个不超过 20 MB"), &sent, ".pdf,image/*"))
        (camera(ui, &Field::new("photo", "现场照片").optional(), &[]))
        (actions(button("上传")))
    }
}
