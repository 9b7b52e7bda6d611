//! Where the names and descriptions of the lexicon stand in a report.

use std::collections::{HashMap, HashSet};

use linguist::{Analysis, TokenId};
use ontology::{Country, Deprel, Sector, Upos};
use record::Date;

use crate::data::{Lexicon, NameEntry, Role, RoleKind, What};
use crate::issuer;
use crate::phrases::Phrases;
use crate::plain::PlainText;
use crate::towns::{self, Town};

/// A name of the lexicon in the text: the tokens it covers and what it can be.
#[derive(Debug, Clone)]
pub(crate) struct NameHit {
    pub first: TokenId,
    pub last: TokenId,
    /// The entry chosen among those with this spelling.
    pub entry: u32,
    /// "pro-Iranian", "Iran-backed": not the country or body of what is described.
    pub foreign: bool,
}

/// A description of the lexicon in the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RoleHit {
    pub first: TokenId,
    pub last: TokenId,
    pub head: TokenId,
    pub role: u32,
}

/// All hits of one report, and which token lies in which.
#[derive(Debug, Clone, Default)]
pub(crate) struct Hits {
    pub names: Vec<NameHit>,
    pub roles: Vec<RoleHit>,
    /// Towns and provinces that only the gazetteer knows.
    pub towns: Vec<Town>,
    name_at: Vec<Option<u32>>,
    role_at: Vec<Option<u32>>,
    /// How often each country is named or its people are.
    pub countries: HashMap<Country, u32>,
    /// Countries and bodies ("EUR", "UNO") that are named.
    pub codes: HashSet<Country>,
    /// The country of who issued the report.
    pub home: Option<Country>,
}

impl Hits {
    pub(crate) fn find(analysis: &Analysis, lexicon: &Lexicon, published: Option<Date>, home: Option<Country>) -> Self {
        let mut hits = Self {
            home,
            name_at: vec![None; analysis.tokens.len()],
            role_at: vec![None; analysis.tokens.len()],
            ..Self::default()
        };
        let capitals: Vec<bool> =
            analysis.sentences.iter().map(|sentence| is_in_capitals(sentence.span.of(&analysis.text))).collect();
        let raw = hits.find_names(analysis, lexicon, &capitals);
        hits.count_countries(lexicon, &raw);
        hits.choose_entries(analysis, lexicon, published, raw);
        hits.find_roles(analysis, lexicon);
        let mut in_view = hits.countries.clone();
        if let Some(home) = home {
            *in_view.entry(home).or_default() += 1;
        }
        hits.towns = towns::find(analysis, lexicon, &in_view, |token| hits.name_at(token).is_some());
        hits
    }

    pub(crate) fn name_at(&self, token: TokenId) -> Option<&NameHit> {
        self.name_at.get(token.index()).copied().flatten().and_then(|at| self.names.get(at as usize))
    }

    /// The country of a town at a token that only the gazetteer knows.
    pub(crate) fn town_at(&self, token: TokenId) -> Option<&Town> {
        let at = self.towns.partition_point(|town| town.last < token);
        self.towns.get(at).filter(|town| town.first <= token)
    }

    pub(crate) fn role_at(&self, token: TokenId) -> Option<&RoleHit> {
        self.role_at.get(token.index()).copied().flatten().and_then(|at| self.roles.get(at as usize))
    }

    /// The country whose office this is: of those that have it the issuer's own, or the one that the report names most.
    pub(crate) fn country_with(&self, role: &Role) -> Option<Country> {
        let own = self.home.filter(|home| role.countries.contains(home));
        let named = |country: &Country| self.countries.get(country).copied().unwrap_or(0);
        let most = role.countries.iter().rev().copied().max_by_key(named);
        role.only().or(own).or(most.filter(|country| named(country) > 0))
    }

    fn find_names(
        &self,
        analysis: &Analysis,
        lexicon: &Lexicon,
        capitals: &[bool],
    ) -> Vec<(TokenId, TokenId, Vec<u32>)> {
        let plain = PlainText::of(&analysis.text);
        let mut found = Vec::new();
        let mut next = 0;
        for id in analysis.ids() {
            if id.index() < next {
                continue;
            }
            let shouted = capitals.get(analysis.sentence_of(id) as usize).copied().unwrap_or(false);
            let set = if shouted { &lexicon.capital_names } else { &lexicon.names };
            let at = |id: TokenId| {
                let as_written = longest(analysis, id, set).or_else(|| longest(analysis, id, &lexicon.names));
                let plain = plain.as_ref().and_then(|plain| longest_plain(analysis, plain, id, &lexicon.names));
                // The longer of the two: "Jonas Gahr Støre" rather than "Jonas".
                match (as_written, plain) {
                    (Some(written), Some(plain)) if plain.0 > written.0 => Some(plain),
                    (written, plain) => written.or(plain),
                }
            };
            let Some((last, values)) = at(id) else { continue };
            // "the South African government" does not name "the South".
            let reaches_further = |next: u32| at(TokenId(next)).is_some_and(|(end, _)| end > last);
            if analysis.lower(id) == "the" && (id.0 + 1..=last.0).any(reaches_further) {
                continue;
            }
            found.push((id, last, values));
            next = last.index() + 1;
        }
        found
    }

    fn count_countries(&mut self, lexicon: &Lexicon, raw: &[(TokenId, TokenId, Vec<u32>)]) {
        for (_, _, values) in raw {
            let entries: Vec<&NameEntry> = values.iter().filter_map(|&value| lexicon.entry(value)).collect();
            let is_place = |first: &&&NameEntry| !matches!(first.what, What::Holder | What::Nothing);
            let Some(first) = entries.first().filter(is_place) else { continue };
            self.codes.insert(first.country);
            // "the Washington Post reported" does not make it a report about the United States.
            if !first.country.is_state() || first.sectors.first() == Some(&Sector::Jrn) {
                continue;
            }
            if entries.iter().all(|entry| entry.country == first.country) {
                *self.countries.entry(first.country).or_default() += 1;
            }
        }
    }

    fn choose_entries(
        &mut self,
        analysis: &Analysis,
        lexicon: &Lexicon,
        published: Option<Date>,
        raw: Vec<(TokenId, TokenId, Vec<u32>)>,
    ) {
        let surnames = surnames(analysis);
        let mut elsewhere = towns::Namesakes::of(&self.countries, self.home, lexicon, &raw);
        let known = Acronyms::of(analysis, lexicon, self.home, &raw);
        for (first, last, values) in raw {
            let words = analysis.cover(&[first, last]).of(&analysis.text);
            let common = issuer::is_common(lexicon, Some(words));
            let best = values
                .iter()
                .filter_map(|&value| lexicon.entry(value).map(|entry| (value, entry)))
                .filter(|(_, entry)| {
                    let far_fetched = common && self.is_far_fetched(entry);
                    let meant = entry.theirs || known.accepts(words, entry) || !is_acronym(words, entry);
                    let surname = is_surname(analysis, &surnames, first, last, entry);
                    fits(analysis, lexicon, first, last, entry) && !surname && !far_fetched && meant
                })
                .max_by_key(|&(value, entry)| {
                    (self.preference(entry, published, analysis.upos(last)), std::cmp::Reverse(value))
                });
            let Some((entry, chosen)) = best.filter(|(_, chosen)| chosen.what != What::Nothing) else { continue };
            if chosen.what == What::Region && elsewhere.is(lexicon, chosen, words) {
                continue;
            }
            let foreign = matches!(
                chosen.what,
                What::Country | What::Adjective | What::Organization | What::Region | What::Capital
            ) && is_foreign(analysis, lexicon, first, last);
            let at = u32::try_from(self.names.len()).ok();
            for token in first.0..=last.0 {
                self.name_at[token as usize] = at;
            }
            self.names.push(NameHit { first, last, entry, foreign });
        }
    }

    /// "the National Security Council" of a report in which the country whose body bears this name is hardly named.
    fn is_far_fetched(&self, entry: &NameEntry) -> bool {
        let named = self.countries.get(&entry.country).copied().unwrap_or(0);
        let most = self.countries.values().copied().max().unwrap_or(0);
        // In a release of another state its own is the nearer one.
        let least = if self.home.is_some_and(Country::is_state) { 2 } else { 3 };
        entry.what == What::Organization
            && entry.country.is_state()
            && self.home != Some(entry.country)
            && named * least < most
    }

    /// Larger is better: in force at the date, strong, of a country that the report names.
    fn preference(&self, entry: &NameEntry, published: Option<Date>, upos: Upos) -> (bool, u8, u32, bool) {
        let in_force = published.is_none_or(|day| {
            entry.since.is_none_or(|since| since <= day) && entry.until.is_none_or(|until| day <= until)
        });
        let rank = match entry.what {
            What::Nothing => 16,
            What::Organization => 6,
            What::Country => 5,
            What::Adjective if upos == Upos::Adj => 5,
            What::People => 4,
            What::Adjective => 3,
            What::Seat => 3,
            What::Capital => 2,
            What::Holder => 1,
            What::Region => 0,
        };
        let told = u32::from(self.codes.contains(&entry.country));
        let named = self.countries.get(&entry.country).copied().unwrap_or(told);
        let rank = match entry.what {
            // "Georgia" in a report about the United States is the state.
            What::Region if self.is_mostly_about(entry.country) => 5,
            _ if entry.weak => rank / 2,
            _ => rank,
        };
        (in_force || entry.what == What::Holder, rank, named, in_force)
    }

    /// Whether most names of countries, their parts and their people are of this one.
    fn is_mostly_about(&self, country: Country) -> bool {
        let all: u32 = self.countries.values().sum();
        self.countries.get(&country).is_some_and(|&count| count * 2 > all)
    }

    fn find_roles(&mut self, analysis: &Analysis, lexicon: &Lexicon) {
        let mut next = 0;
        for id in analysis.ids() {
            if id.index() < next {
                continue;
            }
            let Some((last, values)) = longest(analysis, id, &lexicon.role_phrases) else { continue };
            let Some(&role) = values.iter().min_by_key(|&&value| lexicon.role(value).is_none_or(|role| role.plural))
            else {
                continue;
            };
            let head = head_of_role(analysis, id, last);
            let several = id != last
                && (id.0..=last.0).map(TokenId).any(|token| matches!(analysis.upos(token), Upos::Noun | Upos::Propn));
            let is_noun = several
                || matches!(analysis.upos(head), Upos::Noun | Upos::Propn)
                || is_no_pronoun(analysis, lexicon, head)
                || (analysis.upos(head) == Upos::Adj
                    && (is_argument(analysis.deprel(head)) || analysis.deprel(head) == Deprel::Compound));
            if !is_noun
                || lexicon
                    .role(role)
                    .is_some_and(|role| role.kind == RoleKind::Person && self.is_in_body_name(lexicon, id))
            {
                continue;
            }
            let at = u32::try_from(self.roles.len()).ok();
            for token in id.0..=last.0 {
                self.role_at[token as usize] = at;
            }
            self.roles.push(RoleHit { first: id, last, head, role });
            next = last.index() + 1;
        }
    }

    /// "Lord's Resistance Army", "Justice and Development Party": no lord and no justice.
    fn is_in_body_name(&self, lexicon: &Lexicon, token: TokenId) -> bool {
        self.name_at(token).is_some_and(|hit| {
            hit.first != hit.last && lexicon.entry(hit.entry).is_some_and(|entry| entry.what == What::Organization)
        })
    }
}

/// "NAS", "TAP": three letters may be anything.
fn is_acronym(words: &str, entry: &NameEntry) -> bool {
    const LONGEST: usize = 5;
    entry.what == What::Organization
        && entry.country.is_state()
        && words.len() <= LONGEST
        && words.chars().all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == '-')
}

/// Which acronyms of the bodies of one state a report can mean: those of states that it names, those whose whole name it
/// has, and those known everywhere.
struct Acronyms<'a> {
    everywhere: &'a HashSet<String>,
    states: HashSet<Country>,
    bodies: HashSet<String>,
}

impl<'a> Acronyms<'a> {
    fn of(
        analysis: &Analysis,
        lexicon: &'a Lexicon,
        home: Option<Country>,
        raw: &[(TokenId, TokenId, Vec<u32>)],
    ) -> Self {
        let mut known = Self {
            everywhere: &lexicon.words.known_acronyms,
            states: home.into_iter().collect(),
            bodies: HashSet::new(),
        };
        for (first, last, values) in raw {
            let words = analysis.cover(&[*first, *last]).of(&analysis.text);
            let entries = || values.iter().filter_map(|&value| lexicon.entry(value));
            if entries().any(|entry| is_acronym(words, entry)) {
                continue;
            }
            for entry in entries() {
                if entry.what == What::Organization {
                    known.bodies.insert(entry.name.clone());
                }
                if entry.what != What::Nothing {
                    known.states.insert(entry.country);
                }
            }
        }
        known
    }

    fn accepts(&self, words: &str, entry: &NameEntry) -> bool {
        self.everywhere.contains(words) || self.states.contains(&entry.country) || self.bodies.contains(&entry.name)
    }
}

/// Family names in the names of persons that the model finds ("Valeska Paris").
fn surnames(analysis: &Analysis) -> HashSet<&str> {
    let several = |name: &&linguist::Name| name.kind == linguist::NameKind::Person && name.tokens.len() > 1;
    analysis.names.iter().filter(several).map(|name| analysis.form(TokenId(name.tokens.end - 1))).collect()
}

/// "Paris said" of a person named so before; "in Paris" is the city.
fn is_surname(analysis: &Analysis, surnames: &HashSet<&str>, first: TokenId, last: TokenId, entry: &NameEntry) -> bool {
    first == last
        && matches!(entry.what, What::Country | What::Capital | What::Region)
        && surnames.contains(analysis.form(first))
        && matches!(
            analysis.deprel(first),
            Deprel::Nsubj | Deprel::NsubjPass | Deprel::NmodPoss | Deprel::Obj | Deprel::OblAgent
        )
}

fn is_argument(relation: Deprel) -> bool {
    matches!(
        relation,
        Deprel::Nsubj
            | Deprel::NsubjPass
            | Deprel::Obj
            | Deprel::Obl
            | Deprel::OblAgent
            | Deprel::Nmod
            | Deprel::NmodPoss
    )
}

/// The longest phrase of a set that begins at a token and ends with one.
fn longest(analysis: &Analysis, first: TokenId, set: &Phrases) -> Option<(TokenId, Vec<u32>)> {
    let sentence = analysis.sentences.get(analysis.sentence_of(first) as usize)?;
    let start = analysis.span(first).start as usize;
    let limit = sentence.tokens.end;
    let token_ending = |end: usize| {
        (first.0..limit)
            .map(TokenId)
            .take_while(|&id| (analysis.span(id).start as usize) < end)
            .find(|&id| analysis.span(id).end as usize == end)
    };
    let (end, values) = set.longest_at(&analysis.text, start, |end| token_ending(end).is_some())?;
    Some((token_ending(end)?, values.to_vec()))
}

/// The same in plain letters.
fn longest_plain(analysis: &Analysis, plain: &PlainText, first: TokenId, set: &Phrases) -> Option<(TokenId, Vec<u32>)> {
    let sentence = analysis.sentences.get(analysis.sentence_of(first) as usize)?;
    let start = plain.to(analysis.span(first).start as usize)?;
    let token_ending = |end: usize| {
        let end = plain.from(end)?;
        (first.0..sentence.tokens.end)
            .map(TokenId)
            .take_while(|&id| (analysis.span(id).start as usize) < end)
            .find(|&id| analysis.span(id).end as usize == end)
    };
    let (end, values) = set.longest_at(&plain.text, start, |end| token_ending(end).is_some())?;
    let last = token_ending(end)?;
    let told = analysis.cover(&[first, last]).of(&analysis.text);
    (!told.is_ascii()).then(|| (last, values.to_vec()))
}

/// Whether a stretch of text is set in capitals, as some headlines are.
pub(crate) fn is_in_capitals(text: &str) -> bool {
    let (mut upper, mut lower) = (0usize, 0usize);
    for character in text.chars() {
        upper += usize::from(character.is_uppercase());
        lower += usize::from(character.is_lowercase());
    }
    upper > 6 && upper > lower * 2
}

/// The word of a description that carries it: its noun whose head lies outside ("secretary" in "secretary of state",
/// "attorney" in "attorney general").
fn head_of_role(analysis: &Analysis, first: TokenId, last: TokenId) -> TokenId {
    let outside = |&id: &TokenId| analysis.head(id).is_none_or(|above| above < first || above > last);
    let tops: Vec<TokenId> = (first.0..=last.0).map(TokenId).filter(outside).collect();
    let nouns = || tops.iter().copied().filter(|&id| matches!(analysis.upos(id), Upos::Noun | Upos::Propn));
    // "opposition lawmakers" taken for two subjects of one verb.
    let place = |id: TokenId| (analysis.head(id), analysis.deprel(id));
    let first_noun = nouns().next();
    let bare = first_noun.is_some_and(|noun| analysis.children(noun).is_empty());
    let twin = nouns().next_back().filter(|&twin| {
        bare && is_argument(analysis.deprel(twin)) && first_noun.is_some_and(|noun| place(noun) == place(twin))
    });
    let noun = twin.or(first_noun);
    noun.or_else(|| tops.first().copied()).unwrap_or(last)
}

/// "Malawi", "Farmers" at the start of a sentence may be tagged a pronoun, but are none of those that there are.
fn is_no_pronoun(analysis: &Analysis, lexicon: &Lexicon, token: TokenId) -> bool {
    analysis.upos(token) == Upos::Pron && !lexicon.pronouns.contains_key(analysis.lower(token))
}

/// Whether an entry can be meant at this place.
fn fits(analysis: &Analysis, lexicon: &Lexicon, first: TokenId, last: TokenId, entry: &NameEntry) -> bool {
    let is_name = |id: TokenId| {
        matches!(analysis.upos(id), Upos::Propn | Upos::Adj | Upos::Noun | Upos::X)
            // A name in an odd spelling, taken for a cry.
            || analysis.upos(id) == Upos::Intj && is_argument(analysis.deprel(id))
            || is_no_pronoun(analysis, lexicon, id)
    };
    if !(first.0..=last.0).map(TokenId).any(is_name) {
        return false;
    }
    let written = first == last && analysis.form(first).chars().count() <= 3;
    let part_of_person = is_part_of_person(analysis, first, last);
    match entry.what {
        What::Holder if ends_place(analysis, first) => false,
        What::Holder if entry.short => analysis.upos(last) == Upos::Propn,
        What::Holder | What::Adjective | What::Seat | What::Nothing => true,
        What::Organization => {
            let of_a_name = part_of_person && first == last;
            let short_adjective = written && analysis.upos(first) == Upos::Adj;
            !of_a_name && !short_adjective && !ends_other_name(analysis, lexicon, first, last)
        }
        What::Country | What::Capital | What::Region => !part_of_person && analysis.upos(last) != Upos::Adj,
        What::People => analysis.upos(last) != Upos::Adj || is_argument(analysis.deprel(last)),
    }
}

/// "Michael Jordan", "Paris Hilton": a token of a person's name, by the tree or by the model's names.
fn is_part_of_person(analysis: &Analysis, first: TokenId, last: TokenId) -> bool {
    let in_name = analysis.name_of(first).is_some_and(|name| {
        name.kind == linguist::NameKind::Person && (name.tokens.start < first.0 || name.tokens.end > last.0 + 1)
    });
    in_name
        || (analysis.deprel(first) == Deprel::Flat
            && analysis.head(first).is_some_and(|head| {
                head < first
                    && analysis.upos(head) == Upos::Propn
                    && analysis.name_of(head).is_none_or(|name| name.kind == linguist::NameKind::Person)
            }))
}

/// "Ain *al-Asad*": the end of a place's name.
fn ends_place(analysis: &Analysis, first: TokenId) -> bool {
    let place = |id: TokenId| analysis.name_of(id).filter(|name| name.kind == linguist::NameKind::Location);
    if place(first).is_some_and(|name| name.tokens.start < first.0) {
        return true;
    }
    let Some(before) = first.0.checked_sub(1).map(TokenId).filter(|&before| analysis.upos(before) == Upos::Propn)
    else {
        return false;
    };
    let linked = [Deprel::Flat, Deprel::Nmod, Deprel::Compound, Deprel::Conj, Deprel::Appos];
    place(before).is_some() && linked.contains(&analysis.deprel(first))
}

/// "Onward Greens": one word of the lexicon at the end of another body's name; "Iraqi Congress" is a congress.
fn ends_other_name(analysis: &Analysis, lexicon: &Lexicon, first: TokenId, last: TokenId) -> bool {
    let Some(name) = analysis.name_of(first).filter(|_| first == last) else { return false };
    if name.kind != linguist::NameKind::Organization || name.tokens.start >= first.0 || name.tokens.end != last.0 + 1 {
        return false;
    }
    let start = analysis.span(TokenId(name.tokens.start)).start as usize;
    let capitalized =
        (name.tokens.start..first.0).map(TokenId).all(|id| analysis.form(id).starts_with(char::is_uppercase));
    let told = |phrases: &crate::phrases::Phrases| {
        phrases.longest_at(&analysis.text, start, |end| end < analysis.span(first).start as usize).is_some()
    };
    capitalized && !told(&lexicon.names) && !told(&lexicon.role_phrases)
}

/// "pro-Iranian", "counter-ISIL", "Iran-backed", "London-based".
fn is_foreign(analysis: &Analysis, lexicon: &Lexicon, first: TokenId, last: TokenId) -> bool {
    let words = &lexicon.words;
    let before = |back: u32| first.0.checked_sub(back).map(TokenId);
    let after = |on: u32| Some(TokenId(last.0 + on)).filter(|id| id.index() < analysis.tokens.len());
    let is_hyphen = |id: Option<TokenId>| id.is_some_and(|id| matches!(analysis.form(id), "-" | "–"));
    let prefixed = (is_hyphen(before(1))
        && before(2).is_some_and(|id| words.foreign_prefixes.contains(analysis.lower(id))))
        || before(1).is_some_and(|id| {
            analysis.lower(id).strip_suffix('-').is_some_and(|prefix| words.foreign_prefixes.contains(prefix))
        });
    let suffixed = (is_hyphen(after(1))
        && after(2).is_some_and(|id| words.foreign_suffixes.contains(analysis.lower(id))))
        || after(1).is_some_and(|id| {
            analysis.lower(id).strip_prefix('-').is_some_and(|suffix| words.foreign_suffixes.contains(suffix))
                || (words.foreign_suffixes.contains(analysis.lower(id))
                    && analysis.deprel(id) == Deprel::Amod
                    && analysis.upos(id) == Upos::Verb
                    && analysis.head(last) == Some(id))
        });
    prefixed || suffixed
}
