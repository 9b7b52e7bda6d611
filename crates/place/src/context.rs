//! What the report says around a name: the countries and divisions that it speaks of, and the places that are sure.

use std::collections::{BTreeMap, BTreeSet};

use gazetteer::{Division, Feature, fold};
use linguist::{Analysis, NameKind};
use ontology::Country;
use record::{Entity, Report};
use text::Span;

use crate::Places;
use crate::names::{Candidate, Kind};
use crate::words::without_article;

/// How often the report speaks of a country or division, where first, and in which sentences and by which names.
#[derive(Debug, Clone, Default)]
pub(crate) struct Mentions {
    pub(crate) count: u32,
    pub(crate) first: Span,
    sentences: BTreeSet<u32>,
    names: Vec<String>,
}

impl Mentions {
    fn add(&mut self, span: Span, sentence: Option<u32>, name: &str) {
        if self.count == 0 {
            self.first = span;
        }
        self.count += 1;
        self.sentences.extend(sentence);
        if self.names.len() < 2 && !self.names.iter().any(|known| known == name) {
            self.names.push(name.to_owned());
        }
    }

    pub(crate) fn in_sentence(&self, sentence: u32) -> bool {
        self.sentences.contains(&sentence)
    }

    /// Whether anything else than this name speaks of it.
    pub(crate) fn beside(&self, name: &str) -> bool {
        self.names.iter().any(|known| known != name)
    }
}

/// A place that a name surely means.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) name: String,
    pub(crate) point: (f64, f64),
    pub(crate) country: Option<Country>,
    pub(crate) division: Option<Division>,
    pub(crate) sentence: u32,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Context {
    pub(crate) countries: BTreeMap<Country, Mentions>,
    pub(crate) divisions: BTreeMap<Division, Mentions>,
    pub(crate) known: Vec<Known>,
}

impl Context {
    pub(crate) fn most(&self) -> Option<(Country, Span)> {
        let most = self.countries.iter().max_by_key(|(_, mentions)| mentions.count);
        most.map(|(&country, mentions)| (country, mentions.first))
    }

    pub(crate) fn highest(&self) -> u32 {
        self.countries.values().map(|mentions| mentions.count).max().unwrap_or(0)
    }

    pub(crate) fn speaks_of(&self, country: Country) -> bool {
        self.countries.contains_key(&country)
    }
}

impl Places {
    /// Names of states and nationalities anywhere in the report, in the entities and in the dateline; names of divisions.
    pub(crate) fn context(
        &self,
        analysis: &Analysis,
        report: &Report,
        entities: &[Entity],
        candidates: &[Candidate],
    ) -> Context {
        let mut context = Context::default();
        for candidate in candidates {
            let sentence = analysis.sentence_of(candidate.head);
            if let Some((country, _)) = self.words.state(&candidate.folded) {
                let namesakes = self.words.namesakes(&candidate.folded);
                let countries = if namesakes.is_empty() { std::slice::from_ref(country) } else { namesakes };
                for country in countries {
                    let mentions = context.countries.entry(*country).or_default();
                    mentions.add(candidate.span, Some(sentence), &candidate.folded);
                }
            } else if candidate.kind == Kind::Other && !candidate.person {
                let division = self.division_named(&candidate.folded);
                if let Some(division) = division.filter(|_| candidate.sure || candidate.is_name) {
                    let mentions = context.divisions.entry(division).or_default();
                    mentions.add(candidate.span, Some(sentence), &candidate.folded);
                }
            }
        }
        for id in analysis.ids() {
            if analysis.form(id).starts_with(char::is_uppercase)
                && !analysis.name_of(id).is_some_and(|name| name.kind == NameKind::Person)
            {
                self.add_adjective(analysis, id, &mut context);
            }
        }
        for entity in entities {
            let span = entity.mentions.first().map(|mention| mention.span).unwrap_or_default();
            if let Some(country) = entity.country.filter(|country| country.is_state()) {
                context.countries.entry(country).or_default().add(span, None, "entity");
            }
        }
        self.add_dateline(report, &mut context);
        context
    }

    /// "Lebanese", "Scottish".
    fn add_adjective(&self, analysis: &Analysis, id: linguist::TokenId, context: &mut Context) {
        let folded = fold(analysis.form(id));
        let sentence = Some(analysis.sentence_of(id));
        if let Some(country) = self.words.nationality(&folded) {
            context.countries.entry(country).or_default().add(analysis.span(id), sentence, &folded);
        }
        if let Some((country, name)) = self.words.adjective(&folded) {
            context.countries.entry(*country).or_default().add(analysis.span(id), sentence, &folded);
            let divisions = self.gazetteer.folded(name);
            let division = divisions
                .iter()
                .find(|place| place.feature == Feature::FirstOrder && place.country == country.as_str());
            if let Some(division) = division {
                context.divisions.entry(division.division).or_default().add(analysis.span(id), sentence, &folded);
            }
        }
    }

    /// "LAHORE, Pakistan (Reuters)": the metadata may have it where the text does not.
    fn add_dateline(&self, report: &Report, context: &mut Context) {
        let dateline = report.dateline.as_deref().unwrap_or("");
        for part in dateline.split([',', '(', '/']).take(4) {
            let folded = fold(without_article(part.trim()));
            if let Some((country, _)) = self.words.state(&folded) {
                context.countries.entry(*country).or_default().add(Span::default(), None, &folded);
            } else if let Some(division) = self.division_named(&folded) {
                context.divisions.entry(division).or_default().add(Span::default(), None, &folded);
            }
        }
    }

    /// The most populous first-order division of a name, if no town of the name is more populous.
    fn division_named(&self, folded: &str) -> Option<Division> {
        if !self.gazetteer.knows_prominent(folded) {
            return None;
        }
        let places = self.gazetteer.folded(folded);
        let first = places.first()?;
        let is_capital_of_itself = |place: &&gazetteer::Place<'_>| {
            place.feature == Feature::FirstOrder
                && (place.is(first) || place.division == first.division || place.population * 2 > first.population)
        };
        places.iter().find(is_capital_of_itself).map(|place| place.division)
    }
}
