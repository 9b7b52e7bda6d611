//! The lines of a dictionary, and what stands on them.

use std::collections::BTreeMap;

use lexicon::DataError;
use record::Date;

/// A two-digit year up to this one is of this century, as PETRARCH reads it.
const LAST_OF_THIS_CENTURY: i16 = 30;

/// An actor or agent: its names and its codes, both in the order of the file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Entry {
    pub(super) line: usize,
    /// As written, with spaces for underscores.
    pub(super) names: Vec<String>,
    /// An irregular plural; `Some("")`: there is no plural.
    pub(super) plural: Option<String>,
    pub(super) codes: Vec<Coded>,
}

/// A code, and the days for which it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Coded {
    pub(super) code: String,
    pub(super) since: Option<Date>,
    pub(super) until: Option<Date>,
}

pub(super) struct Dictionary {
    pub(super) entries: Vec<Entry>,
    pub(super) notes: Vec<DataError>,
}

pub(super) fn read(file: &str, text: &str) -> Dictionary {
    let mut reader = Reader { file, entries: Vec::new(), notes: Vec::new(), sets: BTreeMap::new() };
    let mut in_comment = false;
    for (number, line) in (1usize..).zip(text.lines()) {
        let line = uncommented(line, &mut in_comment);
        let line = line.trim();
        if !line.is_empty() {
            reader.take(number, line);
        }
    }
    reader.finish()
}

/// The line without `#`, `;` and `<!-- -->` comments.
fn uncommented<'a>(line: &'a str, in_comment: &mut bool) -> &'a str {
    if *in_comment {
        *in_comment = !line.contains("-->");
        return "";
    }
    if let Some((before, after)) = line.split_once("<!") {
        *in_comment = !after.contains('>');
        return before;
    }
    line.split(['#', ';']).next().unwrap_or("")
}

struct Reader<'a> {
    file: &'a str,
    entries: Vec<Entry>,
    notes: Vec<DataError>,
    sets: BTreeMap<String, Vec<String>>,
}

impl Reader<'_> {
    fn take(&mut self, number: usize, line: &str) {
        if let Some((name, words)) = line.strip_prefix('!').and_then(|rest| rest.split_once("! =")) {
            self.sets.insert(name.to_owned(), words.split(',').map(|word| word.trim().to_owned()).collect());
        } else if line.starts_with('[') {
            self.codes(number, line);
        } else if let Some(synonym) = line.strip_prefix('+') {
            let (name, codes) = name_and_codes(synonym);
            if let Some(entry) = self.entries.last_mut() {
                entry.names.push(spaced(name));
            }
            self.codes(number, codes);
        } else {
            let (name, codes) = name_and_codes(line);
            let (name, plural) = match name.split_once('{') {
                Some((name, plural)) => (name, Some(spaced(plural.split('}').next().unwrap_or("")))),
                None => (name, None),
            };
            for name in self.expanded(number, name) {
                self.entries.push(Entry { line: number, names: vec![name], plural: plural.clone(), codes: Vec::new() });
                self.codes(number, codes);
            }
        }
    }

    /// A name for each word of the set that stands in it; sets do not nest.
    fn expanded(&mut self, number: usize, name: &str) -> Vec<String> {
        let mut parts = name.splitn(3, '!');
        let (Some(before), Some(set)) = (parts.next(), parts.next()) else { return vec![spaced(name)] };
        let after = parts.next().unwrap_or("");
        match self.sets.get(set) {
            Some(words) => words.iter().map(|word| spaced(&format!("{before}{word}{after}"))).collect(),
            None => {
                self.note(number, format!("no set of words !{set}! stands above"));
                Vec::new()
            }
        }
    }

    fn codes(&mut self, number: usize, text: &str) {
        for part in text.split('[').skip(1) {
            let inside = part.split([']', '}']).next().unwrap_or("");
            match coded(inside) {
                Ok(coded) => {
                    if let Some(entry) = self.entries.last_mut() {
                        entry.codes.push(coded);
                    }
                }
                Err(what) => self.note(number, what),
            }
        }
    }

    fn note(&mut self, line: usize, what: impl Into<String>) {
        self.notes.push(DataError::new(self.file, line, what));
    }

    fn finish(mut self) -> Dictionary {
        let (entries, bare): (Vec<Entry>, Vec<Entry>) =
            std::mem::take(&mut self.entries).into_iter().partition(|entry| !entry.codes.is_empty());
        let noted: Vec<usize> = self.notes.iter().map(|note| note.line).collect();
        for entry in bare.iter().filter(|entry| !noted.contains(&entry.line)) {
            self.note(entry.line, format!("{:?} has no code", entry.names.first().map_or("", String::as_str)));
        }
        Dictionary { entries, notes: self.notes }
    }
}

fn name_and_codes(line: &str) -> (&str, &str) {
    line.split_at(line.find('[').unwrap_or(line.len()))
}

fn spaced(name: &str) -> String {
    name.replace(['_', '='], " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "AFGGOV", "AFGGOV 790101-920416", "AFGGOV <790101", "AFGGOV > 790101".
fn coded(inside: &str) -> Result<Coded, String> {
    let (code, days) = match inside.trim().split_once(char::is_whitespace) {
        Some((code, days)) => (code, days.replace(' ', "")),
        None => (inside.trim(), String::new()),
    };
    let day = |text: &str| date(text).ok_or_else(|| format!("{text:?} is no date such as 790126 or 19790126"));
    let next = |text: &str| day(text)?.tomorrow().map_err(|_| format!("{text:?} is too late"));
    let before = |text: &str| day(text)?.yesterday().map_err(|_| format!("{text:?} is too early"));
    let (since, until) = if days.is_empty() {
        (None, None)
    } else if let Some(day) = days.strip_prefix('<') {
        (None, Some(before(day)?))
    } else if let Some(day) = days.strip_prefix('>') {
        (Some(next(day)?), None)
    } else if let Some((from, to)) = days.split_once('-') {
        (Some(day(from)?), Some(day(to)?))
    } else {
        return Err(format!("{days:?} is no range of dates"));
    };
    Ok(Coded { code: code.to_owned(), since, until })
}

fn date(text: &str) -> Option<Date> {
    if !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (year, rest) = match text.len() {
        6 => {
            let year: i16 = text.get(..2)?.parse().ok()?;
            (if year < LAST_OF_THIS_CENTURY { 2000 + year } else { 1900 + year }, text.get(2..)?)
        }
        8 => (text.get(..4)?.parse().ok()?, text.get(4..)?),
        _ => return None,
    };
    Date::new(year, rest.get(..2)?.parse().ok()?, rest.get(2..)?.parse().ok()?).ok()
}
