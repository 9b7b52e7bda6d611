//! Statements whose cue is a verb: complements of every kind, parentheses, "as X said", passives, participles.

use linguist::TokenId;
use ontology::{Act, Deprel, Upos, Xpos};

use crate::around::{impersonal, parenthetical};
use crate::chain::is_cue;
use crate::complement::{Found, content, found};
use crate::cues::{Cue, Kind};
use crate::extent::{Governed, ended, with_further_that};
use crate::order;
use crate::reading::{Draft, Reading, Source};
use crate::relative;
use crate::speaker::{allowed, source};
use crate::surface::{fronted, tense};

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
    // "would neither confirm nor deny it" is one answer.
    let second_of_one =
        verb.0 >= 2 && reading.analysis.lower(TokenId(verb.0 - 1)) == "nor" && is_cue(reading, TokenId(verb.0 - 2));
    if is_noun(reading, verb) || second_of_one {
        return None;
    }
    let governing = sharing(reading, verb);
    reading.cues.of(reading.lemma(verb)).iter().filter(|cue| cue.kind == Kind::Verb).find_map(|cue| {
        let matched = match_words(reading, verb, cue)
            .or_else(|| (by == By::Order).then(|| order::match_words(reading, verb, cue)).flatten())?;
        let standing = standing(reading, verb).filter(|&standing| !cue.unsaid || standing == Standing::Negated)?;
        let (content, source) = match governing.filter(|_| cue.rest.is_empty()) {
            Some(next) => shared(reading, verb, next, cue)?,
            None => found_with_source(reading, verb, cue, &matched, by)?,
        };
        let tokens: Vec<TokenId> =
            content.tokens.iter().copied().filter(|token| !matched.words.contains(token)).collect();
        let tokens = without_relative(reading, ended(reading, verb, tokens, governed(cue, &content)));
        let tokens = with_condition(reading, verb, cue, tokens);
        let tokens = with_further_that(reading, verb, tokens);
        if keeps_unnamed(reading, &tokens, cue) {
            return None;
        }
        let spans = reading.spans(&tokens);
        if content.place == "to" && is_narrated_wish(reading, verb) {
            return None;
        }
        let unsaid = standing == Standing::Negated && content.place == "clause by order"
            // "It had been announced by the minister".
            || content.place == "object"
                && source != Source::Nobody
                && reading.is_passive(verb)
                && content.tokens.iter().all(|&token| matches!(analysis.lower(token), "it" | "this" | "that"));
        if spans.is_empty() || governing.is_none() && !unsaid && is_bare_pronoun(reading, &tokens, cue) {
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

/// "after careful planning to avoid losses": a form in -ing with an adjective or an article before it is a noun.
fn is_noun(reading: &Reading<'_>, verb: TokenId) -> bool {
    let analysis = reading.analysis;
    let before = verb.0.checked_sub(1).map(TokenId).filter(|before| before.0 >= reading.sentence(verb).start);
    analysis.token(verb).xpos == Xpos::Vbg
        && before.is_some_and(|before| {
            matches!(analysis.upos(before), Upos::Det | Upos::Adj) || analysis.token(before).xpos == Xpos::Jj
        })
}

/// "[deplores] and firmly rejects the plan": the verb whose content the first of two verbs shares.
fn sharing(reading: &Reading<'_>, verb: TokenId) -> Option<TokenId> {
    let end = reading.stretch(verb).end.min(verb.0 + 5);
    // "confirm nor deny".
    if verb.0 + 2 < end && reading.analysis.lower(TokenId(verb.0 + 1)) == "nor" {
        return Some(TokenId(verb.0 + 2)).filter(|&next| is_cue(reading, next));
    }
    (verb.0 + 1..end).map(TokenId).find(|&next| {
        reading.link(next).is_some_and(|link| link.first == verb && link.joint.0 == verb.0 + 1)
            && reading.analysis.form(TokenId(verb.0 + 1)) != ","
    })
}

fn shared(reading: &Reading<'_>, verb: TokenId, next: TokenId, cue: &Cue) -> Option<(Found, Source)> {
    let content = content(reading, next, cue, &Matched { words: vec![next], behind: None })?;
    let source = source(reading, verb, cue, &content)?;
    Some((content, source))
}

/// "threatened a strike [if the plan goes ahead]": a condition of what is asked, promised or threatened is a part of it.
fn with_condition(reading: &Reading<'_>, verb: TokenId, cue: &Cue, mut tokens: Vec<TokenId>) -> Vec<TokenId> {
    let Some(&last) = tokens.iter().max().filter(|&&last| last > verb) else { return tokens };
    let binds = matches!(cue.act, Act::Request | Act::Promise | Act::Threaten);
    let end = reading.stretch(verb).end;
    let mut words = (last.0 + 1..end).map(TokenId).filter(|&word| !reading.is_punct(word));
    let condition = words
        .next()
        .filter(|&word| binds && matches!(reading.analysis.lower(word), "if" | "unless" | "until" | "once"));
    if let Some(first) = condition {
        let behind = (first.0..end).map(TokenId).filter(|&word| reading.quote_of(word) == reading.quote_of(verb));
        tokens.extend(ended(reading, verb, behind.collect(), Governed::Said));
    }
    tokens
}

/// "He wanted to study law" tells of a past wish that nobody uttered; "he said that he wanted to leave" is somebody's word.
fn is_narrated_wish(reading: &Reading<'_>, verb: TokenId) -> bool {
    let analysis = reading.analysis;
    let under = std::iter::once(verb).chain(analysis.ancestors(verb));
    let told =
        under.map(|word| analysis.deprel(word)).any(|relation| matches!(relation, Deprel::Ccomp | Deprel::Parataxis));
    let own = analysis.child(verb, Deprel::Nsubj).is_some_and(|subject| matches!(analysis.lower(subject), "i" | "we"));
    reading.cues.lists.wishes.contains(reading.lemma(verb))
        && analysis.token(verb).xpos == Xpos::Vbd
        && reading.quote_of(verb).is_none()
        && !told
        && !own
}

/// What is judged keeps what is told of it: "condemned the arrest of the singer, who had …".
fn governed(cue: &Cue, content: &Found) -> Governed {
    let judged = matches!(cue.act, Act::Praise | Act::Accuse | Act::Express) && content.place == "object";
    if judged { Governed::Judged } else { Governed::Said }
}

/// "an officer who asked not to be named": nothing is asked for that matters.
fn keeps_unnamed(reading: &Reading<'_>, tokens: &[TokenId], cue: &Cue) -> bool {
    let analysis = reading.analysis;
    let passive = tokens.iter().any(|&token| analysis.lower(token) == "be");
    cue.act == Act::Request
        && passive
        && tokens.len() <= 5
        && tokens.iter().any(|&token| reading.cues.lists.naming.contains(reading.lemma(token)))
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
    let named = matches!(analysis.lower(word), "this" | "it");
    let asked = named && matches!(cue.act, Act::Request | Act::Deny | Act::Accuse);
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
    let speaks = cue.takes.quote && cue.takes.clause && cue.rest.is_empty();
    if speaks
        && let Some(around) = parenthetical(reading, verb, cue)
        && allowed(reading, around.speaker, cue.source)
    {
        return Some((found(around.content, "parenthesis"), Source::Word(around.speaker)));
    }
    if cue.takes.clause
        && cue.rest.is_empty()
        && let Some(around) = impersonal(reading, verb)
    {
        return Some((found(around, "parenthesis"), Source::Nobody));
    }
    let before = if speaks { fronted(reading, verb) } else { None };
    if by == By::Tree
        && let Some(content) = cue.takes.object.then(|| relative::taken_up(reading, verb, cue)).flatten()
    {
        let source = source(reading, verb, cue, &content)?;
        return Some((content, source));
    }
    let content = if by == By::Tree {
        content(reading, verb, cue, matched)
    } else {
        order::content(reading, &matched.words, cue)
    };
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
        // "called a session for Tuesday": the verb has its object already. "asked *the ministry* for money": the verb
        // alone is the cue, if it can be.
        let between = [Deprel::Obj, Deprel::Iobj, Deprel::Obl];
        let parted = analysis.children_by(head, &between).any(|part| part > head && part < marker);
        let object = analysis.child(head, Deprel::Obj).is_some_and(|object| object > head && object < marker);
        let alone = || {
            let others = reading.cues.of(reading.lemma(head)).iter().filter(|other| other.rest.is_empty());
            others.flat_map(|other| &other.takes.prepositions).any(|known| known == word)
        };
        if cue.takes.behind && (object && reading.lemma(head) == "call" || parted && alone()) {
            return None;
        }
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
        let next = TokenId((verb.0 + 1).min(reading.sentence(verb).end - 1));
        let asks = matches!(analysis.token(next).xpos, Xpos::Wrb | Xpos::Wp | Xpos::Wdt);
        if analysis.child(verb, Deprel::Ccomp).is_none() && !asks {
            return None;
        }
        negated = true;
    }
    // "refrained from condemning the attack", "stopped short of saying whether".
    if marks.iter().any(|mark| matches!(*mark, "from" | "of"))
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
    // "The senator will invite them to the capital": what the outlet says will be said is not said yet.
    let will = analysis
        .children_by(verb, &[Deprel::Aux])
        .any(|aux| matches!(analysis.lower(aux), "will" | "'ll" | "’ll" | "shall"));
    let main = analysis.deprel(verb) == Deprel::Root
        || analysis.deprel(verb) == Deprel::Conj
            && analysis.head(verb).is_some_and(|first| analysis.deprel(first) == Deprel::Root);
    let pledges = |lemma: &str| {
        reading.cues.of(lemma).iter().any(|cue| matches!(cue.act, Act::Promise | Act::Deny | Act::Express))
    };
    if will && main && !own && reading.quote_of(verb).is_none() && !negated && !pledges(reading.lemma(verb)) {
        return None;
    }
    // "no wonder he left".
    if verb.0 > reading.sentence(verb).start && analysis.lower(TokenId(verb.0 - 1)) == "no" {
        return None;
    }
    // "the task of determining what is due": a deed, unless it is a verb of speech.
    if !negated && marks.contains(&"of") && !reading.cues.of(reading.lemma(verb)).iter().any(|cue| cue.takes.quote) {
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
        }
        let polite = lists.polite.contains(lemma)
            && matches!(analysis.deprel(verb), Deprel::Xcomp | Deprel::Ccomp | Deprel::Advcl | Deprel::Conj);
        if !polite && !is_purpose_of_deed(reading, verb, head) && !is_among_first(reading, verb, head) {
            return None;
        }
        negated |= is_negated(reading, head);
    } else if analysis.deprel(verb) == Deprel::Conj {
        // "want to congratulate A and thank B": the second stands as the first does.
        let first = analysis.head(verb)?;
        // In a list the base form may go on with the verb of its item: "1. Deplore the decision to leave, and invite …".
        let of_item = reading.link(verb).is_some_and(|link| reading.item_at(link.first).is_some());
        let bare = !of_item
            && analysis.token(verb).xpos == Xpos::Vb
            && analysis.children_by(verb, &[Deprel::Aux, Deprel::Nsubj]).next().is_none();
        if bare && analysis.upos(first) == Upos::Verb && reading.is_to_infinitive(first) {
            return standing(reading, first);
        }
    }
    Some(if negated { Standing::Negated } else { Standing::Said })
}

/// "met the envoy to protest the raid", "camped there to press him to leave": what somebody came for to say is said when
/// the deed is told as done.
fn is_purpose_of_deed(reading: &Reading<'_>, verb: TokenId, deed: TokenId) -> bool {
    let analysis = reading.analysis;
    let done = matches!(tense(reading, deed), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp)
        && reading.is_verb(deed)
        && !is_negated(reading, deed)
        && !reading.cues.of(reading.lemma(deed)).iter().any(|cue| cue.takes.to || cue.takes.object_to);
    let says = reading
        .cues
        .of(reading.lemma(verb))
        .iter()
        .any(|cue| cue.kind == Kind::Verb && matches!(cue.act, Act::Request | Act::Accuse | Act::Praise));
    done && says && analysis.deprel(verb) == Deprel::Advcl && verb > deed
}

/// "was among the first to call on them to leave".
fn is_among_first(reading: &Reading<'_>, verb: TokenId, noun: TokenId) -> bool {
    let analysis = reading.analysis;
    let mut words = (noun.0.saturating_sub(8)..verb.0).map(TokenId);
    analysis.deprel(verb) == Deprel::Acl
        && !reading.is_verb(noun)
        && words.any(|word| matches!(analysis.lower(word), "first" | "last" | "latest" | "only"))
}

pub(crate) fn is_negated(reading: &Reading<'_>, word: TokenId) -> bool {
    let analysis = reading.analysis;
    analysis.children_by(word, &[Deprel::Advmod, Deprel::Aux, Deprel::Det, Deprel::CcPreconj, Deprel::Cc]).any(
        |child| child < word && matches!(analysis.lower(child), "not" | "n't" | "n’t" | "never" | "nor" | "neither"),
    )
}
