//! Which texts and files of a case a reader may open: what the applicant wrote or was told, and for
//! staff what is work inside the house.

use super::detail::Audience;
use crate::domain::{
    CaseEvent,
    filing::{Agency, FileRef},
    interests::Voice,
};
use contracts::Kept;
use kernel::{FileId, Recorded};
use std::collections::BTreeMap;

/// The answers that an event brings.
pub(super) fn answers_of(event: &CaseEvent) -> Option<&Kept> {
    if let CaseEvent::Submitted(e) = event {
        return Some(&e.answers);
    }
    if let CaseEvent::CorrectedOnSpot(e) = event {
        return e.answers.as_ref();
    }
    if let CaseEvent::CorrectionSubmitted(e) = event {
        return e.answers.as_ref();
    }
    None
}

pub(super) fn texts_of(events: &[Recorded<CaseEvent>], audience: Audience) -> Vec<&Kept> {
    let mut texts = Vec::new();
    for event in events {
        told(&event.body, &mut texts);
        if audience == Audience::Staff {
            internal(&event.body, &mut texts);
        }
    }
    texts
}

/// What the applicant wrote, or was told.
fn told<'e>(event: &'e CaseEvent, texts: &mut Vec<&'e Kept>) {
    match event {
        CaseEvent::Submitted(e) => {
            texts.push(&e.answers);
            texts.extend(&e.electronic_service);
            texts.extend(e.promise.as_ref().map(|promise| &promise.text));
        }
        CaseEvent::CorrectedOnSpot(e) => texts.extend(&e.answers),
        CaseEvent::CorrectionNotified(e) => {
            texts.extend(e.defects.iter().map(|defect| &defect.reason));
            texts.extend(&e.why_again);
        }
        CaseEvent::CorrectionSubmitted(e) => texts.extend(&e.answers),
        CaseEvent::FoundNotRequired(e) => texts.push(&e.reason),
        CaseEvent::ApplicationRejected(e) => texts.push(&e.reasons),
        CaseEvent::Accepted(e) => {
            texts.extend(e.deferral.as_ref().map(|deferral| &deferral.promise));
        }
        CaseEvent::SpecialProcedureStarted(e) => texts.push(&e.notice),
        CaseEvent::SpecialProcedureRenewed(e) => texts.push(&e.notice),
        CaseEvent::ViewsStated(e) if e.voice == Voice::Applicant => texts.extend(&e.views),
        CaseEvent::HearingTold(e) => texts.push(&e.reason),
        CaseEvent::HearingSet(e) => texts.extend([&e.place, &e.notice]),
        CaseEvent::HearingRecorded(e) => texts.push(&e.record),
        CaseEvent::Extended(e) => texts.push(&e.reason),
        CaseEvent::Granted(e) => texts.extend(&e.opinion),
        CaseEvent::Denied(e) => texts.push(&e.reasons),
        CaseEvent::Closed(e) => texts.extend(&e.reason),
        CaseEvent::Served(e) => texts.push(&e.served_to),
        CaseEvent::Withdrawn(e) => texts.extend(&e.reason),
        CaseEvent::Terminated(e) => texts.push(&e.reasons),
        CaseEvent::Received(_)
        | CaseEvent::DeemedAccepted(_)
        | CaseEvent::DeferredDelivered(_)
        | CaseEvent::OpinionGiven(_)
        | CaseEvent::SignersNamed(_)
        | CaseEvent::SignerAdded(_)
        | CaseEvent::Signed(_)
        | CaseEvent::ReturnedToStep(_)
        | CaseEvent::SiteVisitRecorded(_)
        | CaseEvent::SiteVisitConfirmed(_)
        | CaseEvent::SpecialProcedureEnded(_)
        | CaseEvent::InterestedTold(_)
        | CaseEvent::ViewsStated(_)
        | CaseEvent::HearingAnswered(_)
        | CaseEvent::DueDatesFilled(_)
        | CaseEvent::HandedOver(_)
        | CaseEvent::PromiseChecked(_)
        | CaseEvent::Claimed(_)
        | CaseEvent::HandedOn(_)
        | CaseEvent::NoteAdded(_) => {}
    }
}

/// Work inside the house.
fn internal<'e>(event: &'e CaseEvent, texts: &mut Vec<&'e Kept>) {
    match event {
        CaseEvent::OpinionGiven(e) => texts.push(&e.opinion),
        CaseEvent::SignerAdded(e) => texts.push(&e.reason),
        CaseEvent::Signed(e) => texts.push(&e.opinion),
        CaseEvent::ReturnedToStep(e) => texts.push(&e.reason),
        CaseEvent::SiteVisitRecorded(e) => texts.push(&e.findings),
        // Who it is and what it says is the third party's, not for the applicant.
        CaseEvent::InterestedTold(e) => texts.extend([&e.name, &e.address, &e.reason]),
        CaseEvent::ViewsStated(e) => texts.extend(&e.views),
        CaseEvent::PromiseChecked(e) => texts.push(&e.findings),
        CaseEvent::HandedOn(e) => texts.push(&e.reason),
        CaseEvent::NoteAdded(e) => texts.push(&e.note),
        CaseEvent::Submitted(_)
        | CaseEvent::Received(_)
        | CaseEvent::CorrectedOnSpot(_)
        | CaseEvent::CorrectionNotified(_)
        | CaseEvent::CorrectionSubmitted(_)
        | CaseEvent::FoundNotRequired(_)
        | CaseEvent::ApplicationRejected(_)
        | CaseEvent::DeemedAccepted(_)
        | CaseEvent::Accepted(_)
        | CaseEvent::DeferredDelivered(_)
        | CaseEvent::SignersNamed(_)
        | CaseEvent::SiteVisitConfirmed(_)
        | CaseEvent::SpecialProcedureStarted(_)
        | CaseEvent::SpecialProcedureRenewed(_)
        | CaseEvent::SpecialProcedureEnded(_)
        | CaseEvent::HearingTold(_)
        | CaseEvent::HearingAnswered(_)
        | CaseEvent::HearingSet(_)
        | CaseEvent::HearingRecorded(_)
        | CaseEvent::Extended(_)
        | CaseEvent::DueDatesFilled(_)
        | CaseEvent::Granted(_)
        | CaseEvent::Denied(_)
        | CaseEvent::Closed(_)
        | CaseEvent::Served(_)
        | CaseEvent::HandedOver(_)
        | CaseEvent::Withdrawn(_)
        | CaseEvent::Terminated(_)
        | CaseEvent::Claimed(_) => {}
    }
}

/// Files that the reader may open: what the applicant gave; for staff also the records of the house.
pub(super) fn files_of(events: &[Recorded<CaseEvent>], audience: Audience) -> Vec<&FileRef> {
    let mut files: BTreeMap<FileId, &FileRef> = BTreeMap::new();
    for event in events {
        for file in given(&event.body) {
            files.insert(file.file, file);
        }
        if audience == Audience::Staff {
            for file in recorded_by_staff(&event.body) {
                files.insert(file.file, file);
            }
        }
    }
    files.into_values().collect()
}

fn given(event: &CaseEvent) -> Vec<&FileRef> {
    let materials = match event {
        CaseEvent::Submitted(e) => &e.materials,
        CaseEvent::CorrectedOnSpot(e) => &e.materials,
        CaseEvent::CorrectionSubmitted(e) => &e.materials,
        CaseEvent::DeferredDelivered(e) => &e.materials,
        CaseEvent::Received(_)
        | CaseEvent::CorrectionNotified(_)
        | CaseEvent::FoundNotRequired(_)
        | CaseEvent::ApplicationRejected(_)
        | CaseEvent::DeemedAccepted(_)
        | CaseEvent::Accepted(_)
        | CaseEvent::OpinionGiven(_)
        | CaseEvent::SignersNamed(_)
        | CaseEvent::SignerAdded(_)
        | CaseEvent::Signed(_)
        | CaseEvent::ReturnedToStep(_)
        | CaseEvent::SiteVisitRecorded(_)
        | CaseEvent::SiteVisitConfirmed(_)
        | CaseEvent::SpecialProcedureStarted(_)
        | CaseEvent::SpecialProcedureRenewed(_)
        | CaseEvent::SpecialProcedureEnded(_)
        | CaseEvent::InterestedTold(_)
        | CaseEvent::ViewsStated(_)
        | CaseEvent::HearingTold(_)
        | CaseEvent::HearingAnswered(_)
        | CaseEvent::HearingSet(_)
        | CaseEvent::HearingRecorded(_)
        | CaseEvent::Extended(_)
        | CaseEvent::DueDatesFilled(_)
        | CaseEvent::Granted(_)
        | CaseEvent::Denied(_)
        | CaseEvent::Closed(_)
        | CaseEvent::Served(_)
        | CaseEvent::HandedOver(_)
        | CaseEvent::PromiseChecked(_)
        | CaseEvent::Withdrawn(_)
        | CaseEvent::Terminated(_)
        | CaseEvent::Claimed(_)
        | CaseEvent::HandedOn(_)
        | CaseEvent::NoteAdded(_) => return Vec::new(),
    };
    let mut files: Vec<&FileRef> = materials.iter().flat_map(|held| &held.files).collect();
    if let CaseEvent::Submitted(e) = event {
        files.extend(e.promise.as_ref().map(|promise| &promise.signed));
        if let Agency::Paper(mandate) = &e.agency {
            files.push(mandate);
        }
    }
    files
}

fn recorded_by_staff(event: &CaseEvent) -> Vec<&FileRef> {
    if let CaseEvent::CorrectedOnSpot(e) = event {
        return vec![&e.confirmation];
    }
    if let CaseEvent::SiteVisitRecorded(e) = event {
        return e.files.iter().collect();
    }
    if let CaseEvent::ViewsStated(e) = event {
        return e.signed.iter().collect();
    }
    if let CaseEvent::HearingAnswered(e) = event {
        return e.signed.iter().collect();
    }
    if let CaseEvent::HearingRecorded(e) = event {
        return vec![&e.signed];
    }
    if let CaseEvent::HandedOver(e) = event {
        return vec![&e.slip];
    }
    if let CaseEvent::Withdrawn(e) = event {
        return e.request.iter().collect();
    }
    if let CaseEvent::Served(e) = event {
        return vec![e.proof.record()];
    }
    Vec::new()
}
