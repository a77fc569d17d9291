//! Forms of the acts for those concerned and their hearing.

use super::{
    acts::StaffAct,
    forms_window::text_field,
    hearing::name_of_voice,
    parts::{Typed, act_button, act_form, colleague_field, file_field},
    view::View,
};
use crate::domain::interests::{HearingGround, Interests, Secrecy, Voice, earliest_hearing};
use ::web::ui::{self, Choice};
use maud::{Markup, html};

pub(super) fn tell_interested(view: &View, known: &StaffAct) -> Markup {
    let typed = Typed::new(&view.visit, known.verb);
    let ui = view.ui();
    let inside = html! {
        p.small { (ui.t("cases-desk-tell-interested-about")) }
        (ui::text_input(ui, &typed.field("name", &ui.t("cases-desk-interested-name")), &typed.get("name", "")))
        (ui::text_input(
            ui,
            &typed
                .field("address", &ui.t("cases-desk-interested-address"))
                .hint(ui.t("cases-desk-interested-address-hint")),
            &typed.get("address", ""),
        ))
        (text_field(view, &typed, known, "reason"))
    };
    act_form(view, known, false, inside, act_button(ui, known))
}

fn interests(view: &View) -> Option<&Interests> {
    let handling = view.detail.case.open_handling();
    handling.map(|handling| &handling.interests)
}

/// Applicant and third parties to choose from.
fn voice_field(view: &View, typed: &Typed<'_>, voices: &[Voice]) -> Markup {
    let ui = view.ui();
    let choices: Vec<Choice> = voices
        .iter()
        .map(|voice| {
            let value = match voice {
                Voice::Applicant => "applicant".to_owned(),
                Voice::Interested(party) => party.to_string(),
            };
            Choice::new(value, name_of_voice(view, *voice))
        })
        .collect();
    ui::radios(
        ui,
        &typed.field("voice", &ui.t("cases-desk-voice")),
        &choices,
        typed.chosen("voice").as_deref(),
    )
}

pub(super) fn record_views(view: &View, known: &StaffAct) -> Markup {
    let typed = Typed::new(&view.visit, known.verb);
    let ui = view.ui();
    let voices: Vec<Voice> = interests(view)
        .map(|interests| interests.voices().collect())
        .unwrap_or_default();
    let inside = html! {
        (voice_field(view, &typed, &voices))
        (text_field(view, &typed, known, "views"))
        (file_field(view, &typed, "signed", &ui.t("cases-desk-signed-views")))
    };
    act_form(view, known, true, inside, act_button(ui, known))
}

pub(super) fn tell_of_hearing(view: &View, known: &StaffAct) -> Markup {
    let typed = Typed::new(&view.visit, known.verb);
    let ui = view.ui();
    let choices: Vec<Choice> = HearingGround::ALL
        .into_iter()
        .map(|ground| {
            let words = ui.t(&format!("cases-hearing-ground-{}", ground.code()));
            Choice::new(ground.code(), format!("{words}（{}）", ground.basis()))
        })
        .collect();
    let names: Vec<String> = interests(view)
        .map(Interests::untold)
        .unwrap_or_default()
        .into_iter()
        .map(|voice| name_of_voice(view, voice))
        .collect();
    let inside = html! {
        p.small {
            (ui.tw("cases-desk-tell-of-hearing-about", &[("names", names.join(ui.pick("、", ", ")))]))
        }
        (ui::radios(
            ui,
            &typed.field("ground", &ui.t("cases-desk-hearing-ground")),
            &choices,
            typed.chosen("ground").as_deref(),
        ))
        (text_field(view, &typed, known, "reason"))
    };
    act_form(view, known, false, inside, act_button(ui, known))
}

pub(super) fn record_answer(view: &View, known: &StaffAct) -> Markup {
    let typed = Typed::new(&view.visit, known.verb);
    let ui = view.ui();
    let voices: Vec<Voice> = interests(view)
        .map(|interests| interests.rights.iter().map(|right| right.voice).collect())
        .unwrap_or_default();
    let choices = [
        Choice::new("yes", ui.t("cases-hearing-asked")),
        Choice::new("no", ui.t("cases-hearing-waived")),
    ];
    let inside = html! {
        (voice_field(view, &typed, &voices))
        (ui::radios(
            ui,
            &typed.field("asks", &ui.t("cases-desk-hearing-answer")),
            &choices,
            typed.chosen("asks").as_deref(),
        ))
        (file_field(view, &typed, "signed", &ui.t("cases-desk-signed-answer")))
    };
    act_form(view, known, true, inside, act_button(ui, known))
}

pub(super) fn set_hearing(view: &View, known: &StaffAct) -> Markup {
    let typed = Typed::new(&view.visit, known.verb);
    let ui = view.ui();
    let filing = view.detail.case.filing.as_ref();
    let earliest = filing.and_then(|filing| earliest_hearing(filing, &view.now.env));
    let earliest = earliest.map_or_else(|| ui.t("web-due-waiting"), |day| ui.date_long(day));
    let hint = ui.tw("cases-desk-held-at-hint", &[("earliest", earliest)]);
    let mut secrecy = vec![Choice::new("public", ui.t("cases-hearing-public"))];
    secrecy.extend(Secrecy::ALL.into_iter().map(|secrecy| {
        Choice::new(
            secrecy.code(),
            ui.t(&format!("cases-hearing-secrecy-{}", secrecy.code())),
        )
    }));
    let held_at = typed.get("held-at", "");
    let spec = typed
        .field("held-at", &ui.t("cases-desk-held-at"))
        .hint(hint);
    let inside = html! {
        p.small { (ui.t("cases-desk-set-hearing-about")) }
        (ui::field(ui, &spec, html! {
            input.in.in--18 type="datetime-local" id="held-at" name="held-at" value=(held_at)
                autocomplete="off" aria-describedby="held-at-h";
        }))
        (ui::text_input(ui, &typed.field("place", &ui.t("cases-desk-place")), &typed.get("place", "")))
        (colleague_field(view, &typed, "chair", &ui.t("cases-desk-chair"), &view.now.chairs()))
        (ui::radios(
            ui,
            &typed.field("secrecy", &ui.t("cases-desk-secrecy")),
            &secrecy,
            typed.chosen("secrecy").as_deref(),
        ))
        (text_field(view, &typed, known, "notice"))
    };
    act_form(view, known, false, inside, act_button(ui, known))
}

pub(super) fn record_hearing(view: &View, known: &StaffAct) -> Markup {
    let typed = Typed::new(&view.visit, known.verb);
    let ui = view.ui();
    let inside = html! {
        (text_field(view, &typed, known, "record"))
        (file_field(view, &typed, "signed", &ui.t("cases-desk-signed-record")))
    };
    act_form(view, known, true, inside, act_button(ui, known))
}
