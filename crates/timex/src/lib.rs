//! Times: finds expressions of calendar time in English text and normalises them to TIMEX3.
//!
//! A small grammar over pieces of text finds the expressions; their words are tables in `data/timex/`. There is no regular
//! expression per rule: each piece of the text is looked at once, and the longest expression that begins there wins.
//!
//! ```
//! use linguist::Analysis;
//!
//! let timex = timex::Timex::load(&lexicon::Data::embedded())?;
//! let text = "The army left in 2003. Two years earlier it had arrived.".to_owned();
//! // An analysis without tokens serves where no tense is needed.
//! let analysis = Analysis::of_text(text);
//! let times = timex.find(&analysis, None);
//! assert_eq!(times[0].value, "2003");
//! assert_eq!((times[1].value.as_str(), times[1].anchor), ("2001", Some(times[0].id)));
//! # Ok::<(), lexicon::DataError>(())
//! ```
//!
//! # What a time holds
//!
//! The type, value and modifier of TIMEX3 (TimeML 1.2.1; ISO 24617-1, ISO-TimeML): dates ("late 2017": `2017`, `END`), times
//! of day (`2015-06-20T15:00Z`), lengths (`P3Y`) and what recurs (`P1W`). Beyond the standard, `earliest` and `latest`
//! are the calendar days that the expression can mean ("late 2017": September to December), and `anchor` is the expression
//! that it was counted from.
//!
//! # Anchors and direction
//!
//! | expression | counted from |
//! |---|---|
//! | "yesterday", "two weeks ago", "next month" | the day of publication |
//! | "the next day", "two years earlier", "that night" | the last date told in the text |
//! | "soon afterwards" | the last date told, and open towards the future |
//! | "on Sunday", "in March" | publication, in the direction of the verb: "met on Sunday", "will meet on Sunday" |
//!
//! The direction comes from the tense and aspect of the governing verb, from verbs that plan (`data/timex/plans.tsv`), from
//! nouns for what nobody plans (`happenings.tsv`: "Sunday's attack"), and from prepositions ("since", "until").
//! Without a day of publication nothing is invented: "on Saturday" is `XXXX-WXX-6`, with no days.
//!
//! ```
//! let timex = timex::Timex::load(&lexicon::Data::embedded())?;
//! let text = "The minister resigned two weeks ago.".to_owned();
//! let analysis = linguist::Analysis::of_text(text);
//! assert_eq!(timex.find(&analysis, Some("2024-05-15"))[0].value, "2024-05-01");
//! assert_eq!(timex.find(&analysis, None)[0].value, "XXXX-WXX");
//! # Ok::<(), lexicon::DataError>(())
//! ```
//!
//! # Limits
//!
//! Seasons are those of the northern hemisphere, fiscal years run with the calendar, and days of the calendar that move with
//! the moon (other than Easter) are not known. A time told relative to an event ("a week after the vote") is the length alone.

mod calendar;
mod direction;
mod grammar;
mod meaning;
mod resolve;
mod words;

use std::cell::Cell;

use lexicon::{Data, DataError};
use linguist::{Analysis, NameKind, TokenId};
use numeral::{NumberWords, Pieces};
use ontology::{Deprel, TimeType, Upos};
use record::{Date, Evidence, Time, TimeId};
use text::Span;

use calendar::{Stretch, Unit};
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
        Ok(Self { lists: Lists { words: Words::load(data)?, numbers: NumberWords::load(data)? } })
    }

    /// The times of a text, in reading order. `published` is the day of publication in ISO 8601, with or without a time of
    /// day; a month ("2016-12") or a year still anchors what it is enough for: the year of "6 December", "last month".
    #[must_use]
    pub fn find(&self, analysis: &Analysis, published: Option<&str>) -> Vec<Time> {
        let published = published.and_then(publication);
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
        // "today" and "tonight" are where the teller stands; "that day" and "the next day" do not mean them.
        let deictic = matches!(inner(meaning), Meaning::Step(Unit::Day, 0, meaning::From::Published));
        if !deictic {
            self.remember(id, &resolved);
        }
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
                | Meaning::DayIn(_, 0)
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
        let weekday = matches!(found.meaning, Meaning::Weekday(_));
        if weekday && (self.is_named_day(first, found.start) || self.opens_a_name(first, found.start)) {
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

    /// "the Sunday Telegraph": the weekday is the first part of a proper name.
    fn opens_a_name(&self, weekday: TokenId, at: usize) -> bool {
        let the = at > 0 && !self.pieces.breaks(at) && self.pieces.lower(at - 1) == "the";
        let next = TokenId(weekday.0 + 1);
        the && self.analysis.head(weekday) == Some(next)
            && self.analysis.deprel(weekday) == Deprel::Compound
            && self.analysis.upos(next) == Upos::Propn
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

/// The date inside a time of day or a week, or the meaning itself.
fn inner(meaning: &Meaning) -> &Meaning {
    match meaning {
        Meaning::UnitOf(_, date) => date,
        Meaning::Clock { date: Some(date), .. } | Meaning::Part { date: Some(date), .. } => date,
        other => other,
    }
}
