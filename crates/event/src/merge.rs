//! Several mentions, one event: "a bombing killed …", "the attack", the title and the body.

use std::collections::{BTreeMap, BTreeSet};

use linguist::{Analysis, TokenId};
use ontology::{Deprel, EntityKind, EventType, Status, Upos};
use record::{Participant, QuantityId};

use crate::drafts::{Draft, unite};
use crate::reading::Reading;
use crate::remote::deed_told_of;
use crate::sides::is_verbal;

/// Brings the mentions of one event together. Events are few, so all earlier ones are looked at, newest first,
/// up to a bound.
const LOOK_BACK: usize = 60;

pub(crate) fn merge(reading: &Reading<'_>, drafts: Vec<Draft>) -> Vec<Draft> {
    let mut within = gather(drafts, |known, new| {
        known.sentence == new.sentence && comparable(known, new) && one_clause(reading, known, new)
    });

    answer_back(reading, &mut within);
    let mut all = gather(within, |known, new| {
        known.sentence != new.sentence && comparable(known, new) && is_same(reading, known, new)
    });
    take_headline_up(reading, &mut all);
    for draft in &mut all {
        // "met the president … during his visit to *Mali*": the country is there in the person of its president.
        if draft.kind() == EventType::Consult && !draft.merged.is_empty() {
            let actors = draft.candidate.actors.clone();
            let is_host = |side: &Participant| {
                reading.entity(*side).is_some_and(|entity| entity.kind == EntityKind::Country)
                    && reading.of_one_country(side, &actors)
            };
            draft.candidate.recipients.retain(|side| !is_host(side));
        }
        // "*I* extend to him *our* gratitude" has one speaker.
        if !draft.merged.is_empty() {
            let mut speakers = 0;
            draft.candidate.actors.retain(|actor| {
                let speaks = is_first_person(reading, actor);
                speakers += usize::from(speaks);
                !speaks || speakers == 1
            });
        }
        let trigger = draft.trigger;
        draft.mentions.retain(|&mention| mention != trigger);
        draft.mentions.sort_unstable();
        draft.mentions.dedup();
        let mut seen: BTreeSet<QuantityId> = BTreeSet::new();
        draft.quantities.retain(|counted| seen.insert(counted.quantity));
    }
    all.sort_by_key(|draft| (draft.trigger, draft.origin));
    all
}

/// Takes each draft into the newest earlier one that is the same.
fn gather(drafts: Vec<Draft>, same: impl Fn(&Draft, &Draft) -> bool) -> Vec<Draft> {
    let mut kept: Vec<Draft> = Vec::new();
    for draft in drafts {
        let earliest = kept.len().saturating_sub(LOOK_BACK);
        let known = (earliest..kept.len()).rev().find(|&at| kept.get(at).is_some_and(|known| same(known, &draft)));
        match known.and_then(|at| kept.get_mut(at)) {
            Some(known) => absorb(known, draft),
            None => kept.push(draft),
        }
    }
    kept
}

fn comparable(known: &Draft, new: &Draft) -> bool {
    known.kind() == new.kind() && statuses_agree(known, new) && dates_agree(known, new)
}

/// Whether two events of different sentences are one.
fn is_same(reading: &Reading<'_>, known: &Draft, new: &Draft) -> bool {
    let (mut actors, mut recipients) = (
        overlap(&known.candidate.actors, &new.candidate.actors),
        overlap(&known.candidate.recipients, &new.candidate.recipients),
    );
    if known.in_title {
        // A headline names people by their office or country: "Foreign Secretary welcomes".
        actors = actors.or_same_code(reading, &known.candidate.actors, &new.candidate.actors);
        recipients = recipients.or_same_code(reading, &known.candidate.recipients, &new.candidate.recipients);
    }
    // "killed several insurgents … two insurgents were killed in the operation": the victims are told twice.
    let told_again = same_word(reading, known, new) && actors == Overlap::Shared
        || new.refers_back && new.candidate.actors.is_empty() && new.effect.is_some();
    if told_again {
        recipients = recipients.or_same_code(reading, &known.candidate.recipients, &new.candidate.recipients);
    }
    if actors == Overlap::Apart || recipients == Overlap::Apart || modes_differ(known, new) {
        return false;
    }
    // Nobody is killed twice.
    if known.effect.is_some()
        && new.effect == known.effect
        && new.kind() == EventType::Assault
        && one_person(reading, known, new)
    {
        return true;
    }
    let shared = actors == Overlap::Shared || recipients == Overlap::Shared;
    let again = new.refers_back && (shared || empty(new)) || known.in_title && shared;
    match new.kind() {
        EventType::Assault
        | EventType::Coerce
        | EventType::Protest
        | EventType::Mobilize
        | EventType::Retreat
        | EventType::Aid => again || same_word(reading, known, new) && shared,
        // Who meets one after the other meets twice.
        EventType::Consult | EventType::Agree | EventType::Cooperate => {
            let parties = within(reading, &known.candidate.actors, &new.candidate.actors)
                || within(reading, &new.candidate.actors, &known.candidate.actors);
            parties && (again || actors == Overlap::Shared && same_word(reading, known, new))
        }
        EventType::Concede | EventType::Sanction => {
            again || actors == Overlap::Shared && same_word(reading, known, new)
        }
        // Praise of nobody in particular is not yet praise of the same.
        EventType::Accuse | EventType::Support => {
            actors == Overlap::Shared && (recipients == Overlap::Shared || same_word(reading, known, new))
                || known.in_title && shared
        }
        EventType::Request | EventType::Reject | EventType::Threaten => {
            known.in_title && shared || actors == Overlap::Shared && same_word(reading, known, new)
        }
    }
}

/// "Gunmen attacked a patrol. The patrol *returned fire*": on those who are told to have attacked it right before.
fn answer_back(reading: &Reading<'_>, drafts: &mut [Draft]) {
    for at in 1..drafts.len() {
        let Some((told, [answer, ..])) = drafts.split_at_mut_checked(at) else { return };
        if !answer.answers || !answer.candidate.recipients.is_empty() {
            continue;
        }
        let party = |side: &Participant, others: &[Participant]| {
            others.iter().any(|other| other.entity == side.entity) || reading.of_one_country(side, others)
        };
        let struck = |known: &&Draft| {
            let sides = &known.candidate;
            known.kind() == EventType::Assault
                && known.status == answer.status
                && answer.sentence - known.sentence <= 1
                && !sides.actors.iter().any(|side| party(side, &answer.candidate.actors))
                && answer.candidate.actors.iter().any(|side| party(side, &sides.recipients))
        };
        if let Some(known) = told.iter().rev().take(LOOK_BACK).find(struck) {
            answer.candidate.recipients.clone_from(&known.candidate.actors);
        }
    }
}

/// "Drone strike on village", above a report that tells who struck whom: the first deed of that kind in the body is the headline's,
/// unless something speaks against it.
fn take_headline_up(reading: &Reading<'_>, drafts: &mut Vec<Draft>) {
    let mut at = 0;
    while let Some(title) = drafts.get(at).filter(|draft| draft.in_title) {
        let told = drafts.iter().skip(at + 1).position(|body| {
            let apart =
                |a: &[Participant], b: &[Participant]| overlap(a, b).or_same_code(reading, a, b) == Overlap::Apart;
            !body.in_title
                && title.mentions.is_empty()
                && comparable(title, body)
                && told_in_full(title, body)
                && !apart(&title.candidate.actors, &body.candidate.actors)
                && !apart(&title.candidate.recipients, &body.candidate.recipients)
                && !modes_differ(title, body)
        });
        if let Some(behind) = told {
            let body = drafts.remove(at + 1 + behind);
            if let Some(title) = drafts.get_mut(at) {
                absorb(title, body);
            }
        }
        at += 1;
    }
}

/// Whether a headline that names at most one side tells what the event in the body tells.
fn told_in_full(title: &Draft, body: &Draft) -> bool {
    let sides = |draft: &Draft| {
        usize::from(!draft.candidate.actors.is_empty()) + usize::from(!draft.candidate.recipients.is_empty())
    };
    sides(title) < 2 && sides(body) > 0 && body.sentence <= FIRST_SENTENCES
}

/// What a headline tells is told again at the top of the report.
const FIRST_SENTENCES: u32 = 6;

fn empty(draft: &Draft) -> bool {
    draft.candidate.actors.is_empty() && draft.candidate.recipients.is_empty()
}

fn statuses_agree(known: &Draft, new: &Draft) -> bool {
    known.status == new.status
        || new.candidate.nominal && new.status == Status::Actual && known.status != Status::Negated
}

fn dates_agree(known: &Draft, new: &Draft) -> bool {
    if known.time.is_none() || new.time.is_none() {
        return true;
    }
    let meets = |from: &Draft, to: &Draft| match (from.earliest, to.latest) {
        (Some(earliest), Some(latest)) => earliest <= latest,
        _ => true,
    };
    meets(known, new) && meets(new, known)
}

fn modes_differ(known: &Draft, new: &Draft) -> bool {
    let (a, b) = (&known.candidate.modes, &new.candidate.modes);
    !a.is_empty() && !b.is_empty() && !a.iter().any(|mode| b.contains(mode))
}

/// In one sentence: "an attack killed three and wounded five", "killed in a raid"; two verbs with their own
/// subjects tell two events.
fn one_clause(reading: &Reading<'_>, known: &Draft, new: &Draft) -> bool {
    let analysis = reading.analysis;
    let compatible = overlap(&known.candidate.actors, &new.candidate.actors) != Overlap::Apart;
    // "*I* extend to the president *our* gratitude".
    let akin = overlap(&known.candidate.actors, &new.candidate.actors).or_same_code(
        reading,
        &known.candidate.actors,
        &new.candidate.actors,
    );
    let one_speaker = akin != Overlap::Apart || first_person(reading, known) && first_person(reading, new);
    let below = |draft: &Draft, other: &Draft| {
        draft.candidate.nominal
            && analysis.ancestors(draft.candidate.token).take(4).any(|above| above == other.candidate.token)
    };
    let casualty = known.effect.is_some() || new.effect.is_some();
    // "an attack on the camp in the region, in which ten people *died*": wherever the clause hangs in the phrase.
    let victims = |clause: &Draft, deed: &Draft| {
        clause.effect.is_some()
            && clause.candidate.actors.is_empty()
            && deed.candidate.nominal
            && deed.kind() == EventType::Assault
            && analysis.ancestors(clause.candidate.token).take(UNDER_DEED).any(|above| above == deed.candidate.token)
    };
    // "followed the *killing* of a general in a drone *strike*", with the strike hung on the verb.
    let by_means = |death: &Draft, deed: &Draft| {
        let hung = analysis.head(deed.candidate.token).filter(|_| analysis.deprel(deed.candidate.token) == Deprel::Obl);
        let means =
            || grammar::preposition(analysis, deed.candidate.token).is_some_and(|word| word == "in" || word == "by");
        death.candidate.nominal
            && death.effect.is_some()
            && death.candidate.actors.is_empty()
            && deed.candidate.nominal
            && deed.candidate.recipients.is_empty()
            && deed.kind() == EventType::Assault
            && death.candidate.token < deed.candidate.token
            && hung.is_some()
            && hung == analysis.head(death.candidate.token)
            && means()
    };
    if compatible && (victims(new, known) || victims(known, new) || by_means(known, new) || by_means(new, known)) {
        return true;
    }
    let means = new.kind() == EventType::Assault || new.kind() == EventType::Coerce;
    if (compatible || one_speaker) && (below(known, new) || below(new, known)) {
        return true;
    }
    // "we *hail* and *commend* the efforts of Djibouti".
    if compatible && is_verbal(new.kind()) && doubled(analysis, known.candidate.token, new.candidate.token) {
        return true;
    }
    // "attacks … which killed", "an ambush that left": the relative clause tells more of its noun.
    let relative = |clause: &Draft, noun: &Draft| {
        matches!(analysis.deprel(clause.candidate.token), Deprel::AclRelcl | Deprel::Acl)
            && deed_told_of(reading, clause.candidate.token).or_else(|| analysis.head(clause.candidate.token))
                == Some(noun.candidate.token)
    };
    if means && (relative(new, known) || relative(known, new)) {
        return true;
    }
    let adverbial = |clause: &Draft, main: &Draft| {
        matches!(analysis.deprel(clause.candidate.token), Deprel::Advcl | Deprel::Conj | Deprel::Parataxis)
            && analysis.head(clause.candidate.token) == Some(main.candidate.token)
    };
    means && casualty && compatible && (adverbial(new, known) || adverbial(known, new))
}

/// "hail *and commend* them": two verbs with a conjunction between them and one object.
fn doubled(analysis: &Analysis, first: TokenId, second: TokenId) -> bool {
    second.0 == first.0 + 2
        && analysis.deprel(second) == Deprel::Conj
        && analysis.head(second) == Some(first)
        && analysis.upos(TokenId(first.0 + 1)) == Upos::Cconj
        && [first, second].into_iter().any(|verb| analysis.child(verb, Deprel::Obj).is_none())
}

/// Whether who speaks does it: "I", "our".
fn first_person(reading: &Reading<'_>, draft: &Draft) -> bool {
    draft.candidate.actors.iter().any(|side| is_first_person(reading, side))
}

fn is_first_person(reading: &Reading<'_>, side: &Participant) -> bool {
    let word = side.span.and_then(|span| reading.analysis.head_of_span(span));
    word.is_some_and(|word| matches!(reading.analysis.lower(word), "i" | "we" | "my" | "our" | "me" | "us"))
}

/// So far below a deed a clause may hang that tells its victims.
const UNDER_DEED: usize = 6;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Overlap {
    /// One of them names nobody.
    Open,
    Shared,
    Apart,
}

impl Overlap {
    /// Apart by entity, but of one country.
    fn or_same_code(self, reading: &Reading<'_>, a: &[Participant], b: &[Participant]) -> Self {
        let country = |side: &Participant| reading.entity(*side).and_then(|entity| entity.country);
        let same =
            a.iter().any(|left| country(left).is_some() && b.iter().any(|right| country(left) == country(right)));
        if self == Self::Apart && same { Self::Shared } else { self }
    }
}

/// Whether both events are done to one and the same person.
fn one_person(reading: &Reading<'_>, known: &Draft, new: &Draft) -> bool {
    match (known.candidate.recipients.as_slice(), new.candidate.recipients.as_slice()) {
        ([a], [b]) => {
            a.entity == b.entity && reading.entity(*a).is_some_and(|entity| entity.kind == EntityKind::Person)
        }
        _ => false,
    }
}

fn overlap(a: &[Participant], b: &[Participant]) -> Overlap {
    if a.is_empty() || b.is_empty() {
        return Overlap::Open;
    }
    let shared = a.iter().any(|left| b.iter().any(|right| left.entity == right.entity));
    if shared { Overlap::Shared } else { Overlap::Apart }
}

/// Whether all of these parties, or others of their countries, are among those.
fn within(reading: &Reading<'_>, few: &[Participant], many: &[Participant]) -> bool {
    few.iter().all(|one| reading.of_one_country(one, many) || many.iter().any(|other| one.entity == other.entity))
}

fn same_word(reading: &Reading<'_>, known: &Draft, new: &Draft) -> bool {
    reading.analysis.lemma(known.candidate.token) == reading.analysis.lemma(new.candidate.token)
}

/// Takes a further mention in. The trigger is the first mention, or the first verb if the first is only a noun.
fn absorb(known: &mut Draft, new: Draft) {
    let better = known.candidate.nominal && !new.candidate.nominal && !known.in_title;
    let second = if better { std::mem::replace(known, new) } else { new };
    let first = known;
    first.mentions.push(second.trigger);
    first.mentions.extend(second.mentions);
    unite(&mut first.candidate.actors, &second.candidate.actors);
    unite(&mut first.candidate.recipients, &second.candidate.recipients);
    let actors = &first.candidate.actors;
    first.candidate.recipients.retain(|side| !actors.iter().any(|actor| actor.entity == side.entity));
    for mode in second.candidate.modes {
        if !first.candidate.modes.contains(&mode) {
            first.candidate.modes.push(mode);
        }
    }
    first.quantities.extend(second.quantities);
    if first.time.is_none() && second.time.is_some() {
        (first.time, first.earliest, first.latest) = (second.time, second.earliest, second.latest);
    }
    first.place = first.place.or(second.place);
    first.in_title |= second.in_title;
    first.refers_back |= second.refers_back;
    first.merged.push(second.origin);
    first.merged.extend(second.merged);
}

/// Who is condemned for an attack, or praised for a rescue, is known once all mentions of it are together.
pub(crate) fn fill_blame(drafts: &mut [Draft], enemy: Option<Participant>) {
    let mut told_by: BTreeMap<usize, usize> = BTreeMap::new();
    for (at, draft) in drafts.iter().enumerate() {
        told_by.extend(std::iter::once(draft.origin).chain(draft.merged.iter().copied()).map(|origin| (origin, at)));
    }
    for at in 0..drafts.len() {
        let Some(draft) = drafts.get(at) else { continue };
        if !matches!(draft.kind(), EventType::Accuse | EventType::Support) || !draft.candidate.recipients.is_empty() {
            continue;
        }
        let event = draft.candidate.about.and_then(|about| told_by.get(&about)).and_then(|&event| drafts.get(event));
        // An attack by nobody named, in a report about one armed group, is laid at its door.
        let blamed = enemy.filter(|_| draft.kind() == EventType::Accuse);
        let doers = event.map(|event| match blamed {
            Some(enemy) if event.candidate.actors.is_empty() && event.kind() == EventType::Assault => vec![enemy],
            _ => event.candidate.actors.clone(),
        });
        if let (Some(doers), Some(draft)) = (doers, drafts.get_mut(at)) {
            let own = draft.candidate.actors.clone();
            draft.candidate.recipients =
                doers.into_iter().filter(|doer| !own.iter().any(|actor| actor.entity == doer.entity)).collect();
        }
    }
}
