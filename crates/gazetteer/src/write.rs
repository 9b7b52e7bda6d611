//! Writing an index. Used by `examples/build.rs` and by the tests.

use std::collections::{BTreeMap, BTreeSet};

use crate::layout::{BLOCK, COUNTRIES, FROM, HEADER, MAGIC, NONE, PER_DEGREE, RECORD, sum};
use crate::{Error, Feature, fold};

/// One place to be written. `region` is the position of the place's first-order division among the rows.
#[derive(Debug, Clone)]
pub struct Row {
    pub name: String,
    /// Other spellings; folded on writing.
    pub alternates: Vec<String>,
    pub geonames: Option<u32>,
    pub latitude: f64,
    pub longitude: f64,
    /// Three capital letters.
    pub country: [u8; 3],
    pub feature: Feature,
    pub population: u32,
    pub region: Option<usize>,
}

/// The bytes of an index of the rows.
///
/// # Errors
/// More rows, countries or bytes than the format can count.
pub fn build(rows: &[Row]) -> Result<Vec<u8>, Error> {
    let countries: Vec<[u8; 3]> = rows.iter().map(|row| row.country).collect::<BTreeSet<_>>().into_iter().collect();
    if countries.len() > 256 {
        return Err(Error("more than 256 countries"));
    }
    let (mut places, mut labels) = (Vec::new(), Vec::new());
    for row in rows {
        record(row, &countries, &mut places, &mut labels)?;
    }
    let names = names(rows)?;
    let (blocks, keys) = table(&names, rows)?;
    let mut out = Vec::new();
    for count in [rows.len(), names.len(), blocks.len(), labels.len(), keys.len()] {
        out.extend(number(count)?.to_le_bytes());
    }
    let mut codes = countries.concat();
    codes.resize(COUNTRIES, 0);
    out.extend(codes);
    out.extend(places);
    out.extend(labels);
    for at in blocks {
        out.extend(number(at)?.to_le_bytes());
    }
    out.extend(keys);
    let mut file = Vec::with_capacity(HEADER + out.len());
    file.extend(MAGIC);
    file.extend(sum(&out).to_le_bytes());
    file.extend(out);
    Ok(file)
}

fn number(count: usize) -> Result<u32, Error> {
    u32::try_from(count).map_err(|_| Error("a number over 32 bits"))
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "coordinates are at most 180 degrees")]
fn record(row: &Row, countries: &[[u8; 3]], places: &mut Vec<u8>, labels: &mut Vec<u8>) -> Result<(), Error> {
    let length = u8::try_from(row.name.len()).map_err(|_| Error("a name over 255 bytes"))?;
    let country = countries.iter().position(|code| *code == row.country).unwrap_or(0);
    let region = match row.region {
        Some(at) => number(at)?,
        None => NONE,
    };
    let begin = places.len();
    places.extend(row.geonames.unwrap_or(0).to_le_bytes());
    places.extend(row.population.to_le_bytes());
    let stored = |degrees: f64| ((degrees + FROM) * PER_DEGREE).round() as u32;
    for number in [stored(row.latitude), stored(row.longitude), number(labels.len())?, region] {
        places.extend_from_slice(number.to_le_bytes().get(..3).unwrap_or_default());
    }
    places.push(length);
    places.push(u8::try_from(country).map_err(|_| Error("more than 256 countries"))?);
    places.push(row.feature.to_byte());
    labels.extend(row.name.as_bytes());
    if places.len() - begin == RECORD { Ok(()) } else { Err(Error("a record of the wrong size")) }
}

/// Folded name → rows that bear it.
fn names(rows: &[Row]) -> Result<BTreeMap<String, BTreeSet<u32>>, Error> {
    let mut names: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for (index, row) in rows.iter().enumerate() {
        for name in std::iter::once(&row.name).chain(&row.alternates) {
            let folded = fold(name);
            if !folded.is_empty() && folded.len() < 256 {
                names.entry(folded).or_default().insert(number(index)?);
            }
        }
    }
    Ok(names)
}

/// Where the blocks begin, and the keys: shared length, own length, own bytes, number of places, places.
fn table(names: &BTreeMap<String, BTreeSet<u32>>, rows: &[Row]) -> Result<(Vec<usize>, Vec<u8>), Error> {
    let (mut blocks, mut keys) = (Vec::new(), Vec::new());
    let mut before = "";
    for (index, (name, places)) in names.iter().enumerate() {
        if index % BLOCK == 0 {
            blocks.push(keys.len());
            before = "";
        }
        let shared = before.bytes().zip(name.bytes()).take_while(|(a, b)| a == b).count();
        keys.push(u8::try_from(shared).map_err(|_| Error("a name over 255 bytes"))?);
        keys.push(u8::try_from(name.len() - shared).map_err(|_| Error("a name over 255 bytes"))?);
        keys.extend_from_slice(&name.as_bytes()[shared..]);
        let mut ranked: Vec<u32> = places.iter().copied().collect();
        ranked.sort_by_key(|&at| (std::cmp::Reverse(rows.get(at as usize).map_or(0, |row| row.population)), at));
        ranked.truncate(255);
        keys.push(u8::try_from(ranked.len()).unwrap_or(u8::MAX));
        for place in ranked {
            keys.extend_from_slice(&place.to_le_bytes()[..3]);
        }
        before = name;
    }
    Ok((blocks, keys))
}
