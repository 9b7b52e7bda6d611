//! Reading an index.

use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;

use crate::keys::Table;
use crate::layout::{
    BLOCK_ENTRY, COUNTRY, FEATURE, HEADER, MAGIC, N_COUNTS, NO_COUNTRY, NO_REGION, NONE, RECORD, REGION, REGION_CODE,
    Record, Sum, u24_at, u32_at,
};
use crate::{Error, Feature, fold};

static EMBEDDED: &[u8] = include_bytes!("../../../models/gazetteer.bin");

/// So many places of one name are looked at, the most populous of each spelling first. "San José" has some 300.
const MOST_NAMESAKES: usize = 512;

/// A place of the gazetteer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place<'a> {
    pub geonames: Option<u32>,
    /// Degrees, within 40 metres.
    pub latitude: f64,
    pub longitude: f64,
    /// ISO 3166-1 alpha-3, or `KOS`; empty for what lies in no state.
    pub country: &'a str,
    pub feature: Feature,
    /// GeoNames feature code.
    pub code: &'a str,
    /// Within a hundredth; 0 when it is not known.
    pub population: u32,
    /// A state, a division of the first or second order, or one of the 1,200 most populous places of its country.
    pub prominent: bool,
    /// It was found by its main name, not by another spelling.
    pub by_main_name: bool,
    /// The first-order division that it is or lies in.
    pub division: Division,
    at: u32,
}

/// A first-order division of a state, or what lies in none of one state's. Of use only to be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Division(u16);

impl Place<'_> {
    /// Whether two are one and the same place of one index.
    #[must_use]
    pub fn is(&self, other: &Place<'_>) -> bool {
        self.at == other.at
    }
}

/// An index of places, read in place.
#[derive(Debug, Clone)]
pub struct Gazetteer {
    bytes: Cow<'static, [u8]>,
    n_places: usize,
    keys: Range<usize>,
    blocks: Range<usize>,
    regions: Range<usize>,
    features: Range<usize>,
    countries: Range<usize>,
}

impl Gazetteer {
    /// The index that the program carries with it. Its sum is tested when it is built in, not at each start: looking at every
    /// byte would bring the whole of it into memory.
    ///
    /// # Errors
    /// The file is damaged.
    pub fn embedded() -> Result<Self, Error> {
        Self::lay_out(Cow::Borrowed(EMBEDDED))
    }

    /// An index from bytes that [`crate::Builder`] wrote.
    ///
    /// # Errors
    /// The bytes are something else, of another version, cut off or changed.
    pub fn read(bytes: Cow<'static, [u8]>) -> Result<Self, Error> {
        let gazetteer = Self::lay_out(bytes)?;
        let bytes = &gazetteer.bytes;
        let expected = bytes.get(8..16).and_then(|found| found.try_into().ok()).map(u64::from_le_bytes);
        let mut sum = Sum::new();
        sum.add(bytes.get(HEADER..).unwrap_or_default());
        sum.add(bytes.get(16..HEADER).unwrap_or_default());
        if expected == Some(sum.finish()) {
            Ok(gazetteer)
        } else {
            Err(Error::Damaged("its sum is not that of its bytes"))
        }
    }

    /// An index from a file, for instance one made by `onrecord gazetteer import`. The whole file is held in memory.
    ///
    /// # Errors
    /// The file cannot be read, or as [`Gazetteer::read`].
    pub fn open(path: &Path) -> Result<Self, Error> {
        Self::read(Cow::Owned(std::fs::read(path).map_err(|error| Error::file(path, &error))?))
    }

    fn lay_out(bytes: Cow<'static, [u8]>) -> Result<Self, Error> {
        if bytes.get(..8) != Some(MAGIC.as_slice()) {
            return Err(Error::Damaged("it does not begin as an index of this version"));
        }
        let mut at = HEADER;
        let mut parts = Vec::with_capacity(N_COUNTS);
        for (index, size) in [RECORD, 1, BLOCK_ENTRY, REGION, FEATURE, COUNTRY].into_iter().enumerate() {
            let count = u32_at(&bytes, 16 + 4 * index).ok_or(Error::Damaged("it is cut off"))?;
            let length = (count as usize).checked_mul(size);
            let end = length.and_then(|length| at.checked_add(length)).ok_or(Error::Damaged("it is cut off"))?;
            parts.push(at..end);
            at = end;
        }
        let [places, keys, blocks, regions, features, countries] = parts.as_slice() else {
            return Err(Error::Damaged("it is cut off"));
        };
        if at != bytes.len() {
            return Err(Error::Damaged("its parts do not add up to its size"));
        }
        Ok(Self {
            n_places: places.len() / RECORD,
            keys: keys.clone(),
            blocks: blocks.clone(),
            regions: regions.clone(),
            features: features.clone(),
            countries: countries.clone(),
            bytes,
        })
    }

    /// The places that bear a name, the most populous first.
    #[must_use]
    pub fn named(&self, name: &str) -> Vec<Place<'_>> {
        self.folded(&fold(name))
    }

    /// The places that bear a name that is folded already, the most populous first.
    #[must_use]
    pub fn folded(&self, name: &str) -> Vec<Place<'_>> {
        let mut found: Vec<Place<'_>> = Vec::new();
        self.each(name, |at, by_main_name| {
            found.extend(self.place(at).map(|place| Place { by_main_name, ..place }));
            found.len() < MOST_NAMESAKES
        });
        found.sort_by_key(|place| (std::cmp::Reverse(place.population), place.at));
        found
    }

    /// Whether some place bears a folded name; cheaper than [`Gazetteer::folded`].
    #[must_use]
    pub fn knows(&self, name: &str) -> bool {
        let mut found = false;
        self.each(name, |_, _| {
            found = true;
            false
        });
        found
    }

    /// Whether some prominent place bears a folded name.
    #[must_use]
    pub fn knows_prominent(&self, name: &str) -> bool {
        let mut found = false;
        let mut n_seen = 0;
        self.each(name, |at, _| {
            found = self.record(at).is_some_and(|record| record.prominent);
            n_seen += 1;
            !found && n_seen < MOST_NAMESAKES
        });
        found
    }

    /// The state with a code (ISO 3166-1 alpha-3, or `KOS`).
    #[must_use]
    pub fn state(&self, code: &str) -> Option<Place<'_>> {
        let countries = self.part(&self.countries);
        let at = countries.chunks_exact(COUNTRY).position(|entry| entry.get(..3) == Some(code.as_bytes()))?;
        self.place(u24_at(countries, at * COUNTRY + 5)?)
    }

    /// The first-order division that a place belongs to.
    #[must_use]
    pub fn region(&self, place: &Place<'_>) -> Option<Place<'_>> {
        let at = self.part(&self.regions).get(usize::from(place.division.0) * REGION..)?;
        self.place(u24_at(at, 1)?)
    }

    /// The name of a place as its country or GeoNames writes it.
    #[must_use]
    pub fn name(&self, place: &Place<'_>) -> String {
        let name = || {
            let mut cursor = self.table().before_place(place.at)?;
            loop {
                cursor.step()?;
                if cursor.own.contains(&place.at) {
                    return cursor.written();
                }
                if cursor.own.start > place.at {
                    return None;
                }
            }
        };
        name().unwrap_or_default()
    }

    /// Every place of the index, in the order of their names.
    pub fn places(&self) -> impl Iterator<Item = Place<'_>> {
        (0..u32::try_from(self.n_places).unwrap_or(u32::MAX)).filter_map(|at| self.place(at))
    }

    /// The alpha-3 and alpha-2 codes of every country.
    pub(crate) fn country_codes(&self) -> impl Iterator<Item = ([u8; 3], [u8; 2])> {
        self.part(&self.countries)
            .chunks_exact(COUNTRY)
            .filter_map(|entry| Some((entry.get(..3)?.try_into().ok()?, entry.get(3..5)?.try_into().ok()?)))
    }

    /// The code of the first-order division that a place belongs to, within its country.
    #[must_use]
    pub fn region_code(&self, place: &Place<'_>) -> Option<&str> {
        let from = usize::from(place.division.0) * REGION + 4;
        let code = self.part(&self.regions).get(from..from + REGION_CODE)?;
        padded(code)
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.n_places
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.n_places == 0
    }

    /// Bytes of the index.
    #[must_use]
    pub fn size(&self) -> usize {
        self.bytes.len()
    }

    /// Calls for each place that bears a name, with whether the name is its main one, until the answer is no.
    fn each(&self, name: &str, mut found: impl FnMut(u32, bool) -> bool) {
        let name = name.as_bytes();
        let Some(mut cursor) = self.table().before_name(name) else { return };
        while cursor.step().is_some() {
            match cursor.folded.as_slice().cmp(name) {
                std::cmp::Ordering::Less => {}
                std::cmp::Ordering::Greater => return,
                std::cmp::Ordering::Equal => {
                    let own = cursor.own.clone().take(MOST_NAMESAKES).map(|at| (at, true));
                    for (at, by_main_name) in own.chain(cursor.others().map(|at| (at, false))) {
                        if !found(at, by_main_name) {
                            return;
                        }
                    }
                }
            }
        }
    }

    fn part(&self, range: &Range<usize>) -> &[u8] {
        self.bytes.get(range.clone()).unwrap_or_default()
    }

    fn table(&self) -> Table<'_> {
        Table { keys: self.part(&self.keys), blocks: self.part(&self.blocks) }
    }

    fn record(&self, at: u32) -> Option<Record> {
        if at == NONE || at as usize >= self.n_places {
            return None;
        }
        let from = HEADER + at as usize * RECORD;
        Record::unpack(self.bytes.get(from..from + RECORD)?)
    }

    fn place(&self, at: u32) -> Option<Place<'_>> {
        let record = self.record(at)?;
        let feature = self.part(&self.features).get(usize::from(record.feature) * FEATURE..)?;
        let code = padded(feature.get(1..FEATURE)?)?;
        Some(Place {
            geonames: (record.geonames != 0).then_some(record.geonames),
            latitude: record.latitude,
            longitude: record.longitude,
            country: self.country_of(record.region),
            feature: Feature::of(*feature.first()?, code),
            code,
            population: record.population,
            prominent: record.prominent,
            by_main_name: true,
            division: Division(record.region),
            at,
        })
    }

    /// Every region belongs to a country; a country without divisions is a region without a code.
    fn country_of(&self, region: u16) -> &str {
        if region == NO_REGION {
            return "";
        }
        let country = self.part(&self.regions).get(usize::from(region) * REGION).copied().unwrap_or(NO_COUNTRY);
        let code = self.part(&self.countries).get(usize::from(country) * COUNTRY..).and_then(|entry| entry.get(..3));
        code.and_then(|code| std::str::from_utf8(code).ok()).unwrap_or("")
    }
}

/// Text that is filled with zeros.
fn padded(bytes: &[u8]) -> Option<&str> {
    let length = bytes.iter().position(|&byte| byte == 0).unwrap_or(bytes.len());
    std::str::from_utf8(bytes.get(..length)?).ok()
}
