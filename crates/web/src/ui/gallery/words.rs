//! Samples: buttons, status, notes, blocks, states.

use super::sample;
use crate::ui::{
    Button, Lamp, LinkLine, Note, Repeat, Step, Tab, Tile, Ui, alert_note, button, call_12345,
    card, case_number, command_line, compare, danger_button, days_lamp, empty, facts, failure,
    fold, forbidden, hash, icon, kv, kv_rule, lamp, leaving, link_button, links, msg, no_result,
    not_found, note, open_fold, plain_lamp, primary_button, primary_link, print_button,
    quiet_button, refused, signed_out, steps, success, success_note, tabs, tags, tiles, trio,
    unavailable, wait,
};
use maud::{Markup, html};

pub(super) fn samples(ui: &Ui) -> Markup {
    html! {
        (sample("g-lamps", "灯和标签", &lamps(ui)))
        (sample("g-buttons", "按钮", &buttons(ui)))
        (sample("g-notes", "提示", &notes()))
        (sample("g-blocks", "块", &blocks(ui)))
        (sample("g-states", "各种状态", &states(ui)))
    }
}

fn lamps(ui: &Ui) -> Markup {
    html! {
        p.row {
            @for kind in Lamp::ALL { (plain_lamp(ui, kind)) }
        }
        p.row.mt3 {
            (days_lamp(ui, Lamp::Normal, 5))
            (days_lamp(ui, Lamp::Warning, 0))
            (days_lamp(ui, Lamp::YellowCard, -2))
            (days_lamp(ui, Lamp::RedCard, -6))
            (lamp(Lamp::Paused, "停表 水质检测"))
        }
        div.mt3 { (tags(&["行政许可", "承诺件", "全程网办 Ⅳ级"])) }
    }
}

fn buttons(ui: &Ui) -> Markup {
    html! {
        p.row {
            (primary_button("发出补正告知书（2 项）").icon("doc"))
            (button("先存着").sends("do", "save"))
            (danger_button("撤回申请"))
            (quiet_button("不予受理…"))
            (link_button("下一件", "#").icon_after("next"))
            (button("送签").refused("g-why"))
            (print_button(ui))
            (call_12345(ui))
        }
        p.small.muted.mt2 #g-why { "还不能送签：4 个数和记录算出来的不一样。" }
    }
}

fn notes() -> Markup {
    html! {
        div.stack.stack--s {
            (note(Note::Info, "", "有人受伤、着火、违法正在发生，马上转 110、119、120。"))
            (note(Note::Warning, "一个申请只能发一次补正告知", "2 项会写进同一份告知书。"))
            (note(Note::Paused, "没有网络，照常记。", "14 项已存在这台手机，连上后自动交。"))
            (alert_note(Note::Bad, "没有存上", "网络断了。您填的还在这一页上。"))
            (success_note("已保存", "21:12 存下了这一页。"))
        }
    }
}

fn blocks(ui: &Ui) -> Markup {
    html! {
        div.stack {
            (facts(&[
                ("跑几次", html! { "0 次" small { "全程网上办" } }),
                ("多久办完", html! { "10 个工作日" small { "法定 20 个工作日" } }),
                ("收费", html! { "不收费" small { "检测费由检测机构收取" } }),
                ("拿到什么", html! { "排水许可证" small { "电子证照，有效期 5 年" } }),
            ]))
            (tabs("身份", &[
                Tab::new("个人办事", "#", true).icon("user"),
                Tab::new("企业办事", "#", false).icon("firm"),
                Tab::new("工程项目", "#", false).icon("crane"),
            ]))
            (tiles(&[
                tile("生育收养", "出生医学证明、生育登记 等 46 项", "baby"),
                tile("上学", "延缓入学审批、学生资助 等 38 项", "school"),
                tile("就业创业", "失业登记、创业担保贷款 等 87 项", "work"),
                tile("社会保险", "转移接续、资格认证 等 96 项", "shield"),
            ]))
            (steps(&[
                step("申请", "网上或窗口提交", "当天"),
                step("受理", "看材料齐不齐；不齐 5 个工作日内一次告知", "1 个工作日"),
                step("审查", "两人现场核对排放口", "6 个工作日"),
                step("决定", "准予或不予，书面说明理由", "2 个工作日"),
            ]))
            div.grid--2 {
                (card(html! {
                    h3.mb2 { "一件事" }
                    (trio(&[("部门", "5 个"), ("材料", "23 → 9 份"), ("工作日", "34 → 10 天")]))
                    div.mt4 { (compare(ui, 10, 20)) }
                }))
                (card(kv_rule(&[
                    ("有效期", html! { "2021-11-18 至 2026-11-17" }),
                    ("回避", lamp(Lamp::Done, "已声明无利害关系")),
                ])))
                (card(links(&[
                    LinkLine::new("受理通知书", "#", icon("down")),
                    LinkLine::new("园区赋权 48 项承接评估", "#", lamp(Lamp::RedCard, "超 8 天")),
                ])))
                (card(html! {
                    (fold(ui, "检测报告必须是哪家出的？", html! { p { "任何有资质的机构都可以。" } }))
                    (open_fold("租来的门面，谁来申请？", html! { p { "实际排水的单位申请。" } }))
                }))
                div.stack.stack--s {
                    (msg("唐磊　10 月 12 日 9:30", "2 号排放口和图纸一致，您不用再交材料。", false))
                    (msg("您　10 月 12 日 10:02", "好的，谢谢。", true))
                }
                div.stack.stack--s {
                    (hash("afbedcfbb74b60bf26c4430968a44e6498ae1a6ec07a4c1ada73b26f2dbea90c"))
                    (command_line("openssl dgst -sm3 roster.csv"))
                    (kv(&[("办件号", html! { (case_number("4311002109220170003865")) })]))
                }
            }
        }
    }
}

fn tile(label: &str, about: &str, icon: &'static str) -> Tile {
    Tile {
        label: label.to_owned(),
        about: about.to_owned(),
        href: "#".to_owned(),
        icon,
    }
}

fn step(title: &str, about: &str, time: &str) -> Step {
    Step {
        title: title.to_owned(),
        about: about.to_owned(),
        time: time.to_owned(),
    }
}

fn states(ui: &Ui) -> Markup {
    let find = [
        primary_link("找要办的事", "#"),
        link_button("用办件号查", "#"),
    ];
    let print = [link_button("打印接收凭证", "#").icon("print")];
    html! {
        div.grid--2 {
            (empty("doc", "您还没有办过事", "办过的、正在办的都会在这里。", &find).part())
            (no_result(ui, "排污证", "您要找的可能是“排污许可”。", &[]).part())
            (not_found(ui, Some("办件号是 22 位数字，您输入的是 21 位。")).part())
            (forbidden(ui, "线索接收人", Some("#")).part())
            (signed_out(ui, true).part())
            (failure(ui, "7F3A-21C8", true).part())
            (unavailable(ui, "存放数据的地方现在出了故障，刚才这一步没有办。", false, "7F3A-21C8", &Repeat::Page("/")).part())
            (refused(ui, "已经发过一次补正告知。", "行政许可法第三十二条", &[]).part())
            (wait("正在取等候人数"))
            (leaving(ui, 2, "#"))
            (success_sample(ui, &print))
        }
    }
}

/// As [`success`], one heading lower, because the gallery has its own `h1`.
fn success_sample(ui: &Ui, actions: &[Button]) -> Markup {
    let whole = success(
        ui,
        "申请已收到",
        "431100 210922 017 000386 5",
        "9 月 29 日前告诉您。",
        actions,
    );
    maud::PreEscaped(whole.0.replace("<h1 ", "<h3 ").replace("</h1>", "</h3>"))
}
