//! The weight container: one file with a JSON description and named sections of numbers.
//!
//! ```text
//! 0   "onrecord"          8 bytes
//! 8   version             u32, little-endian like all numbers here
//! 12  length of the JSON  u32
//! 16  checksum            u64 over everything from byte 24 on
//! 24  JSON                {"meta": ..., "sections": [{"name", "kind", "rows", "cols", "at"}]}
//!     sections            each at a multiple of 64 bytes
//! ```

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::error::Error;

const MAGIC: &[u8; 8] = b"onrecord";
const VERSION: u32 = 1;
const HEADER: usize = 24;
const ALIGNMENT: usize = 64;

/// What the numbers of a section are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    I8,
    F32,
    Text,
}

impl Kind {
    const fn width(self) -> usize {
        match self {
            Self::I8 | Self::Text => 1,
            Self::F32 => 4,
        }
    }
}

/// A named table of numbers, or a text (one row of bytes).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Section {
    name: String,
    kind: Kind,
    rows: usize,
    cols: usize,
    at: usize,
}

#[derive(Serialize, Deserialize)]
struct Description {
    meta: Value,
    sections: Vec<Section>,
}

/// Collects sections and writes the file.
pub struct Writer {
    meta: Value,
    sections: Vec<Section>,
    data: Vec<u8>,
}

impl Writer {
    #[must_use]
    pub const fn new(meta: Value) -> Self {
        Self { meta, sections: Vec::new(), data: Vec::new() }
    }

    fn start(&mut self, name: &str, kind: Kind, rows: usize, cols: usize) {
        self.data.resize(self.data.len().next_multiple_of(ALIGNMENT), 0);
        self.sections.push(Section { name: name.to_owned(), kind, rows, cols, at: self.data.len() });
    }

    pub fn f32(&mut self, name: &str, cols: usize, values: &[f32]) {
        self.start(name, Kind::F32, values.len() / cols.max(1), cols);
        self.data.extend(values.iter().flat_map(|x| x.to_le_bytes()));
    }

    pub fn i8(&mut self, name: &str, cols: usize, values: &[i8]) {
        self.start(name, Kind::I8, values.len() / cols.max(1), cols);
        self.data.extend(values.iter().map(|x| x.cast_unsigned()));
    }

    pub fn text(&mut self, name: &str, text: &str) {
        self.start(name, Kind::Text, 1, text.len());
        self.data.extend_from_slice(text.as_bytes());
    }

    /// The bytes of the file.
    ///
    /// # Errors
    /// When the description cannot be written as JSON or is longer than 4 GiB.
    pub fn finish(self) -> Result<Vec<u8>, Error> {
        let description = Description { meta: self.meta, sections: self.sections };
        let mut json =
            serde_json::to_vec(&description).map_err(|e| Error::new(format!("cannot describe the model: {e}")))?;
        // Spaces after the JSON bring the first section to its alignment.
        json.resize((HEADER + json.len()).next_multiple_of(ALIGNMENT) - HEADER, b' ');
        let length = u32::try_from(json.len()).map_err(|_| Error::new("the description is too long".to_owned()))?;
        let mut out = Vec::with_capacity(HEADER + json.len() + self.data.len());
        out.extend_from_slice(MAGIC);
        out.extend_from_slice(&VERSION.to_le_bytes());
        out.extend_from_slice(&length.to_le_bytes());
        out.extend_from_slice(&[0; 8]);
        out.extend_from_slice(&json);
        out.extend_from_slice(&self.data);
        let sum = checksum(&out[HEADER..]);
        out[16..HEADER].copy_from_slice(&sum.to_le_bytes());
        Ok(out)
    }
}

/// A checked container over bytes in memory.
pub struct Container<'a> {
    pub meta: Value,
    sections: Vec<Section>,
    data: &'a [u8],
}

impl<'a> Container<'a> {
    /// Checks magic, version, checksum and the place of every section.
    ///
    /// # Errors
    /// When the bytes are not an undamaged container of this version.
    pub fn open(bytes: &'a [u8]) -> Result<Self, Error> {
        let refuse = |what: &str| Error::new(format!("not a usable model file: {what}"));
        let (Some(magic), Some(version)) = (bytes.get(..8), number::<4>(bytes, 8)) else {
            return Err(refuse("shorter than its header"));
        };
        if magic != MAGIC {
            return Err(refuse("it does not begin with \"onrecord\""));
        }
        let version = u32::from_le_bytes(version);
        if version != VERSION {
            return Err(refuse(&format!("version {version}, this program reads version {VERSION}")));
        }
        let (Some(length), Some(sum)) = (number::<4>(bytes, 12), number::<8>(bytes, 16)) else {
            return Err(refuse("shorter than its header"));
        };
        let body = bytes.get(HEADER..).unwrap_or(&[]);
        if checksum(body) != u64::from_le_bytes(sum) {
            return Err(refuse("the checksum does not fit the content (damaged or cut short)"));
        }
        let json =
            body.get(..u32::from_le_bytes(length) as usize).ok_or_else(|| refuse("the description is cut short"))?;
        let description: Description =
            serde_json::from_slice(json).map_err(|e| refuse(&format!("description: {e}")))?;
        let data = &body[json.len()..];
        for section in &description.sections {
            if section_bytes(section, data).is_none() {
                return Err(refuse(&format!("section {:?} does not fit the file", section.name)));
            }
        }
        Ok(Self { meta: description.meta, sections: description.sections, data })
    }

    fn find(&self, name: &str, kind: Kind) -> Result<(&Section, &'a [u8]), Error> {
        self.sections
            .iter()
            .find(|section| section.name == name && section.kind == kind)
            .and_then(|section| section_bytes(section, self.data).map(|bytes| (section, bytes)))
            .ok_or_else(|| Error::new(format!("the model file has no section {name:?} of kind {kind:?}")))
    }

    /// The numbers of a section and the length of its rows.
    ///
    /// # Errors
    /// When there is no such section of 32-bit floats.
    pub fn f32(&self, name: &str) -> Result<(Vec<f32>, usize), Error> {
        let (section, bytes) = self.find(name, Kind::F32)?;
        Ok((bytes.as_chunks::<4>().0.iter().map(|b| f32::from_le_bytes(*b)).collect(), section.cols))
    }

    /// The numbers of a section and the length of its rows.
    ///
    /// # Errors
    /// When there is no such section of bytes.
    pub fn i8(&self, name: &str) -> Result<(Vec<i8>, usize), Error> {
        let (section, bytes) = self.find(name, Kind::I8)?;
        Ok((bytes.iter().map(|b| b.cast_signed()).collect(), section.cols))
    }

    /// # Errors
    /// When there is no such text, or it is not UTF-8.
    pub fn text(&self, name: &str) -> Result<&'a str, Error> {
        let (_, bytes) = self.find(name, Kind::Text)?;
        std::str::from_utf8(bytes).map_err(|_| Error::new(format!("section {name:?} is not UTF-8")))
    }
}

fn section_bytes<'a>(section: &Section, data: &'a [u8]) -> Option<&'a [u8]> {
    let length = section.rows.checked_mul(section.cols)?.checked_mul(section.kind.width())?;
    data.get(section.at..section.at.checked_add(length)?)
}

fn number<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..)?.first_chunk::<N>().copied()
}

/// Finds damage, not malice: eight bytes at a time, multiply and rotate.
fn checksum(bytes: &[u8]) -> u64 {
    let mix = |sum: u64, word: u64| (sum ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
    let (words, rest) = bytes.as_chunks::<8>();
    let sum = words.iter().fold(bytes.len() as u64, |sum, word| mix(sum, u64::from_le_bytes(*word)));
    rest.iter().fold(sum, |sum, &byte| mix(sum, u64::from(byte)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Vec<u8> {
        let mut writer = Writer::new(serde_json::json!({"language": "en"}));
        writer.f32("bias", 3, &[1.0, -2.5, 3.25]);
        writer.i8("weights", 2, &[1, -2, 3, -128]);
        writer.text("words", "der\nist\n");
        writer.finish().unwrap()
    }

    #[test]
    fn what_is_written_is_read() {
        let bytes = sample();
        let container = Container::open(&bytes).unwrap();
        assert_eq!(container.meta["language"], "en");
        assert_eq!(container.f32("bias").unwrap(), (vec![1.0, -2.5, 3.25], 3));
        assert_eq!(container.i8("weights").unwrap(), (vec![1, -2, 3, -128], 2));
        assert_eq!(container.text("words").unwrap(), "der\nist\n");
        assert!(container.f32("weights").unwrap_err().to_string().contains("no section"));
    }

    #[test]
    fn damage_is_refused() {
        let good = sample();
        for at in 0..good.len() {
            let mut bad = good.clone();
            bad[at] ^= 0x40;
            assert!(Container::open(&bad).is_err(), "byte {at}");
            assert!(Container::open(&good[..at]).is_err(), "cut at {at}");
        }
        let error = Container::open(b"something else").err().map(|e| e.to_string()).unwrap_or_default();
        assert!(error.contains("does not begin"), "{error}");
    }
}
