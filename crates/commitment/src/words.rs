//! The word lists of `data/commitment/`.

use std::collections::{HashMap, HashSet};

use lexicon::{Data, DataError};
use ontology::{Basis, CommitmentStatus, EventType, Upos};
use serde::Deserialize;

/// Who is bound.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Bound {
    Subject,
    Addressee,
}

/// When a word binds at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Only {
    /// When one of the listed authorities says it.
    Authority,
    /// When the act has a date, a length of time or a number.
    Measured,
    /// When the act is measured or listed.
    Checkable,
    /// When the act has a date ahead or a length of time.
    Dated,
    /// When the act is listed and has a date ahead.
    Scheduled,
}

/// A word that binds somebody to an act.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Binder {
    pub(crate) basis: Basis,
    pub(crate) bound: Bound,
    pub(crate) only: Option<Only>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Verb,
    Noun,
    Adjective,
}

impl Kind {
    fn of(upos: Upos) -> Option<Self> {
        match upos {
            Upos::Verb | Upos::Aux => Some(Self::Verb),
            Upos::Noun | Upos::Propn => Some(Self::Noun),
            Upos::Adj => Some(Self::Adjective),
            _ => None,
        }
    }
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    binders: HashMap<(String, Kind), Binder>,
    authority: HashSet<String>,
    acts: HashMap<(String, Kind), Option<EventType>>,
    never: HashSet<String>,
    states: HashSet<String>,
    intentions: HashSet<String>,
    conditions: HashSet<String>,
    condition_phrases: Vec<String>,
    light_verbs: HashSet<String>,
    light_objects: HashSet<String>,
    things: HashSet<String>,
    alone: HashSet<String>,
    encounters: HashSet<String>,
    holders: HashSet<String>,
    phases: HashSet<String>,
    aspect: HashSet<String>,
    vague: HashSet<String>,
    resolving: HashSet<String>,
    announcing: HashSet<String>,
    seeming: HashSet<String>,
    laws: HashSet<String>,
    continuing: HashSet<String>,
    hedges: HashSet<String>,
    beginnings: HashSet<String>,
    deadlines: HashSet<String>,
    starts: HashSet<String>,
    lengths: HashSet<String>,
    /// Verb over a binder → what became of it.
    outcomes: HashMap<String, CommitmentStatus>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BinderFile {
    binder: Vec<BinderEntry>,
    authority: List,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BinderEntry {
    words: String,
    pos: String,
    basis: String,
    obligor: String,
    only: Option<String>,
    #[serde(rename = "yes")]
    _yes: Vec<String>,
    #[serde(rename = "no")]
    _no: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    words: String,
    #[serde(default)]
    phrases: String,
    #[serde(rename = "yes")]
    _yes: Vec<String>,
    #[serde(rename = "no")]
    _no: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActFile {
    act: Vec<ActEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ActEntry {
    #[serde(rename = "type")]
    kind: String,
    verbs: String,
    nouns: String,
    #[serde(rename = "yes")]
    _yes: Vec<String>,
    #[serde(rename = "no")]
    _no: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LimitFile {
    never: List,
    states: List,
    intentions: List,
    conditions: List,
    light: List,
    things: List,
    alone: List,
    encounters: List,
    holders: List,
    phases: List,
    aspect: List,
    vague: List,
    resolving: List,
    announcing: List,
    seeming: List,
    laws: List,
    continuing: List,
    hedges: List,
    beginnings: List,
    deadlines: List,
    starts: List,
    lengths: List,
    fulfilled: List,
    broken: List,
    rejected: List,
}

const BINDERS: &str = "commitment/binders.toml";
const ACTS: &str = "commitment/acts.toml";
const LIMITS: &str = "commitment/limits.toml";

impl Words {
    pub(crate) fn load(data: &Data) -> Result<Self, DataError> {
        let mut words = Self::default();
        words.load_binders(data.toml(BINDERS)?)?;
        words.load_acts(data.toml(ACTS)?)?;
        let limits: LimitFile = data.toml(LIMITS)?;
        words.never = set(&limits.never.words);
        words.states = set(&limits.states.words);
        words.intentions = set(&limits.intentions.words);
        words.light_verbs = set(&limits.light.words);
        words.light_objects = set(&limits.light.phrases);
        words.aspect = set(&limits.aspect.words);
        words.vague = set(&limits.vague.words);
        words.resolving = set(&limits.resolving.words);
        words.announcing = set(&limits.announcing.words);
        words.seeming = set(&limits.seeming.words);
        words.laws = set(&limits.laws.words);
        words.continuing = set(&limits.continuing.words);
        words.hedges = set(&limits.hedges.words);
        words.beginnings = set(&limits.beginnings.words);
        words.deadlines = set(&limits.deadlines.words);
        words.starts = set(&limits.starts.words);
        words.lengths = set(&limits.lengths.words);
        words.phases = set(&limits.phases.words);
        words.holders = set(&limits.holders.words);
        words.encounters = set(&limits.encounters.words);
        words.alone = set(&limits.alone.words);
        words.things = set(&limits.things.words);
        let outcomes = [
            (&limits.fulfilled, CommitmentStatus::Fulfilled),
            (&limits.broken, CommitmentStatus::Broken),
            (&limits.rejected, CommitmentStatus::Rejected),
        ];
        words.outcomes = outcomes
            .into_iter()
            .flat_map(|(verbs, status)| list(&verbs.words).map(move |verb| (verb, status)))
            .collect();
        words.conditions = set(&limits.conditions.words);
        words.condition_phrases = list(&limits.conditions.phrases).collect();
        Ok(words)
    }

    fn load_binders(&mut self, file: BinderFile) -> Result<(), DataError> {
        let wrong = |what: String| DataError::new(BINDERS, 0, what);
        self.authority = set(&file.authority.words);
        for entry in file.binder {
            let kind = match entry.pos.as_str() {
                "VERB" => Kind::Verb,
                "NOUN" => Kind::Noun,
                "ADJ" => Kind::Adjective,
                other => return Err(wrong(format!("{other:?} is not VERB, NOUN or ADJ"))),
            };
            let basis = entry.basis.parse().map_err(|error: ontology::UnknownValue| wrong(error.to_string()))?;
            let bound = match entry.obligor.as_str() {
                "subject" => Bound::Subject,
                "addressee" => Bound::Addressee,
                other => return Err(wrong(format!("{other:?} is not subject or addressee"))),
            };
            let only = match entry.only.as_deref() {
                None => None,
                Some("authority") => Some(Only::Authority),
                Some("measured") => Some(Only::Measured),
                Some("checkable") => Some(Only::Checkable),
                Some("dated") => Some(Only::Dated),
                Some("scheduled") => Some(Only::Scheduled),
                Some(other) => {
                    let known = "authority, measured, checkable, dated or scheduled";
                    return Err(wrong(format!("{other:?} is not {known}")));
                }
            };
            for word in list(&entry.words) {
                if self.binders.insert((word.clone(), kind), Binder { basis, bound, only }).is_some() {
                    return Err(wrong(format!("{word:?} is listed twice")));
                }
            }
        }
        Ok(())
    }

    fn load_acts(&mut self, file: ActFile) -> Result<(), DataError> {
        for entry in file.act {
            let kind = match entry.kind.as_str() {
                "" => None,
                name => Some(
                    name.parse().map_err(|error: ontology::UnknownValue| DataError::new(ACTS, 0, error.to_string()))?,
                ),
            };
            for (words, pos) in [(&entry.verbs, Kind::Verb), (&entry.nouns, Kind::Noun)] {
                for word in list(words) {
                    // The first entry wins where a word is in two.
                    self.acts.entry((word, pos)).or_insert(kind);
                }
            }
        }
        Ok(())
    }

    pub(crate) fn binder(&self, lemma: &str, upos: Upos) -> Option<Binder> {
        self.binders.get(&(lemma.to_lowercase(), Kind::of(upos)?)).copied()
    }

    /// Whether the word is an act, and its type.
    pub(crate) fn act(&self, lemma: &str, upos: Upos) -> Option<Option<EventType>> {
        self.acts.get(&(lemma.to_lowercase(), Kind::of(upos)?)).copied()
    }

    pub(crate) fn is_authority(&self, lemma: &str) -> bool {
        self.authority.contains(&lemma.to_lowercase())
    }

    pub(crate) fn is_never(&self, lemma: &str) -> bool {
        self.never.contains(lemma)
    }

    pub(crate) fn is_state(&self, lemma: &str) -> bool {
        self.states.contains(lemma)
    }

    pub(crate) fn is_intention(&self, lemma: &str) -> bool {
        self.intentions.contains(lemma)
    }

    /// "take action": a verb and an object that make an act together.
    pub(crate) fn is_light(&self, verb: &str, object: &str) -> bool {
        self.light_verbs.contains(verb) && self.light_objects.contains(object)
    }

    /// An act that "I will" makes definite.
    pub(crate) fn is_act_alone(&self, lemma: &str) -> bool {
        self.alone.contains(lemma)
    }

    /// An object that nobody could check: "support".
    pub(crate) fn is_vague(&self, lemma: &str) -> bool {
        self.vague.contains(lemma)
    }

    /// A verb that settles what its infinitive tells: "voted to oblige".
    pub(crate) fn is_resolving(&self, lemma: &str) -> bool {
        self.resolving.contains(lemma)
    }

    /// A verb by which one speaks for those who will act: "announce".
    pub(crate) fn is_announcing(&self, lemma: &str) -> bool {
        self.announcing.contains(lemma)
    }

    /// A verb that makes a bond an impression: "felt obliged".
    pub(crate) fn is_seeming(&self, lemma: &str) -> bool {
        self.seeming.contains(lemma)
    }

    /// A text that has the force of law.
    pub(crate) fn is_law(&self, lemma: &str) -> bool {
        self.laws.contains(lemma)
    }

    /// An adverb that makes "will" a guess.
    pub(crate) fn is_hedge(&self, lower: &str) -> bool {
        self.hedges.contains(lower)
    }

    /// A verb that tells of what is done already: "continue".
    pub(crate) fn is_continuing(&self, lemma: &str) -> bool {
        self.continuing.contains(lemma)
    }

    /// A verb whose date is the first day of the act.
    pub(crate) fn is_beginning(&self, lemma: &str) -> bool {
        self.beginnings.contains(lemma)
    }

    /// A preposition before a last day.
    pub(crate) fn is_deadline(&self, preposition: &str) -> bool {
        self.deadlines.contains(preposition)
    }

    /// A preposition before a first day.
    pub(crate) fn is_start(&self, preposition: &str) -> bool {
        self.starts.contains(preposition)
    }

    /// A preposition before the time that the act takes.
    pub(crate) fn is_length(&self, preposition: &str) -> bool {
        self.lengths.contains(preposition)
    }

    /// A verb between the bond and the act: "continue".
    pub(crate) fn is_aspect(&self, lemma: &str) -> bool {
        self.aspect.contains(lemma)
    }

    /// A noun between the bond and the act: "start".
    pub(crate) fn is_phase(&self, lemma: &str) -> bool {
        self.phases.contains(lemma)
    }

    /// A verb whose subject has what is promised in its object.
    pub(crate) fn is_holder(&self, lemma: &str) -> bool {
        self.holders.contains(lemma)
    }

    /// An act whose object is the other party.
    pub(crate) fn is_encounter(&self, lemma: &str) -> bool {
        self.encounters.contains(lemma)
    }

    /// A noun that does not act: "the bill".
    pub(crate) fn is_thing(&self, lemma: &str) -> bool {
        self.things.contains(lemma)
    }

    /// What a verb over a promise tells of it: "kept", "broke".
    pub(crate) fn outcome(&self, lemma: &str) -> Option<CommitmentStatus> {
        self.outcomes.get(lemma).copied()
    }

    /// A word that opens a condition: "if".
    pub(crate) fn is_condition(&self, lower: &str) -> bool {
        self.conditions.contains(lower)
    }

    /// Whether a text begins with a phrase that opens a condition: "in exchange for".
    pub(crate) fn opens_condition(&self, text: &str) -> bool {
        self.condition_phrases
            .iter()
            .any(|phrase| text.strip_prefix(phrase.as_str()).is_some_and(|rest| rest.starts_with(' ')))
    }
}

fn list(words: &str) -> impl Iterator<Item = String> {
    words.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned)
}

fn set(words: &str) -> HashSet<String> {
    list(words).collect()
}
