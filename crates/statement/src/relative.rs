//! Relative clauses whose pronoun stands for what is said: "the charges, which he denies", "a raid that they condemned".

use linguist::TokenId;
use ontology::{Act, Deprel, Upos};
use text::Span;

use crate::complement::{Found, found};
use crate::cues::{Cue, Kind};
use crate::reading::Reading;
use crate::surface::is_finite;

/// Words between a relative pronoun and the verb of its clause.
const MAX_RELATIVE: u32 = 12;
/// How far before the pronoun the words are that it takes up.
const MAX_BACK: u32 = 30;

/// What the pronoun before a verb stands for: what was said before it, or the noun that the clause belongs to.
pub(crate) fn taken_up(reading: &Reading<'_>, verb: TokenId, cue: &Cue) -> Option<Found> {
    let analysis = reading.analysis;
    let Some(pronoun) = relative_pronoun(reading, verb).filter(|&word| analysis.lower(word) != "what") else {
        return without_pronoun(reading, verb, cue);
    };
    let object = analysis
        .children_by(verb, &[Deprel::Obj, Deprel::Ccomp, Deprel::Xcomp])
        .any(|child| child > verb || child != pronoun && analysis.upos(child) != Upos::Pron);
    // "which he claims are paid from abroad": the clause behind the cue is said.
    let next = TokenId((verb.0 + 1).min(reading.stretch(verb).end.saturating_sub(1)));
    if object || next > verb && is_finite(reading, next) {
        return None;
    }
    let by_tree = analysis.head(verb).filter(|&noun| analysis.deprel(verb) == Deprel::AclRelcl && noun < pronoun);
    let fits = |noun: TokenId| {
        let lemma = reading.lemma(noun);
        (cue.only.is_empty() || cue.only.iter().any(|only| only == lemma))
            && !cue.except.iter().any(|except| except == lemma)
    };
    if by_tree.is_some_and(|noun| !fits(noun)) {
        return None;
    }
    if let Some(tokens) = said_before(reading, pronoun) {
        return Some(found(tokens, "object"));
    }
    let mut noun = by_tree?;
    // "charges of theft at the plant, which he denies": what is denied is the whole of it, not the plant.
    while let Some(above) =
        analysis.head(noun).filter(|_| cue.act == Act::Deny && analysis.deprel(noun) == Deprel::Nmod)
    {
        noun = above;
    }
    let tokens = antecedent_phrase(reading, noun, verb).into_iter().filter(|&token| token < pronoun).collect();
    Some(found(tokens, "object"))
}

/// "[a charge] it denies": a clause right behind its noun, with a pronoun as subject.
fn without_pronoun(reading: &Reading<'_>, verb: TokenId, cue: &Cue) -> Option<Found> {
    let analysis = reading.analysis;
    let noun = analysis.head(verb).filter(|&noun| analysis.deprel(verb) == Deprel::AclRelcl && noun < verb)?;
    let subject = TokenId(noun.0 + 1);
    let pronoun = subject < verb && analysis.upos(subject) == Upos::Pron && analysis.deprel(subject) == Deprel::Nsubj;
    let own_object = analysis.children_by(verb, &[Deprel::Obj, Deprel::Ccomp, Deprel::Xcomp]).next().is_some();
    let named = cue.only.is_empty() || cue.only.iter().any(|only| only == reading.lemma(noun));
    let judges = matches!(cue.act, Act::Deny | Act::Accuse);
    (judges && pronoun && !own_object && named).then(|| found(antecedent_phrase(reading, noun, verb), "object"))
}

/// "alleging [a plot], which the army denies": the content of the cue before, if it ends at the pronoun.
fn said_before(reading: &Reading<'_>, pronoun: TokenId) -> Option<Vec<TokenId>> {
    let analysis = reading.analysis;
    let start = reading.stretch(pronoun).start.max(pronoun.0.saturating_sub(MAX_BACK));
    let at = analysis.span(pronoun).start;
    (start..pronoun.0).rev().map(TokenId).find_map(|word| {
        let cue = reading.cues.of(reading.lemma(word)).iter().any(|cue| matches!(cue.kind, Kind::Verb | Kind::Noun));
        let draft = if cue { crate::draft(reading, word)? } else { return None };
        let [content] = draft.content.as_slice() else { return None };
        let gap = Span::new(content.end.min(at), at).of(reading.text());
        let ends_here = content.end <= at && gap.chars().all(|character| character == ',' || character.is_whitespace());
        let mut tokens: Vec<TokenId> = analysis.tokens_in(*content).map(TokenId).collect();
        // "charged with [plotting], which he denies".
        if tokens.first().is_some_and(|&first| analysis.upos(first) == Upos::Adp) && tokens.len() > 1 {
            tokens.remove(0);
        }
        (ends_here && !tokens.is_empty()).then_some(tokens)
    })
}

/// "which the army [blamed] on the rebels": the pronoun that stands for the object, with a subject before the verb.
pub(crate) fn relative_pronoun(reading: &Reading<'_>, verb: TokenId) -> Option<TokenId> {
    let analysis = reading.analysis;
    let start = reading.stretch(verb).start.max(verb.0.saturating_sub(MAX_RELATIVE));
    let mut before = (start..verb.0).rev().map(TokenId);
    let pronoun = before
        .by_ref()
        .take_while(|&word| !is_finite(reading, word) || analysis.upos(word) == Upos::Aux)
        .find(|&word| matches!(analysis.lower(word), "what" | "which" | "that"))?;
    // "a text in which they condemned the raid".
    let oblique = pronoun.0 > start && analysis.upos(TokenId(pronoun.0 - 1)) == Upos::Adp;
    let subject = (pronoun.0 + 1..verb.0).map(TokenId).any(|word| {
        matches!(analysis.upos(word), Upos::Noun | Upos::Propn | Upos::Pron) && analysis.deprel(word) != Deprel::Obl
    });
    (subject && !(oblique && analysis.lower(pronoun) != "what")).then_some(pronoun)
}

/// A noun with what belongs to it, without the clause of a verb that is said of it.
pub(crate) fn antecedent_phrase(reading: &Reading<'_>, noun: TokenId, verb: TokenId) -> Vec<TokenId> {
    let analysis = reading.analysis;
    analysis.subtree_without(noun, |token| {
        token == verb
            || analysis.head(token) == Some(noun)
                && matches!(
                    analysis.deprel(token),
                    Deprel::Case
                        | Deprel::Cc
                        | Deprel::Conj
                        | Deprel::Punct
                        | Deprel::Cop
                        | Deprel::Nsubj
                        | Deprel::AclRelcl
                )
    })
}
