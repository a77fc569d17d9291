//! One visit: who asks, with which rights, in which language, and what he typed last time if the
//! form has to be shown again.

use crate::problem::{Detail, Problem};
use crate::session::Session;
use crate::ui::Ui;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use kernel::{Actor, MatterId, PartyId, Permission, Timestamp};
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use store::{Reader, StoreError, SubmitKey, Who};

/// The visitor as the shell found him.
#[derive(Clone, Debug)]
pub struct Visit {
    pub who: Who,
    pub actor: Arc<Actor>,
    pub session: Option<Session>,
    pub ui: Ui,
    pub now: Timestamp,
    /// The answer goes to a program: JSON.
    pub is_api: bool,
    pub request_id: String,
    /// What was typed and why it came back.
    pub again: Option<Arc<Again>>,
    /// Address of the visitor, for throttling; never in a log.
    pub address: String,
}

/// A form that came back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Again {
    pub detail: Detail,
    pub typed: Vec<(String, String)>,
}

impl<S: Send + Sync> FromRequestParts<S> for Visit {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        parts.extensions.get::<Self>().cloned().ok_or_else(|| {
            Problem::new(
                axum::http::StatusCode::INTERNAL_SERVER_ERROR,
                "web.internal",
            )
        })
    }
}

impl Visit {
    /// The actor with the rights of the reader's transaction, narrowed to the party chosen and to
    /// the token's reach.
    pub fn actor_now(&self, reader: &mut Reader) -> Result<Actor, StoreError> {
        let actor = reader.actor(self.who)?;
        Ok(narrow(&actor, self.session.as_ref()))
    }

    /// For whom the visitor acts now: the party chosen, else himself.
    pub fn acting(&self) -> Option<&kernel::Acting> {
        let chosen = self.session.as_ref().and_then(|session| session.acting);
        chosen
            .and_then(|party| self.actor.acts_for(party))
            .or_else(|| self.actor.acting.first())
    }

    pub fn acting_party(&self) -> PartyId {
        self.acting().map_or(PartyId(0), |acting| acting.party)
    }

    pub fn holds(&self, permission: &Permission) -> bool {
        self.actor.holds(permission)
    }

    /// What was typed into the field when the form came back; `otherwise` if it did not.
    pub fn typed(&self, field: &str, otherwise: &str) -> String {
        self.again
            .as_ref()
            .and_then(|again| again.typed.iter().find(|(name, _)| name == field))
            .map_or_else(|| otherwise.to_owned(), |(_, value)| value.clone())
    }

    /// All values typed into a field that may occur several times.
    pub fn typed_all(&self, field: &str) -> Vec<String> {
        self.again.as_ref().map_or_else(Vec::new, |again| {
            again
                .typed
                .iter()
                .filter(|(name, _)| name == field)
                .map(|(_, value)| value.clone())
                .collect()
        })
    }

    /// The sentence at the field, if the form came back because of it.
    pub fn error_at(&self, field: &str) -> Option<String> {
        let again = self.again.as_ref()?;
        if let Some(error) = again
            .detail
            .fields
            .iter()
            .find(|error| error.field == field)
        {
            return Some(say(&self.ui, &error.code, &error.params));
        }
        (again.detail.field.as_deref() == Some(field))
            .then(|| say(&self.ui, &again.detail.code, &again.detail.params))
    }

    /// Every sentence for the summary above a form that came back: field (may be empty), words.
    pub fn errors(&self) -> Vec<(String, String)> {
        let Some(again) = &self.again else {
            return Vec::new();
        };
        if again.detail.fields.is_empty() {
            let mut sentence = say(&self.ui, &again.detail.code, &again.detail.params);
            if let Some(basis) = &again.detail.basis {
                sentence = format!("{sentence}（{}）", basis.cited(self.ui.is_english()));
            }
            return vec![(again.detail.field.clone().unwrap_or_default(), sentence)];
        }
        again
            .detail
            .fields
            .iter()
            .map(|error| {
                (
                    error.field.clone(),
                    say(&self.ui, &error.code, &error.params),
                )
            })
            .collect()
    }

    /// Records that the visitor looked at a matter, and why he may.
    pub fn look(&self, app: &crate::App, matter: MatterId, what: &str, why: &str) {
        app.store.record_look(self.actor.account, matter, what, why);
    }

    /// Keys of people who have not signed in are bound to their address, so that nobody gets
    /// somebody else's answer.
    pub(crate) fn bind(&self, key: SubmitKey) -> SubmitKey {
        match self.who {
            Who::Anonymous => SubmitKey {
                key: format!("{}@{}", key.key, self.address),
                ..key
            },
            Who::System | Who::Account(_) => key,
        }
    }
}

/// The words of a code, filled.
pub fn say(ui: &Ui, code: &str, params: &[(String, String)]) -> String {
    let params: Vec<(&str, String)> = params
        .iter()
        .map(|(name, value)| (name.as_str(), value.clone()))
        .collect();
    ui.tw(&crate::problem::word_key(code), &params)
}

/// A token reaches no further than what it was issued for.
pub(crate) fn narrow(actor: &Actor, session: Option<&Session>) -> Actor {
    let mut actor = actor.clone();
    let Some(session) = session.filter(|session| !session.only.is_empty()) else {
        return actor;
    };
    let keep = |grants: &Arc<[kernel::Grant]>| -> Arc<[kernel::Grant]> {
        grants
            .iter()
            .filter(|grant| session.only.iter().any(|only| *only == grant.permission.0))
            .cloned()
            .collect()
    };
    actor.common = keep(&actor.common);
    for post in &mut actor.posts {
        post.grants = keep(&post.grants);
    }
    actor
}
