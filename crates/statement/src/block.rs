//! Somebody's words given without marks: behind "X said:" and under the title "Statement by X".

use linguist::TokenId;
use ontology::{Act, Deprel, PronType, Upos};
use text::Span;

use crate::direct::{quote_cue, speaker};
use crate::reading::{Draft, Reading, Source};
use crate::surface::{beside, is_finite, is_relative};

/// Lines shorter than this, without a stop at the end, are headings.
const HEADING_WORDS: usize = 10;

/// Adds the verbatim texts of the report.
pub(crate) fn add(reading: &Reading<'_>, drafts: &mut Vec<Draft>) {
    let mut covered_to = 0;
    for paragraph in 0..reading.paragraphs.len() {
        let Some(span) = reading.paragraphs.get(paragraph) else { continue };
        if span.start < covered_to {
            continue;
        }
        let draft = behind_paragraph(reading, paragraph).or_else(|| inside_paragraph(reading, paragraph));
        if let Some(draft) = draft {
            covered_to = draft.content.last().map_or(covered_to, |last| last.end);
            // The tree may have given the cue a content of its own; the text behind the colon is it.
            drafts.retain(|known| known.head != draft.head);
            drafts.push(draft);
        }
    }
    if drafts.iter().all(|draft| !draft.verbatim)
        && let Some(draft) = under_title(reading)
    {
        drafts.push(draft);
    }
}

/// "Mr Hammond said:" and the paragraphs that follow.
fn behind_paragraph(reading: &Reading<'_>, paragraph: usize) -> Option<Draft> {
    let text = reading.text();
    if !reading.paragraphs.get(paragraph)?.of(text).ends_with(':') {
        return None;
    }
    let next = reading.paragraphs.get(paragraph + 1)?;
    if next.of(text).starts_with(['"', '“', '«', '„']) {
        return None;
    }
    let mut draft = introducer(reading, paragraph)?;
    draft.content = verbatim(reading, next.start, draft.source);
    (!draft.content.is_empty()).then_some(draft)
}

/// "… issued this statement on Monday: I oppose the plan. It …" in one paragraph.
fn inside_paragraph(reading: &Reading<'_>, paragraph: usize) -> Option<Draft> {
    let span = *reading.paragraphs.get(paragraph)?;
    let colon = reading.analysis.tokens_in(span).map(TokenId).find(|&token| {
        reading.analysis.form(token) == ":"
            && reading.quote_of(token).is_none()
            && reading.analysis.span(token).end < span.end
    })?;
    let behind = reading.analysis.span(colon).end;
    let rest = Span::new(behind, span.end).of(reading.text());
    if rest.trim_start().starts_with(['"', '“', '‘', '\'', '«', '`']) {
        return None;
    }
    if let Some(draft) = announced_there(reading, colon, span.end) {
        return Some(draft);
    }
    let noun = candidates(reading, reading.analysis.tokens_in(span).start..colon.0)
        .into_iter()
        .find(|&word| is_announced_text(reading, word))?;
    let mut draft = text_noun(reading, noun)?;
    let lead = u32::try_from(rest.len() - rest.trim_start().len()).unwrap_or(0);
    draft.content = verbatim(reading, behind + lead, draft.source);
    (!draft.content.is_empty()).then_some(draft)
}

/// "The spokesman opened with an announcement: the minister will come.": a noun for a text right before the colon.
fn announced_there(reading: &Reading<'_>, colon: TokenId, end: u32) -> Option<Draft> {
    let analysis = reading.analysis;
    let noun = TokenId(colon.0.checked_sub(1)?);
    let article =
        analysis.children_by(noun, &[Deprel::Det]).any(|det| matches!(analysis.lower(det), "a" | "an" | "this"));
    if !article || !reading.cues.lists.texts.contains(reading.lemma(noun)) {
        return None;
    }
    let verb = analysis.head(noun).filter(|&verb| analysis.upos(verb) == Upos::Verb && verb < noun)?;
    let speaker = reading.grammar.surface_subject(analysis, verb)?;
    let mut draft =
        begun("text behind a colon".to_owned(), analysis.span(noun), noun, Source::Word(speaker), Act::Assert);
    draft.verbatim = false;
    let behind = Span::new(analysis.span(colon).end, end);
    let lead = behind.of(reading.text()).len() - behind.of(reading.text()).trim_start().len();
    let start = behind.start + u32::try_from(lead).unwrap_or(0);
    let text = Span::new(start, end).of(reading.text()).trim_end_matches('.');
    draft.content = vec![Span::new(start, start + u32::try_from(text.len()).unwrap_or(0))];
    Some(draft)
}

/// Who is introduced by a paragraph that ends with a colon: "The minister said:", "issued the following statement:".
pub(crate) fn introducer(reading: &Reading<'_>, paragraph: usize) -> Option<Draft> {
    let tokens = reading.analysis.tokens_in(*reading.paragraphs.get(paragraph)?);
    // Only the last sentence introduces.
    let start = tokens
        .clone()
        .rev()
        .skip(1)
        .find(|&token| matches!(reading.analysis.form(TokenId(token)), "." | "!" | "?"))
        .map_or(tokens.start, |stop| stop + 1);
    let words = candidates(reading, start..tokens.end);
    let announced = words.iter().copied().find(|&word| is_announced_text(reading, word));
    let verb = words
        .iter()
        .rev()
        .copied()
        .find(|&word| analysis_is_verb(reading, word) && introduces(reading, word, tokens.end));
    let noun = words.iter().copied().find(|&word| !analysis_is_verb(reading, word));
    announced
        .and_then(|word| text_noun(reading, word))
        .or_else(|| verb.and_then(|word| speaking_verb(reading, word)))
        .or_else(|| noun.and_then(|word| text_noun(reading, word)))
}

/// A verb that bears the tense, with no further clause between it and the colon: not "carrying out said order the
/// president deems it right:".
fn introduces(reading: &Reading<'_>, verb: TokenId, end: u32) -> bool {
    let tensed = reading.analysis.children_by(verb, &[Deprel::Aux]).next().is_some_and(|aux| is_finite(reading, aux))
        || is_finite(reading, verb);
    tensed && (verb.0 + 1..end).map(TokenId).all(|token| !is_finite(reading, token) || is_relative(reading, token))
}

fn analysis_is_verb(reading: &Reading<'_>, word: TokenId) -> bool {
    reading.analysis.upos(word) == Upos::Verb
}

/// Speaking verbs and nouns for texts, outside quotations.
fn candidates(reading: &Reading<'_>, tokens: std::ops::Range<u32>) -> Vec<TokenId> {
    let analysis = reading.analysis;
    tokens
        .map(TokenId)
        .filter(|&token| reading.quote_of(token).is_none())
        .filter(|&token| match analysis.upos(token) {
            Upos::Verb => quote_cue(reading, token).is_some(),
            Upos::Noun | Upos::Propn => reading.cues.lists.texts.contains(reading.lemma(token).to_lowercase().as_str()),
            _ => false,
        })
        .collect()
}

/// "the following statement", "this statement".
fn is_announced_text(reading: &Reading<'_>, noun: TokenId) -> bool {
    let analysis = reading.analysis;
    if analysis_is_verb(reading, noun) {
        return false;
    }
    let announced = analysis
        .children(noun)
        .iter()
        .any(|&child| matches!(analysis.lower(child), "following" | "this" | "these" | "follows"));
    let under = analysis
        .child(noun, Deprel::Nsubj)
        .is_some_and(|subject| matches!(analysis.lower(subject), "following" | "below"));
    announced || under
}

fn speaking_verb(reading: &Reading<'_>, verb: TokenId) -> Option<Draft> {
    let cue = quote_cue(reading, verb)?;
    Some(begun(cue.name.clone(), reading.analysis.span(verb), verb, speaker(reading, verb, cue)?, cue.act))
}

/// The source of a text: the subject of the verb that gives it, or the one it is by.
fn text_noun(reading: &Reading<'_>, noun: TokenId) -> Option<Draft> {
    let analysis = reading.analysis;
    let by = author(reading, noun);
    // "the text of the minister's remarks": the minister's.
    let by = by.map(|by| if is_text(reading, by) { author(reading, by).unwrap_or(by) } else { by });
    let verb =
        analysis.head(noun).filter(|&head| analysis.upos(head) == Upos::Verb && analysis.deprel(noun) == Deprel::Obj);
    let subject = verb.and_then(|verb| reading.grammar.surface_subject(analysis, verb));
    // The tree may have lost the subject: "… - Senator X issued this statement".
    let source = subject.or_else(|| verb.and_then(|verb| beside(reading, verb))).or(by)?;
    let cue = verb
        .filter(|verb| verb.0.abs_diff(noun.0) <= 6)
        .map_or(analysis.span(noun), |verb| analysis.span(verb).cover(analysis.span(noun)));
    Some(begun("text given in full".to_owned(), cue, noun, Source::Word(source), Act::Assert))
}

fn is_text(reading: &Reading<'_>, noun: TokenId) -> bool {
    reading.cues.lists.texts.contains(reading.lemma(noun))
}

/// "the minister's statement", "a statement by the minister".
fn author(reading: &Reading<'_>, noun: TokenId) -> Option<TokenId> {
    let analysis = reading.analysis;
    analysis.children_by(noun, &[Deprel::Nmod, Deprel::NmodPoss]).find(|&child| {
        analysis.deprel(child) == Deprel::NmodPoss
            || matches!(grammar::preposition(analysis, child).as_deref(), Some("by" | "from" | "of"))
    })
}

fn begun(rule: String, cue: Span, head: TokenId, source: Source, act: Act) -> Draft {
    Draft {
        rule,
        cue: Some(cue),
        head: Some(head),
        source,
        content: Vec::new(),
        act,
        negated: false,
        verbatim: true,
        quotable: true,
    }
}

/// "Statement by Secretary X on …" over a text in the first person.
fn under_title(reading: &Reading<'_>) -> Option<Draft> {
    let analysis = reading.analysis;
    let title = *reading.paragraphs.first()?;
    let tokens = analysis.tokens_in(title);
    let noun =
        tokens.clone().map(TokenId).take(4).find(|&token| reading.cues.lists.texts.contains(analysis.lower(token)))?;
    let by = TokenId(noun.0 + 1);
    if !tokens.contains(&by.0) || !matches!(analysis.lower(by), "by" | "from" | "of") {
        return None;
    }
    let source = analysis.head(by).filter(|&head| head > by && analysis.deprel(by) == Deprel::Case)?;
    let body = reading.paragraphs.get(1)?;
    if !speaks_in_first_person(reading, *body) || body.of(reading.text()).starts_with(['"', '“']) {
        return None;
    }
    let mut draft =
        begun("title names the speaker".to_owned(), analysis.span(noun), noun, Source::Word(source), Act::Assert);
    draft.content = verbatim(reading, body.start, draft.source);
    (!draft.content.is_empty()).then_some(draft)
}

fn speaks_in_first_person(reading: &Reading<'_>, span: Span) -> bool {
    reading.analysis.tokens_in(span).map(TokenId).any(|token| {
        reading.quote_of(token).is_none()
            && matches!(reading.analysis.lower(token), "i" | "we" | "my" | "our" | "me" | "us")
    })
}

/// The sentences from `from` on that are still the speaker's. They end before a heading or a closing formula, before
/// a paragraph in quotation marks, and before a sentence that tells of the speaker in the third person.
fn verbatim(reading: &Reading<'_>, from: u32, source: Source) -> Vec<Span> {
    let mut content = Vec::new();
    let first =
        reading.paragraphs.iter().position(|paragraph| paragraph.end > from).unwrap_or(reading.paragraphs.len());
    let list = reading.paragraphs.get(first).is_some_and(|paragraph| is_heading(reading, *paragraph));
    for (index, paragraph) in reading.paragraphs.iter().enumerate().skip(first) {
        let heading = is_heading(reading, *paragraph);
        let text = paragraph.of(reading.text());
        let over = index > first && (heading != list || text.starts_with(['"', '“']) || text.ends_with(':'));
        if over || is_ending(reading, text) {
            break;
        }
        if !add_sentences(reading, Span::new(paragraph.start.max(from), paragraph.end), source, &mut content) {
            break;
        }
    }
    content
}

/// Adds the sentences of a stretch; false when one of them is no longer the speaker's.
fn add_sentences(reading: &Reading<'_>, stretch: Span, source: Source, content: &mut Vec<Span>) -> bool {
    let begun = !content.is_empty();
    let first = reading.analysis.sentences.partition_point(|sentence| sentence.span.end <= stretch.start);
    let inside = reading.analysis.sentences.iter().skip(first).take_while(|sentence| sentence.span.start < stretch.end);
    for sentence in inside {
        let part = Span::new(sentence.span.start.max(stretch.start), sentence.span.end.min(stretch.end));
        if (begun || !content.is_empty()) && tells_of(reading, part, source) {
            return false;
        }
        content.push(part);
    }
    true
}

fn is_heading(reading: &Reading<'_>, paragraph: Span) -> bool {
    let text = paragraph.of(reading.text());
    !text.ends_with(['.', '!', '?', '"', '”', ':', ';', ',']) && text.split_whitespace().count() <= HEADING_WORDS + 6
}

pub(crate) fn is_ending(reading: &Reading<'_>, paragraph: &str) -> bool {
    let start: String = paragraph.chars().take(40).flat_map(char::to_lowercase).collect();
    reading.cues.lists.endings.iter().any(|ending| start.starts_with(ending.as_str()))
}

/// Whether a sentence has the speaker as its subject in the third person, and nobody says "I" or "we" in it.
fn tells_of(reading: &Reading<'_>, sentence: Span, source: Source) -> bool {
    let analysis = reading.analysis;
    let Source::Word(speaker) = source else { return false };
    if analysis.upos(speaker) == Upos::Pron || speaks_in_first_person(reading, sentence) {
        return false;
    }
    let names: Vec<&str> = grammar::phrase_tokens(analysis, speaker)
        .into_iter()
        .filter(|&token| {
            token == speaker
                || analysis.upos(token) == Upos::Propn
                    && matches!(analysis.deprel(token), Deprel::Flat | Deprel::NmodDesc | Deprel::Appos)
        })
        .map(|token| analysis.lower(token))
        .collect();
    analysis.tokens_in(sentence).map(TokenId).any(|token| {
        let subject = matches!(analysis.deprel(token), Deprel::Nsubj | Deprel::NsubjPass);
        let named = subject
            && grammar::phrase_tokens(analysis, token).iter().any(|&part| names.contains(&analysis.lower(part)));
        let is_relative = analysis.token(token).feats.pron_type == Some(PronType::Rel);
        named && !is_relative
    })
}
