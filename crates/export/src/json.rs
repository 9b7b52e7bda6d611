//! JSON objects, fields in the order of the columns.

use serde_json::Value;

use crate::Cell;

/// One object on one line, without a line end.
#[must_use]
pub fn object(names: &[&str], cells: &[Cell]) -> String {
    let mut line = String::from("{");
    for (index, (name, cell)) in names.iter().zip(cells).enumerate() {
        if index > 0 {
            line.push(',');
        }
        line.push_str(&Value::from(*name).to_string());
        line.push(':');
        line.push_str(&value(cell).to_string());
    }
    line.push('}');
    line
}

fn value(cell: &Cell) -> Value {
    match cell {
        Cell::Null => Value::Null,
        Cell::Bool(value) => Value::from(*value),
        Cell::Int(value) => Value::from(*value),
        Cell::Real(value) => Value::from(*value),
        Cell::Text(value) => Value::from(value.as_str()),
        Cell::List(values) => Value::from(values.as_slice()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_keep_their_order() {
        let cells =
            [Cell::from("b\"\u{1}"), Cell::Null, Cell::Real(1.5), Cell::List(vec!["x".into()]), Cell::Bool(false)];
        let object = object(&["z", "a", "n", "l", "t"], &cells);
        assert_eq!(object, r#"{"z":"b\"\u0001","a":null,"n":1.5,"l":["x"],"t":false}"#);
    }
}
