//! What the papers of a hearing say of its time and of who may come.

use super::values::Values;
use contracts::events::Fact;

impl Values<'_> {
    /// The day of the hearing, and its hour where the notice has one.
    pub(super) fn hearing_at(&self) -> Option<String> {
        let at = self.fact(Fact::HearingAt)?;
        let (day, time) = at.split_once(' ').unwrap_or((at.as_str(), ""));
        let day = day.parse().map(|day| self.say_date(day)).ok()?;
        Some(format!("{day} {time}").trim().to_owned())
    }

    /// Public, or why not (行政许可法 art. 48(2)).
    pub(super) fn hearing_open(&self) -> String {
        match self.fact(Fact::HearingSecrecy).as_deref() {
            Some("state") => self.pick("不公开举行（涉及国家秘密）", "closed (state secrets)"),
            Some("trade") => self.pick("不公开举行（涉及商业秘密）", "closed (trade secrets)"),
            Some("privacy") => self.pick("不公开举行（涉及个人隐私）", "closed (privacy)"),
            Some(_) | None => self.pick("公开举行", "open to the public"),
        }
    }
}
