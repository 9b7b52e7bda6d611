//! The training loop: batches, schedule, averaging, the development curve.

use std::path::PathBuf;
use std::time::Instant;

use crate::Failure;
use crate::instances::{Instance, Types};
use crate::model::Model;
use crate::net::{LossWeights, Outcome, Part, Pass, Tables, Tally, run};
use crate::optimizer::{Moments, Rate, RowGrads};
use crate::random::Random;
use crate::resume;
use crate::shape::Weights;

/// How to train.
pub struct Plan {
    pub epochs: usize,
    pub rate: f32,
    /// Share of the rate that the embedding tables get: pretrained rows must not be washed out by Adam's even steps.
    pub table_rate: f32,
    pub batch_words: usize,
    /// Shares of a batch, each computed by one thread. The shares and the order in which they are summed follow from this number
    /// alone, so it belongs to the recipe and is not the number of processors.
    pub threads: usize,
    pub seed: u64,
    pub dropout: f32,
    pub recurrent_dropout: f32,
    pub loss: LossWeights,
    /// Where the best model goes; the state of the run lies beside it with the ending `state`.
    pub checkpoint: PathBuf,
}

const WARM_UP: f32 = 150.0;
/// The average takes a snapshot every so many steps.
const AVERAGE_EVERY: u64 = 8;
/// Share of the run after which it begins.
const AVERAGE_FROM: f32 = 0.6;
const AVERAGE_DECAY: f32 = 0.98;
const CLIP: f32 = 5.0;

/// A running average of all parameters (Polyak and Juditsky 1992).
pub struct Average {
    pub n: u32,
    pub flat: Vec<f32>,
    pub tables: Tables,
}

impl Average {
    pub fn new(model: &Model) -> Self {
        Self { n: 0, flat: model.flat.clone(), tables: clone_tables(&model.tables) }
    }

    fn take(&mut self, model: &Model) {
        self.n += 1;
        // In the beginning a plain mean, later an exponential one.
        let keep = AVERAGE_DECAY.min(1.0 - 1.0 / self.n as f32);
        let blend = |average: &mut [f32], x: &[f32]| {
            average.iter_mut().zip(x).for_each(|(a, x)| *a = keep * *a + (1.0 - keep) * x);
        };
        blend(&mut self.flat, &model.flat);
        blend(&mut self.tables.words, &model.tables.words);
        blend(&mut self.tables.features, &model.tables.features);
    }
}

fn clone_tables(tables: &Tables) -> Tables {
    Tables { dim: tables.dim, words: tables.words.clone(), features: tables.features.clone() }
}

/// What is learned from.
#[derive(Debug, Clone, Copy, Default)]
pub struct Train<'a> {
    /// In every epoch.
    pub gold: &'a [Instance],
    /// Once in the whole run: each epoch takes its share.
    pub silver: &'a [Instance],
}

impl<'a> Train<'a> {
    fn of_epoch(&self, epoch: usize, epochs: usize) -> impl Iterator<Item = &'a Instance> {
        let share = |end: usize| self.silver.len() * end.min(epochs) / epochs.max(1);
        let silver = self.silver.get(share(epoch)..share(epoch + 1)).unwrap_or_default();
        self.gold.iter().chain(silver)
    }
}

/// State of the optimiser.
pub struct State {
    pub flat: Moments,
    pub words: Moments,
    pub features: Moments,
    word_grads: RowGrads,
    feature_grads: RowGrads,
    type_grads: RowGrads,
    pub step: u64,
    pub random: Random,
    /// Epochs that are done.
    pub epoch: usize,
    /// Score of the best model so far.
    pub best: f64,
    pub average: Option<Average>,
}

impl State {
    fn new(model: &Model, types: &Types, seed: u64) -> Self {
        let dim = model.sizes.dim;
        Self {
            flat: Moments::new(model.layout.size),
            words: Moments::new(model.tables.words.len()),
            features: Moments::new(model.tables.features.len()),
            word_grads: RowGrads::new(model.lexis.n_rows(), dim),
            feature_grads: RowGrads::new(model.sizes.n_buckets as usize, dim),
            type_grads: RowGrads::new(types.list.len() * 2, dim),
            step: 0,
            random: Random::new(seed),
            epoch: 0,
            best: 0.0,
            average: None,
        }
    }
}

/// Trains and leaves the best averaged model at `plan.checkpoint`; `report` gets one line for each epoch. A run that was stopped goes
/// on after its last whole epoch and ends with the same bytes as one that was not.
pub fn fit(
    model: &mut Model,
    types: &Types,
    train: &Train<'_>,
    dev: &[(&str, Vec<Instance>)],
    plan: &Plan,
    report: &mut dyn FnMut(&str),
) -> Result<(), Failure> {
    let mut state = State::new(model, types, plan.seed);
    let state_file = plan.checkpoint.with_extension("state");
    if resume::load(&state_file, model, &mut state)? {
        report(&format!("goes on after epoch {}", state.epoch));
    }
    while state.epoch < plan.epochs {
        let started = Instant::now();
        let loss = one_epoch(model, types, train, plan, &mut state);
        state.epoch += 1;
        let mut average = state.average.take();
        if let Some(average) = &mut average {
            swap(model, average);
        }
        let mut line = format!("epoch {} {:.0} s loss {loss:.3}", state.epoch, started.elapsed().as_secs_f64());
        let mut score = 0.0;
        for (name, instances) in dev {
            let found = evaluate(model, types, instances, plan);
            score += describe(name, &found, &mut line);
        }
        report(&line);
        if score > state.best {
            state.best = score;
            model.save(&plan.checkpoint)?;
        }
        if let Some(average) = &mut average {
            swap(model, average);
        }
        state.average = average;
        resume::save(&state_file, model, &state)?;
    }
    Ok(())
}

/// The mean loss of the batches.
fn one_epoch(model: &mut Model, types: &Types, train: &Train<'_>, plan: &Plan, state: &mut State) -> f64 {
    let batches = make_batches(train.of_epoch(state.epoch, plan.epochs), plan.batch_words, &mut state.random);
    let mut tally = Tally::default();
    for (at, batch) in batches.iter().enumerate() {
        let progress = (state.epoch as f32 + at as f32 / batches.len() as f32) / plan.epochs as f32;
        tally.add(&step(model, types, batch, plan, progress, state));
        if progress > AVERAGE_FROM && state.step.is_multiple_of(AVERAGE_EVERY) {
            state.average.get_or_insert_with(|| Average::new(model)).take(model);
        }
    }
    tally.loss / batches.len() as f64
}

fn swap(model: &mut Model, average: &mut Average) {
    std::mem::swap(&mut model.flat, &mut average.flat);
    std::mem::swap(&mut model.tables, &mut average.tables);
}

fn describe(name: &str, t: &Tally, line: &mut String) -> f64 {
    let percent = |right: f64, all: f64| 100.0 * right / all.max(1.0);
    let tag = |k: usize| percent(t.tags[k], t.tags_seen[k]);
    let (uas, las) = (percent(t.heads, t.words), percent(t.labeled, t.words));
    line.push_str(&format!(
        " | {name} upos {:.2} xpos {:.2} feats {:.2} script {:.2} bio {:.2} uas {uas:.2} las {las:.2}",
        tag(0),
        tag(1),
        tag(2),
        tag(3),
        tag(4)
    ));
    las + 0.5 * tag(0) + 0.5 * tag(4)
}

/// Batches of sentences of similar length, in random order.
fn make_batches<'a>(
    train: impl Iterator<Item = &'a Instance>,
    batch_words: usize,
    random: &mut Random,
) -> Vec<Vec<&'a Instance>> {
    let mut order: Vec<(f32, &Instance)> =
        train.map(|s| (s.types.len() as f32 * (1.0 + random.within(0.25)) + random.within(2.0), s)).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut batches = vec![Vec::new()];
    let mut n_words = 0;
    for (_, sentence) in order {
        if n_words > 0 && n_words + sentence.types.len() > batch_words {
            batches.push(Vec::new());
            n_words = 0;
        }
        n_words += sentence.types.len();
        if let Some(batch) = batches.last_mut() {
            batch.push(sentence);
        }
    }
    random.shuffle(&mut batches);
    batches
}

fn rate_at(plan: &Plan, progress: f32, step: u64) -> f32 {
    let cosine = 0.5 * (1.0 + (std::f32::consts::PI * progress).cos());
    plan.rate * (step as f32 / WARM_UP).min(1.0) * (0.02 + 0.98 * cosine)
}

fn pass<'a>(model: &'a Model, weights: &'a Weights, types: &'a Types, plan: &Plan, scale: f32) -> Pass<'a> {
    Pass {
        layout: &model.layout,
        flat: &model.flat,
        weights,
        tables: &model.tables,
        types,
        tag_sizes: model.labels.tag_sizes(),
        loss: plan.loss,
        dropout: plan.dropout,
        recurrent_dropout: plan.recurrent_dropout,
        scale,
    }
}

fn step(model: &mut Model, types: &Types, batch: &[&Instance], plan: &Plan, progress: f32, state: &mut State) -> Tally {
    state.step += 1;
    let n_words: usize = batch.iter().map(|s| s.types.len()).sum();
    let weights = Weights::new(&model.layout, &model.flat);
    let shares: Vec<(Part<'_>, u64)> = (0..plan.threads)
        .map(|k| {
            let share = batch.iter().skip(k).step_by(plan.threads).copied().collect();
            (Part::new(share, types, Some(&mut state.random)), state.random.next())
        })
        .collect();
    let pass = pass(model, &weights, types, plan, 1.0 / n_words as f32);
    let size = model.layout.size;
    let outcomes: Vec<(Outcome, Vec<f32>)> = std::thread::scope(|scope| {
        let work = |share: &(Part<'_>, u64)| {
            let mut grads = vec![0.0; size];
            let outcome = run(&pass, &share.0, &mut Random::new(share.1), Some(&mut grads));
            (outcome, grads)
        };
        let handles: Vec<_> = shares[1..].iter().map(|share| scope.spawn(move || work(share))).collect();
        let own = shares.first().map(work);
        own.into_iter().chain(handles.into_iter().filter_map(|handle| handle.join().ok())).collect()
    });
    let mut tally = Tally::default();
    let mut grads = vec![0.0; size];
    for ((part, _), (outcome, part_grads)) in shares.iter().zip(&outcomes) {
        tally.add(&outcome.tally);
        grads.iter_mut().zip(part_grads).for_each(|(g, p)| *g += p);
        for (r, dword) in outcome.dwords.chunks_exact(model.sizes.dim).enumerate() {
            // Hidden and plain uses of a form differ only in the row of the word table.
            state.type_grads.add(part.type_of(r) * 2 + u32::from(part.hidden[r]), dword);
        }
    }
    gather_rows(state, types, model.sizes.dim);
    let norm2 = [&grads, &state.word_grads.grads, &state.feature_grads.grads]
        .iter()
        .map(|g| f64::from(neural::math::dot(g, g)))
        .sum::<f64>();
    let clip = (CLIP / (norm2.sqrt() as f32 + 1e-6)).min(1.0);
    let rate = Rate::new(rate_at(plan, progress, state.step), state.step);
    rate.update(&mut model.flat, &mut state.flat, 0, &grads, clip);
    let rate = rate.times(plan.table_rate);
    state.word_grads.apply(&mut model.tables.words, &mut state.words, rate, clip);
    state.feature_grads.apply(&mut model.tables.features, &mut state.features, rate, clip);
    tally
}

/// From gradients by form to gradients by table row.
fn gather_rows(state: &mut State, types: &Types, dim: usize) {
    let mut scaled = Vec::with_capacity(dim);
    let rows = std::mem::take(&mut state.type_grads.rows);
    let grads = std::mem::take(&mut state.type_grads.grads);
    for (&key, grad) in rows.iter().zip(grads.chunks_exact(dim)) {
        let word = &types.list[key as usize / 2];
        state.word_grads.add(if key % 2 == 1 { 0 } else { word.row }, grad);
        let scale = 1.0 / word.features.len().max(1) as f32;
        scaled.clear();
        scaled.extend(grad.iter().map(|g| g * scale));
        for &feature in &word.features {
            state.feature_grads.add(feature, &scaled);
        }
    }
    state.type_grads.forget(&rows);
}

/// Greedy scores in single precision, without dropout: cheap, for the curve and for keeping the best model.
fn evaluate(model: &Model, types: &Types, instances: &[Instance], plan: &Plan) -> Tally {
    let weights = Weights::new(&model.layout, &model.flat);
    let plan = Plan { dropout: 0.0, recurrent_dropout: 0.0, checkpoint: PathBuf::new(), ..*plan };
    let pass = pass(model, &weights, types, &plan, 1.0);
    let mut sorted: Vec<&Instance> = instances.iter().collect();
    sorted.sort_by_key(|s| s.types.len());
    let parts: Vec<Part<'_>> = sorted.chunks(64).map(|chunk| Part::new(chunk.to_vec(), types, None)).collect();
    let mut tally = Tally::default();
    let n = plan.threads.max(1);
    let found: Vec<Tally> = std::thread::scope(|scope| {
        let work = |k: usize| {
            let mut sum = Tally::default();
            for part in parts.iter().skip(k).step_by(n) {
                sum.add(&run(&pass, part, &mut Random::new(0), None).tally);
            }
            sum
        };
        let handles: Vec<_> = (0..n).map(|k| scope.spawn(move || work(k))).collect();
        handles.into_iter().filter_map(|handle| handle.join().ok()).collect()
    });
    found.iter().for_each(|t| tally.add(t));
    tally
}
