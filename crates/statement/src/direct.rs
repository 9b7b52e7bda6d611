//! Quotations and their cues: which quotation belongs to which statement, whatever the tree makes of the marks.

use std::collections::BTreeSet;

use linguist::TokenId;
use ontology::{Act, Deprel, Upos, Xpos};
use text::Span;

use crate::block::introducer;
use crate::cues::{Cue, Kind};
use crate::reading::{Draft, Reading, Source, union, without};
use crate::speaker::allowed;
use crate::surface::{beside, is_finite, speaker_between};
use crate::verb::{Standing, standing};

/// How many words may stand between a quotation and its cue: a speaker with a long title.
const MAX_GAP: u32 = 45;

/// How many words in marks that are no speech may stand between two parts of one speech.
const MAX_BETWEEN: usize = 4;

/// Among more drafts than this a cue is looked for by halving only, so that a text of quotations is read in linear time.
const MANY: usize = 1000;

/// Gives every quotation to the statement it belongs to; makes statements for those whose cue has none yet.
pub(crate) fn attach(reading: &Reading<'_>, drafts: &mut Vec<Draft>) {
    let mut owner: Vec<Option<usize>> = vec![None; reading.quotes.len()];
    for (index, draft) in drafts.iter_mut().enumerate() {
        if draft.head.is_some_and(|head| reading.quote_of(head).is_none()) {
            take_touched(reading, draft, index, &mut owner);
        }
    }
    for draft in drafts.iter_mut() {
        source_outside(reading, draft);
    }
    for quote in 0..reading.quotes.len() {
        if owner.get(quote).copied().flatten().is_some() {
            continue;
        }
        let found = if is_speech(reading, quote) { owner_of(reading, drafts, &owner, quote) } else { None };
        if let Some(index) = found {
            give(reading, drafts, index, quote, &mut owner);
        }
    }
}

/// What is said inside a quotation ends with it: "“We thank the troops,” the general said".
pub(crate) fn keep_inside(reading: &Reading<'_>, draft: &mut Draft) {
    let around = draft.head.and_then(|head| reading.quote_of(head)).filter(|&quote| is_speech(reading, quote));
    let Some(quote) = around.and_then(|quote| reading.quotes.get(quote)) else { return };
    let leaves = |span: &Span| span.start < quote.span.end && span.end >= quote.span.end;
    let inside = quote.span.of(reading.text()).trim_end_matches(['"', '”', '\'', '’', '»', ',', '.', '…', ' ']);
    let end = quote.span.start + u32::try_from(inside.len()).unwrap_or(0);
    if draft.content.iter().any(leaves) {
        let kept = without(&draft.content, &[Span::new(end, u32::MAX)]);
        if !kept.is_empty() {
            draft.content = kept;
        }
    }
}

/// "“The system is broken,” Ruiz said": the speaker of a cue outside the marks does not stand inside them.
fn source_outside(reading: &Reading<'_>, draft: &mut Draft) {
    let (Some(head), Source::Word(word)) = (draft.head, draft.source) else { return };
    if reading.quote_of(head).is_some() || reading.quote_of(word).is_none() || !draft.quotable {
        return;
    }
    if let Some(speaker) = beside(reading, head).filter(|&speaker| reading.quote_of(speaker).is_none()) {
        draft.source = Source::Word(speaker);
    }
}

/// The quotations that a draft's content touches become part of it, whole.
fn take_touched(reading: &Reading<'_>, draft: &mut Draft, index: usize, owner: &mut [Option<usize>]) {
    let touched: Vec<usize> =
        draft.content.iter().flat_map(|span| touching(reading, *span)).collect::<BTreeSet<_>>().into_iter().collect();
    if touched.is_empty() {
        return;
    }
    let mut spans: Vec<Span> = Vec::new();
    for &quote in &touched {
        if draft.quotable {
            for part in chain(reading, quote) {
                spans.extend(reading.quotes.get(part).map(|found| found.span));
                claim(owner, part, index);
            }
        } else {
            let short = reading.quotes.get(quote).map(|found| found.span).filter(|span| is_short(reading, *span));
            // "said A; he called on them to “read a map”": marks inside what a cue governs belong to it alone.
            let within = |span: &Span| {
                draft.content.iter().any(|content| content.start < span.start && span.end <= content.end + 1)
            };
            if short.as_ref().is_some_and(within) {
                claim(owner, quote, index);
            }
            spans.extend(short);
        }
    }
    let outside = without(&draft.content, &spans);
    let outside: Vec<Span> = outside.into_iter().filter(|span| !introduces(reading, *span, &spans)).collect();
    let n_outside: usize = outside.iter().map(|span| n_letters(span.of(reading.text()))).sum();
    let n_inside: usize = spans.iter().map(|span| n_letters(span.of(reading.text()))).sum();
    // A few words beside a long quotation are a slip of the tree; "the plan “must be well thought out”" is mixed speech.
    let first_is_quote =
        spans.first().zip(draft.content.first()).is_some_and(|(quote, content)| quote.start <= content.start);
    if draft.quotable && first_is_quote && n_outside * 3 < n_inside {
        draft.content = union(&spans, &[]);
    } else {
        draft.content = union(&outside, &spans);
    }
}

/// "said [only]: “We stay.”": a word or two and a colon before a quotation.
fn introduces(reading: &Reading<'_>, span: Span, quotes: &[Span]) -> bool {
    let text = span.of(reading.text()).trim();
    let before = quotes.first().is_some_and(|quote| span.end <= quote.start + 1);
    before && text.ends_with(':') && text.split_whitespace().count() <= 2
}

/// The quotations that a span overlaps; they are sorted.
pub(crate) fn touching(reading: &Reading<'_>, span: Span) -> std::ops::Range<usize> {
    let first = reading.quotes.partition_point(|quote| quote.span.end <= span.start);
    let last = reading.quotes.partition_point(|quote| quote.span.start < span.end);
    first..last.max(first)
}

/// Whether a quotation stays inside one sentence, so that a content that touches it holds all of it.
fn is_short(reading: &Reading<'_>, span: Span) -> bool {
    let tokens = reading.analysis.tokens_in(span);
    let sentence = |token: u32| reading.analysis.tokens.get(token as usize).map(|token| token.sentence);
    sentence(tokens.start) == sentence(tokens.end.saturating_sub(1).max(tokens.start))
}

fn n_letters(text: &str) -> usize {
    text.chars().filter(|character| character.is_alphanumeric()).count()
}

/// A quotation and those that continue it over the next paragraphs.
fn chain(reading: &Reading<'_>, quote: usize) -> Vec<usize> {
    let mut parts = vec![quote];
    let mut at = quote;
    while reading.quotes.get(at).is_some_and(|found| found.continues) && at + 1 < reading.quotes.len() {
        at += 1;
        parts.push(at);
    }
    parts
}

fn claim(owner: &mut [Option<usize>], quote: usize, index: usize) {
    if let Some(slot) = owner.get_mut(quote)
        && slot.is_none()
    {
        *slot = Some(index);
    }
}

fn give(reading: &Reading<'_>, drafts: &mut [Draft], index: usize, quote: usize, owner: &mut [Option<usize>]) {
    let parts = chain(reading, quote);
    let spans: Vec<Span> = parts.iter().filter_map(|&part| reading.quotes.get(part)).map(|found| found.span).collect();
    for part in parts {
        claim(owner, part, index);
    }
    if let Some(draft) = drafts.get_mut(index) {
        draft.content = union(&draft.content, &spans);
    }
}

/// Speech rather than a title or a word in doubt: it holds a finite verb, or is long.
fn is_speech(reading: &Reading<'_>, quote: usize) -> bool {
    let Some(found) = reading.quotes.get(quote) else { return false };
    let tokens = reading.analysis.tokens_in(found.span);
    let n_words = tokens.clone().filter(|&token| !reading.is_punct(TokenId(token))).count();
    let has_verb = tokens.map(TokenId).any(|token| {
        matches!(reading.analysis.token(token).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md | Xpos::Vb)
    });
    n_words >= 2 && has_verb || n_words >= 12
}

/// The draft that a free quotation belongs to: its cue in the same sentence, an introduction, or the speaker before.
fn owner_of(reading: &Reading<'_>, drafts: &mut Vec<Draft>, owner: &[Option<usize>], quote: usize) -> Option<usize> {
    let found = *reading.quotes.get(quote)?;
    let tokens = reading.analysis.tokens_in(found.span);
    let behind = cue_behind(reading, tokens.end);
    let before = cue_before(reading, tokens.start);
    let inside = found.span.of(reading.text()).trim_end_matches(['"', '”', '\'', '’', '»']);
    let open_end = inside.ends_with([',', '?', '!', '-', '—', '–', '…'])
        || reading.text().get(found.span.end as usize..).is_some_and(|rest| rest.starts_with([',', ';']));
    let chosen =
        if open_end { behind.or(before) } else { before.or_else(|| behind.filter(|_| !inside.ends_with('.'))) };
    if let Some((verb, cue)) = chosen {
        return Some(draft_of(reading, drafts, verb, cue));
    }
    let paragraph = reading.paragraphs.get(found.paragraph)?;
    let begins_paragraph = found.span.start == paragraph.start;
    if begins_paragraph
        && let Some(previous) = found.paragraph.checked_sub(1)
        && reading.paragraphs.get(previous).is_some_and(|span| span.of(reading.text()).ends_with(':'))
        && let Some(draft) = introducer(reading, previous)
    {
        // The introduction may have made a statement of its own already.
        if let Some(known) = position_of(drafts, draft.head) {
            if let Some(known) = drafts.get_mut(known) {
                known.quotable = true;
            }
            return Some(known);
        }
        drafts.push(draft);
        return Some(drafts.len() - 1);
    }
    if let Some(draft) = signed(reading, quote) {
        drafts.push(draft);
        return Some(drafts.len() - 1);
    }
    continued(reading, owner, quote, begins_paragraph)
}

/// "“We won.” — General Diallo, on the battle": a name behind a dash, to the end of the paragraph.
fn signed(reading: &Reading<'_>, quote: usize) -> Option<Draft> {
    let found = reading.quotes.get(quote)?;
    let paragraph = reading.paragraphs.get(found.paragraph)?;
    let behind = Span::new(found.span.end, paragraph.end);
    let rest = behind.of(reading.text()).trim_start();
    let dash = ["—", "–", "--", "- "].iter().find(|dash| rest.starts_with(**dash))?;
    let name = rest.strip_prefix(dash)?.trim_start();
    let start = paragraph.end - u32::try_from(name.len()).ok()?;
    let tokens = reading.analysis.tokens_in(Span::new(start, paragraph.end));
    let told = tokens
        .clone()
        .any(|token| reading.analysis.upos(TokenId(token)) == Upos::Verb && is_finite(reading, TokenId(token)));
    let first = TokenId(tokens.start);
    let named = !tokens.is_empty() && matches!(reading.analysis.upos(first), Upos::Propn | Upos::Noun);
    if told || !named {
        return None;
    }
    let speaker = speaker_between(reading, tokens)?;
    Some(Draft {
        rule: "name behind a dash".to_owned(),
        cue: None,
        head: None,
        source: Source::Word(speaker),
        content: Vec::new(),
        act: Act::Assert,
        negated: false,
        verbatim: false,
        quotable: true,
    })
}

/// A quotation without a cue goes on with the speech before it: in the same paragraph as a sentence of its own, or
/// as a whole paragraph behind one that ended in speech.
fn continued(reading: &Reading<'_>, owner: &[Option<usize>], quote: usize, begins_paragraph: bool) -> Option<usize> {
    let found = reading.quotes.get(quote)?;
    // A nickname or a title in marks may stand between: "…,” said the pilot of the “Eagle”. “We …".
    let previous = (quote.saturating_sub(MAX_BETWEEN)..quote)
        .rev()
        .find(|&index| owner.get(index).copied().flatten().is_some() || is_speech(reading, index))?;
    let before = reading.quotes.get(previous)?;
    let speaker = owner.get(previous).copied().flatten()?;
    let lead = Span::new(0, found.span.start).of(reading.text()).trim_end();
    let begins_sentence = lead.ends_with(['.', '!', '?', '"', '”', '’', '\'']) || begins_paragraph;
    // "told the council it “must be fair”: “We …”": nothing but a colon between the two.
    let gap = Span::new(before.span.end, found.span.start.max(before.span.end)).of(reading.text());
    let follows = gap.contains(':') && gap.chars().all(|character| character == ':' || character.is_whitespace());
    if before.paragraph == found.paragraph && (begins_sentence || follows) {
        return Some(speaker);
    }
    let paragraph = reading.paragraphs.get(found.paragraph)?;
    let fills = found.span.end + 2 >= paragraph.end;
    (begins_paragraph && fills && before.paragraph + 1 == found.paragraph).then_some(speaker)
}

/// Where the draft of a cue stands. The drafts of the tree come first and in the order of their cues; those made here
/// come after.
fn position_of(drafts: &[Draft], head: Option<TokenId>) -> Option<usize> {
    let sorted = drafts.partition_point(|draft| draft.head.is_some() && draft.head < head);
    if drafts.get(sorted).is_some_and(|draft| draft.head == head) {
        return Some(sorted);
    }
    drafts.iter().rev().take(MANY).position(|draft| draft.head == head).map(|back| drafts.len() - 1 - back)
}

/// The draft of a cue verb, made if the tree gave it no content.
fn draft_of(reading: &Reading<'_>, drafts: &mut Vec<Draft>, verb: TokenId, cue: &Cue) -> usize {
    if let Some(known) = position_of(drafts, Some(verb)) {
        return known;
    }
    let source = speaker(reading, verb, cue).unwrap_or(Source::Nobody);
    drafts.push(Draft {
        rule: format!("{}: quotation", cue.name),
        cue: Some(reading.analysis.span(verb)),
        head: Some(verb),
        source,
        content: Vec::new(),
        act: cue.act,
        negated: false,
        verbatim: false,
        quotable: true,
    });
    drafts.len() - 1
}

/// The subject of a cue verb; behind a quotation also a bare noun phrase that the tree lost.
pub(crate) fn speaker(reading: &Reading<'_>, verb: TokenId, cue: &Cue) -> Option<Source> {
    let analysis = reading.analysis;
    if reading.is_passive(verb) {
        return analysis.child(verb, Deprel::OblAgent).map(Source::Word);
    }
    let in_voice = |subject: &TokenId| reading.quote_of(*subject).is_none();
    let subject = reading
        .grammar
        .surface_subject(analysis, verb)
        .filter(in_voice)
        .or_else(|| beside(reading, verb).filter(in_voice))?;
    allowed(reading, subject, cue.source).then_some(Source::Word(subject))
}

fn is_stop(reading: &Reading<'_>, token: TokenId) -> bool {
    matches!(reading.analysis.form(token), "." | "?" | "!") || reading.analysis.token(token).xpos == Xpos::Stop
}

/// The first cue verb behind a quotation, in the same sentence.
fn cue_behind<'a>(reading: &'a Reading<'_>, from: u32) -> Option<(TokenId, &'a Cue)> {
    let paragraph = reading.paragraph_of(TokenId(from.checked_sub(1)?));
    let end = TokenId::new(reading.analysis.tokens.len()).0.min(from + MAX_GAP);
    for token in (from..end).map(TokenId) {
        if is_stop(reading, token) || reading.quote_of(token).is_some() || reading.paragraph_of(token) != paragraph {
            return None;
        }
        if let Some(cue) = quote_cue(reading, token) {
            return Some((token, cue));
        }
    }
    None
}

/// The last cue verb before a quotation, in the same sentence.
fn cue_before<'a>(reading: &'a Reading<'_>, to: u32) -> Option<(TokenId, &'a Cue)> {
    let paragraph = reading.paragraph_of(TokenId(to));
    let start = to.saturating_sub(MAX_GAP);
    for token in (start..to).rev().map(TokenId) {
        if is_stop(reading, token) || reading.quote_of(token).is_some() || reading.paragraph_of(token) != paragraph {
            return None;
        }
        if let Some(cue) = quote_cue(reading, token) {
            return Some((token, cue));
        }
    }
    None
}

/// The quoting cue that a verb is, if it says something and somebody says it.
pub(crate) fn quote_cue<'a>(reading: &'a Reading<'_>, token: TokenId) -> Option<&'a Cue> {
    let analysis = reading.analysis;
    // "the envoy, who said: “…”", but not "the man who wrote the “plan”".
    let next = TokenId((token.0 + 1).min(reading.sentence(token).end.saturating_sub(1)));
    let relative = analysis.deprel(token) == Deprel::AclRelcl && !reading.is_punct(next);
    if analysis.upos(token) != Upos::Verb || relative || analysis.deprel(token) == Deprel::Amod {
        return None;
    }
    let cue = reading
        .cues
        .of(reading.lemma(token))
        .iter()
        .find(|cue| cue.kind == Kind::Verb && cue.takes.quote && cue.rest.is_empty())?;
    (standing(reading, token) == Some(Standing::Said) && speaker(reading, token, cue).is_some()).then_some(cue)
}
