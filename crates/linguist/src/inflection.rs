//! What an English word form can be an inflection of, by its ending.
//!
//! The model guesses the lemmas of rare words and errs ("riote" for "rioted", "condemne"). A layer that knows its own
//! words picks the first base that is one of them.

use ontology::Upos;

use crate::mend::irregular;

/// The bases of a lower-case form, likelier first; the form itself is always one.
///
/// ```
/// use ontology::Upos;
/// assert!(linguist::bases("expelled", Upos::Verb).contains(&"expel".to_owned()));
/// assert!(linguist::bases("gunmen", Upos::Noun).contains(&"gunman".to_owned()));
/// ```
#[must_use]
pub fn bases(form: &str, upos: Upos) -> Vec<String> {
    match upos {
        Upos::Verb | Upos::Aux => irregular(form).map(str::to_owned).into_iter().chain(verb_bases(form)).collect(),
        Upos::Noun | Upos::Propn => noun_bases(form),
        _ => vec![form.to_owned()],
    }
}

/// The verbs of which a form in -s, -ed or -ing can be made, likelier first.
fn verb_bases(form: &str) -> Vec<String> {
    let mut bases = vec![form.to_owned()];
    for ending in ["ied", "ies"] {
        if let Some(stem) = form.strip_suffix(ending) {
            bases.push(format!("{stem}y"));
        }
    }
    if let Some(stem) = form.strip_suffix("ying") {
        bases.extend([format!("{stem}ie"), format!("{stem}y")]);
    }
    for ending in ["ed", "ing", "es"] {
        if let Some(stem) = form.strip_suffix(ending) {
            bases.extend([stem.to_owned(), format!("{stem}e")]);
            if let Some(single) = without_doubled(stem) {
                bases.push(single.to_owned());
            }
        }
    }
    bases.extend(form.strip_suffix('d').into_iter().chain(form.strip_suffix('s')).map(str::to_owned));
    bases
}

fn noun_bases(form: &str) -> Vec<String> {
    let mut bases = vec![form.to_owned()];
    bases.extend(form.strip_suffix("ies").map(|stem| format!("{stem}y")));
    bases.extend(form.strip_suffix("es").map(str::to_owned));
    bases.extend(form.strip_suffix('s').map(str::to_owned));
    bases.extend(form.strip_suffix("men").map(|stem| format!("{stem}man")));
    bases
}

/// "expell" → "expel".
fn without_doubled(stem: &str) -> Option<&str> {
    let mut letters = stem.chars().rev();
    let (last, before) = (letters.next()?, letters.next()?);
    (last == before).then(|| stem.get(..stem.len() - last.len_utf8())).flatten()
}

#[cfg(test)]
mod tests {
    use super::{noun_bases, verb_bases};

    #[test]
    fn regular_forms_lead_back_to_their_base() {
        for (form, base) in [
            ("rioted", "riot"),
            ("blamed", "blame"),
            ("expelled", "expel"),
            ("freed", "free"),
            ("denies", "deny"),
            ("shelling", "shell"),
        ] {
            assert!(verb_bases(form).contains(&base.to_owned()), "{form}");
        }
        assert!(noun_bases("gunmen").contains(&"gunman".to_owned()));
    }
}
