//! Records as they lie in the file: the published JSON without the report, which has columns of its own, deflated.

use std::io::Read as _;

use flate2::Compression;
use flate2::bufread::DeflateDecoder;
use flate2::write::DeflateEncoder;
use record::{Record, Report};

use crate::error::{Error, Result};

/// What stands before the report in the published form.
fn head() -> String {
    format!("{{\"schema\":\"{}\",\"report\":", record::SCHEMA)
}

pub(crate) fn packed(record: &Record) -> Result<Vec<u8>> {
    use std::io::Write as _;
    let json = record.to_json()?;
    let report = serde_json::to_string(&record.report)?;
    let rest = json.strip_prefix(&head()).and_then(|json| json.strip_prefix(&report));
    let rest = rest.ok_or_else(|| Error::content("the record's JSON does not begin with its report"))?;
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(rest.as_bytes())?;
    Ok(encoder.finish()?)
}

/// The published JSON, byte for byte as [`Record::to_json`] wrote it.
pub(crate) fn unpacked(report: &Report, packed: &[u8]) -> Result<String> {
    let mut json = head();
    json.push_str(&serde_json::to_string(report)?);
    DeflateDecoder::new(packed).read_to_string(&mut json)?;
    Ok(json)
}

#[cfg(test)]
mod tests {
    use super::*;
    use text::Span;

    #[test]
    fn a_record_comes_back_byte_for_byte() {
        let text = "“Zürich” said \u{1b} no.".to_owned();
        let report = Report { id: "a\"b".to_owned(), language: "en".to_owned(), text, ..Report::default() };
        let record = Record { report, sentences: vec![Span::new(0, 10)], ..Record::default() };
        let packed = packed(&record).unwrap();
        assert_eq!(unpacked(&record.report, &packed).unwrap(), record.to_json().unwrap());
        assert!(unpacked(&record.report, &packed[..packed.len() / 2]).is_err());
    }
}
