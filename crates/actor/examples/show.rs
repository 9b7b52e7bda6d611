//! Prints the entities and the tree of a text given on the command line: for looking at one sentence.

use std::io::Write;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = std::env::args().nth(1).ok_or("usage: show TEXT [OUTLET]")?;
    let model = linguist::Model::load_embedded()?;
    let actors = actor::Actors::load(&lexicon::Data::embedded())?;
    let analysis = model.analyze(&text, &linguist::segment(&text), &mut linguist::Workspace::default());
    let report = record::Report {
        text: text.clone(),
        outlet: std::env::args().nth(2),
        published: Some("2016-05-04".to_owned()),
        ..Default::default()
    };
    let mut out = std::io::stdout().lock();
    for id in analysis.ids() {
        let head = analysis.head(id).map_or("-".to_owned(), |head| analysis.form(head).to_owned());
        let name = analysis.name_of(id).map_or(String::new(), |name| format!("{:?}", name.kind));
        writeln!(out, "{:15} {:6} {:12} {head:15} {name}", analysis.form(id), analysis.upos(id), analysis.deprel(id))?;
    }
    for entity in actors.resolve(&analysis, &report) {
        let mentions: Vec<&str> = entity.mentions.iter().map(|mention| mention.span.of(&text)).collect();
        writeln!(
            out,
            "{} {:?} {:?} {:?} {} {:?} {mentions:?} {:?}",
            entity.id, entity.name, entity.country, entity.sectors, entity.kind, entity.role, entity.evidence.notes
        )?;
    }
    Ok(())
}
