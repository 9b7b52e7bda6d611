//! The command `fit`: from treebanks (and pretrained vectors, if there are any) to a checkpoint.

use std::path::Path;

use crate::Failure;
use crate::agreed;
use crate::arguments::Arguments;
use crate::fit::{self, Plan, Train};
use crate::gum_names;
use crate::instances::{Instance, LabelMaps, Labels, Lexis, Types, frequent, number, set_hiding};
use crate::marks::{self, read_marks};
use crate::model::{Model, Sizes};
use crate::net::LossWeights;
use crate::random::Random;
use crate::silver;
use crate::treebank::{Gold, Treebank, add_names, read_conllu};
use crate::trees;

/// The treebanks of one split, with name labels where there are any.
pub fn read_split(ud: &Path, ner: &Path, split: &str) -> Result<[Vec<Gold>; 2], Failure> {
    let mut ewt = read_conllu(&ud.join(format!("en_ewt-ud-{split}.conllu")), Treebank::Ewt)?;
    let gum = read_conllu(&ud.join(format!("en_gum-open-ud-{split}.conllu")), Treebank::Gum)?;
    let names = if split == "train" { "en_ewt-ud-train.first-commit-0c7ce0d.iob2" } else { "en_ewt-ud-dev.iob2" };
    let n_named = add_names(&mut ewt, &ner.join(names))?;
    eprintln!("{split}: EWT {} sentences, {n_named} with names; GUM {}", ewt.len(), gum.len());
    Ok([ewt, gum])
}

fn to_instances(gold: &[Gold], labels: &Labels, maps: &LabelMaps, lexis: &Lexis, types: &mut Types) -> Vec<Instance> {
    gold.iter().map(|sentence| number(sentence, labels, maps, lexis, types)).collect()
}

pub fn fit(arguments: &Arguments) -> Result<(), Failure> {
    let (ud, ner) = (arguments.path("ud")?, arguments.path("ner")?);
    let seed = arguments.get("seed", 1_u64)?;
    let mut random = Random::new(seed);
    let [ewt, mut gum] = read_split(&ud, &ner, "train")?;
    if arguments.get("gum-names", true)? {
        let titles = gum_names::titles(&ewt);
        let n_names = gum_names::add(&mut gum, &titles);
        eprintln!("{n_names} names in GUM, without titles such as {:?}", titles.iter().take(12).collect::<Vec<_>>());
    }
    let train = [ewt, gum].concat();
    let [dev_ewt, dev_gum] = read_split(&ud, &ner, "dev")?;

    let mut model = match arguments.maybe_path("start") {
        Some(path) => Model::load(&path)?,
        None => fresh(arguments, &train, &mut random)?,
    };
    let maps = LabelMaps::new(&model.labels);
    let mut types = Types::default();
    let mut instances = to_instances(&train, &model.labels, &maps, &model.lexis, &mut types);
    for named in extra_names(arguments, &train, seed)? {
        instances.push(number(&named, &model.labels, &maps, &model.lexis, &mut types));
    }
    let dev = [
        ("EWT", to_instances(&dev_ewt, &model.labels, &maps, &model.lexis, &mut types)),
        ("GUM", to_instances(&dev_gum, &model.labels, &maps, &model.lexis, &mut types)),
    ];
    let mut silver = Vec::new();
    if let Some(path) = arguments.maybe_path("trees") {
        trees::read(&path, &mut |sentence| {
            silver.push(number(sentence, &model.labels, &maps, &model.lexis, &mut types));
        })?;
        // Each epoch takes a part of them, and every part has something of every collection.
        random.shuffle(&mut silver);
        eprintln!("{} sentences with silver trees", silver.len());
    }
    set_hiding(instances.iter().chain(&silver), &mut types, model.lexis.n_rows());
    let tags = arguments.get("tag-weight", 0.5_f32)?;
    let plan = Plan {
        epochs: arguments.get("epochs", 20)?,
        rate: arguments.get("rate", 2e-3)?,
        table_rate: arguments.get("table-rate", 4.0)?,
        batch_words: arguments.get("batch-words", 2000)?,
        threads: arguments.get("threads", 2)?,
        seed,
        dropout: arguments.get("dropout", 0.33)?,
        recurrent_dropout: arguments.get("recurrent-dropout", 0.2)?,
        loss: LossWeights { arc: 1.0, rel: 1.0, tags: [tags, tags, tags, 0.4, arguments.get("name-weight", 0.8)?] },
        checkpoint: arguments.path("out")?,
    };
    eprintln!(
        "{:?} {} words, {} parameters, tags {:?}, {} relations",
        model.sizes,
        model.lexis.words.len(),
        model.layout.size,
        model.labels.tag_sizes(),
        model.labels.deprel.len()
    );
    fit::fit(&mut model, &types, &Train { gold: &instances, silver: &silver }, &dev, &plan, &mut |line| {
        eprintln!("{line}")
    })
}

/// Sentences of which only the names are known: marked by hand, explained by our lists, and read alike by other models.
fn extra_names(arguments: &Arguments, train: &[Gold], seed: u64) -> Result<Vec<Gold>, Failure> {
    let Some(marks) = arguments.maybe_path("marks") else { return Ok(Vec::new()) };
    let raw = arguments.path("raw")?;
    let mut named = Vec::new();
    let marked = read_marks(&marks.join("names-train.tsv"), &raw)?;
    for _ in 0..arguments.get("marks-times", 1)? {
        named.extend_from_slice(&marked);
    }
    if let Some(lists) = arguments.maybe_path("lists") {
        let held_out = marks::documents(&marks.join("names-test.tsv"))?;
        named.extend(silver::sentences(&lists, &raw, train, &held_out, seed)?);
        if let Some(teachers) = arguments.maybe_path("teachers") {
            named.extend(agreed::sentences(&agreed::teachers(&teachers), &lists, &raw, &held_out, seed)?);
        }
    }
    Ok(named)
}

/// Sizes from the arguments, or the usual ones.
pub fn sizes(arguments: &Arguments) -> Result<Sizes, Failure> {
    Ok(Sizes {
        dim: arguments.get("dim", 128)?,
        hidden: arguments.get("hidden", 200)?,
        arc: arguments.get("arc", 160)?,
        rel: arguments.get("rel", 64)?,
        n_buckets: arguments.get("buckets", 40_960)?,
    })
}

/// Normal forms seen at least twice in training, the most frequent first.
pub fn treebank_words(train: &[Gold]) -> Vec<String> {
    let normal = |form: &str| {
        let mut out = String::new();
        linguist::features::normalize(form, &mut out);
        out
    };
    frequent(train.iter().flat_map(|s| &s.words).map(|w| normal(&w.form)), 2)
}

fn fresh(arguments: &Arguments, train: &[Gold], random: &mut Random) -> Result<Model, Failure> {
    Ok(Model::new(sizes(arguments)?, Labels::harvest(train), treebank_words(train), random))
}
