//! Measures places on `names.tsv`: sentences with one name each that several places, persons or governments bear.
//! Shared by the test, which holds the figures to their bars, and by `examples/ambiguous.rs`, which shows them.

use std::fmt;

use place::Places;
use record::{Place, Report};
use text::Span;

const NAMES: &str = include_str!("names.tsv");
/// Right within so many kilometers, as in the literature on toponym resolution (acc@161, a hundred miles).
const NEAR_KM: f64 = 161.0;

/// One sentence and what became of it.
pub(crate) struct Case {
    pub(crate) set: &'static str,
    pub(crate) country: &'static str,
    pub(crate) sentence: &'static str,
    pub(crate) country_right: bool,
    /// `None` where the country alone is asked for, and for names that are no places.
    pub(crate) place_right: Option<bool>,
    pub(crate) found: String,
}

impl Case {
    pub(crate) fn is_negative(&self) -> bool {
        self.country == "-"
    }
}

/// Shares that are right, of so many.
#[derive(Default)]
pub(crate) struct Figures {
    pub(crate) country: (u32, u32),
    pub(crate) place: (u32, u32),
    pub(crate) negative: (u32, u32),
}

impl Figures {
    pub(crate) fn of<'a>(cases: impl Iterator<Item = &'a Case>) -> Self {
        let mut figures = Self::default();
        let count = |pair: &mut (u32, u32), right: bool| *pair = (pair.0 + u32::from(right), pair.1 + 1);
        for case in cases {
            if case.is_negative() {
                count(&mut figures.negative, case.country_right);
            } else {
                count(&mut figures.country, case.country_right);
            }
            if let Some(right) = case.place_right {
                count(&mut figures.place, right);
            }
        }
        figures
    }
}

pub(crate) fn share(pair: (u32, u32)) -> f64 {
    f64::from(pair.0) / f64::from(pair.1.max(1))
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let both = (self.country.0 + self.negative.0, self.country.1 + self.negative.1);
        write!(
            f,
            "country {:.3} of {}, within 161 km {:.3} of {}, no place where none is {:.3} of {}; country or no place {:.3} of {}",
            share(self.country),
            self.country.1,
            share(self.place),
            self.place.1,
            share(self.negative),
            self.negative.1,
            share(both),
            both.1
        )
    }
}

pub(crate) fn run(places: &Places, model: &linguist::Model) -> Vec<Case> {
    let lines = NAMES.lines().filter(|line| !line.starts_with('#')).skip(1);
    lines.filter_map(|line| case(line, places, model)).collect()
}

fn case(line: &'static str, places: &Places, model: &linguist::Model) -> Option<Case> {
    let mut columns = line.split('\t');
    let (set, country, wanted, sentence) = (columns.next()?, columns.next()?, columns.next()?, columns.next()?);
    let (from, to) = (sentence.find('[')?, sentence.find(']')?);
    let text = sentence.replace(['[', ']'], "");
    let name = Span::new(u32::try_from(from).ok()?, u32::try_from(to - 1).ok()?);
    let analysis = model.analyze(&text, &linguist::segment(&text), &mut linguist::Workspace::default());
    let report = Report { text, ..Report::default() };
    let found = places.find(&analysis, &report, &[]);
    let place = found.iter().find(|place| place.span.overlaps(name));
    let got = place.map(|place| place.country.map_or_else(|| "none".to_owned(), |country| country.to_string()));
    let country_right = got.as_deref().unwrap_or("-") == country;
    let place_right = match wanted {
        "" | "feature" => None,
        "state" => Some(country_right && place.and_then(|place| place.feature.as_deref()) == Some("PCLI")),
        point => Some(place.is_some_and(|place| is_near(place, point))),
    };
    let found = place.map_or_else(String::new, |place| {
        format!("{} {:?} {:?} {:?} {:?}", place.name, got, place.feature, place.geonames, place.evidence.notes)
    });
    Some(Case { set, country, sentence, country_right, place_right, found })
}

fn is_near(place: &Place, point: &str) -> bool {
    let wanted = point.split_once(',').and_then(|(a, b)| Some((a.parse::<f64>().ok()?, b.parse::<f64>().ok()?)));
    let (Some((lat_a, lon_a)), Some(lat_b), Some(lon_b)) = (wanted, place.latitude, place.longitude) else {
        return false;
    };
    let (lat_a, lat_b) = (lat_a.to_radians(), lat_b.to_radians());
    let h = ((lat_b - lat_a) / 2.0).sin().powi(2)
        + lat_a.cos() * lat_b.cos() * ((lon_b - lon_a).to_radians() / 2.0).sin().powi(2);
    2.0 * 6371.0 * h.clamp(0.0, 1.0).sqrt().asin() < NEAR_KM
}
