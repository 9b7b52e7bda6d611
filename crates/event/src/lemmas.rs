//! Lemmas that the lexicon knows, where the model's guess for a rare form ("riote" for "rioted") is no word of it.

use std::collections::HashSet;

use linguist::{Analysis, TokenId, bases};
use ontology::{Upos, Xpos};

#[derive(Debug, Clone, Default)]
pub(crate) struct Lemmas {
    /// Words of the lexicon.
    known: HashSet<String>,
    /// Its verbs.
    verbs: HashSet<String>,
}

impl Lemmas {
    pub(crate) fn new(known: HashSet<String>, verbs: HashSet<String>) -> Self {
        Self { known, verbs }
    }
}

/// The analysis with such lemmas put right; everything else stays as it is.
pub(crate) fn mend(analysis: &Analysis, lemmas: &Lemmas) -> Analysis {
    let mut mended = analysis.clone();
    for id in analysis.ids() {
        let token = &mut mended.tokens[id.index()];
        // "a police raid": the finer tag is the more reliable one.
        if token.upos == Upos::Verb && matches!(token.xpos, Xpos::Nn | Xpos::Nns) {
            token.upos = Upos::Noun;
        }
        // "Farmers" at the start of a sentence, taken for a pronoun.
        if token.upos == Upos::Pron && matches!(token.xpos, Xpos::Nn | Xpos::Nns) {
            token.upos = Upos::Noun;
        }
        if let Some(lemma) = lemmas.base(&mended, id) {
            mended.set_lemma(id, &lemma);
        }
    }
    mended
}

impl Lemmas {
    /// A known word of which the token is a form, if its lemma is none.
    fn base(&self, analysis: &Analysis, id: TokenId) -> Option<String> {
        let known = match analysis.upos(id) {
            Upos::Verb => &self.verbs,
            Upos::Noun | Upos::Adj => &self.known,
            _ => return None,
        };
        if known.contains(analysis.lemma(id)) {
            return None;
        }
        bases(analysis.lower(id), analysis.upos(id)).into_iter().find(|base| known.contains(base))
    }
}
