//! How fast times and quantities are read, each layer alone on one core: words a second over a text from standard input.
//!
//! `cargo run --release -p quantity --example speed < text.txt`. The language model reads the text first and is not counted.
#![expect(clippy::print_stdout, reason = "its only product is what it prints")]

use std::io::Read;
use std::time::Instant;

use linguist::{Model, Workspace};

/// The best round counts, so that other programs on the machine do not.
const ROUNDS: u32 = 50;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text)?;
    let data = lexicon::Data::embedded();
    let model = Model::load_embedded()?;
    let timex = timex::Timex::load(&data)?;
    let quantities = quantity::Quantities::load(&data)?;
    let analysis = model.analyze(&text, &linguist::segment(&text), &mut Workspace::default());
    let words = f64::from(u32::try_from(text.split_whitespace().count())?);
    let times = timex.find(&analysis, Some("2020-01-01"));
    let rate = |layer: &str, read: &dyn Fn() -> usize| {
        let round = || {
            let start = Instant::now();
            (read(), start.elapsed().as_secs_f64())
        };
        let rounds: Vec<(usize, f64)> = (0..ROUNDS).map(|_| round()).collect();
        let best = rounds.iter().map(|round| round.1).fold(f64::INFINITY, f64::min);
        let found = rounds.first().map_or(0, |round| round.0);
        println!("{layer}: {:.0} words a second ({found} in {words} words)", words / best);
    };
    rate("times", &|| timex.find(&analysis, Some("2020-01-01")).len());
    rate("quantities", &|| quantities.find(&analysis, &times).len());
    Ok(())
}
