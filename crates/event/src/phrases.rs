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
    let mut places: Vec<(&String, TokenId)> = Vec::new();
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
        if is_elsewhere(analysis, word, expression) {
            return None;
        }
        places.push((missing.remove(at), word));
        matched.push(word);
    }
    if are_torn(expression, &places) {
        return None;
    }
    matched.sort_unstable();
    matched.dedup();
    Some(matched)
}

/// "given so much *in* service *to* the country" is not "given *in to*": particles that follow each other in the phrase do so
/// in the text.
fn are_torn(expression: &Expression, places: &[(&String, TokenId)]) -> bool {
    let place = |word: &String| places.iter().find(|(known, _)| *known == word).map(|&(_, token)| token.0);
    expression.words.windows(2).any(|pair| match pair {
        [left, right] if is_particle(left) && is_particle(right) => {
            matches!((place(left), place(right)), (Some(left), Some(right)) if right != left + 1)
        }
        _ => false,
    })
}

/// "suspended its strike *after* talks" is not "suspended talks": a preposition that the phrase has not.
fn is_elsewhere(analysis: &Analysis, word: TokenId, expression: &Expression) -> bool {
    matches!(analysis.deprel(word), Deprel::Obl | Deprel::Nmod)
        && analysis.children_by(word, &[Deprel::Case]).next().is_some_and(|case| {
            let known = |at: &String| at == analysis.lower(case) || at == analysis.lemma(case);
            analysis.lower(case) != "of" && !expression.words.iter().any(known)
        })
}

/// "have *to talk*" is not "have talks".
fn is_infinitive(analysis: &Analysis, word: TokenId) -> bool {
    analysis.children_by(word, &[Deprel::Mark]).any(|mark| analysis.lower(mark) == "to")
}

/// The word that a hyphen joins to the front of another: "*cease*-fire".
fn before_hyphen(analysis: &Analysis, token: TokenId) -> Option<TokenId> {
    let (hyphen, before) = (token.0.checked_sub(1)?, token.0.checked_sub(2)?);
    (analysis.form(TokenId(hyphen)) == "-" && is_joined(analysis, TokenId(before), token)).then_some(TokenId(before))
}

fn behind_hyphen(analysis: &Analysis, token: TokenId) -> Option<TokenId> {
    let behind = Some(TokenId(token.0 + 2)).filter(|behind| behind.index() < analysis.tokens.len())?;
    (analysis.form(TokenId(token.0 + 1)) == "-" && is_joined(analysis, token, behind)).then_some(behind)
}

/// With nothing but the hyphen between them.
fn is_joined(analysis: &Analysis, first: TokenId, second: TokenId) -> bool {
    analysis.span(second).start.saturating_sub(analysis.span(first).end) == 1
}

/// "*two*-day": a compound as the lexicon writes it, by its last word.
pub(crate) fn compound(analysis: &Analysis, token: TokenId) -> Option<String> {
    let before = before_hyphen(analysis, token)?;
    let first = before_hyphen(analysis, before).map_or_else(String::new, |first| format!("{}-", analysis.lower(first)));
    Some(format!("{first}{}-{}", analysis.lower(before), analysis.lemma(token)))
}

pub(crate) fn next_word(analysis: &Analysis, matched: &[TokenId], word: &str) -> Option<TokenId> {
    // "*according* to" is no accord.
    let inflected =
        |token: TokenId| analysis.deprel(token) != Deprel::Case && analysis.lemma(token).eq_ignore_ascii_case(word);
    let is = |token: TokenId| !matched.contains(&token) && (analysis.lower(token) == word || inflected(token));
    // A particle right behind its word, whatever the parser hung it on: "sent *back* forty refugees".
    let next = matched.first().map(|head| TokenId(head.0 + 1)).filter(|next| next.index() < analysis.tokens.len());
    if let Some(next) = next.filter(|&next| is(next) && matches!(analysis.upos(next), Upos::Adv | Upos::Adp)) {
        return Some(next);
    }
    // "*cease*-fire", "*test*-fired": the parts of a compound, whatever they hang on.
    let parts = matched.iter().flat_map(|&known| [before_hyphen(analysis, known), behind_hyphen(analysis, known)]);
    if let Some(part) = parts.flatten().find(|&part| is(part)) {
        return Some(part);
    }
    for &known in matched {
        for &child in analysis.children(known) {
            if is(child) && !matches!(analysis.deprel(child), Deprel::Nsubj | Deprel::Conj | Deprel::Cc | Deprel::Advcl)
            {
                return Some(child);
            }
            // "imposed tariffs and *sanctions*", "were given food and *shelter*": a member of a list of objects.
            if matches!(analysis.deprel(child), Deprel::Obj | Deprel::NsubjPass)
                && let Some(member) = analysis.children_by(child, &[Deprel::Conj]).find(|&member| is(member))
            {
                return Some(member);
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
