//! Who applied: masked, unless this very answer was asked to show it whole.

use super::view::View;
use crate::domain::filing::Agency;
use ::web::ui::{Ui, form_keys, text_input};
use contracts::queries::PartyFacts;
use kernel::mask;
use maud::{Markup, html};

/// Name, number, telephone, when and by which way it came.
pub(super) fn lines(view: &View) -> Vec<(String, Markup)> {
    let ui = view.ui();
    let facts = &view.detail.applicant;
    let Some(filing) = &view.detail.case.filing else {
        return Vec::new();
    };
    let channel = format!(
        "cases-desk-channel-{}",
        match filing.channel {
            contracts::item::Channel::Window => "window",
            contracts::item::Channel::Online => "online",
            contracts::item::Channel::Post => "post",
        }
    );
    let mut lines = vec![
        (
            ui.t("cases-check-applicant"),
            html! { (name_and_number(view, facts)) },
        ),
        (
            ui.t("cases-desk-reached"),
            html! {
                span.num { (ui.date(filing.reached_on)) } "　" (ui.t(&channel))
                @if let Some(receipt) = &view.detail.case.received {
                    "　" (ui.tw("cases-desk-received", &[
                        ("day", ui.date(receipt.received_on)),
                        ("name", view.name_of(receipt.received_by)),
                    ]))
                }
            },
        ),
    ];
    if !facts.phone.is_empty() {
        let phone = if view.is_unmasked {
            facts.phone.clone()
        } else {
            mask::mobile(&facts.phone)
        };
        lines.push((ui.t("cases-desk-phone"), html! { span.mono { (phone) } }));
    }
    match &filing.agency {
        Agency::None => {}
        Agency::Mandate(_) => lines.push((
            ui.t("cases-desk-agency"),
            html! { (ui.t("cases-desk-agency-mandate")) },
        )),
        Agency::Paper(mandate) => lines.push((
            ui.t("cases-desk-agency"),
            html! {
                a href={ "/desk/cases/" (view.id()) "/files/" (mandate.file) } { (ui.t("cases-desk-agency-paper")) }
            },
        )),
    }
    if !view.is_unmasked && !facts.number.is_empty() {
        lines.push((ui.t("cases-desk-unmask"), unmask_form(view)));
    }
    lines
}

fn name_and_number(view: &View, facts: &PartyFacts) -> Markup {
    let ui = view.ui();
    if facts.name.is_empty() {
        return html! { span.muted { (ui.t("cases-desk-erased")) } };
    }
    let is_whole = view.is_unmasked || facts.is_firm;
    let name = if is_whole {
        facts.name.clone()
    } else {
        mask::name(&facts.name)
    };
    // A credit code is public; an identity number is not.
    let number = if is_whole {
        facts.number.clone()
    } else {
        mask::identity_number(&facts.number)
    };
    html! { b { (name) } "　" span.mono { (number) } }
}

/// 显示完整号码: asks for the reason, and the look is recorded with it.
fn unmask_form(view: &View) -> Markup {
    let ui: &Ui = view.ui();
    let typed = super::parts::Typed::new(&view.visit, "unmask");
    let spec = typed.field("why", &ui.t("cases-desk-unmask-why"));
    html! {
        details.fold open[view.visit.typed("act", "") == "unmask"] {
            summary { (ui.t("cases-desk-unmask-show")) }
            div {
                form.stack method="post" action={ "/desk/cases/" (view.id()) "/unmask" } novalidate {
                    (form_keys(ui, view.app.submit_key()))
                    (super::parts::hidden("act", "unmask"))
                    (text_input(ui, &spec, &typed.get("why", "")))
                    (::web::ui::button(&ui.t("cases-desk-unmask-do")).icon("lock"))
                }
            }
        }
    }
}
