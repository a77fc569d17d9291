//! 听证申请: the commands.

use crate::{
    domain::{
        Case, CaseEvent, after_clock,
        answer_hearing::{
            AnswerHearing, AnswerHearingRefusal, RecordHearingAnswer, answer_hearing,
            record_hearing_answer,
        },
    },
    permissions,
};
use contracts::Command;
use kernel::{Env, Permission};

impl Command for AnswerHearing {
    type State = Case;
    type Refusal = AnswerHearingRefusal;
    const PERMISSION: Permission = permissions::CASES_APPLY;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, AnswerHearingRefusal> {
        after_clock(case, env, |case| {
            answer_hearing(case, self, env)
                .map(CaseEvent::HearingAnswered)
                .map(|event| vec![event])
        })
    }
}

impl Command for RecordHearingAnswer {
    type State = Case;
    type Refusal = AnswerHearingRefusal;
    const PERMISSION: Permission = permissions::CASES_RECEIVE;

    fn stream(&self) -> i64 {
        self.case_id.0
    }

    fn decide(&self, case: &Case, env: &Env) -> Result<Vec<CaseEvent>, AnswerHearingRefusal> {
        after_clock(case, env, |case| {
            record_hearing_answer(case, self, env)
                .map(CaseEvent::HearingAnswered)
                .map(|event| vec![event])
        })
    }
}
