//! The example sentences of the frame lexicon: where a frame acts, and where it must not.

use record::Event;

use crate::frames::Entry;

/// Least confidence of an event in a sentence by itself, in thousandths: it gives fewer grounds than a report.
pub const LEAST: u16 = 150;

impl Entry {
    /// What is wrong with the sentences of this entry, a line each; `read` gives the events of one sentence, told from
    /// [`LEAST`] on. A frame must be the one that codes its sentence, not merely one of the same type.
    #[must_use]
    pub fn faults(&self, read: &mut dyn FnMut(&str) -> Vec<Event>) -> Vec<String> {
        let by_this = |event: &Event| event.evidence.producer.ends_with(&format!(": {}", self.sense));
        let mut faults = Vec::new();
        if self.kind != "NONE" && (self.yes.is_empty() || self.no.is_empty()) {
            faults.push(format!("{}: a sentence where it acts and one where it must not are needed", self.sense));
        }
        for sentence in &self.yes {
            let found = read(sentence);
            if !found.iter().any(by_this) {
                let kinds: Vec<String> =
                    found.iter().map(|event| format!("{} by {}", event.kind, event.evidence.producer)).collect();
                faults.push(format!("{} ({}) should act in {sentence:?}; found {kinds:?}", self.sense, self.kind));
            }
        }
        for sentence in &self.no {
            if read(sentence).iter().any(by_this) {
                faults.push(format!("{} ({}) should not act in {sentence:?}", self.sense, self.kind));
            }
        }
        faults
    }
}
