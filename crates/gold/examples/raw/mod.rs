//! The collections of raw text: packed JSON lines, read with the program zstd, as reports of who issued them.

use std::collections::BTreeMap;
use std::error::Error;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use ingest::{Format, Options, Place, Raw};
use lexicon::Data;
use record::Report;
use serde_json::{Value, json};

/// A document of a collection.
pub(crate) struct Document {
    pub(crate) id: String,
    pub(crate) report: Report,
}

/// Calls `each` with every document of the collections in a folder that `wanted` names, in the order of files.
pub(crate) fn documents(
    folder: &Path,
    wanted: &dyn Fn(&str) -> bool,
    each: &mut dyn FnMut(Document) -> Result<(), Box<dyn Error>>,
) -> Result<(), Box<dyn Error>> {
    let data = Data::embedded();
    let columns = ["code", "name", "alternates", "adjectives", "people", "capital", "seats"];
    let table = data.table("countries.tsv", &columns)?;
    let countries: BTreeMap<&str, &str> = table.rows().iter().map(|row| (row.get(0), row.get(1))).collect();
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.to_string_lossy().ends_with(".jsonl.zst"))
        .collect();
    files.sort();
    for file in files {
        let mut unpack = Command::new("zstd").args(["-dcq", "--long=27"]).arg(&file).stdout(Stdio::piped()).spawn()?;
        let output = unpack.stdout.take().ok_or("zstd has no output")?;
        for line in BufReader::new(output).lines() {
            let value: Value = serde_json::from_str(&line?)?;
            let id = value["id"].as_str().unwrap_or_default().to_owned();
            if wanted(&id) {
                let report = report(&value, &countries)?;
                each(Document { id, report })?;
            }
        }
        if !unpack.wait()?.success() {
            return Err(format!("zstd cannot unpack {}", file.display()).into());
        }
    }
    Ok(())
}

/// The report with what the collection knows of it: the day, and who speaks.
fn report(document: &Value, countries: &BTreeMap<&str, &str>) -> Result<Report, Box<dyn Error>> {
    let text = |key: &str| document[key].as_str();
    let outlet = text("senator")
        .map(|senator| format!("Office of Senator {senator}"))
        .or_else(|| text("speaker").map(|speaker| format!("Office of President {speaker}")))
        .or_else(|| text("country").map(|code| format!("Mission of {}", countries.get(code).unwrap_or(&code))));
    let year = document["year"].as_i64().map(|year| format!("{year}-09"));
    let line = json!({
        "id": document["id"],
        "text": document["text"],
        "published": text("date").map(str::to_owned).or(year),
        "outlet": outlet,
    });
    let bytes = line.to_string().into_bytes();
    let raw = Raw { place: Place::of("raw"), format: Format::JsonLines, bytes, url: None };
    Ok(raw.read(&Options::default()).map_err(|refusal| refusal.to_string())?.report)
}
