//! The command `speed`: words per second on plain text, one thread, model load left out.

use std::fs;
use std::time::Instant;

use linguist::{Model, Workspace};

use crate::Failure;
use crate::arguments::Arguments;

pub fn speed(arguments: &Arguments) -> Result<(), Failure> {
    let path = arguments.path("text")?;
    let text = fs::read_to_string(&path).map_err(|e| Failure::new(format!("cannot read {}: {e}", path.display())))?;
    let started = Instant::now();
    let model = Model::load_embedded().map_err(|e| Failure::new(e.to_string()))?;
    println!("load: {:.1} ms", started.elapsed().as_secs_f64() * 1000.0);
    let mut workspace = Workspace::default();
    let rounds = arguments.get("rounds", 3_usize)?;
    // A document of about 600 words at a time, as reports come.
    let mut documents = vec![String::new()];
    for line in text.lines() {
        if let Some(last) = documents.last_mut() {
            last.push_str(line);
            last.push('\n');
            if last.len() > 3600 {
                documents.push(String::new());
            }
        }
    }
    for _ in 0..rounds {
        let (mut n_tokens, mut cutting, mut reading) = (0, 0.0, 0.0);
        for document in &documents {
            let started = Instant::now();
            let segmentation = linguist::segment(document);
            cutting += started.elapsed().as_secs_f64();
            let started = Instant::now();
            n_tokens += model.analyze(document, &segmentation, &mut workspace).tokens.len();
            reading += started.elapsed().as_secs_f64();
        }
        let n = n_tokens as f64;
        println!(
            "{n_tokens} tokens: segment {:.0}/s, analyze {:.0}/s, both {:.0}/s",
            n / cutting,
            n / reading,
            n / (cutting + reading)
        );
    }
    Ok(())
}
