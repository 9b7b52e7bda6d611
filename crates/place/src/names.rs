//! Which runs of words name a place.

use std::ops::Range;

use gazetteer::Feature;
use linguist::{Analysis, NameKind, TokenId};
use ontology::Upos;
use text::Span;

use crate::Places;
use crate::words::List;

/// How many words on either side may complete a name.
const REACH: u32 = 3;

/// The longest run of names that is looked up as one.
const LONGEST: u32 = 5;

/// How the government and the place of a name are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Stands for its government unless the sentence makes it a location.
    State,
    /// Stands for its government as a subject.
    Capital,
    Other,
}

/// A run of words that may name a place.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub(crate) span: Span,
    pub(crate) head: TokenId,
    pub(crate) tokens: Range<u32>,
    pub(crate) folded: String,
    pub(crate) kind: Kind,
    /// The model took it for a place; otherwise only a preposition makes it one.
    pub(crate) sure: bool,
    /// The model took it for a name of some kind, or for proper nouns.
    pub(crate) is_name: bool,
    /// The model took it for a person or an organization.
    pub(crate) other_name: bool,
    /// The model took it for a person.
    pub(crate) person: bool,
    /// The kind of division that the report names with it: "province".
    pub(crate) division: Option<String>,
}

impl Places {
    /// The runs of words that may name places, in reading order, not overlapping.
    pub(crate) fn candidates(&self, analysis: &Analysis) -> Vec<Candidate> {
        let mut found: Vec<Candidate> = Vec::new();
        let mut at = 0u32;
        let end = TokenId::new(analysis.tokens.len()).0;
        while at < end {
            let before = found.last().map_or(0, |last| last.tokens.end);
            let name = analysis.name_of(TokenId(at));
            if self.is_nationality_of_two(analysis, at) {
                at += 2;
            } else if let Some(name) = name.filter(|name| name.tokens.start < at && before > name.tokens.start) {
                at = name.tokens.end.max(at + 1);
            } else if let Some(candidate) = self.listed_phrase(analysis, TokenId(at)) {
                at = candidate.tokens.end.max(at + 1);
                found.push(candidate);
            } else if let Some(candidate) = self.told_by_its_kind(analysis, TokenId(at)) {
                at = candidate.tokens.end.max(at + 1);
                found.push(candidate);
            } else if let Some(name) = name {
                let mut stop = name.tokens.end;
                if name.kind == NameKind::Location {
                    let tokens = self.extend(analysis, name.tokens.clone(), before);
                    stop = tokens.end;
                    self.split(analysis, tokens, &mut found);
                } else {
                    found.extend(
                        self.candidate(analysis, name.tokens.clone(), false)
                            .filter(|candidate| self.is_well_known(&candidate.folded)),
                    );
                }
                at = stop.max(at + 1);
            } else if let Some(candidate) = self.longest_known(analysis, TokenId(at)) {
                at = candidate.tokens.end.max(at + 1);
                found.push(candidate);
            } else {
                at += 1;
            }
        }
        join_district_of_columbia(analysis, &mut found);
        trust_what_is_seen_elsewhere(&mut found);
        found
    }

    /// "Puerto Rican", "Saudi Arabian".
    fn is_nationality_of_two(&self, analysis: &Analysis, at: u32) -> bool {
        let capital = |at: u32| {
            analysis.tokens.get(at as usize).is_some_and(|_| analysis.form(TokenId(at)).starts_with(char::is_uppercase))
        };
        capital(at) && capital(at + 1) && {
            let both = analysis.span(TokenId(at)).cover(analysis.span(TokenId(at + 1)));
            let both = gazetteer::fold(both.of(&analysis.text));
            self.words.nationality(&both).is_some() && self.words.state(&both).is_none()
        }
    }

    /// Two words or more that are the listed name of a state or region, whatever the model takes them for: "Sea of Japan".
    fn listed_phrase(&self, analysis: &Analysis, first: TokenId) -> Option<Candidate> {
        let capital = |token: TokenId| analysis.form(token).starts_with(char::is_uppercase);
        if !capital(first) {
            return None;
        }
        let sentence = analysis.sentence_of(first);
        let end = TokenId::new(analysis.tokens.len()).0;
        (2..=LONGEST).rev().map(|length| first.0..first.0 + length).find_map(|tokens| {
            let last = TokenId(tokens.end - 1);
            if tokens.end > end || !capital(last) || analysis.sentence_of(last) != sentence {
                return None;
            }
            let folded = gazetteer::fold(analysis.span(first).cover(analysis.span(last)).of(&analysis.text));
            (self.words.state(&folded).is_some() || self.words.world(&folded).is_some())
                .then(|| self.candidate(analysis, tokens, true))?
        })
    }

    /// A run of capitals whose kind the report tells: "*Gomal* district", "the village of *Yusof Kheyl*", "*Kora* Bridge".
    fn told_by_its_kind(&self, analysis: &Analysis, first: TokenId) -> Option<Candidate> {
        let sentence = analysis.sentence_of(first);
        let capital = |at: u32| {
            analysis.form(TokenId(at)).starts_with(char::is_uppercase) && analysis.upos(TokenId(at)) != Upos::Verb
        };
        let inside = |at: u32| analysis.tokens.get(at as usize).is_some_and(|token| token.sentence == sentence);
        // "Nahr-e Saraj": small words and hyphens stand inside a name.
        let joins = |at: u32| {
            is_hyphen(analysis, TokenId(at)) && touches(analysis, at)
                || is_hyphen(analysis, TokenId(at.saturating_sub(1)))
        };
        if !capital(first.0)
            || analysis.lower(first) == "the"
            || self.words.nationality(&gazetteer::fold(analysis.form(first))).is_some()
        {
            return None;
        }
        let reach =
            (first.0..first.0 + LONGEST + 2).take_while(|&at| inside(at) && (capital(at) || joins(at))).last()? + 1;
        let sure = |tokens: Range<u32>| {
            let candidate = self.candidate(analysis, tokens, true)?;
            (!self.words.kinds.no_names.has(&candidate.folded)).then_some(candidate)
        };
        // "the Plains of Arafat", "the Straits of Tiran".
        let feature_of = self.words.feature("", analysis.lower(first)).is_some()
            && inside(first.0 + 2)
            && analysis.lower(TokenId(first.0 + 1)) == "of"
            && capital(first.0 + 2);
        if feature_of && reach == first.0 + 1 {
            let end = (first.0 + 2..first.0 + 2 + LONGEST).take_while(|&at| inside(at) && capital(at)).last()? + 1;
            return sure(first.0..end);
        }
        let kind_behind = inside(reach)
            && self.words.kinds.kinds.has(analysis.lower(TokenId(reach)))
            && analysis.lower(TokenId(reach)) != "state";
        let kind_before = first.0.checked_sub(2).is_some_and(|noun| {
            analysis.lower(TokenId(noun + 1)) == "of" && self.words.kinds.before_of.has(analysis.lower(TokenId(noun)))
        });
        if kind_behind || kind_before {
            return sure(first.0..reach);
        }
        let named_feature = self.words.feature(analysis.lower(first), analysis.lower(TokenId(reach - 1))).is_some();
        // A headline in capitals is no name.
        let shouted =
            reach - first.0 > 2 && (first.0..reach).all(|at| !analysis.form(TokenId(at)).contains(char::is_lowercase));
        if shouted || !named_feature || reach - first.0 < 2 {
            return None;
        }
        sure(first.0..reach)
    }

    /// A name of the model with the words beside it that complete a known name, and with what a hyphen joins to it:
    /// "Bala *Boluk*", "al-*Hilla*".
    fn extend(&self, analysis: &Analysis, tokens: Range<u32>, after: u32) -> Range<u32> {
        let sentence = analysis.sentence_of(TokenId(tokens.start));
        let part = |at: u32| {
            analysis.tokens.get(at as usize).is_some_and(|token| token.sentence == sentence)
                && (matches!(analysis.upos(TokenId(at)), Upos::Propn | Upos::X)
                    || is_hyphen(analysis, TokenId(at))
                    || analysis.name_of(TokenId(at)).is_some())
        };
        let first = (1..=REACH)
            .take_while(|back| tokens.start.checked_sub(*back).is_some_and(|at| at >= after && part(at)))
            .last()
            .unwrap_or(0);
        let last = (0..REACH).take_while(|on| part(tokens.end + on)).last().map_or(0, |on| on + 1);
        for (back, on) in (0..=first).rev().flat_map(|back| (0..=last).rev().map(move |on| (back, on))) {
            let wider = tokens.start - back..tokens.end + on;
            let known = self.candidate(analysis, wider.clone(), true).is_some_and(|wider| self.is_known(&wider.folded));
            if known {
                return wider;
            }
        }
        let joined = |at: u32| is_hyphen(analysis, TokenId(at)) && touches(analysis, at);
        let start = if first >= 2 && joined(tokens.start - 1) { tokens.start - 2 } else { tokens.start };
        let end = if last >= 2 && joined(tokens.end) { tokens.end + 2 } else { tokens.end };
        start..end
    }

    /// A name of the model, cut where a comma or "and" joins two.
    fn split(&self, analysis: &Analysis, tokens: Range<u32>, found: &mut Vec<Candidate>) {
        let whole = self.candidate(analysis, tokens.clone(), true);
        if whole.as_ref().is_some_and(|whole| self.is_known(&whole.folded)) {
            found.extend(whole);
            return;
        }
        let mut first = tokens.start;
        for at in tokens.clone() {
            if matches!(analysis.lower(TokenId(at)), "," | "and" | "/") {
                found.extend(self.candidate(analysis, first..at, true));
                first = at + 1;
            }
        }
        found.extend(self.candidate(analysis, first..tokens.end, true));
    }

    /// The longest run of proper nouns from here that the gazetteer knows, where the model saw no name.
    fn longest_known(&self, analysis: &Analysis, first: TokenId) -> Option<Candidate> {
        let sentence = analysis.sentence_of(first);
        let opens = analysis.sentences.get(sentence as usize).is_some_and(|sentence| sentence.tokens.start == first.0);
        let is_name = analysis.upos(first) == Upos::Propn
            || !opens
                && matches!(analysis.upos(first), Upos::Noun | Upos::Adj | Upos::X)
                && analysis.form(first).starts_with(char::is_uppercase);
        if !is_name {
            return None;
        }
        let end = TokenId::new(analysis.tokens.len()).0.min(first.0 + LONGEST);
        let free = |at: &u32| {
            let token = TokenId(*at);
            let part = *at == first.0 || matches!(analysis.upos(token), Upos::Propn | Upos::Adp | Upos::Part | Upos::X);
            analysis.sentence_of(token) == sentence && analysis.name_of(token).is_none() && part
        };
        let reach = (first.0..end).take_while(free).last()? + 1;
        (first.0 + 1..=reach).rev().find_map(|stop| {
            let candidate = self.candidate(analysis, first.0..stop, false)?;
            // A short word in capitals is more often an abbreviation than a town.
            let long = candidate.folded.len() > 3 || candidate.kind == Kind::State;
            (long && (self.is_well_known(&candidate.folded) || self.is_placed(analysis, &candidate)))
                .then_some(candidate)
        })
    }

    fn candidate(&self, analysis: &Analysis, tokens: Range<u32>, sure: bool) -> Option<Candidate> {
        let ids: Vec<TokenId> = tokens.map(TokenId).collect();
        let is_edge = |id: &TokenId| {
            analysis.upos(*id) == Upos::Punct || matches!(analysis.lower(*id), "the" | "'s" | "’s" | "’")
        };
        let from = ids.iter().position(|id| !is_edge(id))?;
        let to = ids.iter().rposition(|id| !is_edge(id))? + 1;
        let ids = without_department(analysis, &self.words.kinds.kinds, ids.get(from..to)?);
        let (&first, &last) = (ids.first()?, ids.last()?);
        let span = analysis.cover(ids);
        let all = gazetteer::fold(span.of(&analysis.text));
        let (folded, inside) = without_kind(&self.words.kinds.kinds, &all);
        let known_whole = folded != all && self.is_known(&all);
        let folded = if known_whole { all.clone() } else { folded.to_owned() };
        if self.words.kinds.no_names.has(&folded) && !self.words.needs_article(&folded) || folded.len() < 2 {
            return None;
        }
        let article = first.0.checked_sub(1).is_some_and(|before| analysis.lower(TokenId(before)) == "the");
        if self.words.needs_article(&folded) && !article {
            return None;
        }
        if analysis.upos(last) == Upos::Adj && ids.len() == 1 && self.words.nationality(&folded).is_some() {
            return None;
        }
        let beside_at =
            analysis.ids().nth(last.index() + 1).filter(|&next| self.words.kinds.kinds.has(analysis.lower(next)));
        let beside = beside_at.map(|next| analysis.lower(next).to_owned());
        let kinds = &self.words.kinds;
        // "the department of Córdoba": "department" alone makes no name, "the Department of Health".
        let before_of = first.0.checked_sub(2).map(TokenId).filter(|&kind| {
            let word = analysis.lower(kind);
            analysis.lower(TokenId(kind.0 + 1)) == "of" && (kinds.kinds.has(word) || kinds.kinds.is_first_order(word))
        });
        let before_of = before_of.map(|kind| analysis.lower(kind).to_owned());
        let kind = if self.words.state(&folded).is_some() {
            Kind::State
        } else if self.words.capital(&folded).is_some() {
            Kind::Capital
        } else {
            Kind::Other
        };
        // "the Euphrates": no person or organization bears the name of a river with an article.
        let sure = sure || article && self.words.world(&folded).is_some_and(|world| world.is_natural());
        Some(Candidate {
            span,
            head: head_with_kind(analysis, analysis.head_of_span(span)?, beside_at),
            tokens: first.0..last.0 + 1,
            folded,
            kind,
            sure,
            person: !sure
                && ids.iter().any(|&id| analysis.name_of(id).is_some_and(|name| name.kind == NameKind::Person)),
            other_name: !sure && ids.iter().any(|&id| analysis.name_of(id).is_some()),
            is_name: ids.iter().all(|&id| analysis.upos(id) == Upos::Propn || analysis.name_of(id).is_some()),
            division: inside.map(str::to_owned).or(beside).or(before_of),
        })
    }

    /// "Liberal, Kansas": whatever the word is, the division behind the comma holds such a town.
    fn is_placed(&self, analysis: &Analysis, candidate: &Candidate) -> bool {
        let comma = candidate.tokens.end;
        let end = TokenId::new(analysis.tokens.len()).0;
        if comma + 1 >= end || analysis.lower(TokenId(comma)) != "," || !self.gazetteer.knows(&candidate.folded) {
            return false;
        }
        let reach = (comma + 1..end.min(comma + 4))
            .take_while(|&at| analysis.form(TokenId(at)).starts_with(char::is_uppercase))
            .last();
        let towns = self.gazetteer.folded(&candidate.folded);
        (comma + 1..=reach.unwrap_or(0)).any(|last| {
            let outer = analysis.span(TokenId(comma + 1)).cover(analysis.span(TokenId(last)));
            let outer = self.gazetteer.folded(&gazetteer::fold(outer.of(&analysis.text)));
            let is_division = |place: &&gazetteer::Place<'_>| place.feature == Feature::FirstOrder;
            outer
                .iter()
                .filter(is_division)
                .any(|outer| towns.iter().any(|town| town.division == outer.division && !is_division(&town)))
        })
    }

    fn is_known(&self, folded: &str) -> bool {
        self.words.state(folded).is_some() || self.words.world(folded).is_some() || self.gazetteer.knows(folded)
    }

    /// Small towns bear the names of persons and things, so that a name that the model takes for no place must be a larger one.
    fn is_well_known(&self, folded: &str) -> bool {
        self.words.state(folded).is_some()
            || self.words.world(folded).is_some()
            || self.gazetteer.knows_prominent(folded)
    }
}

/// "department of *Córdoba*": in small letters the word is no part of the name.
fn without_department<'a>(analysis: &Analysis, kinds: &List, ids: &'a [TokenId]) -> &'a [TokenId] {
    match ids {
        [kind, of, rest @ ..]
            if !rest.is_empty()
                && analysis.lower(*of) == "of"
                && kinds.is_first_order(analysis.lower(*kind))
                && analysis.form(*kind).starts_with(char::is_lowercase) =>
        {
            rest
        }
        ids => ids,
    }
}

/// A name that the model takes for a place in one sentence is one in every sentence.
fn trust_what_is_seen_elsewhere(found: &mut [Candidate]) {
    let seen: std::collections::HashSet<String> =
        found.iter().filter(|candidate| candidate.sure).map(|candidate| candidate.folded.clone()).collect();
    for candidate in found {
        candidate.sure |= seen.contains(&candidate.folded);
        candidate.other_name &= !candidate.sure;
        candidate.person &= !candidate.sure;
    }
}

/// "Washington, D.C." is one name.
fn join_district_of_columbia(analysis: &Analysis, found: &mut Vec<Candidate>) {
    let mut at = 1usize;
    while let (Some(before), Some(district)) = (at.checked_sub(1).and_then(|at| found.get(at)), found.get(at)) {
        let gap = district.tokens.start.saturating_sub(before.tokens.end);
        let is_district = district.folded == "dc" && before.folded == "washington" && gap <= 1;
        if is_district {
            let (tokens, span) = (before.tokens.start..district.tokens.end, before.span.cover(district.span));
            found.remove(at);
            if let Some(whole) = found.get_mut(at - 1) {
                (whole.tokens, whole.span, whole.folded, whole.sure) =
                    (tokens, span, gazetteer::fold(span.of(&analysis.text)), true);
                whole.kind = Kind::Other;
            }
        } else {
            at += 1;
        }
    }
}

/// "in Gomal *district*": the word for the kind carries the preposition.
fn head_with_kind(analysis: &Analysis, head: TokenId, kind: Option<TokenId>) -> TokenId {
    kind.filter(|&kind| analysis.ancestors(head).take(4).any(|above| above == kind)).unwrap_or(head)
}

fn is_hyphen(analysis: &Analysis, token: TokenId) -> bool {
    token.index() < analysis.tokens.len() && matches!(analysis.lower(token), "-" | "‐" | "–")
}

/// Whether a hyphen stands between two words without spaces.
fn touches(analysis: &Analysis, hyphen: u32) -> bool {
    let end_before = hyphen.checked_sub(1).map(|at| analysis.span(TokenId(at)).end);
    let span = analysis.span(TokenId(hyphen));
    end_before == Some(span.start)
        && analysis.tokens.get(hyphen as usize + 1).is_some_and(|next| next.span.start == span.end)
}

/// Whether a name is joined by a hyphen to another word: "UK-France summit", "Force-Iraq", "(R-Utah)".
pub(crate) fn is_joined(analysis: &Analysis, candidate: &Candidate) -> bool {
    let before = candidate
        .tokens
        .start
        .checked_sub(1)
        .is_some_and(|at| is_hyphen(analysis, TokenId(at)) && touches(analysis, at));
    let after = candidate.tokens.end;
    before || (is_hyphen(analysis, TokenId(after)) && touches(analysis, after))
}

/// The name and the word for its kind: "helmand province" is "helmand", a province.
fn without_kind<'a>(kinds: &List, folded: &'a str) -> (&'a str, Option<&'a str>) {
    if let Some((name, kind)) = folded.rsplit_once(' ').filter(|(_, kind)| kinds.has(kind)) {
        return (name, Some(kind));
    }
    match folded.split_once(" of ") {
        Some((kind, name)) if kinds.has(kind) => (name, Some(kind)),
        _ => (folded, None),
    }
}
