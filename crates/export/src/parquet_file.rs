//! One table as a Parquet file: every column optional, snappy pages, no nesting.

use std::fs::File;
use std::sync::Arc;

use parquet::basic::{Compression, LogicalType, Repetition, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, Int64Type};
use parquet::errors::Result;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::Type;

use crate::Cell;
use crate::tables::{Kind, Table};

/// Rows of one group are held in memory; so many of them, or so many bytes of text.
const MOST_ROWS: usize = 1 << 16;
const MOST_BYTES: usize = 16 << 20;

/// The present values of a column and, for each row, whether there is one.
struct Values {
    kind: Kind,
    present: Vec<i16>,
    texts: Vec<ByteArray>,
    ints: Vec<i64>,
    reals: Vec<f64>,
    truths: Vec<bool>,
}

pub(crate) struct ParquetFile {
    writer: SerializedFileWriter<File>,
    columns: Vec<Values>,
    n_rows: usize,
    n_bytes: usize,
}

impl ParquetFile {
    pub(crate) fn new(file: File, table: &Table) -> Result<Self> {
        let mut fields = Vec::new();
        for column in table.columns {
            let (physical, logical) = match column.kind {
                Kind::Text => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
                Kind::Int => (Physical::INT64, None),
                Kind::Real => (Physical::DOUBLE, None),
                Kind::Bool => (Physical::BOOLEAN, None),
            };
            let field = Type::primitive_type_builder(column.name, physical)
                .with_repetition(Repetition::OPTIONAL)
                .with_logical_type(logical)
                .build()?;
            fields.push(Arc::new(field));
        }
        let schema = Type::group_type_builder(table.name).with_fields(fields).build()?;
        // The crate's own name has its version in it; the bytes are to depend on the data alone.
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .set_created_by("onrecord".to_owned())
            .build();
        let writer = SerializedFileWriter::new(file, Arc::new(schema), Arc::new(properties))?;
        let columns = table.columns.iter().map(|column| Values::of(column.kind)).collect();
        Ok(Self { writer, columns, n_rows: 0, n_bytes: 0 })
    }

    pub(crate) fn push(&mut self, cells: Vec<Cell>) -> Result<()> {
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            self.n_bytes += column.push(cell);
        }
        self.n_rows += 1;
        if self.n_rows >= MOST_ROWS || self.n_bytes >= MOST_BYTES { self.write_group() } else { Ok(()) }
    }

    fn write_group(&mut self) -> Result<()> {
        let mut group = self.writer.next_row_group()?;
        for column in &self.columns {
            column.write(&mut group)?;
        }
        group.close()?;
        self.columns.iter_mut().for_each(|column| *column = Values::of(column.kind));
        (self.n_rows, self.n_bytes) = (0, 0);
        Ok(())
    }

    pub(crate) fn finish(mut self) -> Result<()> {
        if self.n_rows > 0 {
            self.write_group()?;
        }
        self.writer.close()?;
        Ok(())
    }
}

impl Values {
    fn of(kind: Kind) -> Self {
        let (present, texts, ints) = (Vec::new(), Vec::new(), Vec::new());
        Self { kind, present, texts, ints, reals: Vec::new(), truths: Vec::new() }
    }

    /// Returns how many bytes are held for it. What is not of the column's kind is missing.
    fn push(&mut self, cell: Cell) -> usize {
        let mut n_bytes = 8;
        let is_present = match (self.kind, cell) {
            (Kind::Text, Cell::Text(text)) => {
                n_bytes += text.len();
                self.texts.push(text.into_bytes().into());
                true
            }
            (Kind::Int, Cell::Int(value)) => {
                self.ints.push(value);
                true
            }
            (Kind::Real, Cell::Real(value)) => {
                self.reals.push(value);
                true
            }
            (Kind::Bool, Cell::Bool(value)) => {
                self.truths.push(value);
                true
            }
            (Kind::Text | Kind::Int | Kind::Real | Kind::Bool, _) => false,
        };
        self.present.push(i16::from(is_present));
        n_bytes
    }

    fn write(&self, group: &mut SerializedRowGroupWriter<'_, File>) -> Result<()> {
        match self.kind {
            Kind::Text => write::<ByteArrayType>(group, &self.texts, &self.present),
            Kind::Int => write::<Int64Type>(group, &self.ints, &self.present),
            Kind::Real => write::<DoubleType>(group, &self.reals, &self.present),
            Kind::Bool => write::<BoolType>(group, &self.truths, &self.present),
        }
    }
}

fn write<T: DataType>(group: &mut SerializedRowGroupWriter<'_, File>, values: &[T::T], present: &[i16]) -> Result<()> {
    let Some(mut column) = group.next_column()? else { return Ok(()) };
    column.typed::<T>().write_batch(values, Some(present), None)?;
    column.close()
}
