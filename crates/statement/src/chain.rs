//! Verbs in a row with one subject: "thanked A, praised B and promised C", "said that A, adding that B".
//!
//! A parser hangs the second verb where it can, most often on a clause inside what the first one says. Where such a
//! verb stands the content of the first one ends, and its subject is the one of the first. Both are read off the
//! order of words and the forms of the verbs.

use linguist::{Analysis, TokenId};
use ontology::{Deprel, Upos, Xpos};

use crate::cues::{Kind, With};
use crate::reading::Reading;
use crate::surface::tense;

/// How far the further words of a cue stand behind its verb: "called again on".
const MAX_PARTICLE: u32 = 4;
/// The words between two commas behind "and": "and, in October, moved".
const MAX_INSERTED: u32 = 9;

/// A verb that goes on with the subject of one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Link {
    /// The verb before it in the row.
    pub(crate) first: TokenId,
    /// The "and", the comma or the conjunction with which it is joined: here the content of the first one ends.
    pub(crate) joint: TokenId,
}

/// The link of every verb that has one.
pub(crate) fn links(reading: &Reading<'_>) -> Vec<Option<Link>> {
    let mut found: Vec<Option<Candidate>> = vec![None; reading.analysis.tokens.len()];
    for verb in reading.analysis.ids() {
        let linked = found.get(verb.index()).cloned().flatten();
        let item = reading.item_at(verb).is_some();
        let leads = linked.is_some() || item || is_cue(reading, verb) || lends(reading, verb);
        if !leads || !(item || may_lead(reading, verb)) {
            continue;
        }
        let lead = Lead { verb, forms: forms(reading, verb, linked.as_ref()) };
        if let Some((next, joint)) = next_in_row(reading, &lead)
            && let Some(slot) = found.get_mut(next.index())
        {
            let rank = rank(reading, verb, next);
            // Of equals the nearest verb before it leads.
            if slot.as_ref().is_none_or(|known| known.rank <= rank) {
                *slot = Some(Candidate { rank, link: Link { first: verb, joint }, forms: lead.forms });
            }
        }
    }
    found.into_iter().map(|slot| slot.map(|candidate| candidate.link)).collect()
}

/// A link while they are looked for, with the forms of the row it goes on with.
#[derive(Debug, Clone)]
struct Candidate {
    rank: Rank,
    link: Link,
    forms: Vec<Xpos>,
}

/// A verb that others may go on with, and the forms they may have.
struct Lead {
    verb: TokenId,
    forms: Vec<Xpos>,
}

/// The forms in which a row goes on behind a verb: "thanked A, offered B and warned C" in the past tense, whatever the tag
/// of "offered"; "demanded A, saying B, and warned C" in that of "demanded" too.
fn forms(reading: &Reading<'_>, verb: TokenId, linked: Option<&Candidate>) -> Vec<Xpos> {
    let own = form(reading, verb);
    // "1. Deplore A, and invite B": in an item of a list the base form is the present tense.
    if matches!(own, Xpos::Vb | Xpos::Vbp) && reading.item_at(verb).is_some() {
        return vec![Xpos::Vb, Xpos::Vbp];
    }
    match (own, linked) {
        (Xpos::Vbn, Some(before)) => before.forms.clone(),
        (Xpos::Vbg, Some(before)) => std::iter::once(own).chain(before.forms.iter().copied()).collect(),
        _ => vec![own],
    }
}

/// How well two verbs go together: "said A and [added] B" before "said they wanted A and [added] B", a past tense with
/// a past tense before one with a perfect.
type Rank = (bool, bool);

fn rank(reading: &Reading<'_>, verb: TokenId, next: TokenId) -> Rank {
    // "had demanded A, and accused B": a past tense does not go on with a participle.
    let perfect =
        is_perfect(reading, verb) && !is_perfect(reading, next) && reading.analysis.token(next).xpos == Xpos::Vbd;
    let exact = form(reading, verb) == form(reading, next) && !perfect;
    (exact, speaks(reading, verb) || !speaks(reading, next))
}

fn is_perfect(reading: &Reading<'_>, verb: TokenId) -> bool {
    reading.analysis.children_by(verb, &[Deprel::Aux]).any(|aux| reading.lemma(aux) == "have")
}

/// A verb of plain speech, which stands beside quotations.
fn speaks(reading: &Reading<'_>, verb: TokenId) -> bool {
    let mut cues = reading.cues.of(reading.lemma(verb)).iter();
    cues.any(|cue| cue.kind == Kind::Verb && cue.takes.quote && cue.takes.clause)
}

/// Whether a verb, with its further words behind it, is a cue.
pub(crate) fn is_cue(reading: &Reading<'_>, verb: TokenId) -> bool {
    let end = reading.sentence(verb).end;
    let mut cues = reading.cues.of(reading.lemma(verb)).iter().filter(|cue| cue.kind == Kind::Verb);
    reading.is_verb(verb)
        && cues.any(|cue| {
            cue.rest.iter().all(|rest| {
                (verb.0 + 1..end.min(verb.0 + 1 + MAX_PARTICLE))
                    .any(|word| reading.analysis.lower(TokenId(word)) == rest || reading.lemma(TokenId(word)) == rest)
            })
        })
}

/// "…, [called for] an inquiry and asked": with its particle and what follows it a participle is no passive.
fn has_particle(reading: &Reading<'_>, verb: TokenId) -> bool {
    let next = TokenId(verb.0 + 1);
    let known = |word: &str| {
        reading.cues.of(reading.lemma(verb)).iter().any(|cue| cue.rest.first().is_some_and(|rest| rest == word))
    };
    next.0 + 1 < reading.stretch(verb).end
        && known(reading.analysis.lower(next))
        && !reading.is_punct(TokenId(next.0 + 1))
}

/// "expressed concern over A and called for B": a verb that says something with its object.
fn lends(reading: &Reading<'_>, verb: TokenId) -> bool {
    let object = reading.analysis.child(verb, Deprel::Obj);
    reading.cues.lists.support.contains(reading.lemma(verb))
        && object.is_some_and(|object| {
            let mut cues = reading.cues.of(reading.lemma(object)).iter();
            cues.any(|cue| cue.kind == Kind::Noun && cue.with.contains(&With::Support))
        })
}

/// A verb that says something itself: no bare infinitive, no participle before its noun.
fn may_lead(reading: &Reading<'_>, verb: TokenId) -> bool {
    let analysis = reading.analysis;
    matches!(analysis.token(verb).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Vbn | Xpos::Vbg | Xpos::Vb)
        && analysis.deprel(verb) != Deprel::Amod
}

/// The next verb behind this one that goes on with its subject, and the joint between them.
fn next_in_row(reading: &Reading<'_>, lead: &Lead) -> Option<(TokenId, TokenId)> {
    let analysis = reading.analysis;
    let verb = lead.verb;
    let mut inner: Vec<Xpos> = Vec::new();
    for token in (verb.0 + 1..reading.stretch(verb).end).map(TokenId) {
        if reading.quote_of(token) != reading.quote_of(verb) {
            continue;
        }
        if let Some(joint) = joint_before(reading, token, verb)
            && let Some(next) = main_verb(analysis, token).or_else(|| base_form(reading, token, joint))
            && goes_on(reading, lead, (next, token), joint, &inner)
        {
            return Some((next, joint));
        }
        // "the aircraft had landed": what goes on with "had" is a participle.
        let perfect = analysis.deprel(token) == Deprel::Aux && reading.lemma(token) == "have";
        if is_tensed(analysis, token) && !perfect {
            inner.push(analysis.token(token).xpos);
        }
    }
    None
}

fn is_tensed(analysis: &Analysis, token: TokenId) -> bool {
    matches!(analysis.token(token).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md)
}

/// The form that a verb shows: that of its first auxiliary, or its own. A participle that is no passive and has no
/// auxiliary is a past tense with the wrong tag ("called on" behind a long subject).
fn form(reading: &Reading<'_>, verb: TokenId) -> Xpos {
    let own = tense(reading, verb);
    let begins_item = reading.item_at(verb).is_some();
    if own == Xpos::Vbn && (begins_item || reading.is_misread_past(verb)) { Xpos::Vbd } else { own }
}

/// The verb whose form a word shows: itself, or the verb behind an auxiliary.
fn main_verb(analysis: &Analysis, bearer: TokenId) -> Option<TokenId> {
    let xpos = analysis.token(bearer).xpos;
    if analysis.upos(bearer) == Upos::Aux
        && matches!(analysis.deprel(bearer), Deprel::Aux | Deprel::AuxPass)
        && let Some(head) = analysis.head(bearer).filter(|&head| head > bearer && head.0 - bearer.0 <= MAX_PARTICLE)
    {
        return Some(head);
    }
    matches!(xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Vbn | Xpos::Vbg).then_some(bearer)
}

/// "1. Deplore A, and [invite] B": in a list the base form behind a comma is no infinitive of what is deplored.
fn base_form(reading: &Reading<'_>, verb: TokenId, joint: TokenId) -> Option<TokenId> {
    let analysis = reading.analysis;
    let base = analysis.token(verb).xpos == Xpos::Vb && !reading.is_to_infinitive(verb);
    (base && is_cue(reading, verb) && reading.item_of(verb).is_some() && set_off(analysis, joint)).then_some(verb)
}

/// The "and", "but" or comma right before a verb, adverbs, days and asides left out; for a participle also "while".
fn joint_before(reading: &Reading<'_>, bearer: TokenId, verb: TokenId) -> Option<TokenId> {
    let analysis = reading.analysis;
    let mut at = bearer.0.checked_sub(1)?;
    let first_word = at;
    loop {
        if at <= verb.0 {
            return None;
        }
        let token = TokenId(at);
        if analysis.upos(token) == Upos::Adv && !matches!(analysis.lower(token), "not" | "n't" | "when" | "where") {
            at -= 1;
        } else if let Some(before) = before_time(reading, token) {
            at = before;
        } else {
            break;
        }
    }
    let token = TokenId(at);
    if analysis.upos(token) == Upos::Cconj || analysis.lower(token) == "and" {
        // "the governors, who had asked for it, and …": the comma closes the clause in which the first verb stands.
        let comma = at.checked_sub(1).map(TokenId).filter(|&comma| analysis.form(comma) == ",");
        let within = comma.is_some_and(|comma| stands_in_relative(reading, comma, verb));
        return (!within).then_some(token);
    }
    if analysis.form(token) == "," {
        let participle = analysis.token(bearer).xpos == Xpos::Vbg;
        if closes_relative(reading, token, verb) && !(participle && leaves_relative(reading, bearer, token, verb)) {
            return None;
        }
        let inserted = (at.saturating_sub(MAX_INSERTED).max(verb.0 + 1)..at).rev().map(TokenId);
        let mut stretch = inserted.take_while(|&token| !is_tensed(analysis, token));
        let opened = stretch.find(|&token| analysis.form(token) == ",").filter(|comma| comma.0 > verb.0 + 1);
        let and = opened.map(|comma| TokenId(comma.0 - 1)).filter(|&and| analysis.upos(and) == Upos::Cconj);
        return Some(and.unwrap_or(token));
    }
    // "…, while warning that …", "… without saying when": the participle of a conjunction.
    let participle = analysis.token(bearer).xpos == Xpos::Vbg && at == first_word;
    (participle && matches!(analysis.lower(token), "while" | "whilst" | "without" | "before" | "after"))
        .then_some(token)
}

/// "the spokesman, who calls himself Falcon, [replied]": the comma closes a relative clause behind the leading verb, so
/// the verb has a subject of its own.
fn closes_relative(reading: &Reading<'_>, comma: TokenId, verb: TokenId) -> bool {
    let analysis = reading.analysis;
    let opened = (verb.0 + 1..comma.0).rev().map(TokenId).find(|&token| analysis.form(token) == ",");
    opened.is_some_and(|opened| is_relative_word(reading, TokenId(opened.0 + 1)))
}

/// "condemned the envoy, who left in May, [adding] that …": what is added is added to something said; behind "whose
/// arrest led to unrest" nobody has spoken either.
fn leaves_relative(reading: &Reading<'_>, participle: TokenId, comma: TokenId, verb: TokenId) -> bool {
    let analysis = reading.analysis;
    let opened = (verb.0 + 1..comma.0).rev().map(TokenId).find(|&token| analysis.form(token) == ",");
    let Some(opened) = opened else { return false };
    let speaks = (opened.0..comma.0).map(TokenId).any(|word| is_cue(reading, word));
    let of_thing = analysis.lower(TokenId(opened.0 + 1)) == "whose"
        && !crate::speaker::is_speaker(reading, TokenId(opened.0 + 2))
        && !reading.cues.lists.people.contains(reading.lemma(TokenId(opened.0 + 2)));
    !speaks && (of_thing || reading.lemma(participle) == "add")
}

/// Whether a verb stands in a relative clause between two commas, of which this is the second.
fn stands_in_relative(reading: &Reading<'_>, comma: TokenId, verb: TokenId) -> bool {
    let analysis = reading.analysis;
    let start = reading.stretch(verb).start;
    let opened = (start..verb.0).rev().map(TokenId).find(|&token| analysis.form(token) == ",");
    let one_clause = (verb.0 + 1..comma.0).all(|token| analysis.form(TokenId(token)) != ",");
    one_clause && opened.is_some_and(|opened| is_relative_word(reading, TokenId(opened.0 + 1)))
}

fn is_relative_word(reading: &Reading<'_>, word: TokenId) -> bool {
    matches!(reading.analysis.lower(word), "who" | "which" | "whose" | "whom" | "where")
}

/// The word before a day or date, with its preposition, that ends here: "and [on Monday] told".
fn before_time(reading: &Reading<'_>, last: TokenId) -> Option<u32> {
    let analysis = reading.analysis;
    let at = analysis.span(last);
    let time = reading.time_around(at)?;
    let first = analysis.tokens_in(time).start;
    let before = first.checked_sub(1)?;
    match analysis.upos(TokenId(before)) {
        Upos::Adp => before.checked_sub(1),
        _ => Some(before),
    }
}

/// Whether a verb behind a joint has the subject of the leading verb and not one inside what that verb says.
fn goes_on(
    reading: &Reading<'_>,
    lead: &Lead,
    (next, bearer): (TokenId, TokenId),
    joint: TokenId,
    inner: &[Xpos],
) -> bool {
    let analysis = reading.analysis;
    let verb = lead.verb;
    let cue = is_cue(reading, next) && (!reading.is_passive(next) || has_particle(reading, next));
    let last = next.0 + 1 >= reading.sentence(next).end || reading.is_punct(TokenId(next.0 + 1));
    // "…, X said": a cue at the end has its content before it.
    if last && analysis.token(next).xpos != Xpos::Vbg {
        return false;
    }
    let comma = analysis.form(joint) == ",";
    let shown = analysis.token(bearer).xpos;
    if shown == Xpos::Vbg {
        let word = reading.lemma(next);
        let aside = cue && reading.cues.lists.asides.contains(word) || reading.cues.lists.reactions.contains(word);
        return if lead.forms.first() == Some(&Xpos::Vbg) && !comma {
            cue
        } else {
            aside && joint.0 > verb.0 + 1 && set_off(analysis, joint)
        };
    }
    let own_subject = analysis
        .children_by(next, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Expl])
        .any(|subject| subject > verb && subject < next);
    if analysis.deprel(next) == Deprel::Amod
        || comma && (own_subject || !cue || !continues_list(reading, verb, joint, inner))
    {
        return false;
    }
    let perfect = analysis.token(verb).xpos == Xpos::Vbn && is_perfect(reading, verb);
    let same_form = match shown {
        // "has warned that … and called for", or a past tense that the tagger took for a participle.
        Xpos::Vbn => cue && (perfect || lead.forms.contains(&Xpos::Vbd)),
        _ => lead.forms.contains(&shown) || perfect && shown == Xpos::Vbd && cue,
    };
    // "…, he said, but were told to wait": a parenthesis leads only a cue.
    let set_off = reading.is_punct(TokenId(verb.0 + 1));
    same_form && (cue || !inner.contains(&shown) && !set_off)
}

/// "thanked A, [praised] B": what stands before the comma holds a verb; the comma behind "the minister, a doctor, …"
/// only closes an aside, and the one behind "…, his spokesman said, …" a parenthesis.
fn continues_list(reading: &Reading<'_>, verb: TokenId, joint: TokenId, inner: &[Xpos]) -> bool {
    let analysis = reading.analysis;
    let mut before = (verb.0..joint.0).rev().map(TokenId).take_while(|&token| analysis.form(token) != ",");
    let takes_clause = reading.has_that_behind(verb) || speaks(reading, verb);
    joint.0 > verb.0 + 1
        && before.any(|token| token == verb || is_tensed(analysis, token) || analysis.upos(token) == Upos::Verb)
        && (!takes_clause || !inner.is_empty())
}

/// Behind a comma or a conjunction with a comma.
fn set_off(analysis: &Analysis, joint: TokenId) -> bool {
    let before = joint.0.checked_sub(1).map(TokenId);
    analysis.form(joint) == ","
        || before.is_some_and(|before| analysis.form(before) == ",")
        || analysis.lower(joint) == "without"
}
