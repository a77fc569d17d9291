//! `yimen calendar due`: the last day of a limit, with every day explained.

use anyhow::Context as _;
use clap::{Args, Subcommand, ValueEnum};
use kernel::deadline::{Clock, DayCount, DayUnit, Limit, Limits, Which};
use kernel::{Date, WorkCalendar};

#[derive(Debug, Subcommand)]
pub enum CalendarCommand {
    /// The last day of a limit. Day zero is --from; counting begins on the next day.
    #[command(after_help = "Example: yimen calendar due --from 2021-09-17 --days 5 --explain")]
    Due(DueArguments),
}

#[derive(Args, Debug)]
pub struct DueArguments {
    /// Day of the event that starts the limit, e.g. 2021-09-17.
    #[arg(long, value_name = "DATE")]
    from: Date,
    #[arg(long, value_name = "N")]
    days: u16,
    #[arg(long, value_enum, default_value_t = Unit::Working)]
    unit: Unit,
    /// List every day and what it was.
    #[arg(long)]
    explain: bool,
    #[arg(long)]
    json: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Unit {
    Working,
    Calendar,
}

impl CalendarCommand {
    pub fn run(&self) -> anyhow::Result<()> {
        match self {
            Self::Due(due) => due.run(),
        }
    }
}

impl DueArguments {
    fn run(&self) -> anyhow::Result<()> {
        let limit = match self.unit {
            Unit::Working => Limit::working(self.days),
            Unit::Calendar => Limit::calendar(self.days),
        };
        let calendar = WorkCalendar::published();
        let clock = Clock::new(self.from, Limits::new(None, limit)?);
        let explanation = clock
            .explain(Which::Promised, &calendar)
            .context("this cannot be computed / 算不出来")?;
        if self.json {
            let mut json = serde_json::to_value(&explanation)?;
            if !self.explain
                && let Some(object) = json.as_object_mut()
            {
                object.remove("days");
            }
            println!("{json}");
            return Ok(());
        }
        if self.explain {
            for day in &explanation.days {
                println!(
                    "{} {} {}",
                    day.date,
                    weekday(day.date),
                    what(&day.kind, limit.unit)
                );
            }
        }
        println!("{}", explanation.due_on);
        Ok(())
    }
}

fn weekday(date: Date) -> &'static str {
    match date.weekday() {
        jiff::civil::Weekday::Monday => "周一",
        jiff::civil::Weekday::Tuesday => "周二",
        jiff::civil::Weekday::Wednesday => "周三",
        jiff::civil::Weekday::Thursday => "周四",
        jiff::civil::Weekday::Friday => "周五",
        jiff::civil::Weekday::Saturday => "周六",
        jiff::civil::Weekday::Sunday => "周日",
    }
}

fn what(kind: &DayCount, unit: DayUnit) -> String {
    let unit = match unit {
        DayUnit::Working => "工作日",
        DayUnit::Calendar => "自然日",
    };
    match kind {
        DayCount::Start => "起算日，不计入（民法典第二百零一条）".into(),
        DayCount::Counted { n } => format!("第 {n} 个{unit}"),
        DayCount::MadeUp { n, name } => format!("第 {n} 个{unit}，{name}调休上班"),
        DayCount::Weekend => "周末，不算".into(),
        DayCount::Holiday { name } => format!("{name}，不算"),
        DayCount::Paused { reason, document } => format!("停表：{} {document}", reason.name()),
        DayCount::MovedHere => "最后一日是休假日，顺延到这一天（民法典第二百零三条）".into(),
    }
}
