//! Who is bound, and to whom.

use grammar::{Arguments, preposition};
use linguist::TokenId;
use ontology::{Act, Deprel, EntityKind, Sector, Upos, Xpos};
use record::{Entity, Participant};

use crate::binder::Bond;
use crate::reading::Reading;
use crate::words::{Binder, Bound, Only};

/// Who must act.
pub(crate) fn obligor(reading: &Reading<'_>, act: TokenId, bond: Bond, arguments: &Arguments) -> Option<Participant> {
    let analysis = reading.analysis;
    let doer = || arguments.agents.iter().find_map(|&token| relevant(reading, token));
    let nominal = analysis.upos(act) != Upos::Verb;
    match bond {
        Bond::Will(_) | Bond::IsTo(_) => {
            // "will be cut by the same date": what is no participant did not do it.
            let nobody = arguments.agents.iter().all(|&agent| reading.entity(agent).is_none());
            let unnamed = arguments.passive && nobody && analysis.deprel(act) != Deprel::AclRelcl;
            let outer = || analysis.child(act, Deprel::NsubjOuter).and_then(|token| relevant(reading, token));
            doer().or_else(outer).or_else(|| if unnamed { speaker(reading, act) } else { None })
        }
        Bond::Must(_) => {
            if arguments.passive {
                None
            } else {
                doer()
            }
        }
        Bond::Word(word, binder) => {
            let subject = || subject_of(reading, word);
            match binder.bound {
                // "parents were offered payments": those who get it are not bound.
                Bound::Subject if is_given(reading, act, word) => {
                    let given = reading.grammar.arguments(analysis, word);
                    given.agents.iter().find_map(|&token| relevant(reading, token))
                }
                Bound::Subject => {
                    let own = analysis.child(act, Deprel::Nsubj).is_some() || (nominal && !arguments.agents.is_empty());
                    let outer = || {
                        analysis
                            .children_by(act, &[Deprel::Nsubj, Deprel::NsubjOuter])
                            .find_map(|token| relevant(reading, token))
                    };
                    // "welcomes the decision to cancel": who decided is not told.
                    let verbal = analysis.upos(word) != Upos::Noun;
                    let inside = |token: TokenId| analysis.ancestors(token).take(3).any(|above| above == word);
                    let implied = || {
                        let mut agents = arguments.agents.iter().filter(|&&token| verbal || inside(token));
                        agents.find_map(|&token| relevant(reading, token))
                    };
                    if own { doer() } else { subject().or_else(implied).or_else(outer) }
                }
                Bound::Addressee => {
                    authority(reading, word, binder)?;
                    let moved = || moved(reading, arguments).filter(|_| nominal || arguments.passive);
                    doer().filter(|found| Some(*found) != subject()).or_else(moved).or_else(|| addressee(reading, word))
                }
            }
        }
    }
}

/// "ordered the withdrawal of *foreign troops*": what is moved acts itself.
fn moved(reading: &Reading<'_>, arguments: &Arguments) -> Option<Participant> {
    let of =
        arguments.with(&["of"]).chain(arguments.patients.iter().copied()).chain(arguments.modifiers.iter().copied());
    of.into_iter().find_map(|token| {
        relevant(reading, token)
            .filter(|_| reading.entity(token).is_some_and(|entity| entity.kind != EntityKind::Country))
    })
}

fn addressee(reading: &Reading<'_>, word: TokenId) -> Option<Participant> {
    let arguments = reading.grammar.arguments(reading.analysis, word);
    let found = arguments.patients.iter().chain(&arguments.recipients).copied().chain(arguments.with(&["to", "on"]));
    found.into_iter().find_map(|token| relevant(reading, token))
}

/// Who orders; for words that bind only from an authority, only if it is one.
fn authority(reading: &Reading<'_>, word: TokenId, binder: Binder) -> Option<()> {
    if binder.only != Some(Only::Authority) {
        return Some(());
    }
    let arguments = reading.grammar.arguments(reading.analysis, word);
    let is_authority = |&token: &TokenId| {
        reading.words.is_authority(reading.analysis.lemma(token))
            || reading.analysis.name_of(token).is_some_and(|name| {
                name.tokens.clone().any(|at| reading.words.is_authority(reading.analysis.lower(TokenId(at))))
            })
    };
    arguments.agents.iter().any(is_authority).then_some(())
}

/// The one who promises, plans or orders: subject of the verb, owner of the noun, subject of the adjective.
fn subject_of(reading: &Reading<'_>, word: TokenId) -> Option<Participant> {
    let analysis = reading.analysis;
    let arguments = reading.grammar.arguments(analysis, word);
    let passive_adjective = arguments.passive && arguments.agents.is_empty();
    let listed = arguments.agents.iter().chain(if passive_adjective { arguments.patients.iter() } else { [].iter() });
    let found = listed.copied().chain(arguments.modifiers.iter().copied()).find_map(|token| relevant(reading, token));
    let of = || arguments.with(&["of", "by"]).find_map(|token| relevant(reading, token));
    // "took a look at the proposal to": the subject of the clause need not own the noun.
    let verbal = analysis.upos(word) != Upos::Noun;
    let surface = || {
        let subject = reading.grammar.surface_subject(analysis, word).filter(|_| verbal)?;
        relevant(reading, subject)
    };
    // "Labour has a plan to", "We are putting forward a plan to".
    let above = || {
        let verb = analysis
            .head(word)
            .filter(|&head| analysis.upos(head) == Upos::Verb && matches!(analysis.deprel(word), Deprel::Obj))?;
        let supports = arguments.support.is_some() || reading.words.is_holder(analysis.lemma(verb));
        let subject = reading.grammar.surface_subject(analysis, verb).filter(|_| supports)?;
        relevant(reading, subject)
    };
    found.or_else(of).or_else(surface).or_else(above).or_else(|| speaks_on(reading, word))
}

fn is_given(reading: &Reading<'_>, act: TokenId, word: TokenId) -> bool {
    let analysis = reading.analysis;
    analysis.head(act) == Some(word) && analysis.deprel(act) == Deprel::Obj && grammar::is_passive(analysis, word)
}

/// "The army said that rockets had hit the camp, and *promised* to publish": rockets do not promise, so the verb goes on
/// from the one above.
fn speaks_on(reading: &Reading<'_>, word: TokenId) -> Option<Participant> {
    let analysis = reading.analysis;
    let first = analysis.head(word).filter(|_| analysis.deprel(word) == Deprel::Conj)?;
    let own = analysis.children_by(word, &[Deprel::Nsubj, Deprel::NsubjPass]).next().is_some();
    let above = analysis.head(first).filter(|_| !own && analysis.deprel(first) == Deprel::Ccomp)?;
    relevant(reading, reading.grammar.surface_subject(analysis, above)?)
}

/// The source of the statement that the act stands in, for passives that name no doer.
fn speaker(reading: &Reading<'_>, act: TokenId) -> Option<Participant> {
    let statement = reading.statement_at(act)?;
    let source = statement.source?;
    let official =
        |entity: &Entity| matches!(entity.sectors.first(), Some(Sector::Gov | Sector::Mil | Sector::Cop | Sector::Jud));
    reading.entity_of(source).filter(|entity| official(entity) && statement.act != Act::Deny)?;
    Some(source)
}

/// The participant at a token, if it is politically relevant and can act.
fn relevant(reading: &Reading<'_>, token: TokenId) -> Option<Participant> {
    let participant = reading.participant(token)?;
    let entity = reading.entity_of(participant)?;
    let known = entity.country.is_some() || !entity.sectors.is_empty();
    let journalism = entity.sectors.first() == Some(&Sector::Jrn);
    (known && !journalism).then_some(participant)
}

/// To whom it is owed, with whom it is agreed, who has ordered it.
pub(crate) fn counterparties(
    reading: &Reading<'_>,
    act: TokenId,
    bond: Bond,
    arguments: &Arguments,
    obligor: Participant,
) -> Vec<Participant> {
    let analysis = reading.analysis;
    let mut found: Vec<Participant> = Vec::new();
    let mut add = |participant: Option<Participant>| {
        if let Some(participant) = participant
            .filter(|new| new.entity != obligor.entity && !found.iter().any(|known| known.entity == new.entity))
        {
            found.push(participant);
        }
    };
    if let Bond::Word(word, binder) = bond {
        match binder.bound {
            Bound::Addressee => add(subject_of(reading, word)),
            Bound::Subject => {
                let own = reading.grammar.arguments(analysis, word);
                own.recipients
                    .iter()
                    .copied()
                    .chain(own.with(&["to", "with"]))
                    .for_each(|token| add(relevant(reading, token)));
                // "agreed that the troops of the other would leave": the one who agreed is owed it.
                add(subject_of(reading, word));
            }
        }
    }
    arguments.recipients.iter().copied().chain(arguments.with(&["to", "with", "for"])).for_each(|token| {
        let party = relevant(reading, token)
            .filter(|_| preposition(analysis, token).as_deref() != Some("to") || analysis.token(act).xpos != Xpos::Nn);
        add(party);
    });
    let met = reading.words.is_encounter(analysis.lemma(act));
    arguments.patients.iter().filter(|_| met).for_each(|&token| add(relevant(reading, token)));
    found
}
