//! Service items (政务服务事项) as contexts see them: one published version, and the snapshot of
//! all that are in force or pinned by a running case.
//!
//! The same structs read the item files of a city pack (`cities/<city>/items/*.toml`).

pub use crate::form::{Choice, FieldKind, FormField, FormPage};
pub use crate::theme::{Theme, Themes};
use kernel::deadline::Limit;
use kernel::{AreaCode, Date, ItemId, UnitId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// Words in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Text {
    pub zh: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub en: String,
}

impl Text {
    /// The English words if there are any and they are asked for.
    pub fn get(&self, is_english: bool) -> &str {
        if is_english && !self.en.is_empty() {
            &self.en
        } else {
            &self.zh
        }
    }
}

/// 事项类型. Numbers are those of the national code list (`data/codelists.json`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TaskType {
    /// 行政许可
    Permit,
    /// 行政处罚
    Penalty,
    /// 行政强制
    Coercion,
    /// 行政征收
    Levy,
    /// 行政给付
    Benefit,
    /// 行政检查
    Inspection,
    /// 行政确认
    Confirmation,
    /// 行政奖励
    Award,
    /// 行政裁决
    Adjudication,
    /// 其他行政权力
    Other,
    /// 公共服务
    PublicService,
}

impl TaskType {
    pub const ALL: [Self; 11] = [
        Self::Permit,
        Self::Penalty,
        Self::Coercion,
        Self::Levy,
        Self::Benefit,
        Self::Inspection,
        Self::Confirmation,
        Self::Award,
        Self::Adjudication,
        Self::Other,
        Self::PublicService,
    ];

    /// Number in the national code list.
    pub fn number(self) -> u8 {
        match self {
            Self::Permit => 1,
            Self::Penalty => 2,
            Self::Coercion => 3,
            Self::Levy => 4,
            Self::Benefit => 5,
            Self::Inspection => 6,
            Self::Confirmation => 7,
            Self::Award => 8,
            Self::Adjudication => 9,
            Self::Other => 10,
            Self::PublicService => 20,
        }
    }

    pub fn of_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.number() == number)
    }

    /// 依申请: only these enter service counts.
    pub fn is_on_application(self) -> bool {
        match self {
            Self::Permit
            | Self::Benefit
            | Self::Confirmation
            | Self::Award
            | Self::Adjudication
            | Self::Other
            | Self::PublicService => true,
            Self::Penalty | Self::Coercion | Self::Levy | Self::Inspection => false,
        }
    }
}

/// Which law's clocks apply. Follows the task type: only a permit has the clocks of the
/// Administrative Licensing Law (行政许可法).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LegalRegime {
    /// 行政许可法: five-day notice, deemed acceptance, 20 + 10 days, 10 days to issue.
    Licensing,
    /// Its own law, or the city's promise; no deemed acceptance.
    OwnLaw,
}

/// 办件类型
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProjectType {
    /// 即办件
    Instant,
    /// 承诺件
    Promised,
}

/// A length of time in one unit, as the kernel counts it: `{ days = 20, unit = "working" }`.
pub type Span = Limit;

/// A real citation, or nothing: `demo` items print 演示,未填.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LegalBasis {
    /// `行政许可法`; without 《》.
    pub law: String,
    /// 文号 or date of the text cited: `2019-04-23`, `国务院令第722号`.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub number: String,
    /// `第四十二条`
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub article: String,
}

/// 材料必要性
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Necessity {
    Required,
    Optional,
    /// 容缺后补: may follow within the period of the applicant's promise.
    Deferrable,
}

/// 材料来源渠道
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MaterialSource {
    /// 申请人自备
    Applicant,
    /// 政府部门核发
    Government,
    /// 其他（中介机构等）
    Other,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Material {
    /// Unique within the item: `identity-card`.
    pub code: String,
    pub name: Text,
    pub necessity: Necessity,
    pub source: MaterialSource,
    /// 原件 / 复印件 and number of copies, in words: `原件 1 份`.
    #[serde(default)]
    pub copies: String,
    /// 受理标准: when a clerk accepts it. What is not here may not be asked for.
    #[serde(default)]
    pub accept_standard: Text,
    #[serde(default)]
    pub fill_note: Text,
    /// Shown only if the condition over the form holds; empty is always.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub only_if: String,
}

/// One step inside review, as data. Receipt, acceptance and decision are law and not in this list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReviewStep {
    /// Unique within the item: `check`, `site-visit`.
    pub code: String,
    pub name: Text,
    pub kind: StepKind,
    /// Role whose holders may do the step.
    pub role: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum StepKind {
    /// One reviewer gives an opinion.
    Opinion,
    /// 会签: every named signer must sign.
    CountersignAll,
    /// 会签: one of the named signers is enough.
    CountersignAny,
    /// 现场核查 by two named people (行政许可法 art. 34(3)).
    SiteVisit,
    /// 专家评审: a special procedure that pauses the clock (art. 45).
    ExpertReview,
    /// 听证 (art. 46–48): pauses the clock.
    Hearing,
}

/// 收费项目
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fee {
    pub name: Text,
    pub standard: Text,
    pub basis: LegalBasis,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Faq {
    pub question: Text,
    pub answer: Text,
}

/// 容缺受理: which materials may follow, within how long.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeferralRule {
    /// Working days; never longer than the promised limit.
    pub within_days: u16,
    /// What happens if the material does not come.
    pub if_late: Text,
}

/// 告知承诺: decided on the applicant's written promise, checked afterwards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PromiseRule {
    /// What the applicant promises, printed on the promise paper.
    pub promise: Text,
    /// Working days after the decision within which the promise is checked.
    pub check_within_days: u16,
}

/// How a permission or benefit is told apart by whom it is for. 服务对象
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ServedParty {
    Person,
    Firm,
}

/// One version of an item, as published. Immutable; a change is a new version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemBody {
    /// 实施编码, or the city's own code until one is assigned. Opaque; unique in an area.
    pub code: String,
    pub name: Text,
    /// One sentence: who it is for and what one gets.
    pub summary: Text,
    pub task_type: TaskType,
    pub project_type: ProjectType,
    /// Code of the unit in charge, from the city pack.
    pub unit: String,
    pub served: Vec<ServedParty>,
    /// 设定依据. Empty prints 演示,未填.
    #[serde(default)]
    pub basis: Vec<LegalBasis>,
    /// Legal limit; `None` where the law sets none.
    pub legal_limit: Option<Limit>,
    /// The law that sets it.
    pub legal_limit_basis: Option<LegalBasis>,
    /// The city's promise; zero working days for an instant item.
    pub promised_limit: Limit,
    /// Whether the legal limit runs from the receipt and not from acceptance (建筑法 art. 8).
    #[serde(default)]
    pub limit_from_receipt: bool,
    /// Whether the head may extend once, and by how many working days (行政许可法 art. 42: 10).
    pub extension_days: Option<u16>,
    pub conditions: Vec<Text>,
    pub materials: Vec<Material>,
    pub steps: Vec<ReviewStep>,
    /// Fees; empty is free of charge.
    #[serde(default)]
    pub fees: Vec<Fee>,
    pub faq: Vec<Faq>,
    pub form: Vec<FormPage>,
    /// 到办事现场次数
    pub visits: u8,
    /// Why a visit is needed; empty if `visits` is 0.
    #[serde(default)]
    pub visit_reason: Text,
    pub channels: Vec<Channel>,
    /// 审批结果: name of what one gets; `None` if nothing is issued.
    pub result: Option<Text>,
    /// Years that the result is valid; `None` for without end.
    #[serde(default)]
    pub result_valid_years: Option<u8>,
    #[serde(default)]
    pub deferral: Option<DeferralRule>,
    #[serde(default)]
    pub promise: Option<PromiseRule>,
    pub place: Text,
    pub hours: Text,
    pub enquiry_phone: String,
    pub complaint_phone: String,
    /// Everyday words that lead here: `开饭店`. Reviewed data.
    #[serde(default)]
    pub search_words: Vec<String>,
    /// Theme codes from `cities/<city>/themes.toml`.
    pub themes: Vec<String>,
    /// Where the text comes from, if not from the city itself.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source_note: String,
}

/// 办理形式. The applicant chooses; none may be the only one (优化营商环境条例 art. 37).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Channel {
    Window,
    Online,
    Post,
}

impl ItemBody {
    pub fn legal_regime(&self) -> LegalRegime {
        match self.task_type {
            TaskType::Permit => LegalRegime::Licensing,
            TaskType::Penalty
            | TaskType::Coercion
            | TaskType::Levy
            | TaskType::Benefit
            | TaskType::Inspection
            | TaskType::Confirmation
            | TaskType::Award
            | TaskType::Adjudication
            | TaskType::Other
            | TaskType::PublicService => LegalRegime::OwnLaw,
        }
    }

    pub fn material(&self, code: &str) -> Option<&Material> {
        self.materials.iter().find(|material| material.code == code)
    }

    pub fn fields(&self) -> impl Iterator<Item = &FormField> {
        self.form.iter().flat_map(|page| &page.fields)
    }
}

/// A version of an item with its identity and its time in force.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemVersion {
    pub id: ItemId,
    /// 1 for the first published version, +1 for each published change.
    pub version: u32,
    pub unit: UnitId,
    pub area: kernel::AreaCode,
    pub in_force_from: Date,
    pub body: ItemBody,
}

/// Which item, form and rules a case began under.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ItemPin {
    pub item: ItemId,
    pub version: u32,
}

/// Snapshot part: every item version that is in force or may still be pinned.
#[derive(Clone, Debug, Default)]
pub struct Items {
    versions: BTreeMap<ItemPin, Arc<ItemVersion>>,
    /// Items of one code; several only if areas share it.
    by_code: HashMap<String, Vec<ItemId>>,
    /// 暂停 or 取消: running cases keep their version, nobody may begin a new one.
    closed: BTreeSet<ItemId>,
}

impl Items {
    pub fn new(versions: impl IntoIterator<Item = ItemVersion>) -> Self {
        let mut items = Self::default();
        for version in versions {
            let of_code = items.by_code.entry(version.body.code.clone()).or_default();
            if !of_code.contains(&version.id) {
                of_code.push(version.id);
            }
            let pin = ItemPin {
                item: version.id,
                version: version.version,
            };
            items.versions.insert(pin, Arc::new(version));
        }
        items
    }

    /// The same items, of which these are suspended or withdrawn.
    #[must_use]
    pub fn closing(mut self, closed: impl IntoIterator<Item = ItemId>) -> Self {
        self.closed.extend(closed);
        self
    }

    pub fn find(&self, pin: ItemPin) -> Option<&Arc<ItemVersion>> {
        self.versions.get(&pin)
    }

    /// The version in force on the day: the newest whose time has come. None of a suspended or
    /// withdrawn item.
    pub fn in_force(&self, item: ItemId, day: Date) -> Option<&Arc<ItemVersion>> {
        if self.closed.contains(&item) {
            return None;
        }
        self.versions(item)
            .rev()
            .find(|version| version.in_force_from <= day)
    }

    /// Every version of an item, the oldest first.
    pub fn versions(&self, item: ItemId) -> impl DoubleEndedIterator<Item = &Arc<ItemVersion>> {
        let first = ItemPin { item, version: 0 };
        let last = ItemPin {
            item,
            version: u32::MAX,
        };
        self.versions
            .range(first..=last)
            .map(|(_, version)| version)
    }

    pub fn find_code(&self, code: &str, day: Date) -> Option<&Arc<ItemVersion>> {
        self.by_code
            .get(code)?
            .iter()
            .find_map(|item| self.in_force(*item, day))
    }

    /// Every item of a code, in whatever area.
    pub fn ids_of(&self, code: &str) -> impl Iterator<Item = ItemId> {
        self.by_code.get(code).into_iter().flatten().copied()
    }

    /// The item of a code in an area, whether it is in force or not.
    pub fn find_id(&self, code: &str, area: AreaCode) -> Option<ItemId> {
        self.by_code
            .get(code)?
            .iter()
            .copied()
            .find(|item| self.versions(*item).any(|version| version.area == area))
    }

    /// What is in force on the day: one version of each item, by item.
    pub fn all_in_force(&self, day: Date) -> impl Iterator<Item = &Arc<ItemVersion>> {
        let mut last = None;
        self.versions
            .values()
            .filter(move |version| last.replace(version.id) != Some(version.id))
            .filter_map(move |version| self.in_force(version.id, day))
    }

    pub fn is_closed(&self, item: ItemId) -> bool {
        self.closed.contains(&item)
    }

    /// The name of an item in the reader's language, for lines that keep only the Chinese one.
    pub fn name_of<'a>(&'a self, zh: &'a str, is_english: bool) -> &'a str {
        if !is_english {
            return zh;
        }
        let mut newest_first = self.versions.values().rev();
        newest_first
            .find(|version| version.body.name.zh == zh)
            .map_or(zh, |version| version.body.name.get(true))
    }

    /// Every version of every item.
    pub fn all(&self) -> impl Iterator<Item = &Arc<ItemVersion>> {
        self.versions.values()
    }
}
