//! What is done by saying something. A cue that does it by its meaning ("demanded") decides; where a cue only says
//! ("said"), what is said decides: its mood, its modal, who is to act, and words of judgement.

use std::collections::HashSet;

use linguist::TokenId;
use ontology::{Act, Deprel, EntityKind, Upos, Xpos};
use record::Entity;
use text::Span;

use crate::cues::{Cue, Kind};
use crate::harm;
use crate::reading::{Draft, Reading, Source};
use crate::verb::is_negated;

/// Of direct speech so many sentences are looked at.
const MAX_SENTENCES: usize = 2;

/// An act and why.
type Reason = (Act, &'static str);

/// The act of a draft, and why it is not the one of its cue.
pub(crate) fn act(reading: &Reading<'_>, draft: &Draft) -> (Act, Option<String>) {
    match other_act(reading, draft) {
        Some((act, why)) if act != draft.act => (act, Some(format!("act {}: {why}", act.as_str()))),
        Some((act, _)) => (act, None),
        None => (draft.act, None),
    }
}

fn other_act(reading: &Reading<'_>, draft: &Draft) -> Option<Reason> {
    if draft.rule.ends_with("object-as") {
        return if matches!(draft.act, Act::Assert) { label_act(reading, draft) } else { None };
    }
    if draft.rule == "turn of a conversation" {
        return first_root(reading, draft).filter(|_| draft.act == Act::Assert).and_then(|root| answer(reading, root));
    }
    // A long text does many things; as a whole it is told.
    if draft.verbatim {
        return None;
    }
    if let Some(found) = wanted(reading, draft).or_else(|| by_mood(reading, draft)) {
        return Some(found);
    }
    if draft.act != Act::Assert {
        return None;
    }
    if let Some(found) = manner(reading, draft).or_else(|| passed_on(reading, draft)) {
        return Some(found);
    }
    let asked = draft.content.last().is_some_and(|last| {
        let text = last.of(reading.text()).trim_end_matches(['"', '”', '\'', '’', '»']);
        text.ends_with('?')
    });
    if asked && draft.quotable {
        return Some((Act::Ask, "a question"));
    }
    let speaks = draft.quotable || draft.rule.contains("headline");
    speaks.then(|| of_content(reading, draft)).flatten()
}

/// The act of what is said: of its first sentence, or of the next where the first only tells.
fn of_content(reading: &Reading<'_>, draft: &Draft) -> Option<Reason> {
    sentences(reading, draft)
        .into_iter()
        .take(MAX_SENTENCES)
        .filter_map(|sentence| reading.analysis.head_of_span(sentence))
        .find_map(|root| {
            let clauses = clauses(reading, root, draft);
            clauses.into_iter().find_map(|clause| of_clause(reading, clause, draft))
        })
}

/// The sentences of a content, without punctuation at their beginning and end.
fn sentences(reading: &Reading<'_>, draft: &Draft) -> Vec<Span> {
    let analysis = reading.analysis;
    let mut found: Vec<(u32, Vec<TokenId>)> = Vec::new();
    for token in draft.content.iter().flat_map(|span| analysis.tokens_in(*span)).map(TokenId) {
        if reading.is_punct(token) {
            continue;
        }
        let sentence = analysis.sentence_of(token);
        let n_found = found.len();
        match found.last_mut() {
            Some((known, words)) if *known == sentence => words.push(token),
            _ if n_found >= MAX_SENTENCES => break,
            _ => found.push((sentence, vec![token])),
        }
    }
    found.into_iter().map(|(_, words)| analysis.cover(&words)).collect()
}

fn first_root(reading: &Reading<'_>, draft: &Draft) -> Option<TokenId> {
    let first = sentences(reading, draft).into_iter().next()?;
    reading.analysis.head_of_span(first)
}

/// A predicate and those coordinated with it inside the content: "was sorry but would retaliate".
fn clauses(reading: &Reading<'_>, root: TokenId, draft: &Draft) -> Vec<TokenId> {
    let analysis = reading.analysis;
    let inside = |token: &TokenId| draft.content.iter().any(|span| span.contains(analysis.span(*token)));
    let further = analysis.children_by(root, &[Deprel::Conj]).filter(inside);
    std::iter::once(root).chain(further.filter(|&clause| grammar::is_predicate(analysis, clause))).collect()
}

fn of_clause(reading: &Reading<'_>, root: TokenId, draft: &Draft) -> Option<Reason> {
    let subject = subject(reading, root);
    performed(reading, root, subject, draft)
        .or_else(|| demanded(reading, root, subject))
        .or_else(|| announced(reading, root, subject, draft))
        .or_else(|| warned(reading, root, subject, draft))
        .or_else(|| reproached(reading, root))
        .or_else(|| {
            harm::accuses(reading, root, subject, draft).then_some((Act::Accuse, "tells of a wrong by another"))
        })
        .or_else(|| imperative(reading, root, subject))
}

/// The subject of a clause, or of the clause it is coordinated with.
fn subject(reading: &Reading<'_>, root: TokenId) -> Option<TokenId> {
    let analysis = reading.analysis;
    let own = |clause: TokenId| analysis.children_by(clause, &[Deprel::Nsubj, Deprel::NsubjPass]).next();
    own(root).or_else(|| analysis.head(root).filter(|_| analysis.deprel(root) == Deprel::Conj).and_then(own))
}

/// "I welcome the plan", "We are sorry", "said the command was deeply sorry": the speaker does it with these words.
fn performed(reading: &Reading<'_>, root: TokenId, subject: Option<TokenId>, draft: &Draft) -> Option<Reason> {
    let analysis = reading.analysis;
    let subject = subject?;
    let first = matches!(analysis.lower(subject), "i" | "we");
    let feels = |cue: &Cue| cue.kind == Kind::Adjective && cue.act == Act::Express;
    let conditional = analysis
        .children_by(root, &[Deprel::Advcl])
        .any(|clause| clause < root && reading.has_child(clause, Deprel::Mark, &["if", "when", "unless"]));
    // "I was told to keep quiet": another did it.
    let passive = analysis.child(root, Deprel::NsubjPass).is_some() || analysis.child(root, Deprel::AuxPass).is_some();
    let undone = passive && reading.cues.of(reading.lemma(root)).iter().all(|cue| cue.kind == Kind::Verb);
    if conditional || !first && !speaks_of_itself(reading, subject, draft) {
        return None;
    }
    let ready =
        [reading.lemma(root), analysis.lower(root)].iter().any(|word| reading.cues.lists.prepared.contains(*word))
            && analysis.children_by(root, &[Deprel::Xcomp, Deprel::Advcl, Deprel::Ccomp]).any(|clause| clause > root);
    if ready && !is_negated(reading, root) {
        return Some((Act::Promise, "is ready to do it"));
    }
    if undone {
        return None;
    }
    // What has a cue of its own inside is a statement in the statement.
    if !first && crate::draft(reading, root).is_some() {
        return None;
    }
    let cues = reading.cues.of(reading.lemma(root)).iter().chain(reading.cues.of(analysis.lower(root)));
    let own = cues
        .filter(|cue| matches!(cue.kind, Kind::Verb | Kind::Adjective) && cue.rest.is_empty())
        .find(|cue| cue.act != Act::Assert && (first || feels(cue)) && governs(reading, root, cue));
    own.map(|cue| (cue.act, "its clause does it"))
}

/// "We ask them to leave" asks, "we invite the next attack" does not.
fn governs(reading: &Reading<'_>, root: TokenId, cue: &Cue) -> bool {
    let analysis = reading.analysis;
    if analysis.children_by(root, &[Deprel::Ccomp]).any(|clause| clause > root && !reading.is_to_infinitive(clause)) {
        return cue.takes.clause;
    }
    let clause = [Deprel::Xcomp, Deprel::Ccomp, Deprel::Advcl];
    cue.takes.object || !cue.takes.object_to || analysis.children_by(root, &clause).next().is_some()
}

/// "The council must act", "Norway should let them land": a named party is to do something.
fn demanded(reading: &Reading<'_>, root: TokenId, subject: Option<TokenId>) -> Option<Reason> {
    let analysis = reading.analysis;
    let due = auxiliaries(reading, root).iter().any(|aux| reading.cues.lists.demands.contains(*aux));
    let subject = subject.filter(|_| due)?;
    let party = reading.mentions.at(reading.entities, analysis.span(subject)).is_some()
        || analysis.upos(subject) == Upos::Propn
        || matches!(analysis.lower(subject), "they" | "you" | "we" | "he" | "she");
    let nobody = matches!(analysis.lower(subject), "nobody" | "none" | "one" | "it" | "this" | "that" | "there");
    let passive = analysis.child(root, Deprel::AuxPass).is_some() || analysis.child(root, Deprel::NsubjPass).is_some();
    (party && !nobody && !passive).then_some((Act::Request, "must or should"))
}

fn auxiliaries<'a>(reading: &Reading<'a>, root: TokenId) -> Vec<&'a str> {
    reading.analysis.children_by(root, &[Deprel::Aux]).map(|aux| reading.analysis.lower(aux)).collect()
}

fn is_future(auxiliaries: &[&str]) -> bool {
    auxiliaries.iter().any(|aux| matches!(*aux, "will" | "'ll" | "’ll" | "shall" | "would"))
}

/// "We will withdraw", "said it would attack", "said the blockade would be lifted".
fn announced(reading: &Reading<'_>, root: TokenId, subject: Option<TokenId>, draft: &Draft) -> Option<Reason> {
    let analysis = reading.analysis;
    let lists = &reading.cues.lists;
    let lemma = reading.lemma(root);
    // "Port to reopen in May, minister says": in headlines the infinitive is a future.
    let headline = draft.rule.contains("headline") && subject.is_none() && headline_future(reading, root).is_some();
    let subject = subject.or_else(|| headline_future(reading, root))?;
    let first = matches!(analysis.lower(subject), "i" | "we");
    if !(is_future(&auxiliaries(reading, root)) || headline) || analysis.child(root, Deprel::Cop).is_some() {
        return None;
    }
    let negated = is_negated(reading, root);
    let never = reading.has_child(root, Deprel::Advmod, &["never"]);
    let passive = analysis.child(root, Deprel::AuxPass).is_some() || analysis.child(root, Deprel::NsubjPass).is_some();
    let own = first || speaks_of_itself(reading, subject, draft) || is_of_speaker(reading, subject, draft);
    if passive {
        if !negated && uses_force(reading, root) {
            return Some((Act::Threaten, "says it will strike or not allow"));
        }
        // "the hostages would be freed": by the one who says so.
        let yields = lists.concessions.contains(lemma) && !negated;
        return (yields && reading.mentions.at(reading.entities, analysis.span(root)).is_none())
            .then_some((Act::Promise, "says it will be done"));
    }
    if !own {
        return None;
    }
    let threat = if negated {
        lists.refusals.contains(lemma)
    } else {
        lists.threats.contains(lemma) || uses_force(reading, root)
    };
    if threat {
        return Some((Act::Threaten, "says it will strike or not allow"));
    }
    if negated && !never && !first || refuses_object(reading, root) {
        return None;
    }
    Some((Act::Promise, "says it will"))
}

/// "Ireland to recognise …": the noun before an infinitive.
fn headline_future(reading: &Reading<'_>, root: TokenId) -> Option<TokenId> {
    let analysis = reading.analysis;
    let infinitive = if reading.is_to_infinitive(root) {
        Some(root)
    } else {
        analysis.children_by(root, &[Deprel::Acl]).find(|&clause| reading.is_to_infinitive(clause))
    }?;
    let to = analysis.children_by(infinitive, &[Deprel::Mark]).next()?;
    let before = TokenId(to.0.checked_sub(1)?);
    matches!(analysis.upos(before), Upos::Noun | Upos::Propn).then_some(before)
}

/// "would use force", "will be met with force".
fn uses_force(reading: &Reading<'_>, root: TokenId) -> bool {
    let analysis = reading.analysis;
    let with = |phrase: &TokenId| grammar::preposition(analysis, *phrase).as_deref() == Some("with");
    let mut phrases =
        analysis.child(root, Deprel::Obj).into_iter().chain(analysis.children_by(root, &[Deprel::Obl]).filter(with));
    phrases.any(|noun| reading.cues.lists.means.contains(reading.lemma(noun)))
}

/// "would accept no lessons".
fn refuses_object(reading: &Reading<'_>, root: TokenId) -> bool {
    let object = reading.analysis.child(root, Deprel::Obj);
    object.is_some_and(|object| reading.has_child(object, Deprel::Det, &["no"]))
}

/// "warned that anyone who stays may be shot": of a state or an armed group, what it may come to is a threat.
fn warned(reading: &Reading<'_>, root: TokenId, subject: Option<TokenId>, draft: &Draft) -> Option<Reason> {
    let analysis = reading.analysis;
    let cue = draft.head.map(|head| reading.lemma(head))?;
    let powerful = harm::source_entity(reading, draft).is_some_and(harm::has_power);
    let vague = subject.is_some_and(|subject| matches!(analysis.lower(subject), "it" | "this" | "that" | "there"));
    let modal = auxiliaries(reading, root)
        .iter()
        .any(|aux| matches!(*aux, "will" | "would" | "may" | "might" | "could" | "can" | "'ll" | "’ll"));
    let stands = reading.lemma(root) == "stand" || reading.cues.lists.refusals.contains(reading.lemma(root));
    let warns = reading.cues.lists.warning.contains(cue) && powerful && !vague && (modal || stands);
    warns.then_some((Act::Threaten, "a warning by those who can do it"))
}

/// "That is an outrage", "… and that is shameful", "were behind the attack".
fn reproached(reading: &Reading<'_>, root: TokenId) -> Option<Reason> {
    let analysis = reading.analysis;
    let lists = &reading.cues.lists;
    let lemma = reading.lemma(root);
    let copular = analysis.child(root, Deprel::Cop).is_some() && analysis.child(root, Deprel::Aux).is_none();
    let bad = copular && !is_negated(reading, root) && (lists.bad.contains(lemma) || lists.culprits.contains(lemma));
    (bad || lists.reproach.contains(lemma)).then_some((Act::Accuse, "a reproach"))
}

fn imperative(reading: &Reading<'_>, root: TokenId, subject: Option<TokenId>) -> Option<Reason> {
    let analysis = reading.analysis;
    let commands = subject.is_none()
        && analysis.token(root).xpos == Xpos::Vb
        && auxiliaries(reading, root).is_empty()
        && analysis.upos(root) == Upos::Verb
        && !reading.is_to_infinitive(root);
    commands.then_some((Act::Request, "an imperative"))
}

/// "That is a lie": an answer that denies.
fn answer(reading: &Reading<'_>, root: TokenId) -> Option<Reason> {
    let denies = reading.analysis.child(root, Deprel::Cop).is_some()
        && reading.cues.lists.denials.contains(reading.lemma(root))
        && !is_negated(reading, root);
    denies.then_some((Act::Deny, "says that it is not true"))
}

/// "want the government to leave" asks for it.
fn wanted(reading: &Reading<'_>, draft: &Draft) -> Option<Reason> {
    let analysis = reading.analysis;
    let head = draft.head.filter(|&head| reading.is_verb(head) && draft.act == Act::Express)?;
    let object = analysis.child(head, Deprel::Obj)?;
    let told = analysis
        .children_by(head, &[Deprel::Xcomp, Deprel::Ccomp, Deprel::Advcl])
        .any(|clause| clause > object && reading.is_to_infinitive(clause));
    let asks = reading.cues.of(reading.lemma(head)).iter().any(|cue| cue.act == Act::Express && cue.takes.to);
    (told && asks).then_some((Act::Request, "wants somebody to do it"))
}

/// "insists that it was late" asserts, "insists that they leave" asks for it.
fn by_mood(reading: &Reading<'_>, draft: &Draft) -> Option<Reason> {
    let analysis = reading.analysis;
    let head = draft.head.filter(|&head| reading.is_verb(head))?;
    let of_act = |act: Act| {
        reading
            .cues
            .of(reading.lemma(head))
            .iter()
            .any(|cue| cue.kind == Kind::Verb && cue.act == act && cue.rest.is_empty() && cue.takes.clause)
    };
    let both = of_act(Act::Assert) && of_act(Act::Request);
    if !both || !draft.quotable {
        return None;
    }
    let root = first_root(reading, draft)?;
    let auxiliaries = auxiliaries(reading, root);
    let singular = subject(reading, root)
        .is_some_and(|subject| matches!(analysis.token(subject).xpos, Xpos::Nn | Xpos::Nnp) && subject < root);
    // "that the army leave": a plural form behind one.
    let bare = analysis.token(root).xpos == Xpos::Vb || analysis.token(root).xpos == Xpos::Vbp && singular;
    let subjunctive = bare && auxiliaries.is_empty()
        || analysis.children_by(root, &[Deprel::Cop, Deprel::AuxPass]).any(|be| analysis.lower(be) == "be")
            && auxiliaries.is_empty();
    let due = auxiliaries.iter().any(|aux| reading.cues.lists.demands.contains(*aux));
    if subjunctive || due {
        return Some((Act::Request, "what is not so but has to be"));
    }
    (draft.act == Act::Request).then_some((Act::Assert, "tells what is so"))
}

/// "took note with relief of", "noted with concern that".
fn manner(reading: &Reading<'_>, draft: &Draft) -> Option<Reason> {
    let analysis = reading.analysis;
    let head = draft.head.filter(|&head| reading.is_verb(head))?;
    let words = (head.0 + 1..reading.stretch(head).end.min(head.0 + 6)).map(TokenId);
    let with = words.clone().find(|&word| analysis.lower(word) == "with")?;
    words.filter(|&word| word > with).find_map(|word| feeling(reading, word)).map(|act| (act, "how it is said"))
}

fn feeling(reading: &Reading<'_>, word: TokenId) -> Option<Act> {
    let mut cues = reading.cues.of(reading.lemma(word)).iter();
    cues.find(|cue| cue.kind == Kind::Noun && matches!(cue.act, Act::Express | Act::Praise)).map(|cue| cue.act)
}

/// "conveyed his regret", "echoed the call for": what is passed on does it.
fn passed_on(reading: &Reading<'_>, draft: &Draft) -> Option<Reason> {
    let analysis = reading.analysis;
    let head = draft.head.filter(|&head| reading.is_verb(head) && draft.rule.ends_with(": object"))?;
    let object = analysis.child(head, Deprel::Obj)?;
    let passes = reading.cues.lists.passing.contains(reading.lemma(head));
    let mut cues = reading.cues.of(reading.lemma(object)).iter();
    let cue = cues.find(|cue| cue.kind == Kind::Noun && cue.act != Act::Assert)?;
    passes.then_some((cue.act, "what is passed on"))
}

/// "called the vote a farce": the last part of the content judges.
fn label_act(reading: &Reading<'_>, draft: &Draft) -> Option<Reason> {
    let lists = &reading.cues.lists;
    let words = draft.content.iter().flat_map(|span| reading.analysis.tokens_in(*span)).map(TokenId);
    let judged = words.filter_map(|word| {
        let lower = reading.analysis.lower(word);
        let is = |list: &HashSet<String>| list.contains(lower) || list.contains(reading.lemma(word));
        if is(&lists.denials) {
            Some(Act::Deny)
        } else if is(&lists.bad) || is(&lists.reproach) {
            Some(Act::Accuse)
        } else if is(&lists.good) {
            Some(Act::Praise)
        } else {
            is(&lists.grief).then_some(Act::Express)
        }
    });
    let acts: Vec<Act> = judged.collect();
    let by_weight = [Act::Deny, Act::Accuse, Act::Praise, Act::Express];
    by_weight.into_iter().find(|act| acts.contains(act)).map(|act| (act, "what it is called"))
}

/// "North Korea said it would attack": the subject of the content is the source.
fn speaks_of_itself(reading: &Reading<'_>, subject: TokenId, draft: &Draft) -> bool {
    let Source::Word(source) = draft.source else { return false };
    // In direct speech "they" are others.
    let indirect = draft.head.is_some_and(|head| reading.quote_of(head) == reading.quote_of(subject));
    let pronoun = indirect && matches!(reading.analysis.lower(subject), "he" | "she" | "it" | "they");
    let entity = |word: TokenId| reading.participant(word).entity.and_then(|id| reading.entities.get(id.index()));
    let (Some(source), Some(subject)) = (entity(source), entity(subject)) else { return pronoun };
    pronoun || source.id == subject.id || is_own_country(source, subject)
}

/// A minister who says that his country will do it.
fn is_own_country(source: &Entity, subject: &Entity) -> bool {
    subject.kind == EntityKind::Country && source.country.is_some() && source.country == subject.country
}

/// "its forces will leave", "the command would publish a report": those who belong to the speaker's side.
fn is_of_speaker(reading: &Reading<'_>, subject: TokenId, draft: &Draft) -> bool {
    let analysis = reading.analysis;
    let owned = analysis
        .children_by(subject, &[Deprel::NmodPoss])
        .any(|owner| matches!(analysis.lower(owner), "his" | "her" | "its" | "their" | "our" | "my"));
    let acting = reading.participant(subject).entity.and_then(|id| reading.entities.get(id.index()));
    let source = harm::source_entity(reading, draft);
    let (Some(source), Some(acting)) = (source, acting) else { return owned };
    let same_sector = !source.sectors.is_empty() && source.sectors.first() == acting.sectors.first();
    owned || source.country.is_some() && source.country == acting.country && same_sector
}
