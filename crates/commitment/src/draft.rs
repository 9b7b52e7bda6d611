//! Which acts of a report somebody is bound to, and who.

use grammar::{Arguments, preposition};
use linguist::{Analysis, TokenId};
use ontology::{Act, Basis, Deprel, EntityKind, EventType, Sector, Upos, Xpos};
use record::{Entity, Evidence, Participant};

use crate::binder::{Bond, bond};
use crate::reading::Reading;
use crate::words::{Binder, Bound, Only};

/// A commitment before its details.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) act: TokenId,
    pub(crate) bond: Bond,
    pub(crate) obligor: Participant,
    pub(crate) counterparties: Vec<Participant>,
    pub(crate) kind: Option<EventType>,
    pub(crate) basis: Basis,
    pub(crate) negated: bool,
    pub(crate) arguments: Arguments,
    pub(crate) evidence: Evidence,
}

/// How many earlier acts a nominal one looks back to for its obligor.
const EARLIER: usize = 16;

/// The bound acts in reading order.
pub(crate) fn drafts(reading: &Reading<'_>) -> Vec<Draft> {
    let analysis = reading.analysis;
    let may_act = |id: &TokenId| match analysis.upos(*id) {
        Upos::Verb => true,
        Upos::Noun => reading.words.act(analysis.lemma(*id), Upos::Noun).is_some(),
        _ => false,
    };
    let mut found = Vec::new();
    for act in analysis.ids().filter(may_act) {
        found.extend(draft(reading, act, &found));
    }
    found
}

fn draft(reading: &Reading<'_>, act: TokenId, earlier: &[Draft]) -> Option<Draft> {
    let analysis = reading.analysis;
    let lemma = analysis.lemma(act);
    if reading.words.is_never(lemma) || is_aspect_of_act(reading, act) {
        return None;
    }
    let bond = bond(reading, act)?;
    let arguments = reading.grammar.arguments(analysis, act);
    let listed = reading.words.act(lemma, analysis.upos(act));
    let participle =
        matches!(analysis.token(act).xpos, Xpos::Vbn | Xpos::Vbd) && !arguments.passive && bond.word() != act;
    if participle || !is_definite(reading, act, bond, listed.is_some(), &arguments) {
        return None;
    }
    let held = is_held(reading, act, bond);
    // "urged him to negotiate an eight-year withdrawal": a term that is only wanted is a proposal.
    let proposed = !held
        && analysis.upos(act) != Upos::Verb
        && matches!(bond, Bond::Word(..))
        && crate::term::has_time(reading, act);
    if !held && !proposed {
        return None;
    }
    if matches!(bond, Bond::Will(_)) && !acts(reading, act, &arguments) {
        return None;
    }
    let listed_kind = listed.flatten();
    let same_act = || {
        earlier
            .iter()
            .rev()
            .take(EARLIER)
            .find(|draft| draft.kind.is_some() && draft.kind == listed_kind)
            .map(|draft| draft.obligor)
    };
    let nominal = analysis.upos(act) != Upos::Verb;
    let obligor = obligor(reading, act, bond, &arguments).or_else(|| if nominal { same_act() } else { None })?;
    if is_prediction(reading, act, bond, obligor) {
        return None;
    }
    let negated = is_negated(analysis, act);
    if negated && !matches!(bond, Bond::Word(..)) {
        return None;
    }
    let mut evidence = Evidence::by(match bond {
        Bond::Will(_) => "will with an act".to_owned(),
        Bond::IsTo(_) => "is to".to_owned(),
        Bond::Must(_) => "must with a date".to_owned(),
        Bond::Word(word, _) => format!("binder {}", analysis.lemma(word)),
    });
    evidence = evidence.at(analysis.span(bond.word())).at(analysis.span(act));
    let kind = listed_kind.or_else(|| reading.event_at(act).map(|event| event.kind));
    Some(Draft {
        act,
        bond,
        obligor,
        counterparties: counterparties(reading, act, bond, &arguments, obligor),
        kind,
        basis: if proposed { Basis::Proposal } else { basis(reading, act, bond) },
        negated,
        arguments,
        evidence,
    })
}

/// Whether the subject of "will" is somebody who acts: not "the bill", not "it" unless the one who speaks.
fn acts(reading: &Reading<'_>, act: TokenId, arguments: &Arguments) -> bool {
    let analysis = reading.analysis;
    if analysis.token(act).xpos == Xpos::Vbn && !arguments.passive {
        return false;
    }
    let Some(&subject) = arguments.agents.first() else { return true };
    if analysis.upos(subject) == Upos::Pron && matches!(analysis.lower(subject), "it" | "this" | "that" | "which") {
        let entity = reading.participant(subject).and_then(|participant| participant.entity);
        let source = reading.statement_at(act).and_then(|statement| statement.source).and_then(|source| source.entity);
        return entity.is_some() && entity == source;
    }
    !(analysis.upos(subject) == Upos::Noun && reading.words.is_thing(analysis.lemma(subject)))
}

/// "continue" in "will continue to strike": the act is the verb below.
fn is_aspect_of_act(reading: &Reading<'_>, verb: TokenId) -> bool {
    let analysis = reading.analysis;
    let aspect = reading.words.is_aspect(analysis.lemma(verb)) || reading.words.is_intention(analysis.lemma(verb));
    (aspect && analysis.child(verb, Deprel::Xcomp).is_some())
        || reading.words.binder(analysis.lemma(verb), analysis.upos(verb)).is_some()
            && analysis.children_by(verb, &[Deprel::Xcomp, Deprel::Ccomp]).next().is_some()
}

/// Whether the act can be checked: a listed act, or something that a date, a number or a sum makes definite.
fn is_definite(reading: &Reading<'_>, act: TokenId, bond: Bond, listed: bool, arguments: &Arguments) -> bool {
    let analysis = reading.analysis;
    let lemma = analysis.lemma(act);
    let counted = has_quantity(reading, act, arguments);
    let measured = counted || crate::term::has_time(reading, act);
    let ahead = counted || crate::term::has_time_ahead(reading, act);
    // "what he will bring": nobody is bound to it.
    if arguments.patients.iter().any(|&token| matches!(analysis.lower(token), "what" | "whatever")) {
        return false;
    }
    let object = !arguments.patients.is_empty() || !arguments.obliques.is_empty() || !arguments.recipients.is_empty();
    let intention = reading.words.is_intention(lemma);
    match bond {
        Bond::Will(_) | Bond::IsTo(_) => {
            let light = arguments.patients.iter().any(|&object| reading.words.is_light(lemma, analysis.lemma(object)));
            let alone =
                reading.words.is_act_alone(lemma) && arguments.agents.iter().any(|&agent| analysis.lower(agent) == "i");
            if light || alone && object {
                return true;
            }
            !reading.words.is_state(lemma) && (measured || listed && object && !intention)
        }
        Bond::Must(_) => measured && !reading.words.is_state(lemma),
        Bond::Word(_, binder) => {
            // "planned the attack" is told of attacks that were carried out.
            let done = binder.basis == Basis::Plan
                && analysis.upos(act) != Upos::Verb
                && matches!(analysis.deprel(act), Deprel::Obj | Deprel::NsubjPass);
            let loose = match binder.only {
                Some(Only::Measured) => true,
                Some(Only::Checkable) => !listed,
                Some(Only::Authority) | None => false,
            };
            let vague = intention && binder.basis != Basis::Order || done || loose;
            !vague || ahead
        }
    }
}

/// Whether the act's object is counted, or a sum.
fn has_quantity(reading: &Reading<'_>, act: TokenId, arguments: &Arguments) -> bool {
    let analysis = reading.analysis;
    let counted = |token: &TokenId| {
        let span = grammar::phrase(analysis, *token);
        reading.quantities_in(analysis.sentence_of(act)).any(|quantity| quantity.span.overlaps(span))
    };
    arguments.patients.iter().chain(&arguments.recipients).any(counted)
}

/// Whether the bond holds: not denied, not merely possible, not asked or hoped for.
fn is_held(reading: &Reading<'_>, act: TokenId, bond: Bond) -> bool {
    let analysis = reading.analysis;
    match bond {
        Bond::Will(aux) | Bond::IsTo(aux) | Bond::Must(aux) => {
            let verb = analysis.head(aux).unwrap_or(act);
            let conditional = analysis.children_by(verb, &[Deprel::Mark]).any(|mark| {
                matches!(
                    analysis.lower(mark),
                    "if" | "whether"
                        | "when"
                        | "once"
                        | "until"
                        | "before"
                        | "after"
                        | "as"
                        | "while"
                        | "because"
                        | "since"
                        | "so"
                        | "unless"
                )
            });
            let asks = analysis.children_by(verb, &[Deprel::Punct]).any(|mark| analysis.lower(mark) == "?");
            !conditional && !asks && !is_hoped(reading, verb)
        }
        Bond::Word(word, _) => {
            let clause = reading.grammar.clause_of(analysis, word);
            let denied = |token: TokenId| {
                analysis
                    .children_by(token, &[Deprel::Advmod, Deprel::Det])
                    .any(|child| matches!(analysis.lower(child), "not" | "n't" | "n’t" | "never" | "no"))
            };
            let possible = analysis
                .children_by(clause, &[Deprel::Aux])
                .any(|aux| matches!(analysis.lower(aux), "may" | "might" | "could" | "should" | "would" | "can"));
            let conditional = analysis
                .children_by(clause, &[Deprel::Mark])
                .any(|mark| matches!(analysis.lower(mark), "if" | "whether" | "unless"));
            let binds_by_itself = analysis.upos(word) != Upos::Verb;
            // "was planning to launch": a plan of the past.
            let past_progress = analysis.token(word).xpos == Xpos::Vbg
                && analysis.children_by(word, &[Deprel::Aux]).any(|aux| matches!(analysis.lower(aux), "was" | "were"));
            !denied(word)
                && !past_progress
                && !is_wanted(reading, word)
                && (binds_by_itself || !denied(clause) && !possible && !conditional)
        }
    }
}

/// "I hope that leaders will follow", "believes they will": what others expect of somebody.
fn is_hoped(reading: &Reading<'_>, verb: TokenId) -> bool {
    use grammar::Class;
    let embeddings = reading.grammar.embeddings(reading.analysis, verb);
    embeddings.first().is_some_and(|step| {
        matches!(
            step.class,
            Class::Belief | Class::Expect | Class::Possible | Class::Allow | Class::Deny | Class::Demand | Class::Fail
        )
    })
}

/// "urged him to agree to leave", "to persuade them to commit", "urged him to negotiate a plan": the bond is only wanted.
fn is_wanted(reading: &Reading<'_>, word: TokenId) -> bool {
    use grammar::Class;
    let analysis = reading.analysis;
    let verb =
        std::iter::once(word).chain(analysis.ancestors(word)).take(3).find(|&token| analysis.upos(token) == Upos::Verb);
    let is_noun = verb != Some(word);
    let Some(verb) = verb else { return false };
    let wanted = reading.grammar.embeddings(analysis, verb).iter().any(|step| {
        // "am encouraged that the plan requires": a feeling, not a demand.
        let feeling = grammar::is_passive(analysis, step.embedder) && analysis.deprel(step.embedded) == Deprel::Ccomp;
        let asked = matches!(step.class, Class::Demand | Class::Expect | Class::Attempt);
        let open = matches!(step.class, Class::Possible | Class::Allow | Class::Fail | Class::Deny);
        !feeling && (asked || open && !is_noun)
    });
    let purpose = !is_noun
        && analysis.deprel(verb) == Deprel::Advcl
        && analysis.children_by(verb, &[Deprel::Mark]).any(|mark| analysis.lower(mark) == "to");
    wanted || purpose
}

/// Who must act.
fn obligor(reading: &Reading<'_>, act: TokenId, bond: Bond, arguments: &Arguments) -> Option<Participant> {
    let analysis = reading.analysis;
    let doer = || arguments.agents.iter().find_map(|&token| relevant(reading, token));
    let nominal = analysis.upos(act) != Upos::Verb;
    match bond {
        Bond::Will(_) | Bond::IsTo(_) => {
            let unnamed = arguments.passive && arguments.agents.is_empty() && analysis.deprel(act) != Deprel::AclRelcl;
            doer().or_else(|| if unnamed { speaker(reading, act) } else { None })
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
                Bound::Subject => {
                    let own = analysis.child(act, Deprel::Nsubj).is_some() || (nominal && !arguments.agents.is_empty());
                    let outer = || {
                        analysis
                            .children_by(act, &[Deprel::Nsubj, Deprel::NsubjOuter])
                            .find_map(|token| relevant(reading, token))
                    };
                    if own { doer() } else { subject().or_else(doer).or_else(outer) }
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
    let surface = || reading.grammar.surface_subject(analysis, word).and_then(|token| relevant(reading, token));
    // "Labour has a plan to", "We are putting forward a plan to".
    let above = || {
        let verb = analysis
            .head(word)
            .filter(|&head| analysis.upos(head) == Upos::Verb && matches!(analysis.deprel(word), Deprel::Obj))?;
        let supports = arguments.support.is_some() || reading.words.is_holder(analysis.lemma(verb));
        let subject = reading.grammar.surface_subject(analysis, verb).filter(|_| supports)?;
        relevant(reading, subject)
    };
    found.or_else(of).or_else(surface).or_else(above)
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

/// "Russia will attack Poland", said by Poland, is no undertaking of Russia's.
fn is_prediction(reading: &Reading<'_>, act: TokenId, bond: Bond, obligor: Participant) -> bool {
    let ascribed = match bond {
        Bond::Will(_) => true,
        // "remains committed to attacking us", said by the other side.
        Bond::Word(word, binder) => binder.basis == Basis::Pledge && reading.analysis.lower(word) == "committed",
        Bond::IsTo(_) | Bond::Must(_) => false,
    };
    if !ascribed {
        return false;
    }
    let Some(source) = reading.statement_at(act).and_then(|statement| statement.source) else { return false };
    if source.entity == obligor.entity {
        return false;
    }
    let country = |participant: Participant| reading.entity_of(participant).and_then(|entity| entity.country);
    match (country(source), country(obligor)) {
        (Some(said), Some(bound)) => said != bound,
        _ => true,
    }
}

fn is_negated(analysis: &Analysis, act: TokenId) -> bool {
    analysis
        .children_by(act, &[Deprel::Advmod])
        .any(|word| matches!(analysis.lower(word), "not" | "n't" | "n’t" | "never"))
}

fn basis(reading: &Reading<'_>, act: TokenId, bond: Bond) -> Basis {
    let analysis = reading.analysis;
    match bond {
        Bond::Word(word, binder) => {
            let lawful =
                |token: TokenId| matches!(analysis.lemma(token), "law" | "legislation" | "act" | "bill" | "statute");
            let arguments = reading.grammar.arguments(analysis, word);
            if binder.basis == Basis::Order && arguments.agents.iter().any(|&token| lawful(token)) {
                Basis::Law
            } else {
                binder.basis
            }
        }
        Bond::Must(_) => Basis::Order,
        Bond::IsTo(_) => Basis::Plan,
        Bond::Will(aux) => {
            let said = reading.statement_at(act).is_some();
            let first_person = analysis.head(aux).is_some_and(|verb| {
                reading
                    .grammar
                    .surface_subject(analysis, verb)
                    .is_some_and(|subject| matches!(analysis.lower(subject), "we" | "i"))
            });
            if said || first_person { Basis::Pledge } else { Basis::Plan }
        }
    }
}

/// To whom it is owed, with whom it is agreed, who has ordered it.
fn counterparties(
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
