//! Whether a bond holds, and for the one who is said to be bound.

use linguist::{Analysis, TokenId};
use ontology::{Basis, Deprel, Status, Upos, Xpos};
use record::Participant;

use crate::bond::Bond;
use crate::definite::is_any;
use crate::reading::Reading;
use crate::words::{Bound, Group};

/// Whether the bond holds: not denied, not merely possible, not asked or hoped for.
pub(crate) fn is_held(reading: &Reading<'_>, act: TokenId, bond: Bond) -> bool {
    let analysis = reading.analysis;
    match bond {
        Bond::Will(aux) | Bond::IsTo(aux) | Bond::Must(aux) => {
            let verb = analysis.head(aux).unwrap_or(act);
            // "if the union *is* to meet": the mark may hang on "is".
            let be = analysis
                .head(verb)
                .filter(|&head| analysis.deprel(verb) == Deprel::Xcomp && analysis.lemma(head) == "be");
            let carriers = std::iter::once(verb).chain(be);
            let conditional = carriers.flat_map(|verb| analysis.children_by(verb, &[Deprel::Mark])).any(|mark| {
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
            // The mark may stand before a closing quotation mark.
            let mut ends = analysis.sentence_ids(analysis.sentence_of(verb)).rev().take(2);
            let asks = ends.any(|end| analysis.lower(end) == "?");
            // "to say *when* it would reopen".
            let open = matches!(analysis.deprel(verb), Deprel::Ccomp | Deprel::Advcl)
                && analysis
                    .children_by(verb, &[Deprel::Advmod])
                    .any(|word| matches!(analysis.lower(word), "when" | "where" | "how" | "why"));
            !conditional
                && !open
                && !asks
                && !is_unsaid(analysis, verb)
                && !is_hoped(reading, verb)
                && !is_hedged(reading, verb)
        }
        Bond::Compact(_) | Bond::As(..) => true,
        Bond::Granted(verb) => {
            matches!(reading.grammar.factuality(analysis, verb).status, Status::Actual | Status::Future)
        }
        Bond::Word(word, binder) => {
            let clause = reading.grammar.clause_of(analysis, word);
            let ruled = with_auxiliaries(analysis, clause);
            let denied = |token: TokenId| {
                analysis
                    .children_by(token, &[Deprel::Advmod, Deprel::Det])
                    // "vowed *never* to leave": the promise is made.
                    .filter(|&child| !(child > word && child < act))
                    // "not only its promise to".
                    .filter(|&child| !(analysis.upos(token) == Upos::Noun && analysis.lower(child) == "not"))
                    .any(|child| matches!(analysis.lower(child), "not" | "n't" | "n’t" | "never" | "no"))
            };
            let possible = analysis.children_by(ruled, &[Deprel::Aux]).any(|aux| {
                matches!(analysis.lower(aux), "may" | "might" | "could" | "should" | "would" | "can" | "must")
            });
            let conditional = analysis.children_by(ruled, &[Deprel::Mark]).any(|mark| {
                analysis.lower(mark) == "whether" || reading.words.is(Group::Conditions, analysis.lower(mark))
            });
            let binds_by_itself = analysis.upos(word) == Upos::Noun;
            // "was planning to launch": a plan of the past.
            let past_progress = analysis.token(word).xpos == Xpos::Vbg
                && analysis.children_by(word, &[Deprel::Aux]).any(|aux| matches!(analysis.lower(aux), "was" | "were"));
            // "members willing to fight", "to be ready to launch": nobody says that he is ready now.
            let offers = binder.basis == Basis::Proposal && analysis.upos(word) == Upos::Adj;
            let said_to_be = || {
                analysis.deprel(word) == Deprel::Xcomp
                    || analysis.children_by(word, &[Deprel::Cop]).any(|cop| analysis.lower(cop) != "be")
            };
            (!offers || said_to_be())
                && !denied(word)
                && !is_any(analysis, word)
                && !past_progress
                && !is_wanted(reading, word)
                && !is_thought_of(reading, word)
                && !is_impression(reading, word)
                && (binds_by_itself || !denied(clause) && !possible && !conditional)
        }
    }
}

/// "we *cannot say* that we will leave", "should say that it will".
fn is_unsaid(analysis: &Analysis, verb: TokenId) -> bool {
    let above = analysis.head(verb).filter(|&head| {
        matches!(analysis.deprel(verb), Deprel::Ccomp | Deprel::Parataxis) && analysis.upos(head) == Upos::Verb
    });
    above.is_some_and(|say| {
        let open = |aux: TokenId| {
            matches!(analysis.lower(aux), "can" | "ca" | "could" | "may" | "might" | "should" | "must" | "would")
        };
        let not = |word: TokenId| matches!(analysis.lower(word), "not" | "n't" | "n’t" | "never");
        analysis.children_by(say, &[Deprel::Aux]).any(open) || analysis.children_by(say, &[Deprel::Advmod]).any(not)
    })
}

/// The verb that carries the auxiliaries of a clause: "should move and *commit*" has those of "move".
fn with_auxiliaries(analysis: &Analysis, verb: TokenId) -> TokenId {
    let own = analysis.children_by(verb, &[Deprel::Aux, Deprel::Nsubj, Deprel::NsubjPass]).next().is_some();
    let first = analysis.head(verb).filter(|_| !own && analysis.deprel(verb) == Deprel::Conj);
    first.filter(|&first| analysis.upos(first) == Upos::Verb).unwrap_or(verb)
}

/// "should draw up a plan to end it": there is none yet; "should drop the plan" speaks of one that there is.
fn is_thought_of(reading: &Reading<'_>, noun: TokenId) -> bool {
    let analysis = reading.analysis;
    if analysis.upos(noun) != Upos::Noun || analysis.deprel(noun) != Deprel::Obj {
        return false;
    }
    let some = analysis.children_by(noun, &[Deprel::Det]).all(|word| matches!(analysis.lower(word), "a" | "an"));
    let owned = analysis.child(noun, Deprel::NmodPoss).is_some();
    let verb = analysis.head(noun).filter(|_| some && !owned);
    verb.is_some_and(|verb| reading.grammar.factuality(analysis, verb).status == Status::Hypothetical)
}

/// "felt obliged to turn": nobody is.
fn is_impression(reading: &Reading<'_>, word: TokenId) -> bool {
    let analysis = reading.analysis;
    let above = analysis.head(word).filter(|_| analysis.deprel(word) == Deprel::Xcomp);
    above.is_some_and(|verb| reading.words.is(Group::Seeming, analysis.lemma(verb)))
}

/// "General X announced that the army will leave": who announces speaks for those who act.
fn is_announced(reading: &Reading<'_>, act: TokenId) -> bool {
    let cue = reading.statement_at(act).and_then(|statement| statement.cue);
    let verb = cue.and_then(|cue| reading.analysis.head_of_span(cue));
    verb.is_some_and(|verb| reading.words.is(Group::Announcing, reading.analysis.lemma(verb)))
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

/// "will perhaps send", "the likelihood that they will return": a guess.
fn is_hedged(reading: &Reading<'_>, verb: TokenId) -> bool {
    use grammar::Class;
    let analysis = reading.analysis;
    let adverb =
        analysis.children_by(verb, &[Deprel::Advmod]).any(|word| reading.words.is(Group::Hedges, analysis.lower(word)));
    let noun = analysis
        .head(verb)
        .filter(|&head| analysis.deprel(verb) == Deprel::Acl && analysis.upos(head) == Upos::Noun)
        .filter(|&head| reading.words.binder(analysis.lemma(head), Upos::Noun).is_none());
    let guess = |noun: TokenId| {
        let class = reading.grammar.class_of(analysis, noun);
        matches!(class, Some(Class::Possible | Class::Expect | Class::Allow | Class::Belief | Class::Threaten))
    };
    adverb || noun.is_some_and(guess)
}

/// "urged him to agree to leave", "to persuade them to commit", "urged him to negotiate a plan": the bond is only wanted.
fn is_wanted(reading: &Reading<'_>, word: TokenId) -> bool {
    use grammar::Class;
    let analysis = reading.analysis;
    let verb =
        std::iter::once(word).chain(analysis.ancestors(word)).take(3).find(|&token| analysis.upos(token) == Upos::Verb);
    let is_noun = verb != Some(word);
    let Some(verb) = verb else { return false };
    // "urged him to keep his promise to": it was made.
    let told = is_noun && (reading.is_among(Group::Fulfilled, verb) || reading.is_among(Group::Broken, verb));
    let wanted = !told
        && reading.grammar.embeddings(analysis, verb).iter().any(|step| {
            // "am encouraged that the plan requires": a feeling, not a demand.
            let feeling =
                grammar::is_passive(analysis, step.embedder) && analysis.deprel(step.embedded) == Deprel::Ccomp;
            let asked = matches!(step.class, Class::Demand | Class::Expect | Class::Attempt);
            let open = matches!(step.class, Class::Possible | Class::Allow | Class::Fail | Class::Deny);
            // "failed to provide a plan to": there is none.
            let missing =
                step.class == Class::Fail && analysis.deprel(word) == Deprel::Obj && analysis.head(word) == Some(verb);
            !feeling && (asked || open && !is_noun || missing)
        });
    // "intends to invite them to meet": nobody is invited yet.
    let ordering = reading
        .words
        .binder(analysis.lemma(word), analysis.upos(word))
        .is_some_and(|binder| binder.bound == Bound::Addressee && !binder.forbids);
    let planned = || {
        let embeddings = reading.grammar.embeddings(analysis, verb);
        embeddings.first().is_some_and(|step| matches!(step.class, Class::Plan | Class::Promise))
            && analysis.deprel(verb) == Deprel::Xcomp
    };
    // "voted to oblige": the infinitive is the decision.
    let decided = analysis.head(verb).is_some_and(|above| reading.words.is(Group::Resolving, analysis.lemma(above)));
    let purpose = !is_noun
        && !decided
        && analysis.deprel(verb) == Deprel::Advcl
        && analysis.children_by(verb, &[Deprel::Mark]).any(|mark| analysis.lower(mark) == "to");
    wanted || purpose || !is_noun && ordering && !decided && planned()
}

/// Whether the obligor's own side says it.
pub(crate) fn is_own_word(reading: &Reading<'_>, act: TokenId, obligor: Participant) -> bool {
    let Some(source) = reading.statement_at(act).and_then(|statement| statement.source) else { return false };
    let country = |participant: Participant| reading.entity_of(participant).and_then(|entity| entity.country);
    source.entity == obligor.entity || country(source).is_some() && country(source) == country(obligor)
}

/// "Russia will attack Poland", said by Poland, is no undertaking of Russia's.
pub(crate) fn is_prediction(reading: &Reading<'_>, act: TokenId, bond: Bond, obligor: Participant) -> bool {
    let ascribed = match bond {
        Bond::Will(_) => true,
        // "remains committed to attacking us", said by the other side.
        Bond::Word(word, binder) => binder.basis == Basis::Pledge && reading.analysis.lower(word) == "committed",
        Bond::IsTo(_) | Bond::Must(_) | Bond::Granted(_) | Bond::As(..) | Bond::Compact(_) => false,
    };
    if !ascribed {
        return false;
    }
    let Some(source) = reading.statement_at(act).and_then(|statement| statement.source) else { return false };
    if source.entity == obligor.entity || is_announced(reading, act) || crate::draft::goes_on(reading, act) {
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
