//! Whether an act is definite enough to be checked later.

use grammar::{Arguments, preposition};
use linguist::{Analysis, TokenId};
use ontology::{Basis, Deprel, EventType, Upos, Xpos};
use record::Quantity;

use crate::bond::Bond;
use crate::draft::under_a_text;
use crate::modal::does_everything;
use crate::obligor::verb_over;
use crate::reading::Reading;
use crate::term;
use crate::words::{Binder, Group, Only};

/// What makes an act definite.
#[derive(Debug, Clone, Copy)]
struct Marks {
    /// It is an act of `acts.toml`.
    listed: bool,
    /// It is no act that everybody intends.
    plain: bool,
    /// It cannot be done at all.
    state: bool,
    nominal: bool,
    has_object: bool,
    /// Its object is one thing, told by its name or otherwise.
    specific: bool,
    /// It has a number.
    counted: bool,
    /// It has a number or a time.
    measured: bool,
    /// It has a number, a length of time, or a day that is not past.
    ahead: bool,
}

/// An act and what binds it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Undertaking<'a> {
    pub(crate) act: TokenId,
    pub(crate) bond: Bond,
    /// Its entry in `acts.toml`.
    pub(crate) listed: Option<Option<EventType>>,
    pub(crate) arguments: &'a Arguments,
    /// Those who are bound say it themselves.
    pub(crate) own: bool,
    pub(crate) negated: bool,
}

/// Whether the act can be checked: a listed act, or something that a date, a number or a sum makes definite.
pub(crate) fn is_definite(reading: &Reading<'_>, of: Undertaking<'_>) -> bool {
    let analysis = reading.analysis;
    let Undertaking { act, bond, listed, arguments, .. } = of;
    // "what he will bring", "decide which planes to buy": nobody is bound to it.
    let open = |word: TokenId| matches!(analysis.lower(word), "what" | "whatever" | "whomever" | "which");
    let asked = |token: TokenId| open(token) || analysis.children_by(token, &[Deprel::Det]).any(open);
    let how = |word: TokenId| matches!(analysis.lower(word), "how" | "when" | "where" | "whether" | "why");
    let questioned = analysis.children_by(act, &[Deprel::Advmod, Deprel::Mark]).any(|word| word < act && how(word));
    if matches!(bond, Bond::Word(..)) && questioned || arguments.patients.iter().any(|&token| asked(token)) {
        return false;
    }
    if matches!(bond, Bond::Granted(_) | Bond::Compact(_)) {
        return true;
    }
    let marks = marks(reading, act, listed, arguments, bond);
    // An order binds to what a pledge of the same words would leave open.
    let ordered = matches!(bond, Bond::Word(_, binder) if binder.basis == Basis::Order);
    let vague =
        || is_vague(reading, arguments) || is_empty(reading, act) || is_endless(reading, act, bond, listed.flatten());
    let loose = !ordered && vague() || marks.nominal && is_loose_noun(reading, act, listed.flatten());
    if loose && !marks.ahead {
        return false;
    }
    match bond {
        Bond::Will(_) | Bond::IsTo(_) => is_definite_will(reading, of, marks),
        Bond::Must(_) => {
            let ruled = under_a_text(reading, act).is_some() && (marks.listed || marks.ahead);
            (ruled || term::has_deadline(reading, act)) && !marks.state
        }
        Bond::Granted(_) | Bond::Compact(_) => true,
        Bond::As(..) => marks.listed && !is_soft(listed.flatten()) || marks.ahead,
        Bond::Word(word, binder) => is_definite_word(reading, of, word, binder, marks),
    }
}

fn marks(
    reading: &Reading<'_>,
    act: TokenId,
    listed: Option<Option<EventType>>,
    arguments: &Arguments,
    bond: Bond,
) -> Marks {
    let analysis = reading.analysis;
    let counted = has_quantity(reading, act, arguments);
    let lemma = analysis.lemma(act);
    let phrasal = reading.is_phrasal_act(act);
    let complement = arguments.complements.iter().any(|clause| reading.is_verb(clause.head));
    // "take action", "use force".
    // "make a contribution": help counts only when it is counted.
    let helps = |object: TokenId| is_soft(reading.words.act(analysis.lemma(object), Upos::Noun).flatten());
    let light = arguments
        .patients
        .iter()
        .any(|&object| reading.words.is_light(lemma, analysis.lemma(object)) && (counted || !helps(object)));
    // "will discuss the canal with the president": somebody is met.
    let party = |token: TokenId| reading.entity(token).is_some_and(|entity| entity.country.is_some());
    let with = |object: TokenId| {
        analysis
            .children_by(object, &[Deprel::Nmod])
            .any(|other| preposition(analysis, other).as_deref() == Some("with") && party(other))
    };
    let met = || arguments.with(&["with", "to"]).any(party) || arguments.patients.iter().any(|&object| with(object));
    let talks = reading.words.is(Group::Talks, lemma) && met();
    let light = light || talks;
    Marks {
        listed: light || listed.is_some(),
        plain: phrasal || talks || !reading.words.is(Group::Intentions, lemma),
        state: !phrasal && !light && reading.words.is(Group::States, lemma),
        nominal: !reading.is_verb(act),
        has_object: !arguments.patients.is_empty()
            || !arguments.obliques.is_empty()
            || !arguments.recipients.is_empty()
            || complement && listed.is_some(),
        specific: arguments.patients.first().is_some_and(|&object| is_specific(reading, object)),
        counted,
        measured: counted || term::has_time(reading, act),
        ahead: counted || term::has_time_ahead(reading, act) || term::has_lent_deadline(reading, act, bond),
    }
}

fn is_definite_will(reading: &Reading<'_>, of: Undertaking<'_>, marks: Marks) -> bool {
    let analysis = reading.analysis;
    let Undertaking { act, arguments, own, .. } = of;
    let lemma = analysis.lemma(act);
    let first_person = || arguments.agents.iter().any(|&agent| analysis.lower(agent) == "i");
    let alone = marks.has_object && reading.words.is(Group::Alone, lemma) && first_person();
    let leaves = of.listed.flatten() == Some(EventType::Retreat);
    let kind = of.listed.flatten();
    // "will assist in the relief": whom, or with what, is not told.
    let helped = kind != Some(EventType::Aid)
        || reading.is_phrasal_act(act)
        || !arguments.patients.is_empty()
        || !arguments.recipients.is_empty();
    // "will lead to better talks": an act of no type of its own is one by what it is done to.
    let direct = kind.is_some()
        || !arguments.patients.is_empty()
        || !arguments.complements.is_empty()
        || arguments.with(&["on"]).next().is_some();
    let act_itself =
        marks.listed && marks.plain && helped && direct && (marks.has_object || own && kind.is_some() || leaves);
    // "will outbid the neighbor", said by the one who will: another participant, or one thing told.
    let object = arguments.patients.first();
    let object = object.filter(|&&object| !is_pronoun_of_things(analysis, object));
    let owned = |object: TokenId| analysis.child(object, Deprel::NmodPoss).is_some();
    let aimed = own
        && marks.plain
        && object.is_some_and(|&object| marks.specific || owned(object) || reading.entity(object).is_some());
    let everything = analysis.head(act).is_some_and(|head| does_everything(analysis, head).is_some());
    if everything && !marks.measured {
        return marks.listed && marks.plain && !matches!(of.listed.flatten(), Some(EventType::Aid));
    }
    // "will work with them on a text in 2015": a day measures nothing that has no end.
    let measured = marks.measured && (marks.plain || marks.counted || term::has_deadline(reading, act));
    alone || !marks.state && (measured || act_itself || aimed)
}

fn is_definite_word(reading: &Reading<'_>, of: Undertaking<'_>, word: TokenId, binder: Binder, marks: Marks) -> bool {
    let (act, kind) = (of.act, of.listed.flatten());
    // "planned the attack" is told of attacks that were carried out.
    let done = binder.basis == Basis::Plan
        && binder.only.is_none()
        && !matches!(reading.analysis.token(word).xpos, Xpos::Vbz | Xpos::Vbp)
        && marks.nominal
        && matches!(reading.analysis.deprel(act), Deprel::Obj | Deprel::NsubjPass);
    // "agreed not to seek a third term": what is left undone can be checked.
    let kept = || is_kept_or_broken(reading, word);
    let given = matches!(binder.basis, Basis::Pledge | Basis::Agreement)
        && (marks.specific || marks.has_object && (of.negated || kept()));
    // "proposed that the council should be enlarged": advice.
    let analysis = reading.analysis;
    let advised = binder.basis != Basis::Order
        && analysis.children_by(act, &[Deprel::Aux]).any(|aux| analysis.lower(aux) == "should");
    // "directed it to work with the states".
    let whole = !of.arguments.patients.is_empty() || !of.arguments.complements.is_empty();
    let ordered = binder.basis == Basis::Order && whole;
    if (done || advised || !marks.plain && !ordered && !given) && !marks.ahead {
        return false;
    }
    match binder.only {
        // "voted to stay calm": a body decides much that nobody can check.
        Some(Only::Authority) if binder.basis == Basis::Plan => marks.listed || marks.ahead,
        None | Some(Only::Authority | Only::Text) => true,
        Some(Only::Measured) => marks.ahead,
        // "the decision to suspend Mali": taken, it is done.
        Some(Only::Concrete) => {
            let done = kind == Some(EventType::Sanction) && binder.basis == Basis::Plan;
            let party = |&token: &TokenId| reading.entity(token).is_some_and(|entity| entity.country.is_some());
            let helped = || of.arguments.patients.iter().chain(&of.arguments.recipients).any(party);
            let whole = marks.has_object || kind == Some(EventType::Retreat);
            marks.ahead || marks.listed && whole && !done && (!is_soft(kind) || helped())
        }
        Some(Only::Checkable | Only::Official) => marks.listed || marks.ahead || binder.forbids && marks.has_object,
        Some(Only::Dated) => term::has_deadline(reading, act),
        Some(Only::Scheduled) => {
            let dated = term::has_time_ahead(reading, act) || term::has_lent_deadline(reading, act, of.bond);
            marks.listed && dated
        }
    }
}

/// "kept its promise to": somebody has judged it already.
fn is_kept_or_broken(reading: &Reading<'_>, noun: TokenId) -> bool {
    verb_over(reading, noun)
        .is_some_and(|verb| reading.is_among(Group::Fulfilled, verb) || reading.is_among(Group::Broken, verb))
}

/// "will continue to provide aid", "will continue to support the bill": no measure and no end.
fn is_endless(reading: &Reading<'_>, act: TokenId, bond: Bond, kind: Option<EventType>) -> bool {
    let analysis = reading.analysis;
    let goes_on = analysis.deprel(act) == Deprel::Xcomp
        && analysis.head(act).is_some_and(|head| reading.words.is(Group::Continuing, analysis.lemma(head)));
    bond.is_future() && goes_on && (is_soft(kind) || reading.words.is(Group::Intentions, analysis.lemma(act)))
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
    let analysis = reading.analysis;
    let vague = |token: TokenId| reading.words.is(Group::Vague, analysis.lemma(token));
    // "in any way possible".
    if arguments.obliques.iter().any(|oblique| vague(oblique.head) && is_any(analysis, oblique.head)) {
        return true;
    }
    match arguments.patients.first() {
        Some(&object) => vague(object) || is_pronoun_of_things(analysis, object),
        None => arguments.obliques.first().is_some_and(|oblique| vague(oblique.head)),
    }
}

/// "will hold them *accountable*": a word that leaves open what will be done.
fn is_empty(reading: &Reading<'_>, act: TokenId) -> bool {
    let analysis = reading.analysis;
    let near = [Deprel::Xcomp, Deprel::Advmod, Deprel::Obl, Deprel::Obj];
    let said = |word: TokenId| reading.words.is(Group::Empty, analysis.lower(word));
    analysis.children_by(act, &near).any(|child| said(child) || analysis.children_by(child, &[Deprel::Amod]).any(said))
}

/// "devote *himself*", "give you *that*".
fn is_pronoun_of_things(analysis: &Analysis, object: TokenId) -> bool {
    let lower = analysis.lower(object);
    analysis.upos(object) == Upos::Pron
        && (lower.ends_with("self") || lower.ends_with("selves") || matches!(lower, "that" | "this"))
}

/// "any proposal to shrink the fleet": not one that somebody made.
pub(crate) fn is_any(analysis: &Analysis, noun: TokenId) -> bool {
    analysis.children_by(noun, &[Deprel::Det]).any(|word| analysis.lower(word) == "any")
}

/// "any assistance", "their aid commitments", "offered contributions", "the decisions of the summit": a noun that names
/// no one act.
fn is_loose_noun(reading: &Reading<'_>, act: TokenId, kind: Option<EventType>) -> bool {
    let analysis = reading.analysis;
    // "the Treaty on the Further Reduction of Arms": part of a name.
    let named =
        analysis.form(act).starts_with(char::is_uppercase) && analysis.form(act).chars().any(char::is_lowercase);
    is_any(analysis, act) || is_soft(kind) || named || kind.is_none() && reading.entity(act).is_some()
}

/// Help, praise and talk: everybody promises them, and only a number or a day makes them definite.
const fn is_soft(kind: Option<EventType>) -> bool {
    matches!(kind, Some(EventType::Aid | EventType::Support | EventType::Cooperate | EventType::Consult))
}

/// Whether the act's object is counted, or a sum.
fn has_quantity(reading: &Reading<'_>, act: TokenId, arguments: &Arguments) -> bool {
    let analysis = reading.analysis;
    let counted = |token: &TokenId| {
        let span = grammar::phrase(analysis, *token);
        // "one example" is no number.
        let several = |quantity: &Quantity| quantity.low != Some(1.0) || quantity.high != Some(1.0);
        reading
            .quantities_in(analysis.sentence_of(act))
            .any(|quantity| quantity.span.overlaps(span) && several(quantity))
    };
    // "contribute at least 5,000 soldiers": read as no object.
    let bare = if reading.is_verb(act) { "" } else { "of" };
    let of = arguments.obliques.iter().filter(|oblique| oblique.preposition == bare).map(|oblique| oblique.head);
    arguments.patients.iter().chain(&arguments.recipients).copied().chain(of).any(|token| counted(&token))
}
