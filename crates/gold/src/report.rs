//! One report's gold and system record side by side: whether entities and sources are the same.

use std::collections::{BTreeSet, HashMap};

use crate::matching::overlap;
use crate::{Entity, GoldRecord, Participant, Statement};

pub(crate) struct Side<'a> {
    pub record: &'a GoldRecord,
    entities: HashMap<&'a str, &'a Entity>,
    statements: HashMap<&'a str, &'a Statement>,
}

/// What is known of a participant: its country and first sector, or that it is nobody known.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Code<'a> {
    Unknown,
    Country(Option<&'a str>),
    Full(Option<&'a str>, Option<&'a str>),
}

/// How much of an actor code is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    Country,
    Sector,
}

impl<'a> Side<'a> {
    pub(crate) fn new(record: &'a GoldRecord) -> Self {
        let mut statements = HashMap::new();
        for statement in &record.statements {
            // Of two statements with one id the first counts, of two entities the last.
            statements.entry(statement.id.as_str()).or_insert(statement);
        }
        let entities = record.entities.iter().map(|entity| (entity.id.as_str(), entity)).collect();
        Self { record, entities, statements }
    }

    fn entity(&self, participant: &Participant) -> Option<&'a Entity> {
        self.entities.get(participant.entity.as_deref()?).copied()
    }

    /// The set of codes of some participants.
    pub(crate) fn codes(&self, participants: &[Participant], depth: Depth) -> BTreeSet<Code<'a>> {
        let code = |participant: &Participant| match (self.entity(participant), depth) {
            (None, _) => Code::Unknown,
            (Some(entity), Depth::Country) => Code::Country(entity.country.as_deref()),
            (Some(entity), Depth::Sector) => full(entity),
        };
        participants.iter().map(code).collect()
    }

    /// Who tells an event: `None` is the outlet, `Some` of nobody a statement without a source.
    pub(crate) fn voice(&self, statement: Option<&str>) -> Option<Participant> {
        let statement = self.statements.get(statement?)?;
        Some(statement.source.clone().unwrap_or_default())
    }
}

fn full(entity: &Entity) -> Code<'_> {
    Code::Full(entity.country.as_deref(), entity.sectors.first().map(String::as_str))
}

/// Whether two participants are the same entity: their mentions here overlap, or any of their mentions do, or their codes agree.
pub(crate) fn same_entity(
    gold: &Side<'_>,
    g: Option<&Participant>,
    system: &Side<'_>,
    s: Option<&Participant>,
) -> bool {
    let (Some(g), Some(s)) = (g, s) else { return g.is_none() && s.is_none() };
    if g.entity.is_none() || s.entity.is_none() {
        return g.entity.is_none() && s.entity.is_none();
    }
    if let (Some(a), Some(b)) = (g.span, s.span)
        && overlap(a, b) > 0
    {
        return true;
    }
    let (Some(a), Some(b)) = (gold.entity(g), system.entity(s)) else { return false };
    let touch = a.mentions.iter().any(|one| b.mentions.iter().any(|other| overlap(one.span, other.span) > 0));
    touch || (a.country.is_some() && full(a) == full(b))
}
