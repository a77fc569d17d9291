//! What happened to a case, in plain sentences, newest first; and what comes next.

use super::states;
use crate::{
    domain::{
        CaseEvent, CaseState,
        close::FinishKind,
        events::{Accepted, CorrectionNotified, Denied, Served, SpecialProcedureStarted},
        interests::{HearingGround, Voice},
        reject_application::RejectionGround,
    },
    read::detail::{CaseDetail, Counted},
};
use ::web::ui::{Lamp, TrailEvent, Ui, trail};
use contracts::{Kept, item::Channel};
use kernel::{AccountId, Recorded, deadline::PauseReason};
use maud::{Markup, html};

/// For whom the sentences are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reader {
    Applicant,
    /// Somebody with number and code: no names and no texts.
    Public,
}

pub(crate) fn case_trail(ui: &Ui, detail: &CaseDetail, reader: Reader) -> Markup {
    let teller = Teller { ui, detail, reader };
    let mut events: Vec<TrailEvent> = teller.next().into_iter().collect();
    let told = detail.events.iter().rev();
    events.extend(told.filter_map(|event| teller.tell(event)));
    trail(&events)
}

struct Teller<'a> {
    ui: &'a Ui,
    detail: &'a CaseDetail,
    reader: Reader,
}

impl Teller<'_> {
    /// The next step that is expected, while there is one.
    fn next(&self) -> Option<TrailEvent> {
        let state = self.detail.case.state();
        if states::is_over(state) {
            return None;
        }
        let what = self.ui.t(&format!("cases-next-{}", state.code()));
        Some(TrailEvent::next(self.ui, &what, self.by_when(state)))
    }

    fn by_when(&self, state: CaseState) -> String {
        let ui = self.ui;
        let day = match state {
            CaseState::Submitted | CaseState::Received | CaseState::CorrectionSubmitted => {
                self.detail.case.notice_by()
            }
            CaseState::CorrectionNoticed => {
                let notice = self.detail.case.notices.last();
                notice.and_then(|notice| notice.answer_by)
            }
            CaseState::DecidedGrant => self
                .detail
                .case
                .decision()
                .and_then(|decision| decision.serve_by),
            CaseState::Draft
            | CaseState::NotRequired
            | CaseState::RejectedAccept
            | CaseState::DeemedAccepted
            | CaseState::Accepted
            | CaseState::Reviewing
            | CaseState::Special
            | CaseState::Extended
            | CaseState::DecidedDeny
            | CaseState::Closed
            | CaseState::Delivered
            | CaseState::Withdrawn
            | CaseState::Terminated => {
                let clock = self.detail.clock.as_ref();
                clock
                    .filter(|clock| !clock.is_stopped)
                    .and_then(|clock| clock.promised.due_on())
            }
        };
        day.map_or_else(String::new, |day| {
            ui.tw("cases-by", &[("day", ui.date_long(day))])
        })
    }

    /// One event; what is work inside the house is left out.
    fn tell(&self, event: &Recorded<CaseEvent>) -> Option<TrailEvent> {
        let (lamp, body) = match &event.body {
            CaseEvent::Submitted(e) => (
                Lamp::Normal,
                html! { p { (self.ui.t(channel(e.channel))) } },
            ),
            CaseEvent::Received(_) | CaseEvent::SiteVisitConfirmed(_) => {
                (Lamp::Normal, Markup::default())
            }
            CaseEvent::CorrectedOnSpot(e) => (Lamp::Normal, self.materials(&e.materials)),
            CaseEvent::CorrectionNotified(e) => (Lamp::Warning, self.notice(e)),
            CaseEvent::CorrectionSubmitted(e) => (Lamp::Normal, self.materials(&e.materials)),
            CaseEvent::DeferredDelivered(e) => (Lamp::Normal, self.materials(&e.materials)),
            CaseEvent::FoundNotRequired(e) => (Lamp::Done, self.text(&e.reason)),
            CaseEvent::ApplicationRejected(e) => (
                Lamp::Defect,
                html! {
                    p { (self.ui.t(rejection(e.ground))) }
                    @if let Some(authority) = &e.authority {
                        p { (self.ui.tw("cases-trail-other-authority", &[("authority", authority.clone())])) }
                    }
                    (self.text(&e.reasons))
                },
            ),
            CaseEvent::DeemedAccepted(e) => (
                Lamp::Normal,
                self.on("cases-trail-deemed-about", e.notice_by),
            ),
            CaseEvent::Accepted(e) => (Lamp::Normal, self.acceptance(e)),
            CaseEvent::OpinionGiven(e) => (Lamp::Running, self.step(&e.step)),
            CaseEvent::Signed(e) if e.completes => (Lamp::Running, self.step(&e.step)),
            CaseEvent::SiteVisitRecorded(e) => {
                let day = self.ui.date_long(e.visited_on);
                (Lamp::Running, html! { p { (day) } })
            }
            CaseEvent::SpecialProcedureStarted(e) => (Lamp::Paused, self.pause(e)),
            CaseEvent::SpecialProcedureRenewed(e) => (
                Lamp::Paused,
                self.on("cases-trail-renewed-about", e.planned_end_on),
            ),
            CaseEvent::SpecialProcedureEnded(e) => {
                let key = if e.by_clock {
                    "cases-trail-pause-ended-by-clock"
                } else {
                    "cases-trail-pause-ended-about"
                };
                (Lamp::Normal, self.on(key, e.ended_on))
            }
            event @ (CaseEvent::InterestedTold(_)
            | CaseEvent::ViewsStated(_)
            | CaseEvent::HearingTold(_)
            | CaseEvent::HearingAnswered(_)
            | CaseEvent::HearingSet(_)
            | CaseEvent::HearingRecorded(_)) => self.hearing(event),
            CaseEvent::Extended(e) => {
                let days = i64::from(e.extension.days);
                let about = self.ui.tn("cases-trail-extended-about", days);
                (
                    Lamp::Warning,
                    html! { p { (about) } (self.text(&e.reason)) },
                )
            }
            CaseEvent::DueDatesFilled(_) => (Lamp::Normal, Markup::default()),
            CaseEvent::Granted(_) => (Lamp::Done, self.result()),
            CaseEvent::Denied(e) => (Lamp::Defect, self.denial(e)),
            CaseEvent::Closed(e) => {
                let key = format!("cases-finish-{}", e.kind.code());
                (closing_lamp(e.kind), html! { p { (self.ui.t(&key)) } })
            }
            CaseEvent::Served(e) => (Lamp::Done, self.service(e)),
            CaseEvent::HandedOver(_) => (Lamp::Done, Markup::default()),
            CaseEvent::PromiseChecked(e) => {
                let key = if e.is_kept {
                    "cases-trail-promise-kept"
                } else {
                    "cases-trail-promise-not-kept"
                };
                (Lamp::Normal, html! { p { (self.ui.t(key)) } })
            }
            CaseEvent::Withdrawn(_) => (Lamp::NotYet, Markup::default()),
            CaseEvent::Terminated(e) => (
                Lamp::Defect,
                html! {
                    p { (self.ui.t(&format!("cases-termination-{}", e.ground.code()))) }
                    (self.text(&e.reasons))
                },
            ),
            // As `is_told` has it.
            CaseEvent::Signed(_)
            | CaseEvent::SignersNamed(_)
            | CaseEvent::SignerAdded(_)
            | CaseEvent::ReturnedToStep(_)
            | CaseEvent::Claimed(_)
            | CaseEvent::HandedOn(_)
            | CaseEvent::NoteAdded(_) => return None,
        };
        let what = self.ui.t(&self.title(&event.body));
        Some(TrailEvent::new(lamp, what, self.when_and_who(event)).body(body))
    }

    /// What happened to those concerned and their hearing; nothing of any other event.
    fn hearing(&self, event: &CaseEvent) -> (Lamp, Markup) {
        if let CaseEvent::InterestedTold(e) = event {
            let about = self.maybe_on("cases-trail-interested-told-about", e.state_by);
            return (Lamp::Normal, about);
        }
        if let CaseEvent::ViewsStated(e) = event {
            let said = html! { @if let Some(views) = &e.views { (self.text(views)) } };
            return (Lamp::Normal, said);
        }
        if let CaseEvent::HearingTold(e) = event {
            let body = html! {
                p { (self.ui.t(&format!("cases-hearing-ground-{}", e.ground.code()))) }
                (self.text(&e.reason))
                @if e.ground == HearingGround::MajorInterest {
                    (self.maybe_on("cases-trail-hearing-told-about", e.ask_by))
                }
            };
            return (Lamp::Warning, body);
        }
        if let CaseEvent::HearingAnswered(e) = event {
            let key = if e.asks {
                "cases-hearing-asked"
            } else {
                "cases-hearing-waived"
            };
            return (Lamp::Normal, html! { p { (self.ui.t(key)) } });
        }
        if let CaseEvent::HearingSet(e) = event {
            let body = html! {
                p { (self.ui.at(e.held_at)) }
                (self.text(&e.place))
            };
            return (Lamp::Normal, body);
        }
        if let CaseEvent::HearingRecorded(e) = event {
            let about = self.on("cases-trail-hearing-recorded-about", e.held_on);
            return (Lamp::Done, about);
        }
        (Lamp::Normal, Markup::default())
    }

    /// `cases-trail-<event>`; the event's name without its context.
    fn title(&self, event: &CaseEvent) -> String {
        use kernel::Event as _;
        // Only what is a permit can be a permit denied.
        if matches!(event, CaseEvent::Denied(_)) && !self.detail.case.is_licensing() {
            return "cases-trail-denied-own-law".to_owned();
        }
        let name = event.name().trim_start_matches("cases.");
        format!("cases-trail-{name}")
    }

    /// A sentence with one day in it.
    fn on(&self, key: &str, day: kernel::Date) -> Markup {
        let day = self.ui.date_long(day);
        html! { p { (self.ui.tw(key, &[("day", day)])) } }
    }

    fn maybe_on(&self, key: &str, day: Option<kernel::Date>) -> Markup {
        html! { @if let Some(day) = day { (self.on(key, day)) } }
    }

    fn when_and_who(&self, event: &Recorded<CaseEvent>) -> String {
        let when = self.ui.at(event.at);
        let who = self.who(event);
        if who.is_empty() {
            when
        } else {
            format!("{when}　{who}")
        }
    }

    fn who(&self, event: &Recorded<CaseEvent>) -> String {
        if event.actor == AccountId::default() {
            return self.ui.t("cases-by-clock");
        }
        let name = self.detail.staff_name(event.actor, self.ui.is_english());
        let unit = self.detail.unit_name(self.ui.is_english());
        match self.reader {
            // The officials' names stand under official acts; to others the unit is enough.
            Reader::Applicant if name.is_empty() => self.ui.t("cases-by-applicant"),
            Reader::Applicant => format!("{unit}　{name}"),
            Reader::Public if is_applicants(&event.body) => String::new(),
            Reader::Public => unit,
        }
    }

    fn text(&self, kept: &Kept) -> Markup {
        html! {
            @if let Some(text) = self.detail.text(kept).filter(|text| !text.is_empty()) {
                @for line in text.lines() { p { (line) } }
            }
        }
    }

    fn material_name(&self, code: &str) -> String {
        if code == crate::domain::notify_correction::FORM {
            return self.ui.t("cases-material-form");
        }
        let item = self.detail.item.as_ref();
        item.and_then(|item| item.body.material(code)).map_or_else(
            || code.to_owned(),
            |material| material.name.get(self.ui.is_english()).to_owned(),
        )
    }

    fn materials(&self, held: &[crate::domain::filing::MaterialHeld]) -> Markup {
        let names: Vec<String> = held
            .iter()
            .map(|held| self.material_name(&held.code))
            .collect();
        html! { @if !names.is_empty() { p { (names.join(self.ui.pick("、", ", "))) } } }
    }

    fn notice(&self, event: &CorrectionNotified) -> Markup {
        let n = i64::try_from(event.defects.len()).unwrap_or(i64::MAX);
        html! {
            p { (self.ui.tn("cases-trail-notice-about", n)) }
            ul {
                @for defect in &event.defects {
                    li {
                        (self.material_name(&defect.material))
                        @if let Some(reason) = self.detail.text(&defect.reason) { (self.ui.pick("：", ": ")) (reason) }
                    }
                }
            }
        }
    }

    fn acceptance(&self, event: &Accepted) -> Markup {
        let day = self.ui.date_long(event.started_on);
        html! {
            p { (self.ui.tw("cases-trail-accepted-about", &[("day", day)])) }
            @if let Some(deferral) = &event.deferral {
                p {
                    (self.ui.t("cases-trail-deferral"))
                    (deferral.materials.iter().map(|code| self.material_name(code)).collect::<Vec<_>>().join(self.ui.pick("、", ", ")))
                    @if let Some(day) = deferral.deliver_by {
                        " " (self.ui.tw("cases-by", &[("day", self.ui.date_long(day))]))
                    }
                }
            }
        }
    }

    fn step(&self, code: &str) -> Markup {
        let item = self.detail.item.as_ref();
        let step = item.and_then(|item| item.body.steps.iter().find(|step| step.code == code));
        html! { @if let Some(step) = step { p { (step.name.get(self.ui.is_english())) } } }
    }

    fn pause(&self, event: &SpecialProcedureStarted) -> Markup {
        let values = [
            ("reason", pause_name(self.ui, event.pause.reason)),
            ("day", self.ui.date_long(event.pause.planned_end_on)),
        ];
        html! {
            p { (self.ui.tw("cases-trail-paused-about", &values)) }
            (self.text(&event.notice))
        }
    }

    fn denial(&self, event: &Denied) -> Markup {
        let remedies = &event.remedies;
        let values = [
            ("review-body", remedies.review_body.clone()),
            ("review-within", remedies.review_within.clone()),
            ("court", remedies.court.clone()),
            ("sue-within", remedies.sue_within.clone()),
        ];
        html! {
            (self.text(&event.reasons))
            p { (self.ui.tw("cases-trail-remedies", &values)) }
            @if remedies.review_first { p { (self.ui.t("cases-trail-review-first")) } }
        }
    }

    fn service(&self, event: &Served) -> Markup {
        let way = self
            .ui
            .t(&format!("cases-service-way-{}", event.proof.code()));
        let day = self.ui.date_long(event.effective_on);
        let values = [("way", way), ("day", day)];
        html! { p { (self.ui.tw("cases-trail-served-about", &values)) } }
    }

    fn result(&self) -> Markup {
        let filing = self.detail.case.filing.as_ref();
        let result = filing.and_then(|filing| filing.result_name.as_ref());
        html! { @if let Some(name) = result { p { (name.get(self.ui.is_english())) } } }
    }
}

/// Whether the applicant hears of the event at all; the rest is work inside the house.
pub(crate) fn is_told(event: &CaseEvent) -> bool {
    if let CaseEvent::Signed(e) = event {
        return e.completes;
    }
    !matches!(
        event,
        CaseEvent::SignersNamed(_)
            | CaseEvent::SignerAdded(_)
            | CaseEvent::ReturnedToStep(_)
            | CaseEvent::Claimed(_)
            | CaseEvent::HandedOn(_)
            | CaseEvent::NoteAdded(_)
    )
}

fn is_applicants(event: &CaseEvent) -> bool {
    if let CaseEvent::Submitted(e) = event {
        return e.channel == Channel::Online;
    }
    if let CaseEvent::ViewsStated(e) = event {
        return e.signed.is_none();
    }
    if let CaseEvent::HearingAnswered(e) = event {
        return e.voice == Voice::Applicant && e.signed.is_none();
    }
    if let CaseEvent::Withdrawn(e) = event {
        return e.request.is_none();
    }
    false
}

fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Online => "cases-channel-online",
        Channel::Window => "cases-channel-window",
        Channel::Post => "cases-channel-post",
    }
}

fn rejection(ground: RejectionGround) -> &'static str {
    match ground {
        RejectionGround::NotOurs => "cases-rejection-not-ours",
        RejectionGround::StillIncomplete => "cases-rejection-still-incomplete",
    }
}

fn closing_lamp(kind: FinishKind) -> Lamp {
    match kind {
        FinishKind::Issued | FinishKind::Other => Lamp::Done,
        FinishKind::Returned
        | FinishKind::Void
        | FinishKind::Deleted
        | FinishKind::Forwarded
        | FinishKind::Lapsed => Lamp::NotYet,
    }
}

/// 检测, expert review.
pub(crate) fn pause_name(ui: &Ui, reason: PauseReason) -> String {
    ui.t(&format!("cases-pause-{}", reason.code().to_lowercase()))
}

/// Whether the days can be counted yet.
pub(crate) fn waits_for(counted: &Counted) -> Option<i16> {
    match counted {
        Counted::WaitsForCalendar { year } => Some(*year),
        Counted::Days { .. } => None,
    }
}
