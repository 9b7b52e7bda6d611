//! Classes of arguments ("forces", "captives", "agreement"), from `data/event/classes.toml`.

use std::collections::{BTreeMap, HashMap, HashSet};

use lexicon::{Data, DataError};
use linguist::{NameKind, TokenId};
use ontology::{Deprel, EntityKind, Sector, Upos};
use serde::Deserialize;

use crate::phrases::compound;
use crate::reading::Reading;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    class: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: String,
    #[serde(default)]
    words: String,
    #[serde(default)]
    sectors: String,
    #[serde(default)]
    kinds: String,
    /// Numbers that stand for people: "killed 35".
    #[serde(default)]
    numbers: bool,
    /// Any participant.
    #[serde(default)]
    entity: bool,
    /// Names of places.
    #[serde(default)]
    place: bool,
    /// Common nouns only: "all nations", not "the United Nations".
    #[serde(default)]
    common: bool,
    /// Any noun that only says what kind of thing a later one is: "*combat* vehicles".
    #[serde(default)]
    attribute: bool,
    /// Other classes whose members belong to this one as well.
    #[serde(default)]
    includes: String,
}

#[derive(Debug, Clone, Default)]
struct Class {
    words: HashSet<String>,
    /// Words of which one stands before another ("nuclear device"): by the last, those before it.
    phrases: BTreeMap<String, Vec<Vec<String>>>,
    sectors: Vec<Sector>,
    kinds: Vec<EntityKind>,
    numbers: bool,
    entity: bool,
    place: bool,
    common: bool,
    attribute: bool,
}

/// The class of words that only count: what they count belongs to whatever class it belongs to.
const COUNTERS: &str = "counter";

/// The class of compounds that are no kind of their last word.
const OTHER_THAN_ITS_HEAD: &str = "other_than_its_head";

#[derive(Debug, Clone, Default)]
pub(crate) struct Classes {
    by_name: HashMap<String, Class>,
}

impl Classes {
    pub(crate) fn load(data: &Data) -> Result<Self, DataError> {
        let name = "event/classes.toml";
        let mut by_name: HashMap<String, Class> = HashMap::new();
        let entries = data.toml::<File>(name)?.class;
        for entry in &entries {
            let error = |unknown: ontology::UnknownValue| DataError::new(name, 0, format!("{}: {unknown}", entry.name));
            let class = Class {
                words: list(&entry.words).filter(|word| !word.contains(' ')).map(str::to_owned).collect(),
                phrases: by_last_word(list(&entry.words).filter(|word| word.contains(' '))),
                sectors: list(&entry.sectors).map(str::parse).collect::<Result<_, _>>().map_err(error)?,
                kinds: list(&entry.kinds).map(str::parse).collect::<Result<_, _>>().map_err(error)?,
                numbers: entry.numbers,
                entity: entry.entity,
                place: entry.place,
                common: entry.common,
                attribute: entry.attribute,
            };
            if by_name.insert(entry.name.clone(), class).is_some() {
                return Err(DataError::new(name, 0, format!("class {:?} is defined twice", entry.name)));
            }
        }
        let own = by_name.clone();
        for entry in &entries {
            for included in list(&entry.includes) {
                let known = own.get(included).filter(|_| included != entry.name).ok_or_else(|| {
                    DataError::new(
                        name,
                        0,
                        format!("class {:?} includes {included:?}, which is no other class", entry.name),
                    )
                })?;
                if let Some(class) = by_name.get_mut(&entry.name) {
                    class.join(known);
                }
            }
        }
        Ok(Self { by_name })
    }

    /// Whether the phrase headed by `token` belongs to the class, or, where no class has the name, is that word.
    pub(crate) fn contains(&self, reading: &Reading<'_>, name: &str, token: TokenId) -> bool {
        let compound = compound(reading.analysis, token);
        let Some(class) = self.by_name.get(name) else {
            if let Some((before, last)) = name.rsplit_once(' ') {
                return is_word(reading, token, last) && stand_before(reading, token, before.split(' '));
            }
            return is_word(reading, token, name) || compound.is_some_and(|compound| compound == name);
        };
        if let Some(compound) = compound {
            // A "cease-*fire*" is no fire.
            let other = self.by_name.get(OTHER_THAN_ITS_HEAD).is_some_and(|others| others.words.contains(&compound));
            if other || class.words.contains(&compound) {
                return class.words.contains(&compound);
            }
        }
        class.holds(reading, token)
            || counted(reading, self.by_name.get(COUNTERS), token).is_some_and(|of| class.holds(reading, of))
            || repeated(reading, token).is_some_and(|noun| class.holds(reading, noun))
    }

    /// Every word of every class, in no order.
    pub(crate) fn words(&self) -> HashSet<String> {
        let mut words: Vec<&Class> = self.by_name.values().collect();
        words.sort_by_key(|class| class.words.len());
        words.into_iter().flat_map(|class| class.words.iter().cloned()).collect()
    }
}

impl Class {
    /// Takes in the members of another, as far as it names them itself.
    fn join(&mut self, other: &Self) {
        self.words.extend(other.words.iter().cloned());
        for (last, before) in &other.phrases {
            self.phrases.entry(last.clone()).or_default().extend(before.iter().cloned());
        }
        self.sectors.extend(&other.sectors);
        self.kinds.extend(&other.kinds);
        self.numbers |= other.numbers;
        self.entity |= other.entity;
        self.place |= other.place;
    }

    fn holds(&self, reading: &Reading<'_>, token: TokenId) -> bool {
        let analysis = reading.analysis;
        if self.common && analysis.upos(token) == Upos::Propn {
            return false;
        }
        if self.attribute && is_attribute(reading, token) {
            return true;
        }
        let lemma = analysis.lemma(token);
        if self.words.contains(lemma) || self.words.contains(analysis.lower(token)) {
            return true;
        }
        let phrases = self.phrases.get(lemma).map_or(&[][..], Vec::as_slice);
        if phrases.iter().any(|before| stand_before(reading, token, before.iter().map(String::as_str))) {
            return true;
        }
        let upos = analysis.upos(token);
        if self.numbers && upos == Upos::Num {
            return true;
        }
        if upos == Upos::Propn && (self.words.contains(&lemma.to_lowercase()) || self.holds_title(reading, token)) {
            return true;
        }
        let named = analysis.name_of(token).map(|name| name.kind);
        if self.place && (named == Some(NameKind::Location) || reading.place_at(token).is_some()) {
            return true;
        }
        let personal = upos == Upos::Pron
            && matches!(
                analysis.lower(token),
                "he" | "she" | "they" | "we" | "i" | "him" | "her" | "them" | "us" | "me" | "you"
            )
            || analysis.lower(token) == "it" && analysis.deprel(token) != Deprel::Expl;
        if self.entity && (personal || named.is_some()) {
            return true;
        }
        if self.kinds.contains(&EntityKind::Person) && (personal || named == Some(NameKind::Person)) {
            return true;
        }
        let Some(entity) = reading.entity_at(token) else { return false };
        self.entity
            || self.place && entity.kind == EntityKind::Country
            || self.kinds.contains(&entity.kind)
            || entity.sectors.first().is_some_and(|sector| self.sectors.contains(sector))
    }
}

impl Class {
    /// "*ambassador* Smith": the title before a name.
    fn holds_title(&self, reading: &Reading<'_>, name: TokenId) -> bool {
        let analysis = reading.analysis;
        analysis
            .children_by(name, &[Deprel::NmodDesc])
            .any(|title| title < name && self.words.contains(&analysis.lemma(title).to_lowercase()))
    }
}

fn is_attribute(reading: &Reading<'_>, token: TokenId) -> bool {
    let analysis = reading.analysis;
    analysis.deprel(token) == Deprel::Compound && analysis.head(token).is_some_and(|head| head > token)
}

/// "denied that it had fired *the rockets* … said that others had fired *them*": what a pronoun stands for that is the object
/// of a verb told before with a noun, in its sentence or the one before.
fn repeated(reading: &Reading<'_>, pronoun: TokenId) -> Option<TokenId> {
    let analysis = reading.analysis;
    let is_object = matches!(analysis.deprel(pronoun), Deprel::Obj | Deprel::NsubjPass);
    if !is_object || !matches!(analysis.lower(pronoun), "it" | "them" | "they") {
        return None;
    }
    let verb = analysis.head(pronoun)?;
    let sentence = analysis.sentence_of(pronoun);
    let near = |token: &TokenId| sentence - analysis.sentence_of(*token) <= 1;
    let before = (0..pronoun.0).rev().map(TokenId).take_while(near);
    before
        .filter(|&earlier| earlier != verb && analysis.lemma(earlier) == analysis.lemma(verb))
        .flat_map(|earlier| analysis.children_by(earlier, &[Deprel::Obj, Deprel::NsubjPass]))
        .find(|&object| object < pronoun && analysis.upos(object) == Upos::Noun)
}

/// "dozens of *students*", "a group of *soldiers*": what is counted, behind a word of the class that only counts.
fn counted(reading: &Reading<'_>, counters: Option<&Class>, token: TokenId) -> Option<TokenId> {
    let analysis = reading.analysis;
    let counts = analysis.upos(token) == Upos::Num
        || counters.is_some_and(|counters| counters.words.contains(analysis.lemma(token)));
    if !counts {
        return None;
    }
    analysis
        .children_by(token, &[Deprel::Nmod])
        .find(|&child| grammar::preposition(analysis, child).as_deref() == Some("of"))
}

fn by_last_word<'a>(phrases: impl Iterator<Item = &'a str>) -> BTreeMap<String, Vec<Vec<String>>> {
    let mut all: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    for (before, last) in phrases.filter_map(|phrase| phrase.rsplit_once(' ')) {
        all.entry(last.to_owned()).or_default().push(before.split(' ').map(str::to_owned).collect());
    }
    all
}

fn is_word(reading: &Reading<'_>, token: TokenId, word: &str) -> bool {
    reading.analysis.lemma(token).eq_ignore_ascii_case(word) || reading.analysis.lower(token) == word
}

/// "*nuclear* device": every word says what kind of thing the token is.
fn stand_before<'a>(reading: &Reading<'_>, token: TokenId, mut words: impl Iterator<Item = &'a str>) -> bool {
    let kinds = [Deprel::Amod, Deprel::Compound, Deprel::NmodDesc, Deprel::Nmod];
    words.all(|word| {
        let mut before = reading.analysis.children_by(token, &kinds).filter(|&child| child < token);
        before.any(|child| is_word(reading, child, word))
    })
}

fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|word| !word.is_empty())
}
