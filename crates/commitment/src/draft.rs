//! Which acts of a report somebody is bound to, and who.

use grammar::{Arguments, preposition};
use linguist::{Analysis, TokenId};
use ontology::{Basis, Deprel, EntityKind, EventType, Mode, Sector, Upos, Xpos};
use record::{Event, Evidence, Participant};

use crate::bond::{Bond, bond};
use crate::definite::{Undertaking, is_definite};
use crate::held::{is_held, is_own_word, is_prediction};
use crate::obligor::{is_speakers, obligor};
use crate::parties::counterparties;
use crate::reading::Reading;
use crate::words::{Binder, Group, Only};

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
    let may_act = |id: &TokenId| {
        let lemma = analysis.lemma(*id);
        let sums = || reading.words.binder(lemma, Upos::Noun).is_some_and(|binder| binder.sums);
        let noun =
            || reading.words.act(lemma, Upos::Noun).is_some() || reading.words.is(Group::Compacts, lemma) || sums();
        reading.is_verb(*id) || analysis.upos(*id) == Upos::Noun && noun()
    };
    let mut found = Vec::new();
    for act in analysis.ids().filter(may_act) {
        found.extend(draft(reading, act, &found));
    }
    found
}

fn draft(reading: &Reading<'_>, act: TokenId, earlier: &[Draft]) -> Option<Draft> {
    let analysis = reading.analysis;
    let never = reading.words.is(Group::Never, analysis.lemma(act)) && !reading.is_phrasal_act(act);
    if never && !goes_on(reading, act) && !takes_place(reading, act) || is_aspect_of_act(reading, act) {
        return None;
    }
    let bond = bond(reading, act)?;
    let arguments = reading.grammar.arguments(analysis, act);
    let told = is_told_as_done(analysis, act, arguments.passive) && bond.word() != act;
    if told || bond.is_future() && !acts(reading, act, &arguments) {
        return None;
    }
    let listed = reading.listed(act);
    let nominal = !reading.is_verb(act);
    let held = is_held(reading, act, bond);
    // "urged them to plan a five-year pullout": a term that is only wanted is a proposal.
    let proposed = !held && nominal && matches!(bond, Bond::Word(..)) && crate::term::has_time(reading, act);
    if !held && !proposed {
        return None;
    }
    let same_act = || same_act(earlier, listed.flatten()).filter(|_| nominal);
    let obligor = obligor(reading, act, bond, &arguments, listed.flatten()).or_else(same_act)?;
    // "they must leave by Friday", said by somebody: a demand, unless a text binds them.
    let demanded = matches!(bond, Bond::Must(_)) && reading.statement_at(act).is_some();
    if demanded && under_a_text(reading, act).is_none() {
        return None;
    }
    let own = is_own_word(reading, act, obligor);
    let negated = is_negated(analysis, act, bond);
    let undertaking = Undertaking { act, bond, listed, arguments: &arguments, own, negated };
    let happens = takes_place(reading, act);
    if happens && bond.is_future() && !crate::term::has_time_ahead(reading, act) {
        return None;
    }
    if !goes_on(reading, act) && !happens && !is_definite(reading, undertaking) {
        return None;
    }
    let weighty = listed.is_some() || crate::term::has_time_ahead(reading, act);
    if is_prediction(reading, act, bond, obligor)
        || is_private(reading, obligor) && !(weighty && is_word(bond) || is_order(bond) || goes_on(reading, act))
    {
        return None;
    }
    let forbidden = matches!(bond, Bond::Word(_, binder) if binder.forbids);
    let negated = negated != forbidden;
    // "will not": an undertaking only of the one who says it, and of an act that can be checked.
    let agreed = || under_a_text(reading, act).is_some();
    if negated && !forbidden && !matches!(bond, Bond::Word(..)) && !own && !agreed() {
        return None;
    }
    Some(Draft {
        act,
        bond,
        obligor,
        counterparties: counterparties(reading, act, bond, &arguments, obligor),
        kind: listed.flatten().or_else(|| reading.event_at(act).and_then(deed)),
        basis: if proposed { Basis::Proposal } else { basis(reading, act, bond) },
        negated,
        arguments,
        evidence: Evidence::by(rule(reading, bond)).at(analysis.span(bond.word())).at(analysis.span(act)),
    })
}

/// "ordered *a withdrawal*" after "Peru will withdraw": who does it was told with an act of the same type.
fn same_act(earlier: &[Draft], kind: Option<EventType>) -> Option<Participant> {
    let told = earlier.iter().rev().take(EARLIER).find(|draft| draft.kind.is_some() && draft.kind == kind);
    told.map(|draft| draft.obligor)
}

/// What found it, in words.
fn rule(reading: &Reading<'_>, bond: Bond) -> String {
    match bond {
        Bond::Will(_) => "will with an act".to_owned(),
        Bond::IsTo(_) => "is to".to_owned(),
        Bond::Must(_) => "must with a date".to_owned(),
        Bond::Granted(_) => "time to act".to_owned(),
        Bond::As(..) => "as promised".to_owned(),
        Bond::Compact(_) => "compact".to_owned(),
        Bond::Word(word, _) => format!("binder {}", reading.analysis.lemma(word)),
    }
}

/// "the siege will *go on*": what is under way goes on, and its doer answers for it.
pub(crate) fn goes_on(reading: &Reading<'_>, act: TokenId) -> bool {
    let analysis = reading.analysis;
    let action = |subject: TokenId| {
        analysis.upos(subject) == Upos::Noun && reading.words.is(Group::Actions, analysis.lemma(subject))
    };
    analysis.upos(act) == Upos::Verb
        && reading.is_among(Group::GoingOn, act)
        && analysis.child(act, Deprel::Xcomp).is_none()
        && reading.grammar.surface_subject(analysis, act).is_some_and(action)
}

/// People outside politics: that they plan something is no matter of record, that they promised it may be.
fn is_private(reading: &Reading<'_>, obligor: Participant) -> bool {
    reading.entity_of(obligor).is_some_and(|entity| {
        let first = entity.sectors.first();
        // A hospital or a college plans no politics either.
        matches!(first, Some(Sector::Edu | Sector::Med))
            || entity.kind != EntityKind::Organization
                && matches!(
                    first,
                    Some(
                        Sector::Cvl
                            | Sector::Ref
                            | Sector::Edu
                            | Sector::Lab
                            | Sector::Med
                            | Sector::Crm
                            | Sector::Agr
                            | Sector::Soc
                            | Sector::Bus
                    )
                )
    })
}

/// Whether somebody gave, took or was given the word.
const fn is_word(bond: Bond) -> bool {
    match bond {
        Bond::Word(_, binder) => !matches!(binder.basis, Basis::Plan),
        Bond::Granted(_) | Bond::As(..) | Bond::Compact(_) => true,
        Bond::Will(_) | Bond::IsTo(_) | Bond::Must(_) => false,
    }
}

/// Orders and laws bind anybody.
const fn is_order(bond: Bond) -> bool {
    matches!(bond, Bond::Word(_, Binder { basis: Basis::Order, only: Some(Only::Authority | Only::Official), .. }))
}

/// "had left", "left": past, unless it is what "will have" been done by a day.
fn is_told_as_done(analysis: &Analysis, act: TokenId, passive: bool) -> bool {
    let will = |aux: TokenId| matches!(analysis.lower(aux), "will" | "would" | "shall");
    matches!(analysis.token(act).xpos, Xpos::Vbn | Xpos::Vbd)
        && !passive
        && !analysis.children_by(act, &[Deprel::Aux]).any(will)
}

/// Whether the subject of "will" is somebody who acts: not "the bill", not "it" unless the one who speaks.
fn acts(reading: &Reading<'_>, act: TokenId, arguments: &Arguments) -> bool {
    let analysis = reading.analysis;
    if goes_on(reading, act) || takes_place(reading, act) {
        return true;
    }
    let Some(&subject) = arguments.agents.first() else { return true };
    if analysis.upos(subject) == Upos::Pron && matches!(analysis.lower(subject), "it" | "this" | "that" | "which") {
        let entity = reading.participant(subject).and_then(|participant| participant.entity);
        let source = reading.statement_at(act).and_then(|statement| statement.source).and_then(|source| source.entity);
        return entity.is_some() && entity == source || is_speakers(reading, act, subject);
    }
    !(analysis.upos(subject) == Upos::Noun && reading.words.is(Group::Things, analysis.lemma(subject)))
}

/// "the election will take place in May", "the talks will resume on Monday": it is for somebody to hold them.
pub(crate) fn takes_place(reading: &Reading<'_>, act: TokenId) -> bool {
    let analysis = reading.analysis;
    let place = analysis.child(act, Deprel::Obj).is_some_and(|object| analysis.lower(object) == "place");
    let happens = reading.words.is(Group::Happening, analysis.lemma(act));
    let held = |subject: TokenId| {
        analysis.upos(subject) == Upos::Noun
            && reading.words.act(analysis.lemma(subject), Upos::Noun).is_some()
            && (place || crate::term::has_time_ahead(reading, act))
            // "no cuts will take place".
            && !analysis.children_by(subject, &[Deprel::Det]).any(|word| analysis.lower(word) == "no")
    };
    (place && analysis.lemma(act) == "take" || happens && analysis.child(act, Deprel::Obj).is_none())
        && analysis.children_by(act, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::NsubjOuter]).any(held)
}

/// "continue" in "will continue to strike": the act is the verb below.
fn is_aspect_of_act(reading: &Reading<'_>, verb: TokenId) -> bool {
    let analysis = reading.analysis;
    let aspect = reading.words.is(Group::Aspect, analysis.lemma(verb))
        || reading.words.is(Group::Intentions, analysis.lemma(verb));
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

fn is_negated(analysis: &Analysis, act: TokenId, bond: Bond) -> bool {
    let not = |word: TokenId| matches!(analysis.lower(word), "not" | "n't" | "n’t" | "never");
    let no_longer = |word: TokenId| {
        analysis.lower(word) == "longer" && word.0.checked_sub(1).is_some_and(|no| analysis.lower(TokenId(no)) == "no")
    };
    // "*no* soldier will be sent".
    let nobody = || {
        let no =
            |subject: TokenId| analysis.children_by(subject, &[Deprel::Det]).any(|word| analysis.lower(word) == "no");
        analysis.children_by(act, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Obj]).any(no)
    };
    // "vowed never to leave".
    let between = |word: TokenId| word > bond.word() && word < act && not(word);
    // "is not going to leave".
    let going = match bond {
        Bond::Will(aux) => analysis.head(aux).filter(|&head| head != act && analysis.lower(head) == "going"),
        _ => None,
    };
    std::iter::once(act)
        .chain(going)
        .any(|verb| analysis.children_by(verb, &[Deprel::Advmod]).any(|word| not(word) || no_longer(word)))
        || nobody()
        || matches!(bond, Bond::Word(..)) && analysis.children_by(bond.word(), &[Deprel::Advmod]).any(between)
}

fn basis(reading: &Reading<'_>, act: TokenId, bond: Bond) -> Basis {
    let analysis = reading.analysis;
    match bond {
        Bond::Word(word, binder) => {
            let lawful = |&token: &TokenId| reading.words.is(Group::Laws, analysis.lemma(token));
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
        Bond::Granted(verb) => {
            under_a_text(reading, act).or_else(|| under_a_text(reading, verb)).unwrap_or(Basis::Order)
        }
        Bond::As(_, basis) => basis,
        Bond::Compact(_) => Basis::Agreement,
        Bond::Must(_) => Basis::Order,
        Bond::IsTo(_) => under_a_text(reading, act).unwrap_or(Basis::Plan),
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
pub(crate) fn under_a_text(reading: &Reading<'_>, act: TokenId) -> Option<Basis> {
    let analysis = reading.analysis;
    let texts = analysis
        .children_by(act, &[Deprel::Obl])
        .filter(|&child| matches!(preposition(analysis, child).as_deref(), Some("under" | "in accordance with")));
    let binder = |token: TokenId| reading.words.binder(analysis.lemma(token), Upos::Noun).map(|binder| binder.basis);
    let law = |token: TokenId| {
        let text = reading.words.is(Group::Texts, analysis.lemma(token));
        (text || reading.words.is_authority(analysis.lemma(token))).then_some(Basis::Law)
    };
    texts.into_iter().find_map(|token| binder(token).or_else(|| law(token)))
}
