//! Separation of duties: who may not touch which case, and by which name he is told so.

use super::{Case, events::Submitted};
use contracts::{item::Channel, people::Staff};
use kernel::{AccountId, Env};

/// Whether the actor would act on his own application: he filed it, or he is or stands for the
/// applicant. A clerk who recorded it for somebody else may go on with it.
///
/// # Law
/// `rules.md` §19: a window clerk may not handle his own application.
pub(super) fn is_own(case: &Case, filing: &Submitted, env: &Env) -> bool {
    let actor = &env.actor;
    let filed_it = filing.channel == Channel::Online && case.filed_by == actor.account;
    actor.account != AccountId::default() && (filed_it || actor.acts_for(filing.party).is_some())
}

/// The name under which a member of staff acts; the bare id of one that is gone.
pub(super) fn staff_name(account: AccountId, env: &Env) -> String {
    let name = env.reference.get::<Staff>().name(account, false);
    if name.is_empty() {
        account.to_string()
    } else {
        name
    }
}
