//! Tellings made by hand: a plain one, and what a case changes in it.

#![allow(dead_code, clippy::unwrap_used, reason = "each test file uses some of it; a test fails by panicking")]

use ontology::{Basis, CommitmentStatus, EntityKind, EventType, QuantityRole, Sector, Status};
use record::Date;
use story::{Figure, Kind, Matter, Party, Setting, Spot, Telling, Terms, When, Word};
use text::Span;

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// An attack, told as news by one outlet on 2015-03-10, with nothing else known.
pub(crate) fn event(report: &str, outlet: &str) -> Telling {
    Telling {
        report: report.into(),
        item: 0,
        edition: report.into(),
        outlet: Some(outlet.into()),
        published: Some(day("2015-03-10")),
        action: Some(EventType::Assault),
        modes: Vec::new(),
        trigger: "shell".into(),
        span: Span::new(0, 5),
        sentence: Span::new(0, 50),
        by: Vec::new(),
        to: Vec::new(),
        when: When { earliest: None, latest: Some(day("2015-03-10")), stated: false },
        place: None,
        figures: Vec::new(),
        words: Vec::new(),
        sources: Vec::new(),
        act: None,
        setting: Setting::default(),
        matter: Matter::Event { status: Status::Actual, historical: false },
    }
}

/// A pledge of Norway to withdraw.
pub(crate) fn pledge(report: &str, outlet: &str) -> Telling {
    let terms = Terms {
        object: words("engin"),
        start: None,
        due: None,
        duration: None,
        quantity: None,
        negated: false,
        conditions: Vec::new(),
        basis: Basis::Pledge,
        status: CommitmentStatus::Pending,
        progress: Vec::new(),
        revises: false,
    };
    Telling {
        action: Some(EventType::Retreat),
        trigger: "withdraw".into(),
        by: vec![state("Norway", "NOR")],
        when: When { earliest: None, latest: None, stated: false },
        place: Some(town("Gao", 16.27, -0.04, "MLI")),
        words: words("batallion engin"),
        matter: Matter::Commitment(Box::new(terms)),
        ..event(report, outlet)
    }
}

pub(crate) fn words(list: &str) -> Vec<Word> {
    let mut words: Vec<Word> = list.split_whitespace().map(|word| Word(word.into(), 10)).collect();
    words.sort();
    words
}

pub(crate) fn state(name: &str, code: &str) -> Party {
    party(name, EntityKind::Country, code, Some(Sector::Gov))
}

pub(crate) fn party(name: &str, kind: EntityKind, code: &str, sector: Option<Sector>) -> Party {
    Party {
        name: name.into(),
        key: name.to_lowercase().split_whitespace().map(str::to_owned).collect(),
        named: name.chars().next().is_some_and(char::is_uppercase),
        told: true,
        kind,
        country: code.parse().ok(),
        sectors: sector.into_iter().collect(),
    }
}

pub(crate) fn town(name: &str, latitude: f64, longitude: f64, code: &str) -> Spot {
    Spot {
        name: name.into(),
        country: code.parse().ok(),
        geonames: None,
        latitude: Some(latitude),
        longitude: Some(longitude),
        feature: Some("PPL".into()),
    }
}

pub(crate) fn figure(role: Option<QuantityRole>, low: Option<f64>, high: Option<f64>, of: &str) -> Figure {
    Figure {
        role,
        low,
        high,
        modifier: None,
        unit: None,
        of: (!of.is_empty()).then(|| of.into()),
        narrowed: Vec::new(),
        running: false,
        span: Span::new(6, 8),
    }
}

/// What a case changes.
pub(crate) trait Given: Sized {
    fn on(self, stated: &str) -> Self;
    fn within(self, earliest: &str, latest: &str) -> Self;
    fn published(self, day: &str) -> Self;
    fn at(self, place: Spot) -> Self;
    fn by(self, party: Party) -> Self;
    fn to(self, party: Party) -> Self;
    fn says(self, party: Party) -> Self;
    fn about(self, list: &str) -> Self;
    fn counts(self, figure: Figure) -> Self;
    fn kind_of(self, action: EventType) -> Self;
    fn status(self, status: Status) -> Self;
    fn terms(self, change: impl FnOnce(&mut Terms)) -> Self;
    fn item(self, item: u32) -> Self;
}

impl Given for Telling {
    fn on(self, stated: &str) -> Self {
        self.within(stated, stated)
    }

    fn within(mut self, earliest: &str, latest: &str) -> Self {
        self.when = When { earliest: Some(day(earliest)), latest: Some(day(latest)), stated: true };
        self
    }

    fn published(mut self, on: &str) -> Self {
        self.published = Some(day(on));
        if !self.when.stated && self.kind() == Kind::Happening {
            self.when.latest = Some(day(on));
        }
        self
    }

    fn at(mut self, place: Spot) -> Self {
        self.place = Some(place);
        self
    }

    fn by(mut self, party: Party) -> Self {
        self.by.push(party);
        self
    }

    fn to(mut self, party: Party) -> Self {
        self.to.push(party);
        self
    }

    fn says(mut self, party: Party) -> Self {
        self.sources.push(party);
        self
    }

    fn about(mut self, list: &str) -> Self {
        self.words = words(list);
        self
    }

    fn counts(mut self, figure: Figure) -> Self {
        self.figures.push(figure);
        self
    }

    fn kind_of(mut self, action: EventType) -> Self {
        self.action = Some(action);
        self
    }

    fn status(mut self, to: Status) -> Self {
        self.matter = Matter::Event { status: to, historical: false };
        self
    }

    fn terms(mut self, change: impl FnOnce(&mut Terms)) -> Self {
        if let Matter::Commitment(terms) = &mut self.matter {
            change(terms);
        }
        self
    }

    fn item(mut self, item: u32) -> Self {
        self.item = item;
        self
    }
}
