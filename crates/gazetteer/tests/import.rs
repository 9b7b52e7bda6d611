//! A small made-up dump in the format of GeoNames becomes an index; what is wrong in it is told by line.

#![expect(clippy::unwrap_used, reason = "a test that cannot write its files has failed")]

use std::io::Write as _;
use std::path::{Path, PathBuf};

use gazetteer::{BadRow, Error, Feature, Gazetteer, import};

/// Made-up places: their names, numbers and points are ours.
const DUMP: &str = include_str!("dump.txt");

fn file(name: &str, bytes: &[u8]) -> PathBuf {
    let path = std::env::temp_dir().join(format!("onrecord-import-{}-{name}", std::process::id()));
    std::fs::write(&path, bytes).unwrap();
    path
}

fn zipped(parts: &[(&str, &str)], packed: bool) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut archive = rawzip::ZipArchiveWriter::new(&mut bytes);
    for (name, text) in parts {
        let method = if packed { rawzip::CompressionMethod::DEFLATE } else { rawzip::CompressionMethod::STORE };
        let (mut entry, config) = archive.new_file(name).compression_method(method).start().unwrap();
        if packed {
            let encoder = flate2::write::DeflateEncoder::new(&mut entry, flate2::Compression::default());
            let mut writer = config.wrap(encoder);
            writer.write_all(text.as_bytes()).unwrap();
            let (encoder, descriptor) = writer.finish().unwrap();
            encoder.finish().unwrap();
            entry.finish(descriptor).unwrap();
        } else {
            let mut writer = config.wrap(&mut entry);
            writer.write_all(text.as_bytes()).unwrap();
            let (_, descriptor) = writer.finish().unwrap();
            entry.finish(descriptor).unwrap();
        }
    }
    archive.finish().unwrap();
    bytes
}

fn imported(dump: &Path, out: &str) -> (gazetteer::Imported, Vec<u8>) {
    let out = file(out, b"");
    let told = import(dump, &Gazetteer::embedded().unwrap(), &out).unwrap();
    let bytes = std::fs::read(&out).unwrap();
    std::fs::remove_file(&out).unwrap();
    (told, bytes)
}

#[test]
fn a_dump_becomes_an_index() {
    let text = file("dump.txt", DUMP.as_bytes());
    let zip = file("dump.zip", &zipped(&[("readme.txt", "what the columns mean"), ("dump.txt", DUMP)], true));
    let plain = file("plain.zip", &zipped(&[("dump.txt", DUMP)], false));
    let (told, bytes) = imported(&text, "a.bin");
    assert_eq!(imported(&zip, "b.bin"), (told.clone(), bytes.clone()));
    assert_eq!(imported(&plain, "c.bin"), (told.clone(), bytes.clone()));
    let bad = |line, what| BadRow { line, what };
    let expected = [
        bad(9, "it has not 19 columns"),
        bad(10, "column 1 is no geonames id"),
        bad(11, "column 5 is no latitude"),
        bad(12, "column 6 is no longitude"),
        bad(13, "column 9 is no country code that is known"),
        bad(14, "column 15 is no population"),
        bad(15, "column 2, the name, is empty"),
    ];
    assert_eq!((told.n_rows, told.n_bad, told.bad.as_slice()), (16, 7, expected.as_slice()));
    let kept: Vec<(char, u64)> = told.n_kept.iter().map(|(&class, &n)| (class, n)).collect();
    assert_eq!(kept, [('A', 1), ('H', 2), ('P', 3), ('S', 1)], "the school is not kept");
    let gazetteer = Gazetteer::read(bytes.into()).unwrap();
    let upper = gazetteer.named("Uppertown");
    assert_eq!((upper.len(), upper[0].country, upper[0].geonames), (1, "IRQ", Some(900_003)));
    assert_eq!(gazetteer.name(&gazetteer.region(&upper[0]).unwrap()), "Al Korai Governorate");
    assert_eq!(gazetteer.named("Al Uppertowni")[0].geonames, Some(900_003));
    assert_eq!(gazetteer.named("Korai")[0].feature, Feature::FirstOrder);
    let sea = gazetteer.named("Korai Sea")[0];
    assert_eq!((sea.country, sea.feature, sea.code), ("", Feature::Water, "SEA"));
    assert_eq!(gazetteer.named("Korai Dam")[0].code, "DAM");
    // States, and divisions that the dump lacks, are ours.
    assert_eq!(gazetteer.name(&gazetteer.state("FRA").unwrap()), "France");
    assert_eq!(gazetteer.named("Ohio")[0].country, "USA");
    assert!(gazetteer.named("Paris").is_empty());
    for path in [text, zip, plain] {
        std::fs::remove_file(path).unwrap();
    }
}

#[test]
fn what_is_no_dump_is_refused_and_nothing_is_replaced() {
    let own = Gazetteer::embedded().unwrap();
    let out = file("kept.bin", b"kept");
    let good = zipped(&[("dump.txt", DUMP)], true);
    let cases = [
        ("empty", Vec::new()),
        ("prose", b"This is no dump.\nIt has no columns.\n".to_vec()),
        ("noise", vec![0xff; 1 << 20]),
        ("cut.zip", good[..good.len() / 2].to_vec()),
        ("none.zip", zipped(&[("a.csv", "1,2")], true)),
        ("readme.zip", zipped(&[("readme.txt", "1")], true)),
    ];
    for (name, bytes) in cases {
        let dump = file(name, &bytes);
        let error = import(&dump, &own, &out).unwrap_err();
        assert!(matches!(error, Error::NoDump(..)), "{name}: {error}");
        std::fs::remove_file(dump).unwrap();
    }
    assert!(matches!(import(Path::new("no such file"), &own, &out), Err(Error::File(..))));
    // Bytes of the packed text are changed: the archive's own sum must not match.
    let mut changed = good;
    let middle = changed.len() / 3;
    changed[middle] ^= 0xff;
    let dump = file("changed.zip", &changed);
    assert!(import(&dump, &own, &out).is_err());
    std::fs::remove_file(dump).unwrap();
    assert_eq!(std::fs::read(&out).unwrap(), b"kept");
    std::fs::remove_file(out).unwrap();
}
