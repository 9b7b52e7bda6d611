//! Plain text: one file, one report.

use crate::assemble::{self, Fields};
use crate::{Note, Options, Place, Reading, Refusal, detect, encoding, source};

pub(crate) fn read(bytes: &[u8], place: &Place, options: &Options) -> Result<Reading, Refusal> {
    if let Some(what) = detect::binary(bytes) {
        return Err(Refusal::new(place.clone(), what));
    }
    let (text, bad) = encoding::decode_text(bytes);
    if text.trim().is_empty() {
        return Err(Refusal::new(place.clone(), source::EMPTY));
    }
    let mut notes = Vec::new();
    if let Some(bad) = bad {
        let what =
            format!("byte {} (0x{:02X}) is not UTF-8; what is not was read as windows-1252", bad.offset, bad.byte);
        notes.push(Note { place: place.at_line(bad.line), what });
    }
    let title = headline(&text).map(str::to_owned);
    assemble::report(Fields { title, text, ..Fields::default() }, notes, place, options)
}

/// A first line that stands alone: followed by an empty line, short, and no sentence.
fn headline(text: &str) -> Option<&str> {
    let mut lines = text.lines();
    let first = lines.next()?.trim();
    let alone = lines.next()?.trim().is_empty() && lines.any(|line| !line.trim().is_empty());
    let is_short = (1..=160).contains(&first.chars().count());
    let is_sentence = first.ends_with(['.', ':', ';', ',', '-', '—']) && !first.ends_with("...");
    (alone && is_short && !is_sentence).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_stands_alone() {
        assert_eq!(headline("Troops leave\n\nThe last of them left."), Some("Troops leave"));
        assert_eq!(headline("Troops leave\nThe last of them left."), None);
        assert_eq!(headline("The troops left.\n\nAll of them."), None);
        assert_eq!(headline("Troops leave\n\n"), None);
    }

    #[test]
    fn bad_bytes_are_told_by_line_and_offset() {
        let reading = read(b"One.\nZ\xFCrich said no.\n", &Place::of("a.txt"), &Options::default()).unwrap();
        assert_eq!(reading.report.text, "One.\nZürich said no.\n");
        assert_eq!(
            reading.notes[0].to_string(),
            "a.txt:2: byte 6 (0xFC) is not UTF-8; what is not was read as windows-1252"
        );
    }
}
