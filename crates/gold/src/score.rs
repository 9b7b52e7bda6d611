//! What is matched with what, and what must agree.

use std::collections::{BTreeSet, HashMap};

use crate::agree::{intervals_meet, same_number, same_value};
use crate::matching::{Pairs, iou, overlap, pair, sentence_of};
use crate::report::{Depth, Side, same_entity};
use crate::{Commitment, Event, GoldError, GoldRecord, Participant, Scores, Span, Statement};

/// Scores system records against gold records of the same reports. A report that the system does not have counts as an empty
/// record; system records of other reports are not looked at.
///
/// # Errors
/// The texts of a report differ, so that spans cannot be compared.
pub fn score(gold: &[GoldRecord], system: &[GoldRecord]) -> Result<Scores, GoldError> {
    let by_id: HashMap<&str, &GoldRecord> = system.iter().map(|record| (record.report.id.as_str(), record)).collect();
    let empty = GoldRecord::default();
    let mut scores = Scores::default();
    for record in gold {
        let id = record.report.id.as_str();
        let found = by_id.get(id).copied();
        if found.is_some_and(|found| found.report.text != record.report.text) {
            return Err(GoldError::new(format!("{id}: the texts differ; spans cannot be compared")));
        }
        let both = Both { gold: Side::new(record), system: Side::new(found.unwrap_or(&empty)) };
        both.times_and_quantities(&mut scores);
        both.statements(&mut scores);
        both.events(&mut scores);
        both.commitments(&mut scores);
    }
    Ok(scores)
}

/// One report's gold and system record.
struct Both<'a> {
    gold: Side<'a>,
    system: Side<'a>,
}

impl Both<'_> {
    /// Times and quantities match when their spans overlap, the longest overlap first.
    #[expect(clippy::cast_precision_loss, reason = "lengths of spans are far below 2^52")]
    fn times_and_quantities(&self, scores: &mut Scores) {
        let (gold, system) = (&self.gold.record.times, &self.system.record.times);
        let pairs = pair(gold, system, |g, s| overlap(g.span, s.span) as f64);
        let right = [
            ("time: found", pairs.count(gold, system, |_, _| true)),
            ("time: value", pairs.count(gold, system, |g, s| g.kind == s.kind && same_value(&g.value, &s.value))),
        ];
        add(scores, &right, gold.len(), system.len());
        let (gold, system) = (&self.gold.record.quantities, &self.system.record.quantities);
        let pairs = pair(gold, system, |g, s| overlap(g.span, s.span) as f64);
        let same = |g: &crate::Quantity, s: &crate::Quantity| same_number(g.low, s.low) && same_number(g.high, s.high);
        let right = [
            ("quantity: found", pairs.count(gold, system, |_, _| true)),
            ("quantity: value", pairs.count(gold, system, same)),
        ];
        add(scores, &right, gold.len(), system.len());
    }

    /// Statements match when at least half of the characters of their contents are shared.
    fn statements(&self, scores: &mut Scores) {
        let (gold, system) = (&self.gold.record.statements, &self.system.record.statements);
        let pairs =
            pair(gold, system, |g, s| Some(iou(&g.content, &s.content)).filter(|&share| share >= 0.5).unwrap_or(0.0));
        let sourced = |g: &Statement, s: &Statement| self.same_entity(g.source.as_ref(), s.source.as_ref());
        let acted = |g: &Statement, s: &Statement| sourced(g, s) && g.act == s.act && g.negated == s.negated;
        let right = [
            ("statement: content", pairs.count(gold, system, |_, _| true)),
            ("statement: content+source", pairs.count(gold, system, sourced)),
            ("statement: content+source+act", pairs.count(gold, system, acted)),
        ];
        add(scores, &right, gold.len(), system.len());
        let describe =
            |statement: &Statement| (statement.act.clone(), statement.content.first().copied().unwrap_or_default());
        self.note("statement", scores, &pairs, (gold, system), describe);
    }

    fn events(&self, scores: &mut Scores) {
        let (gold, system) = (&self.gold.record.events, &self.system.record.events);
        let pairs = pair(gold, system, |g, s| self.event_weight(g, s));
        let same_voice = |g: &Event, s: &Event| self.same_voice(g, s);
        let same_modes = |g: &Event, s: &Event| set(&g.modes) == set(&s.modes);
        let same_days = |g: &Event, s: &Event| intervals_meet(days(g), days(s));
        let right = [
            ("event: type", pairs.count(gold, system, |_, _| true)),
            ("event: type+dyad", pairs.count(gold, system, |g, s| self.shared_sides(g, s, Depth::Country) == 2)),
            ("event: type+full dyad", pairs.count(gold, system, |g, s| self.shared_sides(g, s, Depth::Sector) == 2)),
            ("event: type+status", pairs.count(gold, system, |g, s| g.status == s.status)),
            ("event: type+date", pairs.count(gold, system, same_days)),
            ("event: type+mode", pairs.count(gold, system, same_modes)),
            ("event: type+attribution", pairs.count(gold, system, same_voice)),
        ];
        add(scores, &right, gold.len(), system.len());
        for (event, partner) in gold.iter().zip(&pairs.of_gold) {
            let count = scores.events_by_type.entry(event.kind.clone()).or_default();
            *(if partner.is_some() { &mut count.found } else { &mut count.missed }) += 1;
        }
        for event in
            system.iter().zip(&pairs.of_system).filter(|(_, partner)| partner.is_none()).map(|(event, _)| event)
        {
            scores.events_by_type.entry(event.kind.clone()).or_default().spurious += 1;
        }
        self.note("event", scores, &pairs, (gold, system), |event: &Event| (event.kind.clone(), event.trigger));
    }

    /// Events match when their types agree and they are told in the same words or in the same sentence. The weights only decide
    /// between several candidates: shared words count most, then participants, then the rest.
    fn event_weight(&self, g: &Event, s: &Event) -> f64 {
        if g.kind != s.kind {
            return 0.0;
        }
        let (g_spans, s_spans) = (told_at(g), told_at(s));
        let touch = g_spans.iter().any(|&a| s_spans.iter().any(|&b| overlap(a, b) > 0));
        if !touch && self.sentences(&g_spans).is_disjoint(&self.sentences(&s_spans)) {
            return 0.0;
        }
        let n_sides = self.shared_sides(g, s, Depth::Country);
        let flag = |holds: bool| f64::from(u8::from(holds));
        1.0 + 3.0 * flag(touch)
            + f64::from(n_sides)
            + 0.5 * flag(g.trigger == s.trigger)
            + 0.25 * flag(self.same_voice(g, s))
            + 0.1 * flag(g.status == s.status)
    }

    /// How many of actors and recipients agree as sets.
    fn shared_sides(&self, g: &Event, s: &Event, depth: Depth) -> u8 {
        let same =
            |a: &[Participant], b: &[Participant]| u8::from(self.gold.codes(a, depth) == self.system.codes(b, depth));
        same(&g.actors, &s.actors) + same(&g.recipients, &s.recipients)
    }

    fn same_voice(&self, g: &Event, s: &Event) -> bool {
        let (a, b) = (self.gold.voice(g.statement.as_deref()), self.system.voice(s.statement.as_deref()));
        self.same_entity(a.as_ref(), b.as_ref())
    }

    /// Commitments match when their actions are in the same sentence and their obligors are of the same country.
    fn commitments(&self, scores: &mut Scores) {
        let (gold, system) = (&self.gold.record.commitments, &self.system.record.commitments);
        let weight = |g: &Commitment, s: &Commitment| {
            let (a, b) = (self.sentences(&acted_at(g)), self.sentences(&acted_at(s)));
            let same = self.gold.codes(std::slice::from_ref(&g.obligor), Depth::Country)
                == self.system.codes(std::slice::from_ref(&s.obligor), Depth::Country);
            if a.is_disjoint(&b) || !same { 0.0 } else { 1.0 + f64::from(u8::from(overlap(g.action, s.action) > 0)) }
        };
        let pairs = pair(gold, system, weight);
        let same_term =
            |g: &Commitment, s: &Commitment| g.due == s.due && g.start == s.start && g.duration == s.duration;
        let right = [
            ("commitment: found", pairs.count(gold, system, |_, _| true)),
            ("commitment: term", pairs.count(gold, system, same_term)),
            ("commitment: status", pairs.count(gold, system, |g, s| g.status == s.status)),
        ];
        add(scores, &right, gold.len(), system.len());
        let describe = |commitment: &Commitment| (commitment.kind.clone().unwrap_or_default(), commitment.action);
        self.note("commitment", scores, &pairs, (gold, system), describe);
    }

    fn same_entity(&self, g: Option<&Participant>, s: Option<&Participant>) -> bool {
        same_entity(&self.gold, g, &self.system, s)
    }

    /// The gold's sentences in which some spans begin.
    fn sentences(&self, spans: &[Span]) -> BTreeSet<Option<usize>> {
        spans.iter().map(|&span| sentence_of(&self.gold.record.sentences, span)).collect()
    }

    /// Writes down the objects without a partner.
    fn note<T>(
        &self,
        what: &str,
        scores: &mut Scores,
        pairs: &Pairs,
        items: (&[T], &[T]),
        describe: impl Fn(&T) -> (String, Span),
    ) {
        let report = &self.gold.record.report;
        for (sign, items, partners) in [("missed", items.0, &pairs.of_gold), ("spurious", items.1, &pairs.of_system)] {
            for item in items.iter().zip(partners).filter(|(_, partner)| partner.is_none()).map(|(item, _)| item) {
                let (label, (start, end)) = describe(item);
                let words: String = report.text.chars().skip(start).take(end.saturating_sub(start).min(80)).collect();
                scores.misses.push(format!("{} {sign} {what} {label} «{words}»", report.id));
            }
        }
    }
}

fn add(scores: &mut Scores, right: &[(&'static str, usize)], n_gold: usize, n_system: usize) {
    for &(name, n_right) in right {
        scores.add(name, n_right, n_gold, n_system);
    }
}

fn told_at(event: &Event) -> Vec<Span> {
    std::iter::once(event.trigger).chain(event.mentions.iter().copied()).collect()
}

fn acted_at(commitment: &Commitment) -> Vec<Span> {
    std::iter::once(commitment.action).chain(commitment.mentions.iter().copied()).collect()
}

fn days(event: &Event) -> (Option<&str>, Option<&str>) {
    (event.earliest.as_deref(), event.latest.as_deref())
}

fn set(names: &[String]) -> BTreeSet<&str> {
    names.iter().map(String::as_str).collect()
}
