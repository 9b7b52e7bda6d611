//! Where things stand in the file. All numbers are little-endian.
//!
//! ```text
//! magic (8) | sum of everything behind the header, then of the counts (8) | counts (6 x 4): places, bytes of keys, blocks, regions, features, countries
//! places:    RECORD bytes each, in the order of the keys
//! keys:      folded names in order, front-coded in blocks of BLOCK
//! blocks:    where a block begins among the keys (4), its first place (3)
//! regions:   country (1), its place (3), code (8, filled with zeros)
//! features:  class letter (1), GeoNames code (5, filled with zeros)
//! countries: ISO 3166-1 alpha-3 (3) and alpha-2 (2), the place of the state (3)
//! ```
//!
//! A place has no name of its own: the places stand in the order of their main names, so that a key says only how many of
//! the places that follow are its own. A key is
//!
//! ```text
//! head:    four bits of bytes shared with the key before, four bits of own bytes; 15: a byte follows
//! own:     the bytes that are not shared
//! kind:    bits 0-2 places of its own, bit 3 written out, bits 4-7 places that bear it as another spelling; all ones: a
//!          varint follows
//! label:   length (1) and bytes of the name as it is written, only with bit 3: otherwise its words take capitals
//! others:  places that bear it as another spelling (3 each), the most populous first
//! ```
//!
//! A place is the geonames id (28 bits), the population (12), latitude and longitude (20 each), the region (16), whether it
//! is one of its country's most populous (1) and the feature (7).

pub(crate) const MAGIC: &[u8; 8] = b"onrgaz\x00\x02";
pub(crate) const N_COUNTS: usize = 6;
pub(crate) const HEADER: usize = 8 + 8 + N_COUNTS * 4;
pub(crate) const RECORD: usize = 13;
pub(crate) const REGION: usize = 12;
pub(crate) const REGION_CODE: usize = 8;
pub(crate) const FEATURE: usize = 6;
pub(crate) const COUNTRY: usize = 8;
pub(crate) const BLOCK_ENTRY: usize = 7;
pub(crate) const BLOCK: usize = 16;
/// No place.
pub(crate) const NONE: u32 = 0x00ff_ffff;
/// No region.
pub(crate) const NO_REGION: u16 = 0xffff;
/// No country: seas.
pub(crate) const NO_COUNTRY: u8 = 0xff;
pub(crate) const PROMINENT: u8 = 0x80;
pub(crate) const MOST_FEATURES: usize = 0x80;
pub(crate) const MAX_ID: u32 = 0x0fff_ffff;

/// Steps of a coordinate: 2^20 over 180 and 360 degrees, 19 metres of latitude and 38 of longitude at the equator.
pub(crate) const STEPS: f64 = 1_048_575.0;

pub(crate) const OWN_BITS: u8 = 0x07;
pub(crate) const WRITTEN: u8 = 0x08;
pub(crate) const OTHER_BITS: u8 = 0x0f;

/// What is kept of a place in its record.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Record {
    pub(crate) geonames: u32,
    pub(crate) population: u32,
    pub(crate) latitude: f64,
    pub(crate) longitude: f64,
    pub(crate) region: u16,
    pub(crate) feature: u8,
    pub(crate) prominent: bool,
}

impl Record {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to 20 bits before")]
    pub(crate) fn pack(&self) -> [u8; RECORD] {
        let step = |degrees: f64, range: f64| ((degrees / range + 0.5) * STEPS).round().clamp(0.0, STEPS) as u128;
        let bits = u128::from(self.geonames & MAX_ID)
            | u128::from(pack_population(self.population)) << 28
            | step(self.latitude, 180.0) << 40
            | step(self.longitude, 360.0) << 60
            | u128::from(self.region) << 80
            | u128::from(self.feature | if self.prominent { PROMINENT } else { 0 }) << 96;
        let mut packed = [0; RECORD];
        packed.copy_from_slice(&bits.to_le_bytes()[..RECORD]);
        packed
    }

    #[expect(clippy::cast_possible_truncation, reason = "masked before")]
    pub(crate) fn unpack(packed: &[u8]) -> Option<Self> {
        let mut bytes = [0; 16];
        bytes.get_mut(..RECORD)?.copy_from_slice(packed.get(..RECORD)?);
        let bits = u128::from_le_bytes(bytes);
        let part = |from: u32, n_bits: u32| (bits >> from & ((1 << n_bits) - 1)) as u32;
        let degrees = |step: u32, range: f64| (f64::from(step) / STEPS - 0.5) * range;
        let feature = part(96, 8) as u8;
        Some(Self {
            geonames: part(0, 28),
            population: unpack_population(part(28, 12)),
            latitude: degrees(part(40, 20), 180.0),
            longitude: degrees(part(60, 20), 360.0),
            region: part(80, 16) as u16,
            feature: feature & !PROMINENT,
            prominent: feature & PROMINENT != 0,
        })
    }
}

/// Up to 127 exactly, above with an error below one hundredth: five bits of exponent, seven of mantissa.
fn pack_population(count: u32) -> u32 {
    if count < 128 {
        return count;
    }
    let exponent = 32 - count.leading_zeros() - 8;
    (exponent + 1) << 7 | (count >> exponent & 0x7f)
}

fn unpack_population(packed: u32) -> u32 {
    let (exponent, mantissa) = (packed >> 7, packed & 0x7f);
    if exponent == 0 {
        return mantissa;
    }
    u32::try_from(u64::from(mantissa | 0x80) << (exponent - 1)).unwrap_or(u32::MAX)
}

/// A number in groups of seven bits, the lowest first.
pub(crate) fn push_varint(mut number: u32, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number.to_le_bytes()[0] | 0x80);
        number >>= 7;
    }
    out.push(number.to_le_bytes()[0]);
}

/// A check of a whole file, eight bytes at a time: FNV-1a with a rotation, quick enough to run when a file is loaded.
#[derive(Debug, Clone)]
pub(crate) struct Sum {
    state: u64,
    rest: Vec<u8>,
}

impl Sum {
    pub(crate) fn new() -> Self {
        Self { state: 0xcbf2_9ce4_8422_2325, rest: Vec::with_capacity(8) }
    }

    pub(crate) fn add(&mut self, mut bytes: &[u8]) {
        while !self.rest.is_empty() && !bytes.is_empty() {
            self.rest.push(bytes[0]);
            bytes = &bytes[1..];
            if self.rest.len() == 8 {
                let word = <[u8; 8]>::try_from(self.rest.as_slice()).map_or(0, u64::from_le_bytes);
                self.step(word);
                self.rest.clear();
            }
        }
        let mut chunks = bytes.chunks_exact(8);
        for chunk in &mut chunks {
            self.step(<[u8; 8]>::try_from(chunk).map_or(0, u64::from_le_bytes));
        }
        self.rest.extend_from_slice(chunks.remainder());
    }

    pub(crate) fn finish(mut self) -> u64 {
        for byte in std::mem::take(&mut self.rest) {
            self.step(u64::from(byte));
        }
        self.state
    }

    fn step(&mut self, word: u64) {
        self.state = (self.state ^ word).wrapping_mul(0x0100_0000_01b3);
        self.state ^= self.state >> 32;
    }
}

pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

pub(crate) fn u24_at(bytes: &[u8], at: usize) -> Option<u32> {
    let part = bytes.get(at..at.checked_add(3)?)?;
    Some(part.iter().rev().fold(0, |sum, &byte| sum << 8 | u32::from(byte)))
}

/// The name as it is written if its words take capitals: "new york" is "New York".
pub(crate) fn capitalized(folded: &str) -> String {
    let mut written = String::with_capacity(folded.len());
    let mut begins = true;
    for character in folded.chars() {
        if begins {
            written.extend(character.to_uppercase());
        } else {
            written.push(character);
        }
        begins = character == ' ';
    }
    written
}

#[cfg(test)]
mod tests {
    use super::{Record, Sum, capitalized, pack_population, unpack_population};

    #[test]
    fn a_record_keeps_what_it_is_given() {
        let record = Record {
            geonames: 13_665_338,
            population: 21_000_000,
            latitude: -12.345_67,
            longitude: 179.999_9,
            region: 4_117,
            feature: 101,
            prominent: true,
        };
        let back = Record::unpack(&record.pack()).unwrap();
        assert_eq!((back.geonames, back.region, back.feature, back.prominent), (13_665_338, 4_117, 101, true));
        assert!((back.latitude - record.latitude).abs() < 0.0002 && (back.longitude - record.longitude).abs() < 0.0004);
        assert!(Record::unpack(&[0; 12]).is_none());
    }

    #[test]
    fn populations_keep_their_size_and_order() {
        let mut before = 0;
        for exponent in 0..32 {
            for count in [1u32 << exponent, (1u32 << exponent) + (1 << exponent) / 3] {
                let back = unpack_population(pack_population(count));
                assert!(back <= count && f64::from(count - back) <= f64::from(count) * 0.008, "{count} {back}");
                assert!(back >= before);
                before = back;
            }
        }
        assert_eq!(unpack_population(0xfff), u32::MAX);
    }

    #[test]
    fn a_sum_does_not_depend_on_how_it_is_fed() {
        let bytes: Vec<u8> = (0..=255).collect();
        let mut whole = Sum::new();
        whole.add(&bytes);
        let mut parts = Sum::new();
        for part in bytes.chunks(5) {
            parts.add(part);
        }
        assert_eq!(whole.finish(), parts.finish());
        assert_eq!(capitalized("sao paulo"), "Sao Paulo");
    }
}
