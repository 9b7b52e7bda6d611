//! Statements whose cue is a noun or an adjective: "his claim that", "made a promise to", "is confident that".

use linguist::TokenId;
use ontology::{Act, Deprel, Upos, Xpos};
use text::Span;

use crate::complement::{Found, prepositional};
use crate::cues::{Cue, Kind, With};
use crate::extent::{Governed, before_main_clause, ended, with_further_that};
use crate::label::phrase_from;
use crate::reading::{Draft, Reading, Source};
use crate::speaker::{allowed, is_speaker, said_by};
use crate::surface::{is_finite, that_clause};
use crate::verb::{Standing, is_bare_pronoun, is_negated, match_words, standing};

/// Verbs that join a feeling to whoever has it.
const LINKING: [&str; 11] =
    ["be", "remain", "feel", "seem", "appear", "become", "stay", "stand", "look", "sound", "grow"];

/// Words of an author or an aside between a noun and what completes it.
const MAX_AUTHOR: u32 = 16;

/// "are concerned that", "remain committed to", "was pleased to hear that".
pub(crate) fn adjective(reading: &Reading<'_>, word: TokenId) -> Option<Draft> {
    let analysis = reading.analysis;
    if matches!(analysis.deprel(word), Deprel::Amod | Deprel::Compound | Deprel::Advmod) {
        return None;
    }
    // "moved to Paris": of a verb only the participle behind "be" or "remain" tells a feeling.
    if analysis.upos(word) == Upos::Verb
        && !(reading.is_passive(word)
            || analysis.deprel(word) == Deprel::Xcomp && matches!(analysis.token(word).xpos, Xpos::Vbn | Xpos::Jj))
    {
        return None;
    }
    // "make sure", "find it hard": the adjective says nothing of its own.
    let under = analysis.head(word).filter(|_| analysis.deprel(word) == Deprel::Xcomp);
    if under.is_some_and(|verb| !LINKING.contains(&reading.lemma(verb))) {
        return None;
    }
    let kinds = [reading.lemma(word), analysis.lower(word)];
    let mut cues = kinds.iter().flat_map(|lemma| reading.cues.of(lemma)).filter(|cue| cue.kind == Kind::Adjective);
    cues.find_map(|cue| {
        let matched = match_words(reading, word, cue)?;
        let content = complement(reading, cue, &matched.words)?;
        let subject = reading.grammar.surface_subject(analysis, word)?;
        if !allowed(reading, subject, cue.source) {
            return None;
        }
        let above = analysis.head(word).filter(|_| analysis.deprel(word) == Deprel::Xcomp);
        let standing = standing(reading, above.unwrap_or(word))?;
        let negated = standing == Standing::Negated || is_negated(reading, word);
        let first = analysis.children_by(word, &[Deprel::Cop, Deprel::AuxPass]).next().or(above);
        let cue_tokens: Vec<TokenId> =
            matched.words.iter().copied().chain(first.filter(|first| word.0.abs_diff(first.0) <= 4)).collect();
        finished(reading, cue, word, &cue_tokens, Source::Word(subject), &content, negated)
    })
}

/// "the army's plan to leave", "made the announcement that", "reports of fighting".
pub(crate) fn noun(reading: &Reading<'_>, word: TokenId) -> Option<Draft> {
    let mut cues = reading.cues.of(reading.lemma(word)).iter().filter(|cue| cue.kind == Kind::Noun);
    cues.find_map(|cue| {
        let matched = match_words(reading, word, cue)?;
        let (source, support) = noun_source(reading, word, cue)?;
        // "no doubt that" is as good as certain; "no reports of" tells of none.
        if reading.has_child(word, Deprel::Det, &["no", "any"]) && reading.lemma(word) != "doubt"
            || reading.has_child(word, Deprel::Case, &["without"])
        {
            return None;
        }
        let mut words = matched.words.clone();
        let mut negated = false;
        if let Some(verb) = support {
            // "denies a plan to leave": nobody plans it.
            if reading.cues.of(reading.lemma(verb)).iter().any(|cue| cue.kind == Kind::Verb && cue.act == Act::Deny) {
                return None;
            }
            negated = standing(reading, verb)? == Standing::Negated;
            words.push(verb);
        }
        let content = complement(reading, cue, &words)?;
        let cue_tokens: Vec<TokenId> =
            matched.words.iter().copied().chain(support.filter(|verb| verb.0.abs_diff(word.0) <= 6)).collect();
        finished(reading, cue, word, &cue_tokens, source, &content, negated)
    })
}

fn finished(
    reading: &Reading<'_>,
    cue: &Cue,
    head: TokenId,
    cue_tokens: &[TokenId],
    source: Source,
    content: &Found,
    negated: bool,
) -> Option<Draft> {
    let tokens: Vec<TokenId> = content.tokens.iter().copied().filter(|token| !cue_tokens.contains(token)).collect();
    let governor = cue_tokens.iter().copied().find(|&word| reading.is_verb(word)).unwrap_or(head);
    let tokens = with_further_that(reading, governor, ended(reading, governor, tokens, Governed::Said));
    let tokens = before_main_clause(reading, head, tokens);
    let spans: Vec<Span> = reading.spans(&tokens);
    if spans.is_empty() || is_bare_pronoun(reading, &tokens, cue) {
        return None;
    }
    Some(Draft {
        rule: format!("{}: {}", cue.name, content.place),
        cue: Some(reading.analysis.cover(cue_tokens)),
        head: Some(head),
        source,
        content: spans,
        act: cue.act,
        negated,
        verbatim: false,
        quotable: cue.takes.quote,
    })
}

/// The clause, infinitive or phrase that completes a noun or adjective.
fn complement(reading: &Reading<'_>, cue: &Cue, words: &[TokenId]) -> Option<Found> {
    let analysis = reading.analysis;
    let takes = &cue.takes;
    let last = words.iter().max().copied()?;
    if takes.clause
        && let Some(found) = predicated(reading, words)
    {
        return Some(found);
    }
    if let Some(found) = voiced_about(reading, cue, words) {
        return Some(found);
    }
    let below = |relations: &'static [Deprel]| {
        words
            .iter()
            .flat_map(move |&word| analysis.children_by(word, relations))
            .filter(move |&child| child > last || analysis.subtree(child).first() > words.first().as_ref().copied())
    };
    if takes.clause {
        let clause =
            below(&[Deprel::Ccomp, Deprel::Acl, Deprel::AclRelcl, Deprel::Advcl, Deprel::Csubj, Deprel::Parataxis])
                .find(|&child| is_content_clause(reading, child));
        if let Some(clause) = clause {
            return Some(Found { tokens: analysis.subtree(clause), place: "clause" });
        }
    }
    if takes.to || takes.object_to {
        let clause = below(&[Deprel::Xcomp, Deprel::Acl, Deprel::Ccomp, Deprel::Advcl, Deprel::Csubj])
            .find(|&child| reading.is_to_infinitive(child));
        if let Some(clause) = clause {
            return Some(Found { tokens: analysis.subtree(clause), place: "to" });
        }
    }
    // An infinitive right behind the noun that the parser hangs on the verb: "rejected the plan to send troops".
    if takes.to
        && let Some(&noun) = words.first()
        && let Some(above) =
            analysis.head(noun).filter(|_| matches!(analysis.deprel(noun), Deprel::Obj | Deprel::Obl | Deprel::Nmod))
    {
        let behind = analysis.children_by(above, &[Deprel::Advcl, Deprel::Xcomp, Deprel::Acl]).find(|&child| {
            reading.is_to_infinitive(child)
                && analysis.subtree(child).first().is_some_and(|first| first.0 == noun.0 + 1)
        });
        if let Some(clause) = behind {
            return Some(Found { tokens: analysis.subtree(clause), place: "to" });
        }
    }
    if takes.behind {
        let phrase = below(&[Deprel::Nmod, Deprel::Obl]).next()?;
        let tokens = analysis.subtree_without(phrase, |token| {
            analysis.head(token) == Some(phrase) && analysis.deprel(token) == Deprel::Case
        });
        return Some(Found { tokens, place: "behind" });
    }
    prepositional(reading, words, &takes.prepositions)
        .or_else(|| {
            let tokens = if takes.clause { that_clause(reading, last) } else { None };
            tokens.map(|tokens| Found { tokens, place: "clause by order" })
        })
        .or_else(|| (cue.kind == Kind::Noun).then(|| behind_author(reading, *words.first()?, cue)).flatten())
}

/// "an appeal by the mayor [to stop]", "his proposal, made in May, [that all leave]": what completes a noun behind its
/// author or an aside, by the order of words.
fn behind_author(reading: &Reading<'_>, noun: TokenId, cue: &Cue) -> Option<Found> {
    let analysis = reading.analysis;
    let end = reading.stretch(noun).end;
    let first = TokenId(noun.0 + 1);
    let opens = first.0 < end && (analysis.form(first) == "," || matches!(analysis.lower(first), "by" | "from" | "of"));
    if !opens {
        return None;
    }
    let mut tokens = Vec::new();
    for at in (first.0 + 1..end.min(first.0 + MAX_AUTHOR)).map(TokenId) {
        let next = TokenId((at.0 + 1).min(end - 1));
        let lower = analysis.lower(at);
        let object = TokenId((at.0 + 2).min(end - 1));
        // "appeals by the mayor to supply water" with "supply" taken for a noun.
        let misread = analysis.token(next).xpos == Xpos::Nn
            && object > next
            && matches!(analysis.upos(object), Upos::Noun | Upos::Det | Upos::Adj | Upos::Propn);
        let to = cue.takes.to && lower == "to" && (analysis.token(next).xpos == Xpos::Vb || misread);
        let that = cue.takes.clause && lower == "that" && !is_finite(reading, next) && analysis.upos(at) != Upos::Det;
        let governed = cue.takes.prepositions.iter().any(|known| known == lower && lower != "of" && lower != "to");
        if to || that {
            tokens = (at.0..end).map(TokenId).collect();
            break;
        }
        if governed {
            tokens = phrase_from(reading, at);
            break;
        }
        let told = reading.is_verb(at) && analysis.form(TokenId(at.0 - 1)) != ",";
        if told || is_finite(reading, at) || analysis.form(at) == ":" {
            return None;
        }
    }
    (!tokens.is_empty()).then_some(Found { tokens, place: "behind its author" })
}

/// "the concern voiced by the office [about the camps]": the phrase hangs on the participle.
fn voiced_about(reading: &Reading<'_>, cue: &Cue, words: &[TokenId]) -> Option<Found> {
    let analysis = reading.analysis;
    let &noun = words.first()?;
    let participle = analysis
        .children_by(noun, &[Deprel::Acl])
        .find(|&verb| reading.cues.lists.support.contains(reading.lemma(verb)) && verb > noun)?;
    prepositional(reading, &[participle], &cue.takes.prepositions)
}

/// The participle of "the concern [voiced] by the office about the camps", beside the one who shares it.
pub(crate) fn voiced(reading: &Reading<'_>, verb: TokenId) -> Option<Draft> {
    let analysis = reading.analysis;
    let noun = analysis.head(verb).filter(|_| analysis.deprel(verb) == Deprel::Acl)?;
    if analysis.deprel(noun) != Deprel::Obj {
        return None;
    }
    let agent = analysis.child(verb, Deprel::OblAgent)?;
    let cue = reading.cues.of(reading.lemma(noun)).iter().find(|cue| {
        cue.kind == Kind::Noun
            && cue.by.iter().any(|by| by == reading.lemma(verb))
            && allowed(reading, agent, cue.source)
    })?;
    let content = prepositional(reading, &[verb], &cue.takes.prepositions)?;
    finished(reading, cue, verb, &[verb], Source::Word(agent), &content, false)
}

/// "Their argument is that …", "Our aim is to …": the clause that the noun is said to be.
fn predicated(reading: &Reading<'_>, words: &[TokenId]) -> Option<Found> {
    let analysis = reading.analysis;
    let &noun = words.first()?;
    if !matches!(analysis.deprel(noun), Deprel::NsubjOuter | Deprel::Nsubj) {
        return None;
    }
    let clause = analysis.head(noun).filter(|&clause| clause > noun)?;
    analysis.child(clause, Deprel::Cop)?;
    let mark =
        analysis.children_by(clause, &[Deprel::Mark]).find(|&mark| matches!(analysis.lower(mark), "that" | "to"))?;
    let tokens = analysis.subtree(clause).into_iter().filter(|&token| token >= mark).collect();
    (mark > noun).then_some(Found { tokens, place: "predicate" })
}

/// "that …", or a finite clause with its own subject and no relative pronoun.
fn is_content_clause(reading: &Reading<'_>, clause: TokenId) -> bool {
    let analysis = reading.analysis;
    let that =
        reading.has_child(clause, Deprel::Mark, &["that"]) || reading.has_child(clause, Deprel::Mark, &["whether"]);
    let relation = analysis.deprel(clause);
    // "charges that the ministry rejected": without an object the pronoun is it.
    let denies = reading.cues.of(reading.lemma(clause)).iter().any(|cue| cue.act == Act::Deny && cue.takes.object);
    if denies && analysis.children_by(clause, &[Deprel::Obj, Deprel::Ccomp]).all(|child| child < clause) {
        return false;
    }
    if that {
        return true;
    }
    let own_subject = analysis
        .children_by(clause, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::Expl])
        .any(|child| !matches!(analysis.lower(child), "who" | "which" | "that" | "whom"));
    let marked = analysis.children_by(clause, &[Deprel::Mark]).next().is_some();
    matches!(relation, Deprel::Ccomp | Deprel::Acl) && own_subject && !marked
}

/// The source of a cue noun, and the support verb that names it.
fn noun_source(reading: &Reading<'_>, noun: TokenId, cue: &Cue) -> Option<(Source, Option<TokenId>)> {
    let analysis = reading.analysis;
    for with in &cue.with {
        let found = match with {
            With::Possessor => possessor(reading, noun, cue).map(|word| (Source::Word(word), None)),
            With::Support => support(reading, noun, cue),
            With::Subject => {
                let under = analysis.head(noun).filter(|_| analysis.deprel(noun) == Deprel::Obl);
                let subject = under.and_then(|verb| reading.grammar.surface_subject(analysis, verb));
                // "rejected by the premier over fears that": of a passive the one who does it.
                let agent = under.and_then(|verb| analysis.child(verb, Deprel::OblAgent));
                agent.or(subject).map(|word| (Source::Word(word), None))
            }
            // "reports of fighting", not "the report of the panel".
            With::Nobody => (!reading.has_child(noun, Deprel::Det, &["the", "this", "that", "these", "those"]))
                .then_some((Source::Nobody, None)),
        };
        if let Some((Source::Word(word), _)) = found
            && !allowed(reading, word, cue.source)
        {
            continue;
        }
        if found.is_some() {
            return found;
        }
    }
    None
}

/// "the minister's plan", "a plan by the army", "the army plan".
fn possessor(reading: &Reading<'_>, noun: TokenId, cue: &Cue) -> Option<TokenId> {
    let analysis = reading.analysis;
    let own = analysis.child(noun, Deprel::NmodPoss).or_else(|| {
        analysis.children_by(noun, &[Deprel::Nmod]).find(|&child| {
            match grammar::preposition(analysis, child).as_deref() {
                Some("by" | "from") => true,
                // "the statements of the two leaders that", but not "reports of soldiers".
                Some("of") => {
                    cue.takes.clause
                        && is_speaker(reading, child)
                        && !cue.takes.prepositions.iter().any(|known| known == "of")
                }
                _ => false,
            }
        })
    });
    own.or_else(|| {
        analysis
            .children_by(noun, &[Deprel::Compound, Deprel::Amod, Deprel::NmodDesc])
            .find(|&child| reading.mentions.at(reading.entities, analysis.span(child)).is_some())
    })
}

/// "made a promise", "a promise was made by".
fn support(reading: &Reading<'_>, noun: TokenId, cue: &Cue) -> Option<(Source, Option<TokenId>)> {
    let analysis = reading.analysis;
    // "the concern voiced by the office about the camps".
    let voiced = analysis.children_by(noun, &[Deprel::Acl]).find_map(|verb| {
        let fits = reading.cues.lists.support.contains(reading.lemma(verb))
            && (cue.by.is_empty() || cue.by.iter().any(|by| by == reading.lemma(verb)));
        let agent = analysis
            .children_by(verb, &[Deprel::OblAgent, Deprel::Obl])
            .find(|&child| grammar::preposition(analysis, child).as_deref() == Some("by"))?;
        fits.then_some((Source::Word(agent), Some(verb)))
    });
    let governed = analysis.deprel(noun) == Deprel::Obj
        && analysis.head(noun).is_some_and(|verb| reading.cues.lists.support.contains(reading.lemma(verb)));
    if let Some(voiced) = voiced.filter(|_| !governed) {
        return Some(voiced);
    }
    let mut at = noun;
    // "voiced its support and concern": the second noun hangs on the first.
    if analysis.deprel(at) == Deprel::Conj {
        at = analysis.head(at)?;
    }
    let verb = analysis.head(at).filter(|&head| reading.cues.lists.support.contains(reading.lemma(head)))?;
    let fits = cue.by.is_empty() || cue.by.iter().any(|by| by == reading.lemma(verb));
    if analysis.upos(verb) != Upos::Verb || !fits {
        return None;
    }
    match analysis.deprel(at) {
        Deprel::Obj => said_by(reading, verb).map(|source| (source, Some(verb))),
        Deprel::NsubjPass => {
            let agent = analysis.child(verb, Deprel::OblAgent);
            Some((agent.map_or(Source::Nobody, Source::Word), Some(verb)))
        }
        _ => None,
    }
}

/// "Our thoughts are with the victims", "Our condolences go out to the victims".
pub(crate) fn sympathy(reading: &Reading<'_>, word: TokenId) -> Option<Draft> {
    let analysis = reading.analysis;
    let cue = reading.cues.of(reading.lemma(word)).iter().find(|cue| cue.kind == Kind::Sympathy)?;
    if analysis.deprel(word) != Deprel::Nsubj {
        return None;
    }
    let owner = analysis.child(word, Deprel::NmodPoss)?;
    let clause = analysis.head(word)?;
    let own = analysis.subtree(word);
    let mut tokens = if analysis.upos(clause) == Upos::Verb {
        analysis
            .children_by(clause, &[Deprel::Obl])
            .filter(|&child| child > clause)
            .flat_map(|child| analysis.subtree(child))
            .collect()
    } else {
        analysis.subtree_without(clause, |token| {
            own.binary_search(&token).is_ok()
                || analysis.head(token) == Some(clause)
                    && matches!(
                        analysis.deprel(token),
                        Deprel::Cop | Deprel::Case | Deprel::Punct | Deprel::Conj | Deprel::Cc
                    )
        })
    };
    if tokens.is_empty() {
        return None;
    }
    if analysis.upos(clause) == Upos::Verb {
        tokens.extend(own.iter().copied().filter(|&token| token != owner));
    }
    let content = Found { tokens, place: "sympathy" };
    let cue_word = if analysis.upos(clause) == Upos::Verb { clause } else { word };
    finished(reading, cue, word, &[cue_word], Source::Word(owner), &content, false)
}
