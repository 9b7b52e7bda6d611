//! The table of names: front-coded keys in blocks, and the places that each key holds.

use std::ops::Range;

use crate::layout::{BLOCK, BLOCK_ENTRY, OTHER_BITS, OWN_BITS, WRITTEN, capitalized, push_varint, u24_at, u32_at};

/// One key as it is written.
#[derive(Debug, Default)]
pub(crate) struct Key<'a> {
    pub(crate) folded: &'a str,
    /// The name as it is written; empty without places of its own.
    pub(crate) written: &'a str,
    /// Places of its own: the next ones.
    pub(crate) n_own: u32,
    /// Places that bear it as another spelling.
    pub(crate) others: &'a [u32],
}

/// Adds a key behind another one of its block.
pub(crate) fn push(key: &Key<'_>, before: &str, out: &mut Vec<u8>) {
    let shared = before.bytes().zip(key.folded.bytes()).take_while(|(a, b)| a == b).count().min(255);
    let own = &key.folded.as_bytes()[shared..];
    let nibble = |n: usize| u8::try_from(n.min(15)).unwrap_or(15);
    out.push(nibble(shared) << 4 | nibble(own.len()));
    for n in [shared, own.len()] {
        if n >= 15 {
            out.push(u8::try_from(n).unwrap_or(u8::MAX));
        }
    }
    out.extend_from_slice(own);
    let is_written = key.n_own > 0 && key.written != capitalized(key.folded);
    let n_others = u32::try_from(key.others.len()).unwrap_or(u32::MAX);
    let (own_most, others_most) = (u32::from(OWN_BITS), u32::from(OTHER_BITS));
    let small = |n: u32, most: u32| n.min(most).to_le_bytes()[0];
    out.push(small(key.n_own, own_most) | if is_written { WRITTEN } else { 0 } | small(n_others, others_most) << 4);
    for (n, most) in [(key.n_own, own_most), (n_others, others_most)] {
        if n >= most {
            push_varint(n, out);
        }
    }
    if is_written {
        out.push(u8::try_from(key.written.len()).unwrap_or(0));
        out.extend_from_slice(key.written.as_bytes());
    }
    for place in key.others {
        out.extend_from_slice(&place.to_le_bytes()[..3]);
    }
}

/// The part of a file that holds keys, and that which holds its blocks.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Table<'a> {
    pub(crate) keys: &'a [u8],
    pub(crate) blocks: &'a [u8],
}

/// Where a reader of keys stands. `None` from any step: the table ends, or its bytes make no sense.
#[derive(Debug)]
pub(crate) struct Cursor<'a> {
    table: Table<'a>,
    at: usize,
    /// Keys of the block already read.
    n_read: usize,
    block: usize,
    pub(crate) folded: Vec<u8>,
    /// Places of its own.
    pub(crate) own: Range<u32>,
    written: Option<&'a [u8]>,
    others: &'a [u8],
}

impl<'a> Table<'a> {
    pub(crate) fn n_blocks(&self) -> usize {
        self.blocks.len() / BLOCK_ENTRY
    }

    fn begin(&self, block: usize) -> Option<(usize, u32)> {
        let entry = block * BLOCK_ENTRY;
        Some((u32_at(self.blocks, entry)? as usize, u24_at(self.blocks, entry + 4)?))
    }

    /// The first key of a block stands there in full.
    fn first_key(&self, block: usize) -> Option<&'a [u8]> {
        let (at, _) = self.begin(block)?;
        let (_, own, at) = head(self.keys, at)?;
        self.keys.get(at..at + own)
    }

    fn first_place(&self, block: usize) -> Option<u32> {
        Some(self.begin(block)?.1)
    }

    /// A cursor that stands before a block.
    pub(crate) fn cursor(self, block: usize) -> Option<Cursor<'a>> {
        let (at, place) = self.begin(block)?;
        let folded = Vec::with_capacity(32);
        Some(Cursor { table: self, at, n_read: 0, block, folded, own: place..place, written: None, others: &[] })
    }

    /// A cursor before the block where the first key with this name must be. Keys of one name may stand in two blocks.
    pub(crate) fn before_name(self, name: &[u8]) -> Option<Cursor<'a>> {
        let (mut low, mut high) = (0, self.n_blocks());
        while low < high {
            let middle = low.midpoint(high);
            if self.first_key(middle)? < name { low = middle + 1 } else { high = middle }
        }
        self.cursor(low.saturating_sub(1))
    }

    /// A cursor before the block that holds a place as its own.
    pub(crate) fn before_place(self, place: u32) -> Option<Cursor<'a>> {
        let (mut low, mut high) = (0, self.n_blocks());
        while low < high {
            let middle = low.midpoint(high);
            if self.first_place(middle)? <= place { low = middle + 1 } else { high = middle }
        }
        self.cursor(low.checked_sub(1)?)
    }
}

impl<'a> Cursor<'a> {
    /// Reads the next key.
    pub(crate) fn step(&mut self) -> Option<()> {
        if self.n_read == BLOCK {
            let (at, place) = self.table.begin(self.block + 1)?;
            // Blocks follow one another; a damaged table must not send us back for ever.
            if at < self.at {
                return None;
            }
            (self.block, self.at, self.n_read) = (self.block + 1, at, 0);
            self.own = place..place;
        }
        let keys = self.table.keys;
        let (shared, own, at) = head(keys, self.at)?;
        let text = keys.get(at..at + own)?;
        if self.n_read == 0 {
            self.folded.clear();
        }
        self.folded.truncate(shared);
        self.folded.extend_from_slice(text);
        let kind = *keys.get(at + own)?;
        let mut at = at + own + 1;
        let mut count = |bits: u8, most: u8| {
            if bits == most { varint(keys, &mut at) } else { Some(u32::from(bits)) }
        };
        let n_own = count(kind & OWN_BITS, OWN_BITS)?;
        let n_others = count(kind >> 4, OTHER_BITS)? as usize;
        self.own = self.own.end..self.own.end.checked_add(n_own)?;
        self.written = None;
        if kind & WRITTEN != 0 {
            let length = usize::from(*keys.get(at)?);
            self.written = Some(keys.get(at + 1..at + 1 + length)?);
            at += 1 + length;
        }
        let end = at.checked_add(n_others.checked_mul(3)?)?;
        self.others = keys.get(at..end)?;
        self.at = end;
        self.n_read += 1;
        Some(())
    }

    /// The name as its own places write it.
    pub(crate) fn written(&self) -> Option<String> {
        match self.written {
            Some(written) => Some(std::str::from_utf8(written).ok()?.to_owned()),
            None => Some(capitalized(std::str::from_utf8(&self.folded).ok()?)),
        }
    }

    /// The places that bear the name as another spelling.
    pub(crate) fn others(&self) -> impl Iterator<Item = u32> + 'a {
        let others = self.others;
        (0..others.len() / 3).filter_map(move |index| u24_at(others, index * 3))
    }
}

/// Length of the shared and of the own part of a key, and where the own part begins.
fn head(keys: &[u8], at: usize) -> Option<(usize, usize, usize)> {
    let byte = *keys.get(at)?;
    let mut next = at + 1;
    let mut length = |nibble: u8| {
        if nibble < 15 {
            return Some(usize::from(nibble));
        }
        next += 1;
        keys.get(next - 1).map(|&byte| usize::from(byte))
    };
    let (shared, own) = (length(byte >> 4)?, length(byte & 15)?);
    Some((shared, own, next))
}

fn varint(bytes: &[u8], at: &mut usize) -> Option<u32> {
    let mut number = 0u32;
    for shift in [0, 7, 14, 21, 28] {
        let byte = *bytes.get(*at)?;
        *at += 1;
        number |= u32::from(byte & 0x7f) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}
