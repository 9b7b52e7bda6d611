//! A shelf in memory, for tests, for scoring and for a few hundred reports.

use std::collections::BTreeMap;
use std::convert::Infallible;

use crate::{Group, ReportEntry, ReportId, Shelf, Telling, TellingId};

/// Reports, tellings, links and groups in memory.
#[derive(Debug, Clone, Default)]
pub struct Book {
    reports: Vec<ReportEntry>,
    tellings: Vec<(ReportId, Telling)>,
    by_band: BTreeMap<u64, Vec<ReportId>>,
    by_key: BTreeMap<u64, Vec<TellingId>>,
    by_report: BTreeMap<ReportId, Vec<TellingId>>,
    links: BTreeMap<TellingId, BTreeMap<TellingId, u16>>,
    groups: BTreeMap<u64, Group>,
    group_of: BTreeMap<TellingId, u64>,
    next_group: u64,
}

impl Book {
    /// Adds a report with its tellings.
    pub fn add(&mut self, entry: ReportEntry, tellings: &[Telling]) -> ReportId {
        match crate::add(self, entry, tellings) {
            Ok(report) => report,
            Err(never) => match never {},
        }
    }

    /// The reports, in the order in which they were added.
    #[must_use]
    pub fn reports(&self) -> &[ReportEntry] {
        &self.reports
    }

    /// All groups, in the order of their first tellings.
    #[must_use]
    pub fn groups(&self) -> Vec<&Group> {
        let mut groups: Vec<&Group> = self.groups.values().collect();
        groups.sort_by(|one, other| {
            let first = |group: &Group| group.members.first().and_then(|&id| self.get(id));
            first(one).map(Telling::order).cmp(&first(other).map(Telling::order))
        });
        groups
    }

    /// A telling by its number.
    #[must_use]
    pub fn get(&self, id: TellingId) -> Option<&Telling> {
        self.tellings.get(usize::try_from(id.0).ok()?).map(|(_, telling)| telling)
    }

    /// The tellings of a group, as [`crate::happening`] and [`crate::undertaking`] want them.
    #[must_use]
    pub fn told(&self, group: &Group) -> Vec<Telling> {
        group.members.iter().filter_map(|&id| self.get(id)).cloned().collect()
    }

    fn leave(&mut self, member: TellingId, old: u64) {
        if let Some(group) = self.groups.get_mut(&old) {
            group.members.retain(|&other| other != member);
            group.disagreements.retain(|&(one, other, _)| one != member && other != member);
            if group.members.is_empty() {
                self.groups.remove(&old);
            }
        }
    }

    fn report(&self, id: ReportId) -> Option<&ReportEntry> {
        self.reports.get(usize::try_from(id.0).ok()?)
    }
}

impl Shelf for Book {
    type Error = Infallible;

    fn keep_report(&mut self, entry: &ReportEntry, bands: &[u64]) -> Result<ReportId, Infallible> {
        let id = ReportId(self.reports.len() as u64);
        self.reports.push(entry.clone());
        for &band in bands {
            self.by_band.entry(band).or_default().push(id);
        }
        Ok(id)
    }

    fn reports_like(
        &self,
        bands: &[u64],
        per_band: usize,
        limit: usize,
    ) -> Result<Vec<(ReportId, ReportEntry)>, Infallible> {
        let found = most_shared(&self.by_band, bands, per_band, limit, |_| true);
        Ok(found.into_iter().filter_map(|id| Some((id, self.report(id)?.clone()))).collect())
    }

    fn edition(&self, edition: &str) -> Result<Vec<(ReportId, ReportEntry)>, Infallible> {
        let all = (0..).map(ReportId).zip(&self.reports);
        Ok(all.filter(|(_, entry)| entry.edition == edition).map(|(id, entry)| (id, entry.clone())).collect())
    }

    fn set_edition(&mut self, reports: &[ReportId], edition: &str) -> Result<(), Infallible> {
        for report in reports {
            if let Some(entry) = usize::try_from(report.0).ok().and_then(|at| self.reports.get_mut(at)) {
                edition.clone_into(&mut entry.edition);
            }
        }
        for (_, telling) in self.tellings.iter_mut().filter(|(report, _)| reports.contains(report)) {
            edition.clone_into(&mut telling.edition);
        }
        Ok(())
    }

    fn keep(&mut self, report: ReportId, telling: &Telling, keys: &[u64]) -> Result<TellingId, Infallible> {
        let id = TellingId(self.tellings.len() as u64);
        let mut telling = telling.clone();
        if let Some(entry) = self.report(report) {
            telling.edition.clone_from(&entry.edition);
        }
        self.tellings.push((report, telling));
        self.by_report.entry(report).or_default().push(id);
        for &key in keys {
            self.by_key.entry(key).or_default().push(id);
        }
        Ok(id)
    }

    fn sharing(
        &self,
        report: ReportId,
        keys: &[u64],
        per_key: usize,
        limit: usize,
    ) -> Result<Vec<(TellingId, Telling)>, Infallible> {
        let own = self.by_report.get(&report).map_or(&[][..], Vec::as_slice);
        let found = most_shared(&self.by_key, keys, per_key, limit, |id| own.binary_search(id).is_err());
        Ok(found.into_iter().filter_map(|id| Some((id, self.get(id)?.clone()))).collect())
    }

    fn tellings(&self, of: ReportId) -> Result<Vec<TellingId>, Infallible> {
        Ok(self.by_report.get(&of).cloned().unwrap_or_default())
    }

    fn telling(&self, id: TellingId) -> Result<Option<Telling>, Infallible> {
        Ok(self.get(id).cloned())
    }

    fn link(&mut self, one: TellingId, other: TellingId, strength: u16) -> Result<(), Infallible> {
        self.links.entry(one).or_default().insert(other, strength);
        self.links.entry(other).or_default().insert(one, strength);
        Ok(())
    }

    fn links(&self, of: TellingId) -> Result<Vec<(TellingId, u16)>, Infallible> {
        Ok(self.links.get(&of).into_iter().flatten().map(|(&other, &strength)| (other, strength)).collect())
    }

    fn settle(&mut self, groups: &[Group]) -> Result<(), Infallible> {
        for &member in groups.iter().flat_map(|group| &group.members) {
            if let Some(old) = self.group_of.remove(&member) {
                self.leave(member, old);
            }
        }
        for group in groups {
            let number = self.next_group;
            self.next_group += 1;
            self.group_of.extend(group.members.iter().map(|&member| (member, number)));
            self.groups.insert(number, group.clone());
        }
        Ok(())
    }
}

/// Entries that share keys: most shared keys first, then the lower number.
fn most_shared<T: Copy + Ord>(
    index: &BTreeMap<u64, Vec<T>>,
    keys: &[u64],
    per_key: usize,
    limit: usize,
    wanted: impl Fn(&T) -> bool,
) -> Vec<T> {
    let mut counts: BTreeMap<T, usize> = BTreeMap::new();
    for entry in keys.iter().filter_map(|key| index.get(key)).flat_map(|entries| entries.iter().take(per_key)) {
        if wanted(entry) {
            *counts.entry(*entry).or_default() += 1;
        }
    }
    let mut found: Vec<(usize, T)> = counts.into_iter().map(|(entry, count)| (count, entry)).collect();
    found.sort_by(|one, other| other.0.cmp(&one.0).then(one.1.cmp(&other.1)));
    found.into_iter().take(limit).map(|(_, entry)| entry).collect()
}
