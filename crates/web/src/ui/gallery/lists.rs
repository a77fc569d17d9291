//! Samples: work list with saved filters, filter, bulk bar and pager; ranking; queue; tasks.

use super::sample;
use crate::ui::{
    Cell, Column, ConflictForm, Difference, Lamp, Order, Pager, QueueLine, Row, Table, TaskLine,
    Ui, View, bar, bulk, button, conflict, dot, filter, filter_date, filter_select, filter_text,
    form_keys, lamp, link_button, list_card, pager, queue, tasks, views,
};
use maud::{Markup, html};

pub(super) fn samples(ui: &Ui) -> Markup {
    html! {
        (sample("g-list", "待办列表", &work_list(ui)))
        (sample("g-rank", "排名", &list_card(ranking(ui))))
        (sample("g-side", "旁栏", &side()))
        (sample("g-conflict", "两人同时改", &conflict_sample(ui)))
    }
}

fn work_list(ui: &Ui) -> Markup {
    let list = html! {
        (filter(ui, html! {
            (filter_text("事项", "item", ""))
            (filter_select("环节", "stage", &[("", "全部环节"), ("review", "审查")], ""))
            (filter_date("承诺截止早于", "due", "2021-11-30"))
        }, "?"))
        form method="post" action="#" {
            (form_keys(ui, "k-1"))
            (cases().picks("id").render(ui))
            (bulk(ui, &[
                button("分派给…").icon("user").sends("do", "assign"),
                button("催办").icon("bell").sends("do", "urge"),
            ], "许可决定要逐件看、逐件签，不能批量"))
        }
        (pager(ui, &Pager { shown: 3, about: Some(1_118), previous: None, next: Some("?after=x".to_owned()) }))
    };
    html! {
        (desk_tools())
        (views(ui, &[
            View::new("全部在办", "#", true).count(118),
            View::new("我的待办", "#", false).count(23),
            View::new("今天到期", "#", false).count(2),
        ]))
        (list_card(list))
    }
}

/// A desk's head without its `h1`, which the gallery has.
fn desk_tools() -> Markup {
    html! {
        div.desk__head { p.small.num { "2021-11-18 周四 15:06　按剩余天数从少到多" } div.row { (link_button("导出本页", "#").icon("down")) } }
    }
}

fn cases() -> Table {
    let line = |lamp: Markup, item: &str, who: &str, used: &str, due: &str, number: &str| {
        Row::new(vec![
            Cell::bare(lamp),
            Cell::head(html! { a href="#" { (item) } }),
            Cell::new(who),
            Cell::new(used),
            Cell::new(due),
            Cell::mono(number),
        ])
        .pick(number, format!("{who} {item}"))
    };
    Table::new(
        "科室待办，按剩余天数从少到多",
        vec![
            Column::text("时限灯").sort("?sort=due", Some(Order::Ascending)),
            Column::text("事项").sort("?sort=item", None),
            Column::text("申请人"),
            Column::number("已用 / 承诺"),
            Column::number("承诺截止"),
            Column::number("办件号尾"),
        ],
        vec![
            line(
                lamp(Lamp::RedCard, "红牌 超 5 天"),
                "拆除工程施工备案",
                "湖南湘南建设有限公司",
                "10 / 5",
                "11-11",
                "…000435 1",
            ),
            line(
                lamp(Lamp::YellowCard, "黄牌 超 1 天"),
                "夜间建筑施工许可",
                "永州市宏达建筑工程有限公司",
                "4 / 3",
                "11-17",
                "…000407 9",
            )
            .picked(true),
            line(
                lamp(Lamp::Warning, "预警 剩 1 天"),
                "由于工程施工、设备维修等原因确需停止供水的审批",
                "永州市自来水公司",
                "1 / 2",
                "11-19",
                "…000463 3",
            ),
        ],
    )
    .work_list()
}

fn ranking(ui: &Ui) -> Markup {
    let line = |place: &str, county: &str, rate: &str, hundredths: i64, parts: &str| {
        Row::new(vec![
            Cell::new(place),
            Cell::head(html! { a href="#" { (county) } }),
            Cell::new(html! { b { (rate) } }),
            Cell::bare(dot(hundredths, 9700, 10_000)),
            Cell::bare(bar(hundredths, 10_000)),
            Cell::new(parts),
        ])
    };
    Table::new(
        "一件事办结率排名",
        vec![
            Column::number("名次"),
            Column::text("县市区"),
            Column::number("办结率").sort("#", Some(Order::Descending)),
            Column::text("97% … 100%"),
            Column::text("0 … 100%"),
            Column::number("办结 ÷ 收件"),
        ],
        vec![
            line("1", "冷水滩区", "99.43%", 9943, "76,573 ÷ 77,010"),
            line("2", "祁阳市", "99.21%", 9921, "53,802 ÷ 54,230"),
        ],
    )
    .wide()
    .total(line("", "合计", "99.34%", 9934, "130,375 ÷ 131,240"))
    .render(ui)
}

fn side() -> Markup {
    let task = |label: &str, href: Option<&str>, lamp, state: &str| TaskLine {
        label: label.to_owned(),
        href: href.map(str::to_owned),
        lamp,
        state: state.to_owned(),
        is_current: lamp == Lamp::Warning,
    };
    html! {
        div.grid--2 {
            div.card {
                (tasks(&[
                    task("申请单位", Some("#"), Lamp::Done, "已填好"),
                    task("排水情况", Some("#"), Lamp::Warning, "要改 2 处"),
                    task("核对并提交", None, Lamp::NotYet, "还不能填"),
                ]))
            }
            div.card.card--flush {
                (queue(&[
                    queue_line("B047", "烟花爆竹经营（零售）许可证核发", "办理中", "老人优先", true),
                    queue_line("A112", "残疾人证新办", "等 2 分", "优先：行动不便", false),
                ]))
            }
        }
    }
}

fn queue_line(number: &str, what: &str, wait: &str, about: &str, is_now: bool) -> QueueLine {
    QueueLine {
        number: number.to_owned(),
        what: what.to_owned(),
        wait: wait.to_owned(),
        about: about.to_owned(),
        is_now,
    }
}

fn conflict_sample(ui: &Ui) -> Markup {
    let differences = [Difference {
        field: "意见".to_owned(),
        before: "建议准予".to_owned(),
        theirs: "建议准予，有效期 5 年".to_owned(),
        yours: "建议准予，有效期 3 年".to_owned(),
    }];
    let form = ConflictForm {
        action: "#",
        key: "k-2",
        hidden: html! { input type="hidden" name="opinion" value="建议准予，有效期 3 年"; },
        their_href: "#",
    };
    // One heading lower, because the gallery has its own `h1`.
    let whole = conflict(ui, "何倩，11 月 18 日 14:52", &differences, &form).0;
    html! { div.stack { (maud::PreEscaped(whole.replace("h1>", "h3>"))) } }
}
