//! Which acts of a report somebody is bound to, and who.

use grammar::{Arguments, preposition};
use linguist::{Analysis, TokenId};
use ontology::{Basis, Deprel, EntityKind, EventType, Mode, Sector, Upos, Xpos};
use record::{Event, Evidence, Participant};

use crate::binder::{Bond, bond};
use crate::definite::is_definite;
use crate::held::{is_held, is_own_word, is_prediction};
use crate::parties::{counterparties, obligor};
use crate::reading::Reading;

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
    if participle || !is_definite(reading, act, bond, listed, &arguments) {
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
    if matches!(bond, Bond::Will(_) | Bond::IsTo(_)) && !acts(reading, act, &arguments) {
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
    let weighty = listed.is_some() || crate::term::has_time_ahead(reading, act);
    if is_prediction(reading, act, bond, obligor) || is_private(reading, obligor) && !(weighty && is_word(bond)) {
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
    let kind = listed_kind.or_else(|| reading.event_at(act).and_then(deed));
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

/// People outside politics: that they plan something is no matter of record, that they promised it may be.
fn is_private(reading: &Reading<'_>, obligor: Participant) -> bool {
    reading.entity_of(obligor).is_some_and(|entity| {
        let first = entity.sectors.first();
        entity.kind != EntityKind::Organization
            && matches!(
                first,
                Some(Sector::Cvl | Sector::Edu | Sector::Lab | Sector::Med | Sector::Crm | Sector::Agr | Sector::Soc)
            )
    })
}

/// Whether somebody gave, took or was given the word.
const fn is_word(bond: Bond) -> bool {
    match bond {
        Bond::Word(_, binder) => !matches!(binder.basis, Basis::Plan),
        Bond::Will(_) | Bond::IsTo(_) | Bond::Must(_) => false,
    }
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

/// What is done, not what is said of it: an announced withdrawal (CONCEDE) is a withdrawal; the other types that conversions
/// leave for words are none of an act's own.
fn deed(event: &Event) -> Option<EventType> {
    let retreats = |mode: &Mode| {
        matches!(mode, Mode::Withdraw | Mode::Release | Mode::Disarm | Mode::Ceasefire | Mode::Access | Mode::Resign)
    };
    match event.kind {
        EventType::Concede => event.modes.iter().any(retreats).then_some(EventType::Retreat),
        EventType::Agree | EventType::Threaten | EventType::Request | EventType::Reject | EventType::Accuse => None,
        kind => Some(kind),
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
            let lawful = |&token: &TokenId| reading.words.is_law(analysis.lemma(token));
            let arguments = reading.grammar.arguments(analysis, word);
            let by_law = binder.basis == Basis::Order && arguments.agents.iter().any(lawful);
            // "a bill that will require hospitals to report" does not do so yet.
            let ahead = analysis.children_by(word, &[Deprel::Aux]).any(|aux| analysis.lemma(aux) == "will");
            match (by_law, ahead) {
                (true, true) => Basis::Proposal,
                (true, false) => Basis::Law,
                (false, _) => binder.basis,
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
