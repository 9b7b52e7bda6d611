//! The language model: tags, lemmas, trees and names for a segmented text.

use std::collections::HashMap;
use std::fmt;

use neural::container::Container;
use neural::math::argmax;
use ontology::{Deprel, Feats, Upos, Xpos};
use serde::Deserialize;
use text::Span;

use crate::analysis::{Analysis, Name, NameKind, Sentence, Token, TokenId};
use crate::decode::best_tree;
use crate::lemma::Script;
use crate::mend;
use crate::network::{self, Network};
use crate::segment::Segmentation;

/// The committed weights.
static EMBEDDED: &[u8] = include_bytes!("../../../models/core.onm");

/// A sentence with more tokens than this is read as several, cut at exactly this length, because the scores of heads take room and
/// time with the square of the length. [`crate::segment`] makes no such sentence; a caller's own segmentation may.
const MAX_TOKENS: usize = 400;
/// Sentences that go through the network together. Picked by measurement: 16 and 64 are slower.
const BATCH: usize = 32;

/// Which treebank's guidelines the trees follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Guidelines {
    #[default]
    Ewt,
    Gum,
}

/// Why a model could not be loaded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelError(String);

impl fmt::Display for ModelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot load the language model: {}", self.0)
    }
}

impl std::error::Error for ModelError {}

impl From<neural::Error> for ModelError {
    fn from(error: neural::Error) -> Self {
        Self(error.to_string())
    }
}

/// Label lists as the file has them.
#[derive(Deserialize)]
struct Labels {
    upos: Vec<String>,
    xpos: Vec<String>,
    feats: Vec<String>,
    lemma: Vec<String>,
    names: Vec<String>,
    deprel: Vec<String>,
}

#[derive(Deserialize)]
struct Meta {
    labels: Labels,
}

/// A state of the name automaton.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NameLabel {
    Outside,
    Begin(NameKind),
    Inside(NameKind),
}

impl NameLabel {
    fn parse(label: &str) -> Option<Self> {
        let kind = |code: &str| match code {
            "PER" => Some(NameKind::Person),
            "ORG" => Some(NameKind::Organization),
            "LOC" => Some(NameKind::Location),
            _ => None,
        };
        match label.split_once('-') {
            None if label == "O" => Some(Self::Outside),
            Some(("B", code)) => kind(code).map(Self::Begin),
            Some(("I", code)) => kind(code).map(Self::Inside),
            _ => None,
        }
    }

    /// Only a name of one kind goes on as that kind.
    fn may_follow(self, before: Option<Self>) -> bool {
        match self {
            Self::Outside | Self::Begin(_) => true,
            Self::Inside(kind) => matches!(before, Some(Self::Begin(k) | Self::Inside(k)) if k == kind),
        }
    }
}

type Lexicon = HashMap<Box<str>, Vec<(Xpos, Box<str>)>>;

/// The network with the meaning of its classes. It never changes, so threads can share it.
pub struct Model {
    network: Network,
    upos: Vec<Upos>,
    xpos: Vec<Xpos>,
    feats: Vec<Feats>,
    scripts: Vec<Script>,
    names: Vec<NameLabel>,
    deprels: Vec<Deprel>,
    /// Lemmas of forms seen in training, by lower-case form, then tag.
    lexicon: Lexicon,
}

/// Buffers for [`Model::analyze`], reused from text to text; one for each thread and model.
#[derive(Default)]
pub struct Workspace(network::Scratch);

fn parse_all<T>(list: &[String], what: &str, read: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, ModelError> {
    list.iter().map(|label| read(label).ok_or_else(|| ModelError(format!("unknown {what} {label:?}")))).collect()
}

impl Model {
    /// The model inside the program.
    ///
    /// # Errors
    /// When the program was built with a model file that does not fit it.
    pub fn load_embedded() -> Result<Self, ModelError> {
        Self::load(EMBEDDED)
    }

    /// A model from the bytes of a file.
    ///
    /// # Errors
    /// When the bytes are damaged or of another version, or name classes that this program does not know.
    pub fn load(bytes: &[u8]) -> Result<Self, ModelError> {
        let container = Container::open(bytes)?;
        let meta: Meta =
            serde_json::from_value(container.meta.clone()).map_err(|e| ModelError(format!("description: {e}")))?;
        let labels = meta.labels;
        let model = Self {
            network: Network::load(&container)?,
            upos: parse_all(&labels.upos, "part of speech", |l| l.parse().ok())?,
            xpos: parse_all(&labels.xpos, "tag", |l| l.parse().ok())?,
            feats: labels.feats.iter().map(|label| Feats::from_conllu(label)).collect(),
            scripts: parse_all(&labels.lemma, "lemma script", Script::parse)?,
            names: parse_all(&labels.names, "name label", NameLabel::parse)?,
            deprels: parse_all(&labels.deprel, "relation", |l| l.parse().ok())?,
            lexicon: read_lexicon(container.text("lexicon")?)?,
        };
        let n_tags = model.upos.len() + model.xpos.len() + model.feats.len() + model.scripts.len() + model.names.len();
        if n_tags != model.network.n_tags()
            || model.deprels.len() != model.network.n_rels()
            || model.xpos.is_empty()
            || model.names.is_empty()
        {
            return Err(ModelError("the lists of classes do not fit the layers".to_owned()));
        }
        Ok(model)
    }

    /// Reads a segmented text. Empty sentences are passed over.
    ///
    /// ```
    /// let model = linguist::Model::load_embedded()?;
    /// let text = "Russia withdrew its troops from Georgia.";
    /// let analysis = model.analyze(text, &linguist::segment(text), &mut linguist::Workspace::default());
    /// let root = analysis.ids().find(|&id| analysis.head(id).is_none()).ok_or("no root")?;
    /// assert_eq!(analysis.lemma(root), "withdraw");
    /// assert_eq!(analysis.child(root, ontology::Deprel::Obj).map(|id| analysis.form(id)), Some("troops"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn analyze(&self, text: &str, segmentation: &Segmentation, workspace: &mut Workspace) -> Analysis {
        self.analyze_by(text, segmentation, Guidelines::default(), workspace)
    }

    /// Reads a segmented text by the guidelines of one treebank (for comparison with that treebank).
    #[must_use]
    pub fn analyze_by(
        &self,
        text: &str,
        segmentation: &Segmentation,
        guidelines: Guidelines,
        workspace: &mut Workspace,
    ) -> Analysis {
        let pieces = cut(segmentation);
        let mut order: Vec<usize> = (0..pieces.len()).collect();
        order.sort_by_key(|&at| std::cmp::Reverse(pieces[at].1.len()));
        let mut readings: Vec<Reading> = pieces.iter().map(|_| Reading::default()).collect();
        for batch in order.chunks(BATCH) {
            let forms: Vec<Vec<&str>> =
                batch.iter().map(|&at| pieces[at].1.iter().map(|span| span.of(text)).collect()).collect();
            self.network.run(&forms, guidelines as usize, &mut workspace.0);
            for (sentence, &at) in batch.iter().enumerate() {
                readings[at] = self.read(sentence, &forms[sentence], &mut workspace.0);
            }
        }
        self.assemble(text, &pieces, readings)
    }

    /// The classes of one sentence of the batch that has just gone through the network.
    fn read(&self, sentence: usize, forms: &[&str], scratch: &mut network::Scratch) -> Reading {
        let n = forms.len();
        self.network.score_arcs(sentence, n, scratch);
        let heads = best_tree(&scratch.arc_scores, n);
        let rels = heads
            .iter()
            .enumerate()
            .map(|(word, &head)| {
                let is_root = |q: usize| self.deprels[q] == Deprel::Root;
                let allowed = |q: usize| is_root(q) == (head == 0);
                self.network.best_relation(sentence, (word, head), allowed, scratch)
            })
            .collect();
        let mut reading = Reading { heads, rels, ..Reading::default() };
        let mut name_scores = Vec::with_capacity(n * self.names.len());
        for (position, form) in forms.iter().enumerate() {
            let mut rest = scratch.tag_scores(sentence, position, self.network.n_tags());
            let mut take = |size: usize| {
                let (head, tail) = rest.split_at(size);
                rest = tail;
                head
            };
            reading.upos.push(self.upos[argmax(take(self.upos.len()))]);
            let xpos = self.xpos[argmax(take(self.xpos.len()))];
            reading.xpos.push(xpos);
            reading.feats.push(self.feats[argmax(take(self.feats.len()))]);
            let script = &self.scripts[argmax(take(self.scripts.len()))];
            let lower = form.to_lowercase();
            reading.lemmas.push(self.lemma(form, &lower, xpos, script));
            reading.lower.push(lower.into());
            name_scores.extend_from_slice(take(self.names.len()));
        }
        reading.names = self.best_names(&name_scores);
        reading
    }

    fn lemma(&self, form: &str, lower: &str, xpos: Xpos, script: &Script) -> Box<str> {
        if xpos == Xpos::Cd && form.bytes().any(|byte| byte.is_ascii_digit()) {
            // The treebanks write figures without the commas that group digits: "1,200" is 1200.
            return form.replace(',', "").into();
        }
        let known = self.lexicon.get(lower).and_then(|lemmas| lemmas.iter().find(|(tag, _)| *tag == xpos));
        known.map_or_else(
            || mend::lemma(script.apply(form), lower, xpos, |word| self.network.knows(word)).into(),
            |(_, lemma)| lemma.clone(),
        )
    }

    /// The best sequence of name labels in which every inside label continues a name (Viterbi 1967).
    fn best_names(&self, scores: &[f32]) -> Vec<NameLabel> {
        let k = self.names.len();
        let mut best: Vec<f32> = Vec::with_capacity(k);
        let mut next: Vec<f32> = Vec::with_capacity(k);
        // The best label before each label, word by word.
        let mut back: Vec<usize> = vec![0; scores.len()];
        for (row, from) in scores.chunks_exact(k).zip(back.chunks_exact_mut(k)) {
            next.clear();
            next.resize(k, f32::NEG_INFINITY);
            for (label, state) in self.names.iter().enumerate() {
                if best.is_empty() {
                    next[label] = if state.may_follow(None) { row[label] } else { f32::NEG_INFINITY };
                    continue;
                }
                for (before, score) in best.iter().enumerate() {
                    if state.may_follow(Some(self.names[before])) && score + row[label] > next[label] {
                        next[label] = score + row[label];
                        from[label] = before;
                    }
                }
            }
            std::mem::swap(&mut best, &mut next);
        }
        let mut label = argmax(&best);
        let mut labels: Vec<NameLabel> = Vec::with_capacity(scores.len() / k);
        for from in back.chunks_exact(k).rev() {
            labels.push(self.names[label]);
            label = from[label];
        }
        labels.reverse();
        labels
    }

    fn assemble(&self, text: &str, pieces: &[(Span, &[Span])], readings: Vec<Reading>) -> Analysis {
        let mut sentences = Vec::with_capacity(pieces.len());
        let mut tokens: Vec<Token> = Vec::new();
        let mut names = Vec::new();
        for ((span, spans), reading) in pieces.iter().zip(readings) {
            let first = tokens.len();
            let sentence = TokenId::new(sentences.len()).0;
            add_names(&reading.names, first, &mut names);
            let words = spans.iter().zip(reading.lemmas).zip(reading.lower);
            for (at, ((span, lemma), lower)) in words.enumerate() {
                tokens.push(Token {
                    span: *span,
                    lemma,
                    lower,
                    upos: reading.upos[at],
                    xpos: reading.xpos[at],
                    feats: reading.feats[at],
                    head: reading.heads[at].checked_sub(1).map(|head| TokenId::new(first + head)),
                    deprel: self.deprels[reading.rels[at]],
                    sentence,
                });
            }
            sentences.push(Sentence { span: *span, tokens: TokenId::new(first).0..TokenId::new(tokens.len()).0 });
        }
        Analysis::new(text.to_owned(), sentences, tokens, names)
    }
}

/// What the model says of one sentence.
#[derive(Default)]
struct Reading {
    /// 0 is the root, k is word k - 1.
    heads: Vec<usize>,
    rels: Vec<usize>,
    upos: Vec<Upos>,
    xpos: Vec<Xpos>,
    feats: Vec<Feats>,
    lemmas: Vec<Box<str>>,
    lower: Vec<Box<str>>,
    names: Vec<NameLabel>,
}

fn read_lexicon(text: &str) -> Result<Lexicon, ModelError> {
    let mut lexicon = Lexicon::new();
    for line in text.lines() {
        let mut columns = line.split('\t');
        let (Some(form), Some(Ok(xpos)), Some(script)) =
            (columns.next(), columns.next().map(str::parse::<Xpos>), columns.next().and_then(Script::parse))
        else {
            return Err(ModelError(format!("lexicon entry {line:?}")));
        };
        lexicon.entry(form.into()).or_default().push((xpos, script.apply(form).into()));
    }
    Ok(lexicon)
}

/// Sentences with their tokens; one that is too long is cut into several, an empty one is left out.
fn cut(segmentation: &Segmentation) -> Vec<(Span, &[Span])> {
    let mut pieces = Vec::new();
    for sentence in &segmentation.sentences {
        let tokens = segmentation.tokens.get(sentence.tokens.clone()).unwrap_or(&[]);
        let n_pieces = tokens.len().div_ceil(MAX_TOKENS);
        for piece in tokens.chunks(MAX_TOKENS) {
            let own = piece[0].cover(piece[piece.len() - 1]);
            pieces.push((if n_pieces == 1 { sentence.span } else { own }, piece));
        }
    }
    pieces
}

fn add_names(labels: &[NameLabel], first: usize, names: &mut Vec<Name>) {
    for (at, label) in labels.iter().enumerate() {
        let here = TokenId::new(first + at).0;
        match label {
            NameLabel::Outside => {}
            NameLabel::Begin(kind) => names.push(Name { tokens: here..here + 1, kind: *kind }),
            NameLabel::Inside(_) => {
                if let Some(name) = names.last_mut() {
                    name.tokens.end = here + 1;
                }
            }
        }
    }
}
