//! Which events of one report are one happening.
//!
//! A record has one event for "rockets hit the camp", one for "two soldiers were killed" and one for "the group had fired
//! the rockets". Read together they are one account of one attack, and what only one of them says, the day, the town,
//! holds for all. Across reports accounts are compared, not single events.

use ontology::{EventType, Status};

use crate::compare::{is_move_and_blow, is_verbal_type, near};
use crate::figure::is_toll;
use crate::occasion::{Places, gap, is_state, places};
use crate::party::{Relation, sides};
use crate::telling::{Matter, Setting, Telling, When};
use crate::words::Word;

/// Accounts before an event that it may belong to.
const BACK: usize = 24;
/// Events of one account.
const MOST_MEMBERS: usize = 24;
/// Sentences between an event and the last of its account.
const FAR: usize = 8;
/// The same, for victims who are told without saying of what.
const VICTIMS: usize = 2;
/// Weight of shared words, in tenths of a rare one, that make two events one.
const SHARED: i32 = 14;
/// Words that are kept of an account.
const MOST_WORDS: usize = 16;
/// Participants, figures and triggers that are kept of an account, of each so many.
const MOST_PARTS: usize = 6;

/// What the words of an event's sentence say about other events.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Reference {
    /// Number of the sentence.
    pub(crate) sentence: usize,
    /// "the attack", "those talks": something told before, of the event's type.
    pub(crate) back: bool,
    /// It is told in the title.
    pub(crate) title: bool,
    /// "another attack", "a second round": something else.
    pub(crate) other: bool,
}

struct Account {
    members: Vec<usize>,
    last: usize,
    /// Whether only the title tells it so far.
    title: bool,
}

/// Gives every event its account and what its account knows. `references` has one entry for each telling.
pub(crate) fn find(tellings: &mut [Telling], references: &[Reference]) {
    let mut accounts: Vec<Account> = Vec::new();
    for (index, telling) in tellings.iter().enumerate() {
        let reference = references.get(index).copied().unwrap_or_default();
        let own = accounts.iter_mut().rev().take(BACK).find(|account| belongs(tellings, account, telling, reference));
        match own {
            Some(account) => {
                account.members.push(index);
                account.last = reference.sentence;
                account.title &= reference.title;
            }
            None => accounts.push(Account { members: vec![index], last: reference.sentence, title: reference.title }),
        }
    }
    for account in accounts.iter().filter(|account| account.members.len() > 1) {
        let setting = setting(tellings, account);
        for &member in &account.members {
            if let Some(telling) = tellings.get_mut(member) {
                telling.setting = setting.clone();
            }
        }
    }
}

fn belongs(tellings: &[Telling], account: &Account, telling: &Telling, reference: Reference) -> bool {
    let distance = reference.sentence.saturating_sub(account.last);
    if distance > FAR || account.members.len() >= MOST_MEMBERS {
        return false;
    }
    let members = || account.members.iter().filter_map(|&member| tellings.get(member));
    let told_again = account.title && distance <= VICTIMS && members().any(|member| member.action == telling.action);
    members().all(|member| compatible(member, telling))
        && (told_again || members().any(|member| related(member, telling, reference, distance)))
}

/// Whether nothing speaks against two events of a report being one.
fn compatible(member: &Telling, telling: &Telling) -> bool {
    let (Some(first), Some(second)) = (member.action, telling.action) else { return false };
    let (Matter::Event { status, historical }, Matter::Event { status: other, historical: too }) =
        (&member.matter, &telling.matter)
    else {
        return false;
    };
    let ahead = |status: Status| matches!(status, Status::Future | Status::Hypothetical);
    let dated = member.when.stated && telling.when.stated;
    (first == second || near(first, second))
        && ahead(*status) == ahead(*other)
        && !(dated && gap(&member.when, &telling.when) > 0)
        && !(historical != too && !(dated || member.when.stated && *historical))
        && places(member.place.as_ref(), telling.place.as_ref()) != Places::Apart
        && agree_on_doer(member, telling)
}

/// Two doers of one deed are told by different sources, or one is denied to have done it.
fn agree_on_doer(member: &Telling, telling: &Telling) -> bool {
    if sides(&member.by, &telling.by) != Relation::Clash {
        return true;
    }
    let verbal = member.action.is_some_and(is_verbal_type);
    !verbal && (!telling.sources.is_empty() || !member.sources.is_empty()) && telling.sources != member.sources
}

fn related(member: &Telling, telling: &Telling, reference: Reference, distance: usize) -> bool {
    if reference.other {
        return false;
    }
    let same_type = member.action == telling.action;
    let undated = !telling.when.stated || member.when.stated;
    if reference.back && same_type && undated {
        return true;
    }
    let verbal = member.action.is_some_and(is_verbal_type);
    let shared = shared_weight(&member.words, &telling.words) + place_weight(member, telling);
    let by = sides(&member.by, &telling.by);
    if verbal {
        let same_word = member.trigger == telling.trigger;
        let speakers = by >= Relation::Kin || member.by.is_empty() || telling.by.is_empty();
        return speakers && same_type && (same_word && shared >= SHARED / 2 || shared >= SHARED);
    }
    let assault = same_type && member.action == Some(EventType::Assault);
    let here = telling.sentence == member.sentence;
    // "complained that drones had entered its airspace", two paragraphs behind the strike of a drone.
    if is_move_and_blow(member, telling) && distance > 1 {
        return false;
    }
    let victims = telling.by.is_empty() && !telling.when.stated && telling.place.is_none();
    let next = victims && (distance <= 1 || telling.figures.iter().any(is_toll));
    let doers = by >= Relation::Alike || member.by.is_empty() || telling.by.is_empty() || assault;
    assault && here
        || assault && next && distance <= VICTIMS
        || doers && member.trigger == telling.trigger && shared >= SHARED / 2
        || doers && shared >= SHARED
}

fn shared_weight(ones: &[Word], others: &[Word]) -> i32 {
    ones.iter().filter(|word| others.binary_search(word).is_ok()).map(|word| i32::from(word.1)).sum()
}

/// Weight of the words of an event's sentence that name the other's place: "Camp Taji", "the camp".
fn place_weight(one: &Telling, other: &Telling) -> i32 {
    let Some(place) = one.place.as_ref().filter(|place| !is_state(place)) else { return 0 };
    let name = place.name.to_lowercase();
    let named = other.words.iter().filter(|word| name.split_whitespace().any(|part| part == word.0));
    named.map(|word| i32::from(word.1)).sum()
}

/// What the members of an account say together.
fn setting(tellings: &[Telling], account: &Account) -> Setting {
    let members = || account.members.iter().filter_map(|&member| tellings.get(member));
    let width = |when: &When| match (when.earliest, when.latest) {
        (Some(earliest), Some(latest)) => crate::telling::days_between(earliest, latest),
        _ => i32::MAX,
    };
    let when = members().map(|member| member.when).filter(|when| when.stated).min_by_key(width);
    let place = members().filter_map(|member| member.place.as_ref()).min_by_key(|place| is_state(place)).cloned();
    let mut words: Vec<Word> = members().flat_map(|member| member.words.iter().cloned()).collect();
    words.sort();
    words.dedup();
    words.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    words.truncate(MOST_WORDS);
    words.sort();
    let first = account.members.first().and_then(|&first| tellings.get(first)).map_or(0, |first| first.item);
    let mut triggers: Vec<String> = members().map(|member| member.trigger.clone()).collect();
    triggers.sort();
    triggers.dedup();
    triggers.truncate(MOST_PARTS);
    Setting {
        account: Some(first),
        when,
        place,
        words,
        triggers,
        by: distinct(members().flat_map(|member| &member.by)),
        to: distinct(members().flat_map(|member| &member.to)),
        figures: distinct(members().flat_map(|member| &member.figures).filter(|figure| figure.role.is_some())),
    }
}

fn distinct<'a, T: Clone + PartialEq + 'a>(parts: impl Iterator<Item = &'a T>) -> Vec<T> {
    let mut found: Vec<T> = Vec::new();
    for part in parts {
        if found.len() >= MOST_PARTS {
            break;
        }
        if !found.contains(part) {
            found.push(part.clone());
        }
    }
    found
}
