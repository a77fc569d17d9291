//! The decision, its seal, its service.

use super::reviewing::at_the_desk;
use super::{CLERK, DECIDER, Receipt, SEAL_KEEPER, Story};

pub(super) async fn the_decider_grants(story: &Story, receipt: &Receipt) {
    let person = at_the_desk(story, DECIDER, receipt, "").await;
    person.sees("郎虚拟、鲁演示（审查）≠ 昌示例（决定）").await;
    person.fill("opinion", "经审查，符合法定条件，准予。").await;
    person.press("签发准予决定").await;
    person.sees("已准予").await;
    person.leave().await;
}

pub(super) async fn the_keeper_releases_the_seal(story: &Story, receipt: &Receipt) {
    let person = story.enter(SEAL_KEEPER).await;
    person.open("/desk/seals/waiting").await;
    person.sees(&receipt.number).await;
    person.pick_row("准予").await;
    person.press("监印选中的文书").await;
    person.sees("已用印 1 份").await;
    person.leave().await;
}

pub(super) async fn the_clerk_closes_and_serves(story: &Story, receipt: &Receipt) {
    let person = at_the_desk(story, CLERK, receipt, "close").await;
    person.choose("kind", "issued").await;
    person.press("办结").await;
    person.sees("已办结").await;
    person
        .open(&format!("/window/cases/{}?act=serve", receipt.case))
        .await;
    person.choose("way", "direct").await;
    person.fill_day("proved-on", "2021-09-27").await;
    person.attach("proof", &story.scan("送达回证.pdf")).await;
    person
        .fill("served-to", "本人，市政务服务中心出件窗口")
        .await;
    person.press("登记送达").await;
    person.sees("已登记送达").await;
    person.leave().await;
}
