//! Classes of arguments ("forces", "captives", "agreement"), from `data/event/classes.toml`.

use std::collections::{HashMap, HashSet};

use lexicon::{Data, DataError};
use linguist::{NameKind, TokenId};
use ontology::{Deprel, EntityKind, Sector, Upos};
use serde::Deserialize;

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
}

#[derive(Debug, Clone, Default)]
struct Class {
    words: HashSet<String>,
    sectors: Vec<Sector>,
    kinds: Vec<EntityKind>,
    numbers: bool,
    entity: bool,
    place: bool,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Classes {
    by_name: HashMap<String, Class>,
}

impl Classes {
    pub(crate) fn load(data: &Data) -> Result<Self, DataError> {
        let name = "event/classes.toml";
        let mut by_name = HashMap::new();
        for entry in data.toml::<File>(name)?.class {
            let error = |unknown: ontology::UnknownValue| DataError::new(name, 0, format!("{}: {unknown}", entry.name));
            let class = Class {
                words: list(&entry.words).map(str::to_owned).collect(),
                sectors: list(&entry.sectors).map(str::parse).collect::<Result<_, _>>().map_err(error)?,
                kinds: list(&entry.kinds).map(str::parse).collect::<Result<_, _>>().map_err(error)?,
                numbers: entry.numbers,
                entity: entry.entity,
                place: entry.place,
            };
            if by_name.insert(entry.name.clone(), class).is_some() {
                return Err(DataError::new(name, 0, format!("class {:?} is defined twice", entry.name)));
            }
        }
        Ok(Self { by_name })
    }

    /// Whether the phrase headed by `token` belongs to the class, or, where no class has the name, is that word.
    pub(crate) fn contains(&self, reading: &Reading<'_>, name: &str, token: TokenId) -> bool {
        let Some(class) = self.by_name.get(name) else {
            return reading.analysis.lemma(token).eq_ignore_ascii_case(name) || reading.analysis.lower(token) == name;
        };
        class.holds(reading, token)
            || counted(reading, token).is_some_and(|of| class.holds(reading, of))
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
    fn holds(&self, reading: &Reading<'_>, token: TokenId) -> bool {
        let analysis = reading.analysis;
        let lemma = analysis.lemma(token);
        if self.words.contains(lemma) || self.words.contains(analysis.lower(token)) {
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

/// "dozens of *students*", "a group of *soldiers*": what is counted.
fn counted(reading: &Reading<'_>, token: TokenId) -> Option<TokenId> {
    let analysis = reading.analysis;
    let transparent = analysis.upos(token) == Upos::Num
        || matches!(
            analysis.lemma(token),
            "group"
                | "number"
                | "dozen"
                | "hundred"
                | "thousand"
                | "score"
                | "million"
                | "ten"
                | "series"
                | "couple"
                | "majority"
                | "member"
                | "crowd"
                | "part"
                | "rest"
                | "half"
                | "lot"
                | "all"
                | "some"
                | "many"
                | "most"
                | "one"
                | "each"
                | "team"
                | "wave"
                | "string"
                | "round"
                | "pair"
                | "handful"
                | "band"
                | "column"
                | "convoy"
                | "kind"
                | "form"
                | "type"
                | "package"
                | "variety"
                | "range"
        );
    if !transparent {
        return None;
    }
    analysis
        .children_by(token, &[Deprel::Nmod])
        .find(|&child| grammar::preposition(analysis, child).as_deref() == Some("of"))
}

fn list(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|word| !word.is_empty())
}
