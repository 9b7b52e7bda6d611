//! How surely two tellings are of one thing.
//!
//! Each attribute gives points, for or against, in hundredths; the sum is the strength. The points are picked by hand and
//! were tried on `examples/withdrawal`; they are no probabilities. A contradiction (two days, two towns, two doers) takes
//! more than an agreement gives, so tellings that contradict each other must agree the more in the rest.

use ontology::{EventType, Status};

use crate::figure::{MONEY, differing_figures, shared_figures};
use crate::occasion::{Places, Times, known, places, site, times};
use crate::party::{Relation, relate, sides};
use crate::telling::{Figure, Kind, Matter, Party, Telling, days_between};
use crate::words::Word;

/// Points from which on two tellings are of one happening.
const ENOUGH: i32 = 350;
/// Points from which on one kind of evidence is enough, mostly nearly the same words.
const PLENTY: i32 = 450;
/// Points of shared words from which on they are evidence by themselves.
const TELLING_WORDS: i32 = 80;

/// One reason for or against two tellings being of one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ground {
    /// The attribute: "time", "place", "figures", …
    pub attribute: &'static str,
    /// For (positive) or against (negative), in hundredths.
    pub points: i32,
}

/// Points of shared words from which on they are as much as two kinds of evidence.
const MANY_WORDS: i32 = 200;
/// Days before its report that an outlet still tells a thing as news.
const NEWS_DAYS: i32 = 3;
/// Weight from which on a word is a name or as rare as one.
const RARE: u8 = 10;

/// Strength in thousandths, 1 to 1000; `None` if they are not of one thing. Symmetrical.
#[must_use]
pub fn compare(one: &Telling, other: &Telling) -> Option<u16> {
    let tally = weigh(one, other)?;
    let enough = match one.kind() {
        Kind::Happening => tally.points >= PLENTY || tally.points >= ENOUGH && tally.kinds >= 2,
        Kind::Undertaking => tally.points >= crate::owed::ENOUGH,
    };
    (enough && tally.specific).then(|| u16::try_from(tally.points.clamp(1, 1000)).unwrap_or(1))
}

/// What speaks for and against two tellings being of one thing; `None` if something rules it out.
#[must_use]
pub fn grounds(one: &Telling, other: &Telling) -> Option<Vec<Ground>> {
    weigh(one, other).map(|tally| tally.grounds)
}

fn weigh(one: &Telling, other: &Telling) -> Option<Tally> {
    match (&one.matter, &other.matter) {
        (Matter::Event { status: first, .. }, Matter::Event { status: second, .. }) => {
            happening(one, other, *first, *second)
        }
        (Matter::Commitment(first), Matter::Commitment(second)) => crate::owed::undertaking(one, other, first, second),
        (Matter::Event { .. }, Matter::Commitment(_)) | (Matter::Commitment(_), Matter::Event { .. }) => None,
    }
}

/// Points, and how many kinds of evidence beyond the type there are.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tally {
    points: i32,
    kinds: u8,
    /// Evidence that tells one act from others of its type: a name, a town, a number, what it was about.
    specific: bool,
    grounds: Vec<Ground>,
}

impl Tally {
    pub(crate) fn add(&mut self, attribute: &'static str, points: i32) {
        if points != 0 {
            self.points += points;
            self.grounds.push(Ground { attribute, points });
        }
    }

    /// Adds points that count as one kind of evidence.
    pub(crate) fn evidence(&mut self, attribute: &'static str, points: i32) {
        self.add(attribute, points);
        self.kinds += 1;
    }

    /// The same for evidence that tells one act from others of its type.
    pub(crate) fn specific(&mut self, attribute: &'static str, points: i32) {
        self.evidence(attribute, points);
        self.specific = true;
    }
}

fn happening(one: &Telling, other: &Telling, first: Status, second: Status) -> Option<Tally> {
    let mut tally = Tally::default();
    tally.add("type", types(one.action?, other.action?)?);
    if is_move_and_blow(one, other) && times(one, other) != Times::SameDay {
        return None;
    }
    tally.add("status", statuses(first, second)?);
    time_points(&mut tally, one, other)?;
    place_points(&mut tally, one, other);
    side_points(&mut tally, one, other)?;
    source_points(&mut tally, one, other);
    trigger_points(&mut tally, one, other);
    figure_points(&mut tally, one, other)?;
    word_points(&mut tally, one, other);
    Some(tally)
}

/// An announcement by the same person is hardly two.
fn source_points(tally: &mut Tally, one: &Telling, other: &Telling) {
    let same = one.sources.iter().any(|source| {
        other.sources.iter().any(|other| {
            source.kind == ontology::EntityKind::Person
                && other.kind == source.kind
                && relate(source, other) == Relation::Same
        })
    });
    if same && both_verbal(one, other) {
        tally.evidence("source", 100);
    }
}

/// Points for the types; `None` if one act is never coded as both.
fn types(one: EventType, other: EventType) -> Option<i32> {
    if one == other {
        return Some(0);
    }
    near(one, other).then_some(-120)
}

/// Forces that move are those that strike only on the same day.
pub(crate) fn is_move_and_blow(one: &Telling, other: &Telling) -> bool {
    let kinds = [one.action, other.action];
    kinds.contains(&Some(EventType::Mobilize)) && kinds.contains(&Some(EventType::Assault))
}

/// Types that tellings of one act may be coded as, each pair in the order of the set.
pub(crate) fn near(one: EventType, other: EventType) -> bool {
    use EventType as E;
    let pair = (one.min(other), one.max(other));
    matches!(
        pair,
        // A deal is agreed, signed, conceded and carried out.
        (E::Agree, E::Support | E::Concede | E::Cooperate | E::Aid)
            | (E::Support, E::Concede | E::Cooperate)
            | (E::Cooperate, E::Aid)
            // A withdrawal, release or truce is declared and done.
            | (E::Concede, E::Retreat)
            // Talks that end in a deal.
            | (E::Agree, E::Consult)
            // Captured, raided, expelled.
            | (E::Coerce, E::Assault)
            | (E::Sanction, E::Coerce)
            | (E::Mobilize, E::Assault)
            | (E::Protest, E::Assault)
    )
}

/// The types that `kind` may be confused with, and itself: they share blocking keys under one name.
pub(crate) fn family(kind: EventType) -> u64 {
    use EventType as E;
    match kind {
        E::Agree | E::Support | E::Concede | E::Cooperate | E::Aid | E::Retreat | E::Consult => 1,
        E::Coerce | E::Assault | E::Sanction | E::Mobilize | E::Protest => 2,
        E::Request => 3,
        E::Accuse => 4,
        E::Reject => 5,
        E::Threaten => 6,
    }
}

/// What was done or denied is never one with what is ahead; what may happen is no happening at all.
fn statuses(one: Status, other: Status) -> Option<i32> {
    match (one, other) {
        (Status::Hypothetical, _) | (_, Status::Hypothetical) => None,
        (Status::Future, Status::Future) => Some(0),
        (Status::Future, _) | (_, Status::Future) => None,
        (Status::Actual, Status::Actual) | (Status::Negated, Status::Negated) => Some(0),
        (Status::Actual, Status::Negated) | (Status::Negated, Status::Actual) => Some(-50),
    }
}

fn time_points(tally: &mut Tally, one: &Telling, other: &Telling) -> Option<()> {
    let once = happens_once(one) && happens_once(other) || same_victim(one, other);
    let points = match times(one, other) {
        Times::SameDay => {
            tally.evidence("time", 250);
            0
        }
        Times::Overlap => 100,
        Times::News(days @ 0..=1) => 150 - 30 * days,
        Times::News(2..=3) => 80,
        Times::News(_) => 30,
        Times::Unknown if once => 0,
        Times::Unknown => -100,
        Times::Apart(1) => -100,
        Times::Apart(..=3) if once => -100,
        Times::Apart(..=7) if once => -150,
        Times::Apart(..=4) => -350,
        Times::Stale(..=30) if once => -50,
        Times::Stale(..=90) if once => -100,
        Times::Stale(..=30) => -200,
        Times::Apart(_) | Times::Stale(_) => return None,
    };
    tally.add("time", points);
    tally.add("outlet", same_outlet(one, other));
    Some(())
}

/// A person is killed or arrested once.
fn same_victim(one: &Telling, other: &Telling) -> bool {
    let person = |party: &&Party| party.named && party.kind == ontology::EntityKind::Person;
    one.to
        .iter()
        .filter(person)
        .any(|party| other.to.iter().filter(person).any(|other| relate(party, other) == Relation::Same))
        && one.trigger == other.trigger
}

/// Points against two tellings as news by one outlet. It tells a thing as news once: what it tells so on another day, or in
/// the same formula with other names ("a grant to the fire department of Galax"), is another one.
fn same_outlet(one: &Telling, other: &Telling) -> i32 {
    if one.outlet.is_none() || one.outlet != other.outlet || !is_news(one) || !is_news(other) {
        return 0;
    }
    let formula = if fills(one, other) && fills(other, one) { -450 } else { 0 };
    formula - if one.published == other.published { 60 } else { 150 }
}

/// Told as of the last days, not looked back on.
fn is_news(telling: &Telling) -> bool {
    let when = known(telling);
    let days = when.latest.zip(telling.published).map_or(0, |(last, day)| days_between(last, day));
    !when.stated || days <= NEWS_DAYS
}

/// Whether a telling has rare words that the other one has not.
fn fills(one: &Telling, other: &Telling) -> bool {
    let named = |telling: &Telling, stem: &str| {
        let parties = telling.by.iter().chain(&telling.to);
        telling.words.iter().any(|word| word.0 == stem) || parties.flat_map(|party| &party.key).any(|key| key == stem)
    };
    let words = one.words.iter().filter(|word| word.1 >= RARE).map(|word| &word.0);
    let recipients = one.to.iter().filter(|party| party.told).flat_map(|party| &party.key);
    words.chain(recipients).any(|stem| !named(other, stem))
}

/// Acts that are not done to the same thing again within weeks: a base is handed over, a treaty signed, a sanction imposed.
fn happens_once(telling: &Telling) -> bool {
    matches!(telling.action, Some(EventType::Retreat | EventType::Concede | EventType::Agree | EventType::Sanction))
}

fn place_points(tally: &mut Tally, one: &Telling, other: &Telling) {
    match places(site(one), site(other)) {
        Places::Elsewhere => tally.add("place", -150),
        Places::Same => tally.specific("place", 200),
        Places::SameCountry => tally.add("place", 50),
        Places::Within => tally.add("place", 40),
        Places::Unknown => {}
        Places::Apart => tally.add("place", -350),
    }
}

fn side_points(tally: &mut Tally, one: &Telling, other: &Telling) -> Option<()> {
    let (by, to) = if is_mutual(one) || is_mutual(other) {
        mutual(one, other)
    } else {
        let by = closest(&one.by, &other.by, (&one.setting.by, &other.setting.by));
        (by, closest(&one.to, &other.to, (&one.setting.to, &other.setting.to)))
    };
    // Whoever speaks is known; who did a deed may be what reports disagree about.
    if by.relation == Relation::Clash && both_verbal(one, other) && is_sure(&one.by) && is_sure(&other.by) {
        return None;
    }
    // What a description says of the country is inferred, so it says less against.
    let sure = |ones: &[Party], others: &[Party]| is_sure(ones) && is_sure(others);
    one_side(tally, by, if sure(&one.by, &other.by) { 250 } else { 150 }, both_verbal(one, other));
    // The object of a withdrawal is coded now as its troops, now as the country they leave.
    let withdrawal = [one, other].iter().any(|telling| telling.action == Some(EventType::Retreat));
    let objects = both_verbal(one, other) || withdrawal;
    one_side(tally, to, if objects { 80 } else { 250 }, both_verbal(one, other));
    Some(())
}

/// Whether a name says who they are.
fn is_sure(side: &[Party]) -> bool {
    side.iter().any(|party| party.named)
}

fn one_side(tally: &mut Tally, side: Side, clash: i32, verbal: bool) {
    match side.relation {
        Relation::Same if side.country => tally.add("sides", 100),
        // A senator urges and praises every day.
        Relation::Same if verbal => tally.evidence("sides", 120),
        Relation::Same => tally.specific("sides", 150),
        Relation::Kin => tally.add("sides", 80),
        Relation::Alike => tally.add("sides", 60),
        Relation::Unknown => {}
        Relation::Clash => tally.add("sides", -clash),
    }
    if side.described {
        tally.evidence("sides", 40);
    }
    if side.countries > 1 {
        tally.evidence("sides", 60);
    }
}

#[derive(Clone, Copy)]
struct Side {
    relation: Relation,
    /// Whether the closest pair is two countries as a whole.
    country: bool,
    /// Whether both describe a participant in the same words: "the American embassy".
    described: bool,
    /// Countries that are on both sides: two Americans and a Briton.
    countries: usize,
}

/// The closest pair of two sides; what the rest of the account says counts for, not against.
fn closest(ones: &[Party], others: &[Party], account: (&[Party], &[Party])) -> Side {
    let own = pairwise(ones, others);
    let all = pairwise(account.0, account.1);
    if own.relation < Relation::Alike && own.relation != Relation::Clash && all.relation >= Relation::Alike {
        all
    } else {
        own
    }
}

fn pairwise(ones: &[Party], others: &[Party]) -> Side {
    let is_country = |party: &Party| party.kind == ontology::EntityKind::Country;
    let by_name = ones.iter().any(|one| {
        !is_country(one) && others.iter().any(|other| !is_country(other) && relate(one, other) == Relation::Same)
    });
    let mut countries: Vec<ontology::Country> = ones
        .iter()
        .filter_map(|one| one.country)
        .filter(|country| others.iter().any(|other| other.country == Some(*country)))
        .collect();
    countries.sort_unstable();
    countries.dedup();
    let same_words = |one: &Party, other: &Party| {
        one.told && other.told && !one.named && !other.named && one.key.len() > 1 && one.key == other.key
    };
    let described = ones.iter().any(|one| others.iter().any(|other| same_words(one, other)));
    Side { relation: sides(ones, others), country: !by_name, described, countries: countries.len() }
}

/// Acts in which the sides are not told apart.
fn is_mutual(telling: &Telling) -> bool {
    matches!(telling.action, Some(EventType::Consult | EventType::Agree | EventType::Cooperate))
        || (telling.action == Some(EventType::Assault) && telling.to.is_empty() && telling.by.len() > 1)
}

/// The two best matches among all participants of either side.
fn mutual(one: &Telling, other: &Telling) -> (Side, Side) {
    let all = |telling: &Telling| -> Vec<Party> { telling.by.iter().chain(&telling.to).cloned().collect() };
    let (ones, others) = (all(one), all(other));
    let (fewer, more) = if ones.len() <= others.len() { (&ones, &others) } else { (&others, &ones) };
    let mut found: Vec<Side> = fewer.iter().map(|party| pairwise(std::slice::from_ref(party), more)).collect();
    found.sort_by_key(|side| std::cmp::Reverse(side.relation));
    let unknown = Side { relation: Relation::Unknown, country: false, described: false, countries: 0 };
    (found.first().copied().unwrap_or(unknown), found.get(1).copied().unwrap_or(unknown))
}

fn both_verbal(one: &Telling, other: &Telling) -> bool {
    [one, other].iter().all(|telling| telling.action.is_some_and(is_verbal_type))
}

pub(crate) fn is_verbal_type(kind: EventType) -> bool {
    use ontology::Quad;
    matches!(kind.quad(), Quad::VerbalConflict | Quad::VerbalCooperation)
}

fn trigger_points(tally: &mut Tally, one: &Telling, other: &Telling) {
    let triggers = |telling: &'_ Telling| -> Vec<String> {
        std::iter::once(&telling.trigger).chain(&telling.setting.triggers).cloned().collect()
    };
    let others = triggers(other);
    if triggers(one).iter().any(|trigger| others.contains(trigger)) {
        if both_verbal(one, other) {
            tally.add("trigger", 50);
        } else {
            tally.evidence("trigger", 80);
        }
    }
    if one.modes.is_empty() || other.modes.is_empty() {
        return;
    }
    let shared = one.modes.iter().any(|mode| other.modes.contains(mode));
    tally.add("trigger", if shared { 50 } else { -70 });
}

fn figure_points(tally: &mut Tally, one: &Telling, other: &Telling) -> Option<()> {
    let all = |telling: &Telling| -> Vec<Figure> {
        let more = telling.setting.figures.iter().filter(|figure| !telling.figures.contains(figure));
        telling.figures.iter().chain(more).cloned().collect()
    };
    let points = shared_figures(&all(one), &all(other));
    if points > 0 {
        tally.specific("figures", points);
        return Some(());
    }
    let against = differing_figures(&one.figures, &other.figures);
    if against >= MONEY && one.outlet.is_some() && one.outlet == other.outlet {
        // One office announces one grant after the other in the same words.
        return None;
    }
    tally.add("figures", -against);
    Some(())
}

/// Points for shared words: how much they weigh, and how much of the shorter sentence they are. The words of the other
/// events of an account count, but less.
fn word_points(tally: &mut Tally, one: &Telling, other: &Telling) {
    // What is the trigger in one ("a missile attack") may be told in passing in the other ("struck with missiles").
    let crossed = |telling: &Telling, other: &Telling| {
        let by_word = |word: &&Word| word.0 == other.trigger;
        telling.words.iter().find(by_word).map_or(0, |word| 6 * i32::from(word.1))
    };
    let own = shared_words(&one.words, &other.words) + crossed(one, other).max(crossed(other, one));
    let all = |telling: &'_ Telling| -> Vec<Word> {
        let mut all = telling.words.clone();
        all.extend(telling.setting.words.iter().cloned());
        all.sort();
        all.dedup();
        all
    };
    let points = own.max(shared_words(&all(one), &all(other)) * 3 / 4);
    let telling = if both_verbal(one, other) { TELLING_WORDS * 3 / 2 } else { TELLING_WORDS };
    if points >= telling {
        tally.specific("words", points);
        tally.kinds += u8::from(points >= MANY_WORDS);
    } else {
        tally.add("words", points);
    }
}

pub(crate) fn shared_words(ones: &[Word], others: &[Word]) -> i32 {
    let sum = |words: &[Word]| words.iter().map(|word| i32::from(word.1)).sum::<i32>();
    let all = sum(ones).min(sum(others));
    let shared: i32 = ones.iter().filter(|word| others.binary_search(word).is_ok()).map(|word| i32::from(word.1)).sum();
    if all == 0 {
        return 0;
    }
    let most = (shared * 6).min(300);
    most / 2 + most * shared / all / 2
}
