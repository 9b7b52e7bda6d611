//! Tab-separated tables: a header line, one fact per line, `#` begins a comment line.

use crate::DataError;

/// A table whose header was checked.
#[derive(Debug, Clone)]
pub struct Table<'a> {
    name: String,
    rows: Vec<Row<'a>>,
}

/// One line of a table.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    /// Counted from 1.
    pub line: usize,
    fields: Vec<&'a str>,
}

impl<'a> Row<'a> {
    /// The field at a column; rows have as many fields as the table has columns.
    #[must_use]
    pub fn get(&self, column: usize) -> &'a str {
        self.fields.get(column).copied().unwrap_or("")
    }

    /// The parts of a field that lists several, separated by `|`.
    pub fn list(&self, column: usize) -> impl Iterator<Item = &'a str> {
        self.get(column).split('|').map(str::trim).filter(|part| !part.is_empty())
    }
}

impl<'a> Table<'a> {
    pub(crate) fn read(name: &str, text: &'a str, columns: &[&str]) -> Result<Self, DataError> {
        let mut lines = text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty());
        let (at, header) = lines.next().ok_or_else(|| DataError::new(name, 0, "the table is empty"))?;
        if header.split('\t').ne(columns.iter().copied()) {
            return Err(DataError::new(name, at + 1, format!("the columns should be {}", columns.join(", "))));
        }
        let mut rows = Vec::new();
        for (index, line) in lines {
            let fields: Vec<&str> = line.split('\t').map(str::trim).collect();
            if fields.len() != columns.len() {
                return Err(DataError::new(
                    name,
                    index + 1,
                    format!("{} fields where {} are needed", fields.len(), columns.len()),
                ));
            }
            rows.push(Row { line: index + 1, fields });
        }
        Ok(Self { name: name.to_owned(), rows })
    }

    #[must_use]
    pub fn rows(&self) -> &[Row<'a>] {
        &self.rows
    }

    /// An error that names the row.
    #[must_use]
    pub fn error(&self, row: &Row<'_>, what: impl Into<String>) -> DataError {
        DataError::new(&self.name, row.line, what)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_know_their_line() {
        let table = Table::read("t.tsv", "# note\na\tb\n\n1\tx|y\n", &["a", "b"]).unwrap();
        assert_eq!(table.rows()[0].line, 4);
        assert_eq!(table.rows()[0].list(1).collect::<Vec<_>>(), ["x", "y"]);
    }

    #[test]
    fn a_short_row_is_refused_with_its_line() {
        let error = Table::read("t.tsv", "a\tb\n1\n", &["a", "b"]).unwrap_err();
        assert_eq!(error.line, 2);
    }
}
