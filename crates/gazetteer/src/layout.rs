//! Where things stand in the file. All numbers are little-endian.
//!
//! ```text
//! magic (8) | sum of the rest (8) | number of places, names, blocks, bytes of labels, bytes of keys (5 x 4)
//! countries: 256 x 3 letters
//! places:    RECORD bytes each
//! labels:    the places' names as they are written, one after the other
//! blocks:    4 bytes each: where a block of BLOCK keys begins
//! keys:      folded names in order, front-coded in blocks, each followed by its places
//! ```

pub(crate) const MAGIC: &[u8; 8] = b"onrgaz\x00\x01";
pub(crate) const HEADER: usize = 8 + 8 + 5 * 4;
pub(crate) const COUNTRIES: usize = 256 * 3;
/// geonames id (4), population (4), latitude (3), longitude (3), label (3), region (3), label length (1), country (1), feature (1).
pub(crate) const RECORD: usize = 23;
pub(crate) const BLOCK: usize = 16;
/// Coordinates are kept in ten-thousandths of a degree, about eleven metres, counted from 180 degrees south or west.
pub(crate) const PER_DEGREE: f64 = 10_000.0;
pub(crate) const FROM: f64 = 180.0;
/// No region.
pub(crate) const NONE: u32 = 0x00ff_ffff;

/// FNV-1a over eight bytes at a time: quick enough to check the whole file when it is loaded.
pub(crate) fn sum(bytes: &[u8]) -> u64 {
    let mut state = 0xcbf2_9ce4_8422_2325u64;
    let mut chunks = bytes.chunks_exact(8);
    for chunk in &mut chunks {
        let word = <[u8; 8]>::try_from(chunk).map_or(0, u64::from_le_bytes);
        state = (state ^ word).wrapping_mul(0x0100_0000_01b3);
        state ^= state >> 32;
    }
    for &byte in chunks.remainder() {
        state = (state ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    state
}
