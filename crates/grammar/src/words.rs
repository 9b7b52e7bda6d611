//! The word lists of `data/grammar/`.

use std::collections::{HashMap, HashSet};

use lexicon::{Data, DataError};
use ontology::Upos;

/// What a predicate says of what it embeds (Karttunen 1971; Saurí and Pustejovsky 2012).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Class {
    /// Hands the content to a source and says nothing of its truth: "say".
    Speech,
    Belief,
    /// Keeps it true, also under negation: "know".
    Factive,
    /// True when affirmed, false when negated: "manage", "begin".
    Cause,
    Plan,
    Promise,
    Threaten,
    Demand,
    Attempt,
    /// False when affirmed: "fail", "refuse", "prevent".
    Fail,
    Deny,
    Expect,
    Allow,
    Possible,
}

impl Class {
    fn read(name: &str) -> Option<Self> {
        Some(match name {
            "speech" => Self::Speech,
            "belief" => Self::Belief,
            "factive" => Self::Factive,
            "cause" => Self::Cause,
            "plan" => Self::Plan,
            "promise" => Self::Promise,
            "threaten" => Self::Threaten,
            "demand" => Self::Demand,
            "attempt" => Self::Attempt,
            "fail" => Self::Fail,
            "deny" => Self::Deny,
            "expect" => Self::Expect,
            "allow" => Self::Allow,
            "possible" => Self::Possible,
            _ => return None,
        })
    }
}

/// How a word has to do with acts of speech that are done by saying so (`data/grammar/performatives.tsv`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Courtesy {
    /// "I *want* to thank".
    OfFirstPerson,
    /// "Norway *wishes* to thank".
    OfAnybody,
    /// The act itself: "*pay* tribute".
    Act,
}

/// What the subject of a support verb is to its event noun.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SupportRole {
    Agent,
    Patient,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Words {
    embedding: HashMap<(String, WordKind), Class>,
    support: HashMap<String, SupportRole>,
    subject_control: HashSet<String>,
    infinitives: HashSet<String>,
    utterances: HashSet<String>,
    undergone: HashSet<String>,
    judgements: HashSet<(String, String)>,
    performatives: HashMap<(String, WordKind), Courtesy>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum WordKind {
    Verb,
    Noun,
    Adjective,
}

impl WordKind {
    fn of(upos: Upos) -> Option<Self> {
        match upos {
            Upos::Verb | Upos::Aux => Some(Self::Verb),
            Upos::Noun | Upos::Propn => Some(Self::Noun),
            Upos::Adj => Some(Self::Adjective),
            _ => None,
        }
    }
}

impl Words {
    pub(crate) fn load(data: &Data) -> Result<Self, DataError> {
        let mut words = Self::default();
        let table = data.table("grammar/embedding.tsv", &["lemma", "pos", "class"])?;
        for row in table.rows() {
            let kind = match row.get(1) {
                "VERB" => WordKind::Verb,
                "NOUN" => WordKind::Noun,
                "ADJ" => WordKind::Adjective,
                other => return Err(table.error(row, format!("{other:?} is not VERB, NOUN or ADJ"))),
            };
            let class =
                Class::read(row.get(2)).ok_or_else(|| table.error(row, format!("no class {:?}", row.get(2))))?;
            if words.embedding.insert((row.get(0).to_owned(), kind), class).is_some() {
                return Err(table.error(row, format!("{:?} is listed twice", row.get(0))));
            }
        }
        let table = data.table("grammar/support.tsv", &["lemma", "role"])?;
        for row in table.rows() {
            let role = match row.get(1) {
                "agent" => SupportRole::Agent,
                "patient" => SupportRole::Patient,
                other => return Err(table.error(row, format!("{other:?} is not agent or patient"))),
            };
            words.support.insert(row.get(0).to_owned(), role);
        }
        let table = data.table("grammar/control.tsv", &["lemma"])?;
        words.subject_control = table.rows().iter().map(|row| row.get(0).to_owned()).collect();
        let table = data.table("grammar/infinitives.tsv", &["lemma"])?;
        words.infinitives = table.rows().iter().map(|row| row.get(0).to_owned()).collect();
        let table = data.table("grammar/utterances.tsv", &["lemma"])?;
        words.utterances = table.rows().iter().map(|row| row.get(0).to_owned()).collect();
        let table = data.table("grammar/undergone.tsv", &["lemma"])?;
        words.undergone = table.rows().iter().map(|row| row.get(0).to_owned()).collect();
        let table = data.table("grammar/judgements.tsv", &["lemma", "judged"])?;
        let pairs =
            table.rows().iter().flat_map(|row| row.list(1).map(|judged| (row.get(0).to_owned(), judged.to_owned())));
        words.judgements = pairs.collect();
        let table = data.table("grammar/performatives.tsv", &["lemma", "pos", "whose"])?;
        for row in table.rows() {
            let kind = match row.get(1) {
                "VERB" => WordKind::Verb,
                "NOUN" => WordKind::Noun,
                other => return Err(table.error(row, format!("{other:?} is not VERB or NOUN"))),
            };
            let courtesy = match row.get(2) {
                "first" => Courtesy::OfFirstPerson,
                "any" => Courtesy::OfAnybody,
                "act" => Courtesy::Act,
                other => return Err(table.error(row, format!("{other:?} is not first, any or act"))),
            };
            words.performatives.insert((row.get(0).to_owned(), kind), courtesy);
        }
        Ok(words)
    }

    /// How a word has to do with acts of speech that are done by saying so.
    pub(crate) fn courtesy(&self, lemma: &str, upos: Upos) -> Option<Courtesy> {
        self.performatives.get(&(lemma.to_owned(), WordKind::of(upos)?)).copied()
    }

    pub(crate) fn class(&self, lemma: &str, upos: Upos) -> Option<Class> {
        let kind = WordKind::of(upos)?;
        self.embedding.get(&(lemma.to_lowercase(), kind)).copied()
    }

    pub(crate) fn support(&self, lemma: &str) -> Option<SupportRole> {
        self.support.get(lemma).copied()
    }

    pub(crate) fn takes_infinitive(&self, lemma: &str) -> bool {
        self.infinitives.contains(lemma)
    }

    pub(crate) fn utters(&self, lemma: &str) -> bool {
        self.utterances.contains(lemma)
    }

    /// Whether a verb has an object whenever it is active.
    pub(crate) fn is_undergone(&self, lemma: &str) -> bool {
        self.undergone.contains(lemma)
    }

    /// Whether a verb says of its object that it is so: "hold responsible".
    pub(crate) fn is_judged(&self, verb: &str, adjective: &str) -> bool {
        self.judgements.contains(&(verb.to_owned(), adjective.to_owned()))
    }

    pub(crate) fn subject_controls(&self, lemma: &str) -> bool {
        self.subject_control.contains(lemma)
    }
}
