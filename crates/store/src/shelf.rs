//! The story's shelf in the project file: tellings, their keys and links, and the groups that the story settles.

use std::collections::{BTreeMap, BTreeSet};

use ontology::Status;
use rusqlite::types::ToSql;
use rusqlite::{Connection, OptionalExtension as _, params};
use story::{Group, Kind, Matter, Precision, ReportEntry, ReportId, Shelf, Telling, TellingId};

use crate::error::{Error, Result};
use crate::key;

/// Reads and writes inside the transaction that is open on the connection.
pub(crate) struct FileShelf<'a> {
    pub(crate) db: &'a Connection,
}

/// Half of the bits of a key. Two keys that become one cost a comparison and change no result.
#[expect(clippy::cast_possible_truncation, reason = "the bits are wanted, not the number")]
fn folded(key: u64) -> i32 {
    ((key >> 32) ^ key) as i32
}

fn from_report(id: ReportId) -> i64 {
    i64::try_from(id.0).unwrap_or(i64::MAX)
}

fn from_telling(id: TellingId) -> i64 {
    i64::try_from(id.0).unwrap_or(i64::MAX)
}

fn telling_id(key: i64) -> TellingId {
    TellingId(u64::try_from(key).unwrap_or(0))
}

impl FileShelf<'_> {
    fn report_key(&self, id: &str) -> Result<i64> {
        let key = self.db.prepare_cached("SELECT key FROM report WHERE id = ?1")?.query_row([id], |row| row.get(0));
        key.optional()?
            .ok_or_else(|| Error::content(format!("no report {id:?} in the file, though the story knows it")))
    }

    fn entry(&self, report: i64) -> Result<(ReportId, ReportEntry)> {
        let sql = "SELECT report.id, report.published, report.text, first.id FROM report \
                   JOIN edition ON edition.report = report.key JOIN report AS first ON first.key = edition.first \
                   WHERE report.key = ?1";
        let entry = self.db.prepare_cached(sql)?.query_row([report], |row| {
            Ok(ReportEntry { report: row.get(0)?, published: row.get(1)?, text: row.get(2)?, edition: row.get(3)? })
        })?;
        Ok((ReportId(u64::try_from(report).unwrap_or(0)), entry))
    }

    /// The values most often found under the keys, then the lower ones.
    fn most_shared(
        &self,
        sql: &str,
        keys: &[u64],
        per_key: usize,
        keep: impl Fn(i64) -> bool,
        limit: usize,
    ) -> Result<Vec<i64>> {
        let words: BTreeSet<i32> = keys.iter().map(|&key| folded(key)).collect();
        let per_key = i64::try_from(per_key).unwrap_or(i64::MAX);
        let mut counts: BTreeMap<i64, usize> = BTreeMap::new();
        let mut found = self.db.prepare_cached(sql)?;
        for word in words {
            let mut rows = found.query(params![word, per_key])?;
            while let Some(row) = rows.next()? {
                *counts.entry(row.get(0)?).or_default() += 1;
            }
        }
        let mut most: Vec<(i64, usize)> = counts.into_iter().filter(|&(value, _)| keep(value)).collect();
        most.sort_by_key(|&(value, count)| (std::cmp::Reverse(count), value));
        Ok(most.into_iter().take(limit).map(|(value, _)| value).collect())
    }

    /// Takes tellings out of their groups with the disagreements they are in. A group left without tellings is gone; one
    /// that keeps some is numbered and summed up anew.
    fn unsettle(&self, moved: &BTreeSet<i64>) -> Result<()> {
        let mut left = BTreeSet::new();
        for &telling in moved {
            let sql = "SELECT happening, undertaking FROM telling WHERE key = ?1";
            let (happening, undertaking): (Option<i64>, Option<i64>) =
                self.db.prepare_cached(sql)?.query_row([telling], |row| Ok((row.get(0)?, row.get(1)?)))?;
            left.extend(happening.map(|key| (Kind::Happening, key)));
            left.extend(undertaking.map(|key| (Kind::Undertaking, key)));
            self.run("UPDATE telling SET happening = NULL, undertaking = NULL WHERE key = ?1", &[&telling])?;
            self.run("DELETE FROM disagreement WHERE first = ?1 OR second = ?1", &[&telling])?;
        }
        for (kind, key) in left {
            let column = column(kind);
            self.run(&format!("DELETE FROM {column} WHERE key = ?1"), &[&key])?;
            let mut found = self.db.prepare_cached(&format!("SELECT key FROM telling WHERE {column} = ?1"))?;
            let rest = found.query_map([key], |row| row.get(0))?.collect::<rusqlite::Result<BTreeSet<i64>>>()?;
            if let Some(&first) = rest.first() {
                self.gather(kind, &rest)?;
                let sql = format!("UPDATE disagreement SET {column} = ?2 WHERE {column} = ?1");
                self.run(&sql, &[&key, &first])?;
            }
        }
        Ok(())
    }

    /// Makes one group of these tellings. Its number is the lowest of theirs, which no other group can have.
    fn gather(&self, kind: Kind, members: &BTreeSet<i64>) -> Result<()> {
        let Some(&key) = members.first() else { return Ok(()) };
        let mut tellings = Vec::new();
        for &member in members {
            let telling = self.telling(telling_id(member))?;
            tellings.push(telling.ok_or_else(|| Error::content(format!("no telling {member} in the file")))?);
            let sql = format!("UPDATE telling SET {} = ?2 WHERE key = ?1", column(kind));
            self.run(&sql, &[&member, &key])?;
        }
        tellings.sort_by(|one, other| one.order().cmp(&other.order()));
        match kind {
            Kind::Happening => self.settle_happening(key, &tellings),
            Kind::Undertaking => self.settle_undertaking(key, &tellings),
        }
    }

    fn settle_group(&self, group: &Group) -> Result<()> {
        let members: BTreeSet<i64> = group.members.iter().copied().map(from_telling).collect();
        self.gather(group.kind, &members)?;
        let sql = format!(
            "INSERT INTO disagreement ({}, first, second, attribute, role, first_has, second_has, reason, strength) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            column(group.kind)
        );
        for (first, second, disagreement) in &group.disagreements {
            self.db.prepare_cached(&sql)?.execute(params![
                members.first(),
                from_telling(*first),
                from_telling(*second),
                word_of(&disagreement.attribute)?,
                disagreement.role.map(|role| role.as_str()),
                disagreement.first,
                disagreement.second,
                disagreement.reason,
                disagreement.strength,
            ])?;
        }
        Ok(())
    }

    fn run(&self, sql: &str, values: &[&dyn ToSql]) -> Result<()> {
        self.db.prepare_cached(sql)?.execute(values)?;
        Ok(())
    }

    fn settle_happening(&self, key: i64, tellings: &[Telling]) -> Result<()> {
        let Some(happening) = story::happening(tellings) else { return Ok(()) };
        self.db
            .prepare_cached("INSERT INTO happening VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)")?
            .execute(params![
                key,
                happening.action.map(|action| action.as_str()),
                happening.when.earliest.map(|date| date.to_string()),
                happening.when.latest.map(|date| date.to_string()),
                happening.when.stated,
                precision(happening.when.precision()),
                status(tellings).as_str(),
                happening.place.as_ref().map(|place| &place.name),
                happening.place.as_ref().and_then(|place| place.country).map(|country| country.to_string()),
                tellings.len(),
                happening.editions,
                happening.outlets,
            ])?;
        Ok(())
    }

    fn settle_undertaking(&self, key: i64, tellings: &[Telling]) -> Result<()> {
        let Some(undertaking) = story::undertaking(tellings) else { return Ok(()) };
        let due = undertaking.series.iter().rev().find_map(|term| term.terms.due);
        let editions: BTreeSet<&str> = tellings.iter().map(|telling| telling.edition.as_str()).collect();
        self.db.prepare_cached("INSERT INTO undertaking VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?.execute(
            params![
                key,
                undertaking.action.map(|action| action.as_str()),
                due.map(|date| date.to_string()),
                undertaking.status.as_str(),
                undertaking.disputed,
                tellings.len(),
                editions.len(),
                undertaking.series.len(),
                undertaking.progress.len(),
            ],
        )?;
        Ok(())
    }
}

/// The table of the groups of a kind, and the column of a telling that names its group.
fn column(kind: Kind) -> &'static str {
    match kind {
        Kind::Happening => "happening",
        Kind::Undertaking => "undertaking",
    }
}

/// What happened if anybody says that it did; else what did not; else what is to come.
fn status(tellings: &[Telling]) -> Status {
    let told = |status: Status| {
        tellings.iter().any(|telling| matches!(telling.matter, Matter::Event { status: told, .. } if told == status))
    };
    let order = [Status::Actual, Status::Negated, Status::Future];
    order.into_iter().find(|&status| told(status)).unwrap_or(Status::Hypothetical)
}

/// The published spelling of a closed set of the story's.
fn word_of(value: &impl serde::Serialize) -> Result<String> {
    match serde_json::to_value(value)? {
        serde_json::Value::String(word) => Ok(word),
        other => Err(Error::content(format!("{other} is no word"))),
    }
}

fn precision(precision: Precision) -> &'static str {
    match precision {
        Precision::Day => "day",
        Precision::Days => "days",
        Precision::Month => "month",
        Precision::Year => "year",
        Precision::Years => "years",
        Precision::Before => "before",
        Precision::After => "after",
        Precision::Unknown => "unknown",
    }
}

/// A telling as it lies in the file. Its edition is that of its report, which may change later.
pub(crate) fn unpacked(data: &[u8], edition: String) -> Result<Telling> {
    let telling: Telling =
        postcard::from_bytes(data).map_err(|error| Error::content(format!("a telling cannot be read: {error}")))?;
    Ok(Telling { edition, ..telling })
}

impl Shelf for FileShelf<'_> {
    type Error = Error;

    fn keep_report(&mut self, entry: &ReportEntry, bands: &[u64]) -> Result<ReportId> {
        let report = self.report_key(&entry.report)?;
        let first = if entry.edition.is_empty() { report } else { self.report_key(&entry.edition)? };
        self.db.prepare_cached("INSERT INTO edition VALUES (?1, ?2)")?.execute([report, first])?;
        let mut insert = self.db.prepare_cached("INSERT OR IGNORE INTO edition_band VALUES (?1, ?2)")?;
        for &band in bands {
            insert.execute(params![folded(band), report])?;
        }
        Ok(ReportId(u64::try_from(report).unwrap_or(0)))
    }

    fn reports_like(&self, bands: &[u64], per_band: usize, limit: usize) -> Result<Vec<(ReportId, ReportEntry)>> {
        let sql = "SELECT report FROM edition_band WHERE band = ?1 ORDER BY report LIMIT ?2";
        let reports = self.most_shared(sql, bands, per_band, |_| true, limit)?;
        reports.into_iter().map(|report| self.entry(report)).collect()
    }

    fn edition(&self, edition: &str) -> Result<Vec<(ReportId, ReportEntry)>> {
        let first = self.report_key(edition)?;
        let sql = "SELECT report FROM edition WHERE report = ?1 AND first = report \
                   UNION SELECT report FROM edition WHERE first = ?1 AND first <> report ORDER BY 1";
        let mut found = self.db.prepare_cached(sql)?;
        let reports = found.query_map([first], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
        reports.into_iter().map(|report| self.entry(report)).collect()
    }

    fn set_edition(&mut self, reports: &[ReportId], edition: &str) -> Result<()> {
        let first = self.report_key(edition)?;
        let mut update = self.db.prepare_cached("UPDATE edition SET first = ?2 WHERE report = ?1")?;
        for &report in reports {
            update.execute([from_report(report), first])?;
        }
        Ok(())
    }

    fn keep(&mut self, report: ReportId, telling: &Telling, keys: &[u64]) -> Result<TellingId> {
        let report = from_report(report);
        let item = Some(key::item(report, telling.item as usize));
        let (event, commitment) = match telling.kind() {
            Kind::Happening => (item, None),
            Kind::Undertaking => (None, item),
        };
        let data = postcard::to_allocvec(&Telling { edition: String::new(), ..telling.clone() })
            .map_err(|error| Error::content(format!("a telling cannot be written: {error}")))?;
        self.db
            .prepare_cached("INSERT INTO telling (report, event, commitment, data) VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![report, event, commitment, data])?;
        let id = self.db.last_insert_rowid();
        let mut insert = self.db.prepare_cached("INSERT OR IGNORE INTO telling_key VALUES (?1, ?2)")?;
        for &key in keys {
            insert.execute(params![folded(key), id])?;
        }
        Ok(telling_id(id))
    }

    fn sharing(
        &self,
        report: ReportId,
        keys: &[u64],
        per_key: usize,
        limit: usize,
    ) -> Result<Vec<(TellingId, Telling)>> {
        // The tellings of one report have numbers without a gap.
        let sql = "SELECT min(key), max(key) FROM telling WHERE report = ?1";
        let own: (Option<i64>, Option<i64>) =
            self.db.prepare_cached(sql)?.query_row([from_report(report)], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let is_other = |telling| own.0.is_none_or(|first| telling < first) || own.1.is_none_or(|last| telling > last);
        let sql = "SELECT telling FROM telling_key WHERE word = ?1 ORDER BY telling LIMIT ?2";
        let found = self.most_shared(sql, keys, per_key, is_other, limit)?;
        let mut tellings = Vec::new();
        for id in found.into_iter().map(telling_id) {
            tellings.extend(self.telling(id)?.map(|telling| (id, telling)));
        }
        Ok(tellings)
    }

    fn tellings(&self, of: ReportId) -> Result<Vec<TellingId>> {
        let mut found = self.db.prepare_cached("SELECT key FROM telling WHERE report = ?1 ORDER BY key")?;
        let keys = found.query_map([from_report(of)], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
        Ok(keys.into_iter().map(telling_id).collect())
    }

    fn telling(&self, id: TellingId) -> Result<Option<Telling>> {
        let sql = "SELECT telling.data, first.id FROM telling JOIN edition ON edition.report = telling.report \
                   JOIN report AS first ON first.key = edition.first WHERE telling.key = ?1";
        let mut found = self.db.prepare_cached(sql)?;
        let mut rows = found.query([from_telling(id)])?;
        let Some(row) = rows.next()? else { return Ok(None) };
        let data = row.get_ref(0)?.as_blob().map_err(|error| Error::content(error.to_string()))?;
        unpacked(data, row.get(1)?).map(Some)
    }

    fn link(&mut self, one: TellingId, other: TellingId, strength: u16) -> Result<()> {
        let mut insert = self.db.prepare_cached("INSERT OR REPLACE INTO telling_link VALUES (?1, ?2, ?3)")?;
        insert.execute(params![from_telling(one), from_telling(other), strength])?;
        insert.execute(params![from_telling(other), from_telling(one), strength])?;
        Ok(())
    }

    fn links(&self, of: TellingId) -> Result<Vec<(TellingId, u16)>> {
        let mut found =
            self.db.prepare_cached("SELECT other, strength FROM telling_link WHERE one = ?1 ORDER BY other")?;
        let links = found.query_map([from_telling(of)], |row| Ok((telling_id(row.get(0)?), row.get(1)?)))?;
        Ok(links.collect::<rusqlite::Result<Vec<_>>>()?)
    }

    fn settle(&mut self, groups: &[Group]) -> Result<()> {
        let moved = groups.iter().flat_map(|group| &group.members).map(|&member| from_telling(member)).collect();
        self.unsettle(&moved)?;
        groups.iter().try_for_each(|group| self.settle_group(group))
    }
}
