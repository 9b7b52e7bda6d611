//! Lemmas that the lexicon knows, where the model's guess for a rare form ("riote" for "rioted") is no word of it.

use std::collections::HashSet;

use linguist::{Analysis, Token, bases};
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
    for token in &mut mended.tokens {
        // "a police raid": the finer tag is the more reliable one.
        if token.upos == Upos::Verb && matches!(token.xpos, Xpos::Nn | Xpos::Nns) {
            token.upos = Upos::Noun;
        }
        // "Farmers" at the start of a sentence, taken for a pronoun.
        if token.upos == Upos::Pron && matches!(token.xpos, Xpos::Nn | Xpos::Nns) {
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
        let known = match token.upos {
            Upos::Verb => &self.verbs,
            Upos::Noun | Upos::Adj => &self.known,
            _ => return None,
        };
        if known.contains(&*token.lemma) {
            return None;
        }
        bases(&token.lower, token.upos).into_iter().find(|base| known.contains(base))
    }
}
