//! The state of a training run on disk: weights, moments, running average, random numbers and place in the schedule.

use std::fs;
use std::path::Path;

use neural::container::{Container, Writer};
use serde::{Deserialize, Serialize};

use crate::Failure;
use crate::fit::{Average, State};
use crate::model::Model;
use crate::net::Tables;
use crate::optimizer::Moments;
use crate::random::Random;

#[derive(Serialize, Deserialize)]
struct Place {
    epoch: usize,
    step: u64,
    random: u64,
    /// Bits of the best score.
    best: u64,
    /// Snapshots in the running average, if it has begun.
    n_averaged: Option<u32>,
}

/// Writes the state after a whole epoch; a killed run leaves the state before it.
pub fn save(path: &Path, model: &Model, state: &State) -> Result<(), Failure> {
    let place = Place {
        epoch: state.epoch,
        step: state.step,
        random: state.random.place(),
        best: state.best.to_bits(),
        n_averaged: state.average.as_ref().map(|average| average.n),
    };
    let mut writer = Writer::new(serde_json::to_value(place).map_err(|e| Failure::new(e.to_string()))?);
    let tables = |writer: &mut Writer, name: &str, flat: &[f32], tables: &Tables| {
        writer.f32(&format!("{name}.flat"), 1, flat);
        writer.f32(&format!("{name}.words"), 1, &tables.words);
        writer.f32(&format!("{name}.features"), 1, &tables.features);
    };
    tables(&mut writer, "weights", &model.flat, &model.tables);
    for (name, moments) in [("flat", &state.flat), ("words", &state.words), ("features", &state.features)] {
        writer.f32(&format!("first.{name}"), 1, &moments.first);
        writer.f32(&format!("second.{name}"), 1, &moments.second);
    }
    if let Some(average) = &state.average {
        tables(&mut writer, "average", &average.flat, &average.tables);
    }
    let bytes = writer.finish().map_err(|e| Failure::new(e.to_string()))?;
    let partial = path.with_extension("partial");
    fs::write(&partial, bytes)
        .and_then(|()| fs::rename(&partial, path))
        .map_err(|e| Failure::new(format!("cannot write {}: {e}", path.display())))
}

/// Reads a state into model and optimiser; false when there is none.
pub fn load(path: &Path, model: &mut Model, state: &mut State) -> Result<bool, Failure> {
    if !path.exists() {
        return Ok(false);
    }
    let fail = |what: String| Failure::new(format!("{}: {what}", path.display()));
    let bytes = fs::read(path).map_err(|e| fail(e.to_string()))?;
    let container = Container::open(&bytes).map_err(|e| fail(e.to_string()))?;
    let place: Place = serde_json::from_value(container.meta.clone()).map_err(|e| fail(e.to_string()))?;
    let take = |name: &str, into: &mut Vec<f32>| {
        let found = container.f32(name).map_err(|e| fail(e.to_string()))?.0;
        if found.len() != into.len() {
            return Err(fail(format!("{name} has {} numbers, the model {}", found.len(), into.len())));
        }
        *into = found;
        Ok(())
    };
    let tables = |name: &str, flat: &mut Vec<f32>, tables: &mut Tables| {
        take(&format!("{name}.flat"), flat)?;
        take(&format!("{name}.words"), &mut tables.words)?;
        take(&format!("{name}.features"), &mut tables.features)
    };
    tables("weights", &mut model.flat, &mut model.tables)?;
    let moments = |name: &str, moments: &mut Moments| {
        take(&format!("first.{name}"), &mut moments.first)?;
        take(&format!("second.{name}"), &mut moments.second)
    };
    moments("flat", &mut state.flat)?;
    moments("words", &mut state.words)?;
    moments("features", &mut state.features)?;
    if let Some(n) = place.n_averaged {
        let mut average = Average::new(model);
        average.n = n;
        tables("average", &mut average.flat, &mut average.tables)?;
        state.average = Some(average);
    }
    state.epoch = place.epoch;
    state.step = place.step;
    state.random = Random::at(place.random);
    state.best = f64::from_bits(place.best);
    Ok(true)
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use crate::fit::{Plan, Train, fit};
    use crate::instances::{LabelMaps, Labels, Types, number, set_hiding};
    use crate::model::{Model, Sizes};
    use crate::net::LossWeights;
    use crate::random::Random;
    use crate::treebank::{Gold, Treebank, Word};

    fn sentences() -> Vec<Gold> {
        let word = |form: &str, upos: &str, head: usize| Word {
            form: form.to_owned(),
            lemma: form.to_owned(),
            upos: upos.to_owned(),
            xpos: upos.to_owned(),
            feats: "_".to_owned(),
            head,
            deprel: if head == 0 { "root" } else { "obj" }.to_owned(),
            misc: String::new(),
        };
        let words = [word("see", "VERB", 0), word("Peru", "PROPN", 1), word("again", "ADV", 1)];
        let names = Some(["O", "B-LOC", "O"].map(str::to_owned).to_vec());
        (0..30)
            .map(|k| Gold {
                id: k.to_string(),
                treebank: Treebank::Ewt,
                words: words[..1 + k % 3].to_vec(),
                names: names.as_ref().map(|labels: &Vec<String>| labels[..1 + k % 3].to_vec()),
            })
            .collect()
    }

    /// Trains in `folder` for six epochs, or to the end of a state that lies there; `copy` gets the state after the fourth.
    fn train(folder: &Path, copy: Option<&Path>) -> Vec<u8> {
        fs::create_dir_all(folder).unwrap();
        let gold = sentences();
        let sizes = Sizes { dim: 8, hidden: 4, arc: 4, rel: 3, n_buckets: 32 };
        let words = ["see", "peru"].map(str::to_owned).to_vec();
        let mut model = Model::new(sizes, Labels::harvest(&gold), words, &mut Random::new(7));
        let maps = LabelMaps::new(&model.labels);
        let mut types = Types::default();
        let train: Vec<_> = gold.iter().map(|g| number(g, &model.labels, &maps, &model.lexis, &mut types)).collect();
        set_hiding(train.iter(), &mut types, model.lexis.n_rows());
        let plan = Plan {
            epochs: 6,
            rate: 2e-3,
            table_rate: 4.0,
            batch_words: 12,
            threads: 2,
            seed: 7,
            dropout: 0.3,
            recurrent_dropout: 0.2,
            loss: LossWeights { arc: 1.0, rel: 1.0, tags: [0.5; 5] },
            checkpoint: folder.join("fit.ckpt"),
        };
        let dev = [("same", train.clone())];
        let state = folder.join("fit.state");
        fit(&mut model, &types, &Train { gold: &train, silver: &train }, &dev, &plan, &mut |line| {
            // The state of the epoch before lies there when an epoch is told.
            if let (true, Some(copy)) = (line.starts_with("epoch 5"), copy) {
                fs::create_dir_all(copy).unwrap();
                fs::copy(&state, copy.join("fit.state")).unwrap();
            }
        })
        .unwrap();
        fs::read(&state).unwrap()
    }

    #[test]
    fn a_run_that_is_taken_up_again_ends_with_the_same_bytes() {
        let folder = std::env::temp_dir().join(format!("onrecord-resume-{}", std::process::id()));
        let (whole, parted, again) = (folder.join("whole"), folder.join("parted"), folder.join("again"));
        let wanted = train(&whole, Some(&parted));
        assert!(train(&parted, None) == wanted, "the state differs after a run in two parts");
        assert!(train(&again, None) == wanted, "the state differs after the same run");
        fs::remove_dir_all(&folder).unwrap();
    }
}
