//! Where a report says it was written ("GENEVA, March 3 - The council met"): a place, no participant.

use linguist::{Analysis, TokenId};
use ontology::Upos;

use crate::data::{Lexicon, What};
use crate::hits::is_in_capitals;

/// A dateline is no longer than this.
const MAX_TOKENS: u32 = 14;

/// Which tokens stand in a dateline.
pub(crate) fn tokens(analysis: &Analysis, lexicon: &Lexicon) -> Vec<bool> {
    let mut inside = vec![false; analysis.tokens.len()];
    for sentence in &analysis.sentences {
        if is_in_capitals(sentence.span.of(&analysis.text)) {
            continue;
        }
        for id in sentence.tokens.clone().map(TokenId) {
            if !begins_line(analysis, id, sentence.tokens.start) {
                continue;
            }
            // "(WASHINGTON) - The senator wrote".
            let bracketed = u32::from(analysis.form(id) == "(" && id.0 + 1 < sentence.tokens.end);
            let Some(dash) = dash_after(analysis, lexicon, TokenId(id.0 + bracketed)) else { continue };
            for token in id.0..dash.0 {
                if let Some(slot) = inside.get_mut(token as usize) {
                    *slot = true;
                }
            }
        }
    }
    inside
}

/// The first word of a sentence or of a line.
fn begins_line(analysis: &Analysis, id: TokenId, first: u32) -> bool {
    if id.0 == first {
        return true;
    }
    let before = analysis.span(TokenId(id.0 - 1)).end as usize;
    analysis.text.get(before..analysis.span(id).start as usize).is_some_and(|gap| gap.contains('\n'))
}

/// The dash that ends the dateline beginning at a token.
fn dash_after(analysis: &Analysis, lexicon: &Lexicon, first: TokenId) -> Option<TokenId> {
    // By its letters: a parser may take the city for part of the name behind the dash.
    let ends = |end: usize| {
        analysis.text.get(end..).is_some_and(|rest| !rest.starts_with(|next: char| next.is_alphanumeric()))
    };
    let start = analysis.span(first).start as usize;
    let names = [&lexicon.names, &lexicon.capital_names];
    let entry = names.iter().find_map(|names| {
        let (_, values) = names.longest_at(&analysis.text, start, ends)?;
        values.iter().filter_map(|&value| lexicon.entry(value)).max_by_key(|entry| is_place(entry.what))
    });
    let form = analysis.form(first);
    let shouted = form.chars().count() > 3 && form.chars().all(char::is_uppercase);
    if !(entry.is_some_and(|entry| is_place(entry.what)) || shouted && entry.is_none()) {
        return None;
    }
    // "WASHINGTON, D.C. Senator Kerry said": the district ends it where there is no dash.
    let district = shouted
        && [(1, ","), (2, "D")].into_iter().all(|(on, opens): (u32, &str)| {
            let token = Some(TokenId(first.0 + on)).filter(|id| id.index() < analysis.tokens.len());
            token.is_some_and(|id| analysis.form(id).starts_with(opens) && is_short_in_capitals(analysis.form(id)))
        });
    let unmarked = Some(TokenId(first.0 + 3)).filter(|id| district && id.index() < analysis.tokens.len());
    let mut marked = shouted;
    let end = u32::try_from(analysis.tokens.len()).unwrap_or(u32::MAX).min(first.0 + MAX_TOKENS);
    for id in (first.0 + 1..end).map(TokenId) {
        let form = analysis.form(id);
        if matches!(form, "-" | "--" | "–" | "—") {
            let next = Some(TokenId(id.0 + 1)).filter(|next| next.index() < analysis.tokens.len())?;
            let opens = analysis.form(next).starts_with(|character: char| !character.is_lowercase());
            let spaced = analysis.span(id).end < analysis.span(next).start;
            return (marked && opens && spaced).then_some(id);
        }
        marked |= matches!(form, "," | "(") || analysis.upos(id) == Upos::Num;
        if form.starts_with(char::is_lowercase) {
            break;
        }
    }
    unmarked
}

fn is_short_in_capitals(form: &str) -> bool {
    form.chars().count() <= 4 && !form.chars().any(char::is_lowercase)
}

fn is_place(what: What) -> bool {
    matches!(what, What::Capital | What::Region | What::Country | What::Seat)
}
