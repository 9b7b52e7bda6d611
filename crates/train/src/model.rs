//! A model in training: labels, vocabulary, parameters; saved and resumed through the weight container.

use std::fs;
use std::path::Path;

use neural::container::{Container, Writer};
use serde::{Deserialize, Serialize};

use crate::Failure;
use crate::instances::{Labels, Lexis};
use crate::net::Tables;
use crate::random::Random;
use crate::shape::{Dims, Layout};

/// Sizes that are chosen, not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sizes {
    pub dim: usize,
    pub hidden: usize,
    pub arc: usize,
    pub rel: usize,
    pub n_buckets: u32,
}

#[derive(Serialize, Deserialize)]
struct Meta {
    sizes: Sizes,
    labels: Labels,
}

pub struct Model {
    pub sizes: Sizes,
    pub labels: Labels,
    pub lexis: Lexis,
    pub layout: Layout,
    pub flat: Vec<f32>,
    pub tables: Tables,
}

impl Model {
    pub fn new(sizes: Sizes, labels: Labels, words: Vec<String>, random: &mut Random) -> Self {
        let lexis = Lexis::new(words, sizes.n_buckets);
        let layout = layout(sizes, &labels);
        let flat = layout.initial(random);
        let mut table = |rows: usize, limit: f32| (0..rows * sizes.dim).map(|_| random.within(limit)).collect();
        let words = table(lexis.n_rows(), 0.05);
        let features = table(sizes.n_buckets as usize, 0.05);
        Self { sizes, labels, lexis, layout, flat, tables: Tables { dim: sizes.dim, words, features } }
    }

    pub fn save(&self, path: &Path) -> Result<(), Failure> {
        let meta = serde_json::to_value(Meta { sizes: self.sizes, labels: self.labels.clone() })
            .map_err(|e| Failure::new(e.to_string()))?;
        let mut writer = Writer::new(meta);
        writer.text("vocabulary", &self.lexis.words.join("\n"));
        writer.f32("flat", 1, &self.flat);
        writer.f32("words", self.sizes.dim, &self.tables.words);
        writer.f32("features", self.sizes.dim, &self.tables.features);
        let bytes = writer.finish().map_err(|e| Failure::new(e.to_string()))?;
        // A killed run must not leave half a checkpoint behind.
        let partial = path.with_extension("partial");
        fs::write(&partial, bytes)
            .and_then(|()| fs::rename(&partial, path))
            .map_err(|e| Failure::new(format!("cannot write {}: {e}", path.display())))
    }

    pub fn load(path: &Path) -> Result<Self, Failure> {
        let bytes = fs::read(path).map_err(|e| Failure::new(format!("cannot read {}: {e}", path.display())))?;
        let fail = |e: neural::Error| Failure::new(format!("{}: {e}", path.display()));
        let container = Container::open(&bytes).map_err(fail)?;
        let meta: Meta = serde_json::from_value(container.meta.clone()).map_err(|e| Failure::new(e.to_string()))?;
        let words = container.text("vocabulary").map_err(fail)?.lines().map(str::to_owned).collect();
        let layout = layout(meta.sizes, &meta.labels);
        let tables = Tables {
            dim: meta.sizes.dim,
            words: container.f32("words").map_err(fail)?.0,
            features: container.f32("features").map_err(fail)?.0,
        };
        let flat = container.f32("flat").map_err(fail)?.0;
        if flat.len() != layout.size {
            return Err(Failure::new(format!(
                "{}: {} parameters, {} expected",
                path.display(),
                flat.len(),
                layout.size
            )));
        }
        Ok(Self {
            sizes: meta.sizes,
            lexis: Lexis::new(words, meta.sizes.n_buckets),
            labels: meta.labels,
            layout,
            flat,
            tables,
        })
    }
}

fn layout(sizes: Sizes, labels: &Labels) -> Layout {
    Layout::new(Dims {
        dim: sizes.dim,
        hidden: sizes.hidden,
        arc: sizes.arc,
        rel: sizes.rel,
        n_tags: labels.tag_sizes().iter().sum(),
        n_rels: labels.deprel.len(),
        n_treebanks: 2,
    })
}
