//! Making an index from a dump of GeoNames: `allCountries.zip`, the file of one country, or their text unpacked.
//!
//! A dump has one place on a line in 19 columns, told in the `readme.txt` of download.geonames.org/export/dump. Lines are read
//! one by one, and what does not fit into memory is sorted in files beside the index.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read};
use std::path::{Path, PathBuf};

use crate::{Builder, Error, Feature, Gazetteer, Row, spelling};

/// Which features are kept, by class. Inhabited places of every kind are, except historical ones; divisions down to the third
/// order; of waters, land and works those that reports name as places where something happens.
const KEPT: &[(u8, &[&str])] = &[
    (b'A', &["ADM1", "ADM2", "ADM3"]),
    (
        b'P',
        &[
            "PPL", "PPLA", "PPLA2", "PPLA3", "PPLA4", "PPLA5", "PPLC", "PPLF", "PPLG", "PPLL", "PPLQ", "PPLR", "PPLS",
            "PPLW", "PPLX", "STLMT",
        ],
    ),
    (
        b'H',
        &[
            "BAY", "CHN", "CNL", "DLTA", "FJD", "GULF", "LGN", "LK", "LKS", "OCN", "RSV", "SD", "SEA", "STM", "STMS",
            "STRT",
        ],
    ),
    (
        b'T',
        &["ATOL", "CAPE", "DSRT", "ISL", "ISLS", "MT", "MTS", "OAS", "PASS", "PEN", "PK", "PLAT", "PLN", "VAL", "VLC"],
    ),
    (b'L', &["CONT", "MILB", "NVB", "OILF", "PRK", "PRT", "RESN", "RGN", "RGNE"]),
    (b'S', &["AIRB", "AIRF", "AIRP", "BDG", "CMPRF", "CSTM", "DAM", "PAL", "PRN", "PSN", "PSTB"]),
];
const N_COLUMNS: usize = 19;
/// Bytes of a line; the longest of GeoNames has some 12,000.
const LONGEST_LINE: usize = 1 << 18;
/// So many bad rows are told one by one.
const MOST_TOLD: usize = 20;

/// A row that was passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadRow {
    /// Counted from 1.
    pub line: u64,
    pub what: &'static str,
}

/// What came of a dump.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    pub n_rows: u64,
    /// Rows kept, by class letter of GeoNames.
    pub n_kept: BTreeMap<char, u64>,
    /// States and first-order divisions that the dump lacks, taken from our own index.
    pub n_ours: u64,
    pub n_bad: u64,
    /// The first bad rows.
    pub bad: Vec<BadRow>,
    /// Bytes of the index.
    pub size: u64,
}

/// Writes an index of the places in a dump to `out`, which is replaced only if all goes well. States, and first-order divisions
/// that the dump lacks, come from `own`.
///
/// Memory: about 150 MB, and 4 bytes for each place kept; beside the index, files of about the size of the text for a while.
///
/// # Errors
/// A file cannot be read or written, an archive without a dump, or more places than an index can count.
pub fn import(dump: &Path, own: &Gazetteer, out: &Path) -> Result<Imported, Error> {
    let mut builder = Builder::new(own.country_codes(), Some(with_ending(out, "")));
    let mut imported = Imported::default();
    let mut divisions: BTreeSet<(String, String)> = BTreeSet::new();
    let mut add = |row: &Row, builder: &mut Builder| {
        if row.code == "ADM1" {
            divisions.insert((row.country.clone(), row.region.clone()));
        }
        builder.add(row)
    };
    read_dump(dump, |source, name| read_rows(source, name, &mut builder, &mut imported, &mut add))?;
    if imported.n_kept.is_empty() {
        return Err(Error::NoDump(dump.display().to_string(), "no line of it is a place in 19 columns"));
    }
    add_ours(own, &divisions, &mut builder, &mut imported)?;
    let part = with_ending(out, ".part");
    let file = File::create(&part).map_err(|error| Error::file(&part, &error))?;
    let written = builder.write(BufWriter::with_capacity(1 << 18, file)).and_then(|()| {
        std::fs::rename(&part, out).map_err(|error| Error::file(out, &error))?;
        std::fs::metadata(out).map_err(|error| Error::file(out, &error))
    });
    if written.is_err() {
        // What is told is why the index could not be written, not that its rest could not be removed.
        let _ = std::fs::remove_file(&part);
    }
    imported.size = written?.len();
    Ok(imported)
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.to_path_buf().into_os_string();
    name.push(ending);
    PathBuf::from(name)
}

/// Opens a dump: the largest text in an archive, or the file itself.
fn read_dump(path: &Path, read: impl FnOnce(&mut dyn BufRead, &Path) -> Result<(), Error>) -> Result<(), Error> {
    let mut file = File::open(path).map_err(|error| Error::file(path, &error))?;
    let mut magic = [0; 4];
    let n_read = file.read(&mut magic).map_err(|error| Error::file(path, &error))?;
    let file = File::open(path).map_err(|error| Error::file(path, &error))?;
    if !magic[..n_read].starts_with(b"PK") {
        return read(&mut BufReader::with_capacity(1 << 18, file), path);
    }
    let wrong = |what: &'static str| Error::NoDump(path.display().to_string(), what);
    let mut buffer = vec![0; rawzip::RECOMMENDED_BUFFER_SIZE];
    let archive =
        rawzip::ZipArchive::from_file(file, &mut buffer).map_err(|_| wrong("the archive is damaged or cut off"))?;
    let mut largest = None;
    let mut entries = archive.entries(&mut buffer);
    while let Some(entry) = entries.next_entry().map_err(|_| wrong("the archive's list of files is damaged"))? {
        let name = entry.file_path();
        let is_text = name.as_ref().ends_with(b".txt") && !name.as_ref().eq_ignore_ascii_case(b"readme.txt");
        let size = entry.uncompressed_size_hint();
        if is_text && largest.as_ref().is_none_or(|&(most, _, _)| size > most) {
            largest = Some((size, entry.wayfinder(), entry.compression_method()));
        }
    }
    let (_, wayfinder, method) = largest.ok_or_else(|| wrong("the archive holds no text file"))?;
    let entry = archive.get_entry(wayfinder).map_err(|_| wrong("the archive is damaged"))?;
    if method == rawzip::CompressionMethod::STORE {
        read(&mut BufReader::with_capacity(1 << 18, entry.verifying_reader(entry.reader())), path)
    } else if method == rawzip::CompressionMethod::DEFLATE {
        let text = entry.verifying_reader(flate2::read::DeflateDecoder::new(entry.reader()));
        read(&mut BufReader::with_capacity(1 << 18, text), path)
    } else {
        Err(wrong("the archive is packed by another method than deflate"))
    }
}

fn read_rows(
    source: &mut dyn BufRead,
    name: &Path,
    builder: &mut Builder,
    imported: &mut Imported,
    add: &mut dyn FnMut(&Row, &mut Builder) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut line = Vec::new();
    while read_line(source, &mut line).map_err(|error| Error::file(name, &error))? {
        imported.n_rows += 1;
        match row_of(&line, builder) {
            Ok(Some(row)) => {
                add(&row, builder)?;
                *imported.n_kept.entry(char::from(row.class)).or_default() += 1;
            }
            Ok(None) => {}
            Err(what) => {
                imported.n_bad += 1;
                if imported.bad.len() < MOST_TOLD {
                    imported.bad.push(BadRow { line: imported.n_rows, what });
                }
            }
        }
    }
    Ok(())
}

/// Reads a line without its end; what is beyond the longest line is read and dropped, with a byte more kept to show it.
fn read_line(source: &mut dyn BufRead, line: &mut Vec<u8>) -> std::io::Result<bool> {
    line.clear();
    let mut any = false;
    loop {
        let part = source.fill_buf()?;
        if part.is_empty() {
            return Ok(any);
        }
        any = true;
        let end = part.iter().position(|&byte| byte == b'\n');
        let own = &part[..end.unwrap_or(part.len())];
        let room = (LONGEST_LINE + 1).saturating_sub(line.len());
        line.extend_from_slice(&own[..own.len().min(room)]);
        let n_read = end.map_or(part.len(), |end| end + 1);
        source.consume(n_read);
        if end.is_some() {
            return Ok(true);
        }
    }
}

/// The place on a line; `None` if its feature is not kept.
fn row_of(line: &[u8], builder: &Builder) -> Result<Option<Row>, &'static str> {
    if line.len() > LONGEST_LINE {
        return Err("a line over 256 KiB");
    }
    let line = std::str::from_utf8(line).map_err(|_| "it is not UTF-8")?;
    let columns: Vec<&str> = line.trim_end_matches('\r').split('\t').collect();
    let &[id, name, ascii, alternates, latitude, longitude, class, code, country, _, region, ..] = columns.as_slice()
    else {
        return Err("it has not 19 columns");
    };
    if columns.len() != N_COLUMNS {
        return Err("it has not 19 columns");
    }
    let class = class.bytes().next().unwrap_or(0);
    let is_kept = KEPT.iter().any(|(kept, codes)| *kept == class && codes.contains(&code));
    if !is_kept {
        return Ok(None);
    }
    let degrees = |text: &str, most: f64| text.parse::<f64>().ok().filter(|degrees| degrees.abs() <= most);
    let id = id.parse::<u32>().map_err(|_| "column 1 is no geonames id")?;
    let latitude = degrees(latitude, 90.0).ok_or("column 5 is no latitude")?;
    let longitude = degrees(longitude, 180.0).ok_or("column 6 is no longitude")?;
    if name.trim().is_empty() {
        return Err("column 2, the name, is empty");
    }
    if !country.is_empty() && !builder.knows_country(country) {
        return Err("column 9 is no country code that is known");
    }
    let population = match columns.get(14).copied().unwrap_or("") {
        "" => 0,
        count => count.parse::<u64>().map_err(|_| "column 15 is no population")?,
    };
    let mut spellings: Vec<String> =
        alternates.split(',').chain([ascii]).filter(|name| spelling::is_useful(name)).map(str::to_owned).collect();
    let names = spellings.iter().map(String::as_str).chain([name]);
    let implied = spelling::implied(country, class == b'A', names);
    spellings.extend(implied);
    Ok(Some(Row {
        name: name.to_owned(),
        alternates: spellings,
        geonames: Some(id),
        latitude,
        longitude,
        country: country.to_owned(),
        class,
        code: code.to_owned(),
        population: u32::try_from(population).unwrap_or(u32::MAX),
        region: if region == "00" { String::new() } else { region.to_owned() },
    }))
}

/// States, and the first-order divisions that the dump lacks.
fn add_ours(
    own: &Gazetteer,
    divisions: &BTreeSet<(String, String)>,
    builder: &mut Builder,
    imported: &mut Imported,
) -> Result<(), Error> {
    let alpha2: BTreeMap<String, String> = own
        .country_codes()
        .filter_map(|(alpha3, alpha2)| {
            Some((String::from_utf8(alpha3.into()).ok()?, String::from_utf8(alpha2.into()).ok()?))
        })
        .collect();
    for place in own.places() {
        let country = alpha2.get(place.country).map_or("", String::as_str);
        let region = own.region_code(&place).unwrap_or("");
        let lacks = match place.feature {
            Feature::Country => true,
            Feature::FirstOrder => !divisions.contains(&(country.to_owned(), region.to_owned())),
            _ => false,
        };
        if !lacks {
            continue;
        }
        let name = own.name(&place);
        builder.add(&Row {
            alternates: spelling::implied(country, true, [name.as_str()].into_iter()),
            name,
            geonames: place.geonames,
            latitude: place.latitude,
            longitude: place.longitude,
            country: country.to_owned(),
            class: b'A',
            code: place.code.to_owned(),
            population: place.population,
            region: region.to_owned(),
        })?;
        imported.n_ours += 1;
    }
    Ok(())
}
