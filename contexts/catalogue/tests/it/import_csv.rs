//! A list of another place is imported: good rows are kept, every defect is told.

use crate::city::{folder, open};
use catalogue::app::import_csv::{ImportError, ImportRefusal, SIZE_LIMIT};
use catalogue::app::{ImportReport, ImportSource, import_csv};
use catalogue::read::listed::{ListedCursor, list_listed, listed_departments};
use kernel::AreaCode;
use rstest::rstest;
use std::collections::BTreeMap;
use store::{CommandError, Store, Who};
use testkit::{Database, Engine};

const AREA: AreaCode = AreaCode(511_602);
const HEADER: &str = "department,main_item,name,item_code,task_type,area_code,dept_code";
const GOOD: &str = "区住建局,未分类,燃气经营许可,511A0138000000-511602000000-000-115113010833722043-1-00,1,511602000000,083372204";

fn source() -> ImportSource {
    ImportSource {
        file: "list.csv".into(),
        area: AREA,
    }
}

fn sample() -> Vec<u8> {
    std::fs::read(folder("data/samples/guangan-catalogue.csv")).unwrap_or_default()
}

fn import(store: &Store, bytes: &[u8]) -> ImportReport {
    import_csv(store, Who::System, bytes, &source()).expect("a list that can be read")
}

fn lines(rows: &[&str]) -> String {
    format!("{HEADER}\n{}\n", rows.join("\n"))
}

#[rstest]
fn the_same_list_again_changes_nothing(#[values(Engine::Sqlite, Engine::Postgres)] engine: Engine) {
    let database = Database::fresh(engine);
    let store = open(&database);
    let first = import(&store, &sample());
    assert_eq!(
        (first.rows, first.kept, first.added, first.errors),
        (1135, 1135, 1135, 0)
    );
    let again = import(&store, &sample());
    assert_eq!((again.added, again.changed, again.unchanged), (0, 0, 1135));
    assert_eq!(again.defects, first.defects);
    let departments = store
        .read_blocking(|reader| listed_departments(reader, AREA))
        .unwrap();
    assert_eq!(departments.len(), 34);
    assert_eq!(departments.iter().map(|(_, n)| n).sum::<i64>(), 1135);
}

// The numbers were counted by a script in another language as well.
#[test]
fn the_sample_list_shows_its_real_defects() {
    let database = Database::fresh(Engine::Sqlite);
    let report = import(&open(&database), &sample());
    let found: BTreeMap<&str, usize> = report
        .by_rule
        .iter()
        .map(|(rule, n)| (rule.as_str(), *n))
        .collect();
    let expected = [
        ("catalogue.import.code-area", 1),
        ("catalogue.import.code-check-character", 7),
        ("catalogue.import.code-lower-case", 1),
        ("catalogue.import.code-older", 31),
        ("catalogue.import.code-organisation", 112),
        ("catalogue.import.code-shape", 3),
        ("catalogue.import.dept-code-mismatch", 177),
        ("catalogue.import.dept-code-shape", 293),
    ];
    assert_eq!(found, BTreeMap::from(expected));
}

#[rstest]
fn a_changed_row_changes_one_item_and_a_missing_one_is_left_alone(
    #[values(Engine::Sqlite, Engine::Postgres)] engine: Engine,
) {
    let database = Database::fresh(engine);
    let store = open(&database);
    let other = GOOD.replace("511A0138000000", "511A0138000001");
    import(&store, lines(&[GOOD, &other]).as_bytes());
    let changed = GOOD.replace("燃气经营许可", "燃气经营许可（变更）");
    let report = import(&store, lines(&[&changed]).as_bytes());
    assert_eq!((report.changed, report.added, report.missing), (1, 0, 1));
    let page = store
        .read_blocking(|reader| list_listed(reader, AREA, None, &ListedCursor::default(), 10))
        .unwrap();
    let names: Vec<_> = page.iter().map(|line| line.name.as_str()).collect();
    assert_eq!(names, ["燃气经营许可（变更）", "燃气经营许可"]);
}

#[rstest]
#[case::empty_name("区住建局,未分类,,C-1,1,511602,083372204", "name", "empty-name")]
#[case::empty_department(",未分类,名称,C-1,1,511602,083372204", "department", "empty-name")]
#[case::task_type(
    "区住建局,未分类,名称,C-1,12,511602,083372204",
    "task_type",
    "task-type"
)]
#[case::area_shape(
    "区住建局,未分类,名称,C-1,1,51160,083372204",
    "area_code",
    "area-shape"
)]
#[case::area(
    "区住建局,未分类,名称,C-1,1,431102000000,083372204",
    "area_code",
    "area-mismatch"
)]
#[case::code(
    "区住建局,未分类,名称,C 1,1,511602,083372204",
    "item_code",
    "code-characters"
)]
#[case::control(
    "区住建局,未分类,名\u{7}称,C-1,1,511602,083372204",
    "name",
    "control-character"
)]
#[case::hidden(
    "区住建局,未分类,名\u{202E}称,C-1,1,511602,083372204",
    "name",
    "control-character"
)]
#[case::formula("区住建局,未分类,=1+1,C-1,1,511602,083372204", "name", "formula")]
#[case::lost(
    "区住建局,未分类,名\u{FFFD}称,C-1,1,511602,083372204",
    "name",
    "lost-character"
)]
#[case::columns("区住建局,名称,C-1,1,511602,083372204", "row", "column-count")]
#[case::quote(
    "区住建局,\"未分类,名称,C-1,1,511602,083372204",
    "row",
    "row-without-end"
)]
fn a_row_in_error_is_left_out_and_told(#[case] row: &str, #[case] field: &str, #[case] rule: &str) {
    let database = Database::fresh(Engine::Sqlite);
    let report = import(&open(&database), lines(&[GOOD, row, GOOD]).as_bytes());
    let errors: Vec<_> = report
        .defects
        .iter()
        .filter(|defect| defect.level == "error" && defect.line == 3)
        .collect();
    let [defect] = errors.as_slice() else {
        panic!("{errors:?}")
    };
    assert_eq!(
        (defect.field.as_str(), defect.rule.as_str()),
        (field, format!("catalogue.import.{rule}").as_str())
    );
    assert!(
        !defect.zh.starts_with('[') && !defect.en.starts_with('['),
        "{defect:?}"
    );
    assert_ne!(defect.zh, defect.en);
    // The good row before is kept; the one after has the same code.
    assert_eq!((report.added, report.dropped), (1, 2));
}

#[rstest]
#[case::shape("G-000007-001-115113010833722043", "083372204", "code-shape")]
#[case::other_area("A-511603000000-000-115113010833722043-1-00", "083372204", "code-area")]
#[case::check(
    "A-511602000000-000-115113010833722044-1-00",
    "083372204",
    "code-check-character"
)]
#[case::older("A-511602000000-000-083372204-1-00", "083372204", "code-older")]
#[case::length("A-511602000000-000-0833722-1-00", "083372204", "code-organisation")]
#[case::department(
    "A-511602000000-000-115113010833722043-1-00",
    "083372205",
    "dept-code-mismatch"
)]
#[case::dept_shape(
    "A-511602000000-000-115113010833722043-1-00",
    "0833",
    "dept-code-shape"
)]
fn a_doubtful_code_is_kept_with_a_warning(
    #[case] code: &str,
    #[case] dept_code: &str,
    #[case] rule: &str,
) {
    let database = Database::fresh(Engine::Sqlite);
    let row = format!("区住建局,未分类,名称,{code},1,511602000000,{dept_code}");
    let report = import(&open(&database), lines(&[&row]).as_bytes());
    let rules: Vec<_> = report
        .defects
        .iter()
        .map(|defect| defect.rule.as_str())
        .collect();
    assert_eq!(rules, [format!("catalogue.import.{rule}")]);
    assert_eq!((report.added, report.warnings, report.errors), (1, 1, 0));
}

#[test]
fn a_code_that_stands_twice_is_kept_once() {
    let database = Database::fresh(Engine::Sqlite);
    let report = import(&open(&database), lines(&[GOOD, GOOD]).as_bytes());
    assert_eq!((report.added, report.dropped), (1, 1));
    assert_eq!(report.defects[0].rule, "catalogue.import.code-twice");
    assert_eq!(
        (report.defects[0].line, report.defects[0].field.as_str()),
        (3, "item_code")
    );
}

#[test]
fn a_gbk_file_is_read_as_the_same_list() {
    let database = Database::fresh(Engine::Sqlite);
    let store = open(&database);
    let text = String::from_utf8(sample()).unwrap();
    let (gbk, _, _) = encoding_rs::GBK.encode(&text);
    let report = import(&store, &gbk);
    assert_eq!((report.encoding.as_str(), report.added), ("GB18030", 1135));
    let marked = format!("\u{FEFF}{text}").replace('\n', "\r\n");
    let again = import(&store, marked.as_bytes());
    assert_eq!(
        (again.encoding.as_str(), again.unchanged, again.changed),
        ("UTF-8 (BOM)", 1135, 0)
    );
}

fn refused(bytes: &[u8]) -> ImportRefusal {
    let database = Database::fresh(Engine::Sqlite);
    match import_csv(&open(&database), Who::System, bytes, &source()) {
        Err(ImportError::Refused(refusal)) => refusal,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_file_that_is_no_list_is_refused_and_says_why() {
    assert_eq!(
        refused(b"department,name\n"),
        ImportRefusal::Header {
            missing: [
                "main_item",
                "item_code",
                "task_type",
                "area_code",
                "dept_code"
            ]
            .map(str::to_owned)
            .to_vec()
        }
    );
    let twice = format!("{HEADER},name\n");
    assert_eq!(
        refused(twice.as_bytes()),
        ImportRefusal::HeaderTwice {
            column: "name".into()
        }
    );
    assert!(matches!(
        refused(b"\xFF\xFEd\0e\0"),
        ImportRefusal::Encoding { .. }
    ));
    assert_eq!(refused(b""), ImportRefusal::Empty);
}

#[test]
fn a_file_beyond_the_limits_is_refused_before_it_is_read() {
    let size_bytes = SIZE_LIMIT + 1;
    assert_eq!(
        refused(&vec![b'a'; size_bytes]),
        ImportRefusal::TooLarge { size_bytes }
    );
    let many = lines(&vec!["a"; 200_001]);
    assert_eq!(refused(many.as_bytes()), ImportRefusal::TooManyRows);
    let broken = lines(&vec!["\"a"; 20_001]);
    assert_eq!(
        refused(broken.as_bytes()),
        ImportRefusal::Broken { limit: 10_000 }
    );
}

#[test]
fn who_may_not_import_changes_nothing() {
    let database = Database::fresh(Engine::Sqlite);
    let store = open(&database);
    let result = import_csv(&store, Who::Anonymous, &sample(), &source());
    assert!(
        matches!(result, Err(ImportError::Command(CommandError::Forbidden))),
        "{result:?}"
    );
    let page = store
        .read_blocking(|reader| list_listed(reader, AREA, None, &ListedCursor::default(), 1))
        .unwrap();
    assert_eq!(page, []);
}
