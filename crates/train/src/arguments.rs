//! Command-line arguments of the form `--name value`.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::str::FromStr;

use crate::Failure;

pub struct Arguments(BTreeMap<String, String>);

impl Arguments {
    pub fn read(mut words: impl Iterator<Item = String>) -> Result<Self, Failure> {
        let mut map = BTreeMap::new();
        while let Some(name) = words.next() {
            let plain =
                name.strip_prefix("--").ok_or_else(|| Failure::new(format!("expected --name, found {name:?}")))?;
            let value = words.next().ok_or_else(|| Failure::new(format!("{name} needs a value")))?;
            map.insert(plain.to_owned(), value);
        }
        Ok(Self(map))
    }

    pub fn path(&self, name: &str) -> Result<PathBuf, Failure> {
        self.0.get(name).map(PathBuf::from).ok_or_else(|| Failure::new(format!("--{name} is needed")))
    }

    pub fn maybe_path(&self, name: &str) -> Option<PathBuf> {
        self.0.get(name).map(PathBuf::from)
    }

    pub fn get<T: FromStr>(&self, name: &str, default: T) -> Result<T, Failure> {
        match self.0.get(name) {
            None => Ok(default),
            Some(value) => value.parse().map_err(|_| Failure::new(format!("--{name}: cannot read {value:?}"))),
        }
    }
}
