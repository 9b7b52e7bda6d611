//! When an act is to begin, to be done, and how long it may take.

use grammar::preposition;
use linguist::TokenId;
use ontology::{Deprel, TimeType, Upos, Xpos};
use record::{Date, Time, TimeId};

use crate::bond::Bond;
use crate::grant::given;
use crate::reading::Reading;
use crate::words::Group;

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
        ahead && reading.words.is(Group::Deadlines, &words)
    })
}

/// Whether one of its times is a length or a day not before the report.
pub(crate) fn has_time_ahead(reading: &Reading<'_>, act: TokenId) -> bool {
    let published = reading.input.report.published_on();
    of_act(reading, act).any(|(time, _)| {
        time.kind == TimeType::Duration || published.is_none() || time.latest.is_none() || time.latest >= published
    })
}

/// "promised elections *by December*": a deadline on the word that binds is the act's.
pub(crate) fn has_lent_deadline(reading: &Reading<'_>, act: TokenId, bond: Bond) -> bool {
    matches!(bond, Bond::Word(word, _) if word != act && lent(reading, word, act).next().is_some())
}

/// A deadline on the word that binds; on a verb over a noun also the day "for" which it is: "set elections *for May*".
fn lent<'a>(reading: &'a Reading<'_>, word: TokenId, act: TokenId) -> impl Iterator<Item = (&'a Time, TokenId)> + 'a {
    let nominal = !reading.is_verb(act);
    let deadline = move |head: TokenId| {
        preposition(reading.analysis, head)
            .is_some_and(|words| nominal && words == "for" || reading.words.is(Group::Deadlines, &words))
    };
    of_act(reading, word).filter(move |&(_, head)| deadline(head))
}

/// The times of the act: those that hang in its clause, or in the noun phrase that it is or has.
fn of_act<'a>(reading: &'a Reading<'_>, act: TokenId) -> impl Iterator<Item = (&'a Time, TokenId)> + 'a {
    let analysis = reading.analysis;
    reading.times_in(analysis.sentence_of(act)).filter_map(move |time| {
        let head = analysis.head_of_span(time.span)?;
        let clause = governing(reading, head);
        // "an eight-year withdrawal plan": both stand before one noun.
        let beside = analysis.deprel(act) == Deprel::Compound && analysis.head(head) == analysis.head(act);
        let belongs = beside
            || clause == act
            || analysis.head(head) == Some(act)
            || shares_clause(reading, clause, act)
            // "call an election within 90 days", not "host a daylong summit".
            || on_object(reading, clause, act) && preposition(analysis, head).is_some();
        // "now", "at present" set no date, nor does "into the next century".
        let dated = time.kind != TimeType::Set && !time.value.ends_with("_REF") && !is_age(time);
        // "the accounts for the last year": how long something else was.
        let of_noun = time.kind == TimeType::Duration
            && analysis.deprel(head) == Deprel::Nmod
            && analysis
                .head(head)
                .is_some_and(|noun| noun != act && reading.words.act(analysis.lemma(noun), Upos::Noun).is_none());
        let dated = dated && !of_noun;
        (belongs && dated).then_some((time, head))
    })
}

/// More than five years: no term of anything that a report tells.
fn is_age(time: &Time) -> bool {
    let years = time.earliest.zip(time.latest).map(|(first, last)| last.year() - first.year());
    time.kind == TimeType::Date && years.is_some_and(|years| years > 5)
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
            Deprel::Compound | Deprel::NmodPoss | Deprel::Amod | Deprel::Nummod | Deprel::NmodDesc | Deprel::AclRelcl
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
        && reading.words.is(Group::Aspect, analysis.lemma(clause));
    // "will meet and discuss on Monday".
    let coordinated = analysis.head(clause) == Some(act)
        && analysis.deprel(clause) == Deprel::Conj
        && analysis.children_by(clause, &[Deprel::Nsubj, Deprel::Aux]).next().is_none();
    // "starting at noon on May 3", "beginning in May": a participle that only carries the time.
    let participle = analysis.token(clause).xpos == Xpos::Vbg
        && reading.words.is(Group::Aspect, analysis.lemma(clause))
        && analysis.ancestors(clause).take(4).any(|above| above == act);
    aspect || coordinated || participle
}

/// "call *an election within 90 days*": a time on what the act brings about is the act's.
fn on_object(reading: &Reading<'_>, noun: TokenId, act: TokenId) -> bool {
    let analysis = reading.analysis;
    let object = matches!(analysis.deprel(noun), Deprel::Obj | Deprel::NsubjPass) && analysis.head(noun) == Some(act);
    object && analysis.upos(noun) == Upos::Noun
}

/// The timetable that the act's clause gives.
pub(crate) fn term(reading: &Reading<'_>, act: TokenId, bond: Bond) -> Term {
    let analysis = reading.analysis;
    let mut term = Term::default();
    let begins = reading.words.is(Group::Beginnings, analysis.lemma(act))
        || analysis.head(act).is_some_and(|head| {
            analysis.deprel(act) == Deprel::Xcomp && reading.words.is(Group::Beginnings, analysis.lemma(head))
        });
    let mut dates: Vec<(&Time, String)> = Vec::new();
    let own: Vec<(&Time, TokenId)> = of_act(reading, act).collect();
    let times = match bond {
        // "pledged $5 million on Sunday": the day of the pledge, unless it is told what the sum is for.
        Bond::Word(word, _) if word == act => own
            .into_iter()
            .filter(|(_, head)| {
                preposition(analysis, *head)
                    .is_some_and(|words| words == "for" || reading.words.is(Group::Deadlines, &words))
            })
            .collect(),
        Bond::Compact(_) => Vec::new(),
        Bond::Granted(verb) => given(reading, verb, act).chain(own).collect(),
        _ if own.is_empty() => lent(reading, bond.word(), act).collect(),
        _ => own,
    };
    for (time, head) in times {
        let words = preposition(analysis, head).unwrap_or_default();
        term.time.get_or_insert(time.id);
        match time.kind {
            // "within 48 hours": the day is told, as good as.
            TimeType::Duration if is_hours(time) && reading.words.is(Group::Deadlines, &words) => {
                term.due = term.due.or(time.latest);
            }
            // "in two weeks": a day ahead, not how long it takes.
            TimeType::Duration if words == "in" && time.latest.is_some() => term.due = term.due.or(time.latest),
            TimeType::Duration => {
                let lasts = words.is_empty() || reading.words.is(Group::Lengths, &words);
                // "in the coming days" (PXD) measures nothing.
                if lasts && !time.value.starts_with("PX") && term.duration.is_none() {
                    term.duration = Some(time.value.clone());
                }
            }
            TimeType::Date | TimeType::Time => dates.push((time, words)),
            TimeType::Set => {}
        }
    }
    // "this week, on Thursday": the narrower of two days.
    if let [(wide, _), (narrow, _)] = dates.as_slice()
        && wide.earliest < narrow.earliest.or(wide.earliest)
        && narrow.latest.is_some()
        && narrow.latest < wide.latest
    {
        dates.remove(0);
    }
    for (index, (time, words)) in dates.iter().enumerate() {
        let range =
            dates.len() == 2 && index == 0 && dates.get(1).is_some_and(|(next, _)| is_range(reading, time, next));
        let spans = words == "for" && matches!(bond, Bond::Word(word, _) if word == act);
        if reading.words.is(Group::Starts, words) || begins || range {
            term.start = term.start.or(time.earliest);
        } else if matches!(bond, Bond::Granted(_)) && is_last_week(reading, time) {
            term.due = term.due.or_else(|| a_week_on(time.latest?));
        } else if bond.is_future() && is_past(reading, time) {
            // "will answer the attack of Monday": no day on which anybody will do it.
        } else {
            // "$5 million for 2016": from its first day to its last.
            term.start = if spans { term.start.or(time.earliest) } else { term.start };
            term.due = term.due.or(time.latest);
        }
    }
    term
}

fn is_hours(time: &Time) -> bool {
    time.value.starts_with("PT") && time.value.ends_with('H') && time.latest.is_some()
}

/// "gave them until Friday": read as the Friday before, because it was given; but what is given lies ahead.
fn is_last_week(reading: &Reading<'_>, time: &Time) -> bool {
    let named = !time.span.of(&reading.analysis.text).contains(|letter: char| letter.is_ascii_digit());
    let a_week_later = time.latest.and_then(a_week_on);
    named && is_past(reading, time) && a_week_later >= reading.input.report.published_on()
}

fn a_week_on(day: Date) -> Option<Date> {
    (0..7).try_fold(day, |day, _| day.tomorrow()).ok()
}

fn is_past(reading: &Reading<'_>, time: &Time) -> bool {
    let published = reading.input.report.published_on();
    published.is_some() && time.latest.is_some() && time.latest < published
}

/// "November 22-23", "from Monday to Friday": little stands between.
fn is_range(reading: &Reading<'_>, first: &Time, second: &Time) -> bool {
    let between = text::Span::new(first.span.end, second.span.start).of(&reading.analysis.text);
    matches!(between.trim(), "-" | "–" | "to" | "and" | "until" | "through")
}
