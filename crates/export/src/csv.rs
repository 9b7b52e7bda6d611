//! Comma-separated values (RFC 4180), safe to open in a spreadsheet.
//!
//! A spreadsheet runs a cell that begins like a formula, and a report may hold such words. A text that begins so gets an
//! apostrophe in front, which spreadsheets take as "this is text" (OWASP, "CSV Injection"). Numbers are written as they are.

use crate::Cell;

/// What makes a formula where it begins a cell; the wide forms are folded to these by some programs.
const FORMULA: &[char] = &['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// One line with the names of the columns.
#[must_use]
pub fn header(names: &[&str]) -> String {
    let cells: Vec<Cell> = names.iter().map(|&name| name.into()).collect();
    row(&cells)
}

/// One line. A list is one cell with semicolons between its texts.
#[must_use]
pub fn row(cells: &[Cell]) -> String {
    let mut line = String::new();
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            line.push(',');
        }
        match cell {
            Cell::Null => {}
            Cell::Bool(value) => line.push_str(if *value { "true" } else { "false" }),
            Cell::Int(value) => line.push_str(&value.to_string()),
            Cell::Real(value) => line.push_str(&value.to_string()),
            Cell::Text(value) => text(&mut line, value),
            Cell::List(values) => text(&mut line, &values.join("; ")),
        }
    }
    line.push('\n');
    line
}

fn text(line: &mut String, value: &str) {
    let is_formula = value.starts_with(FORMULA) || value.trim_start().starts_with(FORMULA);
    let quoted = value.contains(['"', ',', '\n', '\r', ';', '\t']) || value.starts_with(' ') || value.ends_with(' ');
    if quoted {
        line.push('"');
    }
    if is_formula {
        line.push('\'');
    }
    if quoted {
        line.push_str(&value.replace('"', "\"\""));
        line.push('"');
    } else {
        line.push_str(value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        let cases = [
            ("=1+1", "'=1+1"),
            ("+44 20", "'+44 20"),
            ("-he left", "'-he left"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "\"'\t=1\""),
            ("\r=1", "\"'\r=1\""),
            (" =1", "\"' =1\""),
            ("=HYPERLINK(\"x\",\"y\")", "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""),
            ("＝1", "'＝1"),
            ("a=1", "a=1"),
            ("a, \"b\"\nc", "\"a, \"\"b\"\"\nc\""),
            ("", ""),
        ];
        for (value, cell) in cases {
            assert_eq!(row(&[value.into()]), format!("{cell}\n"), "{value:?}");
        }
    }

    #[test]
    fn numbers_stay_numbers() {
        let cells = [Cell::Int(-3), Cell::Real(-0.5), Cell::Null, Cell::Bool(true), Cell::Real(4e6)];
        assert_eq!(row(&cells), "-3,-0.5,,true,4000000\n");
        assert_eq!(row(&[Cell::List(vec!["=a".into(), "b".into()])]), "\"'=a; b\"\n");
    }
}
