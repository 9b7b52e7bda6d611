//! Which place a name means, by population, by the countries that the report speaks of, by containment and nearness.

use std::collections::{BTreeMap, HashMap};

use gazetteer::{Feature, fold};
use linguist::{Analysis, TokenId};
use ontology::Country;
use record::{Entity, Report};
use text::Span;

use crate::Places;
use crate::names::{Candidate, Kind};
use crate::words::{Words, without_article};

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
}

/// How often the report speaks of each country, and where first.
type Spoken = BTreeMap<Country, (u32, Span)>;

// Weights in units of the logarithm of population, picked by gut feeling.
const CONTAINED: f64 = 14.0;
const SPOKEN_OF: f64 = 5.0;
const MOST_SPOKEN_OF: f64 = 3.0;
const RIGHT_DIVISION: f64 = 8.0;
const CITY: f64 = 2.0;
const CAPITAL: f64 = 6.0;
const NEAR: f64 = 2.0;
const MAIN_NAME: f64 = 3.0;
/// A place in a country that the report does not speak of is meant only if it is as large as this.
const WELL_KNOWN: u32 = 200_000;
const NEAR_KM: f64 = 400.0;
/// Bounds on how far a name looks around, so that a long list of names costs no more than its length.
const MOST_LEVELS: usize = 3;
const LAST_POINTS: usize = 16;
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
        let spoken = self.countries_spoken_of(analysis, report, entities, candidates);
        let mut known: Vec<(f64, f64)> = Vec::new();
        let mut by_name: HashMap<&str, Resolved> = HashMap::new();
        let mut found: Vec<Resolved> = Vec::new();
        let mut outer: Option<Container> = None;
        for (index, candidate) in candidates.iter().enumerate() {
            let around = self.container(analysis, candidates, index, 0);
            let division = outer
                .as_ref()
                .filter(|outer| outer.span == candidate.span)
                .and_then(|outer| self.division(candidate, outer));
            let earlier = by_name.get(candidate.folded.as_str()).filter(|_| around.is_none()).cloned();
            let mut resolved = match (division, earlier) {
                (Some(division), _) => division,
                (None, Some(earlier)) if earlier.country.is_some() => earlier,
                (None, _) => self.resolve_one(candidate, around.as_ref(), &spoken, &known),
            };
            resolved.spoken = resolved.country.is_some_and(|country| spoken.contains_key(&country));
            resolved.contained = around.as_ref().is_some_and(|around| around.by_comma && around.country.is_some());
            if resolved.country.is_none() && resolved.point.is_none() {
                infer_country(analysis, candidates, index, &found, around.as_ref(), &spoken, &mut resolved);
            }
            known.extend(resolved.point.filter(|_| candidate.kind == Kind::Other));
            by_name.entry(candidate.folded.as_str()).or_insert_with(|| resolved.clone());
            found.push(resolved);
            outer = around;
        }
        found
    }

    /// "Atlanta, *Georgia*": the division that the name before lies in.
    fn division(&self, candidate: &Candidate, outer: &Container) -> Option<Resolved> {
        let region = outer.region.as_deref()?;
        let places = self.gazetteer.folded(&candidate.folded);
        let same = |place: &&gazetteer::Place<'_>| {
            place.feature == Feature::FirstOrder && place.name == region && place.country.parse().ok() == outer.country
        };
        places.iter().find(same).map(of_place)
    }

    fn resolve_one(
        &self,
        candidate: &Candidate,
        around: Option<&Container>,
        spoken: &Spoken,
        known: &[(f64, f64)],
    ) -> Resolved {
        let folded = candidate.folded.as_str();
        let places = self.gazetteer.folded(folded);
        let context = Context { around, spoken, known };
        let best = places
            .iter()
            .map(|place| (self.weigh(candidate, place, &context), place))
            .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.geonames.cmp(&a.1.geonames)));
        let inside_container =
            |place: &gazetteer::Place<'_>| around.is_some_and(|around| place.country.parse().ok() == around.country);
        if let Some((code, name)) = self.words.state(folded) {
            // "Tbilisi, Georgia" is the state; "Atlanta, Georgia" is not, and shows it by what stands before.
            let other = best.filter(|(_, place)| {
                candidate.division.is_some() && place.feature == Feature::FirstOrder
                    || inside_container(place) && place.country != code.as_str()
            });
            if other.is_none() {
                return self.state(*code, name);
            }
        }
        let world = self.words.world(folded);
        let feature =
            self.words.feature(folded.split(' ').next().unwrap_or(""), folded.rsplit(' ').next().unwrap_or(""));
        if let (Some(feature), None, None) = (feature, world, best) {
            return Resolved {
                feature: Some(feature.to_owned()),
                known: true,
                why: "named by what it is".to_owned(),
                ..Resolved::default()
            };
        }
        let plausible = |place: &gazetteer::Place<'_>| match around {
            Some(around) => place.country.parse().ok() == around.country,
            None => {
                place.population >= WELL_KNOWN
                    || place.country.parse().is_ok_and(|country: Country| spoken.contains_key(&country))
            }
        };
        let best = best.filter(|(_, place)| plausible(place));
        match (best, world) {
            (Some((_, place)), Some(world))
                if world.country.is_some() && place.country.parse().ok() != world.country =>
            {
                of_world(world)
            }
            (Some((_, place)), None) => of_place(place),
            (_, Some(world)) => of_world(world),
            (None, None) => Resolved { why: "not in the gazetteer".to_owned(), ..Resolved::default() },
        }
    }

    /// How well a place of the gazetteer fits what the report says around the name.
    fn weigh(&self, candidate: &Candidate, place: &gazetteer::Place<'_>, context: &Context<'_>) -> f64 {
        let mut score = f64::from(place.population.saturating_add(1)).ln();
        let most = context.spoken.values().map(|&(count, _)| count).max().unwrap_or(0);
        let country = place.country.parse::<Country>().ok();
        let count = country.and_then(|country| context.spoken.get(&country)).map_or(0, |&(count, _)| count);
        if count > 0 {
            score += SPOKEN_OF + if count == most { MOST_SPOKEN_OF } else { 0.0 };
        }
        if let Some(around) = context.around {
            let inside = around.country == country && country.is_some();
            let region =
                self.gazetteer.region(place).is_some_and(|region| Some(region.name) == around.region.as_deref());
            score += if inside { CONTAINED } else { 0.0 } + if region { CONTAINED } else { 0.0 };
        }
        let kinds = &self.words.kinds.kinds;
        score += match (candidate.division.as_deref(), place.feature) {
            (Some(kind), Feature::FirstOrder) if kinds.is_first_order(kind) => RIGHT_DIVISION,
            (Some(kind), Feature::SecondOrder) if kinds.is_second_order(kind) => RIGHT_DIVISION,
            (None, Feature::Capital) => CAPITAL,
            (None, Feature::Populated) => CITY,
            _ => 0.0,
        };
        score += if fold(place.name) == candidate.folded { MAIN_NAME } else { 0.0 };
        let point = (place.latitude, place.longitude);
        let near = context.known.iter().rev().take(LAST_POINTS).any(|&known| kilometers(known, point) < NEAR_KM);
        score + if near { NEAR } else { 0.0 }
    }

    fn state(&self, code: Country, name: &str) -> Resolved {
        let place = self.gazetteer.state(code.as_str());
        Resolved {
            name: Some(name.to_owned()),
            country: Some(code),
            point: place.map(|place| (place.latitude, place.longitude)),
            feature: Some(Feature::Country.code().to_owned()),
            geonames: place.and_then(|place| place.geonames),
            why: "the name of a state".to_owned(),
            from: None,
            known: true,
            ..Resolved::default()
        }
    }

    /// Names of states and nationalities anywhere in the report, in the entities and in the dateline.
    fn countries_spoken_of(
        &self,
        analysis: &Analysis,
        report: &Report,
        entities: &[Entity],
        candidates: &[Candidate],
    ) -> Spoken {
        let mut spoken = Spoken::new();
        let mut speak = |country: Country, span: Span| spoken.entry(country).or_insert((0, span)).0 += 1;
        for candidate in candidates {
            if let Some((country, _)) = self.words.state(&candidate.folded) {
                speak(*country, candidate.span);
            }
        }
        for id in analysis.ids() {
            if analysis.form(id).starts_with(char::is_uppercase)
                && let Some(country) = self.words.nationality(&fold(analysis.form(id)))
            {
                speak(country, analysis.span(id));
            }
        }
        for entity in entities {
            let span = entity.mentions.first().map(|mention| mention.span).unwrap_or_default();
            entity.country.filter(|country| country.is_state()).into_iter().for_each(|country| speak(country, span));
        }
        let dateline = report.dateline.as_deref().unwrap_or("");
        for part in dateline.split([',', '(', '/']) {
            let folded = fold(without_article(part.trim()));
            if let Some((country, _)) = self.words.state(&folded) {
                speak(*country, Span::default());
            }
        }
        spoken
    }

    /// What the name says it lies in: the next name after a comma or "in", if that is a state or a division.
    fn container(
        &self,
        analysis: &Analysis,
        candidates: &[Candidate],
        index: usize,
        depth: usize,
    ) -> Option<Container> {
        let candidate = candidates.get(index)?;
        let after = candidates
            .get(index + 1)
            .filter(|after| depth < MOST_LEVELS && contains(&self.words, analysis, candidate, after));
        if let Some(after) = after {
            let by_comma =
                after.tokens.start == candidate.tokens.end + 1 && analysis.lower(TokenId(candidate.tokens.end)) == ",";
            if let Some((country, _)) = self.words.state(&after.folded) {
                // "Atlanta, Georgia": a state of the union that holds such a place is the container.
                let held = self
                    .gazetteer
                    .folded(&after.folded)
                    .into_iter()
                    .filter(|place| place.feature == Feature::FirstOrder);
                for division in held {
                    let lies_in = |place: &gazetteer::Place<'_>| {
                        self.gazetteer
                            .region(place)
                            .is_some_and(|region| region.name == division.name && region.country == division.country)
                    };
                    let in_state = |place: &gazetteer::Place<'_>| place.country == country.as_str();
                    let towns = self.gazetteer.folded(&candidate.folded);
                    if towns.iter().any(lies_in) && !towns.iter().any(in_state) {
                        return Some(Container {
                            country: division.country.parse().ok(),
                            region: Some(division.name.to_owned()),
                            span: after.span,
                            by_comma,
                        });
                    }
                }
                return Some(Container { country: Some(*country), region: None, span: after.span, by_comma });
            }
            let beyond = self.container(analysis, candidates, index + 1, depth + 1);
            let divisions = self.gazetteer.folded(&after.folded);
            let division = divisions.iter().filter(|place| matches!(place.feature, Feature::FirstOrder));
            let division = division.max_by_key(|place| {
                let known = beyond.as_ref().is_some_and(|beyond| place.country.parse().ok() == beyond.country);
                (known, place.population)
            });
            return match (division, beyond) {
                (Some(division), _) => Some(Container {
                    country: division.country.parse().ok(),
                    region: Some(division.name.to_owned()),
                    span: after.span,
                    by_comma,
                }),
                (None, beyond) => beyond,
            };
        }
        // "Syria's Idlib province": the state stands before.
        let before = candidates.get(index.checked_sub(1)?)?;
        let possessor = analysis.deprel(before.head) == ontology::Deprel::NmodPoss
            && analysis
                .head(before.head)
                .is_some_and(|noun| candidate.tokens.contains(&noun.0) || Some(noun) == analysis.head(candidate.head));
        let (country, _) = self.words.state(&before.folded).filter(|_| possessor)?;
        Some(Container { country: Some(*country), region: None, span: before.span, by_comma: false })
    }
}

/// What the report tells around a name.
struct Context<'a> {
    around: Option<&'a Container>,
    spoken: &'a Spoken,
    known: &'a [(f64, f64)],
}

/// A state or division that a name is said to lie in.
#[derive(Debug, Clone)]
struct Container {
    country: Option<Country>,
    region: Option<String>,
    span: Span,
    /// Only a comma stands between.
    by_comma: bool,
}

/// "Gao, Mali", "Kidal in northern Mali", "the Badalabougou district of Bamako": little stands between the two.
fn contains(words: &Words, analysis: &Analysis, inner: &Candidate, outer: &Candidate) -> bool {
    let gap = outer.tokens.start.saturating_sub(inner.tokens.end);
    if analysis.sentence_of(inner.head) != analysis.sentence_of(outer.head) || gap == 0 || gap > 4 {
        return false;
    }
    let between: Vec<&str> = (inner.tokens.end..outer.tokens.start).map(|at| analysis.lower(TokenId(at))).collect();
    let is_link = |word: &str| matches!(word, "in" | "of");
    let kind_first = between.first().is_some_and(|word| words.kinds.kinds.has(word));
    let fills = |(at, word): (usize, &&str)| {
        is_link(word) || matches!(*word, "," | "the") || words.kinds.parts.has(word) || at == 0 && kind_first
    };
    match between.as_slice() {
        [","] => true,
        [_, ","] => kind_first,
        words => words.iter().any(|word| is_link(word)) && words.iter().enumerate().all(fills),
    }
}

/// The country of a name that the gazetteer lacks: of what it lies in, else of the place beside it, else the only one spoken of.
fn infer_country(
    analysis: &Analysis,
    candidates: &[Candidate],
    index: usize,
    found: &[Resolved],
    around: Option<&Container>,
    spoken: &Spoken,
    resolved: &mut Resolved,
) {
    if let Some(around) = around {
        (resolved.country, resolved.from) = (around.country, Some(around.span));
        "lies in a place that is known".clone_into(&mut resolved.why);
        return;
    }
    let sentence = candidates.get(index).map(|candidate| analysis.sentence_of(candidate.head));
    let beside =
        found.iter().zip(candidates).rev().take(LAST_NAMES).find(|(before, candidate)| {
            before.country.is_some() && Some(analysis.sentence_of(candidate.head)) == sentence
        });
    if let Some((before, candidate)) = beside {
        (resolved.country, resolved.from) = (before.country, Some(candidate.span));
        "named beside a place that is known".clone_into(&mut resolved.why);
        return;
    }
    let most = spoken.iter().max_by_key(|(_, (count, _))| *count);
    if let Some((&country, &(_, span))) = most {
        (resolved.country, resolved.from) = (Some(country), Some(span));
        "the country that the report speaks of most".clone_into(&mut resolved.why);
    }
}

fn of_place(place: &gazetteer::Place<'_>) -> Resolved {
    Resolved {
        name: Some(place.name.to_owned()),
        country: place.country.parse().ok(),
        point: Some((place.latitude, place.longitude)),
        feature: Some(place.feature.code().to_owned()),
        geonames: place.geonames,
        why: "gazetteer".to_owned(),
        from: None,
        known: true,
        ..Resolved::default()
    }
}

fn of_world(place: &crate::words::WorldPlace) -> Resolved {
    Resolved {
        name: Some(place.name.clone()),
        country: place.country,
        point: Some(place.point),
        feature: Some(place.feature.clone()),
        geonames: None,
        why: "list of regions".to_owned(),
        from: None,
        known: true,
        ..Resolved::default()
    }
}

/// Distance on the sphere, by the haversine formula.
fn kilometers(a: (f64, f64), b: (f64, f64)) -> f64 {
    let (lat_a, lat_b) = (a.0.to_radians(), b.0.to_radians());
    let (d_lat, d_lon) = ((lat_b - lat_a) / 2.0, (b.1 - a.1).to_radians() / 2.0);
    let h = d_lat.sin().powi(2) + lat_a.cos() * lat_b.cos() * d_lon.sin().powi(2);
    2.0 * 6371.0 * h.clamp(0.0, 1.0).sqrt().asin()
}
