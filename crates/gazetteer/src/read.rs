//! Reading an index.

use std::borrow::Cow;

use crate::layout::{BLOCK, COUNTRIES, FROM, HEADER, MAGIC, NONE, PER_DEGREE, RECORD, sum};
use crate::{Error, Feature, fold};

static EMBEDDED: &[u8] = include_bytes!("../../../models/gazetteer.bin");

/// A place of the gazetteer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Place<'a> {
    pub name: &'a str,
    pub geonames: Option<u32>,
    pub latitude: f64,
    pub longitude: f64,
    /// ISO 3166-1 alpha-3, or `KOS`.
    pub country: &'a str,
    pub feature: Feature,
    /// 0 when it is not known.
    pub population: u32,
    region: u32,
}

/// An index of places, read in place.
#[derive(Debug, Clone)]
pub struct Gazetteer {
    bytes: Cow<'static, [u8]>,
    n_places: usize,
    places: usize,
    labels: usize,
    blocks: usize,
    keys: usize,
}

impl Gazetteer {
    /// The index that the program carries with it.
    ///
    /// # Errors
    /// The file is damaged.
    pub fn embedded() -> Result<Self, Error> {
        Self::read(Cow::Borrowed(EMBEDDED))
    }

    /// An index from bytes that [`crate::build`] wrote.
    ///
    /// # Errors
    /// The bytes are something else, of another version, cut off or changed.
    pub fn read(bytes: Cow<'static, [u8]>) -> Result<Self, Error> {
        if bytes.get(..8) != Some(MAGIC.as_slice()) {
            return Err(Error("it does not begin as an index of this version"));
        }
        let rest = bytes.get(16..).ok_or(Error("it is cut off"))?;
        let expected = bytes.get(8..16).and_then(|found| found.try_into().ok()).map(u64::from_le_bytes);
        if expected != Some(sum(rest)) {
            return Err(Error("its sum is not that of its bytes"));
        }
        let count = |index: usize| u32_at(&bytes, 16 + 4 * index).map(|n| n as usize).ok_or(Error("it is cut off"));
        let (n_places, n_blocks, n_labels, n_keys) = (count(0)?, count(2)?, count(3)?, count(4)?);
        let places = HEADER + COUNTRIES;
        let labels = places + n_places * RECORD;
        let blocks = labels + n_labels;
        let keys = blocks + n_blocks * 4;
        if keys + n_keys != bytes.len() {
            return Err(Error("its parts do not add up to its size"));
        }
        Ok(Self { n_places, places, labels, blocks, keys, bytes })
    }

    /// The places that bear a name, the most populous first.
    #[must_use]
    pub fn named(&self, name: &str) -> Vec<Place<'_>> {
        self.folded(&fold(name))
    }

    /// The places that bear a name that is folded already.
    #[must_use]
    pub fn folded(&self, name: &str) -> Vec<Place<'_>> {
        self.find(name.as_bytes()).unwrap_or_default()
    }

    /// The state with a code.
    #[must_use]
    pub fn state(&self, code: &str) -> Option<Place<'_>> {
        // States are written first, in the order of their codes.
        let order =
            |at: u32| self.place(at).filter(|place| place.feature == Feature::Country).map(|place| place.country);
        let (mut low, mut high) = (0, u32::try_from(self.n_places.min(256)).unwrap_or(0));
        while low < high {
            let middle = low.midpoint(high);
            match order(middle) {
                Some(found) if found < code => low = middle + 1,
                _ => high = middle,
            }
        }
        self.place(low).filter(|place| place.feature == Feature::Country && place.country == code)
    }

    /// The first-order division that a place belongs to.
    #[must_use]
    pub fn region(&self, place: &Place<'_>) -> Option<Place<'_>> {
        if place.region == NONE { None } else { self.place(place.region) }
    }

    #[must_use]
    pub fn len(&self) -> usize {
        self.n_places
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.n_places == 0
    }

    fn place(&self, at: u32) -> Option<Place<'_>> {
        if at as usize >= self.n_places {
            return None;
        }
        let from = self.places + at as usize * RECORD;
        let record = self.bytes.get(from..from + RECORD)?;
        let label = self.labels + u24_at(record, 14)? as usize;
        let length = usize::from(*record.get(20)?);
        let country = HEADER + 3 * usize::from(*record.get(21)?);
        let geonames = u32_at(record, 0)?;
        Some(Place {
            name: std::str::from_utf8(self.bytes.get(label..label + length)?).ok()?,
            geonames: (geonames != 0).then_some(geonames),
            latitude: degrees(u24_at(record, 8)?),
            longitude: degrees(u24_at(record, 11)?),
            country: std::str::from_utf8(self.bytes.get(country..country + 3)?).ok()?,
            feature: Feature::from_byte(*record.get(22)?)?,
            population: u32_at(record, 4)?,
            region: u24_at(record, 17)?,
        })
    }

    fn find(&self, name: &[u8]) -> Option<Vec<Place<'_>>> {
        let n_blocks = (self.keys - self.blocks) / 4;
        let (mut low, mut high) = (0, n_blocks);
        while low < high {
            let middle = low.midpoint(high);
            if self.first_key(middle)? <= name { low = middle + 1 } else { high = middle }
        }
        let mut at = self.block(low.checked_sub(1)?)?;
        let mut key = Vec::with_capacity(32);
        for _ in 0..BLOCK {
            let (shared, own) = (usize::from(*self.bytes.get(at)?), usize::from(*self.bytes.get(at + 1)?));
            key.truncate(shared);
            key.extend_from_slice(self.bytes.get(at + 2..at + 2 + own)?);
            let count_at = at + 2 + own;
            let n_places = usize::from(*self.bytes.get(count_at)?);
            if key == name {
                let ids = (0..n_places).filter_map(|index| u24_at(&self.bytes, count_at + 1 + 3 * index));
                return Some(ids.filter_map(|id| self.place(id)).collect());
            }
            at = count_at + 1 + 3 * n_places;
        }
        None
    }

    fn block(&self, index: usize) -> Option<usize> {
        Some(self.keys + u32_at(&self.bytes, self.blocks + 4 * index)? as usize)
    }

    /// The first key of a block stands there in full.
    fn first_key(&self, index: usize) -> Option<&[u8]> {
        let at = self.block(index)?;
        let length = usize::from(*self.bytes.get(at + 1)?);
        self.bytes.get(at + 2..at + 2 + length)
    }
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn u24_at(bytes: &[u8], at: usize) -> Option<u32> {
    let part = bytes.get(at..at + 3)?;
    Some(part.iter().rev().fold(0, |sum, &byte| sum << 8 | u32::from(byte)))
}

fn degrees(stored: u32) -> f64 {
    f64::from(stored) / PER_DEGREE - FROM
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use super::Gazetteer;
    use crate::{Feature, Row, build};

    fn row(name: &str, country: &str, population: u32, feature: Feature) -> Row {
        Row {
            name: name.to_owned(),
            alternates: vec![format!("Old {name}")],
            geonames: Some(population),
            latitude: -12.3456,
            longitude: 98.7654,
            country: country.as_bytes().try_into().unwrap(),
            feature,
            population,
            region: (feature == Feature::Populated).then_some(2),
        }
    }

    fn small() -> Vec<u8> {
        let mut rows = vec![
            row("Aland", "AAA", 900, Feature::Country),
            row("Beland", "BBB", 800, Feature::Country),
            row("Upper Vale", "AAA", 300, Feature::FirstOrder),
        ];
        rows.extend((0..100).map(|n| row(&format!("Town {n}"), "AAA", n, Feature::Populated)));
        rows.push(row("Town 7", "BBB", 5000, Feature::Populated));
        build(&rows).unwrap()
    }

    #[test]
    fn what_is_written_is_found_again() {
        let gazetteer = Gazetteer::read(Cow::Owned(small())).unwrap();
        assert_eq!(gazetteer.len(), 104);
        for n in 0..100 {
            assert!(!gazetteer.named(&format!("TOWN {n}")).is_empty(), "{n}");
        }
        let sevens = gazetteer.named("old Town-7");
        assert_eq!(sevens.iter().map(|place| place.country).collect::<Vec<_>>(), ["BBB", "AAA"]);
        assert_eq!(gazetteer.region(&sevens[1]).unwrap().name, "Upper Vale");
        assert!((sevens[0].latitude + 12.3456).abs() < 1e-6 && (sevens[0].longitude - 98.7654).abs() < 1e-6);
        assert!(
            gazetteer.named("Town").is_empty() && gazetteer.named("").is_empty() && gazetteer.named("zzz").is_empty()
        );
        assert_eq!(gazetteer.state("BBB").unwrap().name, "Beland");
        assert!(gazetteer.state("CCC").is_none());
    }

    #[test]
    fn a_damaged_file_is_refused() {
        let good = small();
        for at in (0..good.len()).step_by(97) {
            let mut bad = good.clone();
            bad[at] ^= 0x20;
            assert!(Gazetteer::read(Cow::Owned(bad)).is_err(), "{at}");
            assert!(Gazetteer::read(Cow::Owned(good[..at].to_vec())).is_err(), "{at}");
        }
    }

    #[test]
    fn the_carried_index_knows_the_world() {
        let gazetteer = Gazetteer::embedded().unwrap();
        for (name, country, feature) in [
            ("Baghdad", "IRQ", Feature::Capital),
            ("Raqqah", "SYR", Feature::Populated),
            ("Lashkar Gah", "AFG", Feature::Populated),
            ("Paris", "FRA", Feature::Capital),
            ("Geneva", "CHE", Feature::Populated),
            ("Seoul", "KOR", Feature::Capital),
            ("Virginia", "USA", Feature::FirstOrder),
        ] {
            let found = gazetteer.named(name);
            assert_eq!(found.first().map(|place| place.country), Some(country), "{name}");
            assert!(found.iter().any(|place| place.feature == feature && place.country == country), "{name}");
        }
        assert_eq!(gazetteer.state("SYR").unwrap().name, "Syria");
        assert!(gazetteer.named("Kandahar").iter().any(|place| place.feature == Feature::Populated));
        assert!(gazetteer.named("Helmand").iter().any(|place| place.feature == Feature::FirstOrder));
    }
}
