//! Ceasefires and other compacts that a report tells as made: the noun is the act.

use grammar::preposition;
use linguist::TokenId;
use ontology::{Deprel, Status, Upos, Xpos};

use crate::bond::Bond;
use crate::reading::Reading;
use crate::words::Group;

/// "the truce that both signed", "a ceasefire between the army and the rebels".
pub(crate) fn compact(reading: &Reading<'_>, noun: TokenId) -> Option<Bond> {
    let listed = reading.words.is(Group::Compacts, reading.analysis.lemma(noun));
    (listed && !makers(reading, noun).is_empty()).then_some(Bond::Compact(noun))
}

/// Who made it, the first-named first: the two that it is between, whoever signs or announces it, or breaks it.
pub(crate) fn makers(reading: &Reading<'_>, noun: TokenId) -> Vec<TokenId> {
    let analysis = reading.analysis;
    let concludes = |verb: TokenId| {
        let so = || matches!(reading.grammar.factuality(analysis, verb).status, Status::Actual | Status::Future);
        // "urged them to sign a truce", "by signing a truce": none is signed.
        let open = analysis.token(verb).xpos == Xpos::Vbg && analysis.child(verb, Deprel::Aux).is_none()
            || analysis.children_by(verb, &[Deprel::Mark]).any(|mark| analysis.lower(mark) == "to");
        let made = reading.is_among(Group::Concluding, verb) && !open || reading.is_among(Group::Broken, verb);
        if made && analysis.upos(verb) == Upos::Verb && so() {
            reading.grammar.arguments(analysis, verb).agents
        } else {
            Vec::new()
        }
    };
    let told = analysis.children_by(noun, &[Deprel::AclRelcl, Deprel::Acl]).flat_map(concludes);
    let object = matches!(analysis.deprel(noun), Deprel::Obj | Deprel::NsubjPass | Deprel::Obl);
    let above = analysis.head(noun).filter(|_| object).into_iter().flat_map(concludes);
    between(reading, noun).into_iter().chain(told).chain(above).collect()
}

/// Told of in passing: "the truce that both signed", not "both signed a truce".
pub(crate) fn is_told_of(reading: &Reading<'_>, noun: TokenId) -> bool {
    let analysis = reading.analysis;
    let made = |clause: TokenId| reading.is_among(Group::Concluding, clause);
    analysis.children_by(noun, &[Deprel::AclRelcl, Deprel::Acl]).any(made)
}

/// "talks *between* Peru and Chile": the sides.
pub(crate) fn between(reading: &Reading<'_>, noun: TokenId) -> Vec<TokenId> {
    let analysis = reading.analysis;
    analysis
        .children_by(noun, &[Deprel::Nmod, Deprel::Obl])
        .filter(|&party| preposition(analysis, party).as_deref() == Some("between"))
        .flat_map(|party| grammar::conjuncts(analysis, party))
        .collect()
}
