//! Which acts of a report somebody is bound to, and who.

use grammar::{Arguments, preposition};
use linguist::{Analysis, TokenId};
use ontology::{Basis, Deprel, EventType, Upos, Xpos};
use record::{Evidence, Participant};

use crate::binder::{Bond, bond};
use crate::parties::{counterparties, obligor};
use crate::reading::Reading;
use crate::words::Only;

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
    // "urged them to plan a five-year pullout": a term that is only wanted is a proposal.
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
    // "will not": an undertaking only of the one who says it, and of an act that can be checked.
    if negated && !matches!(bond, Bond::Word(..)) && !(listed.is_some() && is_own_word(reading, act, obligor)) {
        return None;
    }
    let mut evidence = Evidence::by(match bond {
        Bond::Will(_) => "will with an act".to_owned(),
        Bond::IsTo(_) => "is to".to_owned(),
        Bond::Must(_) => "must with a date".to_owned(),
        Bond::Word(word, _) => format!("binder {}", analysis.lemma(word)),
    });
    evidence = evidence.at(analysis.span(bond.word())).at(analysis.span(act));
    let kind = listed_kind.or_else(|| reading.event_at(act).map(|event| event.kind).filter(|kind| is_deed(*kind)));
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

/// What is done, not what is said of it: the types that conversions leave for words are none of an act's own.
fn is_deed(kind: EventType) -> bool {
    !matches!(
        kind,
        EventType::Agree
            | EventType::Concede
            | EventType::Threaten
            | EventType::Request
            | EventType::Reject
            | EventType::Accuse
    )
}

/// Whether the obligor's own side says it.
fn is_own_word(reading: &Reading<'_>, act: TokenId, obligor: Participant) -> bool {
    let Some(source) = reading.statement_at(act).and_then(|statement| statement.source) else { return false };
    let country = |participant: Participant| reading.entity_of(participant).and_then(|entity| entity.country);
    source.entity == obligor.entity || country(source).is_some() && country(source) == country(obligor)
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
        (Some(_), None) => true,
        // A source of no known side ("officials said") tells it as the outlet would.
        (None, _) => false,
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
        Bond::Will(_) | Bond::Must(_) if let Some(basis) = under_a_text(reading, act) => basis,
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

/// "*Under the accord*, the rebels will": what the text that binds them is.
fn under_a_text(reading: &Reading<'_>, act: TokenId) -> Option<Basis> {
    let analysis = reading.analysis;
    let texts = analysis
        .children_by(act, &[Deprel::Obl])
        .filter(|&child| matches!(preposition(analysis, child).as_deref(), Some("under" | "in accordance with")));
    let binder = |token: TokenId| reading.words.binder(analysis.lemma(token), Upos::Noun).map(|binder| binder.basis);
    let law = |token: TokenId| reading.words.is_authority(analysis.lemma(token)).then_some(Basis::Law);
    texts.into_iter().find_map(|token| binder(token).or_else(|| law(token)))
}
