//! Tables into files.

use std::fs::{self, File};
use std::io::{BufWriter, Write as _};
use std::path::Path;

use store::{Field, Reader};

use crate::parquet_file::ParquetFile;
use crate::tables::{Column, Kind, TABLES, Table};
use crate::{Cell, Error, csv, json};

/// The form of the files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Parquet,
    Csv,
    JsonLines,
}

impl Form {
    fn ending(self) -> &'static str {
        match self {
            Self::Parquet => "parquet",
            Self::Csv => "csv",
            Self::JsonLines => "jsonl",
        }
    }
}

/// Writes every table of [`TABLES`] into the folder, which is made if it is not there, and `COLUMNS.md`, which tells what
/// the columns mean. Returns the tables with their numbers of rows. The same project file gives the same bytes.
///
/// # Errors
/// The project file cannot be read, or a file cannot be written.
pub fn write(reader: &Reader, form: Form, folder: &Path) -> Result<Vec<(&'static str, usize)>, Error> {
    fs::create_dir_all(folder).map_err(|error| Error::file(folder, error))?;
    let mut written = Vec::new();
    for table in TABLES {
        let path = folder.join(format!("{}.{}", table.name, form.ending()));
        // Whoever reads the folder meanwhile has the old file or the new one.
        let part = path.with_extension(format!("{}.part", form.ending()));
        let n_rows = write_table(reader, form, table, &part)?;
        fs::rename(&part, &path).map_err(|error| Error::file(&path, error))?;
        written.push((table.name, n_rows));
    }
    let path = folder.join("COLUMNS.md");
    fs::write(&path, documentation()).map_err(|error| Error::file(&path, error))?;
    Ok(written)
}

fn write_table(reader: &Reader, form: Form, table: &'static Table, path: &Path) -> Result<usize, Error> {
    let file = File::create(path).map_err(|error| Error::file(path, error))?;
    let names: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
    let mut n_rows = 0;
    match form {
        Form::Parquet => {
            let mut out = ParquetFile::new(file, table).map_err(|error| Error::parquet(path, &error))?;
            each_row(reader, table, |cells| {
                n_rows += 1;
                out.push(cells).map_err(|error| Error::parquet(path, &error))
            })?;
            out.finish().map_err(|error| Error::parquet(path, &error))?;
        }
        Form::Csv | Form::JsonLines => {
            let mut out = BufWriter::with_capacity(1 << 16, file);
            let failed = |error| Error::file(path, error);
            if form == Form::Csv {
                out.write_all(csv::header(&names).as_bytes()).map_err(failed)?;
            }
            each_row(reader, table, |cells| {
                n_rows += 1;
                let line = match form {
                    Form::Csv => csv::row(&cells),
                    Form::JsonLines | Form::Parquet => format!("{}\n", json::object(&names, &cells)),
                };
                out.write_all(line.as_bytes()).map_err(failed)
            })?;
            out.flush().map_err(failed)?;
        }
    }
    Ok(n_rows)
}

fn each_row(reader: &Reader, table: &Table, mut take: impl FnMut(Vec<Cell>) -> Result<(), Error>) -> Result<(), Error> {
    reader.select(&table.sql(), |fields| {
        take(table.columns.iter().zip(fields).map(|(column, field)| cell(column, *field)).collect())
    })
}

fn cell(column: &Column, field: Field<'_>) -> Cell {
    match (column.kind, field) {
        (_, Field::Null) => Cell::Null,
        (Kind::Text, Field::Text(text)) => Cell::Text(text.to_owned()),
        (Kind::Bool, Field::Int(value)) => Cell::Bool(value != 0),
        (Kind::Int, Field::Int(value)) => Cell::Int(value),
        (Kind::Real, Field::Real(value)) => Cell::Real(value),
        #[expect(clippy::cast_precision_loss, reason = "SQLite keeps a whole number as one; as written it was a float")]
        (Kind::Real, Field::Int(value)) => Cell::Real(value as f64),
        (Kind::Text, Field::Int(value)) => Cell::Text(value.to_string()),
        (Kind::Text | Kind::Bool | Kind::Int, Field::Real(_))
        | (Kind::Int | Kind::Real | Kind::Bool, Field::Text(_)) => Cell::Null,
    }
}

/// What the tables and columns mean, in Markdown.
#[must_use]
pub fn documentation() -> String {
    let mut out = String::from(
        "# Tables\n\nItems are named as `onrecord show` knows them: `12.V3` is event V3 of report number 12. Spans are \
         half-open and count Unicode code points of the report's text. Several values in one cell have spaces between \
         them. A cell without a value is empty in CSV, null elsewhere.\n",
    );
    for table in TABLES {
        out.push_str(&format!(
            "\n## {}\n\nOne row for each {}.\n\n| column | type | meaning |\n|---|---|---|\n",
            table.name, table.what
        ));
        for column in table.columns {
            let kind = match column.kind {
                Kind::Text => "text",
                Kind::Int => "whole number",
                Kind::Real => "number",
                Kind::Bool => "true or false",
            };
            out.push_str(&format!("| {} | {kind} | {} |\n", column.name, column.doc));
        }
    }
    out
}
