//! "have until Friday to hand over their arms", "gave the envoy a week to leave": a time to act in.

use grammar::{Arguments, preposition};
use linguist::TokenId;
use ontology::{Deprel, TimeType, Upos};
use record::Time;

use crate::bond::Bond;
use crate::reading::Reading;
use crate::words::Group;

/// The verb that grants a time for an infinitive, if its clause tells one.
pub(crate) fn granted(reading: &Reading<'_>, act: TokenId) -> Option<Bond> {
    let analysis = reading.analysis;
    let infinitive = analysis.children_by(act, &[Deprel::Mark]).any(|mark| analysis.lower(mark) == "to");
    let above = analysis.head(act).filter(|_| infinitive)?;
    let verb = match analysis.deprel(act) {
        Deprel::Xcomp | Deprel::Advcl | Deprel::Ccomp | Deprel::Obl => above,
        // "30 days to leave": it hangs on the days.
        Deprel::Acl => analysis.ancestors(act).take(3).find(|&at| analysis.upos(at) == Upos::Verb)?,
        _ => return None,
    };
    let grants = reading.words.is(Group::Granting, analysis.lemma(verb)) || limit(reading, verb).is_some();
    (grants && analysis.upos(verb) == Upos::Verb && verb < act && given(reading, verb, act).next().is_some())
        .then_some(Bond::Granted(verb))
}

/// The times that the granting verb has before the infinitive: lengths, and days after "until".
pub(crate) fn given<'a>(
    reading: &'a Reading<'_>,
    verb: TokenId,
    act: TokenId,
) -> impl Iterator<Item = (&'a Time, TokenId)> + 'a {
    let analysis = reading.analysis;
    reading.times_in(analysis.sentence_of(verb)).filter_map(move |time| {
        let head = analysis.head_of_span(time.span)?;
        let under = head > verb && head < act && analysis.ancestors(head).take(4).any(|above| above == verb);
        let words = preposition(analysis, head);
        // "set *a deadline of Friday* for them to leave".
        let limiting = analysis.head(head).is_some_and(|noun| limit(reading, verb) == Some(noun));
        let fits = limiting
            || match time.kind {
                // "has 30 days", not "has half a century of experience".
                TimeType::Duration => {
                    analysis.head(head) == Some(verb) && words.as_deref().is_none_or(|words| words == "of")
                }
                TimeType::Date | TimeType::Time => words.is_some_and(|words| words == "until" || words == "till"),
                TimeType::Set => false,
            };
        (under && fits).then_some((time, head))
    })
}

/// "set *a deadline* for them to leave": the object that limits a time.
fn limit(reading: &Reading<'_>, verb: TokenId) -> Option<TokenId> {
    let analysis = reading.analysis;
    let limits = |&noun: &TokenId| reading.words.is(Group::Limits, analysis.lemma(noun));
    analysis.children_by(verb, &[Deprel::Obj, Deprel::NsubjPass]).find(limits)
}

/// Who has the time: the subject of "have", the one to whom it is given.
pub(crate) fn holders(reading: &Reading<'_>, verb: TokenId) -> Vec<TokenId> {
    let analysis = reading.analysis;
    let found = reading.grammar.arguments(analysis, verb);
    let on_limit = limit(reading, verb).into_iter().flat_map(|noun| {
        let led = |&party: &TokenId| matches!(preposition(analysis, party).as_deref(), Some("for" | "to"));
        analysis.children_by(noun, &[Deprel::Nmod]).filter(led).collect::<Vec<_>>()
    });
    let led: Vec<TokenId> = found.with(&["for", "to"]).chain(on_limit).collect();
    let Arguments { agents, patients, recipients, passive, .. } = found;
    if analysis.lemma(verb) == "have" && !passive {
        return agents;
    }
    recipients.into_iter().chain(patients).chain(led).collect()
}
