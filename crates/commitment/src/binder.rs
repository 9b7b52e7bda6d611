//! A word of promise, plan or order above an act.

use grammar::preposition;
use linguist::{Analysis, TokenId};
use ontology::{Basis, Deprel, Mood, Upos, Xpos};

use crate::bond::Bond;
use crate::reading::Reading;
use crate::words::{Binder, Bound, Form, Group, Only};

/// Bounds the walk up the tree.
const MAX_STEPS: usize = 5;

/// A binder that governs the act through the complement of a verb, noun or adjective.
pub(crate) fn word_above(reading: &Reading<'_>, act: TokenId) -> Option<Bond> {
    let analysis = reading.analysis;
    let mut at = act;
    for _ in 0..MAX_STEPS {
        if let Some(bond) = noun_before(reading, at) {
            return Some(bond);
        }
        let head = analysis.head(at)?;
        if let Some(bond) = order_past_addressee(reading, at, head) {
            return Some(bond);
        }
        let through = match analysis.deprel(at) {
            Deprel::Conj => analysis.upos(at) != Upos::Verb || !is_finite(analysis, at),
            Deprel::Xcomp
            | Deprel::Ccomp
            | Deprel::Acl
            | Deprel::Advcl
            | Deprel::Obj
            | Deprel::NsubjPass
            | Deprel::Nmod
            | Deprel::Obl
            | Deprel::Compound => {
                if let Some(binder) = governs(reading, at, head) {
                    return Some(Bond::Word(head, binder));
                }
                if let Some(bond) = past_object(reading, at, head) {
                    return Some(bond);
                }
                is_transparent(reading, at, head)
            }
            _ => false,
        };
        if !through {
            return plan_as_subject(reading, act).or_else(|| as_it_is_said(reading, act));
        }
        at = head;
    }
    None
}

fn is_finite(analysis: &Analysis, verb: TokenId) -> bool {
    let token = analysis.token(verb);
    matches!(token.xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp) || token.feats.mood == Some(Mood::Ind)
}

/// "promised to continue to send", "plans to begin issuing", "put in place a plan", "ordered a full withdrawal of forces".
fn is_transparent(reading: &Reading<'_>, at: TokenId, head: TokenId) -> bool {
    let analysis = reading.analysis;
    match analysis.deprel(at) {
        Deprel::Xcomp => reading.words.is(Group::Aspect, analysis.lemma(head)),
        // "announced a plan": the noun is not the act.
        Deprel::Nmod => analysis.upos(head) == Upos::Noun && reading.words.is(Group::Phases, analysis.lemma(head)),
        _ => false,
    }
}

/// "told the consul, who was in Rome, *to leave*", "requests the chairman *to report*": hung on the one who is ordered,
/// or inside what is told of him.
fn order_past_addressee(reading: &Reading<'_>, at: TokenId, head: TokenId) -> Option<Bond> {
    let analysis = reading.analysis;
    if !is_infinitive(analysis, at) || !matches!(analysis.deprel(at), Deprel::Acl | Deprel::Advcl | Deprel::Xcomp) {
        return None;
    }
    let comma = || {
        let first = analysis.children_by(at, &[Deprel::Punct]).next();
        first.is_some_and(|mark| mark < at && analysis.head(mark) == Some(at))
    };
    let inside = analysis.deprel(head) == Deprel::AclRelcl && comma();
    let noun = if inside { analysis.head(head)? } else { head };
    // "is obliged *by the ruling* to free him".
    let by = preposition(analysis, noun).as_deref() == Some("by")
        && matches!(analysis.deprel(noun), Deprel::Obl | Deprel::OblAgent)
        && analysis.head(noun).is_some_and(|verb| grammar::is_passive(analysis, verb));
    let told = (matches!(analysis.deprel(noun), Deprel::Obj | Deprel::Iobj) || by) && !reading.is_verb(noun);
    let verb = analysis.head(noun).filter(|_| told)?;
    let orders = |binder: &Binder| binder.bound == Bound::Addressee && binder.form != Form::Noun;
    let binder = reading.words.binder(analysis.lemma(verb), analysis.upos(verb)).filter(orders)?;
    // "ordered a plan to leave": the noun has its own infinitive.
    (by || reading.entity(noun).is_some()).then_some(Bond::Word(verb, binder))
}

/// "threatened Togo *with an embargo*": hung on the object, and yet the verb's.
fn past_object(reading: &Reading<'_>, at: TokenId, object: TokenId) -> Option<Bond> {
    let analysis = reading.analysis;
    let hung = analysis.deprel(at) == Deprel::Nmod && analysis.deprel(object) == Deprel::Obj;
    let verb = analysis.head(object).filter(|_| hung)?;
    let own = reading.words.prepositions(analysis.lemma(verb), analysis.upos(verb))?;
    let fits = preposition(analysis, at).is_some_and(|words| own.contains(&words));
    let binder = reading.words.binder(analysis.lemma(verb), analysis.upos(verb)).filter(|_| fits)?;
    Some(Bond::Word(verb, binder))
}

/// The binder that the head is for what hangs on it, if this is how it binds.
fn governs(reading: &Reading<'_>, at: TokenId, head: TokenId) -> Option<Binder> {
    let analysis = reading.analysis;
    // "is committed to": tagged as a verb, and yet a state.
    // "will bar them from leaving": what will be done is to bar.
    let ahead = |binder: &Binder| {
        let will = |aux: TokenId| matches!(analysis.lower(aux), "will" | "would" | "shall");
        binder.forbids && analysis.children_by(head, &[Deprel::Aux]).any(will)
    };
    let phrasal = || reading.is_phrasal_act(head);
    let state = || {
        let adjectival = analysis.upos(head) == Upos::Verb && is_adjectival(analysis, head);
        reading.words.binder(analysis.lower(head), Upos::Adj).filter(|_| adjectival && !phrasal())
    };
    // "is guaranteed to fail": nobody guarantees it.
    let itself = |binder: &Binder| {
        let passive = analysis.upos(head) == Upos::Verb && grammar::is_passive(analysis, head);
        !(passive && binder.basis == Basis::Pledge && binder.bound == Bound::Subject && reading.is_verb(at))
    };
    let binder = state()
        .or_else(|| reading.words.binder(analysis.lemma(head), analysis.upos(head)).filter(itself))
        .filter(|binder| !ahead(binder))?;
    let fits = if reading.is_verb(at) {
        governs_clause(reading, at, head, binder)
    } else {
        governs_noun(reading, at, head, binder)
    };
    fits.then_some(binder)
}

/// "promised *to leave*", "a promise *that they will leave*", "barred *from leaving*".
fn governs_clause(reading: &Reading<'_>, at: TokenId, head: TokenId, binder: Binder) -> bool {
    let analysis = reading.analysis;
    let head_is_verb = analysis.upos(head) == Upos::Verb;
    let marked = |words: &[&str]| {
        analysis.children_by(at, &[Deprel::Mark, Deprel::Case]).any(|mark| words.contains(&analysis.lower(mark)))
    };
    let purpose = || binder.bound == Bound::Subject && head_is_verb && is_purpose(reading, at, head);
    let bars = binder.forbids && marked(&["from"]);
    // "the work undertaken by the union to end it": what it is for.
    let participle = analysis.deprel(head) == Deprel::Acl && analysis.token(head).xpos == Xpos::Vbn;
    if participle && head_is_verb && binder.bound == Bound::Subject && !bars {
        return false;
    }
    match (binder.form, analysis.deprel(at)) {
        (Form::Noun, _) => false,
        (Form::Infinitive, Deprel::Xcomp | Deprel::Advcl | Deprel::Ccomp | Deprel::Acl) => {
            head < at && (marked(&["to"]) || bars) && !purpose()
        }
        (Form::Any, Deprel::Xcomp) => !purpose(),
        (Form::Any, Deprel::Ccomp) => !marked(&["if", "whether"]) && is_ahead(analysis, at),
        (Form::Any, Deprel::Acl) => {
            !head_is_verb
                && (marked(&["to"])
                    || marked(&["that"]) && is_ahead(analysis, at)
                    || marked(&["of", "for"]) && binder.basis != Basis::Pledge)
        }
        // "agreed on Tuesday to set up": read as a purpose.
        // "To ensure it, the bill requires" comes before.
        (Form::Any, Deprel::Advcl) => head_is_verb && head < at && (marked(&["to"]) || bars) && !purpose(),
        _ => false,
    }
}

/// "ordered *a withdrawal*", "agreed on *talks*", "a plan for *elections*".
fn governs_noun(reading: &Reading<'_>, at: TokenId, head: TokenId, binder: Binder) -> bool {
    let analysis = reading.analysis;
    let head_is_verb = analysis.upos(head) == Upos::Verb;
    // "a challenge directed to the exercise of power".
    let participle = head_is_verb && analysis.deprel(head) == Deprel::Acl && analysis.token(head).xpos == Xpos::Vbn;
    if binder.form == Form::Infinitive || participle {
        return false;
    }
    // What is announced need not be to come: "announced the arrest of the mayor".
    if binder.form == Form::Noun
        && binder.only != Some(Only::Scheduled)
        && !reading.words.is(Group::Announced, analysis.lemma(at))
    {
        return false;
    }
    let prepositional = || {
        let own = reading.words.prepositions(analysis.lemma(head), analysis.upos(head));
        preposition(analysis, at).is_some_and(|words| match own {
            Some(own) => own.contains(&words),
            None if head_is_verb => matches!(words.as_str(), "to" | "on"),
            None => matches!(words.as_str(), "to" | "on" | "for" | "of"),
        })
    };
    match analysis.deprel(at) {
        Deprel::Obj | Deprel::NsubjPass => head_is_verb,
        Deprel::Obl => prepositional(),
        Deprel::Nmod => !head_is_verb && prepositional(),
        // "the test ban treaty": a name of what there is.
        Deprel::Compound => {
            let compact = reading.words.is(Group::Compacts, analysis.lemma(at));
            analysis.upos(head) == Upos::Noun && (compact || binder.basis != Basis::Agreement)
        }
        _ => false,
    }
}

/// "accepted an amendment to end the war", "amendments he offered to end the war": the infinitive tells what the object of
/// the verb above it is for.
fn is_purpose(reading: &Reading<'_>, at: TokenId, head: TokenId) -> bool {
    let analysis = reading.analysis;
    let object = |verb: TokenId| analysis.child(verb, Deprel::Obj);
    let thing = |token: TokenId| analysis.upos(token) == Upos::Noun && reading.entity(token).is_none();
    // "who undertook to open the archive": the pronoun is no object.
    let own = |subject: TokenId| !matches!(analysis.lower(subject), "who" | "which" | "that");
    let relative = analysis.deprel(head) == Deprel::AclRelcl && analysis.child(head, Deprel::Nsubj).is_some_and(own);
    object(head).is_some_and(thing) || relative && object(head).is_none() && object(at).is_some()
}

/// "that they will leave", "that he leave": what is still to be done, not "that he had left".
fn is_ahead(analysis: &Analysis, verb: TokenId) -> bool {
    let modal = analysis
        .children_by(verb, &[Deprel::Aux])
        .any(|aux| matches!(analysis.lower(aux), "will" | "would" | "shall" | "should" | "must" | "'ll" | "'d" | "to"));
    let infinitive = analysis.children_by(verb, &[Deprel::Mark]).any(|mark| analysis.lower(mark) == "to");
    // "that he leave", "that he be arrested".
    let bare = analysis.token(verb).xpos == Xpos::Vb && analysis.children_by(verb, &[Deprel::Aux]).next().is_none()
        || analysis.children_by(verb, &[Deprel::AuxPass]).any(|aux| analysis.lower(aux) == "be")
            && analysis.children_by(verb, &[Deprel::Aux]).next().is_none();
    // "a promise that an update is forthcoming", "withdrawal": no verb of its own tense.
    modal || infinitive || bare || analysis.upos(verb) != Upos::Verb
}

/// "remains committed to", "is committed to": tagged as a verb, used as an adjective.
fn is_adjectival(analysis: &Analysis, word: TokenId) -> bool {
    let be = analysis.children_by(word, &[Deprel::AuxPass]).next().is_some();
    let predicate = matches!(
        analysis.deprel(word),
        Deprel::Xcomp | Deprel::Root | Deprel::Amod | Deprel::Conj | Deprel::Parataxis | Deprel::Ccomp
    );
    matches!(analysis.token(word).xpos, Xpos::Vbn | Xpos::Jj) && (be || predicate)
}

/// "the president's plan *to send*", "a pledge to me *that he will tell*": the noun just before the mark binds, whatever
/// the clause was hung on.
fn noun_before(reading: &Reading<'_>, at: TokenId) -> Option<Bond> {
    let analysis = reading.analysis;
    let mark = analysis
        .children_by(at, &[Deprel::Mark])
        .find(|&mark| mark < at && matches!(analysis.lower(mark), "to" | "that"))?;
    // "a pledge not to attack", "a decision to also provide": adverbs stand between.
    let mut before = TokenId(mark.0.checked_sub(1)?);
    for _ in 0..2 {
        if matches!(analysis.upos(before), Upos::Adv | Upos::Part) {
            before = TokenId(before.0.checked_sub(1)?);
        }
    }
    if analysis.sentence_of(before) != analysis.sentence_of(at) {
        return None;
    }
    if analysis.upos(before) == Upos::Adj {
        // "is due to visit", "remains determined to leave".
        return reading.words.binder(analysis.lemma(before), Upos::Adj).map(|binder| Bond::Word(before, binder));
    }
    let noun = noun_of_chain(reading, before, mark).or_else(|| strict_noun(reading, at, before, mark))?;
    // "examine the agreement in detail to evaluate it": a purpose, unless it hangs on the noun or follows it at once.
    // "its commitment to the steps *to be taken*": the steps are.
    let led = preposition(analysis, before).as_deref() == Some("to") && reading.entity(before).is_none()
        || analysis.deprel(before) == Deprel::Conj;
    let strict = !led && reading.words.is(Group::Strict, analysis.lemma(noun));
    // "from the deal to ending the war".
    let range = analysis.token(at).xpos == Xpos::Vbg && analysis.lower(mark) == "to";
    if range && reading.words.binder(analysis.lemma(noun), Upos::Noun)?.basis != Basis::Pledge {
        return None;
    }
    let follows = noun == before || analysis.head(at) == Some(noun) || analysis.lower(mark) == "that" || strict;
    // "for the order to hold": the noun does it itself.
    let itself = preposition(analysis, noun).as_deref() == Some("for") && analysis.lower(mark) == "to";
    if !follows || itself || is_bare(analysis, noun) {
        return None;
    }
    if analysis.lower(mark) == "that" && !is_ahead(analysis, at) {
        return None;
    }
    // "in order to" binds nobody.
    if analysis.lower(noun) == "order"
        && noun.0.checked_sub(1).is_some_and(|before| analysis.lower(TokenId(before)) == "in")
    {
        return None;
    }
    let binder = reading.words.binder(analysis.lemma(noun), Upos::Noun).filter(|binder| binder.form != Form::Noun)?;
    Some(Bond::Word(noun, binder))
}

/// The binder in the chain of nouns that ends before the mark: "the pledge of the *minister* to leave".
fn noun_of_chain(reading: &Reading<'_>, before: TokenId, mark: TokenId) -> Option<TokenId> {
    let analysis = reading.analysis;
    let nominal = |&token: &TokenId| matches!(analysis.upos(token), Upos::Noun | Upos::Propn | Upos::Pron);
    std::iter::once(before)
        .chain(analysis.ancestors(before))
        .take(4)
        .take_while(|token| nominal(token) && *token < mark)
        .filter(|&token| {
            analysis.upos(token) == Upos::Noun && reading.words.binder(analysis.lemma(token), Upos::Noun).is_some()
        })
        // "its commitment under the treaty to cut": the infinitive is the commitment's.
        .min_by_key(|&token| !reading.words.is(Group::Strict, analysis.lemma(token)))
}

/// "its undertaking, in a letter to the union, to repair it", "the plan, unveiled last year, to build": a noun that
/// awaits its infinitive, before a phrase or participle between commas.
fn strict_noun(reading: &Reading<'_>, at: TokenId, before: TokenId, mark: TokenId) -> Option<TokenId> {
    let analysis = reading.analysis;
    let last = TokenId(before.0.checked_sub(1).filter(|_| analysis.upos(before) == Upos::Punct)?);
    let strict =
        |token: TokenId| analysis.upos(token) == Upos::Noun && reading.words.is(Group::Strict, analysis.lemma(token));
    if let Some(noun) = before_insertion(reading, at, last).filter(|&noun| strict(noun)) {
        return Some(noun);
    }
    let taken =
        |noun: TokenId| analysis.children_by(noun, &[Deprel::Acl]).any(|own| own < at && is_infinitive(analysis, own));
    let mut token = last;
    for _ in 0..5 {
        if strict(token) {
            return Some(token).filter(|&noun| !taken(noun));
        }
        // Another clause, or another member of a list, has its own business.
        let between =
            !matches!(analysis.deprel(token), Deprel::Conj | Deprel::AclRelcl | Deprel::Ccomp | Deprel::Xcomp);
        let binds = reading.words.binder(analysis.lemma(token), analysis.upos(token));
        let text = reading.words.is(Group::Texts, analysis.lemma(token));
        let other = binds.is_some_and(|binder| binder.form != Form::Noun) && !text;
        token = analysis.head(token).filter(|&head| between && !other && head < mark)?;
    }
    None
}

/// Most words between two commas that one insertion has.
const INSERTION: usize = 15;

/// "its undertaking, *in a letter of 1994*, to repair it": the word before the comma that opens what stands between.
fn before_insertion(reading: &Reading<'_>, at: TokenId, last: TokenId) -> Option<TokenId> {
    let analysis = reading.analysis;
    let sentence = analysis.sentence_of(at);
    let back = (0..=last.0).rev().take(INSERTION).map(TokenId);
    let comma = back
        .take_while(|&token| analysis.sentence_of(token) == sentence)
        .find(|&token| analysis.lower(token) == ",")?;
    let noun = TokenId(comma.0.checked_sub(1)?);
    (analysis.sentence_of(noun) == sentence).then_some(noun)
}

fn is_infinitive(analysis: &Analysis, verb: TokenId) -> bool {
    analysis.children_by(verb, &[Deprel::Mark]).any(|mark| analysis.lower(mark) == "to")
}

/// "a country of promise", "in agreement": a singular noun that nothing makes one thing. A headline leaves its articles out.
fn is_bare(analysis: &Analysis, noun: TokenId) -> bool {
    let made_one =
        [Deprel::Det, Deprel::NmodPoss, Deprel::Compound, Deprel::Amod, Deprel::Nummod, Deprel::Nmod, Deprel::NmodDesc];
    let prepositional = analysis.children_by(noun, &[Deprel::Case]).next().is_some();
    prepositional
        && analysis.token(noun).xpos == Xpos::Nn
        && analysis.children_by(noun, &made_one).all(|child| child > noun)
}

/// "swore before the crowd *that the gates would be opened*": the clause is what the promise says, wherever it was hung.
fn as_it_is_said(reading: &Reading<'_>, act: TokenId) -> Option<Bond> {
    let analysis = reading.analysis;
    let that = analysis.children_by(act, &[Deprel::Mark]).any(|mark| analysis.lower(mark) == "that");
    let statement = reading.statement_at(act).filter(|_| that && is_ahead(analysis, act))?;
    let verb = analysis.head_of_span(statement.cue?).filter(|&verb| analysis.upos(verb) == Upos::Verb && verb < act)?;
    let binder = reading.words.binder(analysis.lemma(verb), Upos::Verb).filter(|binder| binder.form == Form::Any)?;
    Some(Bond::Word(verb, binder))
}

/// "The plan is to withdraw": the subject of the infinitive is the binder.
fn plan_as_subject(reading: &Reading<'_>, act: TokenId) -> Option<Bond> {
    let analysis = reading.analysis;
    let copula = analysis.child(act, Deprel::Cop)?;
    let subject = analysis.child(act, Deprel::Nsubj)?;
    let binder = reading.words.binder(analysis.lemma(subject), analysis.upos(subject)).filter(|_| copula < act)?;
    Some(Bond::Word(subject, binder))
}
