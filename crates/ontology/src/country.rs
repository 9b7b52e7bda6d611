//! Country codes: ISO 3166-1 alpha-3, `KOS`, and PLOVER's codes for those that are no state.

/// Three capital letters. Which codes exist, with their names, is in `data/countries.tsv`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Country([u8; 3]);

impl Country {
    pub const UNITED_NATIONS: Self = Self(*b"UNO");
    pub const EUROPEAN_UNION: Self = Self(*b"EUR");
    pub const INTERGOVERNMENTAL: Self = Self(*b"IGO");
    pub const NONGOVERNMENTAL: Self = Self(*b"NGO");
    pub const SOCIAL_MOVEMENT: Self = Self(*b"ISM");
    pub const MILITARIZED_GROUP: Self = Self(*b"IMG");
    pub const MULTINATIONAL: Self = Self(*b"MNC");

    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }

    /// Whether the code stands for a state rather than for an organisation or movement.
    #[must_use]
    pub fn is_state(self) -> bool {
        ![
            Self::UNITED_NATIONS,
            Self::EUROPEAN_UNION,
            Self::INTERGOVERNMENTAL,
            Self::NONGOVERNMENTAL,
            Self::SOCIAL_MOVEMENT,
            Self::MILITARIZED_GROUP,
            Self::MULTINATIONAL,
        ]
        .contains(&self)
    }
}

impl std::str::FromStr for Country {
    type Err = crate::UnknownValue;

    fn from_str(value: &str) -> Result<Self, Self::Err> {
        match <[u8; 3]>::try_from(value.as_bytes()) {
            Ok(letters) if letters.iter().all(u8::is_ascii_uppercase) => Ok(Self(letters)),
            _ => Err(crate::UnknownValue { set: "Country", value: value.to_owned() }),
        }
    }
}

impl std::fmt::Display for Country {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::fmt::Debug for Country {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl serde::Serialize for Country {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> serde::Deserialize<'de> for Country {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = <std::borrow::Cow<'de, str> as serde::Deserialize<'de>>::deserialize(deserializer)?;
        value.parse().map_err(serde::de::Error::custom)
    }
}
