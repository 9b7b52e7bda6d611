//! The word lists of `data/commitment/`.

use std::collections::{BTreeMap, HashMap, HashSet};

use lexicon::{Data, DataError};
use ontology::{Basis, EventType, Upos};
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
    /// When a text that binds says it: a plan, an accord, a resolution.
    Text,
    /// When an authority, a state or an armed body says it, or nobody is named, and the act is measured or listed.
    Official,
    /// When the act has a date, a length of time or a number.
    Measured,
    /// When the act is measured or listed.
    Checkable,
    /// When the act is measured, or listed with an object and more than help or talk.
    Concrete,
    /// When the act has a date ahead or a length of time.
    Dated,
    /// When the act is listed and has a date ahead.
    Scheduled,
}

/// How the act stands under the word that binds to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    Any,
    /// "told to leave", "barred from leaving", not "told that they would leave".
    Infinitive,
    /// "announced the deployment", not "announced that they had left".
    Noun,
}

/// A word that binds somebody to an act.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Binder {
    pub(crate) basis: Basis,
    pub(crate) bound: Bound,
    pub(crate) only: Option<Only>,
    pub(crate) form: Form,
    /// What it binds to is not to act: "forbidden to leave".
    pub(crate) forbids: bool,
    /// It is an act itself when its object is a sum or a number: "pledged $5 million".
    pub(crate) sums: bool,
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

/// The lists of `limits.toml`; the file says what each is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Group {
    Never,
    States,
    Intentions,
    Conditions,
    Light,
    Things,
    Alone,
    Encounters,
    Holders,
    Phases,
    Aspect,
    Vague,
    Resolving,
    Announcing,
    Seeming,
    Laws,
    Continuing,
    Hedges,
    Beginnings,
    Deadlines,
    Starts,
    Lengths,
    Fulfilled,
    Broken,
    Rejected,
    Granting,
    Compacts,
    Concluding,
    Actions,
    GoingOn,
    Forces,
    Announced,
    AsBound,
    Strict,
    Texts,
    Talks,
    Sides,
    Happening,
    Offers,
    Empty,
    Purposes,
    Limits,
}

const GROUPS: [(&str, Group); 42] = [
    ("never", Group::Never),
    ("states", Group::States),
    ("intentions", Group::Intentions),
    ("conditions", Group::Conditions),
    ("light", Group::Light),
    ("things", Group::Things),
    ("alone", Group::Alone),
    ("encounters", Group::Encounters),
    ("holders", Group::Holders),
    ("phases", Group::Phases),
    ("aspect", Group::Aspect),
    ("vague", Group::Vague),
    ("resolving", Group::Resolving),
    ("announcing", Group::Announcing),
    ("seeming", Group::Seeming),
    ("laws", Group::Laws),
    ("continuing", Group::Continuing),
    ("hedges", Group::Hedges),
    ("beginnings", Group::Beginnings),
    ("deadlines", Group::Deadlines),
    ("starts", Group::Starts),
    ("lengths", Group::Lengths),
    ("fulfilled", Group::Fulfilled),
    ("broken", Group::Broken),
    ("rejected", Group::Rejected),
    ("granting", Group::Granting),
    ("compacts", Group::Compacts),
    ("concluding", Group::Concluding),
    ("actions", Group::Actions),
    ("going_on", Group::GoingOn),
    ("forces", Group::Forces),
    ("announced", Group::Announced),
    ("as_bound", Group::AsBound),
    ("strict", Group::Strict),
    ("texts", Group::Texts),
    ("talks", Group::Talks),
    ("sides", Group::Sides),
    ("happening", Group::Happening),
    ("offers", Group::Offers),
    ("empty", Group::Empty),
    ("purposes", Group::Purposes),
    ("limits", Group::Limits),
];

#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    binders: HashMap<(String, Kind), Binder>,
    authority: HashSet<String>,
    /// The prepositions of those binders that have their own.
    prepositions: HashMap<(String, Kind), HashSet<String>>,
    acts: HashMap<(String, Kind), Option<EventType>>,
    groups: HashMap<Group, HashSet<String>>,
    /// The words of a group that stand behind its first ones: objects, phrases.
    phrases: HashMap<Group, Vec<String>>,
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
    form: Option<String>,
    prepositions: Option<String>,
    #[serde(default)]
    forbids: bool,
    #[serde(default)]
    sums: bool,
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

const BINDERS: &str = "commitment/binders.toml";
const ACTS: &str = "commitment/acts.toml";
const LIMITS: &str = "commitment/limits.toml";

impl Words {
    pub(crate) fn load(data: &Data) -> Result<Self, DataError> {
        let mut words = Self::default();
        words.load_binders(data.toml(BINDERS)?)?;
        words.load_acts(data.toml(ACTS)?)?;
        words.load_limits(data.toml(LIMITS)?)?;
        Ok(words)
    }

    fn load_limits(&mut self, mut file: BTreeMap<String, List>) -> Result<(), DataError> {
        for (name, group) in GROUPS {
            let found = file.remove(name).ok_or_else(|| DataError::new(LIMITS, 0, format!("[{name}] is missing")))?;
            self.groups.insert(group, list(&found.words).collect());
            self.phrases.insert(group, list(&found.phrases).collect());
        }
        match file.keys().next() {
            Some(other) => Err(DataError::new(LIMITS, 0, format!("[{other}] is no list of commitments"))),
            None => Ok(()),
        }
    }

    fn load_binders(&mut self, file: BinderFile) -> Result<(), DataError> {
        self.authority = list(&file.authority.words).collect();
        for entry in file.binder {
            let (kind, binder) = read_binder(&entry).map_err(|what| DataError::new(BINDERS, 0, what))?;
            for word in list(&entry.words) {
                if let Some(own) = &entry.prepositions {
                    self.prepositions.insert((word.clone(), kind), list(own).collect());
                }
                if self.binders.insert((word.clone(), kind), binder).is_some() {
                    return Err(DataError::new(BINDERS, 0, format!("{word:?} is listed twice")));
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

    /// The prepositions that lead from a binder to a noun, if it has its own: "threatened it *with* an embargo".
    pub(crate) fn prepositions(&self, lemma: &str, upos: Upos) -> Option<&HashSet<String>> {
        self.prepositions.get(&(lemma.to_lowercase(), Kind::of(upos)?))
    }

    /// Whether the word is an act, and its type.
    pub(crate) fn act(&self, lemma: &str, upos: Upos) -> Option<Option<EventType>> {
        self.acts.get(&(lemma.to_lowercase(), Kind::of(upos)?)).copied()
    }

    pub(crate) fn is_authority(&self, lemma: &str) -> bool {
        self.authority.contains(&lemma.to_lowercase())
    }

    /// Whether a list of `limits.toml` has the word.
    pub(crate) fn is(&self, group: Group, word: &str) -> bool {
        self.groups.get(&group).is_some_and(|words| words.contains(word))
    }

    /// "take action": a verb and an object that make an act together.
    pub(crate) fn is_light(&self, verb: &str, object: &str) -> bool {
        let objects = self.phrases.get(&Group::Light);
        self.is(Group::Light, verb) && objects.is_some_and(|objects| objects.iter().any(|known| known == object))
    }

    /// Whether a text begins with a phrase that opens a condition: "in exchange for".
    pub(crate) fn opens_condition(&self, text: &str) -> bool {
        let opens = |phrase: &String| text.strip_prefix(phrase.as_str()).is_some_and(|rest| rest.starts_with(' '));
        self.phrases.get(&Group::Conditions).is_some_and(|phrases| phrases.iter().any(opens))
    }
}

/// What an entry says of its words; the error tells which value is unknown.
fn read_binder(entry: &BinderEntry) -> Result<(Kind, Binder), String> {
    let kind = match entry.pos.as_str() {
        "VERB" => Kind::Verb,
        "NOUN" => Kind::Noun,
        "ADJ" => Kind::Adjective,
        other => return Err(format!("{other:?} is not VERB, NOUN or ADJ")),
    };
    let basis = entry.basis.parse().map_err(|error: ontology::UnknownValue| error.to_string())?;
    let bound = match entry.obligor.as_str() {
        "subject" => Bound::Subject,
        "addressee" => Bound::Addressee,
        other => return Err(format!("{other:?} is not subject or addressee")),
    };
    let only = match entry.only.as_deref() {
        None => None,
        Some("authority") => Some(Only::Authority),
        Some("text") => Some(Only::Text),
        Some("official") => Some(Only::Official),
        Some("measured") => Some(Only::Measured),
        Some("checkable") => Some(Only::Checkable),
        Some("concrete") => Some(Only::Concrete),
        Some("dated") => Some(Only::Dated),
        Some("scheduled") => Some(Only::Scheduled),
        Some(other) => {
            let known = "authority, text, official, measured, checkable, concrete, dated or scheduled";
            return Err(format!("{other:?} is not {known}"));
        }
    };
    let form = match entry.form.as_deref() {
        None => Form::Any,
        Some("infinitive") => Form::Infinitive,
        Some("noun") => Form::Noun,
        Some(other) => return Err(format!("{other:?} is not infinitive or noun")),
    };
    Ok((kind, Binder { basis, bound, only, form, forbids: entry.forbids, sums: entry.sums }))
}

fn list(words: &str) -> impl Iterator<Item = String> {
    words.split(',').map(str::trim).filter(|word| !word.is_empty()).map(str::to_owned)
}
