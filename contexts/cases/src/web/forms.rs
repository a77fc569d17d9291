//! The item's form: which questions are asked, and what an answer must look like. Shared by the
//! pages, the window and the API; whether an application may be filed is decided in `domain`.

use crate::read::Answers;
use ::web::FieldError;
use contracts::item::{
    FieldKind, FormField, FormPage, ItemBody, Material, MaterialSource, Necessity,
};
use kernel::{
    Date,
    identity::{IdentityNumber, MobilePhone},
    uscc::Uscc,
};

const LINE: usize = 200;
const PARAGRAPH: usize = 2_000;
const NAME: usize = 50;
const LARGEST_NUMBER: u64 = 999_999_999;
/// How many conditions may hang on one another; more is a mistake in the item.
const DEPTH: u8 = 8;

/// The question of an item's form whether it is to be decided on a promise (告知承诺).
pub const BY_PROMISE: &str = "by-promise";

/// Whether the form itself asks for it.
pub fn asks_for_promise(item: &ItemBody) -> bool {
    item.fields().any(|field| field.code == BY_PROMISE)
}

/// Whether a condition over the form (`field = value`) holds. An empty one always does; one whose
/// own question is not asked never does.
pub fn holds(item: &ItemBody, only_if: &str, answers: &Answers) -> bool {
    holds_within(item, only_if, answers, DEPTH)
}

fn holds_within(item: &ItemBody, only_if: &str, answers: &Answers, depth: u8) -> bool {
    if only_if.trim().is_empty() {
        return true;
    }
    let Some((code, value)) = condition(only_if) else {
        return false;
    };
    if depth == 0 || answers.get(code) != value {
        return false;
    }
    item.fields()
        .find(|field| field.code == code)
        .is_some_and(|field| holds_within(item, &field.only_if, answers, depth - 1))
}

fn condition(only_if: &str) -> Option<(&str, &str)> {
    let (code, value) = only_if.split_once('=')?;
    Some((code.trim(), value.trim()))
}

/// The questions that stand on a page: all but those whose condition is settled on another page and
/// does not hold. A question that hangs on an answer of its own page always stands there, because a
/// page without a script cannot add it later.
pub fn shown<'i>(item: &'i ItemBody, page: &'i FormPage, answers: &Answers) -> Vec<&'i FormField> {
    let stands = |field: &&FormField| {
        let on_this_page = condition(&field.only_if)
            .is_some_and(|(code, _)| page.fields.iter().any(|other| other.code == code));
        on_this_page || holds(item, &field.only_if, answers)
    };
    page.fields.iter().filter(stands).collect()
}

/// Pages on which anything is asked.
pub fn pages<'i>(item: &'i ItemBody, answers: &Answers) -> Vec<&'i FormPage> {
    let asks = |page: &&FormPage| !shown(item, page, answers).is_empty();
    item.form.iter().filter(asks).collect()
}

/// Materials that this application is about.
pub fn materials<'i>(item: &'i ItemBody, answers: &Answers) -> Vec<&'i Material> {
    let asked = |material: &&Material| holds(item, &material.only_if, answers);
    item.materials.iter().filter(asked).collect()
}

/// 免提交: an authority issues it, so the city looks it up itself.
pub fn is_looked_up(material: &Material) -> bool {
    material.source == MaterialSource::Government && material.necessity == Necessity::Optional
}

/// Codes of the conditional materials whose condition holds.
pub fn conditional(item: &ItemBody, answers: &Answers) -> Vec<String> {
    materials(item, answers)
        .into_iter()
        .filter(|material| !material.only_if.is_empty())
        .map(|material| material.code.clone())
        .collect()
}

/// What is left of the answers once questions that are not asked are taken out.
pub fn asked_only(item: &ItemBody, answers: &Answers) -> Answers {
    let is_asked = |code: &str| {
        item.fields()
            .find(|field| field.code == code)
            .is_some_and(|field| holds(item, &field.only_if, answers))
    };
    let mut kept = answers.clone();
    kept.fields
        .retain(|code, value| !value.is_empty() && is_asked(code));
    kept.disputed.retain(|code| is_asked(code));
    kept
}

/// Checks the answers to a page. Gives them tidied, or a sentence for each that has to change.
pub fn check_page(
    item: &ItemBody,
    page: &FormPage,
    answers: &Answers,
    today: Date,
    is_english: bool,
) -> Result<Answers, Vec<FieldError>> {
    let mut tidied = answers.clone();
    let mut errors = Vec::new();
    for field in &page.fields {
        if !holds(item, &field.only_if, answers) {
            continue;
        }
        match check(field, answers.get(&field.code), today, is_english) {
            Ok(value) => {
                tidied.fields.insert(field.code.clone(), value);
            }
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() {
        Ok(tidied)
    } else {
        Err(errors)
    }
}

/// Checks every page.
pub fn check_all(
    item: &ItemBody,
    answers: &Answers,
    today: Date,
    is_english: bool,
) -> Result<Answers, Vec<FieldError>> {
    let mut tidied = answers.clone();
    let mut errors = Vec::new();
    for page in &item.form {
        match check_page(item, page, answers, today, is_english) {
            Ok(checked) => tidied = merged(tidied, page, &checked),
            Err(found) => errors.extend(found),
        }
    }
    if errors.is_empty() {
        Ok(asked_only(item, &tidied))
    } else {
        Err(errors)
    }
}

fn merged(mut all: Answers, page: &FormPage, checked: &Answers) -> Answers {
    for field in &page.fields {
        if let Some(value) = checked.fields.get(&field.code) {
            all.fields.insert(field.code.clone(), value.clone());
        }
    }
    all
}

/// Name of the field's control.
pub fn control(code: &str) -> String {
    format!("f-{code}")
}

/// Checks one answer. Gives it tidied: half-width digits, no blanks around it, a capital X.
pub fn check(
    field: &FormField,
    typed: &str,
    today: Date,
    is_english: bool,
) -> Result<String, FieldError> {
    let typed = typed.trim();
    let label = field.label.get(is_english).to_owned();
    let wrong = |code: &str| FieldError::new(control(&field.code), code).with("label", &*label);
    if typed.is_empty() {
        return if field.is_optional {
            Ok(String::new())
        } else {
            Err(wrong(missing(field.kind)))
        };
    }
    match field.kind {
        FieldKind::Line | FieldKind::Address => short(typed, LINE, &wrong),
        FieldKind::Paragraph => short(&typed.replace("\r\n", "\n"), PARAGRAPH, &wrong),
        FieldKind::PersonName => short(typed, NAME, &wrong),
        FieldKind::Number => number(typed).ok_or_else(|| wrong("cases.form.number")),
        FieldKind::Date => typed
            .parse::<Date>()
            .map(|date| date.to_string())
            .map_err(|_| wrong("cases.form.date")),
        FieldKind::Choice => field
            .choices
            .iter()
            .find(|choice| choice.code == typed)
            .map(|choice| choice.code.clone())
            .ok_or_else(|| wrong("cases.form.choice")),
        FieldKind::YesNo => match typed {
            "yes" | "no" => Ok(typed.to_owned()),
            _ => Err(wrong("cases.form.choice")),
        },
        FieldKind::IdentityNumber => IdentityNumber::parse(typed, today)
            .map(|number| number.as_str().to_owned())
            .map_err(|_| wrong("cases.form.identity-number")),
        FieldKind::Uscc => Uscc::parse(typed)
            .map(|code| code.as_str().to_owned())
            .map_err(|_| wrong("cases.form.uscc")),
        FieldKind::MobilePhone => MobilePhone::parse(typed)
            .map(|phone| phone.as_str().to_owned())
            .map_err(|_| wrong("cases.form.mobile-phone")),
    }
}

/// 请选择 where one chooses, 请填写 where one writes.
fn missing(kind: FieldKind) -> &'static str {
    match kind {
        FieldKind::Choice | FieldKind::YesNo => "cases.form.choice",
        FieldKind::Line
        | FieldKind::Paragraph
        | FieldKind::Number
        | FieldKind::Date
        | FieldKind::PersonName
        | FieldKind::IdentityNumber
        | FieldKind::Uscc
        | FieldKind::MobilePhone
        | FieldKind::Address => "cases.form.required",
    }
}

fn short(
    typed: &str,
    most: usize,
    wrong: &impl Fn(&str) -> FieldError,
) -> Result<String, FieldError> {
    if typed.chars().count() > most {
        return Err(wrong("cases.form.too-long").with("max", most.to_string()));
    }
    let is_sound = |letter: char| !letter.is_control() || letter == '\n';
    Ok(typed.chars().filter(|letter| is_sound(*letter)).collect())
}

/// A whole number; digits of an input method that is not switched do no harm.
fn number(typed: &str) -> Option<String> {
    let digits: String = typed
        .chars()
        .map(|letter| match letter {
            '０'..='９' => char::from_digit(u32::from(letter) - u32::from('０'), 10),
            _ => Some(letter),
        })
        .collect::<Option<_>>()?;
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: u64 = digits.parse().ok()?;
    (number <= LARGEST_NUMBER).then(|| number.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use contracts::item::Text;

    fn field(kind: FieldKind) -> FormField {
        FormField {
            code: "x".into(),
            label: Text::default(),
            hint: Text::default(),
            kind,
            is_optional: false,
            choices: Vec::new(),
            only_if: String::new(),
            unit: Text::default(),
        }
    }

    fn checked(kind: FieldKind, typed: &str) -> Result<String, String> {
        check(&field(kind), typed, jiff::civil::date(2021, 9, 17), false)
            .map_err(|error| error.code)
    }

    #[test]
    fn a_wrong_check_digit_is_told_and_a_right_one_is_tidied() {
        let kind = FieldKind::IdentityNumber;
        assert!(checked(kind, "431102199001010018").is_err());
        assert_eq!(
            checked(kind, " 11010519491231002x "),
            Ok("11010519491231002X".into())
        );
        assert!(checked(FieldKind::Uscc, "91431100MA4L000111").is_err());
        assert_eq!(
            checked(FieldKind::Uscc, "91431100ma4l000110"),
            Ok("91431100MA4L000110".into())
        );
    }

    #[test]
    fn a_number_has_digits_only() {
        assert_eq!(checked(FieldKind::Number, "２００"), Ok("200".into()));
        assert_eq!(
            checked(FieldKind::Number, "DN两百"),
            Err("cases.form.number".into())
        );
        assert!(checked(FieldKind::Number, "1000000000").is_err());
    }

    #[test]
    fn what_is_empty_is_asked_for() {
        assert_eq!(
            checked(FieldKind::Line, "  "),
            Err("cases.form.required".into())
        );
        assert_eq!(
            checked(FieldKind::YesNo, ""),
            Err("cases.form.choice".into())
        );
    }
}
