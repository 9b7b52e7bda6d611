//! A record made ready to be kept: all the work that needs no database, to be done on any thread.

use record::{Record, Report};
use sha2::{Digest, Sha256};
use story::{Teller, Telling};

use crate::codec;
use crate::error::Result;

/// What makes two reports the same one: id, text, outlet and date of publication.
///
/// The first 16 bytes of the SHA-256 of the four with a zero byte between them. A report that is given again under the same
/// id with other words is another report; see [`crate::Added::Edition`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Identity(pub(crate) [u8; 16]);

impl Identity {
    #[must_use]
    pub fn of(report: &Report) -> Self {
        let mut hash = Sha256::new();
        let parts = [Some(&report.id), Some(&report.text), report.outlet.as_ref(), report.published.as_ref()];
        for part in parts {
            hash.update(part.map_or("", String::as_str).as_bytes());
            hash.update([0]);
        }
        let digest = hash.finalize();
        let mut identity = [0; 16];
        identity.iter_mut().zip(digest).for_each(|(to, from)| *to = from);
        Self(identity)
    }

    /// The first bytes in hexadecimal, to tell apart reports that came under one id.
    pub(crate) fn short(self, n_bytes: usize) -> String {
        self.0.iter().take(n_bytes).map(|byte| format!("{byte:02x}")).collect()
    }
}

/// A record with its packed form and what it tells.
#[derive(Debug, Clone)]
pub struct Prepared {
    pub(crate) record: Record,
    /// File and line that the report came from.
    pub(crate) origin: String,
    pub(crate) identity: Identity,
    pub(crate) packed: Vec<u8>,
    pub(crate) tellings: Vec<Telling>,
}

impl Prepared {
    /// # Errors
    /// Only if the record cannot be written as JSON.
    pub fn new(record: Record, origin: String, teller: &Teller) -> Result<Self> {
        let identity = Identity::of(&record.report);
        let packed = codec::packed(&record)?;
        let tellings = teller.tell(&record);
        Ok(Self { record, origin, identity, packed, tellings })
    }
}
