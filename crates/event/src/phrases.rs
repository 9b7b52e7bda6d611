//! Fixed phrases and auxiliaries around a trigger.

use linguist::{Analysis, TokenId};
use ontology::{Deprel, Upos, Xpos};

use crate::frames::{Expression, is_particle};

/// "*displaced* people", "the *wounded* soldier": a bare participle before its noun tells a state.
pub(crate) fn is_attribute(analysis: &Analysis, token: TokenId) -> bool {
    let modifies = match (analysis.deprel(token), analysis.head(token)) {
        (Deprel::Conj, Some(first)) => analysis.deprel(first) == Deprel::Amod,
        (relation, _) => relation == Deprel::Amod,
    };
    modifies
        && analysis.upos(token) == Upos::Verb
        && analysis
            .children(token)
            .iter()
            .all(|&child| matches!(analysis.deprel(child), Deprel::Advmod | Deprel::Cc | Deprel::Punct))
}

/// The modal auxiliaries over a verb; "has to", "needs to" among them.
pub(crate) fn modals(analysis: &Analysis, token: TokenId) -> Vec<String> {
    // What "we must" do is no demand on another.
    let first_person = analysis
        .children_by(token, &[Deprel::Nsubj, Deprel::NsubjPass])
        .any(|subject| matches!(analysis.lower(subject), "we" | "i"));
    if first_person {
        return Vec::new();
    }
    let own = analysis.children_by(token, &[Deprel::Aux]).map(|aux| analysis.lemma(aux).to_owned());
    let above = analysis.head(token).filter(|&head| {
        analysis.deprel(token) == Deprel::Xcomp && matches!(analysis.lemma(head), "have" | "need" | "ought")
    });
    own.chain(above.map(|head| analysis.lemma(head).to_owned()))
        .filter(|lemma| matches!(lemma.as_str(), "must" | "should" | "ought" | "need" | "have"))
        .filter(|lemma| lemma != "have" || above.is_some())
        .collect()
}

/// A finite clause about what is or was so: "that the tests *are* a threat", not "that they *will* talk" or "to talk".
pub(crate) fn is_fact(analysis: &Analysis, clause: TokenId) -> bool {
    let finite = |token: TokenId| matches!(analysis.token(token).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
    let mut helpers = analysis.children_by(clause, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop]);
    let modal = analysis.children_by(clause, &[Deprel::Aux]).any(|aux| analysis.token(aux).xpos == Xpos::Md);
    !modal && (finite(clause) || helpers.any(finite))
}

/// The words of a fixed phrase around its looked-up word, if all are there.
pub(crate) fn phrase_words(analysis: &Analysis, token: TokenId, expression: &Expression) -> Option<Vec<TokenId>> {
    let mut matched = vec![token];
    let before = expression.words.get(..expression.head).unwrap_or_default().iter().rev();
    let after = expression.words.get(expression.head + 1..).unwrap_or_default().iter();
    // A word may hang on one that comes later ("end *mediation* effort"), so what is not found yet is tried again.
    let mut missing: Vec<&String> = before.chain(after).collect();
    while !missing.is_empty() {
        let found = missing.iter().enumerate().find_map(|(at, word)| Some((at, next_word(analysis, &matched, word)?)));
        let (at, word) = found?;
        // "*in* it he gave a speech to" is not "gave in to": a particle follows its verb.
        let strays = word < token && is_particle(analysis.lower(word)) && analysis.upos(token) == Upos::Verb;
        if strays
            && expression
                .words
                .get(expression.head + 1..)
                .unwrap_or_default()
                .iter()
                .any(|known| known == analysis.lower(word))
        {
            return None;
        }
        if is_infinitive(analysis, word) && !expression.words.iter().any(|known| known == "to") {
            return None;
        }
        missing.remove(at);
        matched.push(word);
    }
    matched.sort_unstable();
    matched.dedup();
    Some(matched)
}

/// "have *to talk*" is not "have talks".
fn is_infinitive(analysis: &Analysis, word: TokenId) -> bool {
    analysis.children_by(word, &[Deprel::Mark]).any(|mark| analysis.lower(mark) == "to")
}

pub(crate) fn next_word(analysis: &Analysis, matched: &[TokenId], word: &str) -> Option<TokenId> {
    let is = |token: TokenId| {
        !matched.contains(&token) && (analysis.lemma(token).eq_ignore_ascii_case(word) || analysis.lower(token) == word)
    };
    // A particle right behind its word, whatever the parser hung it on: "sent *back* forty refugees".
    let next = matched.first().map(|head| TokenId(head.0 + 1)).filter(|next| next.index() < analysis.tokens.len());
    if let Some(next) = next.filter(|&next| is(next) && matches!(analysis.upos(next), Upos::Adv | Upos::Adp)) {
        return Some(next);
    }
    for &known in matched {
        for &child in analysis.children(known) {
            if is(child) && !matches!(analysis.deprel(child), Deprel::Nsubj | Deprel::Conj | Deprel::Cc | Deprel::Advcl)
            {
                return Some(child);
            }
            // "left twelve people *dead*": a result that the parser hung on the object.
            if analysis.deprel(child) == Deprel::Obj
                && let Some(result) =
                    analysis.children_by(child, &[Deprel::Amod]).find(|&result| result > child && is(result))
            {
                return Some(result);
            }
            let marks = [Deprel::Case, Deprel::Mark];
            if let Some(mark) =
                analysis.children_by(child, &marks).find(|&mark| is(mark) && analysis.deprel(child) != Deprel::Nsubj)
            {
                return Some(mark);
            }
        }
        // "the sanctions *imposed* on Iraq": the object stands over its participle.
        if let Some(head) = analysis
            .head(known)
            .filter(|&head| is(head) && matches!(analysis.deprel(known), Deprel::Acl | Deprel::AclRelcl))
        {
            return Some(head);
        }
    }
    None
}
