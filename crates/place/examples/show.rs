//! The places of a sentence and the analysis they rest on. `cargo run -p place --example show -- "They met in Lima."`

use linguist::TokenId;
use record::Report;

type Failure = Box<dyn std::error::Error>;

#[expect(clippy::print_stdout, reason = "a program for the terminal")]
fn main() -> Result<(), Failure> {
    let places = place::Places::load(&lexicon::Data::embedded())?;
    let model = linguist::Model::load_embedded()?;
    let mut workspace = linguist::Workspace::default();
    for text in std::env::args().skip(1) {
        let analysis = model.analyze(&text, &linguist::segment(&text), &mut workspace);
        for id in analysis.ids() {
            let head = analysis.head(id).map_or("", |head: TokenId| analysis.form(head));
            let name = analysis.name_of(id).map(|name| name.kind);
            println!(
                "{}\t{}\t{}\t{}\t{head}\t{name:?}",
                analysis.form(id),
                analysis.lemma(id),
                analysis.upos(id),
                analysis.deprel(id)
            );
        }
        for place in places.find(&analysis, &Report { text: text.clone(), ..Report::default() }, &[]) {
            println!(
                "-> {:?} {} {:?} {:?} {:?} {:?}",
                place.span.of(&text),
                place.name,
                place.country,
                place.feature,
                place.geonames,
                place.evidence.notes
            );
        }
    }
    Ok(())
}
