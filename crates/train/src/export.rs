//! The command `export`: from a checkpoint to the committed weights in bytes.

use std::collections::BTreeMap;
use std::fs;

use linguist::lemma::Script;
use neural::container::Writer;
use serde_json::json;

use crate::Failure;
use crate::arguments::Arguments;
use crate::model::Model;
use crate::shape::{Affine, Block};
use crate::train_command::read_split;
use crate::treebank::Gold;

/// Forms seen at least this often with one tag enter the lemma lexicon.
const LEXICON_LEAST: u32 = 2;
/// Share of the most frequent lemma of a form and tag.
const LEXICON_SHARE: f64 = 0.9;

pub fn export(arguments: &Arguments) -> Result<(), Failure> {
    let model = Model::load(&arguments.path("checkpoint")?)?;
    let train = read_split(&arguments.path("ud")?, &arguments.path("ner")?, "train")?.concat();
    let bytes = write(&model, &lexicon(&train))?;
    let out = arguments.path("out")?;
    fs::write(&out, &bytes).map_err(|e| Failure::new(format!("cannot write {}: {e}", out.display())))?;
    eprintln!("{}: {} bytes", out.display(), bytes.len());
    Ok(())
}

fn write(model: &Model, lexicon: &str) -> Result<Vec<u8>, Failure> {
    let meta = json!({
        "language": "en",
        "sizes": model.sizes,
        "labels": model.labels,
        "licence": "CC BY-SA 4.0",
        "data": "UD English-EWT 2.16 (CC BY-SA 4.0); UD English-GUM 11, open genres; UNER English-EWT (CC BY-SA 4.0); names marked in public-domain and CC0 texts (CC BY-SA 4.0); see MODEL_CARD.md",
    });
    let mut w = Writer::new(meta);
    let (l, flat) = (&model.layout, &model.flat);
    w.text("vocabulary", &model.lexis.words.join("\n"));
    w.text("lexicon", lexicon);
    table(&mut w, "words", model.sizes.dim, &model.tables.words);
    table(&mut w, "features", model.sizes.dim, &model.tables.features);
    for (name, block) in [
        ("treebank", l.treebank),
        ("gain", l.gain),
        ("shift", l.shift),
        ("arc.root", l.arc_root),
        ("rel.root", l.rel_root),
    ] {
        w.f32(name, block.cols, block.of(flat));
    }
    for (i, layer) in l.lstm.iter().enumerate() {
        for (d, lstm) in layer.iter().enumerate() {
            affine(&mut w, &format!("lstm.{i}.{d}.input"), lstm.input, flat);
            let zero = vec![0.0; lstm.recurrent.cols];
            linear(&mut w, &format!("lstm.{i}.{d}.recurrent"), lstm.recurrent, 0..lstm.recurrent.rows, &zero, flat);
        }
    }
    // The states lie within (-1, 1) and the word vectors do not, so each gets its own scale.
    let wide = 2 * model.sizes.hidden;
    let zero = vec![0.0; l.tags.weight.cols];
    linear(&mut w, "tags.state", l.tags.weight, 0..wide, l.tags.bias.of(flat), flat);
    linear(&mut w, "tags.word", l.tags.weight, wide..l.tags.weight.rows, &zero, flat);
    for (name, layer) in [
        ("arc.dependent", l.arc_dependent),
        ("arc.head", l.arc_head),
        ("arc.pair", l.arc_pair),
        ("rel.dependent", l.rel_dependent),
        ("rel.head", l.rel_head),
        ("rel.pair", l.rel_pair),
    ] {
        affine(&mut w, name, layer, flat);
    }
    w.finish().map_err(|e| Failure::new(e.to_string()))
}

/// Bytes and scale of a row.
fn quantize(row: &[f32], bytes: &mut Vec<i8>, scales: &mut Vec<f32>) {
    let largest = neural::math::max_abs(row);
    let inverse = if largest > 0.0 { 127.0 / largest } else { 0.0 };
    bytes.extend(row.iter().map(|x| neural::math::round_to_i32(x * inverse) as i8));
    scales.push(largest / 127.0);
}

fn table(w: &mut Writer, name: &str, dim: usize, values: &[f32]) {
    let (mut bytes, mut scales) = (Vec::with_capacity(values.len()), Vec::new());
    values.chunks_exact(dim).for_each(|row| quantize(row, &mut bytes, &mut scales));
    w.i8(name, dim, &bytes);
    w.f32(&format!("{name}.scales"), 1, &scales);
}

fn affine(w: &mut Writer, name: &str, layer: Affine, flat: &[f32]) {
    linear(w, name, layer.weight, 0..layer.weight.rows, layer.bias.of(flat), flat);
}

/// Some input rows of a weight matrix, turned so that each output is a row.
fn linear(w: &mut Writer, name: &str, weight: Block, inputs: std::ops::Range<usize>, bias: &[f32], flat: &[f32]) {
    let values = weight.of(flat);
    let (mut bytes, mut scales) = (Vec::new(), Vec::new());
    for output in 0..weight.cols {
        let row: Vec<f32> = inputs.clone().map(|input| values[input * weight.cols + output]).collect();
        quantize(&row, &mut bytes, &mut scales);
    }
    w.i8(name, inputs.len(), &bytes);
    w.f32(&format!("{name}.scales"), 1, &scales);
    w.f32(&format!("{name}.bias"), 1, bias);
}

/// Lines of form, tag and script for forms whose lemma the treebanks agree on. Names and numbers are left to the network.
fn lexicon(train: &[Gold]) -> String {
    let mut counts: BTreeMap<(String, String), BTreeMap<String, u32>> = BTreeMap::new();
    for word in train.iter().flat_map(|sentence| &sentence.words) {
        if ["PROPN", "NUM", "PUNCT", "SYM", "X"].contains(&word.upos.as_str()) {
            continue;
        }
        let key = (word.form.to_lowercase(), word.xpos.clone());
        *counts.entry(key).or_default().entry(word.lemma.clone()).or_default() += 1;
    }
    let mut out = String::new();
    for ((form, xpos), lemmas) in counts {
        let total: u32 = lemmas.values().sum();
        let Some((lemma, count)) = lemmas.into_iter().max_by_key(|pair| pair.1) else { continue };
        if total >= LEXICON_LEAST && f64::from(count) >= LEXICON_SHARE * f64::from(total) {
            out.push_str(&format!("{form}\t{xpos}\t{}\n", Script::between(&form, &lemma)));
        }
    }
    out
}
