//! Times: finds expressions of calendar time and normalises them to TIMEX3.
//!
//! A small grammar over pieces of text finds the expressions; their words are tables in `data/timex/`. The values are
//! those of TIMEX3 (TimeML 1.2.1; ISO 24617-1, ISO-TimeML), to which `earliest` and `latest` add the calendar days meant.
//! Anchors are explicit: the day of publication, or the last date told ("two years earlier", "the next day").
//! The governing verb's tense decides between the Sunday before and the Sunday after. Without a day of publication
//! nothing is invented: "on Saturday" is `XXXX-WXX-6`.
//!
//! ```
//! use linguist::Analysis;
//!
//! let timex = timex::Timex::load(&lexicon::Data::embedded())?;
//! let text = "The army left in 2003. Two years earlier it had arrived.".to_owned();
//! // An analysis without tokens serves where no tense is needed.
//! let analysis = Analysis::new(text, Vec::new(), Vec::new(), Vec::new());
//! let times = timex.find(&analysis, None);
//! assert_eq!(times[0].value, "2003");
//! assert_eq!((times[1].value.as_str(), times[1].anchor), ("2001", Some(times[0].id)));
//! # Ok::<(), lexicon::DataError>(())
//! ```

mod calendar;
mod direction;
mod grammar;
mod meaning;
mod resolve;
mod words;

use std::cell::Cell;

use lexicon::{Data, DataError};
use linguist::{Analysis, NameKind, TokenId};
use numeral::{Bounds, Numbered, Numerals, Pieces};
use ontology::{Deprel, TimeType};
use record::{Date, Evidence, Report, Time, TimeId};
use text::Span;

use calendar::Stretch;
use direction::{Direction, Pointed, direction};
use grammar::{Grammar, Lists};
use meaning::{Match, Meaning};
use resolve::{Reference, Resolved};
use words::Words;

/// How many expressions away the day of a clock time may stand. A sentence seldom has more.
const NEAR: usize = 16;

/// Finds and normalises times.
#[derive(Debug, Clone)]
pub struct Timex {
    lists: Lists,
}

impl Timex {
    /// Reads the tables of `data/timex/` and `data/numeral/`.
    ///
    /// # Errors
    /// A table is missing or a row is wrong; the error names the line.
    pub fn load(data: &Data) -> Result<Self, DataError> {
        Ok(Self {
            lists: Lists {
                words: Words::load(data)?,
                numerals: Numerals::load(data)?,
                bounds: Bounds::load(data)?,
                numbered: Numbered::load(data)?,
            },
        })
    }

    /// The times of a text, in reading order, against the day of publication.
    #[must_use]
    pub fn find(&self, analysis: &Analysis, published: Option<Date>) -> Vec<Time> {
        self.find_from(analysis, published.map(Stretch::Day))
    }

    /// The times of a report. A report of which only the month or the year of publication is known
    /// still anchors what that is enough for: the year of "6 December", the month of "last month".
    #[must_use]
    pub fn find_in(&self, analysis: &Analysis, report: &Report) -> Vec<Time> {
        self.find_from(analysis, report.published.as_deref().and_then(publication))
    }

    fn find_from(&self, analysis: &Analysis, published: Option<Stretch>) -> Vec<Time> {
        let pieces = Pieces::of(&analysis.text);
        let grammar = Grammar::new(&self.lists, &pieces, analysis);
        let matches = grammar.all();
        let mut reader = Reader {
            lists: &self.lists,
            analysis,
            pieces: &pieces,
            published,
            told: None,
            told_day: None,
            times: Vec::new(),
        };
        for at in 0..matches.len() {
            reader.add(&matches, at);
        }
        reader.times
    }
}

/// `2016-12-11` and date-times, `2016-12`, `2016`.
fn publication(published: &str) -> Option<Stretch> {
    if let Some(day) = published.get(..10).and_then(|day| day.parse().ok()) {
        return Some(Stretch::Day(day));
    }
    let year = published.get(..4)?.parse().ok()?;
    match published.get(4..) {
        Some("") => Some(Stretch::Year(year)),
        Some(rest) => rest
            .strip_prefix('-')?
            .parse()
            .ok()
            .filter(|month| (1..=12).contains(month))
            .map(|month| Stretch::Month(year, month)),
        None => None,
    }
}

/// One pass over the expressions of a text, remembering the last date told.
struct Reader<'a> {
    lists: &'a Lists,
    analysis: &'a Analysis,
    pieces: &'a Pieces<'a>,
    published: Option<Stretch>,
    told: Option<(Stretch, TimeId)>,
    told_day: Option<(Date, TimeId)>,
    times: Vec<Time>,
}

impl Reader<'_> {
    fn add(&mut self, matches: &[Match], at: usize) {
        let Some(found) = matches.get(at) else { return };
        let span = self.pieces.cover(found.start, found.end);
        let head = self.analysis.head_of_span(span);
        if self.is_name(span, found) || self.is_modal_now(span, head) {
            return;
        }
        let pointed = Cell::new(None);
        let reference = self.reference(found, head, &pointed);
        let dateless = matches!(found.meaning, Meaning::Clock { date: None, .. } | Meaning::Part { date: None, .. });
        let reference = if dateless { self.day_of_sentence(matches, at, reference) } else { reference };
        let meaning = self.day_in_brackets(matches, at).unwrap_or(&found.meaning);
        let resolved = reference.resolve(meaning, found.modifier, found.side);
        let id = TimeId::new(self.times.len());
        self.remember(id, &resolved);
        let mut evidence = Evidence::by(format!("time: {}", found.rule)).at(span);
        if let Some(Pointed { direction, by: Some(by), .. }) = pointed.get() {
            evidence.note(format!("direction {direction:?}: {}", self.analysis.form(by)));
        }
        if let Some(anchor) = resolved.anchor.and_then(|anchor| self.times.get(anchor.index())) {
            evidence.note(format!("anchor: {}", anchor.span.of(&self.analysis.text)));
        }
        // "by the end of May", "since Tuesday": the layers above make bounds of these.
        if let Some(preposition) = self.preposition(found.start) {
            evidence.note(format!("preposition: {preposition}"));
        }
        self.times.push(Time {
            id,
            span,
            kind: resolved.kind,
            value: resolved.value,
            modifier: found.modifier,
            anchor: resolved.anchor,
            earliest: resolved.bounds.0,
            latest: resolved.bounds.1,
            evidence,
        });
    }

    /// The word right before, if it is one that leads to a date.
    fn preposition(&self, start: usize) -> Option<&str> {
        let before = start.checked_sub(1).filter(|_| !self.pieces.breaks(start))?;
        let word = self.pieces.lower(before);
        self.lists.words.senses(word).contains(&words::Sense::Lead).then_some(word)
    }

    /// "Friday (20 January)": the bracket says which Friday.
    fn day_in_brackets<'m>(&self, matches: &'m [Match], at: usize) -> Option<&'m Meaning> {
        let (found, next) = (matches.get(at)?, matches.get(at + 1)?);
        let bracketed =
            next.start == found.end + 1 && self.pieces.is_sign(found.end, '(') && self.pieces.is_sign(next.end, ')');
        let day =
            matches!(next.meaning, Meaning::Yearly(meaning::Yearly::Day(..), _) | Meaning::Fixed(Stretch::Day(_)));
        (bracketed && day && matches!(found.meaning, Meaning::Weekday(_))).then_some(&next.meaning)
    }

    /// The anchors for one expression; the tree is asked for a direction only where one can matter.
    fn reference(&self, found: &Match, head: Option<TokenId>, pointed: &Cell<Option<Pointed>>) -> Reference {
        let needs = matches!(
            inner(&found.meaning),
            Meaning::Weekday(_)
                | Meaning::WeekdayStep(..)
                | Meaning::Yearly(_, meaning::Year::Unsaid)
                | Meaning::Step(_, _, meaning::From::Running)
                | Meaning::Placed(_, _, 0)
        );
        let found_direction = head.filter(|_| needs).map(|head| direction(&self.lists.words, self.analysis, head));
        pointed.set(found_direction);
        Reference {
            published: self.published,
            told: self.told,
            told_day: self.told_day,
            direction: found_direction.map_or(Direction::Open, |found| found.direction),
            sure: found_direction.is_some_and(|found| found.sure),
        }
    }

    /// "At 18:00 the talks ended on Tuesday": a time without a date takes the day named nearest in its sentence.
    fn day_of_sentence(&self, matches: &[Match], at: usize, reference: Reference) -> Reference {
        let Some(start) = matches.get(at).map(|found| found.start) else { return reference };
        let sentence = self.sentence_at(start);
        let later = matches
            .iter()
            .skip(at + 1)
            .take(NEAR)
            .take_while(|next| self.sentence_at(next.start) == sentence)
            .find(|next| next.is_day());
        let earlier = matches
            .iter()
            .take(at)
            .rev()
            .take(NEAR)
            .take_while(|last| self.sentence_at(last.start) == sentence)
            .any(Match::is_day);
        let Some(day) = later.filter(|_| !earlier) else { return reference };
        let span = self.pieces.cover(day.start, day.end);
        let known =
            self.reference(day, self.analysis.head_of_span(span), &Cell::new(None)).resolve(&day.meaning, None, None);
        match known.stretch.and_then(Stretch::day) {
            // The day's own expression comes later and has no id yet; the time stands on it all the same.
            Some(day) => Reference { told_day: None, published: Some(Stretch::Day(day)), ..reference },
            None => reference,
        }
    }

    fn sentence_at(&self, piece: usize) -> usize {
        let byte = self.pieces.get(piece).map_or(0, |piece| piece.span.start);
        self.analysis.sentences.partition_point(|sentence| sentence.span.end <= byte)
    }

    fn remember(&mut self, id: TimeId, resolved: &Resolved) {
        let Some(stretch) = resolved.stretch.filter(|_| matches!(resolved.kind, TimeType::Date | TimeType::Time))
        else {
            return;
        };
        self.told = Some((stretch, id));
        if let Some(day) = stretch.day() {
            self.told_day = Some((day, id));
        }
    }

    /// Part of a longer name of a person or an organization: "the Sunday Times", "Ms April".
    fn is_name(&self, span: Span, found: &Match) -> bool {
        let wordy = matches!(
            found.meaning,
            Meaning::Weekday(_)
                | Meaning::Yearly(meaning::Yearly::Month(_), meaning::Year::Unsaid)
                | Meaning::Plain(..)
        );
        let Some(first) = self.analysis.tokens_in(span).map(TokenId).next().filter(|_| wordy) else { return false };
        if matches!(found.meaning, Meaning::Weekday(_)) && self.is_named_day(first, found.start) {
            return true;
        }
        self.analysis.name_of(first).is_some_and(|name| {
            let tokens: Vec<TokenId> = name.tokens.clone().map(TokenId).collect();
            matches!(name.kind, NameKind::Person | NameKind::Organization)
                && self.analysis.cover(&tokens).len() > span.len()
        })
    }

    /// "Black Monday", "Super Tuesday": a capital word belongs to the weekday and makes it another day's name.
    fn is_named_day(&self, weekday: TokenId, at: usize) -> bool {
        let close =
            at > 0 && !self.pieces.breaks(at) && self.pieces.is_capitalized(at - 1) && self.pieces.is_word(at - 1);
        let mut modifiers = self.analysis.children_by(weekday, &[Deprel::Amod, Deprel::Compound]);
        close
            && modifiers.any(|word| {
                word.0 + 1 == weekday.0
                    && word.0
                        != self
                            .analysis
                            .sentences
                            .get(self.analysis.sentence_of(word) as usize)
                            .map_or(0, |sentence| sentence.tokens.start)
            })
    }

    /// "must now act", "will now receive": the word only moves the story on.
    fn is_modal_now(&self, span: Span, head: Option<TokenId>) -> bool {
        if !span.of(&self.analysis.text).eq_ignore_ascii_case("now") {
            return false;
        }
        let verb = head.and_then(|token| self.analysis.head(token));
        verb.is_some_and(|verb| {
            self.analysis
                .children(verb)
                .iter()
                .any(|&aux| matches!(self.analysis.lemma(aux), "will" | "must" | "shall"))
        })
    }
}

/// The date inside a time of day, or the meaning itself.
fn inner(meaning: &Meaning) -> &Meaning {
    match meaning {
        Meaning::Clock { date: Some(date), .. } | Meaning::Part { date: Some(date), .. } => date,
        other => other,
    }
}
