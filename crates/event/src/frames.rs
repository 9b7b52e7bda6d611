//! The frame lexicon: what a predicate means and where its participants stand (`data/frames/*.toml`).

use std::collections::{BTreeMap, BTreeSet};

use lexicon::{Data, DataError, Located};
use ontology::{EventType, Mode};
use serde::Deserialize;

/// One entry as it is written: words that share a meaning.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    pub sense: String,
    /// A PLOVER type, or `NONE` for a sense that is deliberately not coded.
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub mode: Option<String>,
    /// Lemmas, separated by commas; further words of a fixed phrase follow the first: "lay down arm".
    #[serde(default)]
    pub verb: String,
    #[serde(default)]
    pub noun: String,
    #[serde(default)]
    pub adjective: String,
    /// Modal auxiliaries over any verb: "must".
    #[serde(default)]
    pub modal: String,
    #[serde(default)]
    pub actor: Option<Vec<String>>,
    #[serde(default)]
    pub recipient: Option<Vec<String>>,
    /// All participants of the actor slots act together: meetings, agreements, clashes.
    #[serde(default)]
    pub symmetric: bool,
    /// What the predicate does to the event it embeds.
    #[serde(default)]
    pub content: Option<Content>,
    /// What becomes of the people to whom it is done.
    #[serde(default)]
    pub effect: Option<Effect>,
    /// An attempt at it counts as done.
    #[serde(default)]
    pub attempt: Option<String>,
    /// It answers an attack told before: "returned fire".
    #[serde(default)]
    pub answers: bool,
    /// What is taken is land: who is fought for it may be told elsewhere.
    #[serde(default)]
    pub territory: bool,
    /// Counts without any participant.
    #[serde(default)]
    pub bare: bool,
    /// Even a fixed phrase needs one of the conditions: "take hold" of a truce, not of an idea.
    #[serde(default)]
    pub strict: bool,
    #[serde(default)]
    pub needs: Option<Needs>,
    #[serde(default)]
    pub polarity: Option<Polarity>,
    /// Senses that this one is preferred to where both fit equally well.
    #[serde(default)]
    pub over: Vec<String>,
    /// Alternatives; in each, every condition must hold.
    #[serde(default)]
    pub when: Vec<Condition>,
    #[serde(default)]
    pub unless: Vec<Condition>,
    #[serde(default)]
    pub yes: Vec<String>,
    #[serde(default)]
    pub no: Vec<String>,
}

/// Slot → class of the argument (or a word, `any`, `none`). In order of slot names. As it is written, a slot may name
/// several ("party | crowd"), and a condition several slots ("to | over to"); [`entries`] gives a condition for each.
pub type Condition = BTreeMap<String, String>;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Content {
    Promise,
    Threat,
    /// A promise of harm: needs one.
    Vow,
    Demand,
    Refusal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Effect {
    Dead,
    Injured,
    Arrested,
    Amount,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Needs {
    /// At least one participant named in the clause.
    Participant,
    /// Only inside a statement.
    Statement,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Polarity {
    Negated,
    Future,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    frame: Vec<Entry>,
}

/// A frame ready for use.
#[derive(Debug, Clone)]
pub(crate) struct Frame {
    pub(crate) entry: Entry,
    /// `None` for senses that are not coded.
    pub(crate) kind: Option<EventType>,
    pub(crate) mode: Option<Mode>,
    pub(crate) actor: Vec<String>,
    pub(crate) recipient: Vec<String>,
}

impl Frame {
    /// Whether this frame, fitting as well as another, is the one that is meant.
    pub(crate) fn is_over(&self, other: &Self) -> bool {
        self.entry.over.contains(&other.entry.sense)
    }
}

/// Part of speech under which a word of the lexicon is looked up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    Verb,
    Noun,
    Adjective,
    Modal,
}

/// A way to express a frame: the lemma looked up, and the further words of a fixed phrase.
#[derive(Debug, Clone)]
pub(crate) struct Expression {
    pub(crate) frame: usize,
    /// The whole phrase, as conditions name it: "lay down arm".
    pub(crate) phrase: String,
    /// All its words as the text has them ("cease-fire" is two); the one looked up is at `head`.
    pub(crate) words: Vec<String>,
    pub(crate) head: usize,
    telling: bool,
}

/// Words that do not narrow the meaning of a verb enough to do without the frame's conditions.
const PARTICLES: [&str; 44] = [
    "on",
    "off",
    "out",
    "up",
    "down",
    "in",
    "at",
    "for",
    "to",
    "with",
    "back",
    "away",
    "over",
    "upon",
    "into",
    "from",
    "of",
    "against",
    "aside",
    "behind",
    "by",
    "be",
    "not",
    "through",
    "toward",
    "around",
    "about",
    "across",
    "after",
    "ahead",
    "along",
    "alongside",
    "apart",
    "before",
    "beyond",
    "forth",
    "forward",
    "home",
    "onto",
    "past",
    "round",
    "together",
    "towards",
    "under",
];

impl Expression {
    /// A fixed phrase with a noun or adjective of its own says enough: "lay down arms", "break off talks".
    pub(crate) fn is_telling(&self) -> bool {
        self.telling
    }
}

pub(crate) fn is_particle(word: &str) -> bool {
    PARTICLES.contains(&word)
}

fn is_telling(words: &[String], head: usize) -> bool {
    words.iter().enumerate().any(|(at, word)| at != head && !is_particle(word))
}

impl Entry {
    /// Whether a phrase of this entry says enough to do without its conditions.
    pub(crate) fn is_telling(&self, phrase: &str) -> bool {
        if self.strict {
            return false;
        }
        let words: Vec<String> = phrase.split(' ').map(str::to_owned).collect();
        let kind = if phrases(&self.noun).any(|known| known == phrase) { Kind::Noun } else { Kind::Verb };
        is_telling(&words, head_of(kind, &words))
    }
}

/// The phrases of a list of an entry.
pub(crate) fn phrases(list: &str) -> impl Iterator<Item = &str> {
    list.split(',').map(str::trim).filter(|phrase| !phrase.is_empty())
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Frames {
    pub(crate) frames: Vec<Frame>,
    by_head: BTreeMap<(Kind, String), Vec<Expression>>,
}

/// Every entry of the frame lexicon, in the order of files; a user's takes the place of ours with the same sense.
///
/// # Errors
/// A file that does not parse.
pub fn entries(data: &Data) -> Result<Vec<Located<Entry>>, DataError> {
    let mut all = data.entries("frames/", |file: File| file.frame)?;
    let replaced: BTreeSet<String> =
        all.iter().filter(|found| found.theirs).map(|found| found.entry.sense.clone()).collect();
    all.retain(|found| found.theirs || !replaced.contains(&found.entry.sense));
    for found in &mut all {
        found.entry.when = alternatives(&found.entry.when);
        found.entry.unless = alternatives(&found.entry.unless);
    }
    Ok(all)
}

/// `{ agent = "party | crowd", "to | into" = "road" }` is four conditions, each with one filler to a slot.
fn alternatives(written: &[Condition]) -> Vec<Condition> {
    let mut all = Vec::new();
    for condition in written {
        let mut so_far = vec![Condition::new()];
        for (slot, fillers) in condition {
            let pairs =
                slot.split('|').flat_map(|slot| fillers.split('|').map(move |filler| (slot.trim(), filler.trim())));
            let with = |(slot, filler): (&str, &str)| {
                let (slot, filler) = (slot.to_owned(), filler.to_owned());
                so_far.iter().cloned().map(move |mut known| {
                    known.insert(slot.clone(), filler.clone());
                    known
                })
            };
            so_far = pairs.flat_map(with).collect();
        }
        all.extend(so_far);
    }
    all
}

impl Frames {
    pub(crate) fn load(data: &Data) -> Result<Self, DataError> {
        let mut frames = Self::default();
        for Located { file, entry, .. } in entries(data)? {
            let sense = entry.sense.clone();
            let frame = prepare(entry).map_err(|unknown| DataError::new(&file, 0, format!("{sense:?}: {unknown}")))?;
            frames.add(frame);
        }
        // More words and more conditions are more specific; between equals `over` decides.
        for expressions in frames.by_head.values_mut() {
            expressions.sort_by_key(|expression| std::cmp::Reverse(expression.words.len()));
        }
        Ok(frames)
    }

    fn add(&mut self, frame: Frame) {
        let at = self.frames.len();
        let lists = [
            (Kind::Verb, &frame.entry.verb),
            (Kind::Noun, &frame.entry.noun),
            (Kind::Adjective, &frame.entry.adjective),
            (Kind::Modal, &frame.entry.modal),
        ];
        for (kind, list) in lists {
            for phrase in phrases(list) {
                let written: Vec<String> = phrase.split(' ').map(str::to_owned).collect();
                let head = head_of(kind, &written);
                let telling = !frame.entry.strict && is_telling(&written, head);
                let kinds: &[Kind] =
                    if is_copular(kind, &written) { &[Kind::Verb, Kind::Noun, Kind::Adjective] } else { &[kind] };
                let cut = cut_at_hyphens(&written, head);
                for (words, head) in std::iter::once((written, head)).chain(cut) {
                    let Some(key) = words.get(head).cloned() else { continue };
                    let expression = Expression { frame: at, phrase: phrase.to_owned(), words, head, telling };
                    for &kind in kinds {
                        self.by_head.entry((kind, key.clone())).or_default().push(expression.clone());
                    }
                }
            }
        }
        self.frames.push(frame);
    }

    /// The verbs by which expressions are looked up.
    pub(crate) fn verbs(&self) -> impl Iterator<Item = &str> {
        self.by_head.keys().filter(|(kind, _)| *kind == Kind::Verb).map(|(_, lemma)| lemma.as_str())
    }

    /// Every word of every expression.
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        // The words of compounds stay out: "in" of "sit-in" is no noun to look for.
        let lists = self.frames.iter().flat_map(|frame| [&frame.entry.verb, &frame.entry.noun, &frame.entry.adjective]);
        let words = lists.flat_map(|list| list.split([',', ' ']));
        // Conditions may name a single word instead of a class.
        let conditions = self.frames.iter().flat_map(|frame| frame.entry.when.iter().chain(&frame.entry.unless));
        words
            .chain(conditions.flat_map(BTreeMap::values).map(String::as_str))
            .map(str::trim)
            .filter(|word| !word.is_empty())
    }

    pub(crate) fn expressions(&self, kind: Kind, lemma: &str) -> &[Expression] {
        self.by_head.get(&(kind, lemma.to_owned())).map_or(&[], Vec::as_slice)
    }
}

/// "cease-fire", "test-fire missile": most texts cut a compound into words, and its last one is looked up. Some first parts
/// stay with their word ("counter-attack"), so the phrase as it is written stays too.
fn cut_at_hyphens(written: &[String], head: usize) -> Option<(Vec<String>, usize)> {
    if !written.iter().any(|word| word.contains('-')) {
        return None;
    }
    let parts = |word: &String| word.split('-').filter(|part| !part.is_empty()).map(str::to_owned).collect::<Vec<_>>();
    let until_head: usize = written.iter().take(head + 1).map(|word| parts(word).len()).sum();
    Some((written.iter().flat_map(parts).collect(), until_head.saturating_sub(1)))
}

/// "be under attack": the tree hangs the copula on what follows it, whatever that is.
fn is_copular(kind: Kind, words: &[String]) -> bool {
    kind == Kind::Verb && words.first().is_some_and(|word| word == "be")
}

/// The word of a phrase by which it is looked up.
fn head_of(kind: Kind, words: &[String]) -> usize {
    if is_copular(kind, words) { words.len() - 1 } else { head_word(kind, words) }
}

/// Verbs stand first in their phrase; of nouns the last, unless a preposition follows ("act of terror").
fn head_word(kind: Kind, words: &[String]) -> usize {
    match kind {
        Kind::Verb => usize::from(words.first().is_some_and(|word| word == "not")),
        Kind::Adjective | Kind::Modal => 0,
        Kind::Noun => {
            let preposition =
                words.iter().position(|word| matches!(word.as_str(), "of" | "against" | "for" | "and" | "d'etat"));
            preposition.unwrap_or(words.len()).saturating_sub(1)
        }
    }
}

fn prepare(entry: Entry) -> Result<Frame, ontology::UnknownValue> {
    let kind = if entry.kind == "NONE" { None } else { Some(entry.kind.parse()?) };
    let mode = entry.mode.as_deref().map(str::parse).transpose()?;
    let slots = |given: &Option<Vec<String>>, default: &[&str]| {
        given.clone().unwrap_or_else(|| default.iter().map(|&slot| slot.to_owned()).collect())
    };
    let actor = slots(&entry.actor, &["agent"]);
    let recipient = slots(&entry.recipient, if entry.symmetric { &[] } else { &["patient", "against", "on"] });
    Ok(Frame { kind, mode, actor, recipient, entry })
}
