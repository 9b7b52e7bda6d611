//! The cue lexicon of `data/cues/`: which words ascribe something to somebody, and where its content stands.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet, HashSet};

use lexicon::{Data, DataError, Located};
use linguist::bases;
use ontology::{Act, Upos};
use serde::Deserialize;

/// One group of cues: words that take the same content and do the same act.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Lemmas. Further words of a cue follow after a space: "point out", "call for", "make clear".
    pub words: Vec<String>,
    pub kind: Kind,
    /// The act, as the codebook spells it.
    act: String,
    /// Where the content stands; a preposition is written with a hyphen: "-about".
    #[serde(default)]
    takes: Vec<String>,
    /// Who can be the source.
    #[serde(default)]
    pub source: SourceRule,
    /// For nouns: how the source is joined to it.
    #[serde(default)]
    pub with: Vec<With>,
    /// For nouns: the only support verbs that fit, if not all do: "expressed relief", not "provided relief".
    #[serde(default)]
    pub by: Vec<String>,
    /// Lemmas that the object must be one of, for content that stands as an object.
    #[serde(default)]
    pub only: Vec<String>,
    /// Lemmas that the object must not be: "claim asylum".
    #[serde(default)]
    pub except: Vec<String>,
    /// Lemmas that what something is called must be one of: "hold them [responsible]".
    #[serde(default)]
    pub label: Vec<String>,
    /// Counts only where it is said not to be done: "would not comment on the talks".
    #[serde(default)]
    pub unsaid: bool,
    /// Sentences with `{source}` and `[content]` marked.
    pub yes: Vec<String>,
    /// Sentences in which the words make no statement.
    #[serde(default)]
    pub no: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Verb,
    /// A verb that says something only where it begins an item of a list: "3. Decides to …".
    Item,
    Adjective,
    Noun,
    /// "according to", "per": the noun phrase behind it is the source.
    Preposition,
    /// "reportedly": no source.
    Adverb,
    /// "in X's view": the possessor is the source.
    View,
    /// "citing", "quoting": the object is the source of the clause it hangs on.
    Citing,
    /// "our thoughts are with", "our condolences go out to": the possessor is the source.
    Sympathy,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SourceRule {
    #[default]
    Any,
    /// Only "I" and "we": "we support the talks" is an opinion, "they support the rebels" a deed.
    First,
    /// Reports, figures, polls; or people. No bare "this" or "it".
    Finding,
    /// Reports, figures, polls only: what people show or prove they do, and do not say.
    Document,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum With {
    /// "their plan to leave", "a plan by the army to leave".
    Possessor,
    /// "made a promise to leave": the subject of a support verb.
    Support,
    /// "rejected over fears that": the subject of the clause.
    Subject,
    /// "reports of fighting": nobody is named.
    Nobody,
}

/// Where content can stand.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Takes {
    /// A finite clause, with or without "that", or a question clause.
    pub(crate) clause: bool,
    /// Direct speech, before, behind or around the cue.
    pub(crate) quote: bool,
    /// A to-infinitive whose understood subject is the source ("promised to leave").
    pub(crate) to: bool,
    /// An object and a to-infinitive; the content begins at "to" ("urged them to leave").
    pub(crate) object_to: bool,
    pub(crate) object: bool,
    /// An object and what it is called: "called the vote a farce", "described it as fair".
    pub(crate) object_as: bool,
    /// The same, but only with "as": "identified the man as a soldier".
    pub(crate) only_as: bool,
    /// An object and a phrase with one of these prepositions: "blamed the blast on the rebels".
    pub(crate) object_with: Vec<String>,
    /// An -ing clause: "suggested leaving".
    pub(crate) ing: bool,
    /// Prepositional phrases, the preposition belonging to the content.
    pub(crate) prepositions: Vec<String>,
    /// The object of the last word of the cue, which is a preposition: "called for [an end]".
    pub(crate) behind: bool,
}

/// A cue ready for use.
#[derive(Debug, Clone)]
pub(crate) struct Cue {
    /// The further words of the cue, behind its first.
    pub(crate) rest: Vec<String>,
    pub(crate) kind: Kind,
    pub(crate) act: Act,
    pub(crate) takes: Takes,
    pub(crate) source: SourceRule,
    pub(crate) with: Vec<With>,
    pub(crate) by: Vec<String>,
    pub(crate) only: Vec<String>,
    pub(crate) except: Vec<String>,
    pub(crate) label: Vec<String>,
    pub(crate) unsaid: bool,
    /// For evidence.
    pub(crate) name: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CueFile {
    cue: Vec<Entry>,
}

/// The word lists of `data/statement/lists.toml`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Lists {
    /// Verbs that lend their subject to a cue noun: "made", "issued", "voiced".
    pub(crate) support: HashSet<String>,
    /// Verbs and adjectives under which a cue infinitive is still said: "want to thank", "is proud to announce".
    pub(crate) polite: HashSet<String>,
    /// Verbs whose clause often comes without "that": "said the road was closed".
    pub(crate) bare: HashSet<String>,
    /// Verbs with the one who is told right behind them: "told Radio Nine the road was closed".
    pub(crate) telling: HashSet<String>,
    /// Verbs whose participle behind a comma goes on with what the subject says: "…, adding that".
    pub(crate) asides: HashSet<String>,
    /// Verbs whose participle behind a comma tells what a saying led to: "…, prompting the council to meet".
    pub(crate) reactions: HashSet<String>,
    /// Verbs of the items of a communiqué that say something with their object: "Expressing concern", "Takes note".
    pub(crate) lending: HashSet<String>,
    /// Verbs for what deeds and facts do too: "it underscores the need".
    pub(crate) evident: HashSet<String>,
    /// Nouns with which the outlet takes up what was said: "…, a claim that the army rejects".
    pub(crate) resumptive: HashSet<String>,
    /// Verbs under which it is not: "declined to say".
    pub(crate) decline: HashSet<String>,
    /// Nouns for what is found or counted, which speak by themselves: "figures", "poll".
    pub(crate) findings: HashSet<String>,
    /// Those of them whose author nobody names: "estimates suggest" has no source.
    pub(crate) nameless: HashSet<String>,
    /// Nouns for a text given in somebody's words: "statement", "remarks".
    pub(crate) texts: HashSet<String>,
    /// Nouns for unnamed speakers: "officials", "sources", "witnesses".
    pub(crate) speakers: HashSet<String>,
    /// Nouns for people of all kinds.
    pub(crate) people: HashSet<String>,
    /// Nouns that only end like those for people: "number", "factor", "assist".
    pub(crate) things: HashSet<String>,
    /// "Mr.", "Madam"; with whom they address: "President", "Chairman".
    pub(crate) courtesies: HashSet<String>,
    pub(crate) addressed: HashSet<String>,
    /// Names of parts in a conversation that are no names: "Q", "Moderator".
    pub(crate) turns: HashSet<String>,
    /// Nouns for where something is said: "interview", "speech".
    pub(crate) media: HashSet<String>,
    /// What begins a paragraph behind a verbatim text: "contact:", "notes to editors".
    pub(crate) endings: Vec<String>,
    /// Words that make a sentence a demand: "must", "should".
    pub(crate) demands: HashSet<String>,
    /// Predicates of a demand on nobody in particular: "imperative", "vital".
    pub(crate) necessity: HashSet<String>,
    /// What "will" or "will not" threatens: "strike", "retaliate"; "allow", "tolerate".
    pub(crate) threats: HashSet<String>,
    pub(crate) refusals: HashSet<String>,
    /// What a threat is carried out with: "will use force".
    pub(crate) means: HashSet<String>,
    /// What the mighty promise in the passive: "the captives will be freed".
    pub(crate) concessions: HashSet<String>,
    /// Adjectives of readiness: "said that France was prepared to pay".
    pub(crate) prepared: HashSet<String>,
    /// Verbs of wishing, which in the past tense tell of nobody's word: "he wanted to study law".
    pub(crate) wishes: HashSet<String>,
    /// Verbs for giving a name: "asked not to be named".
    pub(crate) naming: HashSet<String>,
    /// Verbs of warning that are threats in the mouth of the mighty.
    pub(crate) warning: HashSet<String>,
    /// Verbs that pass on what their object does: "conveyed his regret".
    pub(crate) passing: HashSet<String>,
    /// Verbs for doing a wrong, and objects that make a verb one: "opened fire".
    pub(crate) harms: HashSet<String>,
    pub(crate) harmful: HashSet<String>,
    /// Predicates of those who did it: "were behind the attack", "were the killers".
    pub(crate) culprits: HashSet<String>,
    /// Nouns for those on the other side: "the enemy".
    pub(crate) enemies: HashSet<String>,
    /// What is not true: "That is a lie", "called it a fabrication".
    pub(crate) denials: HashSet<String>,
    /// What is felt to be sad: "called it a painful accident".
    pub(crate) grief: HashSet<String>,
    /// Adjectives of reproach in a judgement: "unacceptable".
    pub(crate) reproach: HashSet<String>,
    /// Words that make what something is called a praise or a reproach: "success", "farce".
    pub(crate) good: HashSet<String>,
    pub(crate) bad: HashSet<String>,
}

/// The lexicon, by the first word of a cue.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cues {
    by_word: BTreeMap<String, Vec<Cue>>,
    pub(crate) lists: Lists,
}

impl Cues {
    pub(crate) fn load(data: &Data) -> Result<Self, DataError> {
        let mut cues = Self { by_word: BTreeMap::new(), lists: data.toml("statement/lists.toml")? };
        for Located { file: name, entry, .. } in entries(data)? {
            let act =
                entry.act.parse().map_err(|error| DataError::new(&name, 0, format!("{}: {error}", entry.label())))?;
            let takes =
                Takes::read(&entry).map_err(|what| DataError::new(&name, 0, format!("{}: {what}", entry.label())))?;
            for words in &entry.words {
                let mut parts = words.split(' ').map(str::to_owned);
                let Some(first) = parts.next() else { continue };
                let cue = Cue {
                    rest: parts.collect(),
                    kind: entry.kind,
                    act,
                    takes: takes.clone(),
                    source: entry.source,
                    with: entry.with.clone(),
                    by: entry.by.clone(),
                    only: entry.only.clone(),
                    except: entry.except.clone(),
                    label: entry.label.clone(),
                    unsaid: entry.unsaid,
                    name: entry.name(words),
                };
                cues.by_word.entry(first).or_default().push(cue);
            }
        }
        // The longer cue is tried first ("call for" before "call"), then what only "I" and "we" can say, then speech.
        for list in cues.by_word.values_mut() {
            list.sort_by_key(|cue| {
                (
                    std::cmp::Reverse(cue.rest.len()),
                    cue.source != SourceRule::First,
                    !(cue.takes.quote && cue.takes.clause),
                )
            });
        }
        Ok(cues)
    }

    /// The cues that begin with a lemma, longest first.
    pub(crate) fn of(&self, lemma: &str) -> &[Cue] {
        self.by_word.get(lemma).map_or(&[], Vec::as_slice)
    }

    /// The lemma of a word: the model's, if it is a word of the lexicon or the form inflects no such word. A model
    /// guesses the lemmas of rare words, and errs: "condemne", "condolences".
    pub(crate) fn lemma<'a>(&self, guessed: &'a str, lower: &str) -> Cow<'a, str> {
        if self.is_known(guessed) {
            return Cow::Borrowed(guessed);
        }
        if self.is_known(lower) {
            return Cow::Owned(lower.to_owned());
        }
        let inflected = [Upos::Verb, Upos::Noun].into_iter().flat_map(|upos| bases(lower, upos));
        match inflected.into_iter().find(|stem| self.is_known(stem)) {
            Some(stem) => Cow::Owned(stem),
            None => Cow::Borrowed(guessed),
        }
    }

    fn is_known(&self, word: &str) -> bool {
        let lists = &self.lists;
        self.by_word.contains_key(word)
            || lists.findings.contains(word)
            || lists.people.contains(word)
            || lists.support.contains(word)
            || lists.speakers.contains(word)
            || lists.texts.contains(word)
    }
}

/// Every entry of the cue files. A cue of a user's entry is taken out of ours of the same kind.
///
/// # Errors
/// A file that does not read as a list of cues.
pub fn entries(data: &Data) -> Result<Vec<Located<Entry>>, DataError> {
    let mut found = data.entries("cues/", |file: CueFile| file.cue)?;
    let theirs: BTreeSet<(Kind, String)> = found
        .iter()
        .filter(|located| located.theirs)
        .flat_map(|located| located.entry.words.iter().map(|words| (located.entry.kind, words.clone())))
        .collect();
    for located in found.iter_mut().filter(|located| !located.theirs) {
        let kind = located.entry.kind;
        located.entry.words.retain(|words| !theirs.contains(&(kind, words.clone())));
    }
    found.retain(|located| !located.entry.words.is_empty());
    Ok(found)
}

impl Entry {
    /// How evidence names one of the cues of the group.
    #[must_use]
    pub fn name(&self, words: &str) -> String {
        match self.kind {
            Kind::Verb | Kind::Item => format!("cue {words}"),
            Kind::Adjective => format!("adjective {words}"),
            Kind::Noun => format!("noun {words}"),
            Kind::Preposition | Kind::Adverb | Kind::View | Kind::Citing | Kind::Sympathy => format!("adjunct {words}"),
        }
    }

    /// The first words of the group, for messages.
    #[must_use]
    pub fn label(&self) -> String {
        format!("cue {}", self.words.first().map_or("", String::as_str))
    }
}

impl Takes {
    fn read(entry: &Entry) -> Result<Self, String> {
        let mut takes = Self::default();
        for slot in &entry.takes {
            match slot.as_str() {
                "clause" => takes.clause = true,
                "quote" => takes.quote = true,
                "to" => takes.to = true,
                "object-to" => takes.object_to = true,
                "object" => takes.object = true,
                "object-as" => takes.object_as = true,
                "as" => {
                    takes.object_as = true;
                    takes.only_as = true;
                }
                "ing" => takes.ing = true,
                "behind" => takes.behind = true,
                other => match (other.strip_prefix("object+"), other.strip_prefix('-')) {
                    (Some(preposition), _) => takes.object_with.push(preposition.to_owned()),
                    (None, Some(preposition)) => takes.prepositions.push(preposition.to_owned()),
                    (None, None) => return Err(format!("{other:?} is no place for content")),
                },
            }
        }
        Ok(takes)
    }
}
