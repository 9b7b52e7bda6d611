//! The small word lists of `data/actor/words.toml`.

use std::collections::{HashMap, HashSet};

use ontology::Country;
use serde::Deserialize;

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Words {
    pub foreign_prefixes: HashSet<String>,
    pub foreign_suffixes: HashSet<String>,
    pub former: HashSet<String>,
    /// Words beside an office that make it another one ("deputy").
    pub other_office: HashSet<String>,
    pub definite: HashSet<String>,
    /// Bodies of the issuer's own country when no other is named.
    pub home: HashSet<String>,
    /// Nouns that count or gather what their "of" phrase names.
    pub measures: HashSet<String>,
    /// Words for others of the kind named before.
    pub remainders: HashSet<String>,
    /// Roles towards someone ("its allies"): no country of the possessor.
    pub relational: HashSet<String>,
    /// Roles of those who are sent: what they are "for" is their errand, not their sender.
    pub envoys: HashSet<String>,
    /// Kin: those of people in office are `ELI`.
    pub relatives: HashSet<String>,
    /// Roles of those whom the speaker fights: "the enemy".
    pub adversaries: HashSet<String>,
    /// Roles that in the plural belong to no one country.
    pub unplaced: HashSet<String>,
    pub unplaced_modifiers: HashSet<String>,
    /// What a movement as a whole is called behind its name.
    pub wholes: HashSet<String>,
    /// Offices whose holders meet abroad: in the plural not of the country where they are.
    pub guests: HashSet<String>,
    /// Descriptions without a sector that still belong to the country of the report.
    pub placed: HashSet<String>,
    /// Roles of the United Nations where no other body is named.
    pub of_united_nations: HashSet<String>,
    /// Verbs whose subject speaks through the document that is their object.
    pub issuing: HashSet<String>,
    pub days: HashSet<String>,
    pub ethnic: HashSet<String>,
    /// Nouns that name no participant when they stand bare in the singular.
    #[serde(rename = "abstract")]
    pub abstract_nouns: HashSet<String>,
    /// Last words of names of things.
    pub things: HashSet<String>,
    /// First or last words of names of things done or written.
    pub undertakings: HashSet<String>,
    pub anaphors: Anaphors,
    pub place: PlaceWords,
    /// Country of an issuer by the office it names.
    pub issuers: HashMap<String, Country>,
    pub synonyms: Vec<Synonyms>,
}

/// Titles of which one takes up another.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Synonyms {
    pub titles: HashSet<String>,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Anaphors {
    pub country: HashSet<String>,
    pub group: HashSet<String>,
    pub two: HashSet<String>,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct PlaceWords {
    pub prepositions: HashSet<String>,
}
