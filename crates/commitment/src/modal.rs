//! "will", "is to", "is going to", "must": what auxiliaries bind to.

use grammar::is_passive;
use linguist::{Analysis, TokenId};
use ontology::{Deprel, StatementKind, Tense, Upos, Xpos};

use crate::bond::Bond;
use crate::draft::takes_place;
use crate::reading::Reading;
use crate::words::Group;

/// Bounds the walk up the tree.
const MAX_STEPS: usize = 5;

/// "will", "shall", "would" in reported speech, "must": the act's own auxiliary or that of the verb it is coordinated with.
pub(crate) fn modal(reading: &Reading<'_>, act: TokenId) -> Option<Bond> {
    let analysis = reading.analysis;
    let mut at = act;
    for _ in 0..MAX_STEPS {
        for aux in analysis.children_by(at, &[Deprel::Aux]) {
            match analysis.lower(aux) {
                "will" | "shall" | "'ll" | "’ll" | "wo" => return Some(Bond::Will(aux)),
                "would" | "'d" if is_reported(analysis, at) || is_retold(reading, at) => return Some(Bond::Will(aux)),
                "must" => return Some(Bond::Must(aux)),
                "may" | "might" | "could" | "can" | "should" | "would" => return None,
                _ => {}
            }
        }
        if let Some(going) = going_to(analysis, at).or_else(|| announced_as_coming(reading, at)) {
            return Some(Bond::Will(going));
        }
        let bare = matches!(analysis.token(at).xpos, Xpos::Vb | Xpos::Vbn | Xpos::Vbg);
        match (analysis.deprel(at), analysis.head(at)) {
            (Deprel::Conj, Some(head)) if bare && analysis.upos(head) == Upos::Verb => at = head,
            // "will continue to strike", "will begin issuing".
            (Deprel::Xcomp, Some(head)) if reading.words.is(Group::Aspect, analysis.lemma(head)) => at = head,
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

/// "*is* going to sell it": the auxiliary.
fn going_to(analysis: &Analysis, act: TokenId) -> Option<TokenId> {
    let going =
        analysis.head(act).filter(|&head| analysis.deprel(act) == Deprel::Xcomp && analysis.lower(head) == "going")?;
    let present =
        |&aux: &TokenId| matches!(analysis.lower(aux), "is" | "are" | "am" | "'s" | "’s" | "'re" | "’re" | "'m" | "’m");
    analysis.children_by(going, &[Deprel::Aux]).find(present)
}

/// "announced that it *was* sending 500 soldiers": what is announced in the progressive is to come.
fn announced_as_coming(reading: &Reading<'_>, act: TokenId) -> Option<TokenId> {
    let analysis = reading.analysis;
    let head = analysis.head(act).filter(|_| analysis.deprel(act) == Deprel::Ccomp)?;
    let telling = reading.listed(act).is_some();
    let announced =
        telling && analysis.token(act).xpos == Xpos::Vbg && reading.words.is(Group::Announcing, analysis.lemma(head));
    let be = |&aux: &TokenId| matches!(analysis.lower(aux), "is" | "are" | "was" | "were");
    analysis.children_by(act, &[Deprel::Aux]).find(be).filter(|_| announced)
}

/// "do everything", "do all we can": the verb, given it or its object.
pub(crate) fn does_everything(analysis: &Analysis, word: TokenId) -> Option<TokenId> {
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
    // "are *so* deep that it would be ended": a result, not a word.
    let so = |head: TokenId| {
        analysis
            .children_by(head, &[Deprel::Advmod, Deprel::Amod, Deprel::Det])
            .any(|word| matches!(analysis.lower(word), "so" | "such"))
    };
    let head = analysis.head(verb).filter(|&head| !so(head)).filter(|_| {
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

/// "If the talks failed it would attack, the minister warned": "would" in what somebody is told to have said, wherever the
/// verb of saying hangs. A quotation keeps its own "would": "“That would help,” he said".
fn is_retold(reading: &Reading<'_>, verb: TokenId) -> bool {
    let analysis = reading.analysis;
    let Some(statement) = reading.statement_at(verb) else { return false };
    let Some(cue) = statement.cue.and_then(|cue| analysis.head_of_span(cue)) else { return false };
    let clause = matches!(analysis.deprel(verb), Deprel::AclRelcl | Deprel::Advcl | Deprel::Acl);
    let past = matches!(analysis.token(cue).xpos, Xpos::Vbd | Xpos::Vbn);
    let first_person = reading
        .grammar
        .surface_subject(analysis, verb)
        .is_some_and(|subject| matches!(analysis.lower(subject), "i" | "we" | "you"));
    past && !clause && !first_person && statement.kind == StatementKind::Indirect
}

/// "is to begin", and "to visit" in a headline.
pub(crate) fn is_to(reading: &Reading<'_>, act: TokenId) -> Option<Bond> {
    let analysis = reading.analysis;
    let mark = analysis.children_by(act, &[Deprel::Mark]).find(|&mark| analysis.lower(mark) == "to");
    let to = mark.or_else(|| {
        // "is to begin issuing": the mark is on the verb above.
        let head = analysis.head(act).filter(|&head| {
            analysis.deprel(act) == Deprel::Xcomp && reading.words.is(Group::Aspect, analysis.lemma(head))
        })?;
        analysis.children_by(head, &[Deprel::Mark]).find(|&mark| analysis.lower(mark) == "to")
    })?;
    let verb = analysis.head(to)?;
    let retold = reading.statement_at(verb).is_some_and(|statement| statement.kind == StatementKind::Indirect);
    let be = |word: TokenId| match analysis.lower(word) {
        "is" | "are" => true,
        // "said the troops were to leave".
        "was" | "were" => retold,
        _ => false,
    };
    let has_be = |word: TokenId| analysis.children_by(word, &[Deprel::Aux, Deprel::Cop]).any(be);
    let under_be = analysis.deprel(verb) == Deprel::Xcomp && analysis.head(verb).is_some_and(be);
    let subject = reading.grammar.surface_subject(analysis, verb).or_else(|| analysis.child(verb, Deprel::NsubjOuter));
    // "it is essentially to train", "whose role is to provide": nobody is bound.
    let thing = |word: TokenId| {
        reading.words.is(Group::Purposes, analysis.lemma(word))
            || analysis.upos(word) == Upos::Noun && reading.words.is(Group::Things, analysis.lemma(word))
    };
    let about = analysis.children_by(verb, &[Deprel::Nsubj, Deprel::NsubjOuter]).any(thing);
    let acts = |subject: TokenId| {
        reading.entity(subject).is_some() && analysis.upos(subject) != Upos::Pron && !thing(subject) && !about
    };
    // "the ban is to be lifted": somebody will do it.
    let undergoes = is_passive(analysis, verb) && subject.is_some_and(|subject| analysis.upos(subject) != Upos::Pron);
    let undergoes = undergoes || takes_place(reading, act);
    if (has_be(verb) || under_be) && (undergoes || subject.is_some_and(acts)) {
        return Some(Bond::IsTo(to));
    }
    let headline = analysis.sentence_of(verb) == 0 && reading.input.report.title.is_some();
    // "President to visit", not "a plan to visit".
    let acts_itself = analysis.deprel(verb) == Deprel::Root
        || analysis.deprel(verb) == Deprel::Acl
            && analysis.head(verb).is_some_and(|head| reading.entity(head).is_some());
    let heads = acts_itself && analysis.ancestors(verb).all(|above| analysis.upos(above) != Upos::Verb);
    (headline && heads).then_some(Bond::IsTo(to))
}
