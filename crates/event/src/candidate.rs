//! Triggers: which words of the report express a frame, and what stands in its slots.

use linguist::TokenId;
use ontology::{Deprel, EntityKind, EventType, Mode, Upos};
use record::Participant;

use crate::classes::Classes;
use crate::frames::{Condition, Expression, Frame, Frames, Kind, Needs, Polarity};
use crate::others::{is_document, is_setting, other_side, seeks_other_side};
use crate::participants::participants;
use crate::phrases::{is_attribute, is_fact, modals, phrase_words};
use crate::reading::Reading;
use crate::sides::{OF_NOBODY, is_harm, is_verbal, source};
use crate::slots::{Slots, Use};

/// An event in the making.
#[derive(Debug, Clone)]
pub(crate) struct Candidate {
    pub(crate) token: TokenId,
    pub(crate) words: Vec<TokenId>,
    pub(crate) frame: usize,
    pub(crate) phrase: String,
    pub(crate) kind: EventType,
    pub(crate) modes: Vec<Mode>,
    pub(crate) actors: Vec<Participant>,
    pub(crate) recipients: Vec<Participant>,
    /// The candidate that it governs, by index.
    pub(crate) embeds: Option<usize>,
    /// Everything that it governs, by index: "agreed to meet *and to trade*".
    pub(crate) governed: Vec<usize>,
    /// The event that is praised, blamed or welcomed, by index.
    pub(crate) about: Option<usize>,
    /// Heads of the phrases to which it is done.
    pub(crate) patients: Vec<TokenId>,
    pub(crate) agents: Vec<TokenId>,
    /// Words that name what is asked for, promised or refused.
    pub(crate) asked: Vec<TokenId>,
    /// The verb that lends its clause to an event noun.
    pub(crate) support: Option<TokenId>,
    pub(crate) negated_content: bool,
    pub(crate) nominal: bool,
    /// Told by another event: the content of a promise, the object of a demand.
    pub(crate) consumed: bool,
    pub(crate) notes: Vec<String>,
    /// Only a purpose or a condition of something else.
    pub(crate) unreached: bool,
    /// Someone is named as the other side whom no entity stands for.
    pub(crate) names_another: bool,
    /// The grammatical subject is the one to whom it is done: "received aid".
    pub(crate) subject_receives: bool,
}

/// Finds candidates, deepest words first, so that what a word governs is known before the word itself.
pub(crate) struct Finder<'a> {
    pub(crate) reading: &'a Reading<'a>,
    pub(crate) frames: &'a Frames,
    pub(crate) classes: &'a Classes,
    pub(crate) found: Vec<Candidate>,
    /// Token → index of the candidate whose word it is.
    pub(crate) at: Vec<Option<usize>>,
}

/// The participants of a trigger and how they were found.
struct Sides {
    actors: Vec<Participant>,
    recipients: Vec<Participant>,
    /// It is about a deed that nobody named did.
    of_deed: bool,
    notes: Vec<String>,
}

struct Match<'f> {
    expression: &'f Expression,
    frame: &'f Frame,
    slots: Slots,
    score: usize,
}

impl<'a> Finder<'a> {
    pub(crate) fn new(reading: &'a Reading<'a>, frames: &'a Frames, classes: &'a Classes) -> Self {
        let at = vec![None; reading.analysis.tokens.len()];
        Self { reading, frames, classes, found: Vec::new(), at }
    }

    pub(crate) fn find(mut self) -> Vec<Candidate> {
        let analysis = self.reading.analysis;
        for sentence in 0..analysis.sentences.len() {
            let sentence = u32::try_from(sentence).unwrap_or(u32::MAX);
            let mut tokens: Vec<(usize, TokenId)> =
                analysis.sentence_ids(sentence).map(|token| (analysis.ancestors(token).count(), token)).collect();
            tokens.sort_by_key(|&(depth, token)| (std::cmp::Reverse(depth), token));
            for (_, token) in tokens {
                self.try_token(token);
            }
        }
        self.read_protests();
        self.found
    }

    fn try_token(&mut self, token: TokenId) {
        let analysis = self.reading.analysis;
        if self.at.get(token.index()).copied().flatten().is_some() {
            return;
        }
        if is_attribute(analysis, token) || self.in_a_name(token) {
            return;
        }
        let kinds: &[Kind] = match analysis.upos(token) {
            Upos::Verb => &[Kind::Verb, Kind::Adjective, Kind::Modal],
            Upos::Aux => &[],
            Upos::Noun | Upos::Propn => &[Kind::Noun],
            Upos::Adj => &[Kind::Adjective, Kind::Verb],
            _ => &[],
        };
        let mut best: Option<Match<'a>> = None;
        for &kind in kinds {
            self.try_kind(token, kind, &mut best);
        }
        if let Some(best) = best {
            self.make(token, best);
        }
    }

    /// "Operation *Strike*", "Peace *Conference*": part of a name that mentions an entity.
    fn in_a_name(&self, token: TokenId) -> bool {
        let analysis = self.reading.analysis;
        analysis.upos(token) == Upos::Propn && self.reading.named_at(analysis.span(token))
    }

    fn try_kind(&self, token: TokenId, kind: Kind, best: &mut Option<Match<'a>>) {
        let analysis = self.reading.analysis;
        let lemma = analysis.lemma(token).to_lowercase();
        let keys: Vec<String> = match kind {
            Kind::Modal => modals(analysis, token),
            // "is committed to", not "the crimes committed by".
            Kind::Adjective if analysis.upos(token) == Upos::Verb => {
                let predicative = analysis.children_by(token, &[Deprel::Cop, Deprel::AuxPass]).next().is_some()
                    || analysis.deprel(token) == Deprel::Xcomp;
                if !predicative {
                    return;
                }
                vec![analysis.lower(token).to_owned()]
            }
            // "was a wounded soldier": participles that the tagger calls adjectives are no events by themselves.
            Kind::Verb if analysis.upos(token) == Upos::Adj => return,
            Kind::Adjective => vec![lemma, analysis.lower(token).to_owned()],
            _ => vec![lemma],
        };
        let frames: &'a Frames = self.frames;
        for expression in keys.iter().flat_map(|key| frames.expressions(kind, key)) {
            let Some(frame) = frames.frames.get(expression.frame) else { continue };
            let words = match kind {
                Kind::Modal => Some(vec![token]),
                _ => phrase_words(analysis, token, expression),
            };
            let Some(words) = words else { continue };
            if kind == Kind::Noun
                && words.iter().any(|word| self.at.get(word.index()).copied().flatten().is_some())
                && words.len() == 1
            {
                continue;
            }
            let used = Use {
                possessor_suffers: frame.entry.effect.is_some(),
                governs: frame.entry.content.is_some(),
                participle: kind == Kind::Adjective && analysis.upos(token) == Upos::Verb,
            };
            let slots = Slots::new(self.reading, token, &words, used);
            let Some(score) = self.score(token, frame, expression, &slots) else { continue };
            let preferred =
                |known: &Match<'_>| score > known.score || score == known.score && frame.is_over(known.frame);
            if best.as_ref().is_none_or(preferred) {
                *best = Some(Match { expression, frame, slots, score });
            }
        }
    }

    /// How specific the match is; `None` if a condition fails.
    fn score(&self, token: TokenId, frame: &Frame, expression: &Expression, slots: &Slots) -> Option<usize> {
        let entry = &frame.entry;
        if !self.polarity_holds(token, entry.polarity) {
            return None;
        }
        if entry.needs == Some(Needs::Statement) && source(self.reading, token).is_none() {
            return None;
        }
        let holds = |condition: &Condition| {
            condition.iter().all(|(slot, value)| self.condition(slots, expression, slot, value))
        };
        if entry.unless.iter().any(holds) {
            return None;
        }
        let conditions = entry.when.iter().filter(|condition| holds(condition)).map(Condition::len).max();
        if !entry.when.is_empty() && conditions.is_none() && (entry.polarity.is_some() || !expression.is_telling()) {
            return None;
        }
        let polarity = usize::from(entry.polarity.is_some()) * 25;
        // What must be done is not done: the modal decides over any meaning of the verb.
        let modal = usize::from(!entry.modal.is_empty()) * 40;
        Some(expression.words.len() * 10 + conditions.unwrap_or(0) * 2 + polarity + modal)
    }

    fn polarity_holds(&self, token: TokenId, polarity: Option<Polarity>) -> bool {
        let analysis = self.reading.analysis;
        let words = || analysis.children(token).iter().map(|&child| analysis.lower(child));
        match polarity {
            None => true,
            Some(Polarity::Negated) => words().any(|word| matches!(word, "not" | "n't" | "n’t" | "never")),
            Some(Polarity::Future) => analysis
                .children_by(token, &[Deprel::Aux])
                .any(|aux| matches!(analysis.lower(aux), "will" | "shall" | "'ll" | "’ll" | "would" | "wo")),
        }
    }

    fn condition(&self, slots: &Slots, expression: &Expression, slot: &str, value: &str) -> bool {
        let analysis = self.reading.analysis;
        match slot {
            "verb" | "adjective" | "noun" => expression.phrase == value,
            "support" => match slots.arguments.support {
                Some(_) if value == "any" => true,
                Some(verb) => analysis.lemma(verb) == value,
                None => false,
            },
            "content" => self.content_is(slots, value),
            // The trigger itself: a class of words that a frame or a modal treats alike.
            "self" => slots.words.iter().any(|&word| self.classes.contains(self.reading, value, word)),
            // Its auxiliary: "*must* not permit".
            "aux" => {
                let mut auxiliaries = slots.words.iter().flat_map(|&word| analysis.children_by(word, &[Deprel::Aux]));
                auxiliaries.any(|auxiliary| self.classes.contains(self.reading, value, auxiliary))
            }
            "clause" if value == "any" => !slots.clauses.is_empty(),
            // "agrees *that it is late*": a thing that is so, not one to be done.
            "clause" if value == "fact" => slots.clauses.iter().any(|&clause| is_fact(analysis, clause)),
            // "asked *whether he knew*": neither "to do" nor "that it be done".
            "clause" if value == "question" => slots.asks_only(self.reading),
            _ => {
                let fillers = slots.fillers(self.reading, slot);
                match value {
                    "any" => !fillers.is_empty(),
                    "none" => fillers.is_empty(),
                    class => fillers.iter().any(|&filler| self.classes.contains(self.reading, class, filler)),
                }
            }
        }
    }

    fn content_is(&self, slots: &Slots, value: &str) -> bool {
        let embedded = self.embedded(slots);
        match value {
            "any" => embedded.is_some() || !slots.clauses.is_empty(),
            "none" => embedded.is_none() && slots.clauses.is_empty(),
            "harm" => embedded.is_some_and(|at| is_harm(self.found[at].kind) && !self.denied(self.found[at].token)),
            "cooperation" => {
                embedded.is_some_and(|at| !is_harm(self.found[at].kind) || self.denied(self.found[at].token))
            }
            // "allowed them to hold a *rally*" is no force.
            "force" => {
                embedded.is_some_and(|at| is_harm(self.found[at].kind) && self.found[at].kind != EventType::Protest)
            }
            class => slots.clauses.iter().any(|&clause| self.classes.contains(self.reading, class, clause)),
        }
    }

    /// Negation on the word itself: "promised *not* to attack".
    fn denied(&self, token: TokenId) -> bool {
        let analysis = self.reading.analysis;
        analysis
            .children_by(token, &[Deprel::Advmod])
            .any(|child| matches!(analysis.lower(child), "not" | "n't" | "n’t" | "never"))
    }

    /// The candidate that a trigger governs.
    fn embedded(&self, slots: &Slots) -> Option<usize> {
        let in_clause = slots.clauses.iter().find_map(|&clause| self.candidate_under(clause, 0));
        in_clause
            .or_else(|| slots.objects().into_iter().find_map(|object| self.at.get(object.index()).copied().flatten()))
    }

    /// Every candidate that stands in a governed clause as its predicate.
    fn governed(&self, slots: &Slots) -> Vec<usize> {
        let mut found: Vec<usize> =
            slots.clauses.iter().filter_map(|&clause| self.candidate_under(clause, 0)).collect();
        found.extend(self.embedded(slots));
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The candidate at a word or, where the word only lends tense or support, below it.
    fn candidate_under(&self, token: TokenId, depth: usize) -> Option<usize> {
        if let Some(at) = self.at.get(token.index()).copied().flatten() {
            return Some(at);
        }
        if depth >= 2 {
            return None;
        }
        let analysis = self.reading.analysis;
        let below = [Deprel::Xcomp, Deprel::Obj, Deprel::NsubjPass, Deprel::Obl];
        analysis.children_by(token, &below).find_map(|child| self.candidate_under(child, depth + 1))
    }

    /// "withdraw *our troops*": whoever they are, it is not done to them.
    fn are_own_forces(&self, slots: &Slots, side: &Participant) -> bool {
        let head = side.span.and_then(|span| self.reading.analysis.head_of_span(span));
        head.is_some_and(|head| {
            slots.arguments.patients.contains(&head) && self.classes.contains(self.reading, "forces", head)
        })
    }

    /// Who does it to whom, and the slots that tell it.
    fn sides(&self, token: TokenId, kind: EventType, frame: &Frame, slots: &Slots) -> Sides {
        let (mut actors, actor_slot) = self.fill(&frame.actor, slots, frame.entry.symmetric, (token, kind), &[]);
        // "This bill requires …": a text of nobody's does nothing.
        actors.retain(|actor| !(is_document(self.reading, actor) && self.reading.country(actor).is_none()));
        if actors.is_empty() && !slots.arguments.passive && (is_verbal(kind) || kind == EventType::Accuse) {
            actors.extend(self.reading.source_of_cue(token));
        }
        if frame.entry.symmetric && actor_slot.as_deref() == Some("with") {
            actors.extend(self.own_side(token, &actors));
        }
        if matches!(kind, EventType::Assault | EventType::Coerce) {
            for side in self.supporters(token, slots) {
                if !actors.iter().any(|actor| actor.entity == side.entity) {
                    actors.push(side);
                }
            }
        }
        // "Chad and Niger agreed that a meeting of the commission …": both sides are named.
        let both = frame.entry.symmetric && actors.len() > 1;
        let slots_of_recipients = if both { &[][..] } else { &frame.recipient[..] };
        let (mut recipients, recipient_slot) = self.fill(slots_of_recipients, slots, false, (token, kind), &actors);
        recipients.retain(|participant| {
            !actors.iter().any(|actor| actor.entity == participant.entity) && !is_document(self.reading, participant)
        });
        // "the inquiry into the *murder of the judge*": who did it is not known.
        let of_deed = recipient_slot.as_deref() == Some(OF_NOBODY);
        if recipients.is_empty()
            && seeks_other_side(kind)
            && (!frame.entry.symmetric || actors.len() == 1)
            && !frame.recipient.is_empty()
            && !of_deed
            && !self.names_another(kind, slots)
        {
            let harmed = |word: TokenId| self.is_under_harm(word, token);
            recipients.extend(other_side(self.reading, kind, slots, &actors, &harmed));
        }
        if matches!(kind, EventType::Retreat | EventType::Mobilize) {
            // "withdrew its *US* troops": one's own forces are no other side. Who leaves a country leaves it, though.
            let named = |side: &Participant| {
                let head = side.span.and_then(|span| self.reading.analysis.head_of_span(span));
                head.is_some_and(|head| self.reading.analysis.upos(head) != Upos::Adj)
            };
            let left = |side: &Participant| {
                recipient_slot.is_some()
                    && kind == EventType::Retreat
                    && named(side)
                    && self.reading.entity(*side).is_some_and(|entity| entity.kind == EntityKind::Country)
            };
            recipients.retain(|side| {
                (left(side) || !self.reading.of_one_country(side, &actors)) && !self.are_own_forces(slots, side)
            });
        }
        if kind == EventType::Mobilize {
            recipients.retain(|side| !self.is_destination(side));
            if recipients.is_empty() {
                recipients.extend(self.foes(token));
            }
        }
        let mut notes = Vec::new();
        if let Some(slot) = actor_slot {
            notes.push(format!("actor: {slot}"));
        }
        if let Some(slot) = recipient_slot {
            notes.push(format!("recipient: {slot}"));
        }
        Sides { actors, recipients, of_deed, notes }
    }

    /// "called up reservists for a war *against Mali*": whoever forces are moved against, wherever it is told.
    fn foes(&self, token: TokenId) -> Vec<Participant> {
        let analysis = self.reading.analysis;
        let other = |word: TokenId| {
            matches!(analysis.deprel(word), Deprel::Conj | Deprel::AclRelcl | Deprel::Parataxis | Deprel::Ccomp)
        };
        let against = |word: &TokenId| grammar::preposition(analysis, *word).as_deref() == Some("against");
        let words = analysis.subtree_without(token, other);
        words.into_iter().filter(against).flat_map(|word| participants(self.reading, &[word])).collect()
    }

    /// "sent more troops *to Iraq*": where they go, not against whom.
    fn is_destination(&self, side: &Participant) -> bool {
        let head = side.span.and_then(|span| self.reading.analysis.head_of_span(span));
        head.is_some_and(|head| {
            let to = grammar::preposition(self.reading.analysis, head);
            is_setting(self.reading, head)
                || self.reading.entity_at(head).is_some_and(|entity| entity.kind == EntityKind::Country)
                    && to.is_some_and(|to| matches!(to.as_str(), "to" | "into"))
        })
    }

    fn make(&mut self, token: TokenId, found: Match<'a>) {
        let Match { expression, frame, slots, .. } = found;
        let Some(kind) = frame.kind else {
            return;
        };
        let nominal = !matches!(self.reading.analysis.upos(token), Upos::Verb | Upos::Aux);
        let Sides { actors, recipients, of_deed, notes } = self.sides(token, kind, frame, &slots);
        let embeds = frame.entry.content.and_then(|_| self.embedded(&slots));
        let governed = if frame.entry.content.is_some() { self.governed(&slots) } else { Vec::new() };
        let about = slots.objects().into_iter().find_map(|object| self.at.get(object.index()).copied().flatten());
        let embedded_token = embeds.and_then(|at| self.found.get(at)).map(|embedded| embedded.token);
        let negated_content = embedded_token.is_some_and(|inner| self.denied(inner))
            || slots.clauses.first().is_some_and(|&clause| self.denied(clause));
        // Words are somebody's: an act of speech without a speaker is not told as one.
        if actors.is_empty() && is_verbal(kind) && !nominal && embeds.is_none() {
            return;
        }
        let needs_met = match frame.entry.needs {
            None => true,
            Some(Needs::Participant) => !actors.is_empty() || !recipients.is_empty() || of_deed,
            // Looked at when the frame was matched.
            Some(Needs::Statement) => true,
        };
        // "Rockets hit Camp Taji": what is struck is a place, and nobody is named.
        let struck = |&patient: &TokenId| self.reading.place_at(patient).is_some();
        let of_place = kind == EventType::Assault && slots.arguments.patients.iter().any(struck);
        let of_nobody = !of_place && actors.is_empty() && recipients.is_empty() && embeds.is_none() && !of_deed;
        if !needs_met || (of_nobody && !frame.entry.bare) {
            return;
        }
        let at = self.found.len();
        for &word in &slots.words {
            if let Some(place) = self.at.get_mut(word.index()) {
                // A noun of a fixed phrase may already stand for an event of its own; the phrase takes it over.
                if let Some(inner) = place.take().and_then(|inner| self.found.get_mut(inner)) {
                    inner.consumed = true;
                }
                *place = Some(at);
            }
        }
        self.found.push(Candidate {
            token,
            words: slots.words.clone(),
            frame: expression.frame,
            phrase: expression.phrase.clone(),
            kind,
            modes: frame.mode.into_iter().collect(),
            actors,
            recipients,
            embeds,
            governed,
            about,
            patients: slots.fillers(self.reading, "patient"),
            agents: slots.fillers(self.reading, "agent"),
            asked: slots.asked(token, frame.entry.modal.is_empty()),
            support: slots.arguments.support.filter(|_| nominal),
            negated_content,
            nominal,
            consumed: false,
            notes,
            unreached: false,
            names_another: self.names_another(kind, &slots),
            subject_receives: frame.recipient.first().is_some_and(|slot| slot == "agent"),
        });
    }
}
