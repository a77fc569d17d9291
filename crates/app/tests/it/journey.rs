//! The whole job, read off the pages in a real browser: one permit from the search on the home page
//! to the leader's figures, by everybody whom it needs. Once with a script, once without.
//!
//! The days are those of the published plan of 2021. Saturday 18 September is worked in exchange for
//! Mid-Autumn (19–21 September), Sunday 26 September and Saturday 9 October for National Day (1–7
//! October).

mod accepting;
mod applying;
mod deciding;
mod reviewing;
mod watching;

use crate::browser::{Driver, Person, serve};
use crate::town::{self, PASSWORD};
use admin::domain::appoint::Appoint;
use contracts::people::Appointment;
use jiff::civil::date;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;
use tempfile::TempDir;
use testkit::{City, Engine};

const APPLICANT: &str = "chen-xuni";
const CLERK: &str = "clerk-1";
const REVIEWER: &str = "housing-reviewer-1";
const PARTNER: &str = "housing-reviewer-2";
const DECIDER: &str = "housing-decider";
const SEAL_KEEPER: &str = "housing-seal";
const SUPERVISOR: &str = "supervisor";
const LEADER: &str = "mayor";
const EVERYBODY: [&str; 8] = [
    APPLICANT,
    CLERK,
    REVIEWER,
    PARTNER,
    DECIDER,
    SEAL_KEEPER,
    SUPERVISOR,
    LEADER,
];

const ITEM: &str = "城镇污水排入排水管网许可";
const FIRM: &str = "永州市潇湘食品有限公司（示例）";

/// Nobody waits longer than this for the whole story.
const LONGEST: Duration = Duration::from_mins(10);

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_job_with_a_script() {
    let story = the_whole_job(Engine::Sqlite, true);
    tokio::time::timeout(LONGEST, story).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_whole_job_without_a_script() {
    let story = the_whole_job(Engine::Postgres, false);
    tokio::time::timeout(LONGEST, story).await.unwrap();
}

/// The town, and what the people have in hand.
struct Story {
    city: City,
    driver: Driver,
    site: SocketAddr,
    has_script: bool,
    desk: TempDir,
}

/// What the applicant's receipt says.
struct Receipt {
    case: String,
    /// As it is printed, with its blanks.
    number: String,
    query_code: String,
}

impl Story {
    async fn begin(engine: Engine, has_script: bool) -> Self {
        // The Friday before Mid-Autumn.
        let city = town::start(engine, date(2021, 9, 17), &EVERYBODY);
        let site = serve(&city).await;
        Self {
            driver: Driver::start().await,
            desk: TempDir::with_prefix("desk-").unwrap(),
            city,
            site,
            has_script,
        }
    }

    /// Turns the town's clock to a day and hour; what is due by then is done.
    fn at(&self, month: i8, day: i8, hour: i8) {
        self.city.set_clock(date(2021, month, day), hour, 0);
    }

    /// Somebody in a window of his own, signed in.
    async fn enter(&self, login: &str) -> Person {
        let person = self.stranger().await;
        person.sign_in(login, PASSWORD).await;
        person
    }

    /// Somebody whom the town does not know.
    async fn stranger(&self) -> Person {
        let person = self.driver.person(self.site, self.has_script).await;
        person.open("/").await;
        assert_eq!(person.has_script().await, self.has_script);
        person
    }

    /// A scan on the person's own disk.
    fn scan(&self, name: &str) -> PathBuf {
        let path = self.desk.path().join(name);
        let pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
        std::fs::write(&path, pdf).unwrap();
        path
    }

    /// The first reviewer stands in for the decider from this day on: he holds the right, and the
    /// law still bars him from what he reviewed.
    fn let_the_reviewer_stand_in(&self) {
        let loaded = town::loaded(&self.city);
        let post = Appointment {
            unit: loaded.units["housing"],
            role: "decider".into(),
            valid_from: self.city.store.today(),
            valid_to: None,
        };
        let account = loaded.accounts[REVIEWER];
        let officer = loaded.accounts["admin-security"];
        town::act(&self.city, officer, Appoint { account, post });
    }
}

async fn the_whole_job(engine: Engine, has_script: bool) {
    let story = Story::begin(engine, has_script).await;

    // Friday, 17 September.
    let receipt = applying::the_applicant_applies(&story).await;
    story.at(9, 17, 15);
    accepting::the_clerk_asks_once_for_what_is_missing(&story, &receipt).await;

    // Saturday, 18 September: worked.
    story.at(9, 18, 9);
    applying::the_applicant_mends_what_was_asked_for(&story, &receipt).await;
    story.at(9, 18, 10);
    accepting::the_clerk_accepts(&story, &receipt).await;
    story.at(9, 18, 11);
    applying::the_applicant_reads_every_day(&story, &receipt).await;

    // After the holiday.
    story.at(9, 22, 9);
    reviewing::a_test_stops_the_clock(&story, &receipt).await;
    story.at(9, 23, 9);
    applying::the_applicant_sees_the_clock_stand_still(&story, &receipt).await;
    story.at(9, 24, 9);
    reviewing::the_test_ends_early(&story, &receipt).await;

    // Sunday, 26 September: worked.
    story.at(9, 26, 9);
    reviewing::two_visit_the_site(&story, &receipt).await;
    story.at(9, 26, 14);
    reviewing::one_gives_his_opinion_and_may_not_decide(&story, &receipt).await;

    story.at(9, 27, 9);
    deciding::the_decider_grants(&story, &receipt).await;
    story.at(9, 27, 10);
    deciding::the_keeper_releases_the_seal(&story, &receipt).await;
    story.at(9, 27, 11);
    deciding::the_clerk_closes_and_serves(&story, &receipt).await;

    story.at(9, 28, 9);
    applying::the_applicant_has_the_sealed_paper_and_rates(&story, &receipt).await;
    watching::the_supervisor_sees_who_looked(&story, &receipt).await;
    watching::the_leader_opens_the_figure(&story, &receipt).await;

    story.city.verify();
}
