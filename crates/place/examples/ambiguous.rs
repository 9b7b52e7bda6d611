//! Ambiguous names of `tests/ambiguous/names.tsv`: figures by set, and with `-v` what went wrong in the set that may be read.
//! `cargo run -p place --example ambiguous [-- -v]`

#[path = "../tests/ambiguous/measure.rs"]
mod measure;

use place::Places;

type Failure = Box<dyn std::error::Error>;

#[expect(clippy::print_stdout, reason = "a program for the terminal")]
fn main() -> Result<(), Failure> {
    let verbose = std::env::args().any(|argument| argument == "-v");
    let places = Places::load(&lexicon::Data::embedded())?;
    let cases = measure::run(&places, &linguist::Model::load_embedded()?);
    for case in cases.iter().filter(|case| verbose && case.set == "seen") {
        if !case.country_right || case.place_right == Some(false) {
            println!("{}\t{}\t{}", case.country, case.sentence, case.found);
        }
    }
    for set in ["seen", "unseen"] {
        println!("{set}: {}", measure::Figures::of(cases.iter().filter(|case| case.set == set)));
    }
    println!("all: {}", measure::Figures::of(cases.iter()));
    Ok(())
}
