//! Which telling of the answers an item of a record is.

use std::collections::BTreeMap;

use super::{Answers, Contradiction, Item, Matter, Quotation, Telling};
use crate::matching::{overlap, sentence_of};
use crate::{GoldError, GoldRecord, Span};

/// The records by report id, and where copies are.
pub(super) struct Texts<'a> {
    records: BTreeMap<&'a str, &'a GoldRecord>,
    answers: &'a Answers,
}

/// An item, or the telling that it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Node<'a> {
    /// The telling of a report in the group of this number.
    Told {
        report: &'a str,
        group: usize,
    },
    Untold {
        report: &'a str,
        index: usize,
    },
}

impl<'a> Node<'a> {
    pub(super) const fn report(&self) -> &'a str {
        match self {
            Self::Told { report, .. } | Self::Untold { report, .. } => report,
        }
    }
}

/// A telling with its place in the answers.
pub(super) struct Placed<'a> {
    pub(super) telling: &'a Telling,
    pub(super) group: usize,
    /// Types that the item may have for the sentence alone to decide; `None`: any.
    pub(super) types: Option<&'a [String]>,
}

/// Where an item is told: its trigger or action first.
struct Told<'a> {
    spans: Vec<Span>,
    kind: Option<&'a str>,
}

impl<'a> Texts<'a> {
    /// Refuses answers whose quotations cannot be found.
    pub(super) fn new(records: &'a [GoldRecord], answers: &'a Answers) -> Result<Self, GoldError> {
        let texts =
            Self { records: records.iter().map(|record| (record.report.id.as_str(), record)).collect(), answers };
        let happenings = answers.happenings.iter().flat_map(|happening| &happening.tellings);
        let undertakings = answers
            .undertakings
            .iter()
            .flat_map(|undertaking| undertaking.tellings.iter().chain(&undertaking.progress));
        for telling in happenings.chain(undertakings) {
            texts.spans(telling)?;
        }
        let sides = answers.disagreements.iter().flat_map(|answer| answer.one.iter().chain(&answer.other));
        let alike = answers.look_alikes.iter().flat_map(|pair| [&pair.one, &pair.other]);
        for quotation in sides.chain(alike) {
            texts.sentence(quotation)?;
        }
        Ok(texts)
    }

    fn record(&self, report: &str) -> Result<&'a GoldRecord, GoldError> {
        self.records.get(report).copied().ok_or_else(|| GoldError::new(format!("{report}: no record of this report")))
    }

    /// Records of the reports that are no copies, by id.
    pub(super) fn originals(&self) -> impl Iterator<Item = &'a GoldRecord> + '_ {
        self.records.values().copied().filter(|record| !self.answers.is_copy(&record.report.id))
    }

    /// Where a quotation stands, in code points.
    fn find(&self, report: &str, quote: &str) -> Result<Span, GoldError> {
        let text = &self.record(report)?.report.text;
        let fault = |what: &str| GoldError::new(format!("{report}: «{quote}» {what}"));
        let mut found = text.match_indices(quote);
        let (at, _) = found.next().ok_or_else(|| fault("does not occur"))?;
        if found.next().is_some() {
            return Err(fault("occurs more than once; quote more words"));
        }
        let start = text.get(..at).unwrap_or_default().chars().count();
        Ok((start, start + quote.chars().count()))
    }

    pub(super) fn spans(&self, telling: &Telling) -> Result<Vec<Span>, GoldError> {
        telling.quotes.iter().map(|quote| self.find(&telling.report, quote)).collect()
    }

    /// The sentence in which a quotation begins.
    fn sentence(&self, quotation: &Quotation) -> Result<Option<usize>, GoldError> {
        let span = self.find(&quotation.report, &quotation.quote)?;
        Ok(sentence_of(&self.record(&quotation.report)?.sentences, span))
    }

    fn told(&self, item: &Item, matter: Matter) -> Result<Told<'a>, GoldError> {
        let record = self.record(&item.report)?;
        let (first, more, kind) = match matter {
            Matter::Event => {
                record.events.get(item.index).map(|event| (event.trigger, &event.mentions, Some(event.kind.as_str())))
            }
            Matter::Commitment => record
                .commitments
                .get(item.index)
                .map(|commitment| (commitment.action, &commitment.mentions, commitment.kind.as_deref())),
        }
        .ok_or_else(|| GoldError::new(format!("{}: the record has no item {}", item.report, item.index)))?;
        Ok(Told { spans: std::iter::once(first).chain(more.iter().copied()).collect(), kind })
    }

    /// Whether a finding has an item on each side.
    pub(super) fn joins(
        &self,
        found: &Contradiction,
        one: &[Quotation],
        other: &[Quotation],
    ) -> Result<bool, GoldError> {
        let lies = |item: &Item, side: &[Quotation]| {
            side.iter().try_fold(false, |so_far, quotation| Ok(so_far || self.lies_at(item, found.matter, quotation)?))
        };
        Ok(lies(&found.one, one)? && lies(&found.other, other)? || lies(&found.one, other)? && lies(&found.other, one)?)
    }

    /// Whether an item is told in the sentence of a quotation.
    fn lies_at(&self, item: &Item, matter: Matter, quotation: &Quotation) -> Result<bool, GoldError> {
        if item.report != quotation.report {
            return Ok(false);
        }
        let sentence = self.sentence(quotation)?;
        let sentences = &self.record(&item.report)?.sentences;
        Ok(self.told(item, matter)?.spans.iter().any(|&span| sentence_of(sentences, span) == sentence))
    }

    /// What an item is.
    pub(super) fn node(&self, item: &Item, matter: Matter, tellings: &[Placed<'a>]) -> Result<Node<'a>, GoldError> {
        let record = self.record(&item.report)?;
        let report = record.report.id.as_str();
        let told = self.told(item, matter)?;
        let here: Vec<(&Placed<'_>, Vec<Span>)> = tellings
            .iter()
            .filter(|placed| placed.telling.report == report)
            .map(|placed| Ok((placed, self.spans(placed.telling)?)))
            .collect::<Result<_, GoldError>>()?;
        let overlapping = told.spans.iter().find_map(|&span| {
            let shared = |quotes: &[Span]| quotes.iter().map(|&quote| overlap(quote, span)).max().unwrap_or(0);
            here.iter()
                .filter(|(_, quotes)| shared(quotes) > 0)
                // The earlier of equals: `max_by_key` would take the last.
                .min_by_key(|(_, quotes)| std::cmp::Reverse(shared(quotes)))
        });
        let near = || {
            let mut near = here.iter().filter(|(placed, quotes)| {
                let fits = placed.types.is_none_or(|types| types.iter().any(|kind| Some(kind.as_str()) == told.kind));
                fits && shares_sentence(&record.sentences, quotes, &told.spans)
            });
            near.next().filter(|_| near.next().is_none())
        };
        Ok(match overlapping.or_else(near) {
            Some((placed, _)) => Node::Told { report, group: placed.group },
            None => Node::Untold { report, index: item.index },
        })
    }
}

fn shares_sentence(sentences: &[Span], some: &[Span], others: &[Span]) -> bool {
    some.iter()
        .filter_map(|&span| sentence_of(sentences, span))
        .any(|sentence| others.iter().any(|&other| sentence_of(sentences, other) == Some(sentence)))
}
