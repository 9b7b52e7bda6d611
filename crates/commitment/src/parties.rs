//! To whom an undertaking is owed.

use grammar::{Arguments, preposition};
use linguist::TokenId;
use ontology::Xpos;
use record::Participant;

use crate::bond::Bond;
use crate::compact::makers;
use crate::obligor::{relevant, subject_of};
use crate::reading::Reading;
use crate::words::{Bound, Group};

/// To whom it is owed, with whom it is agreed, who has ordered it.
pub(crate) fn counterparties(
    reading: &Reading<'_>,
    act: TokenId,
    bond: Bond,
    arguments: &Arguments,
    obligor: Participant,
) -> Vec<Participant> {
    let analysis = reading.analysis;
    let mut found: Vec<Participant> = Vec::new();
    let mut add = |participant: Option<Participant>| {
        if let Some(participant) = participant
            .filter(|new| new.entity != obligor.entity && !found.iter().any(|known| known.entity == new.entity))
        {
            found.push(participant);
        }
    };
    if let Bond::Compact(noun) = bond {
        makers(reading, noun).into_iter().for_each(|maker| add(relevant(reading, maker)));
    }
    if let Bond::Granted(verb) = bond {
        add(subject_of(reading, verb));
    }
    if let Bond::Word(word, binder) = bond {
        match binder.bound {
            Bound::Addressee => add(subject_of(reading, word)),
            Bound::Subject => {
                let own = reading.grammar.arguments(analysis, word);
                own.recipients
                    .iter()
                    .copied()
                    .chain(own.with(&["to", "with"]))
                    .for_each(|token| add(relevant(reading, token)));
                // "agreed that the troops of the other would leave": the one who agreed is owed it.
                add(subject_of(reading, word));
            }
        }
    }
    arguments.recipients.iter().copied().chain(arguments.with(&["to", "with", "for"])).for_each(|token| {
        let party = relevant(reading, token)
            .filter(|_| preposition(analysis, token).as_deref() != Some("to") || analysis.token(act).xpos != Xpos::Nn);
        add(party);
    });
    let met = reading.words.is(Group::Encounters, analysis.lemma(act));
    arguments.patients.iter().filter(|_| met).for_each(|&token| add(relevant(reading, token)));
    found
}
