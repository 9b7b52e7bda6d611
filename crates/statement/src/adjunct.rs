//! Statements whose cue is an adjunct of the clause: "according to X", "in X's view", "reportedly", "quoting X".

use linguist::TokenId;
use ontology::{Deprel, Upos, Xpos};
use text::Span;

use crate::around::{before_comma, is_pronoun_of_relative};
use crate::complement::{clause_above, is_outside_clause};
use crate::cues::{Cue, Kind};
use crate::headline;
use crate::reading::{Draft, Reading, Source};
use crate::speaker::is_speaker;
use crate::surface::{fronted, is_finite, is_relative};

/// The statement that an adjunct beginning with this word makes.
pub(crate) fn draft(reading: &Reading<'_>, word: TokenId) -> Option<Draft> {
    let analysis = reading.analysis;
    let by_form = reading.cues.of(analysis.lower(word)).iter();
    let by_lemma = reading.cues.of(reading.lemma(word)).iter();
    by_form.chain(by_lemma).find_map(|cue| match cue.kind {
        Kind::Preposition => preposition(reading, word, cue),
        Kind::View => view(reading, word, cue),
        Kind::Adverb => adverb(reading, word, cue),
        Kind::Citing => citing(reading, word, cue),
        Kind::Verb | Kind::Item | Kind::Adjective | Kind::Noun | Kind::Sympathy => None,
    })
}

/// "According to the ministry, …".
fn preposition(reading: &Reading<'_>, word: TokenId, cue: &Cue) -> Option<Draft> {
    let analysis = reading.analysis;
    let n_rest = u32::try_from(cue.rest.len()).ok()?;
    let follows = (1..).zip(&cue.rest).all(|(ahead, rest)| {
        (word.0 + ahead) < TokenId::new(analysis.tokens.len()).0 && analysis.lower(TokenId(word.0 + ahead)) == rest
    });
    if !follows {
        return None;
    }
    let last = TokenId(word.0 + n_rest);
    // The phrase hangs on the preposition or the preposition on the phrase, as the parser sees it.
    let by_tree = [word, last]
        .iter()
        .filter_map(|&part| analysis.head(part).filter(|_| analysis.deprel(part) == Deprel::Case))
        .chain(
            [word, last]
                .iter()
                .filter_map(|&part| analysis.child(part, Deprel::Obl).or_else(|| analysis.child(part, Deprel::Nmod))),
        )
        .find(|&noun| noun > last);
    let Some(noun) = by_tree.or_else(|| opening_noun(reading, word, last)) else {
        return of_relative(reading, word, last, cue);
    };
    // "according to plan": by a standard, not by somebody's word.
    if !is_speaker(reading, noun)
        && (cue.except.iter().any(|except| except == reading.lemma(noun)) || analysis.lower(noun) == "it")
    {
        return None;
    }
    let mut phrase = analysis.subtree(noun);
    phrase.extend([word, last]);
    // "according to figures released by the ministry": the ministry's word.
    let released = analysis.children_by(noun, &[Deprel::Acl]).find_map(|verb| analysis.child(verb, Deprel::OblAgent));
    let speaker = released.filter(|_| reading.cues.lists.nameless.contains(reading.lemma(noun))).unwrap_or(noun);
    let host = if analysis.deprel(word) == Deprel::Case {
        analysis.head(noun)?
    } else {
        analysis.head(word).or_else(|| analysis.head(noun))?
    };
    let tokens = around(reading, host, phrase, word);
    made(reading, cue, Span::cover(analysis.span(word), analysis.span(last)), Source::Word(speaker), tokens, word)
}

/// "[According to aid workers], two died", with the nouns hung on each other as verb and object.
fn opening_noun(reading: &Reading<'_>, word: TokenId, last: TokenId) -> Option<TokenId> {
    let analysis = reading.analysis;
    let stretch = reading.stretch(word);
    let opens = (stretch.start..word.0)
        .map(TokenId)
        .all(|token| reading.is_punct(token) || analysis.upos(token) == Upos::Cconj);
    let comma = (last.0 + 1..stretch.end).find(|&token| analysis.form(TokenId(token)) == ",").filter(|_| opens)?;
    let tokens: Vec<TokenId> = (last.0 + 1..comma).map(TokenId).collect();
    let phrase = !tokens.iter().any(|&token| is_finite(reading, token) || is_pronoun_of_relative(reading, token));
    headline::head(reading, &tokens).filter(|_| phrase && !matches!(analysis.lower(TokenId(last.0 + 1)), "whose"))
}

/// "The agency, according to whose staff the road is closed, left": the source is the one the relative clause is about.
fn of_relative(reading: &Reading<'_>, word: TokenId, last: TokenId, cue: &Cue) -> Option<Draft> {
    let analysis = reading.analysis;
    let whose = TokenId(last.0 + 1);
    let end = reading.stretch(word).end;
    if whose.0 >= end || !matches!(analysis.lower(whose), "whose" | "whom" | "which") {
        return None;
    }
    let owned = analysis.head(whose).filter(|&noun| analysis.lower(whose) == "whose" && noun > whose && noun.0 < end);
    let source = owned.unwrap_or(whose);
    let tokens = (source.0 + 1..end).map(TokenId).take_while(|&token| analysis.form(token) != ",").collect();
    made(reading, cue, Span::cover(analysis.span(word), analysis.span(last)), Source::Word(source), tokens, word)
}

/// "In the minister's view, …".
fn view(reading: &Reading<'_>, noun: TokenId, cue: &Cue) -> Option<Draft> {
    let analysis = reading.analysis;
    let marked = reading.has_child(noun, Deprel::Case, &["in"]);
    let owner = analysis.child(noun, Deprel::NmodPoss).or_else(|| {
        let child = analysis.child(noun, Deprel::Nmod)?;
        let the = reading.has_child(noun, Deprel::Det, &["the"]);
        (the && grammar::preposition(analysis, child).as_deref() == Some("of")).then_some(child)
    })?;
    if !marked {
        return None;
    }
    let host = analysis.head(noun)?;
    // What the parser hangs on the noun beyond its owner is the clause.
    let last = analysis.subtree(owner).last().copied().unwrap_or(noun).max(noun);
    let phrase: Vec<TokenId> = analysis.subtree(noun).into_iter().filter(|&token| token <= last).collect();
    let first = phrase.first().copied()?;
    let cue_span = analysis.cover(&phrase);
    let tokens = around(reading, host, phrase, first);
    made(reading, cue, cue_span, Source::Word(owner), tokens, noun)
}

/// "The navy reportedly saved 200."
fn adverb(reading: &Reading<'_>, word: TokenId, cue: &Cue) -> Option<Draft> {
    let analysis = reading.analysis;
    let host = analysis.head(word).filter(|_| analysis.deprel(word) == Deprel::Advmod)?;
    if !grammar::is_predicate(analysis, host) || analysis.deprel(host) == Deprel::Amod {
        return None;
    }
    let tokens = around(reading, host, vec![word], TokenId(word.0.max(1)));
    made(reading, cue, analysis.span(word), Source::Nobody, tokens, word)
}

/// "…, quoting the state agency, …".
fn citing(reading: &Reading<'_>, verb: TokenId, cue: &Cue) -> Option<Draft> {
    let analysis = reading.analysis;
    let participle = analysis.token(verb).xpos == Xpos::Vbg;
    let object = analysis.child(verb, Deprel::Obj)?;
    let hangs = matches!(analysis.deprel(verb), Deprel::Advcl | Deprel::Acl | Deprel::Parataxis | Deprel::Dep);
    let own_content = analysis.children_by(verb, &[Deprel::Ccomp, Deprel::Xcomp]).next().is_some();
    let is_source = reading.mentions.at(reading.entities, analysis.span(object)).is_some()
        || reading.cues.lists.speakers.contains(reading.lemma(object));
    if !participle || !hangs || own_content || !is_source {
        return None;
    }
    let host = analysis.head(verb)?;
    // "The war is over, the paper reported, quoting an official": what the official said is what the paper reported.
    let reported = fronted(reading, host).map(|before| before.content).or_else(|| {
        let speaks = reading.cues.of(reading.lemma(host)).iter().any(|cue| cue.takes.quote);
        analysis.child(host, Deprel::Ccomp).filter(|_| speaks).map(|clause| analysis.subtree(clause))
    });
    let tokens = reported.unwrap_or_else(|| around(reading, host, analysis.subtree(verb), verb));
    made(reading, cue, analysis.span(verb), Source::Word(object), tokens, verb)
}

/// The clause around an adjunct, without it. Behind an adjunct that begins the sentence, all the rest; before one that
/// ends it behind a comma, all that stands before.
fn around(reading: &Reading<'_>, host: TokenId, mut phrase: Vec<TokenId>, first: TokenId) -> Vec<TokenId> {
    let analysis = reading.analysis;
    phrase.sort_unstable();
    let stretch = reading.stretch(first);
    let begins = (stretch.start..first.0).map(TokenId).all(|token| {
        reading.is_punct(token) || matches!(analysis.lower(token), "but" | "and" | "however" | "also" | "in")
    });
    let last = if begins { end_of_opening(reading, &phrase, first) } else { phrase.last().copied().unwrap_or(first) };
    let all_behind = phrase.len() > 1 && begins && last.0 + 1 < stretch.end;
    if all_behind {
        return (last.0 + 1..stretch.end)
            .map(TokenId)
            .filter(|&token| reading.quote_of(token) == reading.quote_of(first) || reading.quote_of(first).is_none())
            .collect();
    }
    let before = TokenId(first.0.saturating_sub(1));
    if first.0 > stretch.start && analysis.form(before) == "," && phrase.len() > 1 {
        // "… and, in my view, the plan is wrong", "which, according to the police, is closed": set off inside its clause.
        let inside = before.0.checked_sub(1).map(TokenId).filter(|word| word.0 >= stretch.start);
        if inside.is_some_and(|word| {
            matches!(analysis.upos(word), Upos::Cconj | Upos::Sconj)
                || analysis.token(word).xpos == Xpos::Wrb
                || is_pronoun_of_relative(reading, word)
        }) {
            return (last.0 + 1..stretch.end)
                .map(TokenId)
                .filter(|&token| !is_leading_comma(reading, token, last))
                .collect();
        }
        // "Two died and three were hurt, according to …": the clause is over, so all of it is meant.
        let told = before_comma(reading, stretch.start, before);
        if told.iter().any(|&token| is_finite(reading, token) && !is_relative(reading, token)) {
            return told;
        }
    }
    let clause = clause_above(reading, host);
    analysis.subtree_without(clause, |token| {
        phrase.binary_search(&token).is_ok() || is_outside_clause(reading, clause, token)
    })
}

fn is_leading_comma(reading: &Reading<'_>, token: TokenId, last: TokenId) -> bool {
    token.0 == last.0 + 1 && reading.is_punct(token)
}

/// Where an adjunct at the start of a sentence ends: before its first comma, but behind an apposition.
fn end_of_opening(reading: &Reading<'_>, phrase: &[TokenId], first: TokenId) -> TokenId {
    let analysis = reading.analysis;
    let last = phrase.last().copied().unwrap_or(first);
    let mut commas = (first.0..=last.0).map(TokenId).filter(|&token| analysis.form(token) == ",");
    let Some(comma) = commas.next() else { return last };
    let next = TokenId(comma.0 + 1);
    // "According to an officer, who asked for silence, two men were held".
    if matches!(analysis.lower(next), "who" | "which" | "whose") {
        let end = reading.stretch(first).end;
        let second = (next.0 + 1..end).map(TokenId).find(|&token| analysis.form(token) == ",");
        return second.unwrap_or(comma);
    }
    let apposition = phrase.iter().copied().find(|&token| {
        analysis.deprel(token) == Deprel::Appos
            && token > comma
            && analysis.subtree(token).first().is_some_and(|start| start.0 <= next.0 + 1)
    });
    match (apposition, commas.next()) {
        (Some(_), Some(second)) => second,
        (Some(_), None) => last,
        (None, _) => comma,
    }
}

fn made(
    reading: &Reading<'_>,
    cue: &Cue,
    at: Span,
    source: Source,
    tokens: Vec<TokenId>,
    head: TokenId,
) -> Option<Draft> {
    let content = reading.spans(&tokens);
    if content.is_empty() {
        return None;
    }
    Some(Draft {
        rule: cue.name.clone(),
        cue: Some(at),
        head: Some(head),
        source,
        content,
        act: cue.act,
        negated: false,
        verbatim: false,
        quotable: false,
    })
}
