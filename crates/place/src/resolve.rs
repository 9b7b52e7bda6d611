//! Which place a name means: first each name by itself, with the countries and divisions that the report speaks of, then
//! again beside the places that are sure.

use std::collections::HashMap;

use gazetteer::{Division, Feature};
use linguist::Analysis;
use ontology::Country;
use record::{Entity, Report};
use text::Span;

use crate::Places;
use crate::container::Container;
use crate::context::{Context, Known};
use crate::names::{Candidate, Kind};
use crate::rank::{Around, Ranked};

/// What is known of one candidate.
#[derive(Debug, Clone, Default)]
pub(crate) struct Resolved {
    pub(crate) name: Option<String>,
    pub(crate) country: Option<Country>,
    pub(crate) point: Option<(f64, f64)>,
    pub(crate) feature: Option<String>,
    pub(crate) geonames: Option<u32>,
    pub(crate) why: String,
    /// Where the country was read from, if not from the name itself.
    pub(crate) from: Option<Span>,
    /// The name is that of a place that the report may well mean.
    pub(crate) known: bool,
    /// The name of what it lies in follows.
    pub(crate) contained: bool,
    /// It lies in a country that the report speaks of.
    pub(crate) spoken: bool,
    /// A small place, known only where the model takes the name for a place.
    pub(crate) small: bool,
    division: Option<Division>,
    /// No other reading comes near.
    certain: bool,
}

/// Places that are sure, which others are measured against: so many, the first of the report.
const MOST_KNOWN: usize = 24;
const LAST_NAMES: usize = 32;

impl Places {
    /// One result for each candidate.
    pub(crate) fn resolve(
        &self,
        analysis: &Analysis,
        report: &Report,
        entities: &[Entity],
        candidates: &[Candidate],
    ) -> Vec<Resolved> {
        let mut context = self.context(analysis, report, entities, candidates);
        let containers: Vec<Option<Container>> =
            (0..candidates.len()).map(|index| self.container(analysis, candidates, index, 0)).collect();
        let alone = self.resolve_all(analysis, candidates, &containers, &context);
        context.known = known_places(analysis, candidates, &alone);
        let mut found = self.resolve_all(analysis, candidates, &containers, &context);
        let told = told_elsewhere(candidates, &containers);
        for index in 0..found.len() {
            let Some(candidate) = candidates.get(index) else { continue };
            let around = containers.get(index).and_then(Option::as_ref);
            let (before, rest) = found.split_at_mut(index);
            let Some(resolved) = rest.first_mut() else { continue };
            if resolved.country.is_none() && resolved.point.is_none() {
                let told = told.get(candidate.folded.as_str()).copied();
                let lies_in = around.and_then(|around| Some((around.country?, around.span))).or(told);
                infer_country(analysis, candidates, candidate, before, lies_in, &context, resolved);
            }
            resolved.spoken = resolved.country.is_some_and(|country| context.speaks_of(country));
            resolved.contained = around.is_some_and(|around| around.by_comma && around.country.is_some());
        }
        found
    }

    /// A name means the same throughout a report, unless it says what it lies in.
    fn resolve_all(
        &self,
        analysis: &Analysis,
        candidates: &[Candidate],
        containers: &[Option<Container>],
        context: &Context,
    ) -> Vec<Resolved> {
        let mut by_name: HashMap<&str, Resolved> = HashMap::new();
        // Those that say what they lie in speak first: "Moscow, Idaho ... in Moscow".
        for (candidate, around) in candidates.iter().zip(containers) {
            if let Some(around) = around
                && !by_name.contains_key(candidate.folded.as_str())
            {
                let resolved = self.resolve_one(analysis, candidate, Some(around), context);
                if resolved.known && resolved.country == around.country {
                    by_name.insert(&candidate.folded, resolved);
                }
            }
        }
        let mut found: Vec<Resolved> = Vec::with_capacity(candidates.len());
        let mut outer: Option<&Container> = None;
        for (candidate, around) in candidates.iter().zip(containers) {
            let division = outer
                .filter(|outer| outer.span == candidate.span)
                .and_then(|outer| self.division(candidate, outer.division?));
            let earlier = by_name.get(candidate.folded.as_str()).filter(|_| around.is_none());
            let resolved = match (division, earlier) {
                (Some(division), _) => division,
                (None, Some(earlier)) if earlier.country.is_some() => earlier.clone(),
                (None, _) => self.resolve_one(analysis, candidate, around.as_ref(), context),
            };
            by_name.entry(&candidate.folded).or_insert_with(|| resolved.clone());
            found.push(resolved);
            outer = around.as_ref();
        }
        found
    }

    /// "Atlanta, *Georgia*": the division that the name before lies in.
    fn division(&self, candidate: &Candidate, division: Division) -> Option<Resolved> {
        let places = self.gazetteer.folded(&candidate.folded);
        let place = places.iter().find(|place| place.feature == Feature::FirstOrder && place.division == division)?;
        Some(Resolved { certain: true, ..self.of_place(place) })
    }

    fn resolve_one(
        &self,
        analysis: &Analysis,
        candidate: &Candidate,
        container: Option<&Container>,
        context: &Context,
    ) -> Resolved {
        let folded = candidate.folded.as_str();
        let sentence = analysis.sentence_of(candidate.head);
        let around = Around { container, context, sentence };
        let ranked = self.rank(candidate, &around);
        let world = self.words.world(folded);
        // "the Shenandoah Valley": whatever towns are called so, it is a valley.
        let by_kind = candidate.division.as_deref().and_then(|kind| self.words.feature("", kind));
        let by_name = folded.split_once(' ').zip(folded.rsplit_once(' '));
        let by_name = by_name.and_then(|((first, rest), (_, last))| {
            let before_of = if rest.starts_with("of ") { first } else { last };
            self.words.feature(first, before_of)
        });
        let by_name = by_name.filter(|_| ranked.best.is_none());
        if let (Some(feature), None) = (by_kind.or(by_name), world) {
            return Resolved {
                feature: Some(feature.to_owned()),
                known: true,
                why: "named by what it is".to_owned(),
                ..Resolved::default()
            };
        }
        if let Some(state) = self.as_state(candidate, &ranked, &around) {
            return state;
        }
        let of_place = |place: &gazetteer::Place<'_>| Resolved {
            certain: ranked.certain || container.is_some_and(|container| container.holds(place)),
            ..self.of_place(place)
        };
        let is_inside = |place: &gazetteer::Place<'_>| container.is_some_and(|container| container.holds(place));
        match (&ranked.best, world) {
            (Some(place), Some(world))
                if !is_inside(place) && (world.country.is_none() || place.country.parse().ok() != world.country) =>
            {
                of_world(world)
            }
            (Some(place), _) => of_place(place),
            (None, Some(world)) => of_world(world),
            (None, None) => Resolved { why: "not in the gazetteer".to_owned(), ..Resolved::default() },
        }
    }

    /// The state of the name, unless the report shows that it means a division or town of that name in another.
    fn as_state(&self, candidate: &Candidate, ranked: &Ranked<'_>, around: &Around<'_>) -> Option<Resolved> {
        let (code, name) = self.words.state(&candidate.folded)?;
        let place = ranked.best.as_ref();
        // "Tbilisi, Georgia" is the state; "Atlanta, Georgia" is not, and shows it by what stands before.
        let is_other = place.is_some_and(|place| {
            let contained =
                around.container.is_some_and(|container| container.holds(place) && container.country != Some(*code));
            let is_division = place.feature == Feature::FirstOrder;
            contained
                || is_division && candidate.division.is_some()
                || is_division && place.country != code.as_str() && around.shows_division(place, *code, candidate)
        });
        if is_other {
            return None;
        }
        let code = around.most_fitting(self.words.namesakes(&candidate.folded), candidate).unwrap_or(*code);
        let name =
            if self.words.namesakes(&candidate.folded).is_empty() { name.clone() } else { self.state_name(code, name) };
        Some(self.state(code, &name))
    }

    fn state_name(&self, code: Country, otherwise: &str) -> String {
        self.words.name_of_state(code).unwrap_or(otherwise).to_owned()
    }

    fn state(&self, code: Country, name: &str) -> Resolved {
        let place = self.gazetteer.state(code.as_str());
        Resolved {
            name: Some(name.to_owned()),
            country: Some(code),
            point: place.map(|place| (place.latitude, place.longitude)),
            feature: Some("PCLI".to_owned()),
            geonames: place.and_then(|place| place.geonames),
            why: "the name of a state".to_owned(),
            known: true,
            certain: true,
            ..Resolved::default()
        }
    }

    fn of_place(&self, place: &gazetteer::Place<'_>) -> Resolved {
        Resolved {
            name: Some(self.gazetteer.name(place)),
            country: place.country.parse().ok(),
            point: Some((place.latitude, place.longitude)),
            feature: Some(place.code.to_owned()),
            geonames: place.geonames,
            why: "gazetteer".to_owned(),
            known: true,
            small: !place.prominent,
            division: Some(place.division),
            ..Resolved::default()
        }
    }
}

/// What is sure by itself and lies at a point.
fn known_places(analysis: &Analysis, candidates: &[Candidate], found: &[Resolved]) -> Vec<Known> {
    let mut known: Vec<Known> = Vec::new();
    for (candidate, resolved) in candidates.iter().zip(found) {
        let usable = resolved.certain && !candidate.person && (candidate.sure || candidate.is_name);
        if let Some(point) = resolved.point.filter(|_| usable && candidate.kind != Kind::State)
            && !known.iter().any(|other| other.name == candidate.folded)
        {
            known.push(Known {
                name: candidate.folded.clone(),
                point,
                country: resolved.country,
                division: resolved.division,
                sentence: analysis.sentence_of(candidate.head),
            });
        }
        if known.len() == MOST_KNOWN {
            break;
        }
    }
    known
}

/// The country that a name is said to lie in anywhere in the report: "Camp Hurriya in Iraq".
fn told_elsewhere<'a>(
    candidates: &'a [Candidate],
    containers: &[Option<Container>],
) -> HashMap<&'a str, (Country, Span)> {
    let mut told = HashMap::new();
    for (candidate, around) in candidates.iter().zip(containers) {
        if let Some(around) = around
            && let Some(country) = around.country
        {
            told.entry(candidate.folded.as_str()).or_insert((country, around.span));
        }
    }
    told
}

/// The country of a name that the gazetteer lacks: of what it lies in, else of the place beside it, else the only one spoken of.
fn infer_country(
    analysis: &Analysis,
    candidates: &[Candidate],
    candidate: &Candidate,
    found: &[Resolved],
    lies_in: Option<(Country, Span)>,
    context: &Context,
    resolved: &mut Resolved,
) {
    if let Some((country, span)) = lies_in {
        (resolved.country, resolved.from) = (Some(country), Some(span));
        "lies in a place that is known".clone_into(&mut resolved.why);
        return;
    }
    let sentence = analysis.sentence_of(candidate.head);
    let beside = found
        .iter()
        .zip(candidates)
        .rev()
        .take(LAST_NAMES)
        .find(|(before, candidate)| before.country.is_some() && analysis.sentence_of(candidate.head) == sentence);
    if let Some((before, candidate)) = beside {
        (resolved.country, resolved.from) = (before.country, Some(candidate.span));
        "named beside a place that is known".clone_into(&mut resolved.why);
        return;
    }
    if let Some((country, span)) = context.most() {
        (resolved.country, resolved.from) = (Some(country), Some(span));
        "the country that the report speaks of most".clone_into(&mut resolved.why);
    }
}

fn of_world(place: &crate::words::WorldPlace) -> Resolved {
    Resolved {
        name: Some(place.name.clone()),
        country: place.country,
        point: Some(place.point),
        feature: Some(place.feature.clone()),
        why: "list of regions".to_owned(),
        known: true,
        certain: true,
        ..Resolved::default()
    }
}
