//! Places against gold: found by overlap of spans, and country. `cargo run -p place --example score -- GOLD.jsonl [-v]`

use place::Places;
use record::Report;
use text::{CodePoints, Span};

type Failure = Box<dyn std::error::Error>;

#[expect(clippy::print_stdout, reason = "a program for the terminal")]
fn main() -> Result<(), Failure> {
    let path = std::env::args().nth(1).ok_or("usage: score GOLD.jsonl [-v]")?;
    let verbose = std::env::args().any(|argument| argument == "-v");
    let places = Places::load(&lexicon::Data::embedded())?;
    let model = linguist::Model::load_embedded()?;
    let mut workspace = linguist::Workspace::default();
    let (mut n_gold, mut n_found, mut n_hit, mut n_country) = (0, 0, 0, 0);
    for line in std::fs::read_to_string(path)?.lines() {
        let gold: serde_json::Value = serde_json::from_str(line)?;
        let text = gold["report"]["text"].as_str().unwrap_or("").to_owned();
        let analysis = model.analyze(&text, &linguist::segment(&text), &mut workspace);
        let report = Report { text: text.clone(), ..Report::default() };
        let found = places.find(&analysis, &report, &[]);
        let points = CodePoints::new(&text);
        let mut used = vec![false; found.len()];
        let around = |span: Span| {
            let show = |from: u32, to: u32| Span::new(from, to).of(&text).replace('\n', "/");
            let floor = |at: u32| {
                (0..4).map(|back| at.saturating_sub(back)).find(|&at| text.is_char_boundary(at as usize)).unwrap_or(0)
            };
            let end = u32::try_from(text.len()).unwrap_or(0);
            format!(
                "{}«{}»{}",
                show(floor(span.start.saturating_sub(40)), span.start),
                span.of(&text),
                show(span.end, floor(end.min(span.end + 30)))
            )
        };
        for wanted in gold["places"].as_array().into_iter().flatten() {
            n_gold += 1;
            let at = |index: usize| wanted["span"][index].as_u64().and_then(|at| u32::try_from(at).ok()).unwrap_or(0);
            let span = points.span_to_bytes(Span::new(at(0), at(1)));
            let hit = found.iter().enumerate().position(|(index, place)| !used[index] && place.span.overlaps(span));
            let Some(hit) = hit else {
                if verbose {
                    let words = analysis.tokens_in(span).map(linguist::TokenId);
                    let words: Vec<String> = words
                        .map(|id| {
                            format!(
                                "{} {} {} <{}> {:?}",
                                analysis.form(id),
                                analysis.upos(id),
                                analysis.deprel(id),
                                analysis.head(id).map_or("", |head| analysis.form(head)),
                                analysis.name_of(id).map(|name| name.kind)
                            )
                        })
                        .collect();
                    println!("missed   {} {words:?}", around(span));
                }
                continue;
            };
            used[hit] = true;
            n_hit += 1;
            let country = found[hit].country.map(|country| country.to_string());
            if country.as_deref() == wanted["country"].as_str() {
                n_country += 1;
            } else if verbose {
                println!(
                    "country  {} {country:?} for {} ({:?})",
                    around(span),
                    wanted["country"],
                    found[hit].evidence.notes
                );
            }
        }
        n_found += found.len();
        for place in found.iter().zip(&used).filter(|(_, used)| verbose && !**used).map(|(place, _)| place) {
            println!("spurious {} {:?}", around(place.span), place.evidence.notes);
        }
    }
    let ratio = |a: i32, b: usize| f64::from(a) / f64::from(u32::try_from(b.max(1)).unwrap_or(1));
    let (p, r) = (ratio(n_hit, n_found), ratio(n_hit, n_gold));
    println!(
        "found P {p:.3} R {r:.3} F1 {:.3}; country right {:.3} of {n_hit}",
        2.0 * p * r / (p + r).max(1e-9),
        ratio(n_country, usize::try_from(n_hit)?)
    );
    Ok(())
}
