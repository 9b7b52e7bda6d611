//! Judgements and demands of a release in the first person that name nobody: "It is vital that …".

use linguist::{Analysis, TokenId};
use ontology::{Act, Deprel};
use text::Span;

use crate::reading::{Draft, Reading, Source, union};

/// Adds them, if the report speaks in the first person outside quotations and verbatim texts.
pub(crate) fn add(reading: &Reading<'_>, drafts: &mut Vec<Draft>) {
    let held = drafts.iter().fold(Vec::new(), |mut all: Vec<Span>, draft| {
        all.extend(&draft.content);
        all
    });
    let held = union(&held, &[]);
    let own_voice = drafts.iter().any(|draft| {
        draft.head.is_some_and(|head| reading.quote_of(head).is_none() && !is_held(reading, &held, head))
            && matches!(draft.source, Source::Word(word) if matches!(reading.analysis.lower(word), "i" | "we"))
    });
    if !own_voice {
        return;
    }
    let found: Vec<Draft> = reading
        .analysis
        .ids()
        .filter_map(|token| necessity(reading, token))
        .filter(|draft| draft.head.is_some_and(|head| !is_held(reading, &held, head)))
        .collect();
    drafts.extend(found);
}

/// Whether a word stands in the content of some draft.
fn is_held(reading: &Reading<'_>, held: &[Span], word: TokenId) -> bool {
    let at = reading.analysis.span(word);
    let next = held.partition_point(|span| span.end <= at.start);
    held.get(next).is_some_and(|span| span.contains(at))
}

fn necessity(reading: &Reading<'_>, word: TokenId) -> Option<Draft> {
    let analysis = reading.analysis;
    let dummy = analysis.children_by(word, &[Deprel::Expl, Deprel::Nsubj]).any(|child| analysis.lower(child) == "it");
    if !dummy || reading.quote_of(word).is_some() || !reading.cues.lists.necessity.contains(reading.lemma(word)) {
        return None;
    }
    let clause = clause(analysis, word)?;
    let content = reading.spans(&analysis.subtree(clause));
    (!content.is_empty()).then(|| Draft {
        rule: "demand of a release in the first person".to_owned(),
        cue: Some(analysis.span(word)),
        head: Some(word),
        source: Source::Issuer,
        content,
        act: Act::Request,
        negated: false,
        verbatim: false,
        quotable: false,
    })
}

fn clause(analysis: &Analysis, word: TokenId) -> Option<TokenId> {
    let below = [Deprel::Csubj, Deprel::Ccomp, Deprel::Xcomp, Deprel::Advcl];
    let clause = analysis.children_by(word, &below).find(|&child| child > word);
    // "for all parties to leave" read as a phrase with an infinitive behind its noun.
    clause.or_else(|| {
        analysis.children_by(word, &[Deprel::Obl]).find(|&child| {
            child > word
                && grammar::preposition(analysis, child).as_deref() == Some("for")
                && analysis.child(child, Deprel::Acl).is_some()
        })
    })
}
