//! "The country", "the Arab state", "the West African nation": which country such words mean.

use std::collections::{HashMap, HashSet};

use lexicon::{Data, DataError};
use ontology::{Country, Deprel, EntityKind, Sector};

use crate::data::What;
use crate::describe::Description;
use crate::find::Found;
use crate::link::{Draft, Linker};

/// Parts of the world ("west african") and their countries.
pub(crate) type Areas = HashMap<String, HashSet<Country>>;

pub(crate) fn read_areas(data: &Data) -> Result<Areas, DataError> {
    let table = data.table("actor/areas.tsv", &["area", "countries"])?;
    let countries = |row: &lexicon::Row<'_>| {
        let parse = |code: &str| code.parse::<Country>().map_err(|error| table.error(row, format!("{error}")));
        row.list(1).map(parse).collect::<Result<HashSet<Country>, DataError>>()
    };
    table.rows().iter().map(|row| Ok((row.get(0).to_owned(), countries(row)?))).collect()
}

impl Linker<'_> {
    /// The country that "the country" means: one named in the sentence before others, then the one the report is about;
    /// never the one whose troops enter or leave it, and only one of the part of the world that the words tell.
    pub(crate) fn country_meant(&self, found: &Found) -> Option<Description> {
        let analysis = self.describer.analysis;
        let words = &self.describer.lexicon.words;
        let description = &found.description;
        let word = analysis.lemma(found.head);
        let anaphoric = found.definite && !found.restricted && !description.plural && description.name.is_none();
        if !anaphoric || !words.anaphors.country.contains(word) || word == "state" || description.possessor.is_some() {
            return None;
        }
        let country = description.country.or_else(|| self.country_in_view(found))?;
        Some(Description {
            country: Some(country),
            sectors: vec![Sector::Gov],
            why: vec![format!("country {country}, which the report tells of")],
            ..self.describer.nothing(EntityKind::Country)
        })
    }

    fn country_in_view(&self, found: &Found) -> Option<Country> {
        let area = self.area(found);
        let foreign = self.those_who_come(found);
        let fits =
            |country: &Country| Some(*country) != foreign && area.is_none_or(|countries| countries.contains(country));
        let here = |draft: &Draft| {
            draft.description.kind == EntityKind::Country
                && draft.sentence == found.sentence
                && draft.description.country.as_ref().is_some_and(fits)
        };
        // "this nation" of a speaker is his own.
        let this = self
            .describer
            .analysis
            .child(found.head, Deprel::Det)
            .is_some_and(|word| self.describer.analysis.lower(word) == "this");
        let home = self.focus.issuer.as_ref().and_then(|issuer| issuer.country).filter(|country| country.is_state());
        let named = self.latest(here).and_then(|index| self.drafts.get(index)?.description.country);
        home.filter(|_| this && area.is_none())
            .or(named)
            .or_else(|| self.named_before(found, true).find(fits))
            .or(self.focus.report.filter(fits))
            .or_else(|| self.named_before(found, false).find(fits))
    }

    /// Countries that are named before a mention, or whose people are: those of its sentence in order, or the last ones
    /// backwards.
    fn named_before(&self, found: &Found, same_sentence: bool) -> Box<dyn Iterator<Item = Country> + '_> {
        const BACK: usize = 12;
        let names = &self.describer.hits.names;
        let end = names.partition_point(|hit| hit.last < found.head);
        let sentence = found.sentence;
        let before = names.get(end.saturating_sub(BACK)..end).unwrap_or_default();
        let analysis = self.describer.analysis;
        let of_country = move |hit: &crate::hits::NameHit| {
            let entry = self.describer.lexicon.entry(hit.entry).filter(|_| !hit.foreign)?;
            let names_it = matches!(
                entry.what,
                What::Country | What::Adjective | What::People | What::Capital | What::Seat | What::Region
            );
            (names_it && entry.country.is_state()).then_some(entry.country)
        };
        if same_sentence {
            let here = before.iter().filter(move |hit| analysis.sentence_of(hit.first) == sentence);
            Box::new(here.filter_map(of_country))
        } else {
            Box::new(before.iter().rev().filter_map(of_country))
        }
    }

    /// "40 Belgian soldiers entered the country": theirs is another one.
    fn those_who_come(&self, found: &Found) -> Option<Country> {
        let analysis = self.describer.analysis;
        let verb = analysis.head(found.head)?;
        let is_goal = matches!(analysis.deprel(found.head), Deprel::Obj | Deprel::Obl);
        let subject = analysis.child(verb, Deprel::Nsubj).filter(|_| is_goal)?;
        let who = &self.drafts.get(*self.at_head.get(&subject)?)?.description;
        let is_force = who.sectors.first() == Some(&Sector::Mil) || who.kind == EntityKind::Country;
        who.country.filter(|_| is_force)
    }

    /// The countries of "the *Arab* country".
    fn area(&self, found: &Found) -> Option<&HashSet<Country>> {
        let analysis = self.describer.analysis;
        let words: Vec<String> = analysis
            .children_by(found.head, &[Deprel::Amod, Deprel::Compound])
            .filter(|&child| child < found.head)
            .map(|child| grammar::phrase(analysis, child).of(&analysis.text).to_lowercase().replace('-', " "))
            .collect();
        let areas = &self.describer.lexicon.areas;
        areas.get(&words.join(" ")).or_else(|| words.iter().rev().find_map(|word| areas.get(word)))
    }
}
