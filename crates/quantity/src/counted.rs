//! What a number counts or measures, from the tree: "2,500 US troops", "10 per cent of the requests", "$5 million in aid".

use linguist::{Analysis, TokenId};
use ontology::{Deprel, Upos, Xpos};
use text::Span;

use crate::words::{Predicate, UnitClass, Words};

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
    Deprel::Discourse,
];

/// A number whose counted noun is asked for.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Number {
    /// With its bounds.
    pub whole: Span,
    /// Without the bounds before it; with a measure linked by a hyphen.
    pub core: Span,
    /// It has a unit of its own, so that "in" may tell what it is a sum of.
    pub share_or_sum: bool,
    /// A part or percentage.
    pub share: bool,
    /// "hundreds", "several thousand".
    pub vague: bool,
}

/// The head of the counted phrase, and its span.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Counted {
    pub head: TokenId,
    pub span: Span,
}

/// The counted noun phrase of a number.
pub(crate) fn counted(
    words: &Words,
    analysis: &Analysis,
    number: Number,
    is_time: impl Fn(Span) -> bool,
) -> Option<Counted> {
    let head = counted_head(analysis, number.core, number.share_or_sum)
        .filter(|&head| !is_time(analysis.span(head)) && analysis.upos(head) != Upos::Pron)
        .filter(|&head| !is_share(words, analysis, head));
    match head {
        Some(head) => phrase(words, analysis, head, number.core, true),
        None => measured(words, analysis, number)
            .filter(|&head| !is_time(analysis.span(head)))
            .and_then(|head| phrase(words, analysis, head, number.core, false)),
    }
}

/// The "percent" of "from 20 to 15 percent" is not what is counted.
fn is_share(words: &Words, analysis: &Analysis, token: TokenId) -> bool {
    let last = token.0.checked_sub(1).map(TokenId);
    let two =
        || last.is_some_and(|last| words.is_share(&format!("{} {}", analysis.lower(last), analysis.lower(token))));
    words.is_share(analysis.lower(token)) || two()
}

fn is_noun(analysis: &Analysis, token: TokenId) -> bool {
    matches!(analysis.upos(token), Upos::Noun | Upos::Propn)
}

/// What the number is said of: "a turnout of 58%", "the rate is above 95%", "the toll rose to 64".
fn measured(words: &Words, analysis: &Analysis, number: Number) -> Option<TokenId> {
    let token = analysis.head_of_span(number.core)?;
    let of = analysis.child(token, Deprel::Case).is_some_and(|case| analysis.lower(case) == "of");
    // "the needs of hundreds" are not counted by hundreds.
    if number.vague {
        return None;
    }
    if of && analysis.deprel(token) == Deprel::Nmod {
        // Not the "maximum" of "a maximum of $60,000".
        let outside = |head: &TokenId| !analysis.span(*head).overlaps(number.whole);
        return analysis.head(token).filter(|&head| is_noun(analysis, head)).filter(outside);
    }
    if let Some(noun) = before_of(analysis, number.whole) {
        return Some(noun);
    }
    let predicate = analysis.child(token, Deprel::Cop).is_some();
    let subject = analysis.child(token, Deprel::Nsubj).filter(|_| predicate);
    let said_of = subject.or_else(|| said_of(words, analysis, token, number.share))?;
    // "the number of refugees fell to 350" counts refugees.
    let counting = is_predicate(words, analysis, said_of, Predicate::Count);
    let counted = analysis
        .children_by(said_of, &[Deprel::Nmod])
        .find(|&noun| counting && analysis.child(noun, Deprel::Case).is_some_and(|case| analysis.lower(case) == "of"));
    counted.or(Some(said_of)).filter(|&noun| is_noun(analysis, noun))
}

/// "gifts of up to $5,000": the tree may hang the sum elsewhere.
fn before_of(analysis: &Analysis, whole: Span) -> Option<TokenId> {
    let first = analysis.tokens_in(whole).next()?;
    let (of, noun) = (TokenId(first.checked_sub(1)?), TokenId(first.checked_sub(2)?));
    let close = analysis.sentence_of(noun) == analysis.sentence_of(TokenId(first));
    (close && analysis.lower(of) == "of" && is_noun(analysis, noun)).then_some(noun)
}

/// By the lemma, or by any base of the form where the lemma is guessed wrong.
fn is_predicate(words: &Words, analysis: &Analysis, token: TokenId, class: Predicate) -> bool {
    words.is_predicate(analysis.lemma(token), class)
        || linguist::bases(analysis.lower(token), analysis.upos(token))
            .iter()
            .any(|base| words.is_predicate(base, class))
}

/// What a verb of change or level above the number says it of.
fn said_of(words: &Words, analysis: &Analysis, token: TokenId, share: bool) -> Option<TokenId> {
    const REACH: usize = 3;
    let level = |token: TokenId| is_predicate(words, analysis, token, Predicate::Level);
    let verb = analysis.ancestors(token).take(REACH).find(|&above| {
        analysis.upos(above) == Upos::Verb || level(above) && analysis.child(above, Deprel::Nsubj).is_some()
    })?;
    let changes = is_predicate(words, analysis, verb, Predicate::Change);
    // "the tax raised $4bn" and "the army lost 300" tell no change of the tax or the army; "prices fell 7 percent" does.
    let is_object = analysis.deprel(token) == Deprel::Obj && !share && !level(verb);
    if !changes && !level(verb) || is_object {
        return None;
    }
    let other = |noun: &TokenId| *noun != token && !analysis.subtree_span(*noun).overlaps(analysis.span(token));
    // "a pact reached by the five".
    let agent = analysis.child(token, Deprel::Case).is_some_and(|case| analysis.lower(case) == "by");
    if agent && !changes {
        return None;
    }
    let object = analysis.children_by(verb, &[Deprel::Obj]).find(other).filter(|_| changes);
    let subject = || analysis.children_by(verb, &[Deprel::NsubjPass, Deprel::Nsubj]).find(other);
    // "a toll exceeding 150" modifies what it is said of.
    let modified = || analysis.head(verb).filter(|_| matches!(analysis.deprel(verb), Deprel::Acl | Deprel::AclRelcl));
    object.or_else(subject).or_else(modified)
}

/// The counted phrase under a head: behind the number, or, when that is only said of it, all of it.
fn phrase(words: &Words, analysis: &Analysis, head: TokenId, number: Span, behind: bool) -> Option<Counted> {
    let left_out = |child: TokenId| {
        let change = is_predicate(words, analysis, head, Predicate::Noun);
        let far = analysis.child(child, Deprel::Case).is_some_and(|case| match analysis.lower(case) {
            "of" | "across" => false,
            // "a 30 percent drop in sales".
            "in" if change => false,
            _ => case > head && behind,
        });
        // "heavily armed men", but "men also came" and "left 14 people dead".
        let own = analysis.head(child) == Some(head);
        let adverb = own && analysis.deprel(child) == Deprel::Advmod
            || own
                && analysis.deprel(child) == Deprel::Amod
                && child.0 == head.0 + 1
                && !analysis.subtree(child).iter().any(|inner| *inner != child);
        let numbered = !behind && analysis.subtree_span(child).overlaps(number);
        LEFT_OUT.contains(&analysis.deprel(child)) || far || adverb || numbered || analysis.span(child).overlaps(number)
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
    // What it is said of ends before the number.
    if !behind {
        tokens.retain(|&id| id <= head || analysis.span(id).end <= number.start);
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
            noun > next && analysis.deprel(next) == Deprel::Case && (word == "of" || is_stuff(analysis, noun))
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
            | Deprel::DetPredet
            | Deprel::Nmod
            | Deprel::NmodDesc
            | Deprel::NmodUnmarked
    );
    let mut head = analysis.head(token).filter(|&head| modifies && head > token)?;
    // "8% pay rise": what the number modifies is itself part of a longer noun.
    while let Some(longer) = analysis
        .head(head)
        .filter(|&longer| analysis.deprel(head) == Deprel::Compound && longer > head && is_noun(analysis, longer))
    {
        head = longer;
    }
    // "dozens more" says nothing of what they are.
    let named = matches!(analysis.upos(head), Upos::Noun | Upos::Propn | Upos::Adj | Upos::Sym)
        && analysis.lemma(head) != "more"
        && analysis.lower(head) != "more";
    named.then_some(head)
}

/// The noun after "of" or "in": "dozens of villages", "$5 million in aid".
fn part_of(analysis: &Analysis, token: TokenId, share_or_sum: bool) -> Option<TokenId> {
    analysis.children_by(token, &[Deprel::Nmod]).find(|&noun| {
        noun > token
            && analysis.child(noun, Deprel::Case).is_some_and(|case| match analysis.lower(case) {
                "of" | "worth" => true,
                "in" => share_or_sum && is_stuff(analysis, noun),
                _ => false,
            })
    })
}

/// "$5 million in aid", but "in the last bill" says where.
fn is_stuff(analysis: &Analysis, noun: TokenId) -> bool {
    let determined = analysis.children_by(noun, &[Deprel::Det, Deprel::NmodPoss]).next().is_some();
    analysis.upos(noun) == Upos::Noun && !determined
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
    let (lower, lemma) = (analysis.lower(counted.head), analysis.lemma(counted.head));
    if let Some((unit, class)) = words.unit(lower).or_else(|| words.unit(lemma)) {
        return (class != UnitClass::Counted).then(|| unit.to_owned());
    }
    // "billions of taxpayer dollars".
    words.money_after(lower).map(str::to_owned)
}
