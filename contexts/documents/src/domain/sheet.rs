//! The text of a paper: its template with every value in its place. The same text is shown, printed,
//! hashed and signed.

use super::template::Template;
use super::values::{Value, Values};
use kernel::Date;
use serde::{Deserialize, Serialize};

/// What stands where a value is missing that the paper cannot do without.
pub const NOT_FILLED: &str = "〔未填〕";

/// A paper as people read it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    pub title: String,
    /// 文号
    pub number: String,
    /// To whom, without the colon; empty for a form that is addressed to nobody.
    pub addressee: String,
    pub blocks: Vec<Block>,
    pub unit: String,
    pub date: Date,
    /// Names of values without which the paper is not sealed.
    #[serde(default)]
    pub missing: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    Line(String),
    /// Numbered from 1.
    List(Vec<String>),
}

impl Sheet {
    /// The Chinese text: the paper itself.
    pub fn of(template: &Template, number: &str, values: &Values<'_>) -> Self {
        let mut sheet = Self::begin(&template.title, number, values);
        for (at, line) in template.body.iter().enumerate() {
            // The blanks are for who reads the template; official text has none around dates.
            let line = &line.replace(" {", "{").replace("} ", "}");
            if at == 0
                && let Some(to) = line.strip_suffix('：')
            {
                sheet.addressee = sheet.fill(to, values, true).unwrap_or_default();
            } else {
                sheet.add(line, values);
            }
        }
        sheet
    }

    /// The English translation: for information, never the paper.
    pub fn translation(template: &Template, number: &str, values: &Values<'_>) -> Self {
        let mut sheet = Self::begin(&template.kind_en, number, values);
        for line in &template.body_en {
            sheet.add(line, values);
        }
        sheet
    }

    fn begin(title: &str, number: &str, values: &Values<'_>) -> Self {
        Self {
            title: title.to_owned(),
            number: number.to_owned(),
            unit: values.issuer(),
            date: values.date(),
            ..Self::default()
        }
    }

    fn add(&mut self, line: &str, values: &Values<'_>) {
        if line == "{unit}" || line == "{date}" {
            return;
        }
        let (line, is_optional) = line
            .strip_prefix('?')
            .map_or((line, false), |rest| (rest, true));
        let whole = line
            .strip_prefix('{')
            .and_then(|rest| rest.strip_suffix('}'));
        if let Some(name) = whole
            && let Some(Value::List(lines)) = values.find(name)
        {
            self.blocks.push(Block::List(lines));
        } else if let Some(text) = self.fill(line, values, !is_optional) {
            self.blocks.push(Block::Line(text));
        }
    }

    /// The line with its values, looked at once: what a value says is never read as a name.
    fn fill(&mut self, line: &str, values: &Values<'_>, is_needed: bool) -> Option<String> {
        let mut filled = String::new();
        let mut rest = line;
        while let Some((before, after)) = rest.split_once('{') {
            filled.push_str(before);
            let (name, behind) = after.split_once('}')?;
            match values.find(name) {
                Some(value) => filled.push_str(&value.in_line()),
                None if is_needed => {
                    filled.push_str(NOT_FILLED);
                    self.missing.push(name.to_owned());
                }
                None => return None,
            }
            rest = behind;
        }
        filled.push_str(rest);
        Some(filled)
    }

    /// The canonical text: one line a paragraph, in the order of the paper. This is what is hashed and
    /// signed.
    pub fn text(&self) -> String {
        let mut lines = vec![self.title.clone(), self.number.clone()];
        if !self.addressee.is_empty() {
            lines.push(format!("{}：", self.addressee));
        }
        for block in &self.blocks {
            match block {
                Block::Line(line) => lines.push(line.clone()),
                Block::List(items) => {
                    lines.extend(
                        (1..)
                            .zip(items)
                            .map(|(n, item): (u32, _)| format!("{n}. {item}")),
                    );
                }
            }
        }
        lines.push(self.unit.clone());
        lines.push(self.date.to_string());
        lines.join("\n")
    }
}
