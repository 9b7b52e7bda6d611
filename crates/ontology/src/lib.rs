//! The closed sets: PLOVER types, modes, contexts and sectors, countries, and Universal Dependencies tags.
//!
//! A closed set is an enum with one published spelling for each value, read and written here and nowhere else.

mod country;
mod plover;
mod record_sets;
mod ud;

pub use country::Country;
pub use plover::{Context, EventType, Mode, Quad, Sector};
pub use record_sets::{
    Act, Basis, CommitmentStatus, EntityKind, Form, Modifier, QuantityRole, StatementKind, Status, TimeType,
};
pub use ud::{Deprel, Feats, Mood, Number, Person, PronType, Tense, Upos, VerbForm, Voice, Xpos};

/// A spelling that is not in its closed set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownValue {
    pub set: &'static str,
    pub value: String,
}

impl std::fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} is not a known {}", self.value, self.set)
    }
}

impl std::error::Error for UnknownValue {}

/// Declares an enum with one spelling for each value, and its conversions both ways.
macro_rules! closed_set {
    ($(#[$meta:meta])* pub enum $name:ident { $($variant:ident = $text:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $($variant,)+ }

        impl $name {
            /// Every value, in the order of the set.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The published spelling.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)+ }
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::UnknownValue;

            fn from_str(value: &str) -> Result<Self, Self::Err> {
                match value {
                    $($text => Ok(Self::$variant),)+
                    _ => Err($crate::UnknownValue { set: stringify!($name), value: value.to_owned() }),
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let value = <std::borrow::Cow<'de, str> as serde::Deserialize<'de>>::deserialize(deserializer)?;
                value.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
pub(crate) use closed_set;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_spelling_reads_back() {
        for &relation in Deprel::ALL {
            assert_eq!(relation.as_str().parse(), Ok(relation));
        }
        for &mode in Mode::ALL {
            assert_eq!(mode.as_str().parse(), Ok(mode));
        }
        assert!("FIGHT".parse::<EventType>().is_err());
    }

    #[test]
    fn features_keep_their_order() {
        let column = "Mood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin";
        assert_eq!(Feats::from_conllu(column).to_conllu(), column);
    }

    #[test]
    fn every_mode_belongs_to_some_type() {
        for mode in Mode::ALL {
            assert!(EventType::ALL.iter().any(|kind| kind.modes().contains(mode)), "{mode}");
        }
    }
}
