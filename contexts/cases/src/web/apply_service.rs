//! 送达地址确认: where papers reach the applicant, and whether he agrees to be served electronically.

use super::{
    apply::{self, DraftPath, Open, open_or_go},
    links,
    steps::Step,
};
use crate::app::draft::{self, Draft, ServiceTyped};
use ::web::{
    App, FieldError, Problem, Submitted, Visit,
    ui::{Choice, Field, Width, phone_input, post_form, radios, text_input},
};
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use contracts::item::FieldKind;
use kernel::identity::MobilePhone;
use maud::{Markup, html};
use serde::Deserialize;

const LONGEST: usize = 200;

pub(crate) async fn show(
    State(app): State<App>,
    visit: Visit,
    Path(path): Path<DraftPath>,
    Query(way): Query<super::apply_form::Way>,
) -> Result<Response, Problem> {
    let open = open_or_go!(&app, &visit, path.draft);
    let body = form(&visit, &open, &app.submit_key(), &way.then);
    Ok(apply::step_page(&visit, &open, &Step::Service, &body).into_response())
}

fn form(visit: &Visit, open: &Open, key: &str, then: &str) -> Markup {
    let ui = &visit.ui;
    let kept = &open.draft.service;
    let field = |name: &str| {
        Field::new(name, ui.t(&format!("cases-service-{name}")))
            .error(visit.error_at(name).as_deref())
    };
    let choices = [
        Choice::new("yes", ui.t("cases-service-yes")).about(ui.t("cases-service-yes-about")),
        Choice::new("no", ui.t("cases-service-no")).about(ui.t("cases-service-no-about")),
    ];
    let chosen = match kept.is_electronic {
        Some(true) => "yes",
        Some(false) => "no",
        None => "",
    };
    let chosen = visit.typed("electronic", chosen);
    let recipient = field("recipient").width(Width::W18).autocomplete("name");
    let address = field("address")
        .hint(ui.t("cases-service-address-hint"))
        .autocomplete("street-address");
    post_form(
        ui,
        &open.href(&Step::Service),
        key,
        html! {
            (apply::notice(visit))
            (apply::tab_fields(visit, open, key, then))
            p.measure { (ui.t("cases-service-about")) }
            (text_input(ui, &recipient, &visit.typed("recipient", &kept.recipient)))
            (phone_input(ui, &field("phone"), &visit.typed("phone", phone_known(open))))
            (text_input(ui, &address, &visit.typed("address", &kept.address)))
            (radios(ui, &field("electronic"), &choices, Some(&chosen)))
            (apply::step_buttons(ui, open))
        },
    )
}

/// The number kept for papers; before one is, that of the contact in the application.
fn phone_known(open: &Open) -> &str {
    let kept = open.draft.service.phone.as_str();
    if !kept.is_empty() {
        return kept;
    }
    let mut fields = open.item.body.fields();
    let contact = fields.find(|field| field.kind == FieldKind::MobilePhone);
    contact.map_or("", |field| open.draft.answers.get(&field.code))
}

#[derive(Debug, Default, Deserialize)]
pub(crate) struct ServiceForm {
    #[serde(default)]
    pub(crate) recipient: String,
    #[serde(default)]
    pub(crate) phone: String,
    #[serde(default)]
    pub(crate) address: String,
    #[serde(default)]
    pub(crate) electronic: String,
}

impl ServiceForm {
    pub(crate) fn typed(self) -> ServiceTyped {
        ServiceTyped {
            recipient: self.recipient.trim().to_owned(),
            phone: MobilePhone::parse(&self.phone)
                .map_or(self.phone, |phone| phone.as_str().to_owned()),
            address: self.address.trim().to_owned(),
            is_electronic: match self.electronic.as_str() {
                "yes" => Some(true),
                "no" => Some(false),
                _ => None,
            },
        }
    }
}

/// What has to change before papers can reach him.
pub(crate) fn check(service: &ServiceTyped) -> Vec<FieldError> {
    let mut errors = Vec::new();
    for (field, value) in [
        ("recipient", &service.recipient),
        ("address", &service.address),
    ] {
        if value.is_empty() {
            errors.push(FieldError::new(
                field,
                &format!("cases.service.{field}-missing"),
            ));
        } else if value.chars().count() > LONGEST {
            errors.push(
                FieldError::new(field, "web.field-too-long").with("max", LONGEST.to_string()),
            );
        }
    }
    if MobilePhone::parse(&service.phone).is_err() {
        errors.push(FieldError::new("phone", "web.field-mobile-phone"));
    }
    if service.is_electronic.is_none() {
        errors.push(FieldError::new(
            "electronic",
            "cases.service.electronic-missing",
        ));
    }
    errors
}

pub(crate) async fn save(
    State(app): State<App>,
    visit: Visit,
    Path(path): Path<DraftPath>,
    submitted: Submitted<ServiceForm>,
) -> Result<Response, Problem> {
    let open = open_or_go!(&app, &visit, path.draft);
    let page = submitted.value("page").to_owned();
    let then = submitted.value("then").to_owned();
    let is_later = submitted.value("do") == "later";
    let typed = submitted.form.typed();
    let now = visit.now;
    let changed = draft::change::<Draft>(&app.store, visit.actor.account, open.id.0, |draft| {
        draft.service = typed.clone();
        draft.mark(&Step::Service.slug(), &page, now);
    })
    .await?;
    let draft = changed.ok_or_else(Problem::not_found)?;
    if is_later {
        return Ok(Redirect::to(&format!("{}?kept=1", links::MY_CASES)).into_response());
    }
    let errors = check(&typed);
    if !errors.is_empty() {
        return Err(Problem::fields(errors));
    }
    let open = Open { draft, ..open };
    Ok(Redirect::to(&apply::way_on(&open, &Step::Service, &then)).into_response())
}
