//! The desk of the catalogue: who may do what, imports with their report, 暂停 and 取消.

use crate::city::{self, EDITOR, Look, PUBLISHER, sign_in, start};
use testkit::{Attachment, Engine, Page, Visitor};

const IMPORT: &str = "/desk/items/import";

fn csv(name: &str) -> String {
    format!(
        "department,main_item,name,item_code,task_type,area_code,dept_code\n\
         区住建局,未分类,{name},A-511602000000-000-115113010833722043-1-00,1,511602000000,083372204\n\
         区住建局,未分类,,B,1,511602000000,083372204\n"
    )
}

async fn upload(visitor: &mut Visitor, area: &str, text: &str) -> Page {
    let page = visitor.open(IMPORT).await;
    let file = Attachment {
        field: "file".into(),
        name: "list.csv".into(),
        bytes: text.as_bytes().to_vec(),
    };
    visitor
        .press_with(&page, "导入并出报告", &[("area", area)], &[file])
        .await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_desk_is_for_staff_with_the_permission() {
    let city = start(Engine::Sqlite).await;
    let desk = ["/desk/items", "/desk/items/quality", IMPORT];
    let mut stranger = city.stranger();
    for path in desk {
        assert_ne!(stranger.open(path).await.status, 200, "{path}");
    }
    let mut editor = sign_in(&city, EDITOR).await;
    for path in desk {
        let page = editor.open(path).await;
        assert_eq!(page.status, 200, "{path}");
        page.lacks("[catalogue").lacks("[web");
    }
    let mut publisher = sign_in(&city, PUBLISHER).await;
    assert_eq!(publisher.open(IMPORT).await.status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_shows_its_report_with_every_defect() {
    let city = start(Engine::Sqlite).await;
    let mut editor = sign_in(&city, EDITOR).await;
    let report = upload(&mut editor, "511602", &csv("燃气经营许可")).await;
    assert_eq!(
        (report.status.as_u16(), report.h1().as_str()),
        (200, "导入报告")
    );
    report.shows("名称是空的，没有导入").lacks("[catalogue");
    let address = report.path.clone();
    editor
        .open(&format!("{address}?rule=catalogue.import.formula"))
        .await
        .shows("这里没有问题");
    editor
        .open(&format!("{address}/report.json"))
        .await
        .shows("\"added\":1");
    editor.open(IMPORT).await.shows(&address);
    // A report belongs to the one who imported.
    let mut publisher = sign_in(&city, PUBLISHER).await;
    assert_ne!(publisher.open(&address).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_or_area_that_cannot_be_brings_the_form_back() {
    let city = start(Engine::Sqlite).await;
    let mut editor = sign_in(&city, EDITOR).await;
    for (area, text, sentence) in [
        ("51160", csv("a"), "请填写 6 位区划代码"),
        ("511602", String::new(), "请选择一份 CSV 文件"),
        ("511602", "a,b\n1,2\n".to_owned(), "第一行缺少这些列"),
    ] {
        let page = upload(&mut editor, area, &text).await;
        page.shows(sentence).shows("出错").lacks("[catalogue");
        assert!(page.has_button("导入并出报告"), "{sentence}");
        page.shows(&format!("value=\"{area}\""));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_may_not_import_is_stopped_at_the_door() {
    let city = start(Engine::Sqlite).await;
    let mut publisher = sign_in(&city, PUBLISHER).await;
    let answer = publisher.post(IMPORT, &[("area", "511602")]).await;
    assert_eq!(answer.status, 403);
    assert_eq!(publisher.open("/samples/511602").await.status, 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suspended_item_takes_no_application_and_says_why() {
    let city = start(Engine::Sqlite).await;
    let mut publisher = sign_in(&city, PUBLISHER).await;
    let address = publisher.open("/desk/items").await.link("食品经营许可");
    let page = publisher.open(&address).await;
    page.shows("在用");
    let refused = publisher
        .press(&page, "按文件处理", &[("number", "文 1 号")])
        .await;
    refused.shows("请选择暂停还是取消").shows("文 1 号");
    let refused = publisher
        .press(&page, "按文件处理", &[("act", "suspend"), ("number", " ")])
        .await;
    refused.shows("请填写依据的文号");
    let form = [
        ("act", "suspend"),
        ("number", "永政办发〔2021〕12 号"),
        ("title", "关于暂停的通知"),
    ];
    let done = publisher.press(&page, "按文件处理", &form).await;
    assert_eq!((done.status.as_u16(), &done.path), (200, &address));
    let guide = publisher.open("/items/YZ-025-0001").await;
    guide
        .shows("这个事项暂停办理")
        .shows("永政办发〔2021〕12 号")
        .lacks("/apply/YZ-025-0001");
    publisher
        .open("/items?q=spjyxk")
        .await
        .lacks("/items/YZ-025-0001");
    let page = publisher.open(&address).await;
    page.lacks("value=\"suspend\"").shows("value=\"withdraw\"");
    // The editor sees the same item and may not close it.
    let mut editor = sign_in(&city, EDITOR).await;
    assert!(!editor.open(&address).await.has_button("按文件处理"));
    let answer = editor
        .post(
            &format!("{address}/close"),
            &[("act", "withdraw"), ("number", "1")],
        )
        .await;
    assert_eq!(answer.status, 403);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_republished_item_is_in_use_again_and_a_withdrawn_one_never() {
    let city = start(Engine::Sqlite).await;
    let mut publisher = sign_in(&city, PUBLISHER).await;
    let address = publisher.open("/desk/items").await.link("食品经营许可");
    let page = publisher.open(&address).await;
    publisher
        .press(
            &page,
            "按文件处理",
            &[("act", "suspend"), ("number", "文 1 号")],
        )
        .await;
    let load = |store: store::Store| {
        tokio::task::spawn_blocking(move || {
            catalogue::app::load_items(&store, &city::item_files(), city::YEAR).unwrap()
        })
    };
    let report = load(city.store.clone()).await.unwrap();
    assert_eq!(report.published.get("YZ-025-0001"), Some(&2));
    publisher
        .open("/items/YZ-025-0001")
        .await
        .shows("/apply/YZ-025-0001")
        .shows("第 2 版");
    let page = publisher.open(&address).await;
    publisher
        .press(
            &page,
            "按文件处理",
            &[("act", "withdraw"), ("number", "文 2 号")],
        )
        .await
        .shows("取消");
    let report = load(city.store.clone()).await.unwrap();
    let rules: Vec<_> = report.errors().map(|defect| defect.rule.as_str()).collect();
    assert_eq!(rules, ["catalogue.publish.wrong-state"]);
    publisher
        .open("/items/YZ-025-0001")
        .await
        .shows("这个事项已经取消");
}
