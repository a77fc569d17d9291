//! A hearing in the life of a demo case: the neighbour and everybody else are told, it is set, held
//! and recorded.

use super::life::{Life, Next, Stage, Stuck};
use cases::domain::case::Handling;
use cases::domain::interests::HearingGround;
use cases::domain::record_hearing::RecordHearing;
use cases::domain::set_hearing::SetHearing;
use cases::domain::tell_interested::TellInterested;
use cases::domain::tell_of_hearing::TellOfHearing;
use kernel::deadline::PauseReason;
use kernel::{AccountId, PartyId, Timestamp, WorkCalendar};

/// Working days between notice and hearing: the law's seven, and one.
const DAYS_AHEAD: u16 = 8;

/// Whether the clock stands for a hearing.
pub(super) fn is_hearing(handling: &Handling) -> bool {
    let pause = handling.running_pause();
    pause.is_some_and(|pause| pause.reason == PauseReason::Hearing)
}

impl Stage<'_> {
    /// What the hearing still needs; nothing once its record stands.
    pub(super) fn hearing(
        &mut self,
        life: &mut Life,
        handling: &Handling,
        reviewer: AccountId,
    ) -> Result<Option<Next>, Stuck> {
        let interests = &handling.interests;
        if interests.recorded_on.is_some() {
            return Ok(None);
        }
        if interests.rights.is_empty() {
            return self.tell(life, reviewer).map(Some);
        }
        if interests.hearing.is_some() {
            return self.record_hearing(life, reviewer).map(Some);
        }
        self.set_hearing(life, handling, reviewer).map(Some)
    }

    fn tell(&mut self, life: &mut Life, reviewer: AccountId) -> Result<Next, Stuck> {
        let party = PartyId(self.store.new_id());
        let mut keep = |kind, text| self.paperwork.keep(self.dice, party, kind, text);
        let (name, name_write) = keep("name", "演示小区业主委员会");
        let (address, address_write) = keep("address", "永州市冷水滩区演示路 2 号");
        let (reason, reason_write) = keep("reason", "场所出入口正对小区大门，夜间营业影响居住。");
        let command = TellInterested {
            case_id: life.id,
            party,
            name: Some(name),
            address: Some(address),
            reason: Some(reason),
            vault: vec![name_write, address_write, reason_write],
        };
        self.act(life, reviewer, command)?;
        let text = "《娱乐场所管理条例》规定，审批娱乐场所应当举行听证。";
        let (reason, write) = self
            .paperwork
            .keep(self.dice, life.applicant.party, "reason", text);
        let command = TellOfHearing {
            case_id: life.id,
            ground: HearingGround::PublicInterest,
            reason: Some(reason),
            vault: vec![write],
        };
        self.act(life, reviewer, command)?;
        Ok(Next::WorkingMinutes(life.pace))
    }

    fn set_hearing(
        &mut self,
        life: &mut Life,
        handling: &Handling,
        reviewer: AccountId,
    ) -> Result<Next, Stuck> {
        let but = [handling.review.reviewers.as_slice(), &[reviewer]].concat();
        let chair = self.somebody("decider", life.item.unit, &but)?;
        let held_on = WorkCalendar::published().add_working_days(self.today(), DAYS_AHEAD);
        let Ok(held_on) = held_on else {
            return Ok(Next::Never);
        };
        let mut keep = |kind, text| {
            self.paperwork
                .keep(self.dice, life.applicant.party, kind, text)
        };
        let (place, place_write) = keep("place", "市政务服务中心三楼听证室");
        let (notice, notice_write) = keep("notice", "就场所选址听取意见，约一个半小时。");
        let command = SetHearing {
            case_id: life.id,
            held_at: Timestamp::in_city(held_on, 9, 0),
            place: Some(place),
            chair,
            secrecy: None,
            notice: Some(notice),
            vault: vec![place_write, notice_write],
        };
        self.act(life, reviewer, command)?;
        Ok(Next::WorkingMinutes(i64::from(DAYS_AHEAD) * 480))
    }

    pub(super) fn record_hearing(
        &mut self,
        life: &mut Life,
        reviewer: AccountId,
    ) -> Result<Next, Stuck> {
        let party = life.applicant.party;
        let text =
            "申请人、业主委员会到场。业主委员会提出夜间噪声问题，申请人说明隔音措施和营业时间。";
        let (record, write) = self.paperwork.keep(self.dice, party, "record", text);
        let (signed, file) = self.paperwork.file(party, "听证笔录（签字）.pdf")?;
        let command = RecordHearing {
            case_id: life.id,
            record: Some(record),
            signed: Some(signed),
            vault: vec![write, file],
        };
        self.act(life, reviewer, command)?;
        Ok(Next::WorkingMinutes(life.pace))
    }
}
