//! Items of imported lists: what the store knows of an area, and the pages of its list.

use crate::domain::ListedEntry;
use contracts::item::TaskType;
use kernel::AreaCode;
use std::collections::BTreeMap;
use store::{Reader, Record, StoreError};

/// An item of the area as the store knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub id: i64,
    /// The city has a guide of its own (in use, suspended or withdrawn).
    pub is_published: bool,
    pub entry: ListedEntry,
}

/// More items than any area has.
const MOST: usize = 500_000;

/// Every item of the area by its code, for comparing with a file.
pub fn known_entries(
    reader: &mut Reader,
    area: AreaCode,
) -> Result<BTreeMap<String, Known>, StoreError> {
    let sql = format!(
        "SELECT i.id, i.code, i.name_zh, i.task_type, i.department, i.main_item, i.dept_code,
                i.source, i.is_listed
           FROM item_row i WHERE i.area = $1 ORDER BY i.code LIMIT {MOST}"
    );
    let records = reader.query(&sql, &[area.into()])?;
    records
        .iter()
        .map(|record| Ok((record.text(1).to_owned(), known(record, area)?)))
        .collect()
}

fn known(record: &Record, area: AreaCode) -> Result<Known, StoreError> {
    Ok(Known {
        id: record.int(0),
        is_published: record.int(8) == 0,
        entry: ListedEntry {
            code: record.text(1).to_owned(),
            name: record.text(2).to_owned(),
            task_type: task_type(record.int(3))?,
            department: record.text(4).to_owned(),
            main_item: record.text(5).to_owned(),
            dept_code: record.text(6).to_owned(),
            area,
            source: record.text(7).to_owned(),
        },
    })
}

fn task_type(number: i64) -> Result<TaskType, StoreError> {
    u8::try_from(number)
        .ok()
        .and_then(TaskType::of_number)
        .ok_or_else(|| StoreError::Row("an item has an unknown task type".into()))
}

/// A line of an imported list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedLine {
    pub id: i64,
    pub code: String,
    pub name: String,
    pub department: String,
    pub main_item: String,
    pub task_type: TaskType,
    pub source: String,
}

/// Where a page of an imported list begins: after this department, code and item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListedCursor {
    pub department: String,
    pub code: String,
    pub id: i64,
}

/// A page of an area's imported list by department and code; one more than asked for.
///
/// An imported list is public by its nature, so there is no gate here: whoever may see the catalogue
/// may see it.
pub fn list_listed(
    reader: &mut Reader,
    area: AreaCode,
    department: Option<&str>,
    after: &ListedCursor,
    limit: usize,
) -> Result<Vec<ListedLine>, StoreError> {
    let mut params = vec![
        area.into(),
        after.department.clone().into(),
        after.code.clone().into(),
        after.id.into(),
    ];
    let only = department.map_or("1 = 1", |name| {
        params.push(name.into());
        "i.department = $5"
    });
    let sql = format!(
        "SELECT i.id, i.code, i.name_zh, i.department, i.main_item, i.task_type, i.source
           FROM item_row i
          WHERE i.is_listed = 1 AND i.area = $1
            AND (i.department, i.code, i.id) > ($2, $3, $4) AND {only}
          ORDER BY i.department, i.code, i.id
          LIMIT {limit}"
    );
    let records = reader.query(&sql, &params)?;
    records
        .iter()
        .map(|record| {
            Ok(ListedLine {
                id: record.int(0),
                code: record.text(1).to_owned(),
                name: record.text(2).to_owned(),
                department: record.text(3).to_owned(),
                main_item: record.text(4).to_owned(),
                task_type: task_type(record.int(5))?,
                source: record.text(6).to_owned(),
            })
        })
        .collect()
}

/// Where the page before this one begins: `None` on the first page, the start of the list before the
/// second.
pub fn find_previous(
    reader: &mut Reader,
    area: AreaCode,
    department: Option<&str>,
    first: &ListedCursor,
    limit: usize,
) -> Result<Option<ListedCursor>, StoreError> {
    let mut params = vec![
        area.into(),
        first.department.clone().into(),
        first.code.clone().into(),
        first.id.into(),
    ];
    let only = department.map_or("1 = 1", |name| {
        params.push(name.into());
        "i.department = $5"
    });
    let most = limit + 1;
    let sql = format!(
        "SELECT i.department, i.code, i.id
           FROM item_row i
          WHERE i.is_listed = 1 AND i.area = $1
            AND (i.department, i.code, i.id) < ($2, $3, $4) AND {only}
          ORDER BY i.department DESC, i.code DESC, i.id DESC
          LIMIT {most}"
    );
    let records = reader.query(&sql, &params)?;
    Ok(match (records.len(), records.last()) {
        (count, Some(last)) if count > limit => Some(ListedCursor {
            department: last.text(0).to_owned(),
            code: last.text(1).to_owned(),
            id: last.int(2),
        }),
        (0, _) | (_, None) => None,
        (_, Some(_)) => Some(ListedCursor::default()),
    })
}

/// Departments of an imported list with their number of items, by name.
pub fn listed_departments(
    reader: &mut Reader,
    area: AreaCode,
) -> Result<Vec<(String, i64)>, StoreError> {
    let records = reader.query(
        "SELECT d.department, d.n FROM item_listed_department d
          WHERE d.area = $1 AND d.n > 0 ORDER BY d.department LIMIT 500",
        &[area.into()],
    )?;
    Ok(records
        .iter()
        .map(|record| (record.text(0).to_owned(), record.int(1)))
        .collect())
}

/// Areas of which a list was imported, with the number of items.
pub fn listed_areas(reader: &mut Reader) -> Result<Vec<(AreaCode, i64)>, StoreError> {
    let records = reader.query(
        "SELECT d.area, CAST(SUM(d.n) AS BIGINT) FROM item_listed_department d
          WHERE d.n > 0 GROUP BY d.area ORDER BY d.area LIMIT 100",
        &[],
    )?;
    let area = |number: i64| {
        u32::try_from(number)
            .map(AreaCode)
            .map_err(|_| StoreError::Row("an item has a wrong area".into()))
    };
    records
        .iter()
        .map(|record| Ok((area(record.int(0))?, record.int(1))))
        .collect()
}
