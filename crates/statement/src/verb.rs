//! Statements whose cue is a verb: complements of every kind, parentheses, "as X said", passives, participles.

use linguist::TokenId;
use ontology::{Act, Deprel, Upos, Xpos};

use crate::complement::{Found, by_order, content, found};
use crate::cues::{Cue, Kind};
use crate::reading::{Draft, Reading, Source};
use crate::speaker::{allowed, source};
use crate::surface::fronted;

/// What a matched cue consists of in the tree.
pub(crate) struct Matched {
    /// All words of the cue.
    pub(crate) words: Vec<TokenId>,
    /// The phrase or clause whose preposition is the last word: "called for [an end]".
    pub(crate) behind: Option<TokenId>,
}

/// The statement that a verb makes, if it is a cue in one of the ways the lexicon gives.
pub(crate) fn draft(reading: &Reading<'_>, verb: TokenId) -> Option<Draft> {
    // What the tree shows goes before what only the order of words suggests, whichever entry is read first.
    drafted(reading, verb, By::Tree).or_else(|| drafted(reading, verb, By::Order))
}

/// The evidence that a content is looked for by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Tree,
    Order,
}

fn drafted(reading: &Reading<'_>, verb: TokenId, by: By) -> Option<Draft> {
    let analysis = reading.analysis;
    reading.cues.of(reading.lemma(verb)).iter().filter(|cue| cue.kind == Kind::Verb).find_map(|cue| {
        let matched = match_words(reading, verb, cue)?;
        let standing = standing(reading, verb)?;
        let (content, source) = found_with_source(reading, verb, cue, &matched, by)?;
        let tokens: Vec<TokenId> =
            content.tokens.iter().copied().filter(|token| !matched.words.contains(token)).collect();
        let tokens = without_relative(reading, tokens);
        let spans = reading.spans(&tokens);
        if spans.is_empty() || is_bare_pronoun(reading, &tokens, cue) {
            return None;
        }
        Some(Draft {
            rule: format!("{}: {}", cue.name, content.place),
            cue: Some(analysis.cover(&near(&matched.words, verb))),
            head: Some(verb),
            source,
            content: spans,
            act: if asks(reading, verb, cue, &tokens) { Act::Ask } else { cue.act },
            negated: standing == Standing::Negated,
            verbatim: false,
            quotable: cue.takes.quote,
        })
    })
}

/// "asked that they leave" is a request, "asked who would pay" a question.
fn asks(reading: &Reading<'_>, verb: TokenId, cue: &Cue, content: &[TokenId]) -> bool {
    let analysis = reading.analysis;
    let both = cue.act == Act::Request && reading.cues.of(reading.lemma(verb)).iter().any(|cue| cue.act == Act::Ask);
    let words = || content.iter().filter(|&&token| !reading.is_punct(token));
    both && (content.iter().any(|&token| analysis.form(token) == "?")
        || words().next().is_some_and(|&first| {
            matches!(
                analysis.lower(first),
                "whether" | "who" | "what" | "why" | "how" | "when" | "where" | "if" | "which"
            )
        }))
}

/// "the plan which I want [to explain]": a pronoun that stands apart from the rest of a content is no part of it.
fn without_relative(reading: &Reading<'_>, mut tokens: Vec<TokenId>) -> Vec<TokenId> {
    tokens.sort_unstable();
    if let [first, second, ..] = tokens.as_slice()
        && second.0 > first.0 + 1
        && matches!(reading.analysis.lower(*first), "which" | "that" | "who" | "whom")
    {
        tokens.remove(0);
    }
    tokens
}

/// "said so", "thank you", "I understand it": a pronoun alone tells nothing; what somebody asks for it may name.
pub(crate) fn is_bare_pronoun(reading: &Reading<'_>, tokens: &[TokenId], cue: &Cue) -> bool {
    let analysis = reading.analysis;
    let mut words = tokens.iter().filter(|&&token| !reading.is_punct(token));
    let (Some(&word), None) = (words.next(), words.next()) else { return false };
    let asked = cue.act == Act::Request && matches!(analysis.lower(word), "this" | "it" | "that");
    !asked
        && (matches!(analysis.upos(word), Upos::Pron | Upos::Det)
            || analysis.upos(word) == Upos::Adj && reading.quote_of(word).is_none() && !cue.takes.quote
            || matches!(analysis.lower(word), "so" | "more" | "otherwise"))
}

/// The content and who says it. A content before the cue is read off the order of words when the tree takes a part of
/// it for the subject.
fn found_with_source(
    reading: &Reading<'_>,
    verb: TokenId,
    cue: &Cue,
    matched: &Matched,
    by: By,
) -> Option<(Found, Source)> {
    let before = if cue.takes.quote && cue.takes.clause && cue.rest.is_empty() { fronted(reading, verb) } else { None };
    let content =
        if by == By::Tree { content(reading, verb, cue, matched) } else { by_order(reading, &matched.words, cue) };
    if let Some(before) = before {
        let subject = reading.grammar.surface_subject(reading.analysis, verb);
        let lost = subject.is_none_or(|subject| before.content.contains(&subject));
        let behind = content.as_ref().is_some_and(|found| found.tokens.iter().all(|&token| token > verb));
        if (lost || content.is_none() && by == By::Order) && !behind && allowed(reading, before.speaker, cue.source) {
            return Some((found(before.content, "before the cue"), Source::Word(before.speaker)));
        }
    }
    let content = content?;
    let source = source(reading, verb, cue, &content)?;
    Some((content, source))
}

/// The words of a cue that stand close to its verb, so that the cue is one stretch.
fn near(words: &[TokenId], verb: TokenId) -> Vec<TokenId> {
    words.iter().copied().filter(|word| word.0.abs_diff(verb.0) <= 3).collect()
}

/// Finds the further words of a cue below its verb.
pub(crate) fn match_words(reading: &Reading<'_>, head: TokenId, cue: &Cue) -> Option<Matched> {
    let analysis = reading.analysis;
    let mut matched = Matched { words: vec![head], behind: None };
    for word in &cue.rest {
        let anchors = matched.words.clone();
        let is_word = |token: TokenId| reading.lemma(token) == word || analysis.lower(token) == word;
        let beside = anchors.iter().flat_map(|&anchor| analysis.children(anchor)).copied().find(|&child| {
            is_word(child)
                && !matched.words.contains(&child)
                && !matches!(
                    analysis.deprel(child),
                    Deprel::Nsubj | Deprel::Conj | Deprel::Punct | Deprel::Mark | Deprel::Cc
                )
        });
        if let Some(found) = beside {
            matched.words.push(found);
            continue;
        }
        // The preposition of a phrase or clause below the verb.
        let (marker, phrase) = anchors.iter().find_map(|&anchor| {
            analysis
                .children_by(
                    anchor,
                    &[Deprel::Obl, Deprel::Nmod, Deprel::Advcl, Deprel::Obj, Deprel::Xcomp, Deprel::Ccomp, Deprel::Acl],
                )
                .filter(|&phrase| phrase > head)
                .find_map(|phrase| {
                    let marker =
                        analysis.children_by(phrase, &[Deprel::Case, Deprel::Mark]).find(|&marker| is_word(marker))?;
                    Some((marker, phrase))
                })
        })?;
        matched.words.push(marker);
        matched.behind = Some(phrase);
    }
    Some(matched)
}

/// Whether something is said at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    Said,
    Negated,
}

/// Under "if", under "to" and in the imperative nothing is said; under "declined to" it is not said.
pub(crate) fn standing(reading: &Reading<'_>, verb: TokenId) -> Option<Standing> {
    let analysis = reading.analysis;
    let mut negated = is_negated(reading, verb);
    let marks: Vec<&str> = analysis.children_by(verb, &[Deprel::Mark]).map(|mark| analysis.lower(mark)).collect();
    if marks.iter().any(|mark| matches!(*mark, "if" | "unless" | "lest")) {
        return None;
    }
    if marks.contains(&"without") {
        // "left without saying whether …" tells what was not said; "without praising them" tells of no speech at all.
        analysis.child(verb, Deprel::Ccomp)?;
        negated = true;
    }
    // "refrained from condemning the attack".
    if marks.contains(&"from")
        && let Some(head) = analysis.head(verb).filter(|&head| reading.cues.lists.decline.contains(reading.lemma(head)))
    {
        negated ^= !is_negated(reading, head);
    }
    // "we must press them to": what has to be said is not said yet, but "I must say that".
    let due =
        analysis.children_by(verb, &[Deprel::Aux]).any(|aux| reading.cues.lists.demands.contains(analysis.lower(aux)));
    if due && !reading.cues.of(reading.lemma(verb)).iter().any(|cue| cue.takes.quote && cue.act == Act::Assert) {
        return None;
    }
    // "they can best decide how": what others could know, see or decide is not thought; what one "can say" is said.
    let possible = analysis
        .children_by(verb, &[Deprel::Aux])
        .any(|aux| matches!(analysis.lower(aux), "can" | "could" | "may" | "might"));
    let own = analysis
        .child(verb, Deprel::Nsubj)
        .is_some_and(|subject| matches!(analysis.lower(subject), "i" | "we" | "one"));
    if possible && !own && !negated && !reading.cues.of(reading.lemma(verb)).iter().any(|cue| cue.takes.quote) {
        return None;
    }
    // "no wonder he left".
    if verb.0 > reading.sentence(verb).start && analysis.lower(TokenId(verb.0 - 1)) == "no" {
        return None;
    }
    // "the task of determining what is due": a deed, unless it is a verb of speech.
    if marks.contains(&"of") && !reading.cues.of(reading.lemma(verb)).iter().any(|cue| cue.takes.quote) {
        return None;
    }
    // "threatening to leave would hurt them": nobody says it.
    if matches!(analysis.deprel(verb), Deprel::Csubj | Deprel::CsubjPass | Deprel::Amod) {
        return None;
    }
    let infinitive = marks.contains(&"to");
    if infinitive {
        let head = analysis.head(verb)?;
        let lists = &reading.cues.lists;
        let lemma = reading.lemma(head);
        if lists.decline.contains(lemma) {
            // "did not fail to say" is said.
            return Some(if negated == is_negated(reading, head) { Standing::Negated } else { Standing::Said });
        } else if !lists.polite.contains(lemma)
            || !matches!(analysis.deprel(verb), Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl | Deprel::Conj)
        {
            return None;
        }
        negated |= is_negated(reading, head);
    } else if analysis.deprel(verb) == Deprel::Conj {
        // "want to congratulate A and thank B": the second stands as the first does.
        let first = analysis.head(verb)?;
        let bare = analysis.token(verb).xpos == Xpos::Vb
            && analysis.children_by(verb, &[Deprel::Aux, Deprel::Nsubj]).next().is_none();
        if bare && analysis.upos(first) == Upos::Verb && reading.is_to_infinitive(first) {
            return standing(reading, first);
        }
    }
    Some(if negated { Standing::Negated } else { Standing::Said })
}

pub(crate) fn is_negated(reading: &Reading<'_>, word: TokenId) -> bool {
    let analysis = reading.analysis;
    analysis
        .children_by(word, &[Deprel::Advmod, Deprel::Aux, Deprel::Det])
        .any(|child| matches!(analysis.lower(child), "not" | "n't" | "n’t" | "never" | "nor" | "neither"))
}
