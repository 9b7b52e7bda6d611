//! Tab-separated tables: a header line, one fact per line, `#` begins a comment line.

use crate::DataError;

/// Begins a row that takes one of ours away.
const AWAY: char = '!';

/// A table whose header was checked.
#[derive(Debug, Clone)]
pub struct Table<'a> {
    /// The file, as messages name it, and the one laid over it.
    names: [String; 2],
    /// Columns that together name a row.
    key: Vec<usize>,
    rows: Vec<Row<'a>>,
}

/// One line of a table.
#[derive(Debug, Clone)]
pub struct Row<'a> {
    /// Counted from 1.
    pub line: usize,
    /// From a user's folder.
    pub theirs: bool,
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

    fn key(&self, columns: &[usize]) -> Vec<&'a str> {
        columns.iter().map(|&column| self.get(column).trim_start_matches(AWAY)).collect()
    }

    fn takes_away(&self) -> bool {
        self.get(0).starts_with(AWAY)
    }
}

impl<'a> Table<'a> {
    pub(crate) fn read(name: &str, text: &'a str, columns: &[&str]) -> Result<Self, DataError> {
        let mut lines = text.lines().enumerate().filter(|(_, line)| !line.starts_with('#') && !line.trim().is_empty());
        let (at, header) = lines.next().ok_or_else(|| DataError::new(name, 0, "the table is empty"))?;
        if header.trim_end_matches('\r').split('\t').ne(columns.iter().copied()) {
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
            rows.push(Row { line: index + 1, theirs: false, fields });
        }
        Ok(Self { names: [name.to_owned(), String::new()], key: key_columns(name, text, columns)?, rows })
    }

    /// This table under a user's, whose rows come first and replace those of the same key.
    pub(crate) fn under(self, theirs: Self) -> Self {
        let Self { names: [name, _], key, rows: ours } = self;
        let mut replaced: Vec<Vec<&str>> = theirs.rows.iter().map(|row| row.key(&key)).collect();
        replaced.sort_unstable();
        let added = theirs.rows.into_iter().filter(|row| !row.takes_away()).map(|row| Row { theirs: true, ..row });
        let kept = ours.into_iter().filter(|row| replaced.binary_search(&row.key(&key)).is_err());
        let rows = added.chain(kept).collect();
        let [shown, _] = theirs.names;
        Self { names: [name, shown], key, rows }
    }

    #[must_use]
    pub fn rows(&self) -> &[Row<'a>] {
        &self.rows
    }

    /// An error that names the row.
    #[must_use]
    pub fn error(&self, row: &Row<'_>, what: impl Into<String>) -> DataError {
        let [ours, theirs] = &self.names;
        DataError::new(if row.theirs { theirs } else { ours }, row.line, what)
    }
}

/// The columns that a line "# key: country, office" names; the first column if there is no such line.
fn key_columns(name: &str, text: &str, columns: &[&str]) -> Result<Vec<usize>, DataError> {
    let Some((at, named)) = text.lines().enumerate().find_map(|(at, line)| Some((at, line.strip_prefix("# key:")?)))
    else {
        return Ok(vec![0]);
    };
    let position = |wanted: &str| {
        let missing = || DataError::new(name, at + 1, format!("there is no column {wanted:?}"));
        columns.iter().position(|&column| column == wanted).ok_or_else(missing)
    };
    named.split(',').map(str::trim).map(position).collect()
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

    fn laid_over(ours: &'static str, theirs: &'static str) -> Vec<(bool, String)> {
        let columns = ["a", "b", "c"];
        let table = Table::read("ours.tsv", ours, &columns).unwrap();
        let table = table.under(Table::read("theirs.tsv", theirs, &columns).unwrap());
        table.rows().iter().map(|row| (row.theirs, row.fields.join(" "))).collect()
    }

    #[test]
    fn a_row_replaces_the_one_of_the_same_key() {
        let rows = laid_over("a\tb\tc\nx\t1\t1\ny\t1\t1\n", "a\tb\tc\ny\t2\t2\nz\t2\t2\n");
        assert_eq!(rows, [(true, "y 2 2".to_owned()), (true, "z 2 2".to_owned()), (false, "x 1 1".to_owned())]);
    }

    #[test]
    fn the_key_may_be_several_columns() {
        let rows = laid_over("# key: a, b\na\tb\tc\nx\t1\t1\nx\t2\t1\n", "a\tb\tc\nx\t2\t9\n");
        assert_eq!(rows, [(true, "x 2 9".to_owned()), (false, "x 1 1".to_owned())]);
    }

    #[test]
    fn a_row_can_be_taken_away() {
        assert_eq!(laid_over("a\tb\tc\nx\t1\t1\ny\t1\t1\n", "a\tb\tc\n!x\t\t\n"), [(false, "y 1 1".to_owned())]);
    }

    #[test]
    fn an_error_names_the_file_of_the_row() {
        let table = Table::read("ours.tsv", "a\nx\n", &["a"]).unwrap();
        let table = table.under(Table::read("theirs.tsv", "a\n\ny\n", &["a"]).unwrap());
        assert_eq!(table.error(&table.rows()[0], "wrong").to_string(), "theirs.tsv:3: wrong");
        assert_eq!(table.error(&table.rows()[1], "wrong").to_string(), "ours.tsv:2: wrong");
    }
}
