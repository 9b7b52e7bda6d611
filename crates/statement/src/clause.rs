//! The clause behind a cue: where it begins, what belongs to it although the tree hangs it elsewhere, and where a
//! second cue ends it.

use linguist::TokenId;
use ontology::{Deprel, Upos, Xpos};
use text::Span;

use crate::complement::Found;
use crate::cues::{Cue, Kind, SourceRule};
use crate::reading::Reading;
use crate::surface::{is_finite, tense, that_clause, to_end};

/// A finite clause with or without "that", also the "it" of "it is believed that …".
pub(crate) fn clause(reading: &Reading<'_>, words: &[TokenId], cue: &Cue) -> Option<Found> {
    let analysis = reading.analysis;
    let quotable = cue.takes.quote;
    let verb = *words.first()?;
    let passive = reading.is_passive(verb);
    let relations: &[Deprel] = if passive || has_dummy(reading, verb) {
        &[Deprel::Ccomp, Deprel::CsubjPass, Deprel::Csubj]
    } else {
        &[Deprel::Ccomp]
    };
    let clauses: Vec<TokenId> = words
        .iter()
        .flat_map(|&word| analysis.children_by(word, relations))
        .filter(|&clause| is_clause(reading, clause) && is_in_reach(reading, verb, clause))
        // "an attack, claimed by the group, was …": a participle behind its noun has no clause.
        .filter(|&clause| {
            !(passive && analysis.deprel(verb) == Deprel::Acl) || reading.has_child(clause, Deprel::Mark, &["that"])
        })
        // "forces that are too small deny them …": a clause with "that" does not go before its verb.
        .filter(|&clause| {
            let first = analysis.subtree(clause).first().copied();
            clause > verb || first.is_none_or(|first| analysis.lower(first) != "that")
        })
        .collect();
    // "Had it come earlier, I think the toll would …": of two clauses the one behind the cue.
    let clause = clauses.iter().copied().find(|&clause| clause > verb).or_else(|| clauses.first().copied());
    let clause = clause.or_else(|| {
        quotable
            .then(|| analysis.children_by(verb, &[Deprel::Parataxis]).find(|&clause| introduced(reading, verb, clause)))
            .flatten()
    });
    // "announced on Monday that Norway will leave, whose ministers told …": the "that" right behind the cue opens the
    // clause, whatever verb the tree takes for it.
    if let Some(clause) = clause.filter(|&clause| clause > verb)
        && cue.takes.clause
        && let Some(tokens) = words.iter().max().and_then(|&last| that_clause(reading, last))
        && analysis.subtree(clause).first() > tokens.first()
        && tokens.first().is_none_or(|&that| analysis.head(that) != Some(clause))
    {
        return Some(Found { tokens, place: "clause" });
    }
    if let Some(clause) = clause {
        // "The talks continue: more countries join": what only stands beside direct speech needs its marks, or a cue
        // behind it.
        let only_quote = quotable && !cue.takes.clause && !cue.takes.to && cue.source == SourceRule::Any;
        if only_quote && clause > verb && reading.quote_of(clause) == reading.quote_of(verb) {
            return None;
        }
        let mut tokens =
            analysis.subtree_without(clause, |token| words.contains(&token) || continues_cue(reading, clause, token));
        tokens.extend(further_clauses(reading, verb, clause));
        // "said privately that it was late": it begins with "that".
        let that =
            analysis.children_by(clause, &[Deprel::Mark]).find(|&mark| mark > verb && analysis.lower(mark) == "that");
        if clause > verb
            && let Some(that) = that
        {
            tokens.retain(|&token| token >= that || reading.quote_of(token) != reading.quote_of(that));
        }
        if let Some(name) = named_addressee(reading, verb) {
            tokens.retain(|token| !name.contains(analysis.span(*token)));
        }
        let speaking = reading.cues.lists.bare.contains(reading.lemma(verb));
        return Some(Found { tokens: filled(reading, words, tokens, speaking), place: "clause" });
    }
    // "was said to have fled".
    if passive
        && let Some(infinitive) = analysis.child(verb, Deprel::Xcomp).filter(|&clause| reading.is_to_infinitive(clause))
        && let Some(subject) = analysis.child(verb, Deprel::NsubjPass)
        && cue.takes.to
    {
        // "the general is believed [to have fled]": as behind every other verb the content begins at "to".
        let tokens = analysis.subtree(infinitive).into_iter().filter(|&token| token > subject).collect();
        return Some(Found { tokens, place: "passive infinitive" });
    }
    None
}

/// "He denies it; a court has said …": what stands behind a semicolon is not what the verb before it says.
fn is_in_reach(reading: &Reading<'_>, verb: TokenId, clause: TokenId) -> bool {
    reading.stretch(verb).contains(&clause.0) || reading.quote_of(clause).is_some()
}

/// "told Radio Nine the road was closed": a name between a verb of telling and an article is the one who is told, even
/// where the tree takes it into the clause.
fn named_addressee(reading: &Reading<'_>, verb: TokenId) -> Option<Span> {
    let analysis = reading.analysis;
    if !reading.cues.lists.telling.contains(reading.lemma(verb)) {
        return None;
    }
    let first = analysis.span(TokenId(verb.0 + 1).min(TokenId(reading.sentence(verb).end - 1)));
    let name = reading.mention_from(first.start)?;
    let behind = TokenId(analysis.tokens_in(name).end);
    let clause = behind.0 < reading.sentence(verb).end
        && matches!(analysis.upos(behind), Upos::Det | Upos::Pron)
        && !matches!(analysis.lower(behind), "who" | "which" | "that" | "whose");
    clause.then_some(name)
}

/// A clause behind its cue is one stretch: what the tree hangs elsewhere between its words belongs to it, and for verbs
/// of plain speech also the subject that stands between ("said [a wider inquiry] is needed").
fn filled(reading: &Reading<'_>, words: &[TokenId], mut tokens: Vec<TokenId>, speaking: bool) -> Vec<TokenId> {
    let analysis = reading.analysis;
    tokens.sort_unstable();
    let (Some(&first), Some(&end), Some(&cue)) = (tokens.first(), tokens.last(), words.iter().max()) else {
        return tokens;
    };
    if first < cue || analysis.sentence_of(first) != analysis.sentence_of(end) {
        return tokens;
    }
    // "added that [threatening them] would hurt": what is followed by a finite verb is only its subject.
    let behind = TokenId(end.0 + 1);
    let subject_only = behind.0 < reading.sentence(cue).end
        && is_finite(reading, behind)
        && reading.quote_of(behind) == reading.quote_of(end)
        && !reading.cues.of(reading.lemma(behind)).iter().any(|cue| cue.takes.quote);
    let last = if subject_only { to_end(reading, first, cue).last().copied().unwrap_or(end) } else { end };
    let mut start = first;
    let next = TokenId(cue.0 + 1);
    let between: Vec<TokenId> = (next.0..first.0).map(TokenId).collect();
    // "found [only a quarter of them] wanted it": an adverb of degree opens the noun phrase, it does not set it off.
    let opens = analysis.upos(next) == Upos::Adv
        && analysis.head(next).is_some_and(|head| head > next && matches!(analysis.upos(head), Upos::Noun | Upos::Num));
    let nominal = opens
        || matches!(analysis.upos(next), Upos::Det | Upos::Num | Upos::Noun | Upos::Propn | Upos::Pron | Upos::Adj);
    let joined = speaking
        && nominal
        && next < first
        && !matches!(analysis.lower(first), "that" | "whether" | "if" | "how" | "why" | "what")
        && between.iter().all(|&token| {
            matches!(analysis.form(token), "\"" | "“" | "”" | "-" | "'" | "’s" | "'s" | "(" | ")")
                || !reading.is_punct(token)
        })
        && between.iter().all(|&token| {
            analysis.head(token) != Some(cue)
                || !matches!(analysis.deprel(token), Deprel::OblUnmarked | Deprel::Advmod | Deprel::Nsubj)
        });
    if joined {
        start = next;
    }
    (start.0..=last.0).map(TokenId).collect()
}

/// "said that A and that B", "said A and B": the second clause may hang on the cue.
fn further_clauses(reading: &Reading<'_>, verb: TokenId, clause: TokenId) -> Vec<TokenId> {
    let analysis = reading.analysis;
    let mut tokens = Vec::new();
    for next in analysis.children_by(verb, &[Deprel::Conj]).filter(|&next| next > clause && clause > verb) {
        let that = reading.has_child(next, Deprel::Mark, &["that"]);
        let own_subject = analysis.children_by(next, &[Deprel::Nsubj, Deprel::NsubjPass]).next().is_some();
        let part = analysis.subtree(next);
        let set_off =
            part.first().is_some_and(|first| first.0 > 0 && matches!(analysis.form(TokenId(first.0 - 1)), "," | ";"));
        let speaks =
            reading.cues.of(reading.lemma(next)).iter().any(|cue| cue.takes.quote) || says_again(reading, verb, next);
        // "claims that she worked at night and ended up ill": a tense that is the clause's and not the cue's.
        let (of_cue, of_next) = (tense(reading, verb), tense(reading, next));
        let finite = matches!(of_next, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
        let goes_on = !own_subject && of_next != of_cue && of_next == tense(reading, clause) && finite;
        if that || (own_subject && !set_off || goes_on) && !speaks {
            tokens.extend(part);
        }
    }
    // "that we can and must win": the second half of one clause, hung on the cue as a clause of its own.
    for next in analysis.children_by(verb, &[Deprel::Ccomp]).filter(|&next| next > clause && clause > verb) {
        let joined = analysis.children_by(next, &[Deprel::Cc]).next().is_some();
        if joined && analysis.children_by(next, &[Deprel::Nsubj, Deprel::NsubjPass]).next().is_none() {
            tokens.extend(analysis.subtree(next));
        }
    }
    tokens
}

/// A complement that is a clause of its own: finite, or without a verb ("said no").
fn is_clause(reading: &Reading<'_>, clause: TokenId) -> bool {
    let analysis = reading.analysis;
    // "saw it attacking": a participle without an auxiliary is no clause of its own.
    let bare = matches!(analysis.token(clause).xpos, Xpos::Vbg | Xpos::Vbn)
        && analysis.children_by(clause, &[Deprel::Aux, Deprel::AuxPass, Deprel::Cop, Deprel::Mark]).next().is_none();
    // "we believe, as everybody knows, that …".
    let aside = analysis.children_by(clause, &[Deprel::Mark]).any(|mark| {
        let next = TokenId((mark.0 + 1).min(clause.0));
        analysis.lower(mark) == "as" && !matches!(analysis.lower(next), "many" | "much" | "few" | "little")
    });
    let clausal = !bare && !aside && !reading.is_to_infinitive(clause);
    clausal
        || reading.analysis.children_by(clause, &[Deprel::Advmod, Deprel::Obj]).any(|child| is_question(reading, child))
}

fn is_question(reading: &Reading<'_>, word: TokenId) -> bool {
    matches!(reading.analysis.lower(word), "how" | "when" | "where" | "what" | "whether" | "why" | "who" | "which")
}

/// "He said: the war is over": a clause that stands beside the cue behind a colon or a mark.
fn introduced(reading: &Reading<'_>, verb: TokenId, clause: TokenId) -> bool {
    let first = reading.analysis.subtree(clause).first().copied().unwrap_or(clause);
    clause > verb
        && (verb.0 + 1..=first.0)
            .map(TokenId)
            .any(|token| matches!(reading.analysis.form(token), ":" | "\"" | "“" | "‘" | "``"))
}

/// "I notice that A and I notice that B": the second is no part of the first.
fn continues_cue(reading: &Reading<'_>, clause: TokenId, token: TokenId) -> bool {
    let analysis = reading.analysis;
    analysis.deprel(token) == Deprel::Conj
        && analysis.head(token) == Some(clause)
        && analysis.head(clause).is_some_and(|verb| says_again(reading, verb, token))
}

/// "I notice that A and I notice that B": a second thought of the one who speaks is no part of the first.
fn says_again(reading: &Reading<'_>, verb: TokenId, next: TokenId) -> bool {
    let analysis = reading.analysis;
    let speaker = |word: TokenId| {
        let lower = analysis.child(word, Deprel::Nsubj).map(|subject| analysis.lower(subject));
        lower.filter(|lower| matches!(*lower, "i" | "we"))
    };
    let is_cue = reading.cues.of(reading.lemma(next)).iter().any(|cue| cue.kind == Kind::Verb && cue.takes.clause);
    is_cue && speaker(verb).is_some() && speaker(verb) == speaker(next)
}

pub(crate) fn has_dummy(reading: &Reading<'_>, verb: TokenId) -> bool {
    reading
        .analysis
        .children_by(verb, &[Deprel::Expl, Deprel::Nsubj, Deprel::NsubjPass])
        .any(|child| reading.analysis.lower(child) == "it")
}
