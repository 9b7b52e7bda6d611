//! Lists whose items have no subject of their own: communiqués, resolutions and conclusions.
//!
//! "The Council, having met on Monday, / Recalling …, / 1. Condemns …; / 2. Urges …": a body is named once, above, and
//! each item begins with what it does. Where nobody is named above, the body that issued the report speaks.

use std::ops::Range;

use linguist::TokenId;
use ontology::{Upos, Xpos};
use text::Span;

use crate::cues::{Cue, Kind, SourceRule, With};
use crate::extent::{Governed, ended};
use crate::order;
use crate::reading::{Draft, Reading, Source};
use crate::speaker::is_speaker;
use crate::subject;
use crate::surface::is_finite;

/// Adverbs before the verb of an item: "Strongly condemns", "Also further requests".
const MAX_ADVERBS: usize = 3;
/// A report with fewer items than this is no list.
const MIN_ITEMS: usize = 2;
/// Words between a verb and the preposition of what it takes: "Takes note with relief [of] …".
const MAX_MANNER: u32 = 8;

/// One item.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    /// Its first verb.
    pub(crate) verb: TokenId,
    pub(crate) tokens: Range<u32>,
    pub(crate) source: Source,
}

/// The items of the report's lists, in reading order.
pub(crate) fn items(reading: &Reading<'_>) -> Vec<Item> {
    let mut found: Vec<Item> = Vec::new();
    let mut body: Vec<Item> = Vec::new();
    let mut header: Option<usize> = None;
    for (index, paragraph) in reading.paragraphs.iter().enumerate() {
        match item(reading, *paragraph, !body.is_empty() || header.is_some()) {
            Some((verb, tokens)) => body.push(Item { verb, tokens, source: Source::Issuer }),
            // "The ministers, meeting at the port, / Having heard the envoy, / 1. Condemn …": a circumstance names nobody.
            None if header.is_some() && is_recital(reading, *paragraph) => {}
            None => {
                close(reading, &mut found, &mut body, header);
                header = introduces(reading, *paragraph).then_some(index);
            }
        }
    }
    close(reading, &mut found, &mut body, header);
    found
}

/// Gives the items of one list their source.
fn close(reading: &Reading<'_>, found: &mut Vec<Item>, body: &mut Vec<Item>, header: Option<usize>) {
    let speaker = header.and_then(|header| named_above(reading, *reading.paragraphs.get(header)?));
    // "… until it has: / - agreed to talks": where a line above leads in but names nobody, the items go on with it.
    if speaker.is_some() || header.is_none() && body.len() >= MIN_ITEMS {
        let source = speaker.map_or(Source::Issuer, Source::Word);
        // "- Call your doctor" is a demand on the reader unless somebody is named who does it.
        let told = |item: &Item| speaker.is_some() || !is_imperative(reading, item.verb);
        found.extend(body.drain(..).filter(told).map(|item| Item { source, ..item }));
    }
    body.clear();
}

fn is_imperative(reading: &Reading<'_>, verb: TokenId) -> bool {
    matches!(reading.analysis.token(verb).xpos, Xpos::Vb | Xpos::Vbp)
}

/// A paragraph that a list can follow: "The Council, having met,", "The ministers:".
fn introduces(reading: &Reading<'_>, paragraph: Span) -> bool {
    paragraph.of(reading.text()).ends_with([':', ','])
}

/// "Having considered the report,".
fn is_recital(reading: &Reading<'_>, paragraph: Span) -> bool {
    let text = paragraph.of(reading.text());
    let first = reading.analysis.tokens_in(paragraph).next().map(TokenId);
    text.ends_with([',', ';']) && first.is_some_and(|first| reading.analysis.token(first).xpos == Xpos::Vbg)
}

/// The last subject of the paragraph above, if no verb of its own follows it.
fn named_above(reading: &Reading<'_>, paragraph: Span) -> Option<TokenId> {
    let analysis = reading.analysis;
    let tokens = analysis.tokens_in(paragraph);
    let last = tokens.end.checked_sub(1).map(TokenId)?;
    let colon = |token: &u32| analysis.form(TokenId(*token)) == ":";
    let start = (tokens.start..last.0).rev().find(colon).map_or(tokens.start, |at| at + 1);
    let before = last.0.checked_sub(1)?;
    // The comma of "The council, having met," closes an aside, that of "The council," does not.
    let aside = if analysis.form(last) == "," { subject::ending_at(reading, last.0, start, last.0 + 1) } else { None };
    let speaker = aside.or_else(|| subject::ending_at(reading, before, start, last.0))?;
    let free = (speaker.0..last.0).map(TokenId).all(|token| !is_finite(reading, token) || is_aside(reading, token));
    (free && is_speaker(reading, speaker)).then_some(speaker)
}

/// A verb of a relative clause.
fn is_aside(reading: &Reading<'_>, verb: TokenId) -> bool {
    crate::surface::is_relative(reading, verb)
}

/// The first verb of an item and its words, if a paragraph is one.
fn item(reading: &Reading<'_>, paragraph: Span, follows: bool) -> Option<(TokenId, Range<u32>)> {
    let analysis = reading.analysis;
    let lead = marker(paragraph.of(reading.text()));
    if lead == 0 && !follows {
        return None;
    }
    let rest = Span::new(paragraph.start + lead, paragraph.end);
    let tokens = analysis.tokens_in(rest);
    let mut words = tokens.clone().map(TokenId).take(MAX_ADVERBS + 1);
    let verb = words.find(|&word| !is_adverb(reading, word))?;
    let next = TokenId(verb.0 + 1);
    let upper = lead > 0 || analysis.form(TokenId(tokens.start)).starts_with(char::is_uppercase);
    if !upper || next.0 >= tokens.end || is_finite(reading, next) || reading.quote_of(verb).is_some() {
        return None;
    }
    (does(reading, verb, lead > 0) && !reading.is_punct(next)).then_some((verb, tokens))
}

fn is_adverb(reading: &Reading<'_>, word: TokenId) -> bool {
    reading.analysis.upos(word) == Upos::Adv
        || matches!(reading.analysis.lower(word), "also" | "further" | "and")
        || reading.analysis.lower(word).ends_with("ly")
}

/// "Condemns", "Recalling", in a marked item also "called on": a verb that says something or lends itself to a noun.
fn does(reading: &Reading<'_>, word: TokenId, marked: bool) -> bool {
    let analysis = reading.analysis;
    let lower = analysis.lower(word);
    let form = match analysis.token(word).xpos {
        Xpos::Vbz | Xpos::Nns | Xpos::Vbg => true,
        Xpos::Nn | Xpos::Nnp | Xpos::Nnps => lower.ends_with('s') || lower.ends_with("ing"),
        Xpos::Vbd | Xpos::Vbn | Xpos::Vb | Xpos::Vbp => marked,
        _ => false,
    };
    is_feeling(reading, word) || form && verb_lemma(reading, word).is_some()
}

/// The verb that a form is of, by its ending if the tree takes it for a noun.
pub(crate) fn verb_lemma(reading: &Reading<'_>, word: TokenId) -> Option<String> {
    let known = |lemma: &str| {
        let cue = reading.cues.of(lemma).iter().any(acts);
        cue || reading.cues.lists.lending.contains(lemma)
    };
    let tagged = reading.lemma(word);
    if known(tagged) || is_feeling(reading, word) {
        return Some(tagged.to_owned());
    }
    linguist::bases(reading.analysis.lower(word), Upos::Verb).into_iter().find(|lemma| known(lemma))
}

/// A verb with which a body can begin.
fn acts(cue: &Cue) -> bool {
    matches!(cue.kind, Kind::Verb | Kind::Item) && cue.source != SourceRule::First
}

/// "Deeply concerned at", "Convinced that".
fn is_feeling(reading: &Reading<'_>, word: TokenId) -> bool {
    reading.cues.of(reading.analysis.lower(word)).iter().any(|cue| cue.kind == Kind::Adjective)
}

/// How many bytes the marker of an item takes: "1. ", "(a) ", "– ", "• ".
pub(crate) fn marker(text: &str) -> u32 {
    let bullet = text.strip_prefix(['-', '–', '—', '•', '*', '·', '▪', '◦', '●', '‣']);
    let rest = bullet.or_else(|| {
        let inner = text.strip_prefix('(').unwrap_or(text);
        let label = inner.find([')', '.']).filter(|&at| at > 0 && at <= 4)?;
        let (label, behind) = inner.split_at(label);
        let counted = label.chars().all(|character| character.is_ascii_digit())
            || label.chars().all(|character| matches!(character, 'i' | 'v' | 'x'))
            || label.chars().count() == 1 && label.starts_with(|character: char| character.is_ascii_lowercase());
        counted.then(|| behind.get(1..)).flatten()
    });
    let Some(rest) = rest.filter(|rest| rest.starts_with(char::is_whitespace)) else { return 0 };
    u32::try_from(text.len() - rest.trim_start().len()).unwrap_or(0)
}

/// The statement of an item's first verb, whatever the tree takes it for.
pub(crate) fn draft(reading: &Reading<'_>, item: &Item) -> Option<Draft> {
    let lemma = verb_lemma(reading, item.verb)?;
    if reading.cues.lists.lending.contains(&lemma)
        && let Some(draft) = lent(reading, item)
    {
        return Some(draft);
    }
    let feelings = reading.cues.of(reading.analysis.lower(item.verb)).iter().filter(|cue| cue.kind == Kind::Adjective);
    reading.cues.of(&lemma).iter().filter(|cue| acts(cue)).chain(feelings).find_map(|cue| {
        let (last, first) = content_from(reading, item, cue)?;
        let tokens: Vec<TokenId> = (first.0..item.tokens.end).map(TokenId).collect();
        let tokens = ended(reading, item.verb, tokens, Governed::Judged);
        let content = reading.spans(&tokens);
        if content.is_empty() {
            return None;
        }
        let cue_tokens: Vec<TokenId> = (item.verb.0..=last.0).map(TokenId).collect();
        Some(Draft {
            rule: format!("{}: item of a list", cue.name),
            cue: Some(reading.analysis.cover(&cue_tokens)),
            head: Some(item.verb),
            source: item.source,
            content,
            act: cue.act,
            negated: false,
            verbatim: false,
            quotable: cue.takes.quote,
        })
    })
}

/// "Condemns in the strongest terms [the attack]", "Notes with satisfaction [the progress]": the word behind the manner.
fn behind_terms(reading: &Reading<'_>, next: TokenId, end: u32) -> TokenId {
    let analysis = reading.analysis;
    if next.0 < end && analysis.lower(next) == "with" {
        let mut words = (next.0 + 1..end.min(next.0 + MAX_MANNER)).map(TokenId);
        let noun = words.find(|&word| analysis.upos(word) != Upos::Adj);
        let object = noun.map(|noun| TokenId(noun.0 + 1)).filter(|object| object.0 < end);
        return object.filter(|&object| analysis.upos(object) == Upos::Det).unwrap_or(next);
    }
    if next.0 >= end || analysis.lower(next) != "in" {
        return next;
    }
    let words = (next.0 + 1..end.min(next.0 + MAX_MANNER)).map(TokenId);
    let terms =
        words.into_iter().find(|&word| matches!(analysis.lower(word), "terms" | "way" | "manner" | "particular"));
    terms.map_or(next, |terms| TokenId(terms.0 + 1))
}

/// "Expressed grave concern at the arrests": the noun says it.
fn lent(reading: &Reading<'_>, item: &Item) -> Option<Draft> {
    let analysis = reading.analysis;
    let words = (item.verb.0 + 1..item.tokens.end.min(item.verb.0 + MAX_MANNER)).map(TokenId);
    let (noun, cue) =
        words.take_while(|&word| !reading.is_punct(word) && !is_finite(reading, word)).find_map(|word| {
            let mut cues = reading.cues.of(reading.lemma(word)).iter();
            Some((word, cues.find(|cue| cue.kind == Kind::Noun && cue.with.contains(&With::Support))?))
        })?;
    let first = TokenId(noun.0 + 1);
    let takes = &cue.takes;
    let lower = if first.0 < item.tokens.end { analysis.lower(first) } else { "" };
    let governed = takes.prepositions.iter().any(|known| known == lower)
        || takes.clause && lower == "that"
        || takes.to && lower == "to";
    if !governed {
        return None;
    }
    let tokens: Vec<TokenId> = (first.0..item.tokens.end).map(TokenId).collect();
    let tokens = ended(reading, item.verb, tokens, Governed::Judged);
    let content = reading.spans(&tokens);
    (!content.is_empty()).then(|| Draft {
        rule: format!("{}: item of a list", cue.name),
        cue: Some(analysis.span(item.verb).cover(analysis.span(noun))),
        head: Some(noun),
        source: item.source,
        content,
        act: cue.act,
        negated: false,
        verbatim: false,
        quotable: false,
    })
}

/// The last word of the cue and the first of what it takes.
fn content_from(reading: &Reading<'_>, item: &Item, cue: &Cue) -> Option<(TokenId, TokenId)> {
    let analysis = reading.analysis;
    let matched = order::match_words(reading, item.verb, cue)?;
    let last = matched.words.iter().max().copied()?;
    let next = behind_terms(reading, TokenId(last.0 + 1), item.tokens.end);
    if next.0 >= item.tokens.end {
        return None;
    }
    let takes = &cue.takes;
    if takes.behind {
        return Some((last, next));
    }
    if takes.object_to {
        let tokens = order::infinitive(reading, last)?;
        return Some((last, *tokens.first()?));
    }
    let manner = (next.0..item.tokens.end.min(next.0 + MAX_MANNER)).map(TokenId);
    let governed = manner.clone().find(|&word| takes.prepositions.iter().any(|known| known == analysis.lower(word)));
    let that = manner.clone().find(|&word| takes.clause && matches!(analysis.lower(word), "that" | "whether"));
    if let Some(first) = that.or(governed) {
        return Some((TokenId(first.0 - 1).max(last), first)).filter(|(_, first)| *first > last);
    }
    let mut manner = manner;
    if takes.to
        && let Some(to) = manner.find(|&word| analysis.lower(word) == "to")
    {
        return Some((last, to));
    }
    let nominal = matches!(
        analysis.upos(next),
        Upos::Det | Upos::Noun | Upos::Propn | Upos::Adj | Upos::Pron | Upos::Num | Upos::Verb | Upos::Adv
    );
    ((takes.object || takes.object_as) && nominal).then_some((last, next))
}
