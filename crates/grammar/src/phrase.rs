//! Phrases: their extent, their prepositions, their coordinates.

use linguist::{Analysis, TokenId};
use ontology::{Deprel, Upos, VerbForm, Voice, Xpos};
use text::Span;

/// The token and every token coordinated with it, in reading order. Coordination hangs on the first conjunct.
#[must_use]
pub fn conjuncts(analysis: &Analysis, token: TokenId) -> Vec<TokenId> {
    let mut found = vec![token];
    let mut at = 0;
    while let Some(&member) = found.get(at) {
        found.extend(analysis.children_by(member, &[Deprel::Conj]));
        at += 1;
    }
    found.sort_unstable();
    found
}

/// Relations that hang clauses, asides and further conjuncts on a noun: outside the phrase that mentions it.
const OUTSIDE: [Deprel; 14] = [
    Deprel::AclRelcl,
    Deprel::Acl,
    Deprel::Appos,
    Deprel::Parataxis,
    Deprel::Conj,
    Deprel::Cc,
    Deprel::CcPreconj,
    Deprel::Punct,
    Deprel::Advcl,
    Deprel::AdvclRelcl,
    Deprel::Discourse,
    Deprel::Dislocated,
    Deprel::Vocative,
    Deprel::List,
];

/// Relations of a clause whose predicate is a noun ("He is the *president* of Mali"): not part of the noun phrase.
const CLAUSAL: [Deprel; 9] = [
    Deprel::Nsubj,
    Deprel::NsubjOuter,
    Deprel::Cop,
    Deprel::Aux,
    Deprel::Mark,
    Deprel::Obl,
    Deprel::Ccomp,
    Deprel::Csubj,
    Deprel::Expl,
];

/// The tokens of the noun phrase headed by `head`: determiners, modifiers and prepositional complements, without
/// its own preposition, relative clauses, appositions and further conjuncts.
#[must_use]
pub fn phrase_tokens(analysis: &Analysis, head: TokenId) -> Vec<TokenId> {
    let keep = |token: TokenId| {
        let relation = analysis.deprel(token);
        let at_head = analysis.head(token) == Some(head);
        let outside = OUTSIDE.contains(&relation) || CLAUSAL.contains(&relation);
        !(at_head && (outside || is_case_of(analysis, token, head) || is_stray_day(analysis, token, head)))
    };
    let mut found = analysis.subtree_without(head, |token| !keep(token));
    // A phrase is one stretch: what the tree attaches across a gap is left out.
    let own = found.iter().position(|&token| token == head).unwrap_or(0);
    let mut first = own;
    while first > 0 && joined(analysis, found[first - 1], found[first], head) {
        first -= 1;
    }
    let mut last = own;
    while last + 1 < found.len() && joined(analysis, found[last], found[last + 1], head) {
        last += 1;
    }
    found.truncate(last + 1);
    found.drain(..first);
    trim_punctuation(analysis, &mut found);
    found
}

fn is_case_of(analysis: &Analysis, token: TokenId, head: TokenId) -> bool {
    // A possessive 's after the head stays; a preposition before it goes.
    analysis.deprel(token) == Deprel::Case && token < head
}

/// "The minister on Thursday rejected …": wire reports put the day between subject and verb, and it hangs on the
/// subject by mistake. A bare name after "on" that stands right behind a subject is taken for a day.
fn is_stray_day(analysis: &Analysis, token: TokenId, head: TokenId) -> bool {
    let is_subject = matches!(analysis.deprel(head), Deprel::Nsubj | Deprel::NsubjPass);
    let bare_name = analysis.upos(token) == Upos::Propn && analysis.children(token).len() == 1;
    is_subject
        && bare_name
        && matches!(analysis.deprel(token), Deprel::Nmod)
        && token > head
        && analysis.children_by(token, &[Deprel::Case]).any(|case| analysis.lower(case) == "on")
}

/// Whether nothing but punctuation of the phrase itself stands between two tokens.
fn joined(analysis: &Analysis, left: TokenId, right: TokenId, head: TokenId) -> bool {
    (left.0 + 1..right.0).map(TokenId).all(|between| {
        analysis.upos(between) == Upos::Punct
            && matches!(analysis.token(between).xpos, Xpos::OpenQuote | Xpos::CloseQuote | Xpos::Hyph)
            && analysis.ancestors(between).any(|above| above == head)
    })
}

fn trim_punctuation(analysis: &Analysis, tokens: &mut Vec<TokenId>) {
    let is_mark = |token: TokenId| analysis.upos(token) == Upos::Punct;
    while tokens.len() > 1 && tokens.last().is_some_and(|&token| is_mark(token)) {
        tokens.pop();
    }
    while tokens.len() > 1 && tokens.first().is_some_and(|&token| is_mark(token)) {
        tokens.remove(0);
    }
}

/// The extent of [`phrase_tokens`].
#[must_use]
pub fn phrase(analysis: &Analysis, head: TokenId) -> Span {
    analysis.cover(&phrase_tokens(analysis, head))
}

/// Everything under `head`, without its own preposition and the punctuation at either end.
#[must_use]
pub fn full_phrase(analysis: &Analysis, head: TokenId) -> Span {
    let mut tokens =
        analysis.subtree_without(head, |token| analysis.head(token) == Some(head) && is_case_of(analysis, token, head));
    trim_punctuation(analysis, &mut tokens);
    analysis.cover(&tokens)
}

/// The preposition that marks a phrase, in lower case, parts joined by spaces: "in", "according to", "because of".
#[must_use]
pub fn preposition(analysis: &Analysis, token: TokenId) -> Option<String> {
    let mut words: Vec<&str> = Vec::new();
    for case in analysis.children_by(token, &[Deprel::Case, Deprel::Mark]).filter(|&case| case < token) {
        if analysis.deprel(case) == Deprel::Mark && analysis.upos(token) == Upos::Verb && analysis.lower(case) == "that"
        {
            continue;
        }
        words.push(analysis.lower(case));
        words.extend(analysis.children_by(case, &[Deprel::Fixed]).map(|part| analysis.lower(part)));
    }
    if words.is_empty() {
        // The second of two coordinated phrases shares the preposition of the first: "in Iraq and Syria".
        return match (analysis.deprel(token), analysis.head(token)) {
            (Deprel::Conj, Some(first)) if is_nominal(analysis, first) => preposition(analysis, first),
            _ => None,
        };
    }
    Some(words.join(" "))
}

/// Nouns, names and pronouns, and numbers and adjectives that stand for them.
#[must_use]
pub fn is_nominal(analysis: &Analysis, token: TokenId) -> bool {
    match analysis.upos(token) {
        Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num => true,
        Upos::Adj | Upos::Det | Upos::Sym | Upos::X => matches!(
            analysis.deprel(token),
            Deprel::Nsubj
                | Deprel::NsubjPass
                | Deprel::Obj
                | Deprel::Iobj
                | Deprel::Obl
                | Deprel::OblAgent
                | Deprel::Nmod
                | Deprel::NmodPoss
        ),
        _ => false,
    }
}

/// Whether the token heads a clause: a verb, or a noun or adjective with a subject or a copula.
#[must_use]
pub fn is_predicate(analysis: &Analysis, token: TokenId) -> bool {
    analysis.upos(token) == Upos::Verb
        || analysis.children(token).iter().any(|&child| {
            matches!(analysis.deprel(child), Deprel::Cop | Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter)
        })
}

/// Whether the verb is passive: by its subject, its auxiliary, or as a past participle that modifies a noun.
#[must_use]
pub fn is_passive(analysis: &Analysis, verb: TokenId) -> bool {
    let token = analysis.token(verb);
    if token.upos != Upos::Verb {
        return false;
    }
    if analysis
        .children(verb)
        .iter()
        .any(|&child| matches!(analysis.deprel(child), Deprel::NsubjPass | Deprel::AuxPass | Deprel::CsubjPass))
    {
        return true;
    }
    let has_subject =
        analysis.children(verb).iter().any(|&child| matches!(analysis.deprel(child), Deprel::Nsubj | Deprel::Aux));
    if has_subject {
        return false;
    }
    let participle = token.feats.voice == Some(Voice::Pass)
        || (token.xpos == Xpos::Vbn && token.feats.verb_form == Some(VerbForm::Part));
    match token.deprel {
        Deprel::Acl | Deprel::Advcl | Deprel::Amod | Deprel::Xcomp | Deprel::Root | Deprel::Parataxis | Deprel::Dep => {
            participle && analysis.child(verb, Deprel::Obj).is_none()
        }
        // "were killed and wounded": the second participle shares the auxiliary.
        Deprel::Conj => participle && token.head.is_some_and(|head| is_passive(analysis, head)),
        _ => false,
    }
}

/// The first conjunct that a word really continues. "urged them to leave and to disarm": an infinitive that hangs on
/// the finite verb by mistake continues the infinitive before it, because infinitives coordinate with infinitives.
#[must_use]
pub(crate) fn continued(analysis: &Analysis, token: TokenId) -> Option<TokenId> {
    let head = analysis.head(token).filter(|_| analysis.deprel(token) == Deprel::Conj)?;
    if analysis.token(token).xpos != Xpos::Vb || has_auxiliary(analysis, token) || is_infinitive(analysis, head) {
        return Some(head);
    }
    let infinitive = analysis
        .children_by(head, &[Deprel::Xcomp, Deprel::Advcl, Deprel::Ccomp])
        .rfind(|&child| child < token && is_infinitive(analysis, child));
    let under_object = analysis
        .children_by(head, &[Deprel::Obj])
        .flat_map(|object| analysis.children_by(object, &[Deprel::Acl]).collect::<Vec<_>>())
        .rfind(|&child| child < token && is_infinitive(analysis, child));
    Some(infinitive.or(under_object).unwrap_or(head))
}

fn has_auxiliary(analysis: &Analysis, verb: TokenId) -> bool {
    analysis.child(verb, Deprel::Aux).is_some()
}

/// A verb marked by "to".
pub(crate) fn is_infinitive(analysis: &Analysis, verb: TokenId) -> bool {
    analysis.token(verb).xpos == Xpos::Vb
        && analysis.children_by(verb, &[Deprel::Mark]).any(|child| analysis.lower(child) == "to")
}
