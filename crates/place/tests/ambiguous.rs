//! Names that several places, persons, governments and products bear, in `ambiguous/names.tsv`: country and place are right
//! as often as the bars say, above all in the sentences that no rule was written from.

#[path = "ambiguous/measure.rs"]
mod measure;

use lexicon::Data;
use measure::{Case, Figures, share};
use place::Places;

#[test]
fn ambiguous_names_are_resolved() {
    let places = Places::load(&Data::embedded()).unwrap();
    let cases = measure::run(&places, &linguist::Model::load_embedded().unwrap());
    assert!(cases.len() >= 250 && cases.iter().filter(|case| case.is_negative()).count() >= 50);
    for set in ["seen", "unseen"] {
        let figures = Figures::of(cases.iter().filter(|case| case.set == set));
        let wrong = || {
            let wrong = cases.iter().filter(|case: &&Case| case.set == set && !case.country_right);
            wrong
                .map(|case| format!("{}\t{}\t{}", case.country, case.sentence, case.found))
                .collect::<Vec<_>>()
                .join("\n")
        };
        assert!(figures.country.1 + figures.negative.1 >= 100, "{set}: {figures}");
        assert!(share(figures.country) >= 0.85, "{set}: {figures}\n{}", wrong());
        assert!(share(figures.place) >= 0.80, "{set}: {figures}\n{}", wrong());
        assert!(share(figures.negative) >= 0.80, "{set}: {figures}\n{}", wrong());
    }
}
