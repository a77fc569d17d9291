//! Fills a demo city: the pack, the items, then eleven months of cases through the real commands,
//! with the city's clock turned by hand.

use super::after::rate;
use super::crew::{Applicant, Crew};
use super::life::{Fate, Life, Next, Stage};
use super::paperwork::Paperwork;
use super::{PASSWORD, people};
use crate::pack;
use crate::place::PlaceArguments;
use anyhow::Context as _;
use cases::domain::CaseState;
use contracts::item::{Channel, ItemVersion, LegalRegime, ProjectType, ServedParty};
use indicatif::{ProgressBar, ProgressStyle};
use kernel::{CaseId, Date, Timestamp, WorkCalendar};
use sim::dice::Dice;
use sim::seals::Keepers;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};
use std::sync::Arc;
use store::{Clock, Store};
use web::files::Files;

const SAMPLE_LIST: &[u8] = include_bytes!("../../../../data/samples/guangan-catalogue.csv");
/// More applicants than the pack has.
const MORE_PEOPLE: usize = 120;
/// States in which some cases stay, so that the demo shows every one.
const SHOWN: [CaseState; 10] = [
    CaseState::Submitted,
    CaseState::Received,
    CaseState::CorrectionNoticed,
    CaseState::CorrectionSubmitted,
    CaseState::Accepted,
    CaseState::Reviewing,
    CaseState::Special,
    CaseState::Extended,
    CaseState::DecidedGrant,
    CaseState::DecidedDeny,
];

pub(super) fn fill(place: &PlaceArguments, cases: u32, seed: u64) -> anyhow::Result<()> {
    let first_day = Timestamp::in_city(jiff::civil::date(2021, 1, 4), 8, 30);
    let store = place.open_with(Clock::manual(first_day), false, Some(seed))?;
    let bar = bar("people, units, items")?;
    let crew = load(&store, &bar)?;
    let files = Files::new(place.files());
    let paperwork = Paperwork::new(&store, &files)?;
    let mut dice = Dice::new(seed);
    bar.finish_and_clear();
    play(&store, &crew, &paperwork, &mut dice, cases)?;
    set_passwords(&store)?;
    store.stop();
    Ok(())
}

fn bar(what: &'static str) -> anyhow::Result<ProgressBar> {
    let style = ProgressStyle::with_template("{spinner} {msg} {pos} {wide_bar} {elapsed}")?;
    Ok(ProgressBar::new_spinner()
        .with_style(style)
        .with_message(what))
}

fn load(store: &Store, bar: &ProgressBar) -> anyhow::Result<Crew> {
    let people = format!(
        "{}\n{}",
        people::more_people(MORE_PEOPLE),
        pack::text("people.toml")
    );
    let city = admin::Pack::from_texts(
        &pack::text("units.toml"),
        &pack::text("roles.toml"),
        &people,
    )?;
    let loaded = admin::load_city(store, &city, |done| bar.set_position(done as u64))?;
    catalogue::app::load_themes(store, &pack::text("themes.toml"))?;
    let in_force_from = jiff::civil::date(2021, 1, 1);
    let report = catalogue::app::load_items(store, &pack::items(), in_force_from)?;
    for defect in report.errors() {
        eprintln!("item not published: {defect:?}");
    }
    // A real district's list, shown as that area's sample.
    let source = catalogue::app::ImportSource {
        file: "guangan-catalogue.csv".into(),
        area: kernel::AreaCode(511_602),
    };
    catalogue::app::import_csv(store, store::Who::System, SAMPLE_LIST, &source)?;
    let applicant = |login: &str, party, kind| {
        loaded.accounts.get(login).map(|account| Applicant {
            account: *account,
            party,
            kind,
        })
    };
    let mut persons: Vec<Applicant> = loaded
        .parties
        .iter()
        .filter(|(login, _)| people::is_applicant(login))
        .filter_map(|(login, party)| applicant(login, *party, ServedParty::Person))
        .collect();
    persons.sort_by_key(|person| person.party);
    let shown = ["zhang-yanshi", "li-yangli"]
        .iter()
        .filter_map(|login| applicant(login, *loaded.parties.get(*login)?, ServedParty::Person))
        .collect();
    let firms = FIRMS
        .iter()
        .filter_map(|(firm, login)| applicant(login, *loaded.firms.get(*firm)?, ServedParty::Firm))
        .collect();
    Crew::new(store, persons, firms, shown).context("the crew cannot be read")
}

/// Firms of the pack with the login of who binds them.
const FIRMS: [(&str, &str); 3] = [
    ("xiaoxiang-food", "chen-xuni"),
    ("lingling-snack", "liu-moni"),
    ("qiyang-coop", "wang-shifan"),
];

fn play(
    store: &Store,
    crew: &Crew,
    paperwork: &Paperwork,
    dice: &mut Dice,
    count: u32,
) -> anyhow::Result<()> {
    let calendar = WorkCalendar::published();
    let end = Timestamp::in_city(jiff::civil::date(2021, 11, 30), 8, 55);
    let days: Vec<Date> = calendar
        .working_days_after(jiff::civil::date(2021, 1, 3))
        .take_while(|day| *day < end.date())
        .collect();
    let mut lives: Vec<Life> = Vec::new();
    let mut queue: BinaryHeap<Reverse<(Timestamp, usize)>> = BinaryHeap::new();
    for (day, life) in showcase(store, crew) {
        queue.push(Reverse((Timestamp::in_city(day, 9, 20), lives.len())));
        lives.push(life);
    }
    for _ in 0..count {
        // One in six arrives in the last five weeks, so that there is work on every desk.
        let recent = days.len().saturating_sub(25);
        let day = if dice.chance(160) {
            days.get(recent + dice.below(25))
        } else {
            days.get(dice.below(days.len()))
        };
        let Some(day) = day.copied() else { continue };
        let life = imagine(
            store,
            crew,
            dice,
            days.len() - days.partition_point(|d| *d < day),
        );
        let Some(life) = life else { continue };
        let hour = i8::try_from(dice.between(9, if life.is_online { 20 } else { 16 })).unwrap_or(9);
        let minute = i8::try_from(dice.between(0, 59)).unwrap_or(0);
        queue.push(Reverse((
            Timestamp::in_city(day, hour, minute),
            lives.len(),
        )));
        lives.push(life);
    }
    let progress = bar("cases played through the year 2021")?;
    let keepers = Keepers::new(store)?;
    let mut stuck: BTreeMap<String, u32> = BTreeMap::new();
    let mut done = 0_u64;
    while let Some(Reverse((at, number))) = queue.pop() {
        if at >= end {
            continue;
        }
        if at.date() != store.today() {
            // The seal keepers come in before the others.
            store.clock().set(
                Timestamp::in_city(at.date(), 8, 40)
                    .max(store.now())
                    .min(at),
            );
            store.run_due_jobs()?;
            keepers.release(store)?;
        } else if done.is_multiple_of(40) {
            store.run_due_jobs()?;
        }
        store.clock().set(at.max(store.now()));
        let Some(life) = lives.get_mut(number) else {
            continue;
        };
        let mut stage = Stage {
            store,
            crew,
            paperwork,
            dice,
            now: store.now(),
        };
        match stage.step(life) {
            Ok(Next::WorkingMinutes(minutes)) => {
                queue.push(Reverse((later(&calendar, at, minutes, dice), number)));
            }
            Ok(Next::Never) => {
                if dice.chance(550) {
                    store.run_due_jobs()?;
                    if let Err(why) = rate(store, paperwork, dice, life) {
                        *stuck.entry(format!("Rate: {why}")).or_default() += 1;
                    }
                }
            }
            Err(why) => *stuck.entry(why.to_string()).or_default() += 1,
        }
        done += 1;
        progress.set_position(done);
    }
    store.clock().set(end);
    store.run_due_jobs()?;
    progress.finish_and_clear();
    for (why, times) in stuck {
        eprintln!("{times} × {why}");
    }
    Ok(())
}

/// Cases of the applicants whose accounts the start page names, so that each finds something at work.
fn showcase(store: &Store, crew: &Crew) -> Vec<(Date, Life)> {
    let november = |day| jiff::civil::date(2021, 11, day);
    let plans = [
        (
            "YZ-017-0001",
            0,
            november(9),
            Some(CaseState::Reviewing),
            true,
            false,
        ),
        (
            "YZ-018-0002",
            0,
            november(24),
            Some(CaseState::CorrectionNoticed),
            false,
            true,
        ),
        (
            "YZ-025-0001",
            1,
            november(19),
            Some(CaseState::Reviewing),
            false,
            false,
        ),
        (
            "YZ-010-0003",
            3,
            november(25),
            Some(CaseState::Accepted),
            false,
            false,
        ),
        (
            "YZ-008-0001",
            3,
            november(26),
            Some(CaseState::CorrectionNoticed),
            false,
            true,
        ),
        ("YZ-020-0002", 3, november(8), None, false, false),
        (
            "YZ-006-0003",
            4,
            november(26),
            Some(CaseState::Reviewing),
            false,
            false,
        ),
    ];
    let applicants: Vec<Applicant> = crew.firms.iter().chain(&crew.shown).copied().collect();
    plans
        .into_iter()
        .filter_map(|(code, who, day, stays_in, is_tested, needs_correction)| {
            let item = crew.items.iter().find(|item| item.body.code == code)?;
            let steps = i64::try_from(item.body.steps.len()).unwrap_or(1) + 2;
            let life = Life {
                id: CaseId(store.new_id()),
                item: Arc::clone(item),
                applicant: *applicants.get(who)?,
                is_online: true,
                fate: Fate::Granted,
                needs_correction,
                is_extended: false,
                is_tested,
                pace: i64::from(item.body.promised_limit.days.max(1)) * 480 / 2 / steps,
                stays_in,
                acts: 0,
            };
            Some((day, life))
        })
        .collect()
}

/// A plan for one case; `days_left` are the working days until the demo opens.
fn imagine(store: &Store, crew: &Crew, dice: &mut Dice, days_left: usize) -> Option<Life> {
    let item = pick_item(crew, dice)?;
    let serves = |kind| item.body.served.contains(&kind);
    let is_firm = serves(ServedParty::Firm) && (!serves(ServedParty::Person) || dice.chance(400));
    let applicants = if is_firm { &crew.firms } else { &crew.persons };
    let applicant = *dice.pick(applicants)?;
    let is_instant = item.body.project_type == ProjectType::Instant;
    let is_permit = item.body.legal_regime() == LegalRegime::Licensing;
    let fate = match dice.below(1000) {
        0..=24 if !is_instant => Fate::Denied,
        25..=44 => Fate::Withdrawn,
        45..=59 => Fate::Rejected,
        60..=66 => Fate::NotRequired,
        67..=74 if is_permit && !is_instant => Fate::Forgotten,
        _ => Fate::Granted,
    };
    let stays_in = (days_left < 45 && dice.chance(260))
        .then(|| dice.pick(&SHOWN).copied())
        .flatten();
    let stays_in = stays_in.filter(|_| !is_instant);
    let promised = i64::from(item.body.promised_limit.days.max(1)) * 480;
    let steps = i64::try_from(item.body.steps.len()).unwrap_or(1) + 1;
    // Most are done in a third to nine tenths of the promise; a few are late.
    let per_mille = match dice.below(100) {
        0..=4 => dice.between(1050, 1700),
        5..=14 => dice.between(800, 1000),
        _ => dice.between(250, 800),
    };
    Some(Life {
        id: CaseId(store.new_id()),
        fate: if stays_in == Some(CaseState::DecidedDeny) {
            Fate::Denied
        } else {
            fate
        },
        is_online: item.body.channels.contains(&Channel::Online) && dice.chance(700),
        needs_correction: dice.chance(110)
            || matches!(
                stays_in,
                Some(CaseState::CorrectionNoticed | CaseState::CorrectionSubmitted)
            ),
        is_extended: stays_in == Some(CaseState::Extended) || dice.chance(12),
        is_tested: stays_in == Some(CaseState::Special) || (is_permit && dice.chance(60)),
        pace: promised * per_mille / 1000 / (steps + 1),
        stays_in,
        acts: 0,
        item,
        applicant,
    })
}

/// Heavy-tailed: a few items make most of the work.
fn pick_item(crew: &Crew, dice: &mut Dice) -> Option<Arc<ItemVersion>> {
    let wide = dice.below(crew.items.len());
    let narrow = dice.below(wide + 1);
    // The order of codes is not the order of use: spread it.
    let at = (narrow * 17 + 5) % crew.items.len().max(1);
    crew.items.get(at).cloned()
}

/// The instant after so many working minutes: working days, 9:00 to 17:00.
fn later(calendar: &WorkCalendar, from: Timestamp, minutes: i64, dice: &mut Dice) -> Timestamp {
    let opens = |day| Timestamp::in_city(day, 9, 0);
    let mut day = from.date();
    let mut at = from;
    if !calendar.is_working_day(day).unwrap_or(false) || at.civil().hour() >= 17 {
        day = calendar.add_working_days(day, 1).unwrap_or(day);
        at = opens(day);
    }
    at = at.max(opens(day));
    let into_day = (at.0 - opens(day).0) / 60_000_000;
    let total = into_day + minutes;
    let days = u16::try_from(total / 480).unwrap_or(u16::MAX);
    let last = calendar.add_working_days(day, days).unwrap_or(day);
    opens(last).plus_seconds(total % 480 * 60 + dice.between(0, 59))
}

/// Passwords of the accounts that the start page names.
pub(crate) fn set_passwords(store: &Store) -> anyhow::Result<()> {
    let bar = bar("passwords")?;
    for (login, _) in people::ACCOUNTS {
        admin::set_password(store, login, PASSWORD)
            .map_err(|error| anyhow::anyhow!("{login}: {error}"))?;
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(())
}
