//! Samples: due dates, the calendar of counted days, the trail, official paper, figures, charts.

use super::sample;
use crate::ui::{
    Chart, DayCell, DayKind, DueView, Figure, Lamp, Paper, PaperState, Series, TrailEvent, Ui,
    bar_chart, cal, days_lamp, due, figures, lamp, line_chart, notice_preview, paper, share_bar,
    trail,
};
use kernel::Date;
use maud::{Markup, html};

pub(super) fn samples(ui: &Ui) -> Markup {
    html! {
        (sample("g-due", "期限", &due_sample(ui)))
        (sample("g-cal", "每一天怎么算的", &html! { div.card { (cal(ui, &days())) } }))
        (sample("g-trail", "经过", &trail_sample(ui)))
        (sample("g-figures", "数", &figures_sample(ui)))
        (sample("g-charts", "图", &charts_sample(ui)))
        (sample("g-paper", "公文纸", &paper_sample(ui)))
    }
}

fn day(month: i8, day: i8) -> Date {
    Date::constant(2021, month, day)
}

fn due_sample(ui: &Ui) -> Markup {
    due(
        ui,
        &DueView {
            promised_on: Some(day(10, 19)),
            promised_below: days_lamp(ui, Lamp::Normal, 3),
            legal_on: Some(day(11, 2)),
            legal_below: html! { "还有 13 个工作日" },
            holder: "唐磊".to_owned(),
            holder_below: html! { "市住建局审批服务科，已 4 个工作日" },
        },
    )
}

/// The mock-up's case: accepted on 24 September, a pause of four days, National Day in between.
fn days() -> Vec<DayCell> {
    let mut counted = 0;
    let mut date = day(9, 24);
    let mut days = Vec::new();
    while date <= day(10, 19) {
        let (kind, word, why) = what_day(date, &mut counted);
        days.push(DayCell {
            date,
            kind,
            word: word.to_owned(),
            why: why.to_owned(),
            is_today: date == day(10, 14),
            is_due: date == day(10, 19),
        });
        date = date.tomorrow().unwrap_or(Date::MAX);
    }
    days
}

fn what_day(date: Date, counted: &mut u32) -> (DayKind, &'static str, &'static str) {
    let is_holiday = date >= day(10, 1) && date <= day(10, 7);
    let is_made_up = [day(9, 26), day(10, 9)].contains(&date);
    let is_weekend = date.weekday().to_monday_one_offset() > 5 && !is_made_up;
    let is_paused = [day(9, 29), day(9, 30), day(10, 8), day(10, 9)].contains(&date);
    if date == day(9, 24) {
        return (
            DayKind::Start,
            "受理",
            "受理当天，从第二天开始数（民法典第二百零一条）",
        );
    }
    if is_holiday {
        return (DayKind::Off, "国庆", "国庆");
    }
    if is_weekend {
        return (DayKind::Off, "周末", "周末");
    }
    if is_paused {
        return (
            DayKind::Paused,
            "水质检测",
            "水质检测，告知书永住建检〔2021〕86号（行政许可法第四十五条）",
        );
    }
    *counted += 1;
    let (word, why) = if is_made_up {
        ("调休上班", "调休上班")
    } else {
        ("", "工作日")
    };
    if date > day(10, 14) {
        (DayKind::ToCome(*counted), word, why)
    } else {
        (DayKind::Counted(*counted), word, why)
    }
}

fn trail_sample(ui: &Ui) -> Markup {
    trail(&[
        TrailEvent::next(ui, "作出决定", "最晚 10 月 19 日"),
        TrailEvent::new(
            Lamp::Running,
            "正在审查",
            "10 月 11 日 9:05 起　审批服务科　唐磊（经办）",
        )
        .body("检测报告已收到，正在核对。"),
        TrailEvent::new(Lamp::Paused, "停表：我局委托检测水质", "9 月 28 日 10:20")
            .body(html! { "告知书写明最多 8 个工作日。" a href="#" { "看告知书" } }),
        TrailEvent::new(Lamp::Warning, "请您补正（一次告知）", "9 月 23 日 15:47"),
        TrailEvent::new(Lamp::Normal, "已收到申请", "9 月 22 日 21:14　网上提交"),
    ])
}

fn figures_sample(ui: &Ui) -> Markup {
    let per_cent = |text: &str| Some(text.to_owned());
    figures(
        ui,
        &[
            Figure::rate("一件事办结率", per_cent("98.94"), 374_900, 378_900, "件")
                .cut_off(day(11, 30))
                .change("上月 98.71%")
                .href("#"),
            Figure::rate("好评率", per_cent("99.99"), 16_493, 16_494, "件")
                .remark("不含系统默认评价"),
            Figure::rate("办结率", per_cent("99.90"), 3_012_000, 3_015_000, "件")
                .cut_off(day(11, 30))
                .change(lamp(Lamp::Warning, "报告稿写 99.89%")),
            Figure::rate("本月好评率", None, 0, 0, "件").remark("本月没有办件，不参加排名"),
            Figure::count(ui, "入驻事项", 2_159, "项").cut_off(day(11, 30)),
        ],
    )
}

fn charts_sample(ui: &Ui) -> Markup {
    let months: Vec<String> = (1..=11).map(|month| format!("{month} 月")).collect();
    let accepted = [251, 178, 286, 272, 264, 289, 293, 281, 302, 260, 339];
    let closed = [246, 181, 282, 273, 265, 285, 290, 284, 301, 263, 342];
    let rates = [
        9790, 9795, 9812, 9820, 9835, 9846, 9851, 9858, 9864, 9871, 9894,
    ];
    let bars = Chart {
        id: "g-bars".to_owned(),
        title: "2021 年各月受理和办结".to_owned(),
        finding: "2 月春节最低 17.8 万件，11 月最高 33.9 万件。".to_owned(),
        unit: "万件".to_owned(),
        decimals: 1,
        labels: months.clone(),
        series: vec![series("受理", &accepted), series("办结（横线）", &closed)],
        reasons: vec![(1, "春节".to_owned())],
    };
    let lines = Chart {
        id: "g-lines".to_owned(),
        title: "一件事办结率，按月".to_owned(),
        finding: "从 97.90% 升到 98.94%。".to_owned(),
        unit: "%".to_owned(),
        decimals: 2,
        labels: months,
        series: vec![series("办结率", &rates)],
        reasons: Vec::new(),
    };
    html! {
        div.grid--2 {
            div.card { (bar_chart(ui, &bars)) }
            div.card { (line_chart(ui, &lines)) }
            div.card {
                (share_bar("正常 81 项，黄牌 15 项，红牌 4 项，未到期 4 项", &[
                    (81, "f-ok"), (15, "f-yellow"), (4, "f-red"), (4, "f-idle"),
                ]))
                p.row.small.mt2.tight {
                    (lamp(Lamp::Normal, "正常 81"))
                    (lamp(Lamp::YellowCard, "黄牌 15"))
                    (lamp(Lamp::RedCard, "红牌 4"))
                    (lamp(Lamp::NotYet, "未到期 4"))
                }
            }
        }
    }
}

fn series(name: &str, values: &[i64]) -> Series {
    Series {
        name: name.to_owned(),
        values: values.iter().copied().map(Some).collect(),
    }
}

/// A notice without its seal.
pub(super) fn sheet() -> Paper {
    Paper {
        red_head: String::new(),
        title: "一次性补正告知书".to_owned(),
        number: "永应急补〔2021〕112号".to_owned(),
        addressee: "冷水滩区郑记日杂店".to_owned(),
        body: html! {
            p { "你（单位）2021 年 11 月 18 日提出的烟花爆竹经营（零售）许可证核发申请，需要补正下列全部内容：" }
            ol {
                li { "零售点及周边安全条件说明：平面图没有标出距学校大门的距离。" }
                li { "主要负责人和销售人员安全培训合格材料：缺销售人员郑某的培训合格材料。" }
            }
        },
        unit: "永州市应急管理局".to_owned(),
        date: Some(day(11, 18)),
        state: PaperState::NotSealed,
        check_code: "7F3A-21C8-90BD".to_owned(),
        check_url: "https://example.gov.cn/check".to_owned(),
        qr: None,
    }
}

fn paper_sample(ui: &Ui) -> Markup {
    // One heading lower, because the gallery has its own `h1`.
    let sheet = paper(ui, &sheet())
        .0
        .replace("<h1 ", "<h3 ")
        .replace("</h1>", "</h3>");
    html! {
        div.grid--2 {
            (maud::PreEscaped(sheet))
            (notice_preview(ui, "g-notice", "一次性补正告知书", &html! { p { "冷水滩区郑记日杂店：" } }))
        }
    }
}
