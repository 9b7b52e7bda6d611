//! What binds somebody to an act: "will", or a word of promise, plan or order above it.

use grammar::preposition;
use linguist::{Analysis, TokenId};
use ontology::{Deprel, Mood, Tense, Upos, Xpos};

use crate::reading::Reading;
use crate::words::{Binder, Bound};

/// What binds an act.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Bond {
    /// "will meet"; the auxiliary.
    Will(TokenId),
    /// "is to meet", or a headline's "to meet".
    IsTo(TokenId),
    /// "must be returned within 20 days".
    Must(TokenId),
    Word(TokenId, Binder),
}

impl Bond {
    pub(crate) const fn word(self) -> TokenId {
        match self {
            Self::Will(word) | Self::IsTo(word) | Self::Must(word) | Self::Word(word, _) => word,
        }
    }
}

/// Bounds the walk up the tree.
const MAX_STEPS: usize = 5;

/// What binds the act, if anything does.
pub(crate) fn bond(reading: &Reading<'_>, act: TokenId) -> Option<Bond> {
    let nominal = reading.analysis.upos(act) != Upos::Verb;
    if nominal {
        return word_above(reading, act);
    }
    pledged_sum(reading, act)
        .or_else(|| word_above(reading, act))
        .or_else(|| modal(reading, act))
        .or_else(|| is_to(reading, act))
}

/// "will", "shall", "would" in reported speech, "must": the act's own auxiliary or that of the verb it is coordinated with.
fn modal(reading: &Reading<'_>, act: TokenId) -> Option<Bond> {
    let analysis = reading.analysis;
    let mut at = act;
    for _ in 0..MAX_STEPS {
        for aux in analysis.children_by(at, &[Deprel::Aux]) {
            match analysis.lower(aux) {
                "will" | "shall" | "'ll" | "’ll" | "wo" => return Some(Bond::Will(aux)),
                "would" | "'d" if is_reported(analysis, at) => return Some(Bond::Will(aux)),
                "must" => return Some(Bond::Must(aux)),
                "may" | "might" | "could" | "can" | "should" | "would" => return None,
                _ => {}
            }
        }
        let bare = matches!(analysis.token(at).xpos, Xpos::Vb | Xpos::Vbn | Xpos::Vbg);
        match (analysis.deprel(at), analysis.head(at)) {
            (Deprel::Conj, Some(head)) if bare && analysis.upos(head) == Upos::Verb => at = head,
            // "will continue to strike", "will begin issuing".
            (Deprel::Xcomp, Some(head)) if reading.words.is_aspect(analysis.lemma(head)) => at = head,
            // "will do all it can to free them".
            (Deprel::Advcl | Deprel::Acl | Deprel::Xcomp, Some(head))
                if let Some(verb) = does_everything(analysis, head) =>
            {
                at = verb
            }
            _ => return None,
        }
    }
    None
}

/// "do everything", "do all we can": the verb, given it or its object.
fn does_everything(analysis: &Analysis, word: TokenId) -> Option<TokenId> {
    let verb = std::iter::once(word)
        .chain(analysis.ancestors(word))
        .take(3)
        .find(|&token| analysis.lemma(token) == "do" && analysis.upos(token) == Upos::Verb)?;
    let object = analysis.child(verb, Deprel::Obj)?;
    matches!(analysis.lower(object), "everything" | "all" | "whatever" | "utmost").then_some(verb)
}

/// "said it would attack", "made it clear that we would strike".
fn is_reported(analysis: &Analysis, verb: TokenId) -> bool {
    let conditional = analysis
        .children_by(verb, &[Deprel::Advcl])
        .any(|clause| analysis.children_by(clause, &[Deprel::Mark]).any(|mark| analysis.lower(mark) == "if"));
    let told = analysis.children_by(verb, &[Deprel::Mark]).any(|mark| analysis.lower(mark) == "that");
    let head = analysis.head(verb).filter(|_| {
        told || matches!(analysis.deprel(verb), Deprel::Ccomp | Deprel::Conj | Deprel::Acl | Deprel::Parataxis)
    });
    head.is_some_and(|head| {
        let token = analysis.token(head);
        let past = token.feats.tense == Some(Tense::Past)
            || matches!(token.xpos, Xpos::Vbd | Xpos::Vbn)
            || token.upos != Upos::Verb;
        past && (!conditional || matches!(analysis.deprel(verb), Deprel::Ccomp))
    })
}

/// "pledged $5 million to the refugees": the promise itself is the act when its object is a sum or number.
fn pledged_sum(reading: &Reading<'_>, verb: TokenId) -> Option<Bond> {
    let analysis = reading.analysis;
    let binder = reading
        .words
        .binder(analysis.lemma(verb), Upos::Verb)
        .filter(|binder| binder.basis == ontology::Basis::Pledge && binder.only.is_none())?;
    let object = analysis.child(verb, Deprel::Obj)?;
    let clause = analysis.children_by(verb, &[Deprel::Xcomp, Deprel::Ccomp]).next().is_some();
    let span = grammar::phrase(analysis, object);
    let counted = reading.quantities_in(analysis.sentence_of(verb)).any(|quantity| quantity.span.overlaps(span));
    (counted && !clause).then_some(Bond::Word(verb, binder))
}

/// A binder that governs the act through the complement of a verb, noun or adjective.
fn word_above(reading: &Reading<'_>, act: TokenId) -> Option<Bond> {
    let analysis = reading.analysis;
    let mut at = act;
    for _ in 0..MAX_STEPS {
        if let Some(bond) = noun_before(reading, at) {
            return Some(bond);
        }
        let head = analysis.head(at)?;
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
                is_transparent(reading, at, head)
            }
            _ => false,
        };
        if !through {
            return plan_as_subject(reading, act);
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
        Deprel::Xcomp => reading.words.is_aspect(analysis.lemma(head)),
        // "announced a plan": the noun is not the act.
        Deprel::Nmod => analysis.upos(head) == Upos::Noun && reading.words.is_phase(analysis.lemma(head)),
        _ => false,
    }
}

/// The binder that the head is for what hangs on it, if this is how it binds.
fn governs(reading: &Reading<'_>, at: TokenId, head: TokenId) -> Option<Binder> {
    let analysis = reading.analysis;
    // "is committed to": tagged as a verb, and yet a state.
    let state = || {
        let adjectival = analysis.upos(head) == Upos::Verb && is_adjectival(analysis, head);
        reading.words.binder(analysis.lower(head), Upos::Adj).filter(|_| adjectival)
    };
    let binder = state().or_else(|| reading.words.binder(analysis.lemma(head), analysis.upos(head)))?;
    let nominal = analysis.upos(at) != Upos::Verb;
    let head_is_verb = analysis.upos(head) == Upos::Verb;
    let to = |words: &[&str]| {
        analysis.children_by(at, &[Deprel::Mark, Deprel::Case]).any(|mark| words.contains(&analysis.lower(mark)))
    };
    let purpose = binder.bound == Bound::Subject && head_is_verb && is_purpose(reading, at, head);
    let fits = match analysis.deprel(at) {
        Deprel::Xcomp => !purpose,
        Deprel::Ccomp => !to(&["if", "whether"]) && is_ahead(analysis, at),
        Deprel::Acl => !head_is_verb && (to(&["to"]) || to(&["that"]) && is_ahead(analysis, at) || to(&["of", "for"])),
        // "agreed on Tuesday to set up": read as a purpose.
        // "To ensure it, the bill requires" comes before.
        Deprel::Advcl => head_is_verb && head < at && to(&["to"]) && !purpose,
        Deprel::Obj | Deprel::NsubjPass => head_is_verb && nominal,
        Deprel::Obl if head_is_verb => {
            nominal && preposition(analysis, at).is_some_and(|words| matches!(words.as_str(), "to" | "on"))
        }
        Deprel::Obl | Deprel::Nmod => {
            nominal
                && preposition(analysis, at).is_some_and(|words| matches!(words.as_str(), "to" | "on" | "for" | "of"))
        }
        Deprel::Compound => nominal && analysis.upos(head) == Upos::Noun,
        _ => false,
    };
    fits.then_some(binder)
}

/// "accepted an amendment to end the war", "amendments he offered to end the war": the infinitive tells what the object of
/// the verb above it is for.
fn is_purpose(reading: &Reading<'_>, at: TokenId, head: TokenId) -> bool {
    let analysis = reading.analysis;
    let object = |verb: TokenId| analysis.child(verb, Deprel::Obj);
    let thing = |token: TokenId| analysis.upos(token) == Upos::Noun && reading.entity(token).is_none();
    let relative = analysis.deprel(head) == Deprel::AclRelcl && analysis.child(head, Deprel::Nsubj).is_some();
    object(head).is_some_and(thing) || relative && object(head).is_none() && object(at).is_some()
}

/// "that they will leave", "that he leave": what is still to be done, not "that he had left".
fn is_ahead(analysis: &Analysis, verb: TokenId) -> bool {
    let modal = analysis
        .children_by(verb, &[Deprel::Aux])
        .any(|aux| matches!(analysis.lower(aux), "will" | "would" | "shall" | "should" | "must" | "'ll" | "'d" | "to"));
    let infinitive = analysis.children_by(verb, &[Deprel::Mark]).any(|mark| analysis.lower(mark) == "to");
    let bare = analysis.token(verb).xpos == Xpos::Vb && analysis.children_by(verb, &[Deprel::Aux]).next().is_none();
    // "a promise that an update is forthcoming", "withdrawal": no verb of its own tense.
    modal || infinitive || bare || analysis.upos(verb) != Upos::Verb
}

/// "remains committed to": tagged as a verb, used as an adjective.
fn is_adjectival(analysis: &Analysis, word: TokenId) -> bool {
    matches!(
        analysis.deprel(word),
        Deprel::Xcomp | Deprel::Root | Deprel::Amod | Deprel::Conj | Deprel::Parataxis | Deprel::Ccomp
    ) && analysis.token(word).xpos == Xpos::Vbn
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
    let nominal = |&token: &TokenId| matches!(analysis.upos(token), Upos::Noun | Upos::Propn | Upos::Pron);
    let chain = std::iter::once(before)
        .chain(analysis.ancestors(before))
        .take(4)
        .take_while(|token| nominal(token) && *token < mark);
    let noun = chain.into_iter().find(|&token| {
        analysis.upos(token) == Upos::Noun && reading.words.binder(analysis.lemma(token), Upos::Noun).is_some()
    })?;
    // "examine the agreement in detail to evaluate it": a purpose, unless it hangs on the noun or follows it at once.
    let follows = noun == before || analysis.head(at) == Some(noun) || analysis.lower(mark) == "that";
    if !follows || is_bare(analysis, noun) {
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
    Some(Bond::Word(noun, reading.words.binder(analysis.lemma(noun), Upos::Noun)?))
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

/// "The plan is to withdraw": the subject of the infinitive is the binder.
fn plan_as_subject(reading: &Reading<'_>, act: TokenId) -> Option<Bond> {
    let analysis = reading.analysis;
    let copula = analysis.child(act, Deprel::Cop)?;
    let subject = analysis.child(act, Deprel::Nsubj)?;
    let binder = reading.words.binder(analysis.lemma(subject), analysis.upos(subject)).filter(|_| copula < act)?;
    Some(Bond::Word(subject, binder))
}

/// "is to begin", and "to visit" in a headline.
fn is_to(reading: &Reading<'_>, act: TokenId) -> Option<Bond> {
    let analysis = reading.analysis;
    let mark = analysis.children_by(act, &[Deprel::Mark]).find(|&mark| analysis.lower(mark) == "to");
    let to = mark.or_else(|| {
        // "is to begin issuing": the mark is on the verb above.
        let head = analysis
            .head(act)
            .filter(|&head| analysis.deprel(act) == Deprel::Xcomp && reading.words.is_aspect(analysis.lemma(head)))?;
        analysis.children_by(head, &[Deprel::Mark]).find(|&mark| analysis.lower(mark) == "to")
    })?;
    let verb = analysis.head(to)?;
    let has_be = |word: TokenId| {
        analysis.children_by(word, &[Deprel::Aux, Deprel::Cop]).any(|aux| matches!(analysis.lower(aux), "is" | "are"))
    };
    let under_be = analysis.deprel(verb) == Deprel::Xcomp
        && analysis.head(verb).is_some_and(|head| matches!(analysis.lower(head), "is" | "are"));
    let subject = reading.grammar.surface_subject(analysis, verb).or_else(|| analysis.child(verb, Deprel::NsubjOuter));
    // "it is essentially to train", "whose role is to provide": nobody is bound.
    let thing = |word: TokenId| analysis.upos(word) == Upos::Noun && reading.words.is_thing(analysis.lemma(word));
    let about = analysis.children_by(verb, &[Deprel::Nsubj, Deprel::NsubjOuter]).any(thing);
    let acts = |subject: TokenId| {
        reading.entity(subject).is_some() && analysis.upos(subject) != Upos::Pron && !thing(subject) && !about
    };
    if (has_be(verb) || under_be) && subject.is_some_and(acts) {
        return Some(Bond::IsTo(to));
    }
    let headline = analysis.sentence_of(verb) == 0 && reading.input.report.title.is_some();
    let heads = matches!(analysis.deprel(verb), Deprel::Root | Deprel::Acl)
        && analysis.ancestors(verb).all(|above| analysis.upos(above) != Upos::Verb);
    (headline && heads).then_some(Bond::IsTo(to))
}
