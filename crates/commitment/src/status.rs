//! What became of an undertaking, as the report tells it.

use grammar::preposition;
use linguist::TokenId;
use ontology::{Basis, CommitmentStatus, Deprel, EventType, Status, Upos};

use crate::bond::Bond;
use crate::compact::{is_told_of, makers};
use crate::draft::{Draft, goes_on};
use crate::obligor::verb_over;
use crate::reading::Reading;
use crate::words::Group;

/// "will continue to strike" is under way; "kept his promise to", "rejected the offer to" tell what became of it.
pub(crate) fn status(reading: &Reading<'_>, draft: &Draft) -> CommitmentStatus {
    let analysis = reading.analysis;
    let act = draft.act;
    let above = analysis.head(act).filter(|_| analysis.deprel(act) == Deprel::Xcomp);
    let continues = above.is_some_and(|verb| reading.words.is(Group::Continuing, analysis.lemma(verb)));
    if continues || goes_on(reading, act) {
        return CommitmentStatus::InProgress;
    }
    let told = match draft.bond {
        Bond::Word(word, _) if analysis.upos(word) == Upos::Noun => fate(reading, word),
        Bond::Compact(noun) => {
            fate(reading, noun).or_else(|| fought_over(reading, noun).then_some(CommitmentStatus::Broken))
        }
        Bond::Will(_) | Bond::IsTo(_) | Bond::Must(_) | Bond::Granted(_) | Bond::As(..) | Bond::Word(..) => None,
    };
    let offered = matches!(draft.basis, Basis::Proposal | Basis::Order);
    let answer = || (offered && is_refused(reading, draft)).then_some(CommitmentStatus::Rejected);
    told.filter(|&found| found != CommitmentStatus::Rejected || offered)
        .or_else(answer)
        .unwrap_or(CommitmentStatus::Pending)
}

/// What is told of a promise, plan or truce: "kept", "broke", "its collapse", "which it has broken".
fn fate(reading: &Reading<'_>, noun: TokenId) -> Option<CommitmentStatus> {
    let analysis = reading.analysis;
    let so = |&verb: &TokenId| reading.grammar.factuality(analysis, verb).status == Status::Actual;
    let over = || verb_over(reading, noun).filter(so).and_then(|verb| outcome(reading, verb));
    // "a truce that collapsed in May".
    let does = || {
        let subject = matches!(analysis.deprel(noun), Deprel::Nsubj | Deprel::NsubjPass);
        let verb = analysis.head(noun).filter(|&head| subject && analysis.upos(head) == Upos::Verb)?;
        Some(verb).filter(so).and_then(|verb| outcome(reading, verb))
    };
    // "violations of the truce", "in breach of its promise", "counter to its promise".
    let of = || {
        let under = matches!(analysis.deprel(noun), Deprel::Nmod | Deprel::Compound | Deprel::Obl);
        let head = analysis.head(noun).filter(|&head| under && analysis.upos(head) != Upos::Verb)?;
        outcome(reading, head)
    };
    let clauses = || analysis.children_by(noun, &[Deprel::AclRelcl, Deprel::Acl]);
    let told = || clauses().filter(so).find_map(|clause| outcome(reading, clause));
    over().or_else(does).or_else(of).or_else(told).or_else(|| later_clause(reading, noun))
}

/// "its promise to raise the wages of the guards, *which it did not keep*": hung on the nearest noun.
fn later_clause(reading: &Reading<'_>, noun: TokenId) -> Option<CommitmentStatus> {
    let analysis = reading.analysis;
    let so = |verb: TokenId| reading.grammar.factuality(analysis, verb).status == Status::Actual;
    let which = |verb: TokenId| {
        analysis.children_by(verb, &[Deprel::Obj]).any(|object| matches!(analysis.lower(object), "which" | "that"))
    };
    analysis
        .sentence_ids(analysis.sentence_of(noun))
        .filter(|&verb| verb > noun && analysis.deprel(verb) == Deprel::AclRelcl && which(verb) && so(verb))
        .find_map(|verb| outcome(reading, verb))
}

fn outcome(reading: &Reading<'_>, word: TokenId) -> Option<CommitmentStatus> {
    let outcomes = [
        (Group::Fulfilled, CommitmentStatus::Fulfilled),
        (Group::Broken, CommitmentStatus::Broken),
        (Group::Rejected, CommitmentStatus::Rejected),
    ];
    outcomes.into_iter().find(|&(group, _)| reading.is_among(group, word)).map(|(_, status)| status)
}

/// "the truce they signed two years ago": told of in passing, while those who made it fight in the same report.
fn fought_over(reading: &Reading<'_>, noun: TokenId) -> bool {
    let countries: Vec<_> = makers(reading, noun)
        .into_iter()
        .filter_map(|maker| reading.entity(maker).and_then(|entity| entity.country))
        .collect();
    is_told_of(reading, noun)
        && reading.fights().any(|event| {
            event.kind == EventType::Assault
                && event.actors.iter().chain(&event.recipients).any(|&side| {
                    let country = reading.entity_of(side).and_then(|entity| entity.country);
                    country.is_some_and(|country| countries.contains(&country))
                })
        })
}

/// Sentences behind an order or offer in which an answer to it is looked for.
const ANSWERED_WITHIN: u32 = 6;

/// "Togo has refused *the demand*", "turned *the offer* down": said of an offer or order of a sentence before.
fn is_refused(reading: &Reading<'_>, draft: &Draft) -> bool {
    let analysis = reading.analysis;
    let first = analysis.sentence_of(draft.act);
    let refusals = reading.refusals().iter().copied();
    refusals
        .filter(|&verb| (first..=first + ANSWERED_WITHIN).contains(&analysis.sentence_of(verb)) && verb > draft.act)
        .any(|verb| {
            let objects = analysis.children_by(verb, &[Deprel::Obj, Deprel::NsubjPass, Deprel::Obl]);
            let the = |noun: TokenId| {
                analysis
                    .children_by(noun, &[Deprel::Det])
                    .any(|word| matches!(analysis.lower(word), "the" | "this" | "that" | "both"))
                    || analysis.child(noun, Deprel::NmodPoss).is_some()
            };
            objects.into_iter().any(|noun| {
                reading.words.is(Group::Offers, analysis.lemma(noun))
                    && the(noun)
                    && preposition(analysis, noun).is_none()
            })
        })
}
