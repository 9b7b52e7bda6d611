//! Sorting more records than should be in memory: full buffers are sorted and written to files, which are merged on reading.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::{Path, PathBuf};

use crate::Error;

/// Records that are pushed in any order and read in the order of their bytes, as often as wanted.
#[derive(Debug)]
pub(crate) struct Sorter {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    /// Bytes in memory at which a file is written.
    budget: usize,
    /// Files are called so, with a number behind.
    stem: Option<PathBuf>,
    runs: Vec<PathBuf>,
}

impl Sorter {
    /// Without a `stem` for file names everything stays in memory.
    pub(crate) fn new(budget: usize, stem: Option<PathBuf>) -> Self {
        Self { bytes: Vec::new(), ends: Vec::new(), budget, stem, runs: Vec::new() }
    }

    /// # Errors
    /// A file cannot be written, or a record of more than 65,535 bytes.
    pub(crate) fn push(&mut self, record: &[u8]) -> Result<(), Error> {
        if record.len() > usize::from(u16::MAX) {
            return Err(Error::TooMany("a record over 65,535 bytes"));
        }
        if self.bytes.len() + record.len() > self.budget && self.stem.is_some() {
            self.spill()?;
        }
        self.bytes.extend_from_slice(record);
        self.ends.push(self.bytes.len());
        Ok(())
    }

    fn spill(&mut self) -> Result<(), Error> {
        let Some(stem) = &self.stem else { return Ok(()) };
        let mut name = stem.clone().into_os_string();
        name.push(format!("{}", self.runs.len()));
        let path = PathBuf::from(name);
        let write = |path: &Path| {
            let mut out = BufWriter::new(File::create(path)?);
            for record in self.in_order() {
                out.write_all(&u16::try_from(record.len()).unwrap_or(u16::MAX).to_le_bytes())?;
                out.write_all(record)?;
            }
            out.flush()
        };
        let written = write(&path);
        self.runs.push(path.clone());
        written.map_err(|error| Error::file(&path, &error))?;
        self.bytes.clear();
        self.ends.clear();
        Ok(())
    }

    fn in_order(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        let mut records: Vec<&[u8]> =
            starts.zip(&self.ends).filter_map(|(start, &end)| self.bytes.get(start..end)).collect();
        records.sort_unstable();
        records.into_iter()
    }

    /// Calls for each record, in order.
    ///
    /// # Errors
    /// A file cannot be read, or the first error of the call.
    pub(crate) fn merged(&self) -> Result<Merged<'_>, Error> {
        let mut sources: Vec<Source<'_>> = vec![Source::Memory(Box::new(self.in_order()))];
        for path in &self.runs {
            let file = File::open(path).map_err(|error| Error::file(path, &error))?;
            sources.push(Source::File(BufReader::with_capacity(1 << 16, file), path));
        }
        let mut merged = Merged { sources, heap: BinaryHeap::new() };
        for source in 0..merged.sources.len() {
            merged.refill(source)?;
        }
        Ok(merged)
    }
}

impl Drop for Sorter {
    fn drop(&mut self) {
        for path in &self.runs {
            // A file that stays behind does no harm, and there is nobody to tell.
            let _ = std::fs::remove_file(path);
        }
    }
}

enum Source<'a> {
    Memory(Box<dyn Iterator<Item = &'a [u8]> + 'a>),
    File(BufReader<File>, &'a Path),
}

/// The records of a [`Sorter`] in order.
pub(crate) struct Merged<'a> {
    sources: Vec<Source<'a>>,
    heap: BinaryHeap<Reverse<(Vec<u8>, usize)>>,
}

impl Merged<'_> {
    fn refill(&mut self, index: usize) -> Result<(), Error> {
        let record = match self.sources.get_mut(index) {
            Some(Source::Memory(records)) => records.next().map(<[u8]>::to_vec),
            Some(Source::File(file, path)) => read_record(file).map_err(|error| Error::file(path, &error))?,
            None => None,
        };
        self.heap.extend(record.map(|record| Reverse((record, index))));
        Ok(())
    }

    /// # Errors
    /// A file cannot be read.
    pub(crate) fn next(&mut self) -> Result<Option<Vec<u8>>, Error> {
        let Some(Reverse((record, source))) = self.heap.pop() else { return Ok(None) };
        self.refill(source)?;
        Ok(Some(record))
    }

    pub(crate) fn peek(&self) -> Option<&[u8]> {
        self.heap.peek().map(|Reverse((record, _))| record.as_slice())
    }
}

fn read_record(file: &mut BufReader<File>) -> std::io::Result<Option<Vec<u8>>> {
    let mut length = [0; 2];
    match file.read_exact(&mut length) {
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Ok(None),
        Err(error) => return Err(error),
    }
    let mut record = vec![0; usize::from(u16::from_le_bytes(length))];
    file.read_exact(&mut record)?;
    Ok(Some(record))
}

#[cfg(test)]
mod tests {
    use super::Sorter;

    #[test]
    fn what_is_spilled_comes_back_in_order() {
        let stem = std::env::temp_dir().join(format!("onrecord-sort-{}-", std::process::id()));
        let mut small = Sorter::new(64, Some(stem));
        let mut large = Sorter::new(1 << 20, None);
        for n in 0..500u32 {
            let record = (n * 7919 % 500).to_be_bytes();
            small.push(&record).unwrap();
            large.push(&record).unwrap();
        }
        assert!(small.runs.len() > 10 && large.runs.is_empty());
        let runs = small.runs.clone();
        for sorter in [&small, &large] {
            let mut merged = sorter.merged().unwrap();
            for n in 0..500u32 {
                assert_eq!(merged.peek(), Some(n.to_be_bytes().as_slice()));
                assert_eq!(merged.next().unwrap(), Some(n.to_be_bytes().to_vec()));
            }
            assert!(merged.next().unwrap().is_none());
        }
        drop(small);
        assert!(runs.iter().all(|run| !run.exists()));
        assert!(large.push(&[0; 70_000]).is_err());
    }
}
