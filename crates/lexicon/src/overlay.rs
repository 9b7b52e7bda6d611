//! A user's TOML file laid over ours of the same name.

use toml::{Table, Value};

/// Fields by which an entry of a list is known.
const NAMES: [&str; 2] = ["sense", "name"];

/// Tables are laid over each other key by key and lists are joined; an entry of a list replaces the one of the same
/// name; every other value replaces ours.
pub(crate) fn lay_over(ours: &mut Table, theirs: Table) {
    for (key, value) in theirs {
        match (ours.get_mut(&key), value) {
            (Some(Value::Table(below)), Value::Table(above)) => lay_over(below, above),
            (Some(Value::Array(below)), Value::Array(above)) => join(below, above),
            (_, value) => {
                ours.insert(key, value);
            }
        }
    }
}

fn join(ours: &mut Vec<Value>, theirs: Vec<Value>) {
    let replaced: Vec<String> = theirs.iter().filter_map(|entry| name(entry).map(str::to_owned)).collect();
    ours.retain(|entry| name(entry).is_none_or(|name| !replaced.iter().any(|other| other == name)));
    ours.extend(theirs);
}

fn name(entry: &Value) -> Option<&str> {
    NAMES.iter().find_map(|&field| entry.get(field)?.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_joined_and_named_entries_replaced() {
        let mut ours: Table = toml::from_str(
            "words = [\"a\"]\n[[class]]\nname = \"forces\"\nwords = \"army\"\n[[class]]\nname = \"relief\"\nwords = \"food\"\n",
        )
        .unwrap();
        let theirs =
            toml::from_str("words = [\"b\"]\n[[class]]\nname = \"forces\"\nwords = \"army, legion\"\n").unwrap();
        lay_over(&mut ours, theirs);
        let expected: Table = toml::from_str(
            "words = [\"a\", \"b\"]\n[[class]]\nname = \"relief\"\nwords = \"food\"\n[[class]]\nname = \"forces\"\nwords = \"army, legion\"\n",
        )
        .unwrap();
        assert_eq!(ours, expected);
    }
}
