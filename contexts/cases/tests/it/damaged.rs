//! A case whose stored record was changed behind the city's back is never shown as if it were true.

use crate::staff_city::{CLERK, DRAINAGE, received, sign_in, start, window};
use rstest::rstest;
use testkit::Engine::{self, Postgres, Sqlite};

#[rstest]
#[tokio::test]
async fn a_changed_event_closes_its_case_and_says_whom_to_ask(
    #[values(Sqlite, Postgres)] engine: Engine,
) {
    let city = start(engine);
    let case = received(&city, DRAINAGE, &["drawings"]).await;
    let other = received(&city, DRAINAGE, &["drawings"]).await;
    let id = case.0;
    city.store
        .write(move |tx| {
            let sql = "UPDATE event SET at = at + 1 WHERE stream = $1 AND version = 1";
            tx.conn.execute(sql, &[id.into()])?;
            Ok(())
        })
        .await
        .unwrap();
    let mut clerk = sign_in(&city, CLERK).await;
    let page = clerk.open(&window(case)).await;
    assert_eq!(page.status, 500);
    assert!(page.has(&format!("记录 {id} 的第 1 步")), "{}", page.text());
    assert!(page.has("系统管理员") && page.has("yimen verify"));
    assert!(!page.has("排水"), "nothing of the case is shown");
    let problem = clerk.open(&format!("/api/v1/cases/{id}")).await;
    assert_eq!(problem.status, 500);
    assert_eq!(problem.json()["code"], "web.record-damaged");
    assert_eq!(clerk.open(&window(other)).await.status, 200);
}
