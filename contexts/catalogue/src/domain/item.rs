//! A service item (政务服务事项): the fold over its events.

use super::events::{Document, ItemEvent, ListedEntry, Published};
use contracts::Aggregate;
use kernel::{AccountId, AreaCode, Place, Recorded, StreamKind, UnitId};
use serde::{Deserialize, Serialize};

/// 事项状态
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ItemState {
    /// It has its code and nothing else yet.
    #[default]
    New,
    /// Known from an imported list only: no guide, nobody can apply here.
    Listed,
    /// 在用
    InUse,
    /// 暂停
    Suspended,
    /// 取消
    Withdrawn,
}

impl ItemState {
    /// Stable code, as stored in rows.
    pub fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Listed => "listed",
            Self::InUse => "in-use",
            Self::Suspended => "suspended",
            Self::Withdrawn => "withdrawn",
        }
    }
}

impl std::fmt::Display for ItemState {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub id: i64,
    pub state: ItemState,
    pub area: AreaCode,
    pub code: String,
    /// The newest published version.
    pub published: Option<Box<Published>>,
    pub listed: Option<ListedEntry>,
    /// The document by which it is suspended or withdrawn.
    pub closed_by: Option<Document>,
    /// Who published the newest version.
    pub publisher: AccountId,
}

impl Aggregate for Item {
    const KIND: StreamKind = "item";
    const SHAPE: u16 = 1;
    type Event = ItemEvent;

    fn initial(id: i64) -> Self {
        Self {
            id,
            state: ItemState::New,
            area: AreaCode::default(),
            code: String::new(),
            published: None,
            listed: None,
            closed_by: None,
            publisher: AccountId(0),
        }
    }

    fn apply(&mut self, event: &Recorded<ItemEvent>) {
        match &event.body {
            ItemEvent::Registered { area, code } => {
                self.area = *area;
                self.code.clone_from(code);
            }
            ItemEvent::Published(published) => {
                self.state = ItemState::InUse;
                self.published = Some(published.clone());
                self.closed_by = None;
                self.publisher = event.actor;
            }
            ItemEvent::Listed(entry) => {
                self.state = ItemState::Listed;
                self.listed = Some(entry.clone());
            }
            ItemEvent::Suspended { document } => {
                self.state = ItemState::Suspended;
                self.closed_by = Some(document.clone());
            }
            ItemEvent::Withdrawn { document } => {
                self.state = ItemState::Withdrawn;
                self.closed_by = Some(document.clone());
            }
        }
    }

    /// What is published or listed is for everybody to see.
    fn place(&self) -> Place {
        Place {
            area: self.area,
            unit: self.unit(),
            is_public: true,
            ..Place::default()
        }
    }
}

impl Item {
    pub fn unit(&self) -> UnitId {
        self.published
            .as_ref()
            .map_or(UnitId(0), |published| published.unit)
    }

    /// Number of the newest published version; 0 before the first.
    pub fn version(&self) -> u32 {
        self.published
            .as_ref()
            .map_or(0, |published| published.version)
    }
}
