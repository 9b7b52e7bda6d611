//! What is written is found again; what is damaged is refused or gives nothing; the index that is carried knows the world.

#![expect(clippy::unwrap_used, reason = "a test that cannot write its files has failed")]

use std::borrow::Cow;
use std::io::Cursor;

use gazetteer::{Builder, Feature, Gazetteer, Row};

fn row(name: &str, country: &str, population: u32, code: &str) -> Row {
    Row {
        name: name.to_owned(),
        alternates: vec![format!("Old {name}")],
        geonames: Some(population + 1),
        latitude: -12.3456,
        longitude: 98.7654,
        country: country.to_owned(),
        class: if code.starts_with("PPL") { b'P' } else { b'A' },
        code: code.to_owned(),
        population,
        region: if code == "PCLI" { String::new() } else { "07".to_owned() },
    }
}

fn small() -> Vec<u8> {
    let mut builder = Builder::new([(*b"AAA", *b"AA"), (*b"BBB", *b"BB")], None);
    let mut rows = vec![
        row("Aland", "AA", 900, "PCLI"),
        row("Beland", "BB", 800, "PCLI"),
        row("Upper Vale", "AA", 300, "ADM1"),
        row("Tòwn 7", "BB", 5000, "PPL"),
        row("Blue Sea", "", 0, "PPL"),
    ];
    rows.extend((0..300).map(|n| row(&format!("Town {n}"), "AA", n, "PPL")));
    rows.extend((0..600).map(|n| row("Santa Cruz", "AA", n, "PPL")));
    for row in &rows {
        builder.add(row).unwrap();
    }
    let mut bytes = Vec::new();
    builder.write(Cursor::new(&mut bytes)).unwrap();
    bytes
}

#[test]
fn what_is_written_is_found_again() {
    let bytes = small();
    assert_eq!(bytes, small(), "the same rows give the same bytes");
    let gazetteer = Gazetteer::read(Cow::Owned(bytes)).unwrap();
    assert_eq!(gazetteer.len(), 905);
    for n in 0..300 {
        let name = format!("Town {n}");
        let found = gazetteer.named(&name.to_uppercase());
        let town = found.iter().find(|place| place.country == "AAA").unwrap();
        assert_eq!(gazetteer.name(town), name);
        assert_eq!((town.geonames, town.by_main_name, town.code), (Some(n + 1), true, "PPL"));
    }
    let sevens = gazetteer.named("old Town-7");
    assert_eq!(sevens.iter().map(|place| place.country).collect::<Vec<_>>(), ["BBB", "AAA"]);
    assert_eq!(gazetteer.name(&sevens[0]), "Tòwn 7");
    assert!(!sevens[0].by_main_name);
    assert_eq!(gazetteer.name(&gazetteer.region(&sevens[1]).unwrap()), "Upper Vale");
    assert_eq!(gazetteer.region_code(&sevens[1]), Some("07"));
    assert!(gazetteer.region(&sevens[0]).is_none());
    assert!((sevens[0].latitude + 12.3456).abs() < 4e-4 && (sevens[0].longitude - 98.7654).abs() < 4e-4);
    assert_eq!(gazetteer.named("Santa Cruz").len(), 512, "no more than can be weighed");
    assert_eq!(gazetteer.named("Blue Sea")[0].country, "");
    for unknown in ["Town", "", "zzz", "Town 300", "\0", "北京"] {
        assert!(gazetteer.named(unknown).is_empty() && !gazetteer.knows(unknown), "{unknown}");
    }
    assert_eq!(gazetteer.name(&gazetteer.state("BBB").unwrap()), "Beland");
    assert!(gazetteer.state("CCC").is_none() && gazetteer.state("").is_none());
}

#[test]
fn the_most_populous_of_a_country_are_prominent() {
    let mut builder = Builder::new([(*b"AAA", *b"AA")], None);
    for n in 0..1500 {
        builder.add(&row(&format!("Town {n}"), "AA", 10_000 + n, "PPL")).unwrap();
    }
    let mut bytes = Vec::new();
    builder.write(Cursor::new(&mut bytes)).unwrap();
    let gazetteer = Gazetteer::read(Cow::Owned(bytes)).unwrap();
    assert!(gazetteer.knows_prominent("town 1499") && gazetteer.knows_prominent("old town 300"));
    assert!(gazetteer.knows("town 299") && !gazetteer.knows_prominent("town 299"));
}

#[test]
fn a_damaged_file_is_refused() {
    let good = small();
    for at in (0..good.len()).step_by(61) {
        let mut bad = good.clone();
        bad[at] ^= 0x20;
        assert!(Gazetteer::read(Cow::Owned(bad)).is_err(), "{at}");
        assert!(Gazetteer::read(Cow::Owned(good[..at].to_vec())).is_err(), "{at}");
    }
    let longer = [good, vec![0]].concat();
    assert!(Gazetteer::read(Cow::Owned(longer)).unwrap_err().to_string().contains("make it again"));
}

/// The sum as the format has it, so that a test can forge it.
fn with_sum(mut bytes: Vec<u8>) -> Vec<u8> {
    let mut state = 0xcbf2_9ce4_8422_2325u64;
    let covered = [&bytes[40..], &bytes[16..40]].concat();
    let mut step = |word: u64| {
        state = (state ^ word).wrapping_mul(0x0100_0000_01b3);
        state ^= state >> 32;
    };
    let chunks = covered.chunks_exact(8);
    let rest = chunks.remainder().to_vec();
    chunks.for_each(|chunk| step(u64::from_le_bytes(chunk.try_into().unwrap())));
    rest.iter().for_each(|&byte| step(u64::from(byte)));
    bytes[8..16].copy_from_slice(&state.to_le_bytes());
    bytes
}

#[test]
fn a_forged_file_does_no_harm() {
    let good = small();
    assert_eq!(with_sum(good.clone()), good);
    let mut state = 1u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        state >> 8
    };
    for _ in 0..400 {
        let mut bad = good.clone();
        for _ in 0..8 {
            let at = 40 + next() as usize % (bad.len() - 40);
            bad[at] = next().to_le_bytes()[0];
        }
        let Ok(gazetteer) = Gazetteer::read(Cow::Owned(with_sum(bad))) else { continue };
        for name in ["Town 7", "old town 123", "Santa Cruz", "Aland", "", "zzz"] {
            for place in gazetteer.named(name).iter().take(3) {
                let _ = (gazetteer.name(place), gazetteer.region(place), gazetteer.region_code(place));
            }
            let _ = (gazetteer.knows(name), gazetteer.knows_prominent(name), gazetteer.state("AAA"));
        }
    }
}

#[test]
fn the_carried_index_knows_the_world() {
    let gazetteer = Gazetteer::embedded().unwrap();
    assert!(gazetteer.size() <= 9_000_000);
    let bytes = std::fs::read(concat!(env!("CARGO_MANIFEST_DIR"), "/../../models/gazetteer.bin")).unwrap();
    assert!(Gazetteer::read(Cow::Owned(bytes)).is_ok(), "its sum is right");
    for (name, country, code) in [
        ("Baghdad", "IRQ", "PPLC"),
        ("Raqqah", "SYR", "PPL"),
        ("Lashkar Gah", "AFG", "PPL"),
        ("Paris", "FRA", "PPLC"),
        ("Geneva", "CHE", "PPL"),
        ("Seoul", "KOR", "PPLC"),
        ("Virginia", "USA", "ADM1"),
    ] {
        let found = gazetteer.named(name);
        assert_eq!(found.first().map(|place| place.country), Some(country), "{name}");
        assert!(found.iter().any(|place| place.code == code && place.country == country), "{name}");
    }
    assert_eq!(gazetteer.name(&gazetteer.state("SYR").unwrap()), "Syria");
    assert_eq!(gazetteer.named("Ivory Coast")[0].country, "CIV");
    let small_towns =
        [("Moscow", "USA"), ("Lima", "USA"), ("Man", "CIV"), ("Normal", "USA"), ("Most", "CZE"), ("Orange", "FRA")];
    for (name, country) in small_towns {
        let found = gazetteer.named(name);
        let town = found.iter().find(|place| place.country == country);
        assert_eq!(town.map(|place| place.feature), Some(Feature::Populated), "{name}");
    }
    let cities = gazetteer.places().filter(|place| matches!(place.feature, Feature::Populated | Feature::Capital));
    assert!(cities.count() >= 234_000);
}
