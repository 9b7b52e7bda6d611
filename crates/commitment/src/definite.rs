//! Whether an act is definite enough to be checked later.

use grammar::Arguments;
use linguist::{Analysis, TokenId};
use ontology::{Basis, Deprel, EventType, Upos};

use crate::binder::Bond;
use crate::reading::Reading;
use crate::term;
use crate::words::{Binder, Only};

/// What makes an act definite.
#[derive(Debug, Clone, Copy)]
struct Marks {
    /// It is an act of `acts.toml`.
    listed: bool,
    /// It is no act that everybody intends.
    plain: bool,
    nominal: bool,
    has_object: bool,
    /// It has a number or a time.
    measured: bool,
    /// It has a number, a length of time, or a day that is not past.
    ahead: bool,
}

/// Whether the act can be checked: a listed act, or something that a date, a number or a sum makes definite.
/// `listed` is its entry in `acts.toml`.
pub(crate) fn is_definite(
    reading: &Reading<'_>,
    act: TokenId,
    bond: Bond,
    listed: Option<Option<EventType>>,
    arguments: &Arguments,
) -> bool {
    let analysis = reading.analysis;
    // "what he will bring": nobody is bound to it.
    if arguments.patients.iter().any(|&token| matches!(analysis.lower(token), "what" | "whatever")) {
        return false;
    }
    let counted = has_quantity(reading, act, arguments);
    let marks = Marks {
        listed: listed.is_some(),
        plain: !reading.words.is_intention(analysis.lemma(act)),
        nominal: analysis.upos(act) != Upos::Verb,
        has_object: !arguments.patients.is_empty()
            || !arguments.obliques.is_empty()
            || !arguments.recipients.is_empty(),
        measured: counted || term::has_time(reading, act),
        ahead: counted || term::has_time_ahead(reading, act),
    };
    // An order binds to what a pledge of the same words would leave open.
    let ordered = matches!(bond, Bond::Word(_, binder) if binder.basis == Basis::Order);
    let open = || is_vague(reading, arguments) || is_endless(reading, act, bond, listed.flatten());
    let loose = !ordered && open() || marks.nominal && is_loose_noun(reading, act, listed.flatten());
    if loose && !marks.ahead {
        return false;
    }
    match bond {
        Bond::Will(_) | Bond::IsTo(_) => is_definite_will(reading, act, arguments, marks),
        Bond::Must(_) => term::has_deadline(reading, act) && !reading.words.is_state(analysis.lemma(act)),
        Bond::Word(_, binder) => {
            let specific = arguments.patients.first().is_some_and(|&object| is_specific(reading, object));
            is_definite_word(reading, act, binder, specific, marks)
        }
    }
}

fn is_definite_will(reading: &Reading<'_>, act: TokenId, arguments: &Arguments, marks: Marks) -> bool {
    let analysis = reading.analysis;
    let lemma = analysis.lemma(act);
    let light = arguments.patients.iter().any(|&object| reading.words.is_light(lemma, analysis.lemma(object)));
    let first_person = || arguments.agents.iter().any(|&agent| analysis.lower(agent) == "i");
    let alone = marks.has_object && reading.words.is_act_alone(lemma) && first_person();
    let act_itself = marks.listed && marks.has_object && marks.plain;
    light || alone || !reading.words.is_state(lemma) && (marks.measured || act_itself)
}

fn is_definite_word(reading: &Reading<'_>, act: TokenId, binder: Binder, specific: bool, marks: Marks) -> bool {
    // "planned the attack" is told of attacks that were carried out.
    let done = binder.basis == Basis::Plan
        && marks.nominal
        && matches!(reading.analysis.deprel(act), Deprel::Obj | Deprel::NsubjPass);
    let given = matches!(binder.basis, Basis::Pledge | Basis::Agreement) && specific;
    if done || !marks.plain && binder.basis != Basis::Order && !given {
        return marks.ahead;
    }
    match binder.only {
        None | Some(Only::Authority) => true,
        Some(Only::Measured) => marks.ahead,
        Some(Only::Checkable) => marks.listed || marks.ahead,
        Some(Only::Dated) => term::has_deadline(reading, act),
        Some(Only::Scheduled) => marks.listed && term::has_time_ahead(reading, act),
    }
}

/// "will continue to provide aid", "will continue to support the bill": no measure and no end.
fn is_endless(reading: &Reading<'_>, act: TokenId, bond: Bond, kind: Option<EventType>) -> bool {
    let analysis = reading.analysis;
    let will = matches!(bond, Bond::Will(_) | Bond::IsTo(_));
    let goes_on = analysis.deprel(act) == Deprel::Xcomp
        && analysis.head(act).is_some_and(|head| reading.words.is_continuing(analysis.lemma(head)));
    let helps = matches!(kind, Some(EventType::Aid | EventType::Support | EventType::Cooperate | EventType::Consult));
    will && goes_on && (helps || reading.words.is_intention(analysis.lemma(act)))
}

/// "the bases on which they are stationed", "its embassy in Minsk": one thing, and it is told which.
fn is_specific(reading: &Reading<'_>, object: TokenId) -> bool {
    let analysis = reading.analysis;
    let determined = analysis.children_by(object, &[Deprel::Det, Deprel::NmodPoss]).any(|word| {
        matches!(analysis.lower(word), "the" | "its" | "their" | "his" | "her" | "our")
            || reading.entity(word).is_some()
    });
    let told = analysis.children_by(object, &[Deprel::AclRelcl, Deprel::Nmod]).next().is_some();
    determined && told
}

/// "provide support", "live up to the task": what is to be done is for everybody to judge.
fn is_vague(reading: &Reading<'_>, arguments: &Arguments) -> bool {
    let vague = |token: TokenId| reading.words.is_vague(reading.analysis.lemma(token));
    match arguments.patients.first() {
        Some(&object) => vague(object),
        None => arguments.obliques.first().is_some_and(|oblique| vague(oblique.head)),
    }
}

/// "any proposal to shrink the fleet": not one that somebody made.
pub(crate) fn is_any(analysis: &Analysis, noun: TokenId) -> bool {
    analysis.children_by(noun, &[Deprel::Det]).any(|word| analysis.lower(word) == "any")
}

/// "any assistance", "their aid commitments", "offered contributions", "the decisions of the summit": a noun that names
/// no one act.
fn is_loose_noun(reading: &Reading<'_>, act: TokenId, kind: Option<EventType>) -> bool {
    let analysis = reading.analysis;
    let soft = match kind {
        Some(EventType::Aid | EventType::Support | EventType::Cooperate | EventType::Consult) => true,
        Some(_) | None => false,
    };
    is_any(analysis, act) || soft || reading.entity(act).is_some()
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
