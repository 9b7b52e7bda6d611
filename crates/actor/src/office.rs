//! Who held an office on the day of the report. A name found so is inferred: it joins mentions and is told in the
//! evidence, but never takes the place of what the text says.

use linguist::TokenId;
use ontology::{EntityKind, Sector};
use record::{Date, Report};

use crate::data::NameEntry;
use crate::describe::{Describer, Description};
use crate::find::Found;
use crate::link::Linker;
use crate::names::{given_names_agree, surname};

impl<'a> Describer<'a> {
    /// The holder, by the table of offices, of the office that a description without a name gives ("the Iraqi prime
    /// minister"). None for former holders, a country that is only guessed, a report without a date, and a table that
    /// gives two holders since the same day.
    fn holder_then(&self, head: TokenId, description: &Description) -> Option<&'a NameEntry> {
        let (day, country) = (self.published?, description.country.filter(|_| !description.weak)?);
        let is_one = description.kind == EntityKind::Person && description.name.is_none() && !description.plural;
        // "a former president", "the deputy prime minister", "the president of the bank" is another one.
        let changed = description.sectors.first() != Some(&Sector::Gov) || self.is_narrowed(head);
        let role = self.lexicon.role(description.role_entry?)?;
        if !is_one || changed {
            return None;
        }
        let held = self.lexicon.holders_of.get(&(country, role.role.clone()))?;
        let mut in_office: Vec<&NameEntry> = held
            .iter()
            .filter_map(|&index| self.lexicon.entry(index))
            .filter(|entry| !entry.short && is_in_office(entry, day))
            .collect();
        in_office.sort_by_key(|entry| std::cmp::Reverse(entry.since));
        let latest = *in_office.first()?;
        let rivals = in_office.iter().filter(|entry| entry.since == latest.since);
        rivals.into_iter().all(|entry| surname(&entry.name) == surname(&latest.name)).then_some(latest)
    }

    /// Whether something between the country and the office makes it another office ("deputy", "-elect", "shadow").
    fn is_narrowed(&self, head: TokenId) -> bool {
        let analysis = self.analysis;
        let words = &self.lexicon.words;
        analysis.children(head).iter().any(|&child| words.other_office.contains(analysis.lower(child)))
    }
}

/// The day of a report, in the middle of the month or the year if no more is known of it.
pub(crate) fn day_of(report: &Report) -> Option<Date> {
    let published = report.published.as_deref()?;
    let middle = match published.len() {
        4 => format!("{published}-07-01"),
        7 => format!("{published}-15"),
        _ => return report.published_on(),
    };
    report.published_on().or_else(|| middle.parse().ok())
}

pub(crate) fn is_in_office(entry: &NameEntry, day: Date) -> bool {
    entry.since.is_some_and(|since| since <= day) && entry.until.is_none_or(|until| day <= until)
}

impl Linker<'_> {
    /// Notes in the evidence who held the office, and returns the entity that the report names so.
    pub(crate) fn known_holder(&self, found: &Found) -> Option<usize> {
        let holder = self.describer.holder_then(found.head, &found.description)?;
        let &index = self.by_surname.get(&surname(&holder.name))?;
        let known = self.drafts.get(index)?.description.name.as_deref()?;
        given_names_agree(known, &holder.name).then_some(index)
    }

    /// The description told before of which the table of offices says that it is this person.
    pub(crate) fn described_before(&self, name: &str) -> Option<usize> {
        let (index, holder) = self.by_holder.get(&surname(name))?;
        let open = self.drafts.get(*index)?.description.name.is_none();
        (open && given_names_agree(holder, name)).then_some(*index)
    }

    /// Remembers who held the office of a new entity.
    pub(crate) fn note_holder(&mut self, index: usize, found: &Found) {
        let Some(holder) = self.describer.holder_then(found.head, &found.description) else { return };
        let note = format!("then held by {} (inferred from the table of offices)", holder.name);
        if let Some(draft) = self.drafts.get_mut(index).filter(|draft| !draft.description.why.contains(&note)) {
            draft.description.why.push(note);
        }
        self.by_holder.entry(surname(&holder.name)).or_insert_with(|| (index, holder.name.clone()));
    }
}
