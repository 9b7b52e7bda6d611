//! The command `all`: from the named data to the weights, stage by stage.
//!
//! A stage whose file is there already is passed over, and a stage that was stopped goes on where it stood, so the same command
//! continues a run. What each stage says also goes to `log.txt` in the folder of the run.

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;

use crate::Failure;
use crate::arguments::Arguments;

/// What every network learns from.
const NAMED: &str = "--ud {data}/ud --ner {data}/ner --raw {data}/raw --marks {marks} --lists {lists}";

/// The models that label raw text.
const TEACHERS: &str = "{run}/second.onm,{run}/third.onm,{run}/fourth.onm";

/// Sizes, passes and rates of the committed model. `{data}`, `{run}`, `{marks}`, `{lists}` stand for folders,
/// `{seed}`, `{second}`, `{third}` and `{fourth}` for seeds, `{teachers}` for the models of the last three.
const STAGES: &[(&str, &str)] = &[
    (
        "vectors.ckpt",
        "vectors --ud {data}/ud --ner {data}/ner --raw {data}/raw --seed {seed} --hidden 240 --buckets 40960 --words 24000 \
         --passes 3 --threads 2 --out {run}/vectors.ckpt",
    ),
    // Three models from other seeds: they show what chance does, and what most of them say of raw text teaches the model that is kept.
    (
        "second.done",
        "fit {named} --seed {second} --start {run}/vectors.ckpt --epochs 18 --threads 2 --out {run}/second.ckpt",
    ),
    ("second.onm", "export --checkpoint {run}/second.ckpt --ud {data}/ud --ner {data}/ner --out {run}/second.onm"),
    ("second.tsv", "eval --model {run}/second.onm --ud {data}/ud --ner {data}/ner --raw {data}/raw --marks {marks}"),
    (
        "third.done",
        "fit {named} --seed {third} --start {run}/vectors.ckpt --epochs 18 --threads 2 --out {run}/third.ckpt",
    ),
    ("third.onm", "export --checkpoint {run}/third.ckpt --ud {data}/ud --ner {data}/ner --out {run}/third.onm"),
    ("third.tsv", "eval --model {run}/third.onm --ud {data}/ud --ner {data}/ner --raw {data}/raw --marks {marks}"),
    (
        "fourth.done",
        "fit {named} --seed {fourth} --start {run}/vectors.ckpt --epochs 18 --threads 2 --out {run}/fourth.ckpt",
    ),
    ("fourth.onm", "export --checkpoint {run}/fourth.ckpt --ud {data}/ud --ner {data}/ner --out {run}/fourth.onm"),
    ("fourth.tsv", "eval --model {run}/fourth.onm --ud {data}/ud --ner {data}/ner --raw {data}/raw --marks {marks}"),
    ("trees.txt", "trees --teachers {teachers} --raw {data}/raw --marks {marks} --seed {seed} --out {run}/trees.txt"),
    (
        "fit.done",
        "fit {named} --teachers {teachers} --trees {run}/trees.txt --seed {seed} --start {run}/vectors.ckpt --epochs 18 \
         --threads 2 --out {run}/fit.ckpt",
    ),
    ("core.onm", "export --checkpoint {run}/fit.ckpt --ud {data}/ud --ner {data}/ner --out {run}/core.onm"),
    ("scores.tsv", "eval --model {run}/core.onm --ud {data}/ud --ner {data}/ner --raw {data}/raw --marks {marks}"),
    ("scores-raw.tsv", "eval-raw --model {run}/core.onm --ud {data}/ud"),
];

/// `train all --data DIR --run DIR [--marks DIR] [--lists DIR] [--seed N]`
pub fn all(arguments: &Arguments) -> Result<(), Failure> {
    let (data, run) = (arguments.path("data")?, arguments.path("run")?);
    let marks = arguments.maybe_path("marks").unwrap_or_else(|| "crates/train/marks".into());
    let lists = arguments.maybe_path("lists").unwrap_or_else(|| "data".into());
    let seed = arguments.get("seed", 1_u64)?;
    let fail = |what: &Path, e: std::io::Error| Failure::new(format!("{}: {e}", what.display()));
    std::fs::create_dir_all(&run).map_err(|e| fail(&run, e))?;
    for (product, stage) in STAGES {
        let product = run.join(product);
        if product.exists() {
            continue;
        }
        // Words are parted before the folders are put in, so that their names may have spaces.
        let words = stage.replace("{named}", NAMED).replace("{teachers}", TEACHERS);
        let words = words.split_whitespace().map(|word| {
            word.replace("{data}", &data.to_string_lossy())
                .replace("{run}", &run.to_string_lossy())
                .replace("{marks}", &marks.to_string_lossy())
                .replace("{lists}", &lists.to_string_lossy())
                .replace("{seed}", &seed.to_string())
                .replace("{second}", &seed.wrapping_add(1).to_string())
                .replace("{third}", &seed.wrapping_add(2).to_string())
                .replace("{fourth}", &seed.wrapping_add(3).to_string())
        });
        let found = start(&words.collect::<Vec<_>>(), &run)?;
        if product.extension().is_some_and(|ending| ending == "done" || ending == "tsv") {
            std::fs::write(&product, found).map_err(|e| fail(&product, e))?;
        }
    }
    Ok(())
}

/// Runs this program with a stage's words; its messages go to the log, its results come back.
fn start(words: &[String], run: &Path) -> Result<Vec<u8>, Failure> {
    let log_file = run.join("log.txt");
    let fail = |e: std::io::Error| Failure::new(format!("{}: {e}", log_file.display()));
    let mut log = OpenOptions::new().create(true).append(true).open(&log_file).map_err(fail)?;
    writeln!(log, "train {}", words.join(" ")).map_err(fail)?;
    eprintln!("train {}", words.join(" "));
    let program = std::env::current_exe().map_err(|e| Failure::new(format!("cannot find this program: {e}")))?;
    let stage = Command::new(program).args(words).stderr(log.try_clone().map_err(fail)?).output();
    let done = stage.map_err(|e| Failure::new(format!("cannot start {}: {e}", words[0])))?;
    log.write_all(&done.stdout).map_err(fail)?;
    if done.status.success() {
        return Ok(done.stdout);
    }
    Err(Failure::new(format!("{} ended with {}; see {}", words[0], done.status, log_file.display())))
}
