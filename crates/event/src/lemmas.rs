//! Lemmas that the lexicon knows, where the model's guess for a rare form ("riote" for "rioted") is no word of it.

use std::collections::{HashMap, HashSet};

use lexicon::{Data, DataError};
use linguist::{Analysis, Token};
use ontology::{Upos, Xpos};

#[derive(Debug, Clone, Default)]
pub(crate) struct Lemmas {
    /// Words of the lexicon.
    known: HashSet<String>,
    /// Its verbs.
    verbs: HashSet<String>,
    /// Irregular form → verb.
    irregular: HashMap<String, String>,
}

impl Lemmas {
    pub(crate) fn load(data: &Data, known: HashSet<String>, verbs: HashSet<String>) -> Result<Self, DataError> {
        let table = data.table("event/irregular.tsv", &["form", "lemma"])?;
        let irregular = table.rows().iter().map(|row| (row.get(0).to_owned(), row.get(1).to_owned())).collect();
        Ok(Self { known, verbs, irregular })
    }
}

/// The analysis with such lemmas put right; everything else stays as it is.
pub(crate) fn mend(analysis: &Analysis, lemmas: &Lemmas) -> Analysis {
    let mut mended = analysis.clone();
    for token in &mut mended.tokens {
        // "a police raid": the finer tag is the more reliable one.
        if token.upos == Upos::Verb && matches!(token.xpos, Xpos::Nn | Xpos::Nns) {
            token.upos = Upos::Noun;
        }
        if let Some(lemma) = lemmas.base(token) {
            token.lemma = lemma.into_boxed_str();
        }
    }
    mended
}

impl Lemmas {
    /// A known word of which the token is a form, if its lemma is none.
    fn base(&self, token: &Token) -> Option<String> {
        let (known, candidates) = match token.upos {
            Upos::Verb => (&self.verbs, verb_bases(&token.lower)),
            Upos::Noun => (&self.known, noun_bases(&token.lower)),
            Upos::Adj => (&self.known, vec![(*token.lower).to_owned()]),
            _ => return None,
        };
        if known.contains(&*token.lemma) {
            return None;
        }
        let irregular = self.irregular.get(&*token.lower).filter(|_| token.upos == Upos::Verb).cloned();
        irregular.into_iter().chain(candidates).find(|base| known.contains(base))
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
