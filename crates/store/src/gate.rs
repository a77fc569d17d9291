//! The gate as SQL: the second interpreter of [`Scope`]. The first is `Scope::covers`.

use crate::Dialect;
use contracts::Value;
use kernel::Scope;

/// Writes the scope as a condition over the columns of a matter-like table (`area`, `unit`,
/// `holder`, `party`, `item`, `confidentiality`, `is_public`) under an alias.
///
/// The condition is the only text spliced into a statement; it numbers its own parameters from
/// the end of `params`. Put it where its parameters come last.
pub fn gate(dialect: Dialect, scope: &Scope, alias: &str, params: &mut Vec<Value>) -> String {
    match scope {
        Scope::Nothing => "1 = 0".into(),
        Scope::Everything => "1 = 1".into(),
        Scope::Public => format!("{alias}.is_public = 1"),
        Scope::Units(units) => {
            params.push(Value::Ints(units.iter().map(|unit| unit.0).collect()));
            dialect.one_of(&format!("{alias}.unit"), params.len())
        }
        Scope::Areas(areas) => {
            params.push(Value::Ints(
                areas.iter().map(|area| i64::from(area.0)).collect(),
            ));
            dialect.one_of(&format!("{alias}.area"), params.len())
        }
        Scope::Holder(account) if account.0 == 0 => "1 = 0".into(),
        Scope::Holder(account) => {
            params.push(Value::Int(account.0));
            format!("{alias}.holder = ${}", params.len())
        }
        Scope::Parties(parties) => {
            params.push(Value::Ints(parties.iter().map(|party| party.0).collect()));
            dialect.one_of(&format!("{alias}.party"), params.len())
        }
        Scope::PartyItems(party, items) => {
            params.push(Value::Int(party.0));
            let of_party = format!("{alias}.party = ${}", params.len());
            params.push(Value::Ints(items.iter().map(|item| item.0).collect()));
            let of_items = dialect.one_of(&format!("{alias}.item"), params.len());
            format!("({of_party} AND {of_items})")
        }
        Scope::Within(inner, grade) => {
            params.push(Value::Int(i64::from(*grade)));
            let grade = format!("{alias}.confidentiality <= ${}", params.len());
            let inner = gate(dialect, inner, alias, params);
            format!("({grade} AND {inner})")
        }
        Scope::Any(scopes) => {
            let parts: Vec<String> = scopes
                .iter()
                .map(|scope| gate(dialect, scope, alias, params))
                .collect();
            format!("({})", parts.join(" OR "))
        }
    }
}

/// The same over a counter, which has `area`, `unit` and `confidentiality` only: what a scope
/// reaches through anything else is not in it.
pub(crate) fn gate_of_counter(
    dialect: Dialect,
    scope: &Scope,
    alias: &str,
    params: &mut Vec<Value>,
) -> String {
    match scope {
        Scope::Everything | Scope::Units(_) | Scope::Areas(_) => {
            gate(dialect, scope, alias, params)
        }
        Scope::Nothing
        | Scope::Public
        | Scope::Holder(_)
        | Scope::Parties(_)
        | Scope::PartyItems(..) => "1 = 0".into(),
        Scope::Within(inner, grade) => {
            params.push(Value::Int(i64::from(*grade)));
            let grade = format!("{alias}.confidentiality <= ${}", params.len());
            let inner = gate_of_counter(dialect, inner, alias, params);
            format!("({grade} AND {inner})")
        }
        Scope::Any(scopes) => {
            let parts: Vec<String> = scopes
                .iter()
                .map(|scope| gate_of_counter(dialect, scope, alias, params))
                .filter(|part| part != "1 = 0")
                .collect();
            if parts.is_empty() {
                return "1 = 0".into();
            }
            format!("({})", parts.join(" OR "))
        }
    }
}
