//! What speaks for or against an event: traits of the words around its trigger, by names that the table of weights
//! (`data/event/confidence.tsv`) uses and `explain` prints.

use linguist::TokenId;
use ontology::{Deprel, EventType, Status, Upos, Xpos};
use record::Participant;

use crate::drafts::Draft;
use crate::frames::{Effect, Frames};
use crate::reading::Reading;

/// The traits of a draft, each once, in a fixed order.
pub(crate) fn traits(reading: &Reading<'_>, frames: &Frames, draft: &Draft) -> Vec<String> {
    let kind = draft.candidate.kind;
    let mut found = vec!["any event".to_owned(), format!("type {kind}")];
    of_predicate(frames, draft, &mut found);
    of_status(draft, &mut found);
    of_sides(reading, draft, &mut found);
    of_details(reading, draft, &mut found);
    if draft.candidate.nominal {
        of_noun(reading, draft, &mut found)
    } else {
        of_verb(reading, draft, &mut found)
    }
    found
}

fn add(found: &mut Vec<String>, holds: bool, name: &str) {
    if holds {
        found.push(name.to_owned());
    }
}

fn of_predicate(frames: &Frames, draft: &Draft, found: &mut Vec<String>) {
    let candidate = &draft.candidate;
    if let Some(frame) = frames.frames.get(candidate.frame) {
        found.push(format!("frame {}", frame.entry.sense));
    }
    found.push(format!("phrase {}", candidate.phrase));
    add(found, candidate.words.len() > 1, "phrase of several words");
}

fn of_status(draft: &Draft, found: &mut Vec<String>) {
    let candidate = &draft.candidate;
    found.push(format!("status {}", draft.status));
    let group = if is_kind(candidate.kind) { "cooperation" } else { "conflict" };
    add(found, draft.status != Status::Actual, &format!("{group}, {}", draft.status));
    add(found, draft.status == Status::Negated && candidate.nominal, "negated noun");
    add(found, candidate.unreached, "only a purpose or condition");
}

/// How a side is named.
fn form(reading: &Reading<'_>, sides: &[Participant]) -> &'static str {
    let Some(side) = sides.first() else { return "nobody" };
    let Some(head) = side.span.and_then(|span| reading.analysis.head_of_span(span)) else { return "implied" };
    match reading.analysis.upos(head) {
        Upos::Propn => "name",
        Upos::Pron if matches!(reading.analysis.lower(head), "we" | "i" | "us" | "our" | "my" | "me") => "first person",
        Upos::Pron => "pronoun",
        Upos::Adj => "adjective",
        _ if is_indefinite(reading, head) => "anybody",
        _ => "description",
    }
}

fn of_sides(reading: &Reading<'_>, draft: &Draft, found: &mut Vec<String>) {
    let candidate = &draft.candidate;
    let kind = candidate.kind;
    for (role, sides) in [("actor", &candidate.actors), ("recipient", &candidate.recipients)] {
        found.push(format!("{role} {}", form(reading, sides)));
        add(found, sides.is_empty(), &format!("{kind} without {role}"));
        add(found, sides.len() > 1, &format!("several {role}s"));
        let Some(entity) = sides.first().and_then(|side| reading.entity(*side)) else { continue };
        add(found, entity.country.is_none(), &format!("{role} of no country"));
        match entity.sectors.first() {
            Some(sector) => found.push(format!("{role} {sector}")),
            None => found.push(format!("{role} of no sector")),
        }
    }
    let (actors, recipients) = (&candidate.actors, &candidate.recipients);
    let at_home = recipients.iter().any(|side| reading.of_one_country(side, actors));
    add(found, at_home, "both sides of one country");
    add(found, at_home, &format!("{kind} at home"));
    let nobody = actors.is_empty() && recipients.is_empty() && draft.quantities.is_empty();
    add(found, nobody && candidate.nominal, "noun of nobody");
    add(found, nobody && !candidate.nominal, "verb of nobody");
}

/// "a country", "any group", "all people": nobody in particular.
fn is_indefinite(reading: &Reading<'_>, head: TokenId) -> bool {
    let analysis = reading.analysis;
    analysis
        .children_by(head, &[Deprel::Det])
        .any(|word| matches!(analysis.lower(word), "a" | "an" | "any" | "each" | "every" | "no" | "all"))
}

fn of_details(reading: &Reading<'_>, draft: &Draft, found: &mut Vec<String>) {
    add(found, !draft.mentions.is_empty(), "told again");
    add(found, draft.in_title, "in the title");
    add(found, draft.time.is_some(), "dated");
    add(found, draft.place.is_some(), "placed");
    add(found, !draft.quantities.is_empty(), "counted");
    add(found, draft.unexplained, "casualties of nothing told");
    add(found, matches!(draft.effect, Some(Effect::Dead | Effect::Injured)), "casualties");
    let statement = draft.statement.and_then(|id| reading.input.statements.get(id.index()));
    match statement {
        Some(statement) => {
            found.push("in a statement".to_owned());
            found.push(format!("in a statement, {}", statement.kind));
            found.push(format!("in a statement, {}", statement.act));
        }
        None => found.push("in the outlet's voice".to_owned()),
    }
    let entity_count = reading.analysis.sentence_ids(draft.sentence).filter(|&id| reading.entity_at(id).is_some());
    add(found, entity_count.take(2).count() < 2, "sentence with one participant at most");
}

/// Where a noun stands: what hangs on a verb is told, what hangs on a noun is mostly mentioned.
fn of_noun(reading: &Reading<'_>, draft: &Draft, found: &mut Vec<String>) {
    let analysis = reading.analysis;
    let noun = draft.candidate.token;
    found.push("told by a noun".to_owned());
    add(found, draft.candidate.support.is_some(), "noun with a verb of support");
    let relation = analysis.deprel(noun);
    match grammar::preposition(analysis, noun) {
        Some(preposition) if matches!(relation, Deprel::Nmod | Deprel::Obl) => {
            found.push(format!("noun behind {preposition}"));
            found.push(format!("noun {relation}"));
        }
        _ => found.push(format!("noun {relation}")),
    }
    let before = analysis.children_by(noun, &[Deprel::Det, Deprel::NmodPoss]).next();
    let before = match before.map(|word| (analysis.deprel(word), analysis.lower(word))) {
        None => "no determiner",
        Some((Deprel::NmodPoss, _)) => "a possessor",
        Some((_, "the")) => "the",
        Some((_, "a" | "an")) => "a",
        Some((_, "this" | "these" | "that" | "those")) => "this",
        Some(_) => "any",
    };
    found.push(format!("noun with {before}"));
    add(found, analysis.token(noun).xpos == Xpos::Nns, "plural noun");
    // "*disarmament* forums", "*peace talks* process": only says what kind of thing another noun is.
    let kind_of = draft.candidate.words.len() == 1
        && matches!(relation, Deprel::Compound | Deprel::Amod)
        && analysis.head(noun).is_some_and(|head| head > noun);
    add(found, kind_of, "noun that says what kind of thing another is");
    add(found, is_topic(reading, noun), "noun that is talked about");
}

/// "a hearing on *cooperation*", "talks about a *withdrawal*": what is talked about is context (codebook 7, rule 10).
fn is_topic(reading: &Reading<'_>, noun: TokenId) -> bool {
    let analysis = reading.analysis;
    let about = grammar::preposition(analysis, noun)
        .is_some_and(|word| matches!(word.as_str(), "on" | "about" | "regarding" | "concerning" | "over"));
    let above = analysis.head(noun).filter(|_| matches!(analysis.deprel(noun), Deprel::Nmod | Deprel::Obl));
    about
        && above.is_some_and(|head| {
            ["meeting", "speechact"].iter().any(|class| reading.classes.contains(reading, class, head))
        })
}

/// Where a verb stands: main clauses tell, other clauses mention.
fn of_verb(reading: &Reading<'_>, draft: &Draft, found: &mut Vec<String>) {
    let analysis = reading.analysis;
    let verb = draft.candidate.token;
    found.push("told by a verb".to_owned());
    // "a ceasefire *announced* by": the noun of the phrase stands for it.
    if analysis.head(verb).is_some_and(|head| draft.candidate.words.contains(&head)) {
        found.push("verb on its own noun".to_owned());
        return;
    }
    // "*we must* support", "we should try": what one tells oneself to do is not yet done; "we must press Mali" presses it.
    let has = |relation: Deprel, class: &str| {
        analysis.children_by(verb, &[relation]).any(|child| reading.classes.contains(reading, class, child))
    };
    let own_duty =
        draft.kind() != EventType::Request && has(Deprel::Nsubj, "first_person") && has(Deprel::Aux, "obligation");
    add(found, own_duty, "own duty");
    let clause = match analysis.deprel(verb) {
        // "voted on Sunday to leave", "announced last month that it would leave" are complements, whatever the tree says.
        _ if reading.grammar.is_content_infinitive(analysis, verb) => "content infinitive".to_owned(),
        Deprel::Root | Deprel::Parataxis | Deprel::Ccomp | Deprel::Conj => analysis.deprel(verb).to_string(),
        _ if reading.grammar.announcer(analysis, verb).is_some() => "announced".to_owned(),
        relation => relation.to_string(),
    };
    let auxiliary = analysis.children_by(verb, &[Deprel::Aux, Deprel::AuxPass]).next().is_some();
    let form = if auxiliary { "with auxiliary".to_owned() } else { analysis.token(verb).xpos.to_string() };
    let group = if is_kind(draft.kind()) { "cooperation" } else { "conflict" };
    let to = analysis.children_by(verb, &[Deprel::Mark]).any(|mark| analysis.lower(mark) == "to");
    add(found, to, &format!("infinitive in clause {clause}"));
    found.push(format!("form {form} in clause {clause}"));
    found.push(format!("clause {clause}"));
    found.push(format!("form {form}"));
    found.push(format!("{group}, form {form}"));
    found.push(format!("{} in clause {clause}", draft.kind()));
    let obliged = analysis.children_by(verb, &[Deprel::Aux]).any(|aux| analysis.token(aux).xpos == Xpos::Md);
    add(found, obliged, "under a modal");
    // "efforts to *defeat*", "focused on *defeating*": what something is for.
    let aim = grammar::preposition(analysis, verb).filter(|_| analysis.token(verb).xpos == Xpos::Vbg);
    if let Some(preposition) = aim {
        found.push(format!("gerund behind {preposition}"));
    }
}

/// Cooperation in word and deed.
fn is_kind(kind: EventType) -> bool {
    matches!(
        kind,
        EventType::Aid
            | EventType::Cooperate
            | EventType::Consult
            | EventType::Support
            | EventType::Agree
            | EventType::Concede
    )
}
