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
pub(crate) fn counted(analysis: &Analysis, number: Span, share_or_sum: bool) -> Option<Counted> {
    let token = analysis.head_of_span(number)?;
    let head = if share_or_sum { part_of(analysis, token).or_else(|| above(analysis, token)) } else { above(analysis, token).or_else(|| part_of(analysis, token)) }?;
    let left_out = |child: TokenId| {
        let far = analysis.child(child, Deprel::Case).is_some_and(|case| case > head && !matches!(analysis.lower(case), "of" | "across"));
        LEFT_OUT.contains(&analysis.deprel(child)) || far || analysis.span(child).overlaps(number)
    };
    let mut tokens = analysis.subtree_without(head, left_out);
    tokens.retain(|&id| analysis.span(id).start >= number.end);
    // Whatever the tree says, a comma ends what is counted.
    let comma = tokens.iter().position(|&id| id > head && id.0.checked_sub(1).is_some_and(|last| analysis.form(TokenId(last)) == ","));
    tokens.truncate(comma.unwrap_or(tokens.len()));
    let mut span = analysis.cover(&tokens);
    if let Some(line) = span.of(&analysis.text).find('\n') {
        span = Span::of_range(span.start as usize, span.start as usize + line);
    }
    (!span.is_empty()).then_some(Counted { head, span })
}

/// The noun that the number modifies.
fn above(analysis: &Analysis, token: TokenId) -> Option<TokenId> {
    let modifies = matches!(analysis.deprel(token), Deprel::Nummod | Deprel::Amod | Deprel::Compound | Deprel::Det | Deprel::Nmod | Deprel::NmodDesc | Deprel::NmodUnmarked);
    let head = analysis.head(token).filter(|&head| modifies && head > token)?;
    matches!(analysis.upos(head), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Sym).then_some(head)
}

/// The noun after "of" or "in": "dozens of villages", "$5 million in aid".
fn part_of(analysis: &Analysis, token: TokenId) -> Option<TokenId> {
    analysis.children_by(token, &[Deprel::Nmod]).find(|&noun| {
        noun > token && analysis.child(noun, Deprel::Case).is_some_and(|case| match analysis.lower(case) {
            "of" | "worth" => true,
            "in" => analysis.upos(noun) == Upos::Noun,
            _ => false,
        })
    })
}

/// The unit that the counted noun gives: a measure, or people.
pub(crate) fn unit(words: &Words, analysis: &Analysis, counted: Counted) -> Option<String> {
    let phrase = counted.span.of(&analysis.text).to_lowercase();
    let mut parts = phrase.split_whitespace();
    let (first, second) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    let measure = [format!("{first} {second}"), first.to_owned()].iter().find_map(|word| words.unit(word).filter(|unit| unit.1 == UnitClass::Measure).map(|unit| unit.0.to_owned()));
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
