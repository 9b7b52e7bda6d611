//! Counting what is right, missed and wrong.

use std::collections::{BTreeMap, BTreeSet};

use super::align::{Node, Placed, Texts};
use super::{Answers, Contradiction, Findings, Item, Matter, StoryScores};
use crate::agree::same_value;
use crate::{GoldError, Layer};

type Pair<T> = (T, T);

/// All unordered pairs of a group, each in order.
fn pairs<T: Ord + Copy>(group: &[T]) -> impl Iterator<Item = Pair<T>> + '_ {
    group.iter().enumerate().flat_map(move |(at, &one)| {
        group.iter().skip(at + 1).map(move |&other| if one <= other { (one, other) } else { (other, one) })
    })
}

fn add<T: Ord>(scores: &mut StoryScores, name: &'static str, gold: &BTreeSet<T>, system: &BTreeSet<T>) {
    let right = gold.intersection(system).count();
    scores.layers.push(Layer { name, right, gold: gold.len(), system: system.len() });
}

pub(super) fn duplicates(scores: &mut StoryScores, answers: &Answers, findings: &Findings) {
    let all = |groups: &'_ [Vec<String>]| -> BTreeSet<Pair<String>> {
        groups
            .iter()
            .flat_map(|group| {
                let ids: Vec<&str> = group.iter().map(String::as_str).collect();
                pairs(&ids).map(|(one, other)| (one.to_owned(), other.to_owned())).collect::<Vec<_>>()
            })
            .collect()
    };
    let (gold, system) = (all(&answers.duplicates), all(&findings.duplicates));
    add(scores, "duplicates", &gold, &system);
    for (one, other) in gold.difference(&system) {
        scores.misses.push(format!("missed duplicates {one} {other}"));
    }
    for (one, other) in system.difference(&gold) {
        scores.misses.push(format!("wrong duplicates {one} {other}"));
    }
}

pub(super) fn happenings(
    scores: &mut StoryScores,
    texts: &Texts<'_>,
    answers: &Answers,
    findings: &Findings,
) -> Result<(), GoldError> {
    let placed: Vec<Placed<'_>> = (0..)
        .zip(&answers.happenings)
        .flat_map(|(group, happening)| {
            happening.tellings.iter().map(move |telling| Placed { telling, group, types: Some(&happening.types) })
        })
        .collect();
    let names: Vec<&str> = answers.happenings.iter().map(|happening| happening.name.as_str()).collect();
    grouped(
        scores,
        texts,
        &Question { name: "happenings", matter: Matter::Event, placed, names, answers },
        &findings.happenings,
    )
}

pub(super) fn undertakings(
    scores: &mut StoryScores,
    texts: &Texts<'_>,
    answers: &Answers,
    findings: &Findings,
) -> Result<(), GoldError> {
    let placed: Vec<Placed<'_>> = (0..)
        .zip(&answers.undertakings)
        .flat_map(|(group, undertaking)| {
            undertaking.tellings.iter().map(move |telling| Placed { telling, group, types: None })
        })
        .collect();
    let names: Vec<&str> = answers.undertakings.iter().map(|undertaking| undertaking.name.as_str()).collect();
    let question = Question { name: "undertakings", matter: Matter::Commitment, placed, names, answers };
    grouped(scores, texts, &question, &findings.undertakings)?;
    commitments(scores, texts, &question)
}

/// What is asked of groups of items.
struct Question<'a> {
    name: &'static str,
    matter: Matter,
    placed: Vec<Placed<'a>>,
    /// By number of group.
    names: Vec<&'a str>,
    answers: &'a Answers,
}

impl Question<'_> {
    fn shown(&self, node: Node<'_>) -> String {
        match node {
            Node::Told { report, group } => {
                format!("{report} «{}»", self.names.get(group).copied().unwrap_or_default())
            }
            Node::Untold { report, index } => format!("{report} item {index}"),
        }
    }
}

/// Pairs of tellings from two reports.
fn grouped(
    scores: &mut StoryScores,
    texts: &Texts<'_>,
    question: &Question<'_>,
    found: &[Vec<Item>],
) -> Result<(), GoldError> {
    let counts = |pair: &Pair<Node<'_>>| {
        let copy = |node: &Node<'_>| question.answers.is_copy(node.report());
        pair.0.report() != pair.1.report() && !copy(&pair.0) && !copy(&pair.1)
    };
    let mut by_group: BTreeMap<usize, Vec<Node<'_>>> = BTreeMap::new();
    for placed in &question.placed {
        let node = Node::Told { report: &placed.telling.report, group: placed.group };
        by_group.entry(placed.group).or_default().push(node);
    }
    let gold: BTreeSet<Pair<Node<'_>>> = by_group.values().flat_map(|group| pairs(group)).filter(counts).collect();
    let mut system: BTreeSet<Pair<Node<'_>>> = BTreeSet::new();
    for group in found {
        let nodes: BTreeSet<Node<'_>> = group
            .iter()
            .map(|item| texts.node(item, question.matter, &question.placed))
            .collect::<Result<_, GoldError>>()?;
        let nodes: Vec<Node<'_>> = nodes.into_iter().collect();
        system.extend(pairs(&nodes).filter(counts));
    }
    add(scores, question.name, &gold, &system);
    for (one, other) in gold.difference(&system) {
        scores.misses.push(format!("missed {} {} = {}", question.name, question.shown(*one), other.report()));
    }
    for (one, other) in system.difference(&gold) {
        scores.misses.push(format!("wrong {} {} = {}", question.name, question.shown(*one), question.shown(*other)));
    }
    Ok(())
}

/// Whether the tellings of undertakings are in the records, with their dates.
fn commitments(scores: &mut StoryScores, texts: &Texts<'_>, question: &Question<'_>) -> Result<(), GoldError> {
    let gold: BTreeSet<Node<'_>> = question
        .placed
        .iter()
        .map(|placed| Node::Told { report: placed.telling.report.as_str(), group: placed.group })
        .filter(|node| !question.answers.is_copy(node.report()))
        .collect();
    let mut system: BTreeMap<Node<'_>, Vec<Terms<'_>>> = BTreeMap::new();
    for record in texts.originals() {
        for (index, commitment) in record.commitments.iter().enumerate() {
            let item = Item { report: record.report.id.clone(), index };
            let node = texts.node(&item, Matter::Commitment, &question.placed)?;
            system.entry(node).or_default().push((commitment.due.as_deref(), commitment.duration.as_deref()));
        }
    }
    let nodes: BTreeSet<Node<'_>> = system.keys().copied().collect();
    add(scores, "undertaking: found", &gold, &nodes);
    let misses = gold.difference(&nodes).map(|node| format!("missed commitment {}", question.shown(*node)));
    scores.misses.extend(
        misses.chain(nodes.difference(&gold).map(|node| format!("wrong commitment {}", question.shown(*node)))),
    );
    let mut due = Layer { name: "undertaking: due", right: 0, gold: 0, system: 0 };
    for placed in &question.placed {
        let node = Node::Told { report: placed.telling.report.as_str(), group: placed.group };
        let Some(found) = system.get(&node) else { continue };
        let wanted: Terms<'_> = (placed.telling.due.as_deref(), placed.telling.duration.as_deref());
        let given = found.iter().find(|terms| **terms != (None, None)).copied().unwrap_or_default();
        let right = found.iter().any(|terms| same_terms(wanted, *terms));
        due.gold += usize::from(wanted != (None, None));
        due.system += usize::from(given != (None, None));
        due.right += usize::from(right && wanted != (None, None));
        if !right {
            scores.misses.push(format!("wrong due {}: {given:?}", question.shown(node)));
        }
    }
    scores.layers.push(due);
    Ok(())
}

/// Due date and duration.
type Terms<'a> = (Option<&'a str>, Option<&'a str>);

fn same_terms(a: Terms<'_>, b: Terms<'_>) -> bool {
    let same_length = match (a.1, b.1) {
        (Some(a), Some(b)) => same_value(a, b),
        (None, None) => true,
        _ => false,
    };
    a.0 == b.0 && same_length
}

pub(super) fn disagreements(
    scores: &mut StoryScores,
    texts: &Texts<'_>,
    answers: &Answers,
    findings: &Findings,
) -> Result<(), GoldError> {
    let mut hit: BTreeSet<usize> = BTreeSet::new();
    let mut wrong = Vec::new();
    for found in &findings.disagreements {
        if answers.is_copy(&found.one.report) || answers.is_copy(&found.other.report) {
            continue;
        }
        let fitting = answered(texts, answers, found)?;
        // One finding gives one answer: the first that none has given yet.
        match fitting.iter().find(|answer| !hit.contains(answer)).or(fitting.first()) {
            Some(&answer) => {
                hit.insert(answer);
            }
            None => wrong.push(found),
        }
    }
    scores.layers.push(Layer {
        name: "disagreements",
        right: hit.len(),
        gold: answers.disagreements.len(),
        system: hit.len() + wrong.len(),
    });
    for (index, answer) in answers.disagreements.iter().enumerate() {
        if !hit.contains(&index) {
            scores.misses.push(format!("missed disagreement «{}»", answer.about));
        }
    }
    for found in wrong {
        let alike = answers.look_alikes.iter().find(|pair| {
            texts.joins(found, std::slice::from_ref(&pair.one), std::slice::from_ref(&pair.other)).unwrap_or(false)
        });
        let why = alike.map_or(String::new(), |pair| format!("; it is {}", pair.why));
        let at = |item: &Item| format!("{} item {}", item.report, item.index);
        scores.misses.push(format!(
            "wrong disagreement {:?} of {:?} {} and {}{why}",
            found.kind,
            found.matter,
            at(&found.one),
            at(&found.other)
        ));
    }
    Ok(())
}

/// The answers that a finding fits.
fn answered(texts: &Texts<'_>, answers: &Answers, found: &Contradiction) -> Result<Vec<usize>, GoldError> {
    let mut fitting = Vec::new();
    for (index, answer) in answers.disagreements.iter().enumerate() {
        if answer.kinds.contains(&found.kind) && texts.joins(found, &answer.one, &answer.other)? {
            fitting.push(index);
        }
    }
    Ok(fitting)
}
