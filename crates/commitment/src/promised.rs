//! Promises without a verb of their own to be done: a sum, or "as promised" behind what somebody else calls for.

use linguist::TokenId;
use ontology::{Basis, Deprel, EventType, Upos};
use record::Quantity;

use crate::bond::Bond;
use crate::reading::Reading;
use crate::words::{Binder, Group};

/// "pledged $5 million to the refugees", "its pledge of 1,400 soldiers": the promise itself is the act when its object is
/// a sum or number.
pub(crate) fn summed(reading: &Reading<'_>, word: TokenId) -> Option<Bond> {
    let analysis = reading.analysis;
    let upos = analysis.upos(word);
    let binder = reading.words.binder(analysis.lemma(word), upos).filter(|binder| binder.sums)?;
    // "the report offers 300 pages": things promise nothing.
    let thing = |subject: TokenId| {
        analysis.upos(subject) == Upos::Noun && reading.words.is(Group::Things, analysis.lemma(subject))
    };
    if analysis.children_by(word, &[Deprel::Nsubj]).any(thing) {
        return None;
    }
    let clause = analysis.children_by(word, &[Deprel::Xcomp, Deprel::Ccomp, Deprel::Acl]).next().is_some();
    if clause {
        return None;
    }
    let of = |&object: &TokenId| upos == Upos::Verb || grammar::preposition(analysis, object).as_deref() == Some("of");
    let relation = if upos == Upos::Verb { Deprel::Obj } else { Deprel::Nmod };
    // "promised the thousands of women that": those who are told.
    let told = |object: TokenId| {
        upos == Upos::Verb && analysis.children_by(object, &[Deprel::Det]).any(|word| analysis.lower(word) == "the")
    };
    // "promises 127": of what is not told.
    let bare = |object: TokenId| analysis.upos(object) == Upos::Num && analysis.children(object).is_empty();
    let counted =
        |&object: &TokenId| of(&object) && !told(object) && !bare(object) && is_counted(reading, word, object, binder);
    analysis.children_by(word, &[relation]).find(counted)?;
    Some(Bond::Word(word, binder))
}

/// A number on the object itself; for what is only approved, one of money for help: "approved three motions" promises
/// nothing.
fn is_counted(reading: &Reading<'_>, word: TokenId, object: TokenId, binder: Binder) -> bool {
    let analysis = reading.analysis;
    let of_object = |quantity: &&Quantity| {
        let head = analysis.head_of_span(quantity.span);
        head.is_some_and(|head| head == object || analysis.head(head) == Some(object))
    };
    let money = |quantity: &Quantity| {
        quantity.unit.as_deref().is_some_and(|unit| unit.len() == 3 && unit.chars().all(char::is_uppercase))
    };
    let help = || {
        let inside = |&token: &TokenId| grammar::preposition(analysis, token).as_deref() == Some("in");
        let named = analysis.children_by(object, &[Deprel::Nmod]).chain([object]);
        let mut named = named.chain(analysis.children_by(word, &[Deprel::Obl]).filter(inside));
        named.any(|noun| reading.words.act(analysis.lemma(noun), Upos::Noun) == Some(Some(EventType::Aid)))
    };
    // "allocated $5 million to Chad": abroad.
    let country = |token: TokenId| reading.entity(token).and_then(|entity| entity.country);
    let giver = || reading.grammar.surface_subject(analysis, word).and_then(country);
    let abroad = || {
        let to = |&token: &TokenId| matches!(grammar::preposition(analysis, token).as_deref(), Some("to" | "for"));
        let receivers = [word, object].map(|head| analysis.children_by(head, &[Deprel::Obl, Deprel::Nmod]).filter(to));
        receivers.into_iter().flatten().filter_map(country).any(|receiver| Some(receiver) != giver())
    };
    let binding = binder.basis != Basis::Law;
    let counted = reading.quantities_in(analysis.sentence_of(object)).filter(of_object);
    counted.into_iter().any(|quantity| binding || money(quantity) && (help() || abroad()))
}

/// "asked it to publish the lists, *as promised*": what is called for is owed already.
pub(crate) fn as_promised(reading: &Reading<'_>, act: TokenId) -> Option<Bond> {
    let analysis = reading.analysis;
    let above = analysis.head(act).filter(|_| matches!(analysis.deprel(act), Deprel::Xcomp | Deprel::Advcl));
    let promised = |verb: TokenId| {
        analysis.children_by(verb, &[Deprel::Advcl]).find(|&clause| {
            let after_as =
                analysis.children_by(clause, &[Deprel::Mark, Deprel::Advmod]).any(|mark| analysis.lower(mark) == "as");
            let alone = analysis.children_by(clause, &[Deprel::Obj, Deprel::Xcomp, Deprel::Ccomp]).next().is_none();
            clause > act && after_as && alone && reading.words.is(Group::AsBound, analysis.lower(clause))
        })
    };
    let word = promised(act).or_else(|| above.and_then(promised))?;
    let basis = reading.words.binder(analysis.lemma(word), Upos::Verb).map_or(Basis::Plan, |binder| binder.basis);
    Some(Bond::As(word, basis))
}
