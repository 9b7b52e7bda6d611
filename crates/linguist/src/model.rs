//! The language model: tags, lemmas, trees and names for a segmented text.

use std::collections::HashMap;
use std::fmt;

use neural::container::Container;
use neural::math::argmax;
use ontology::{Deprel, Feats, Upos, Xpos};
use serde::Deserialize;
use text::Span;

use crate::analysis::{Analysis, Sentence, Token, TokenId};
use crate::decode::Trees;
use crate::lemma::{Script, push_lower};
use crate::mend;
use crate::network::{self, Network};
use crate::segment::Segmentation;
use crate::spans::{NameLabel, Paths, add_names};

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

/// Buffers for [`Model::analyze`], reused from text to text; one for each thread and model. Once they have grown to the size of the
/// work, a sentence allocates nothing of its own.
#[derive(Default)]
pub struct Workspace {
    network: network::Scratch,
    trees: Trees,
    names: Paths,
}

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
        let mut reading = Reading::of(text, &pieces);
        let mut order: Vec<usize> = (0..pieces.len()).collect();
        // No stable sort: that would need room. The position tells equals apart.
        order.sort_unstable_by_key(|&at| (std::cmp::Reverse(pieces[at].words.len()), at));
        for batch in order.chunks(BATCH) {
            let mut sentences: [&[Span]; BATCH] = [&[]; BATCH];
            for (sentence, &at) in sentences.iter_mut().zip(batch) {
                *sentence = pieces[at].words;
            }
            self.network.run(text, &sentences[..batch.len()], guidelines as usize, &mut workspace.network);
            for (sentence, &at) in batch.iter().enumerate() {
                self.read(text, (sentence, &pieces[at]), workspace, &mut reading);
            }
        }
        reading.finish(text, &pieces)
    }

    /// The classes of one sentence of the batch that has just gone through the network.
    fn read(&self, text: &str, (row, piece): (usize, &Piece<'_>), workspace: &mut Workspace, reading: &mut Reading) {
        let Workspace { network: scratch, trees, names } = workspace;
        let n = piece.words.len();
        self.network.score_arcs(row, n, scratch);
        let heads = trees.best(&scratch.arc_scores, n);
        names.scores.clear();
        for (position, (&span, &head)) in piece.words.iter().zip(heads).enumerate() {
            let is_root = |q: usize| self.deprels[q] == Deprel::Root;
            let allowed = |q: usize| is_root(q) == (head == 0);
            let relation = self.network.best_relation(row, (position, head), allowed, scratch);
            let mut rest = scratch.tag_scores(row, position, self.network.n_tags());
            let mut take = |size: usize| {
                let (head, tail) = rest.split_at(size);
                rest = tail;
                head
            };
            let upos = self.upos[argmax(take(self.upos.len()))];
            let xpos = self.xpos[argmax(take(self.xpos.len()))];
            let feats = self.feats[argmax(take(self.feats.len()))];
            let script = &self.scripts[argmax(take(self.scripts.len()))];
            names.scores.extend_from_slice(take(self.names.len()));
            let form = span.of(text);
            let lower = written(&mut reading.words, |words| push_lower(form, words));
            let lemma = self.lemma(form, lower, (xpos, script), &mut reading.words);
            reading.tokens[piece.first + position] = Token {
                span,
                lemma,
                lower,
                upos,
                xpos,
                feats,
                head: head.checked_sub(1).map(|head| TokenId::new(piece.first + head)),
                deprel: self.deprels[relation],
                sentence: piece.sentence,
            };
        }
        names.best(&self.names, &mut reading.names[piece.first..piece.first + n]);
    }

    /// Writes the lemma of a form behind the other words.
    fn lemma(&self, form: &str, lower: Span, (xpos, script): (Xpos, &Script), words: &mut String) -> Span {
        if xpos == Xpos::Cd && form.bytes().any(|byte| byte.is_ascii_digit()) {
            // The treebanks write figures without the commas that group digits: "1,200" is 1200.
            return written(words, |words| words.extend(form.chars().filter(|&letter| letter != ',')));
        }
        let known = self.lexicon.get(lower.of(words)).and_then(|lemmas| lemmas.iter().find(|(tag, _)| *tag == xpos));
        if let Some((_, lemma)) = known {
            return written(words, |words| words.push_str(lemma));
        }
        let guess = written(words, |words| script.apply_to(form, words));
        let better = mend::better(guess.of(words), lower.of(words), xpos, |word| self.network.knows(word));
        better.map_or(guess, |better| {
            words.truncate(guess.start as usize);
            written(words, |words| words.push_str(&better))
        })
    }
}

/// Where what is written at the end of the words comes to stand.
fn written(words: &mut String, write: impl FnOnce(&mut String)) -> Span {
    let start = words.len();
    write(words);
    Span::of_range(start, words.len())
}

/// What the model says of a text, as it comes to be.
struct Reading {
    words: String,
    tokens: Vec<Token>,
    names: Vec<NameLabel>,
}

impl Reading {
    /// Room for all of it: lemmas and lower-case forms are hardly longer than the forms.
    fn of(text: &str, pieces: &[Piece<'_>]) -> Self {
        let n_tokens = pieces.last().map_or(0, |last| last.first + last.words.len());
        let none = Token {
            span: Span::default(),
            lemma: Span::default(),
            lower: Span::default(),
            upos: Upos::X,
            xpos: Xpos::Fw,
            feats: Feats::default(),
            head: None,
            deprel: Deprel::Dep,
            sentence: 0,
        };
        Self {
            words: String::with_capacity(2 * text.len() + 64),
            tokens: vec![none; n_tokens],
            names: vec![NameLabel::Outside; n_tokens],
        }
    }

    fn finish(self, text: &str, pieces: &[Piece<'_>]) -> Analysis {
        let sentence = |piece: &Piece<'_>| Sentence {
            span: piece.span,
            tokens: TokenId::new(piece.first).0..TokenId::new(piece.first + piece.words.len()).0,
        };
        let mut names = Vec::new();
        for piece in pieces {
            add_names(&self.names[piece.first..piece.first + piece.words.len()], piece.first, &mut names);
        }
        Analysis::new(text.to_owned(), self.words, pieces.iter().map(sentence).collect(), self.tokens, names)
    }
}

/// A sentence that goes through the network in one piece.
struct Piece<'a> {
    span: Span,
    words: &'a [Span],
    /// Index of its first token and of itself in the analysis.
    first: usize,
    sentence: u32,
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
fn cut(segmentation: &Segmentation) -> Vec<Piece<'_>> {
    let mut pieces: Vec<Piece<'_>> = Vec::with_capacity(segmentation.sentences.len());
    let mut first = 0;
    for sentence in &segmentation.sentences {
        let tokens = segmentation.tokens.get(sentence.tokens.clone()).unwrap_or(&[]);
        let n_pieces = tokens.len().div_ceil(MAX_TOKENS);
        for words in tokens.chunks(MAX_TOKENS) {
            let own = words[0].cover(words[words.len() - 1]);
            let span = if n_pieces == 1 { sentence.span } else { own };
            pieces.push(Piece { span, words, first, sentence: TokenId::new(pieces.len()).0 });
            first += words.len();
        }
    }
    pieces
}
