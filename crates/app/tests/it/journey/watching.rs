//! Those who watch: the supervisor over the case, the leader over the figures.

use super::{LEADER, Receipt, SUPERVISOR, Story};

pub(super) async fn the_supervisor_sees_who_looked(story: &Story, receipt: &Receipt) {
    let person = story.enter(SUPERVISOR).await;
    person.open("/supervise").await;
    person.sees_all(&["红牌", "没有这样的件"]).await;
    person.open(&format!("/desk/cases/{}", receipt.case)).await;
    person.follow("谁看过").await;
    // The clerk at the window, the reviewers and the decider at their desks.
    person
        .sees_all(&[
            "赵演示",
            "郎虚拟",
            "鲁演示",
            "昌示例",
            "窗口办理",
            "本单位办理",
        ])
        .await;
    person.leave().await;
}

pub(super) async fn the_leader_opens_the_figure(story: &Story, receipt: &Receipt) {
    let person = story.enter(LEADER).await;
    person.open("/cockpit").await;
    assert_eq!(person.figure("受理量").await, "1件");
    // Of the one accepted, one is closed, and in time.
    assert_eq!(person.figure("办结率（同批）").await, "1 ÷ 1件");
    assert_eq!(person.figure("按时办结率").await, "1 ÷ 1件");
    person.open_figure("受理量").await;
    person.follow("看这些办件").await;
    person.sees(&receipt.number).await;
    person.follow(&receipt.number).await;
    assert_eq!(person.path().await, format!("/desk/cases/{}", receipt.case));
    person.leave().await;
}
