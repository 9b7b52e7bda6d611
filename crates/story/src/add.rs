//! Adds the tellings of one report to a shelf and settles what they touch.

use std::collections::{BTreeMap, BTreeSet};

use crate::group::Link;
use crate::{
    Group, Kind, ReportEntry, ReportId, Shelf, Telling, TellingId, bands, compare, disagreements, keys, repeats, split,
};

/// Reports that are compared word for word with a new one.
const MOST_LIKE: usize = 8;
/// Tellings that are compared with a new one.
const MOST_CANDIDATES: usize = 24;
/// Entries that are read of one key. A key with more of them says little.
const PER_KEY: usize = 64;
/// Tellings of one web; further links of a larger one are not followed. A web is mostly one happening.
const WEB: usize = 160;
/// Commitments of one report that are compared with the next one.
const NEIGHBORS: usize = 32;
/// Tellings of one report that are kept; the rest of a hostile one is left out.
const MOST_TELLINGS: usize = 2000;

/// Adds a report: finds whether it repeats another, keeps its tellings, links them, and settles the groups and
/// disagreements that change. `entry.edition` is overwritten with what is found.
///
/// The groups are a function of the links, and a link is a function of two tellings, so the order in which reports are
/// added does not matter, as long as no limit is met: no key with more than 64 tellings, no telling with more than 24
/// that share a key with it, no web of more than 160 linked tellings.
///
/// # Errors
/// Those of the shelf; what was written before the error is the shelf's to undo.
pub fn add<S: Shelf>(shelf: &mut S, entry: ReportEntry, tellings: &[Telling]) -> Result<ReportId, S::Error> {
    let (report, mut touched) = place_report(shelf, entry)?;
    let mut accounts = BTreeMap::new();
    let mut undertakings: Vec<(TellingId, &Telling)> = Vec::new();
    for telling in tellings.iter().take(MOST_TELLINGS) {
        let keys = keys(telling);
        let candidates = shelf.sharing(report, &keys, PER_KEY, MOST_CANDIDATES)?;
        let id = shelf.keep(report, telling, &keys)?;
        touched.insert(id);
        for (other, candidate) in &candidates {
            if let Some(strength) = compare(telling, candidate) {
                shelf.link(id, *other, strength)?;
            }
        }
        // Two sources of one report may give one undertaking other terms.
        if telling.kind() == Kind::Undertaking {
            for &(other, earlier) in undertakings.iter().rev().take(NEIGHBORS) {
                if let Some(strength) = compare(telling, earlier) {
                    shelf.link(id, other, strength)?;
                }
            }
            undertakings.push((id, telling));
        }
        // Which events of a report are one is known already.
        match accounts.get(&telling.account()) {
            Some(&first) => shelf.link(id, first, 1000)?,
            None => {
                accounts.insert(telling.account(), id);
            }
        }
    }
    settle(shelf, &touched)?;
    Ok(report)
}

/// Keeps the report and gives it and its copies their edition. Returns the tellings of reports whose edition changed.
fn place_report<S: Shelf>(shelf: &mut S, mut entry: ReportEntry) -> Result<(ReportId, BTreeSet<TellingId>), S::Error> {
    let bands = bands(&entry.text);
    let like = if bands.is_empty() { Vec::new() } else { shelf.reports_like(&bands, PER_KEY, MOST_LIKE)? };
    let editions: BTreeSet<String> =
        like.into_iter().filter(|(_, other)| same_words(&entry, other)).map(|(_, other)| other.edition).collect();
    let mut members = Vec::new();
    for edition in &editions {
        members.extend(shelf.edition(edition)?);
    }
    let first = members.iter().map(|(_, member)| member).chain([&entry]).min_by_key(|entry| order(entry));
    entry.edition = first.map_or_else(|| entry.report.clone(), |first| first.report.clone());
    let report = shelf.keep_report(&entry, &bands)?;
    let changed: Vec<ReportId> =
        members.iter().filter(|(_, member)| member.edition != entry.edition).map(|&(id, _)| id).collect();
    let mut touched = BTreeSet::new();
    for &report in &changed {
        touched.extend(shelf.tellings(report)?);
    }
    if !changed.is_empty() {
        shelf.set_edition(&changed, &entry.edition)?;
    }
    Ok((report, touched))
}

/// Reports without a date come last; then the first published, then the lower id.
fn order(entry: &ReportEntry) -> (bool, Option<&str>, &str) {
    (entry.published.is_none(), entry.published.as_deref(), &entry.report)
}

/// Whether the later of two reports repeats the earlier one; of two with the same date either may be the later one.
fn same_words(one: &ReportEntry, other: &ReportEntry) -> bool {
    let (earlier, later) = if order(one) <= order(other) { (one, other) } else { (other, one) };
    repeats(&earlier.text, &later.text) || (earlier.published == later.published && repeats(&later.text, &earlier.text))
}

/// Walks the webs of the touched tellings and settles their groups.
fn settle<S: Shelf>(shelf: &mut S, touched: &BTreeSet<TellingId>) -> Result<(), S::Error> {
    let mut done: BTreeSet<TellingId> = BTreeSet::new();
    let mut groups = Vec::new();
    for &start in touched {
        if done.contains(&start) {
            continue;
        }
        let web = walk(shelf, start)?;
        done.extend(web.members.iter().copied());
        groups.extend(parted(shelf, &web)?);
    }
    shelf.settle(&groups)
}

struct Web {
    members: Vec<TellingId>,
    links: BTreeMap<(TellingId, TellingId), u16>,
}

/// Breadth first, so that a web that is too large is cut at its far end.
fn walk<S: Shelf>(shelf: &S, start: TellingId) -> Result<Web, S::Error> {
    let mut members = vec![start];
    let mut seen = BTreeSet::from([start]);
    let mut links = BTreeMap::new();
    let mut next = 0;
    while let Some(&member) = members.get(next) {
        next += 1;
        for (other, strength) in shelf.links(member)? {
            if !seen.contains(&other) {
                if members.len() >= WEB {
                    continue;
                }
                seen.insert(other);
                members.push(other);
            }
            links.insert((member.min(other), member.max(other)), strength);
        }
    }
    Ok(Web { members, links })
}

fn parted<S: Shelf>(shelf: &S, web: &Web) -> Result<Vec<Group>, S::Error> {
    let mut members = Vec::with_capacity(web.members.len());
    for &id in &web.members {
        members.extend(shelf.telling(id)?.map(|telling| (id, telling)));
    }
    members.sort_by(|(_, one), (_, other)| one.order().cmp(&other.order()));
    let (accounts, links) = accounts(&members, &web.links);
    let mut groups = Vec::new();
    for parts in split(accounts.len(), &links) {
        let mut of: Vec<usize> = parts.iter().filter_map(|&part| accounts.get(part)).flatten().copied().collect();
        of.sort_unstable();
        let (ids, tellings): (Vec<TellingId>, Vec<Telling>) =
            of.iter().filter_map(|&at| members.get(at)).cloned().unzip();
        let Some(kind) = tellings.first().map(Telling::kind) else { continue };
        let disagreements = disagreements(&tellings)
            .into_iter()
            .filter_map(|(one, other, disagreement)| Some((*ids.get(one)?, *ids.get(other)?, disagreement)))
            .collect();
        groups.push(Group { kind, members: ids, disagreements });
    }
    Ok(groups)
}

/// Accounts as lists of members, and the links between them: the strongest one of their tellings. Linked accounts of one
/// edition count as one, because a copy says nothing new.
fn accounts(
    members: &[(TellingId, Telling)],
    links: &BTreeMap<(TellingId, TellingId), u16>,
) -> (Vec<Vec<usize>>, Vec<Link>) {
    let place: BTreeMap<TellingId, usize> = members.iter().enumerate().map(|(at, &(id, _))| (id, at)).collect();
    let mut first: Vec<usize> = (0..members.len()).collect();
    let mut heads: BTreeMap<(&str, (Kind, u32)), usize> = BTreeMap::new();
    for (at, (_, telling)) in members.iter().enumerate() {
        let head = *heads.entry((&telling.report, telling.account())).or_insert(at);
        unite(&mut first, head, at);
    }
    let ends = |&(one, other): &(TellingId, TellingId)| Some((*place.get(&one)?, *place.get(&other)?));
    let edition = |at: usize| members.get(at).map(|(_, telling)| &telling.edition);
    for (one, other) in links.keys().filter_map(ends).filter(|&(one, other)| edition(one) == edition(other)) {
        unite(&mut first, one, other);
    }
    let mut numbers: BTreeMap<usize, usize> = BTreeMap::new();
    let mut accounts: Vec<Vec<usize>> = Vec::new();
    for at in 0..members.len() {
        let number = *numbers.entry(root(&first, at)).or_insert(accounts.len());
        match accounts.get_mut(number) {
            Some(account) => account.push(at),
            None => accounts.push(vec![at]),
        }
    }
    let number = |at: usize| numbers.get(&root(&first, at)).copied();
    let between = links.iter().filter_map(|(pair, &strength)| {
        let (one, other) = ends(pair)?;
        Some((number(one)?, number(other)?, strength))
    });
    (accounts, between.collect())
}

/// The first member of the set that a member is in (disjoint sets; the lower index leads, so the answer is one whatever the order).
fn root(first: &[usize], mut at: usize) -> usize {
    while let Some(&next) = first.get(at)
        && next != at
    {
        at = next;
    }
    at
}

fn unite(first: &mut [usize], one: usize, other: usize) {
    let (one, other) = (root(first, one), root(first, other));
    if let Some(slot) = first.get_mut(one.max(other)) {
        *slot = one.min(other);
    }
}
