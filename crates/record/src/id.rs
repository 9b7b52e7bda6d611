//! Typed ids. In the published form an id is a letter and a number from 1: `E1`, `T3`.

macro_rules! typed_id {
    ($($(#[$meta:meta])* $name:ident = $letter:literal;)+) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);

        impl $name {
            /// The id of the item at `index` of its list.
            #[must_use]
            #[expect(clippy::cast_possible_truncation, reason = "a record holds far fewer items than u32 can count")]
            pub const fn new(index: usize) -> Self {
                Self(index as u32)
            }

            /// Where the item stands in its list.
            #[must_use]
            pub const fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, concat!($letter, "{}"), self.0 + 1)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
    )+};
}

typed_id! {
    /// Index in `Record::entities`.
    EntityId = "E";
    /// Index in `Record::times`.
    TimeId = "T";
    /// Index in `Record::quantities`.
    QuantityId = "Q";
    /// Index in `Record::places`.
    PlaceId = "P";
    /// Index in `Record::statements`.
    StatementId = "S";
    /// Index in `Record::events`.
    EventId = "V";
    /// Index in `Record::commitments`.
    CommitmentId = "C";
}
