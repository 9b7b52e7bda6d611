//! Whether an expression looks back or ahead: the tense of the verb that governs it, and its preposition.
//!
//! "will meet on Sunday" and "met on Sunday" are two different Sundays. The governing verb is the nearest verb above
//! the expression in the tree; an infinitive looks ahead under a verb of planning and otherwise follows the verb above it.

use linguist::{Analysis, TokenId};
use ontology::{Deprel, Tense, Upos, VerbForm, Xpos};

use crate::words::{Ahead, Mark, Words};

/// Where the nearest fitting date lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Past,
    Future,
    /// Nothing tells: the nearest.
    Open,
}

/// The direction, and the word that gave it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pointed {
    pub direction: Direction,
    pub by: Option<TokenId>,
    /// The verb governs the date itself; otherwise nearness may outweigh it.
    pub sure: bool,
}

const AUXILIARIES: &[Deprel] = &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop];

pub(crate) fn direction(words: &Words, analysis: &Analysis, token: TokenId) -> Pointed {
    let near = by_preposition(words, analysis, token)
        .or_else(|| by_noun(words, analysis, token))
        .or_else(|| by_verb_before(words, analysis, token));
    if let Some(found) = near {
        return found;
    }
    for (depth, verb) in std::iter::once(token).chain(analysis.ancestors(token)).enumerate() {
        // Far above, the verb says little about the date; the limit was picked by looking at cases.
        if depth > 6 {
            break;
        }
        if is_verbal(analysis, verb) {
            let progressive = depth <= 1 && is_progressive(analysis, verb);
            match if progressive { Direction::Future } else { tense(words, analysis, verb) } {
                Direction::Open => {}
                direction => {
                    // "took place Dec. 2" hangs on "place"; a date without preposition is the verb's all the same.
                    let bare = analysis.child(token, Deprel::Case).is_none()
                        && analysis.head(token).is_some_and(|head| head < token);
                    // A deadline is one wherever the tree hangs it.
                    let by = analysis.child(token, Deprel::Case).is_some_and(|case| analysis.lower(case) == "by");
                    let deadline = by && direction == Direction::Future;
                    let sure = deadline || (depth <= 1 || bare && depth <= 2) && !is_infinitive(analysis, verb);
                    return Pointed { direction, by: Some(verb), sure };
                }
            }
            // What is quoted has its own time: do not look above a finite clause.
            if analysis.token(verb).feats.verb_form == Some(VerbForm::Fin) {
                break;
            }
        }
    }
    Pointed { direction: Direction::Open, by: None, sure: false }
}

/// "since" looks back; "until" and "by" look ahead unless the verb says otherwise.
fn by_preposition(words: &Words, analysis: &Analysis, token: TokenId) -> Option<Pointed> {
    let case = analysis.child(token, Deprel::Case)?;
    let deferred = |verb: TokenId| words.looks_ahead(analysis.lemma(verb), Ahead::To);
    let to = matches!(analysis.lower(case), "to" | "until" | "till");
    if to && analysis.ancestors(token).take(2).any(deferred) {
        return Some(Pointed { direction: Direction::Future, by: Some(case), sure: true });
    }
    let direction = match analysis.lower(case) {
        "since" => Direction::Past,
        "until" | "till" => Direction::Future,
        _ => return None,
    };
    let past = |verb: TokenId| {
        analysis.token(verb).feats.tense == Some(Tense::Past)
            && analysis.token(verb).feats.verb_form == Some(VerbForm::Fin)
    };
    if direction == Direction::Future && analysis.head(token).is_some_and(past) {
        return None;
    }
    Some(Pointed { direction, by: Some(case), sure: true })
}

/// "Sunday's attack", "the blast on Sunday": nobody plans them, so that the date lies back whatever the verb.
fn by_noun(words: &Words, analysis: &Analysis, token: TokenId) -> Option<Pointed> {
    let of_noun =
        matches!(analysis.deprel(token), Deprel::Nmod | Deprel::NmodPoss | Deprel::NmodUnmarked | Deprel::Compound);
    let noun = analysis.head(token).filter(|_| of_noun)?;
    let happened = words.has_happened(analysis.lemma(noun)) || words.has_happened(analysis.lower(noun));
    happened.then_some(Pointed { direction: Direction::Past, by: Some(noun), sure: true })
}

/// "is flying to Tokyo on Monday": with a date, the present progressive tells a plan.
fn is_progressive(analysis: &Analysis, verb: TokenId) -> bool {
    let mut auxiliaries = analysis.children_by(verb, AUXILIARIES);
    let present =
        auxiliaries.any(|aux| analysis.lemma(aux) == "be" && matches!(analysis.token(aux).xpos, Xpos::Vbp | Xpos::Vbz));
    present && analysis.token(verb).xpos == Xpos::Vbg
}

/// "said on Wednesday they would meet": the date right behind a verb is that verb's, whatever the tree says.
fn by_verb_before(words: &Words, analysis: &Analysis, token: TokenId) -> Option<Pointed> {
    let before = |token: TokenId| token.0.checked_sub(1).map(TokenId);
    let same_sentence = |other: &TokenId| analysis.sentence_of(*other) == analysis.sentence_of(token);
    let last = before(token).filter(same_sentence)?;
    let verb = if analysis.lower(last) == "on" { before(last).filter(same_sentence)? } else { last };
    let direction = match analysis.upos(verb) {
        Upos::Verb if is_progressive(analysis, verb) => Direction::Future,
        Upos::Verb => tense(words, analysis, verb),
        _ => Direction::Open,
    };
    (direction != Direction::Open).then_some(Pointed {
        direction,
        by: Some(verb),
        sure: !is_infinitive(analysis, verb),
    })
}

fn is_verbal(analysis: &Analysis, token: TokenId) -> bool {
    analysis.upos(token) == Upos::Verb || analysis.children_by(token, AUXILIARIES).next().is_some()
}

/// The direction of one predicate by its own form and its auxiliaries.
fn tense(words: &Words, analysis: &Analysis, verb: TokenId) -> Direction {
    let mut perfect = false;
    let mut past = false;
    let mut modal = false;
    for aux in analysis.children_by(verb, AUXILIARIES) {
        let feats = analysis.token(aux).feats;
        match analysis.lemma(aux) {
            "have" => perfect = true,
            _ if analysis.token(aux).xpos == Xpos::Md => modal = true,
            _ => past |= feats.tense == Some(Tense::Past),
        }
    }
    let token = analysis.token(verb);
    let participle_form = token.feats.verb_form == Some(VerbForm::Part) && token.feats.tense == Some(Tense::Past);
    // "has been scheduled for June" looks ahead; "was scheduled for June" may have been overtaken.
    // "originally scheduled for 8 September" is no longer.
    let overtaken = analysis
        .children_by(verb, &[Deprel::Advmod])
        .any(|adverb| words.is_marked(analysis.lower(adverb), Mark::Overtaken));
    if participle_form && overtaken {
        return Direction::Open;
    }
    if participle_form && !modal && words.looks_ahead(analysis.lemma(verb), Ahead::Participle) {
        return if past { Direction::Open } else { Direction::Future };
    }
    match (modal, perfect) {
        (true, false) => return Direction::Future,
        (_, true) => return Direction::Past,
        (false, false) => {}
    }
    if past {
        return Direction::Past;
    }
    if token.upos != Upos::Verb {
        return Direction::Open;
    }
    if is_infinitive(analysis, verb) {
        return infinitive(words, analysis, verb);
    }
    match token.feats.verb_form {
        Some(VerbForm::Fin) if token.feats.tense == Some(Tense::Past) => Direction::Past,
        Some(VerbForm::Fin) if words.looks_ahead(analysis.lemma(verb), Ahead::Present) => Direction::Future,
        // "said", "was": a past participle without auxiliary tells of something done ("killed on Friday").
        Some(VerbForm::Part) if token.feats.tense == Some(Tense::Past) && token.deprel != Deprel::Amod => {
            participle(analysis, verb)
        }
        _ => Direction::Open,
    }
}

/// "to meet", "to be held".
fn is_infinitive(analysis: &Analysis, verb: TokenId) -> bool {
    let bare = |token: TokenId| analysis.token(token).feats.verb_form == Some(VerbForm::Inf);
    let marked = analysis.children_by(verb, &[Deprel::Mark]).any(|mark| analysis.lower(mark) == "to");
    let helped = analysis.children_by(verb, AUXILIARIES).next().is_some();
    bare(verb) && (marked || !helped) || (marked && analysis.children_by(verb, AUXILIARIES).any(bare))
}

/// A participle with an auxiliary in the present ("is scheduled for Friday") is open; without one it looks back.
fn participle(analysis: &Analysis, verb: TokenId) -> Direction {
    if analysis.children_by(verb, AUXILIARIES).next().is_some() { Direction::Open } else { Direction::Past }
}

/// "plans to meet", "a meeting to be held", "is due to open" look ahead; "managed to escape" looks back.
fn infinitive(words: &Words, analysis: &Analysis, verb: TokenId) -> Direction {
    // "The ministers are to meet on Friday" and a headline's "Ministers to meet on Friday" have no verb above.
    let Some(above) = analysis.head(verb) else { return Direction::Future };
    let planned = analysis.deprel(verb) == Deprel::Acl || words.looks_ahead(analysis.lemma(above), Ahead::Infinitive);
    if planned { Direction::Future } else { Direction::Open }
}
