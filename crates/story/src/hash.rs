//! One hash for keys and bands, the same on every machine and in every version: stored keys depend on it.

/// FNV-1a over characters and numbers, finished by [`mix`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hash(u64);

impl Hash {
    pub(crate) fn new(seed: u64) -> Self {
        Self(0xcbf2_9ce4_8422_2325 ^ mix(seed))
    }

    pub(crate) fn number(self, number: u64) -> Self {
        number.to_le_bytes().iter().fold(self, |hash, &byte| hash.byte(byte))
    }

    pub(crate) fn character(self, character: char) -> Self {
        self.number(u64::from(u32::from(character)))
    }

    /// A text, and an end mark, so that ("ab", "c") is not ("a", "bc").
    pub(crate) fn text(self, text: &str) -> Self {
        text.bytes().fold(self, Self::byte).byte(0xff)
    }

    pub(crate) fn get(self) -> u64 {
        mix(self.0)
    }

    fn byte(self, byte: u8) -> Self {
        Self((self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
    }
}

/// Spreads the bits of a number (the finalizer of SplitMix64).
pub(crate) fn mix(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
