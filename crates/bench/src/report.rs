//! One benchmark's result: a line of JSON on standard output, and a row in `docs/generated/bench.md`.

use serde::Serialize;
use std::fmt::Write as _;

/// Which way is better.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Goal {
    AtMost(f64),
    AtLeast(f64),
    /// Told, not judged.
    None,
}

impl Goal {
    fn holds(self, value: f64) -> bool {
        match self {
            Self::AtMost(most) => value <= most,
            Self::AtLeast(least) => value >= least,
            Self::None => true,
        }
    }
}

impl std::fmt::Display for Goal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::AtMost(most) => write!(f, "≤ {most}"),
            Self::AtLeast(least) => write!(f, "≥ {least}"),
            Self::None => f.write_str("–"),
        }
    }
}

#[derive(Clone, Debug, Serialize)]
pub(crate) struct Line {
    pub(crate) name: String,
    pub(crate) value: f64,
    pub(crate) unit: &'static str,
    /// The same work by the bare machine, taken in the same run.
    pub(crate) floor: Option<f64>,
    /// Value by floor.
    pub(crate) ratio: Option<f64>,
    pub(crate) goal: String,
    pub(crate) holds: bool,
}

impl Line {
    /// A value judged by itself.
    pub(crate) fn of(name: impl Into<String>, value: f64, unit: &'static str, goal: Goal) -> Self {
        Self {
            name: name.into(),
            value: round(value),
            unit,
            floor: None,
            ratio: None,
            goal: goal.to_string(),
            holds: goal.holds(value),
        }
    }

    /// With its floor beside it.
    #[must_use]
    pub(crate) fn beside(mut self, floor: f64) -> Self {
        self.floor = Some(round(floor));
        self.ratio = Some(round(self.value / floor));
        self
    }

    /// Judged by the ratio to its floor.
    pub(crate) fn by_ratio(
        name: impl Into<String>,
        value: f64,
        unit: &'static str,
        floor: f64,
        goal: Goal,
    ) -> Self {
        let mut line = Self::of(name, value, unit, Goal::None).beside(floor);
        line.goal = format!("ratio {goal}");
        line.holds = goal.holds(value / floor);
        line
    }

    pub(crate) fn print(&self) -> anyhow::Result<()> {
        println!("{}", serde_json::to_string(self)?);
        Ok(())
    }
}

fn round(value: f64) -> f64 {
    if value.abs() >= 100.0 {
        value.round()
    } else {
        (value * 1000.0).round() / 1000.0
    }
}

/// The page of all results.
pub(crate) fn page(lines: &[Line], about: &str) -> String {
    let mut text = format!(
        "# Speeds\n\nMade by `scripts/bench`. {about}\n\n\
         | benchmark | value | unit | floor | ratio | goal | holds |\n|---|---|---|---|---|---|---|\n"
    );
    for line in lines {
        let or_none =
            |value: Option<f64>| value.map_or_else(String::new, |value| value.to_string());
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | {} | {} |",
            line.name,
            line.value,
            line.unit,
            or_none(line.floor),
            or_none(line.ratio),
            line.goal,
            if line.holds { "yes" } else { "**no**" }
        );
    }
    text
}
