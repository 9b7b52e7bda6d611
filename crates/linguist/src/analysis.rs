//! What the language says: the result that every layer reads.

use std::ops::Range;

use ontology::{Deprel, Feats, Upos, Xpos};
use text::Span;

/// Index of a token in [`Analysis::tokens`], counted over the whole report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TokenId(pub u32);

impl TokenId {
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "a text of 4 GiB has fewer tokens than u32 can count")]
    pub const fn new(index: usize) -> Self {
        Self(index as u32)
    }

    #[must_use]
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Bytes in the report's text. Clitics split their word: "don't" is "do" + "n't".
    pub span: Span,
    /// Bytes in the words of the analysis; [`Analysis::lemma`] gives the lemma itself.
    pub(crate) lemma: Span,
    /// The same for the form in lower case.
    pub(crate) lower: Span,
    pub upos: Upos,
    pub xpos: Xpos,
    pub feats: Feats,
    /// `None` for the root of a sentence.
    pub head: Option<TokenId>,
    pub deprel: Deprel,
    /// Index in [`Analysis::sentences`].
    pub sentence: u32,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    pub span: Span,
    pub tokens: Range<u32>,
}

/// Kind of a named entity (UNER's three classes).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NameKind {
    Person,
    Organization,
    Location,
}

/// A name found by the model: a run of tokens inside one sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    pub tokens: Range<u32>,
    pub kind: NameKind,
}

/// One report as the language core reads it. Token spans are in reading order and never overlap.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Analysis {
    pub text: String,
    pub sentences: Vec<Sentence>,
    pub tokens: Vec<Token>,
    pub names: Vec<Name>,
    /// Lemmas and lower-case forms, one after the other: a string of its own for each would be most of what an analysis allocates.
    words: String,
    /// Dependents of token `i` are `dependents[first_dependent[i]..first_dependent[i + 1]]`.
    first_dependent: Vec<u32>,
    dependents: Vec<TokenId>,
    /// Index in `names` of the name that covers a token.
    name_at: Vec<Option<u32>>,
}

impl Analysis {
    /// A text that was not read: no sentences, no words. Layers that can do without grammar work on it.
    #[must_use]
    pub fn of_text(text: String) -> Self {
        Self::new(text, String::new(), Vec::new(), Vec::new(), Vec::new())
    }

    pub(crate) fn new(
        text: String,
        words: String,
        sentences: Vec<Sentence>,
        tokens: Vec<Token>,
        names: Vec<Name>,
    ) -> Self {
        let (first_dependent, dependents) = list_dependents(&tokens);
        let mut name_at = vec![None; tokens.len()];
        for (index, name) in names.iter().enumerate() {
            for slot in name_at.iter_mut().take(name.tokens.end as usize).skip(name.tokens.start as usize) {
                *slot = u32::try_from(index).ok();
            }
        }
        Self { text, sentences, tokens, names, words, first_dependent, dependents, name_at }
    }

    pub fn ids(&self) -> impl DoubleEndedIterator<Item = TokenId> + use<> {
        (0..self.tokens.len()).map(TokenId::new)
    }

    /// The tokens of one sentence.
    pub fn sentence_ids(&self, sentence: u32) -> impl DoubleEndedIterator<Item = TokenId> + use<> {
        let tokens = self.sentences.get(sentence as usize).map_or(0..0, |found| found.tokens.clone());
        tokens.map(TokenId)
    }

    /// The token; ids come from this analysis, so the index is in range.
    #[must_use]
    pub fn token(&self, id: TokenId) -> &Token {
        &self.tokens[id.index()]
    }

    #[must_use]
    pub fn form(&self, id: TokenId) -> &str {
        self.token(id).span.of(&self.text)
    }

    /// The form in lower case, for look-ups.
    #[must_use]
    pub fn lower(&self, id: TokenId) -> &str {
        self.token(id).lower.of(&self.words)
    }

    #[must_use]
    pub fn lemma(&self, id: TokenId) -> &str {
        self.token(id).lemma.of(&self.words)
    }

    /// Gives a token another lemma.
    pub fn set_lemma(&mut self, id: TokenId, lemma: &str) {
        let start = self.words.len();
        self.words.push_str(lemma);
        self.tokens[id.index()].lemma = Span::of_range(start, self.words.len());
    }

    /// Hangs tokens on other heads (`None`: as the root). A move that would close a circle is not made.
    pub fn rehang(&mut self, moves: &[(TokenId, Option<TokenId>, Deprel)]) {
        for &(id, head, deprel) in moves {
            // The root moves down only where another word has taken its place.
            let circle = head.is_some_and(|head| head == id || self.ancestors(head).any(|above| above == id));
            if !circle {
                let token = &mut self.tokens[id.index()];
                (token.head, token.deprel) = (head, deprel);
            }
        }
        if !moves.is_empty() {
            (self.first_dependent, self.dependents) = list_dependents(&self.tokens);
        }
    }

    #[must_use]
    pub fn upos(&self, id: TokenId) -> Upos {
        self.token(id).upos
    }

    #[must_use]
    pub fn deprel(&self, id: TokenId) -> Deprel {
        self.token(id).deprel
    }

    #[must_use]
    pub fn head(&self, id: TokenId) -> Option<TokenId> {
        self.token(id).head
    }

    #[must_use]
    pub fn span(&self, id: TokenId) -> Span {
        self.token(id).span
    }

    /// Direct dependents, in reading order.
    #[must_use]
    pub fn children(&self, id: TokenId) -> &[TokenId] {
        let from = self.first_dependent[id.index()] as usize;
        let to = self.first_dependent[id.index() + 1] as usize;
        &self.dependents[from..to]
    }

    /// Direct dependents by one of the given relations.
    pub fn children_by<'a>(
        &'a self,
        id: TokenId,
        relations: &'a [Deprel],
    ) -> impl DoubleEndedIterator<Item = TokenId> + 'a {
        self.children(id).iter().copied().filter(move |&child| relations.contains(&self.deprel(child)))
    }

    #[must_use]
    pub fn child(&self, id: TokenId, relation: Deprel) -> Option<TokenId> {
        self.children(id).iter().copied().find(|&child| self.deprel(child) == relation)
    }

    /// Heads from the token's own head up to the root. Trees are checked when they are made, so this ends.
    pub fn ancestors(&self, id: TokenId) -> impl Iterator<Item = TokenId> + '_ {
        std::iter::successors(self.head(id), |&above| self.head(above))
    }

    /// The token and everything under it, in reading order.
    #[must_use]
    pub fn subtree(&self, id: TokenId) -> Vec<TokenId> {
        self.subtree_without(id, |_| false)
    }

    /// The subtree of a token, leaving out the branches whose top satisfies `cut`.
    #[must_use]
    pub fn subtree_without(&self, id: TokenId, cut: impl Fn(TokenId) -> bool) -> Vec<TokenId> {
        let mut found = vec![id];
        let mut at = 0;
        while let Some(&token) = found.get(at) {
            found.extend(self.children(token).iter().copied().filter(|&child| !cut(child)));
            at += 1;
        }
        found.sort_unstable();
        found
    }

    /// From the first to the last character under a token.
    #[must_use]
    pub fn subtree_span(&self, id: TokenId) -> Span {
        self.cover(&self.subtree(id))
    }

    /// From the first to the last character of some tokens; empty for none.
    #[must_use]
    pub fn cover(&self, tokens: &[TokenId]) -> Span {
        tokens.iter().map(|&token| self.span(token)).reduce(Span::cover).unwrap_or_default()
    }

    /// The name that covers the token, if any.
    #[must_use]
    pub fn name_of(&self, id: TokenId) -> Option<&Name> {
        self.name_at[id.index()].and_then(|index| self.names.get(index as usize))
    }

    /// The tokens whose spans touch `span`.
    #[must_use]
    pub fn tokens_in(&self, span: Span) -> Range<u32> {
        let first = self.tokens.partition_point(|token| token.span.end <= span.start);
        let last = self.tokens.partition_point(|token| token.span.start < span.end);
        TokenId::new(first).0..TokenId::new(last.max(first)).0
    }

    /// The head of a span: its token whose head lies outside it (the leftmost such).
    #[must_use]
    pub fn head_of_span(&self, span: Span) -> Option<TokenId> {
        let tokens = self.tokens_in(span);
        tokens.clone().map(TokenId).find(|&id| self.head(id).is_none_or(|head| !tokens.contains(&head.0)))
    }

    #[must_use]
    pub fn sentence_of(&self, id: TokenId) -> u32 {
        self.token(id).sentence
    }
}

/// Dependents of every token, grouped by head (compressed rows).
fn list_dependents(tokens: &[Token]) -> (Vec<u32>, Vec<TokenId>) {
    let mut first = vec![0u32; tokens.len() + 1];
    for token in tokens {
        if let Some(head) = token.head {
            first[head.index() + 1] += 1;
        }
    }
    for index in 1..first.len() {
        first[index] += first[index - 1];
    }
    let mut next = first.clone();
    let mut dependents = vec![TokenId(0); *first.last().unwrap_or(&0) as usize];
    for (index, token) in tokens.iter().enumerate() {
        if let Some(head) = token.head {
            let slot = &mut next[head.index()];
            dependents[*slot as usize] = TokenId::new(index);
            *slot += 1;
        }
    }
    (first, dependents)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn walks_up_and_down() {
        let analysis = crate::conllu::read_one(
            "1\tTroops\ttroop\tNOUN\tNNS\tNumber=Plur\t2\tnsubj\t_\t_\n2\tleft\tleave\tVERB\tVBD\tTense=Past\t0\troot\t_\t_\n3\tIraq\tIraq\tPROPN\tNNP\t_\t2\tobj\t_\t_\n",
        )
        .unwrap();
        let left = TokenId(1);
        assert_eq!(analysis.children(left), [TokenId(0), TokenId(2)]);
        assert_eq!(analysis.child(left, Deprel::Obj), Some(TokenId(2)));
        assert_eq!(analysis.subtree_span(left).of(&analysis.text), "Troops left Iraq");
        assert_eq!(analysis.head_of_span(Span::new(0, 11)), Some(left));
    }
}
