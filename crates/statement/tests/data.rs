//! Every example of `data/cues/` through the real model.

use lexicon::Data;
use linguist::{Model, Workspace};
use statement::{Statements, entries};

/// Trees are read as the coder reads them.
#[expect(clippy::expect_used, reason = "a test without data cannot run")]
static GRAMMAR: std::sync::LazyLock<grammar::Grammar> = std::sync::LazyLock::new(|| {
    grammar::Grammar::load(&lexicon::Data::embedded()).expect("the lists of the grammar are right")
});

#[test]
fn examples_of_the_lexicon_hold() -> Result<(), Box<dyn std::error::Error>> {
    let data = Data::embedded();
    let (statements, model) = (Statements::load(&data)?, Model::load_embedded()?);
    let mut workspace = Workspace::default();
    let mut analyze = |text: &str| GRAMMAR.mend(model.analyze(text, &linguist::segment(text), &mut workspace));
    let mut wrong = Vec::new();
    for found in entries(&data)? {
        let faults = statements.faults(&found.entry, &mut analyze);
        wrong.extend(faults.into_iter().map(|fault| format!("{}: {fault}", found.file)));
    }
    assert!(wrong.is_empty(), "{} examples fail\n{}", wrong.len(), wrong.join("\n"));
    Ok(())
}
