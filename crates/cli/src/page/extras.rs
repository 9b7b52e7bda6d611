//! Numbers and places, in short.

use std::collections::BTreeSet;

use record::{Place, Record};

use super::canvas::{Canvas, Piece, shortened};
use super::words;

/// More would bury the rest; the record has them all.
const MOST: usize = 30;

pub(super) fn render(canvas: &mut Canvas, record: &Record) {
    section(canvas, "NUMBERS", record.quantities.iter().map(|quantity| shortened(&words::quantity(quantity), 60)));
    section(canvas, "PLACES", record.places.iter().map(place));
}

/// The items one after another, each once.
fn section(canvas: &mut Canvas, heading: &str, items: impl Iterator<Item = String>) {
    let mut seen = BTreeSet::new();
    let items: Vec<String> = items.filter(|item| seen.insert(item.clone())).collect();
    if items.is_empty() {
        return;
    }
    canvas.heading(heading);
    let mut pieces = Vec::new();
    for (index, item) in items.iter().take(MOST).enumerate() {
        if index > 0 {
            pieces.push(Piece::faint(" · "));
        }
        pieces.push(Piece::plain(item));
    }
    if items.len() > MOST {
        pieces.push(Piece::faint(&format!(" · and {} more", items.len() - MOST)));
    }
    canvas.block(&[Piece::plain("  ")], 2, &pieces);
}

/// "Kidal (MLI, 18.4 N 1.4 E)"
fn place(place: &Place) -> String {
    let country = place.country.map(|country| country.as_str().to_owned());
    let degrees = |value: f64, positive: &str, negative: &str| {
        format!("{:.1} {}", value.abs(), if value < 0.0 { negative } else { positive })
    };
    let at = place.latitude.zip(place.longitude);
    let at =
        at.map(|(latitude, longitude)| format!("{} {}", degrees(latitude, "N", "S"), degrees(longitude, "E", "W")));
    let known: Vec<String> = [country, at].into_iter().flatten().collect();
    let name = shortened(&place.name, 40);
    if known.is_empty() { name } else { format!("{name} ({})", known.join(", ")) }
}
