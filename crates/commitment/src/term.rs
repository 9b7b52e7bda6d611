//! When an act is to begin, to be done, and how long it may take.

use grammar::preposition;
use linguist::TokenId;
use ontology::{Deprel, TimeType, Upos};
use record::{Date, Time, TimeId};

use crate::reading::Reading;

/// The timetable of a commitment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Term {
    pub(crate) start: Option<Date>,
    pub(crate) due: Option<Date>,
    pub(crate) duration: Option<String>,
    pub(crate) time: Option<TimeId>,
}

/// Whether a time belongs to the act.
pub(crate) fn has_time(reading: &Reading<'_>, act: TokenId) -> bool {
    of_act(reading, act).next().is_some()
}

/// Whether one of its times is a last day ahead, or a length.
pub(crate) fn has_deadline(reading: &Reading<'_>, act: TokenId) -> bool {
    let published = reading.input.report.published_on();
    of_act(reading, act).any(|(time, head)| {
        let ahead = published.is_none() || time.latest >= published;
        let words = preposition(reading.analysis, head).unwrap_or_default();
        ahead && reading.words.is_deadline(&words)
    })
}

/// Whether one of its times is a length or a day not before the report.
pub(crate) fn has_time_ahead(reading: &Reading<'_>, act: TokenId) -> bool {
    let published = reading.input.report.published_on();
    of_act(reading, act).any(|(time, _)| {
        time.kind == TimeType::Duration || published.is_none() || time.latest.is_none() || time.latest >= published
    })
}

/// The times of the act: those that hang in its clause, or in the noun phrase that it is or has.
fn of_act<'a>(reading: &'a Reading<'_>, act: TokenId) -> impl Iterator<Item = (&'a Time, TokenId)> + 'a {
    let analysis = reading.analysis;
    reading.times_in(analysis.sentence_of(act)).filter_map(move |time| {
        let head = analysis.head_of_span(time.span)?;
        let clause = governing(reading, head);
        // "an eight-year withdrawal plan": both stand before one noun.
        let beside = analysis.deprel(act) == Deprel::Compound && analysis.head(head) == analysis.head(act);
        let belongs =
            beside || clause == act || analysis.head(head) == Some(act) || shares_clause(reading, clause, act);
        // "now", "at present" set no date.
        let dated = time.kind != TimeType::Set && !time.value.ends_with("_REF");
        (belongs && dated).then_some((time, head))
    })
}

/// The verb or act noun above a time, through nouns and other times.
fn governing(reading: &Reading<'_>, time: TokenId) -> TokenId {
    let analysis = reading.analysis;
    let mut at = time;
    for _ in 0..12 {
        let Some(head) = analysis.head(at) else { break };
        // "the September 17 airstrike": a time inside a name of something says nothing of the act.
        let inside = matches!(
            analysis.deprel(at),
            Deprel::Compound | Deprel::NmodPoss | Deprel::Amod | Deprel::NmodDesc | Deprel::AclRelcl
        );
        if inside
            && analysis.upos(head) != Upos::Num
            && reading.words.act(analysis.lemma(head), analysis.upos(head)).is_none()
        {
            return at;
        }
        at = head;
        let act = reading.words.act(analysis.lemma(at), analysis.upos(at)).is_some();
        if analysis.upos(at) == Upos::Verb || act {
            break;
        }
    }
    at
}

/// "will begin *today* issuing", "is to *today* begin": a time on the aspectual verb above is the act's.
fn shares_clause(reading: &Reading<'_>, clause: TokenId, act: TokenId) -> bool {
    let analysis = reading.analysis;
    let aspect = analysis.head(act) == Some(clause)
        && analysis.deprel(act) == Deprel::Xcomp
        && reading.words.is_aspect(analysis.lemma(clause));
    // "will meet and discuss on Monday".
    let coordinated = analysis.head(clause) == Some(act)
        && analysis.deprel(clause) == Deprel::Conj
        && analysis.children_by(clause, &[Deprel::Nsubj, Deprel::Aux]).next().is_none();
    // "starting at noon on May 3", "beginning in May": a participle that only carries the time.
    let participle =
        reading.words.is_aspect(analysis.lemma(clause)) && analysis.ancestors(clause).take(4).any(|above| above == act);
    aspect || coordinated || participle
}

/// The timetable that the act's clause gives.
pub(crate) fn term(reading: &Reading<'_>, act: TokenId, bond: TokenId) -> Term {
    let analysis = reading.analysis;
    let mut term = Term::default();
    let begins = reading.words.is_beginning(analysis.lemma(act))
        || analysis.head(act).is_some_and(|head| {
            analysis.deprel(act) == Deprel::Xcomp && reading.words.is_beginning(analysis.lemma(head))
        });
    let mut dates: Vec<(&Time, String)> = Vec::new();
    let own: Vec<(&Time, TokenId)> = of_act(reading, act).collect();
    // "promised elections *by December*": a deadline on the promise is the act's.
    let lent = || {
        of_act(reading, bond)
            .filter(|(_, head)| preposition(analysis, *head).is_some_and(|words| reading.words.is_deadline(&words)))
    };
    let times = if own.is_empty() { lent().collect() } else { own };
    for (time, head) in times {
        let words = preposition(analysis, head).unwrap_or_default();
        term.time.get_or_insert(time.id);
        match time.kind {
            TimeType::Duration => {
                let lasts = words.is_empty() || reading.words.is_length(&words);
                // "in the coming days" (PXD) measures nothing.
                if lasts && !time.value.starts_with("PX") && term.duration.is_none() {
                    term.duration = Some(time.value.clone());
                }
            }
            TimeType::Date | TimeType::Time => dates.push((time, words)),
            TimeType::Set => {}
        }
    }
    for (index, (time, words)) in dates.iter().enumerate() {
        let range =
            dates.len() == 2 && index == 0 && dates.get(1).is_some_and(|(next, _)| is_range(reading, time, next));
        if reading.words.is_start(words) || begins || range {
            term.start = term.start.or(time.earliest);
        } else {
            term.due = term.due.or(time.latest);
        }
    }
    term
}

/// "November 22-23", "from Monday to Friday": little stands between.
fn is_range(reading: &Reading<'_>, first: &Time, second: &Time) -> bool {
    let between = text::Span::new(first.span.end, second.span.start).of(&reading.analysis.text);
    matches!(between.trim(), "-" | "–" | "to" | "and" | "until" | "through")
}
