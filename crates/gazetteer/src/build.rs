//! Writing an index. Rows may come in any order and number; what does not fit into memory is sorted in files.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, BinaryHeap};
use std::io::{Seek, SeekFrom, Write};
use std::path::PathBuf;

use crate::keys::{self, Key};
use crate::layout::{
    BLOCK, HEADER, MAGIC, MAX_ID, MOST_FEATURES, NO_COUNTRY, NO_REGION, NONE, REGION_CODE, Record, Sum,
};
use crate::sort::{Merged, Sorter};
use crate::{Error, Feature, fold};

/// Bytes of names in memory before they are sorted in files.
const BUDGET: usize = 48 << 20;
/// So many places of each country are marked as prominent, the most populous first.
const PROMINENT_OF_A_COUNTRY: usize = 1200;
/// So many places are found by one other spelling.
const MOST_OTHERS: usize = 64;
/// Longest name, in bytes.
const LONGEST: usize = 200;

/// One place to be written.
#[derive(Debug, Clone, Default)]
pub struct Row {
    pub name: String,
    /// Other spellings; folded on writing.
    pub alternates: Vec<String>,
    pub geonames: Option<u32>,
    /// Degrees.
    pub latitude: f64,
    pub longitude: f64,
    /// ISO 3166-1 alpha-2; empty for what lies in no state.
    pub country: String,
    /// Class letter of GeoNames: `A`, `P`, `H`, `T`, `L`, `S`.
    pub class: u8,
    /// Feature code of GeoNames: `PPL`, `ADM1`, …
    pub code: String,
    pub population: u32,
    /// Code of the first-order division within its country; empty if there is none. A row with the code `ADM1` is that division.
    pub region: String,
}

/// Gathers rows and writes an index of them. The same rows in the same order give the same bytes.
#[derive(Debug)]
pub struct Builder {
    /// folded 0 written 0 population (4, inverted) | id (4) | number of the row (4) | class, code, region, points.
    mains: Sorter,
    /// folded 0 population (4, inverted) | id (4) | number of the row (4).
    others: Sorter,
    countries: BTreeMap<[u8; 3], [u8; 2]>,
    alpha3: BTreeMap<[u8; 2], [u8; 3]>,
    /// Country and code of a division.
    regions: BTreeSet<([u8; 3], String)>,
    features: BTreeSet<(u8, String)>,
    largest: BTreeMap<[u8; 3], BinaryHeap<Reverse<u32>>>,
    n_rows: u32,
}

/// No country, in the tables of the builder.
const NOWHERE: [u8; 3] = [0; 3];

impl Builder {
    /// `countries`: alpha-3 and alpha-2 codes. `scratch`: the beginning of names for files that hold what is too much for memory;
    /// they are removed at the end. Without it everything is held in memory.
    pub fn new(countries: impl IntoIterator<Item = ([u8; 3], [u8; 2])>, scratch: Option<PathBuf>) -> Self {
        let countries: BTreeMap<[u8; 3], [u8; 2]> = countries.into_iter().collect();
        let stem = |ending: &str| {
            scratch.as_ref().map(|scratch| {
                let mut name = scratch.clone().into_os_string();
                name.push(ending);
                PathBuf::from(name)
            })
        };
        Self {
            mains: Sorter::new(BUDGET, stem(".names-")),
            others: Sorter::new(BUDGET, stem(".spellings-")),
            alpha3: countries.iter().map(|(&alpha3, &alpha2)| (alpha2, alpha3)).collect(),
            countries,
            regions: BTreeSet::new(),
            features: BTreeSet::new(),
            largest: BTreeMap::new(),
            n_rows: 0,
        }
    }

    /// Whether a country of this alpha-2 code is known.
    #[must_use]
    pub fn knows_country(&self, alpha2: &str) -> bool {
        <[u8; 2]>::try_from(alpha2.as_bytes()).is_ok_and(|code| self.alpha3.contains_key(&code))
    }

    /// Adds a place. A row without a name that can be looked up is passed over.
    ///
    /// # Errors
    /// A file cannot be written, or more rows, features or divisions than the format can count.
    pub fn add(&mut self, row: &Row) -> Result<(), Error> {
        let folded = fold(&row.name);
        if !is_storable(&folded)
            || row.name.len() > LONGEST
            || row.name.contains('\0')
            || row.geonames.is_some_and(|id| id > MAX_ID)
        {
            return Ok(());
        }
        let alpha3 = <[u8; 2]>::try_from(row.country.as_bytes()).ok().and_then(|code| self.alpha3.get(&code));
        let country = alpha3.copied().unwrap_or(NOWHERE);
        let region = if row.region.len() <= REGION_CODE { row.region.as_str() } else { "" };
        self.regions.insert((country, region.to_owned()));
        self.features.insert((row.class, row.code.clone()));
        if row.class == b'P' {
            let largest = self.largest.entry(country).or_default();
            largest.push(Reverse(row.population));
            if largest.len() > PROMINENT_OF_A_COUNTRY {
                largest.pop();
            }
        }
        let mut order = (!row.population).to_be_bytes().to_vec();
        order.extend(row.geonames.unwrap_or(0).to_be_bytes());
        order.extend(self.n_rows.to_be_bytes());
        let mut record = [folded.as_bytes(), &[0], row.name.as_bytes(), &[0], &order].concat();
        record.extend(row.latitude.to_le_bytes());
        record.extend(row.longitude.to_le_bytes());
        record.extend(country);
        record.push(row.class);
        record.extend([row.code.as_bytes(), &[0], region.as_bytes()].concat());
        self.mains.push(&record)?;
        let spellings: BTreeSet<String> = row.alternates.iter().map(|name| fold(name)).collect();
        for other in spellings.iter().filter(|other| **other != folded && is_storable(other)) {
            self.others.push(&[other.as_bytes(), &[0], &order].concat())?;
        }
        self.n_rows = self.n_rows.checked_add(1).filter(|&n| n < NONE).ok_or(Error::TooMany("16 million places"))?;
        Ok(())
    }

    /// Writes the index.
    ///
    /// # Errors
    /// A file cannot be written or read, or more features, countries or divisions than the format can count.
    pub fn write<W: Write + Seek>(self, out: W) -> Result<(), Error> {
        if self.countries.len() >= usize::from(NO_COUNTRY) {
            return Err(Error::TooMany("255 countries"));
        }
        if self.regions.len() >= usize::from(NO_REGION) {
            return Err(Error::TooMany("65,535 first-order divisions"));
        }
        if self.features.len() > MOST_FEATURES {
            return Err(Error::TooMany("128 feature codes"));
        }
        let mut out = Output { out, sum: Sum::new() };
        out.out.write_all(&[0; HEADER]).map_err(|error| failed(&error))?;
        let placed = self.write_places(&mut out)?;
        let (n_keys, blocks) = self.write_keys(&placed, &mut out)?;
        out.put(&blocks)?;
        self.write_tables(&placed, &mut out)?;
        let counts = [
            placed.n_places as usize,
            n_keys,
            blocks.len() / crate::layout::BLOCK_ENTRY,
            self.regions.len(),
            self.features.len(),
            self.countries.len(),
        ];
        out.finish(&counts)
    }

    fn write_places<W: Write + Seek>(&self, out: &mut Output<W>) -> Result<Placed, Error> {
        let regions: BTreeMap<(&[u8], &str), u16> =
            self.regions.iter().map(|(country, code)| (country.as_slice(), code.as_str())).zip(0u16..).collect();
        let features: BTreeMap<(u8, &str), u8> =
            self.features.iter().map(|(class, code)| (*class, code.as_str())).zip(0u8..).collect();
        let mut placed = Placed { by_row: vec![NONE; self.n_rows as usize], ..Placed::default() };
        let mut merged = self.mains.merged()?;
        while let Some(record) = merged.next()? {
            let Some(main) = Main::of(&record) else { continue };
            let region = regions.get(&(main.country, main.region)).copied().unwrap_or(NO_REGION);
            let record = Record {
                geonames: main.geonames,
                population: main.population,
                latitude: main.latitude,
                longitude: main.longitude,
                region,
                feature: features.get(&(main.class, main.code)).copied().unwrap_or(0),
                prominent: self.is_prominent(&main),
            };
            out.put(&record.pack())?;
            let at = placed.n_places;
            match Feature::of(main.class, main.code) {
                Feature::Country => placed.states.entry(main.country.to_vec()).or_insert(at),
                Feature::FirstOrder => placed.divisions.entry(region).or_insert(at),
                _ => &mut 0,
            };
            if let Some(place) = placed.by_row.get_mut(main.row as usize) {
                *place = at;
            }
            placed.n_places += 1;
        }
        Ok(placed)
    }

    fn is_prominent(&self, main: &Main<'_>) -> bool {
        match Feature::of(main.class, main.code) {
            Feature::Country | Feature::FirstOrder | Feature::SecondOrder | Feature::Capital => true,
            Feature::Populated => {
                let largest = self.largest.get(main.country).filter(|largest| largest.len() >= PROMINENT_OF_A_COUNTRY);
                largest.and_then(BinaryHeap::peek).is_none_or(|Reverse(least)| main.population >= *least)
            }
            Feature::Water | Feature::Land | Feature::Area | Feature::Site => false,
        }
    }

    /// The keys, and the table of their blocks.
    fn write_keys<W: Write + Seek>(&self, placed: &Placed, out: &mut Output<W>) -> Result<(usize, Vec<u8>), Error> {
        let (mut mains, mut others) = (self.mains.merged()?, self.others.merged()?);
        let (mut blocks, mut n_bytes, mut n_keys, mut n_places) = (Vec::new(), 0usize, 0usize, 0u32);
        let (mut before, mut bytes) = (String::new(), Vec::new());
        while let Some((folded, written)) = next_name(&mains, &others) {
            let n_own = take_own(&mut mains, &folded, &written)?;
            let places = take_others(&mut others, &folded, placed)?;
            if n_keys % BLOCK == 0 {
                blocks.extend(number(n_bytes)?.to_le_bytes());
                blocks.extend_from_slice(&n_places.to_le_bytes()[..3]);
                before.clear();
            }
            bytes.clear();
            keys::push(&Key { folded: &folded, written: &written, n_own, others: &places }, &before, &mut bytes);
            out.put(&bytes)?;
            n_bytes += bytes.len();
            n_keys += 1;
            n_places += n_own;
            before = folded;
        }
        Ok((n_bytes, blocks))
    }

    fn write_tables<W: Write + Seek>(&self, placed: &Placed, out: &mut Output<W>) -> Result<(), Error> {
        let positions: BTreeMap<&[u8; 3], u8> = self.countries.keys().zip(0u8..).collect();
        for ((country, code), at) in self.regions.iter().zip(0u16..) {
            out.put(&[positions.get(country).copied().unwrap_or(NO_COUNTRY)])?;
            out.put(&placed.divisions.get(&at).copied().unwrap_or(NONE).to_le_bytes()[..3])?;
            out.put(&filled::<REGION_CODE>(code))?;
        }
        for (class, code) in &self.features {
            out.put(&[*class])?;
            out.put(&filled::<5>(code))?;
        }
        for (alpha3, alpha2) in &self.countries {
            out.put(alpha3)?;
            out.put(alpha2)?;
            out.put(&placed.states.get(alpha3.as_slice()).copied().unwrap_or(NONE).to_le_bytes()[..3])?;
        }
        Ok(())
    }
}

/// Where the rows have come to stand.
#[derive(Debug, Default)]
struct Placed {
    n_places: u32,
    by_row: Vec<u32>,
    /// By alpha-3 code.
    states: BTreeMap<Vec<u8>, u32>,
    divisions: BTreeMap<u16, u32>,
}

/// A record of `mains`, read.
struct Main<'a> {
    population: u32,
    geonames: u32,
    row: u32,
    latitude: f64,
    longitude: f64,
    country: &'a [u8],
    class: u8,
    code: &'a str,
    region: &'a str,
}

impl<'a> Main<'a> {
    fn of(record: &'a [u8]) -> Option<Self> {
        let mut parts = record.splitn(3, |&byte| byte == 0);
        let rest = parts.nth(2)?;
        let number = |at: usize| Some(u32::from_be_bytes(rest.get(at..at + 4)?.try_into().ok()?));
        let point = |at: usize| Some(f64::from_le_bytes(rest.get(at..at + 8)?.try_into().ok()?));
        let text = std::str::from_utf8(rest.get(32..)?).ok()?;
        let (code, region) = text.split_once('\0')?;
        Some(Self {
            population: !number(0)?,
            geonames: number(4)?,
            row: number(8)?,
            latitude: point(12)?,
            longitude: point(20)?,
            country: rest.get(28..31)?,
            class: *rest.get(31)?,
            code,
            region,
        })
    }
}

/// The name of a record up to its zero, and what follows.
fn split_name(record: &[u8]) -> Option<(&str, &[u8])> {
    let at = record.iter().position(|&byte| byte == 0)?;
    Some((std::str::from_utf8(record.get(..at)?).ok()?, record.get(at + 1..)?))
}

/// The next name in either list, folded and as it is written.
fn next_name(mains: &Merged<'_>, others: &Merged<'_>) -> Option<(String, String)> {
    let main = mains.peek().and_then(|record| {
        let (folded, rest) = split_name(record)?;
        Some((folded.to_owned(), split_name(rest)?.0.to_owned()))
    });
    let other = others.peek().and_then(split_name).map(|(folded, _)| (folded.to_owned(), String::new()));
    match (main, other) {
        (Some(main), Some(other)) if other.0 < main.0 => Some(other),
        (Some(main), _) => Some(main),
        (None, other) => other,
    }
}

fn take_own(mains: &mut Merged<'_>, folded: &str, written: &str) -> Result<u32, Error> {
    let name = [folded.as_bytes(), &[0], written.as_bytes(), &[0]].concat();
    let mut n_own = 0;
    while mains.peek().is_some_and(|record| record.starts_with(&name)) {
        mains.next()?;
        n_own += 1;
    }
    Ok(n_own)
}

fn take_others(others: &mut Merged<'_>, folded: &str, placed: &Placed) -> Result<Vec<u32>, Error> {
    let name = [folded.as_bytes(), &[0]].concat();
    let mut places = Vec::new();
    while others.peek().is_some_and(|record| record.starts_with(&name)) {
        let record = others.next()?.unwrap_or_default();
        let row = record.get(name.len() + 8..).and_then(|row| row.try_into().ok()).map(u32::from_be_bytes);
        let place = row.and_then(|row| placed.by_row.get(row as usize)).copied();
        places.extend(place.filter(|_| places.len() < MOST_OTHERS));
    }
    Ok(places)
}

/// A file whose sum is taken while it is written.
struct Output<W> {
    out: W,
    sum: Sum,
}

impl<W: Write + Seek> Output<W> {
    fn put(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.sum.add(bytes);
        self.out.write_all(bytes).map_err(|error| failed(&error))
    }

    fn finish(mut self, counts: &[usize]) -> Result<(), Error> {
        let mut header = Vec::with_capacity(HEADER);
        for &count in counts {
            header.extend(number(count)?.to_le_bytes());
        }
        self.sum.add(&header);
        let sum = self.sum.finish();
        let write = |out: &mut W| {
            out.seek(SeekFrom::Start(0))?;
            out.write_all(MAGIC)?;
            out.write_all(&sum.to_le_bytes())?;
            out.write_all(&header)?;
            out.flush()
        };
        write(&mut self.out).map_err(|error| failed(&error))
    }
}

fn failed(error: &std::io::Error) -> Error {
    Error::File("the index".to_owned(), error.to_string())
}

fn number(count: usize) -> Result<u32, Error> {
    u32::try_from(count).map_err(|_| Error::TooMany("four gigabytes"))
}

fn is_storable(folded: &str) -> bool {
    !folded.is_empty() && folded.len() <= LONGEST && !folded.contains('\0')
}

fn filled<const N: usize>(text: &str) -> [u8; N] {
    let mut bytes = [0; N];
    for (byte, &letter) in bytes.iter_mut().zip(text.as_bytes()) {
        *byte = letter;
    }
    bytes
}
