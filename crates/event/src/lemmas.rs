//! Lemmas that the lexicon knows, where the model's guess for a rare form ("riote" for "rioted") is no word of it.

use std::collections::{HashMap, HashSet};

use lexicon::{Data, DataError};
use linguist::Analysis;
use ontology::Upos;

#[derive(Debug, Clone, Default)]
pub(crate) struct Lemmas {
    /// Words of the lexicon.
    known: HashSet<String>,
    /// Irregular form → verb.
    irregular: HashMap<String, String>,
}

impl Lemmas {
    pub(crate) fn load(data: &Data, known: HashSet<String>) -> Result<Self, DataError> {
        let table = data.table("event/irregular.tsv", &["form", "lemma"])?;
        let irregular = table.rows().iter().map(|row| (row.get(0).to_owned(), row.get(1).to_owned())).collect();
        Ok(Self { known, irregular })
    }
}

/// The analysis with such lemmas put right; everything else stays as it is.
pub(crate) fn mend(analysis: &Analysis, lemmas: &Lemmas) -> Analysis {
    let known = &lemmas.known;
    let mut mended = analysis.clone();
    for token in &mut mended.tokens {
        if !matches!(token.upos, Upos::Verb | Upos::Noun | Upos::Adj) || known.contains(&*token.lemma) {
            continue;
        }
        let irregular = lemmas.irregular.get(&*token.lower).filter(|_| token.upos != Upos::Noun);
        if let Some(verb) = irregular.filter(|verb| known.contains(*verb)) {
            token.lemma = verb.as_str().into();
            continue;
        }
        let candidates = if token.upos == Upos::Noun { noun_bases(&token.lower) } else { verb_bases(&token.lower) };
        if let Some(base) = candidates.into_iter().find(|base| known.contains(base)) {
            token.lemma = base.into_boxed_str();
        }
    }
    mended
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
