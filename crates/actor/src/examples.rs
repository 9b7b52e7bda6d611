//! The example sentences of `data/actor/`, read by the layer itself: every description gets its codes, every chain is
//! one participant.

use lexicon::{Data, DataError};
use linguist::Analysis;
use record::{Entity, Mention, Report};

use crate::Actors;

/// The day on which the examples are read; office holders depend on it.
const PUBLISHED: &str = "2016-05-04";

impl Actors {
    /// What is wrong with the examples of `data`, a line each; of a user's only, if `theirs`. `analyze` reads one text.
    ///
    /// # Errors
    /// A table that is missing or wrong.
    pub fn example_faults(
        &self,
        data: &Data,
        theirs: bool,
        analyze: &mut dyn FnMut(&str) -> Analysis,
    ) -> Result<Vec<String>, DataError> {
        let mut faults = Vec::new();
        let tables = [
            ("actor/examples.tsv", &["text", "phrase", "country", "sectors", "kind"][..]),
            ("actor/chains.tsv", &["text", "mention", "antecedent"][..]),
        ];
        for (name, columns) in tables {
            let table = if theirs { data.their_table(name, columns)? } else { Some(data.table(name, columns)?) };
            let Some(table) = table else { continue };
            for row in table.rows() {
                let entities = self.read(row.get(0), analyze);
                let fields: Vec<&str> = (0..columns.len()).map(|column| row.get(column)).collect();
                let fault = match fields[..] {
                    [text, phrase, country, sectors, kind] => codes(&entities, text, phrase, [country, sectors, kind]),
                    [text, mention, antecedent] => chain(&entities, text, mention, antecedent),
                    _ => None,
                };
                faults.extend(fault.map(|fault| table.error(row, fault).to_string()));
            }
        }
        Ok(faults)
    }

    fn read(&self, text: &str, analyze: &mut dyn FnMut(&str) -> Analysis) -> Vec<Entity> {
        let report = Report { text: text.to_owned(), published: Some(PUBLISHED.to_owned()), ..Report::default() };
        self.resolve(&analyze(text), &report)
    }
}

fn codes(entities: &[Entity], text: &str, phrase: &str, wanted: [&str; 3]) -> Option<String> {
    let Some(entity) = mentioned(entities, text, phrase) else {
        return Some(format!("no mention {phrase:?} in {text:?}"));
    };
    let country = entity.country.map(|country| country.to_string()).unwrap_or_default();
    let sectors: Vec<String> = entity.sectors.iter().map(ToString::to_string).collect();
    let found = [country, sectors.join("|"), entity.kind.to_string()];
    (found != wanted).then(|| format!("{phrase:?} is {found:?}, not {wanted:?}; {:?}", entity.evidence.notes))
}

fn chain(entities: &[Entity], text: &str, mention: &str, antecedent: &str) -> Option<String> {
    let (later, earlier) = (mentioned(entities, text, mention), mentioned(entities, text, antecedent));
    let joined = later.zip(earlier).is_some_and(|(later, earlier)| later.id == earlier.id);
    (!joined).then(|| format!("{mention:?} and {antecedent:?} are not one participant in {text:?}"))
}

/// The entity with a mention of these words, or of their beginning or end.
fn mentioned<'a>(entities: &'a [Entity], text: &str, phrase: &str) -> Option<&'a Entity> {
    let says = |mention: &Mention| {
        let words = mention.span.of(text);
        words == phrase
            || words.starts_with(phrase)
            || words.ends_with(phrase)
            || (phrase.ends_with(words) && words.len() * 2 >= phrase.len())
    };
    entities.iter().find(|entity| entity.mentions.iter().any(says))
}
