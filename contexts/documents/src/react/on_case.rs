//! An act of a case has a paper: draw it up. Safe to run twice, by the job's key and by the claim of
//! the act on its paper.

use crate::app::DrawUp;
use crate::domain::template::{companions, template_code};
use crate::read;
use contracts::events::{CasePaperDue, Fact, PaperKind};
use kernel::{MatterId, PaperId};
use store::{JobCall, JobError, JobRun, SubmitKey, Who};

pub fn on_case(run: &mut JobRun<'_>, call: JobCall<'_>) -> Result<(), JobError> {
    let due: CasePaperDue = serde_json::from_str(call.payload)?;
    let is_deemed = due
        .facts
        .get(&Fact::IsDeemed)
        .is_some_and(|value| value == "yes");
    let Some(main) = template_code(due.kind, due.head.regime, is_deemed) else {
        return Err(JobError::Other(format!(
            "no {} for an item of its own law",
            due.kind.code()
        )));
    };
    let served = if due.kind == PaperKind::ServiceReceipt {
        if !run.others_are_done() {
            return Err(JobError::AfterOthers);
        }
        let matter = MatterId(due.head.case.0);
        run.store()
            .read_blocking(move |reader| read::find_served(reader, matter))?
    } else {
        None
    };
    let mut templates = vec![main];
    templates.extend(companions(due.kind, &due.facts, &due.texts));
    for template in templates {
        let key = SubmitKey::new(
            format!("job:{}:{template}", call.id),
            call.payload.as_bytes(),
        );
        let command = DrawUp {
            paper: PaperId(run.store().new_id()),
            due: due.clone(),
            template: template.to_owned(),
            served,
        };
        run.execute(Who::System, key, command)?;
    }
    Ok(())
}
