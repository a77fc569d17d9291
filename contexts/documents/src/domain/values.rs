//! What the names in a template stand for: facts of the act, the item's own text, the vault's texts.

use super::DrawnUp;
use super::remedy::{self, Given};
use contracts::events::{Fact, KeptText, PaperKind};
use contracts::item::{ItemVersion, LegalBasis, LegalRegime, Text};
use contracts::people::Units;
use kernel::Date;
use kernel::deadline::PauseReason;
use std::collections::BTreeMap;

/// Everything that a template may name.
pub const NAMES: &[&str] = &[
    "accepted_on",
    "answer_basis",
    "answer_by",
    "applicant",
    "ask_by",
    "authority",
    "basis",
    "case_number",
    "date",
    "days",
    "decision",
    "heard_on",
    "hearing_at",
    "hearing_chair",
    "hearing_open",
    "hearing_place",
    "interested",
    "item",
    "legal_on",
    "materials",
    "missing",
    "new_legal_on",
    "notice",
    "pause_basis",
    "period_basis",
    "planned_end_on",
    "promise",
    "promised_on",
    "query_code",
    "reason",
    "received_on",
    "remedy",
    "served_at",
    "served_by",
    "served_how",
    "state_by",
    "unit",
    "valid_to",
    "why_again",
];

/// A value in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Words(String),
    /// One line each, where the template gives it a paragraph of its own.
    List(Vec<String>),
}

impl Value {
    pub(super) fn in_line(&self) -> String {
        match self {
            Self::Words(words) => words
                .split('\n')
                .map(str::trim)
                .collect::<Vec<_>>()
                .join(" "),
            // One alone needs no number.
            Self::List(lines) if lines.len() == 1 => lines.concat(),
            Self::List(lines) => (1..)
                .zip(lines)
                .map(|(n, line): (u32, _)| format!("{n}. {line}"))
                .collect::<Vec<_>>()
                .join("；"),
        }
    }
}

/// What a paper is filled from.
#[derive(Clone, Debug)]
pub struct Values<'a> {
    pub drawn: &'a DrawnUp,
    pub is_english: bool,
    /// The applicant's name, whole: this is his paper.
    pub applicant: String,
    pub texts: BTreeMap<KeptText, String>,
    /// Reasons of a correction notice, in the order of its lines.
    pub reasons: Vec<String>,
    pub item: Option<&'a ItemVersion>,
    pub units: &'a Units,
    /// Name of who acted.
    pub actor: String,
    /// Name of who presides over the hearing.
    pub chair: String,
    /// Title and number of the paper that was served.
    pub served: Option<String>,
}

impl Values<'_> {
    pub(super) fn issuer(&self) -> String {
        self.units.name(self.drawn.issuer, self.is_english)
    }

    pub(super) fn date(&self) -> Date {
        self.drawn.head.on
    }

    /// The value of a name; `None` if there is none.
    pub fn find(&self, name: &str) -> Option<Value> {
        let words = match name {
            "materials" | "missing" => return self.list(name),
            "reason"
                if self.drawn.kind == PaperKind::CorrectionNotice
                    && !self.is("deferral-promise") =>
            {
                return self.defects();
            }
            "applicant" => Some(self.applicant.clone()).filter(|name| !name.is_empty()),
            "item" => Some(self.drawn.head.item_name.get(self.is_english).to_owned()),
            "case_number" => Some(grouped(&self.drawn.head.number)),
            "unit" => Some(self.issuer()),
            "date" => Some(self.say_date(self.drawn.head.on)),
            "query_code" => self.fact(Fact::QueryCode),
            "received_on" => [Fact::ReachedOn, Fact::ReceivedOn, Fact::SubmittedOn]
                .into_iter()
                .find_map(|fact| self.day(fact)),
            "accepted_on" => self.day(Fact::AcceptedOn),
            "answer_by" => self.day(Fact::AnswerBy),
            "answer_basis" => self.fact(Fact::AnswerBasis),
            "why_again" => self.text(KeptText::WhyAgain),
            "notice" => self.text(KeptText::Notice),
            "ask_by" => Some(self.day(Fact::AskBy).unwrap_or_else(|| self.not_yet())),
            "state_by" => Some(self.day(Fact::StateBy).unwrap_or_else(|| self.not_yet())),
            "interested" => self.text(KeptText::Addressee),
            "heard_on" => self.day(Fact::HeardOn),
            "hearing_at" => self.hearing_at(),
            "hearing_place" => self.text(KeptText::HearingPlace),
            "hearing_chair" => Some(self.chair.clone()).filter(|name| !name.is_empty()),
            "hearing_open" => Some(self.hearing_open()),
            "authority" => self.fact(Fact::OtherAuthority),
            "basis" => Some(self.basis()),
            "period_basis" => self.period_basis(),
            "pause_basis" => self.fact(Fact::PauseBasis),
            "legal_on" => self.legal_on(),
            "new_legal_on" => self
                .day(Fact::LegalOn)
                .or_else(|| self.waiting(Fact::LegalDays)),
            "promised_on" => self
                .day(Fact::PromisedOn)
                .or_else(|| self.waiting(Fact::PromisedDays)),
            "planned_end_on" => self
                .day(Fact::PlannedEndOn)
                .or_else(|| self.day(Fact::DeferredBy)),
            "days" => self.days(),
            "decision" => self
                .fact(Fact::ResultName)
                .or_else(|| Some(self.drawn.head.item_name.get(self.is_english).to_owned())),
            "valid_to" => self.valid_to(),
            "promise" => self.text(KeptText::Promise).or_else(|| {
                let rule = self.item?.body.promise.as_ref()?;
                Some(rule.promise.get(self.is_english).to_owned())
            }),
            "reason" => self.reason(),
            "remedy" => self.remedy(),
            "served_how" => self.served_how(),
            "served_at" => self.day(Fact::ServedOn),
            "served_by" => Some(self.actor.clone()).filter(|name| !name.is_empty()),
            _ => None,
        };
        words.map(Value::Words)
    }

    fn is(&self, template: &str) -> bool {
        self.drawn.template == template
    }

    pub(super) fn pick(&self, zh: &str, en: &str) -> String {
        if self.is_english {
            en.to_owned()
        } else {
            zh.to_owned()
        }
    }

    pub(super) fn fact(&self, fact: Fact) -> Option<String> {
        self.drawn
            .facts
            .get(&fact)
            .filter(|value| !value.is_empty())
            .cloned()
    }

    fn text(&self, text: KeptText) -> Option<String> {
        self.texts
            .get(&text)
            .filter(|text| !text.trim().is_empty())
            .cloned()
    }

    fn day(&self, fact: Fact) -> Option<String> {
        let value = self.fact(fact)?;
        Some(value.parse().map_or(value, |day| self.say_date(day)))
    }

    pub(super) fn say_date(&self, day: Date) -> String {
        say_date(day, self.is_english)
    }

    /// A limit exists, but the calendar of its last day is not out yet.
    fn waiting(&self, limit: Fact) -> Option<String> {
        self.fact(limit)?;
        Some(self.not_yet())
    }

    /// A day that its calendar does not say yet.
    fn not_yet(&self) -> String {
        self.pick(
            "（待国家公布放假安排后确定）",
            "(once the year’s holidays are announced)",
        )
    }

    fn legal_on(&self) -> Option<String> {
        if self.drawn.kind == PaperKind::ExtensionNotice {
            let before = self.day(Fact::LegalOnBefore);
            return before.or_else(|| {
                Some(self.pick("受理通知书所载日期", "the day in the notice of acceptance"))
            });
        }
        self.day(Fact::LegalOn)
            .or_else(|| self.waiting(Fact::LegalDays))
    }

    fn days(&self) -> Option<String> {
        let rule = self.item.map(|item| &item.body);
        match (self.drawn.template.as_str(), self.drawn.kind) {
            ("deferral-promise", _) => rule?
                .deferral
                .as_ref()
                .map(|rule| rule.within_days.to_string()),
            ("promise", _) => rule?
                .promise
                .as_ref()
                .map(|rule| rule.check_within_days.to_string()),
            (_, PaperKind::PauseNotice) => Some(
                self.drawn
                    .pause_days
                    .map_or_else(|| self.not_yet(), |days| days.to_string()),
            ),
            _ => self.fact(Fact::ExtensionDays),
        }
    }

    fn valid_to(&self) -> Option<String> {
        let years = self.item?.body.result_valid_years?;
        let decided = self.fact(Fact::DecidedOn)?.parse::<Date>().ok()?;
        let after = decided.saturating_add(jiff::Span::new().years(i64::from(years)));
        Some(self.say_date(after.yesterday().ok()?))
    }

    fn basis(&self) -> String {
        let cited: Vec<String> = self
            .item
            .map(|item| item.body.basis.iter().map(cite).collect())
            .unwrap_or_default();
        if cited.is_empty() {
            self.pick("演示，未填", "demo, not filled in")
        } else {
            cited.join("、")
        }
    }

    fn period_basis(&self) -> Option<String> {
        let own = self
            .item
            .and_then(|item| item.body.legal_limit_basis.as_ref())
            .map(cite);
        own.or_else(|| match self.drawn.head.regime {
            LegalRegime::Licensing => Some("《中华人民共和国行政许可法》第四十二条".to_owned()),
            LegalRegime::OwnLaw => None,
        })
    }

    fn reason(&self) -> Option<String> {
        let given = self.text(KeptText::Reason);
        if self.is("deferral-promise") {
            let rule = self.item?.body.deferral.as_ref()?;
            return Some(rule.if_late.get(self.is_english).to_owned());
        }
        match self.drawn.kind {
            PaperKind::PauseNotice => self.pause_reason().or(given),
            PaperKind::TerminationNotice => match (self.termination_ground(), given) {
                (Some(ground), Some(given)) => Some(format!("{ground}。{given}")),
                (ground, given) => ground.or(given),
            },
            PaperKind::ServiceReceipt => given.or_else(|| Some(self.pick("无", "none"))),
            PaperKind::Receipt
            | PaperKind::CorrectionNotice
            | PaperKind::AcceptanceNotice
            | PaperKind::NotRequiredNotice
            | PaperKind::RejectionDecision
            | PaperKind::OwnLawRefusal
            | PaperKind::ExtensionNotice
            | PaperKind::InterestedNotice
            | PaperKind::HearingRightNotice
            | PaperKind::HearingAnnouncement
            | PaperKind::HearingNotice
            | PaperKind::HearingRecord
            | PaperKind::GrantDecision
            | PaperKind::DenialDecision
            | PaperKind::WithdrawalNotice => given,
        }
    }

    fn pause_reason(&self) -> Option<String> {
        let code = self.fact(Fact::PauseReason)?;
        let named = PauseReason::ALL
            .into_iter()
            .find(|reason| reason.name() == code);
        let Some(reason) = named.or_else(|| code.parse().ok()) else {
            return Some(code);
        };
        let english = match reason {
            PauseReason::Hearing => "a hearing",
            PauseReason::Tender => "a call for tenders",
            PauseReason::Auction => "an auction",
            PauseReason::Inspection => "an inspection",
            PauseReason::Testing => "a test",
            PauseReason::Quarantine => "a quarantine",
            PauseReason::Appraisal => "an appraisal",
            PauseReason::ExpertReview => "a review by experts",
        };
        Some(self.pick(reason.name(), english))
    }

    fn termination_ground(&self) -> Option<String> {
        let ground = self.fact(Fact::TerminationGround)?;
        let (zh, en) = match ground.as_str() {
            "applicant-gone" => (
                "申请人死亡、丧失行为能力或者依法终止",
                "the applicant has died or ceased to exist",
            ),
            "no-longer-needed" => ("申请的事项不再需要办理", "nothing is left to decide"),
            "deferred-not-delivered" => (
                "承诺后补的材料到期没有补交",
                "the promised documents did not come in time",
            ),
            _ => return Some(ground),
        };
        Some(self.pick(zh, en))
    }

    fn served_how(&self) -> Option<String> {
        let way = self.fact(Fact::ServiceWay)?;
        let (zh, en) = match way.as_str() {
            "direct" => ("直接送达", "handed over in person"),
            "left" => ("留置送达", "left at the address before witnesses"),
            "entrusted" => ("委托送达", "through another authority"),
            "post" => ("邮寄送达", "by post"),
            "publication" => ("公告送达", "by publication"),
            "electronic" => ("电子送达", "electronically"),
            other => (other, other),
        };
        let way = self.pick(zh, en);
        Some(match self.text(KeptText::ServedTo) {
            Some(to) => format!("{way}（{to}）"),
            None => way,
        })
    }

    fn remedy(&self) -> Option<String> {
        let issuer = self.units.find(self.drawn.issuer)?;
        let review_body = self.fact(Fact::ReviewBody);
        let given = Given {
            review_body: review_body.as_deref(),
            is_review_first: self.fact(Fact::ReviewFirst).as_deref() == Some("yes"),
        };
        let text = remedy::sentence(self.units, issuer, self.drawn.head.on, given)?;
        Some(text.get(self.is_english).to_owned())
    }

    fn defects(&self) -> Option<Value> {
        let lines: Vec<String> = self
            .drawn
            .corrections
            .iter()
            .zip(&self.reasons)
            .map(|(line, reason)| format!("{}：{reason}", self.material(&line.material)))
            .collect();
        (!lines.is_empty() && self.reasons.len() == self.drawn.corrections.len())
            .then_some(Value::List(lines))
    }

    fn list(&self, name: &str) -> Option<Value> {
        let names = |codes: &mut dyn Iterator<Item = &str>| -> Vec<String> {
            codes
                .filter(|code| !code.is_empty())
                .map(|code| self.material(code))
                .collect()
        };
        let lines = match (name, self.drawn.kind) {
            (_, PaperKind::ServiceReceipt) => vec![
                self.served
                    .clone()
                    .or_else(|| self.fact(Fact::ResultName))?,
            ],
            ("materials", _) => names(&mut self.drawn.materials.iter().map(String::as_str)),
            _ if self.is("deferral-promise") => {
                let codes = self.fact(Fact::DeferredMaterials)?;
                names(&mut codes.split(',').map(str::trim))
            }
            _ => names(
                &mut self
                    .drawn
                    .corrections
                    .iter()
                    .map(|line| line.material.as_str()),
            ),
        };
        if lines.is_empty() && name == "materials" {
            return Some(Value::List(vec![self.pick("申请表", "Application form")]));
        }
        (!lines.is_empty()).then_some(Value::List(lines))
    }

    fn material(&self, code: &str) -> String {
        if code == "form" {
            return self.pick("申请表", "Application form");
        }
        let name = |name: &Text| name.get(self.is_english).to_owned();
        self.item
            .and_then(|item| item.body.material(code))
            .map_or_else(|| code.to_owned(), |material| name(&material.name))
    }
}

/// 2021年9月17日, 17 September 2021: as papers have it.
pub fn say_date(day: Date, is_english: bool) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    if !is_english {
        return format!("{}年{}月{}日", day.year(), day.month(), day.day());
    }
    let month = usize::try_from(day.month() - 1)
        .ok()
        .and_then(|at| MONTHS.get(at));
    format!("{} {} {}", day.day(), month.unwrap_or(&""), day.year())
}

/// 《建筑法》（2019-04-23）第八条
fn cite(basis: &LegalBasis) -> String {
    if basis.number.is_empty() {
        format!("《{}》{}", basis.law, basis.article)
    } else {
        format!("《{}》（{}）{}", basis.law, basis.number, basis.article)
    }
}

/// A case number in groups, as people read it aloud.
fn grouped(number: &str) -> String {
    let parts = [0..6, 6..12, 12..15, 15..21, 21..22];
    if number.len() != 22 || !number.is_ascii() {
        return number.to_owned();
    }
    let groups: Vec<&str> = parts
        .into_iter()
        .filter_map(|part| number.get(part))
        .collect();
    groups.join(" ")
}
