//! Name labels for GUM sentences from its entity annotation, as close to the guidelines of UNER as the annotation allows.
//!
//! GUM marks whole noun phrases ("the next US president") of ten kinds, nested; UNER marks names only. A phrase about a person, an
//! organisation or a place whose head is a proper noun gives a name: the proper nouns around the head, over "of" for organisations and
//! places. Titles stay outside as in UNER; what a title is, is counted in the UNER part.

use std::collections::{BTreeMap, BTreeSet};

use crate::treebank::Gold;

struct Mention {
    first: usize,
    last: usize,
    kind: &'static str,
}

/// Words that stand right before a person's name, outside it, more often than they begin one.
pub fn titles(named: &[Gold]) -> BTreeSet<String> {
    let mut counts: BTreeMap<&str, (u32, u32)> = BTreeMap::new();
    for sentence in named {
        let Some(names) = &sentence.names else { continue };
        for (at, label) in names.iter().enumerate() {
            if label == "B-PER" {
                counts.entry(&sentence.words[at].form).or_default().1 += 1;
                if let Some(before) =
                    at.checked_sub(1).filter(|&b| names[b] == "O" && sentence.words[b].upos == "PROPN")
                {
                    counts.entry(&sentence.words[before].form).or_default().0 += 1;
                }
            }
        }
    }
    counts
        .into_iter()
        .filter(|(_, (outside, inside))| outside > inside && *outside >= 2)
        .map(|(w, _)| w.to_owned())
        .collect()
}

/// Labels the sentences; returns the number of names.
pub fn add(sentences: &mut [Gold], titles: &BTreeSet<String>) -> usize {
    let mut n_names = 0;
    let mut open: Vec<(String, usize, &'static str)> = Vec::new();
    for sentence in sentences {
        open.clear();
        let mut mentions = read_mentions(sentence, &mut open);
        mentions.sort_by_key(|m| (std::cmp::Reverse(m.last - m.first), m.first));
        let mut labels = vec!["O".to_owned(); sentence.words.len()];
        for mention in &mentions {
            let Some((first, last)) = name_in(sentence, mention, titles) else { continue };
            if labels[first..=last].iter().any(|label| label != "O") {
                continue;
            }
            n_names += 1;
            labels[first..=last].fill(format!("I-{}", mention.kind));
            labels[first] = format!("B-{}", mention.kind);
        }
        sentence.names = Some(labels);
    }
    n_names
}

fn read_mentions(sentence: &Gold, open: &mut Vec<(String, usize, &'static str)>) -> Vec<Mention> {
    let mut mentions = Vec::new();
    for (at, word) in sentence.words.iter().enumerate() {
        let Some(mut rest) = word.misc.split('|').find_map(|item| item.strip_prefix("Entity=")) else { continue };
        while !rest.is_empty() {
            if let Some(opened) = rest.strip_prefix('(') {
                let end = opened.find(['(', ')']).unwrap_or(opened.len());
                let mut parts = opened[..end].split('-');
                let id = parts.next().unwrap_or_default().to_owned();
                let kind = match parts.next() {
                    Some("person") => "PER",
                    Some("organization") => "ORG",
                    Some("place") => "LOC",
                    _ => "",
                };
                rest = &opened[end..];
                if let Some(after) = rest.strip_prefix(')') {
                    mentions.push(Mention { first: at, last: at, kind });
                    rest = after;
                } else {
                    open.push((id, at, kind));
                }
            } else {
                let end = rest.find(')').unwrap_or(rest.len());
                if let Some(found) = open.iter().rposition(|(id, _, _)| *id == rest[..end]) {
                    let (_, first, kind) = open.remove(found);
                    mentions.push(Mention { first, last: at, kind });
                }
                rest = rest.get(end + 1..).unwrap_or("");
            }
        }
    }
    mentions.retain(|mention| !mention.kind.is_empty());
    mentions
}

/// The words of the name at the head of a mention.
fn name_in(sentence: &Gold, mention: &Mention, titles: &BTreeSet<String>) -> Option<(usize, usize)> {
    let words = &sentence.words;
    let inside = mention.first..=mention.last;
    let head = inside.clone().find(|&at| words[at].head == 0 || !inside.contains(&(words[at].head - 1)))?;
    let is_name = |at: usize| words[at].xpos.starts_with("NNP");
    if !is_name(head) {
        return None;
    }
    let joins = |at: usize| is_name(at) || (words[at].xpos == "HYPH" && at > mention.first && at < mention.last);
    let mut first = head;
    while first > mention.first && joins(first - 1) {
        first -= 1;
    }
    let mut last = head;
    loop {
        if last < mention.last && joins(last + 1) {
            last += 1;
        } else if mention.kind != "PER" && last + 1 < mention.last && words[last + 1].form == "of" && is_name(last + 2)
        {
            last += 2;
        } else {
            break;
        }
    }
    while mention.kind == "PER" && first < last && titles.contains(&words[first].form) {
        first += 1;
    }
    Some((first, last))
}
