//! What a number counts or measures, from the tree: "2,500 US troops", "10 per cent of the requests", "$5 million in aid".

use linguist::{Analysis, TokenId};
use ontology::{Deprel, Upos, Xpos};
use text::Span;

use crate::words::{UnitClass, Words};

/// Parts of a noun phrase that do not say what is counted.
const LEFT_OUT: &[Deprel] = &[
    Deprel::AclRelcl,
    Deprel::Acl,
    Deprel::Appos,
    Deprel::Conj,
    Deprel::Cc,
    Deprel::Punct,
    Deprel::Det,
    Deprel::DetPredet,
    Deprel::NmodPoss,
    Deprel::Nummod,
    Deprel::NmodUnmarked,
    Deprel::OblUnmarked,
    Deprel::List,
    Deprel::Case,
    Deprel::Parataxis,
    Deprel::Nsubj,
    Deprel::Cop,
    Deprel::Aux,
    Deprel::Advcl,
    Deprel::Mark,
    Deprel::Advmod,
    Deprel::Discourse,
];

/// The head of the counted phrase, and its span.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counted {
    pub head: TokenId,
    pub span: Span,
}

/// The counted noun phrase of a number that covers `number`.
pub(crate) fn counted(
    analysis: &Analysis,
    number: Span,
    share_or_sum: bool,
    is_time: impl Fn(Span) -> bool,
) -> Option<Counted> {
    let head = counted_head(analysis, number, share_or_sum)
        .filter(|&head| !is_time(analysis.span(head)) && analysis.upos(head) != Upos::Pron);
    match head {
        Some(head) => phrase(analysis, head, number, true),
        None => measured(analysis, number).and_then(|head| phrase(analysis, head, number, false)),
    }
}

/// What the number is said of: "a turnout of 58%", "the rate is above 95%".
fn measured(analysis: &Analysis, number: Span) -> Option<TokenId> {
    let token = analysis.head_of_span(number)?;
    let noun = |head: &TokenId| matches!(analysis.upos(*head), Upos::Noun | Upos::Propn);
    let of = analysis.child(token, Deprel::Case).is_some_and(|case| analysis.lower(case) == "of");
    if of && analysis.deprel(token) == Deprel::Nmod {
        return analysis.head(token).filter(noun);
    }
    let predicate = analysis.child(token, Deprel::Cop).is_some();
    analysis.child(token, Deprel::Nsubj).filter(|_| predicate).filter(noun)
}

/// The counted phrase under a head: behind the number, or, when that is only said of it, all of it.
fn phrase(analysis: &Analysis, head: TokenId, number: Span, behind: bool) -> Option<Counted> {
    let left_out = |child: TokenId| {
        let far = analysis
            .child(child, Deprel::Case)
            .is_some_and(|case| case > head && !matches!(analysis.lower(case), "of" | "across"));
        let numbered = !behind && analysis.subtree_span(child).overlaps(number);
        LEFT_OUT.contains(&analysis.deprel(child)) || far || numbered || analysis.span(child).overlaps(number)
    };
    let mut tokens = analysis.subtree_without(head, left_out);
    if behind {
        tokens.retain(|&id| analysis.span(id).start >= number.end);
        // Between number and head all is one phrase, whatever the tree makes of "rocket-propelled".
        let opening = |id: &TokenId| {
            !matches!(
                analysis.deprel(*id),
                Deprel::Case
                    | Deprel::Det
                    | Deprel::NmodPoss
                    | Deprel::Punct
                    | Deprel::Nummod
                    | Deprel::Advmod
                    | Deprel::DetPredet
            )
        };
        let first = (analysis.tokens_in(number).end..head.0).map(TokenId).find(opening);
        tokens.extend(first);
        tokens.sort_unstable();
    }
    // A comma ends what is counted.
    let comma = tokens
        .iter()
        .position(|&id| id > head && id.0.checked_sub(1).is_some_and(|last| analysis.form(TokenId(last)) == ","));
    tokens.truncate(comma.unwrap_or(tokens.len()));
    let mut span = analysis.cover(&tokens);
    if let Some(line) = span.of(&analysis.text).find('\n') {
        span = Span::of_range(span.start as usize, span.start as usize + line);
    }
    (!span.is_empty()).then_some(Counted { head, span })
}

/// The head of what is counted: by the tree, and where the tree is odd about the number, by what stands next.
fn counted_head(analysis: &Analysis, number: Span, share_or_sum: bool) -> Option<TokenId> {
    let inside = analysis.tokens_in(number);
    let tops = || {
        inside.clone().map(TokenId).filter(|&token| analysis.head(token).is_none_or(|head| !inside.contains(&head.0)))
    };
    let modified = tops().find_map(|token| above(analysis, token));
    let partitive = || {
        inside
            .clone()
            .map(TokenId)
            .find_map(|token| part_of(analysis, token, share_or_sum).filter(|noun| !inside.contains(&noun.0)))
    };
    let found = if share_or_sum { partitive().or(modified) } else { modified.or_else(partitive) };
    let next = TokenId(inside.end);
    let plural = analysis.tokens.get(next.index()).is_some_and(|token| matches!(token.xpos, Xpos::Nns | Xpos::Nnps));
    match beside(analysis, next, share_or_sum) {
        Some(noun) if plural => Some(noun),
        noun => found.or(noun),
    }
}

/// The noun phrase that begins right after the number, or that "of" (and, after a sum, "in") introduces there.
fn beside(analysis: &Analysis, next: TokenId, share_or_sum: bool) -> Option<TokenId> {
    let last = next.0.checked_sub(1).map(TokenId)?;
    if next.index() >= analysis.tokens.len() || analysis.sentence_of(next) != analysis.sentence_of(last) {
        return None;
    }
    let word = analysis.lower(next);
    if word == "of" || (word == "in" && share_or_sum) {
        return analysis.head(next).filter(|&noun| {
            noun > next && analysis.deprel(next) == Deprel::Case && (analysis.upos(noun) == Upos::Noun || word == "of")
        });
    }
    let nominal = |token: TokenId| matches!(analysis.upos(token), Upos::Noun | Upos::Propn);
    if share_or_sum {
        return None;
    }
    if nominal(next) && !matches!(analysis.deprel(next), Deprel::Compound | Deprel::Flat) {
        return analysis.head(next).is_none_or(|head| head != last).then_some(next);
    }
    let inner = matches!(analysis.deprel(next), Deprel::Compound | Deprel::Amod | Deprel::Nummod);
    analysis.head(next).filter(|&head| inner && head > next && nominal(head))
}

/// The noun that the number modifies.
fn above(analysis: &Analysis, token: TokenId) -> Option<TokenId> {
    let modifies = matches!(
        analysis.deprel(token),
        Deprel::Nummod
            | Deprel::Amod
            | Deprel::Compound
            | Deprel::Det
            | Deprel::Nmod
            | Deprel::NmodDesc
            | Deprel::NmodUnmarked
    );
    let head = analysis.head(token).filter(|&head| modifies && head > token)?;
    matches!(analysis.upos(head), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Sym).then_some(head)
}

/// The noun after "of" or "in": "dozens of villages", "$5 million in aid".
fn part_of(analysis: &Analysis, token: TokenId, share_or_sum: bool) -> Option<TokenId> {
    analysis.children_by(token, &[Deprel::Nmod]).find(|&noun| {
        noun > token
            && analysis.child(noun, Deprel::Case).is_some_and(|case| match analysis.lower(case) {
                "of" | "worth" => true,
                "in" => share_or_sum && analysis.upos(noun) == Upos::Noun,
                _ => false,
            })
    })
}

/// The unit that the counted noun gives: a measure, or people.
pub(crate) fn unit(words: &Words, analysis: &Analysis, counted: Counted) -> Option<String> {
    let phrase = counted.span.of(&analysis.text).to_lowercase();
    let mut parts = phrase.split_whitespace();
    let (first, second) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    let measure = [format!("{first} {second}"), first.to_owned()]
        .iter()
        .find_map(|word| words.unit(word).filter(|unit| unit.1 == UnitClass::Measure).map(|unit| unit.0.to_owned()));
    if measure.is_some() {
        return measure;
    }
    let head = analysis.token(counted.head);
    if let Some((unit, _)) = words.unit(&head.lower).or_else(|| words.unit(&head.lemma)) {
        return Some(unit.to_owned());
    }
    // "3,000 Americans".
    (head.xpos == Xpos::Nnps).then(|| "people".to_owned())
}
