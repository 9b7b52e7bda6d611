//! The small word lists of `data/actor/words.toml`.

use std::collections::{HashMap, HashSet};

use ontology::Country;
use serde::Deserialize;

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Words {
    pub foreign_prefixes: HashSet<String>,
    pub foreign_suffixes: HashSet<String>,
    pub former: HashSet<String>,
    /// Titles that stand behind a name: "X MP".
    pub titles_behind: HashSet<String>,
    /// Words beside an office that make it another one ("deputy").
    pub other_office: HashSet<String>,
    pub definite: HashSet<String>,
    /// Bodies of the issuer's own country when no other is named.
    pub home: HashSet<String>,
    /// Acronyms of one state's bodies that are known where that state is not named.
    pub known_acronyms: HashSet<String>,
    /// Documents by which somebody speaks to the public.
    pub releases: HashSet<String>,
    /// Those whom a lawmaker means as the own government.
    pub ministers: HashSet<String>,
    /// Offices that some countries do not have.
    pub not_everywhere: HashSet<String>,
    /// Bodies that a minister or lawmaker writes with a capital when they are those of the own country.
    pub own_government: HashSet<String>,
    /// Those who make up a body of states.
    pub members: HashSet<String>,
    /// Nouns that count or gather what their "of" phrase names.
    pub measures: HashSet<String>,
    /// Words for others of the kind named before.
    pub remainders: HashSet<String>,
    /// Beside a number they say that it is of those named before.
    pub remaining: HashSet<String>,
    /// Verbs of what people suffer or do: a bare number beside one counts people.
    pub befalls: HashSet<String>,
    /// Words that alone stand for two.
    pub pair: HashSet<String>,
    /// Roles towards someone ("its allies"): no country of the possessor.
    pub relational: HashSet<String>,
    /// Roles of those who are sent: what they are "for" is their errand, not their sender.
    pub envoys: HashSet<String>,
    /// Those who speak for a body, named last where none is named beside them.
    pub speakers: HashSet<String>,
    /// Verbs of what a state does with its own forces.
    pub commands: HashSet<String>,
    /// Verbs of what is done to others by force.
    pub harms: HashSet<String>,
    /// Bodies that stand in another country than their own.
    pub embassies: HashSet<String>,
    /// Who stands in for somebody, when it is said for whom; lawmakers otherwise.
    pub deputies: HashSet<String>,
    /// Kin: those of people in office are `ELI`.
    pub relatives: HashSet<String>,
    /// With an article, people told of before: "the victims".
    pub told_again: HashSet<String>,
    /// Roles of those whom the speaker fights: "the enemy".
    pub adversaries: HashSet<String>,
    /// Roles that in the plural belong to no one country.
    pub unplaced: HashSet<String>,
    /// Those whose country no place tells.
    pub rootless: HashSet<String>,
    /// Before officials they say that they are of several countries.
    pub area_modifiers: HashSet<String>,
    /// Before a noun they say that it is of the place named.
    pub local_modifiers: HashSet<String>,
    pub unplaced_modifiers: HashSet<String>,
    /// What a movement as a whole is called behind its name.
    pub wholes: HashSet<String>,
    /// Offices whose holders meet abroad: in the plural not of the country where they are.
    pub guests: HashSet<String>,
    /// Descriptions without a sector that still belong to the country of the report.
    pub placed: HashSet<String>,
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
    pub outlets: OutletWords,
    pub party_marks: Vec<PartyMark>,
    /// Country of an issuer by the office it names.
    pub issuers: HashMap<String, Country>,
    pub synonyms: Vec<Synonyms>,
    pub institutions: Vec<Institutions>,
}

/// Offices and people of bodies of states, with those bodies: names of organizations, or codes for all that have them.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct Institutions {
    pub roles: HashSet<String>,
    pub bodies: HashSet<String>,
    /// Only where somebody speaks before the body.
    #[serde(default)]
    pub before: bool,
    /// Only written with a capital and an article.
    #[serde(default)]
    pub capital: bool,
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
    /// Of these the words that stand for the two themselves, not for somebody of theirs.
    pub themselves: HashSet<String>,
}

/// How a bracket behind the name of a lawmaker begins.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct PartyMark {
    pub sign: String,
    pub country: Country,
}

/// Words in the names of outlets.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct OutletWords {
    /// Last words of the names of media.
    pub media: HashSet<String>,
    /// What stands before a name that is not the issuer's own.
    pub elsewhere: HashSet<String>,
    /// Bodies of the state that presides over others.
    pub presiding: HashSet<String>,
    /// Bodies in another country than their own.
    pub abroad: HashSet<String>,
    /// Bodies that write of their own forces.
    pub forces: HashSet<String>,
    /// Those who are sent to a body.
    pub missions: HashSet<String>,
}

#[derive(Debug, Clone, Deserialize)]
pub(crate) struct PlaceWords {
    pub prepositions: HashSet<String>,
    /// Verbs and nouns behind which "on" names whom they press: "called on Minsk".
    pub pressing: HashSet<String>,
    /// Posts that a state keeps with another, and what is done with them.
    pub posts: HashSet<String>,
    pub posted: HashSet<String>,
    /// Meetings and stays, whose place is not that of the affairs told of.
    pub venues: HashSet<String>,
}
