//! Who looked at what is mine, and why.
//!
//! Left out: looks at matters above the ordinary grade, where a law demands secrecy or telling
//! would hinder the duty (个人信息保护法 art. 18, 35), and the city's own clock, which reads nothing.

use super::MyMatter;
use contracts::item::Items;
use contracts::people::{Roles, Staff, Units};
use kernel::{AccountId, Actor, MatterId, Timestamp};
use std::collections::HashMap;
use store::{Look, Reader, StoreError};

/// Looks shown for one matter.
const OF_EACH: usize = 20;

/// One look, without the name of the person: unit and post answer for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeenBy {
    pub at: Timestamp,
    pub number: String,
    pub title: String,
    pub who: Looker,
    /// `page`, `file`, `export`, `unmask`.
    pub what: String,
    pub why: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Looker {
    Me,
    /// Somebody with a mandate.
    Agent,
    Post {
        unit: String,
        role: String,
    },
}

/// Looks at these matters, the newest first.
pub fn list_looks_at_mine(
    reader: &mut Reader,
    actor: &Actor,
    matters: &[MyMatter],
    is_english: bool,
) -> Result<Vec<SeenBy>, StoreError> {
    let ordinary: HashMap<MatterId, &MyMatter> = matters
        .iter()
        .filter(|matter| matter.confidentiality == 0)
        .map(|matter| (MatterId(matter.id.0), matter))
        .collect();
    let asked: Vec<MatterId> = ordinary.keys().copied().collect();
    let looks = reader.list_looks_at(&asked, OF_EACH)?;
    let mut seen: Vec<SeenBy> = looks
        .iter()
        .filter(|look| look.account != AccountId(0))
        .filter_map(|look| {
            let matter = ordinary.get(&look.matter)?;
            Some(seen_by(reader, actor, matter, look, is_english))
        })
        .collect();
    seen.sort_by_key(|look| std::cmp::Reverse(look.at));
    Ok(seen)
}

fn seen_by(
    reader: &Reader,
    actor: &Actor,
    matter: &MyMatter,
    look: &Look,
    is_english: bool,
) -> SeenBy {
    SeenBy {
        at: look.at,
        number: matter.number.clone(),
        title: reader
            .reference
            .get::<Items>()
            .name_of(&matter.title, is_english)
            .to_owned(),
        who: looker(reader, actor, look.account, is_english),
        what: look.what.clone(),
        why: look.why.clone(),
    }
}

fn looker(reader: &Reader, actor: &Actor, account: AccountId, is_english: bool) -> Looker {
    if account == actor.account {
        return Looker::Me;
    }
    let staff = reader.reference.get::<Staff>();
    let Some(post) = staff
        .find(account)
        .and_then(|member| member.appointments.first())
    else {
        return Looker::Agent;
    };
    let role = reader
        .reference
        .get::<Roles>()
        .find(&post.role)
        .map_or_else(String::new, |role| role.name.get(is_english).to_owned());
    Looker::Post {
        unit: reader.reference.get::<Units>().name(post.unit, is_english),
        role,
    }
}
