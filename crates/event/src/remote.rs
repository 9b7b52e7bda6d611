//! Sides that stand far from an event noun: under what is before it, over the word that it hangs on, beside a helper.

use grammar::{Arguments, Class, Oblique, preposition};
use linguist::{Analysis, TokenId};
use ontology::{Deprel, Upos};

use crate::reading::Reading;

/// Who does what a noun tells, where neither its own phrase nor its verb says so.
pub(crate) fn remote_agents(reading: &Reading<'_>, modifiers: &[TokenId], noun: Option<TokenId>) -> Vec<TokenId> {
    let before = [Deprel::Compound, Deprel::Amod, Deprel::NmodPoss];
    // "*US* drone attacks": a modifier of a modifier.
    let inner = |&token: &TokenId| {
        reading.analysis.children_by(token, &before).find(|&child| reading.entity_at(child).is_some())
    };
    let mut found: Vec<TokenId> = modifiers.iter().filter_map(inner).collect();
    let Some(noun) = noun else { return found };
    for read in [announcer, answerable, helped] {
        if found.is_empty() {
            found = read(reading, noun);
        }
    }
    found
}

/// "*Italy* announced a suspension": the one who announces it.
fn announcer(reading: &Reading<'_>, noun: TokenId) -> Vec<TokenId> {
    let analysis = reading.analysis;
    let above = analysis.head(noun).filter(|_| analysis.deprel(noun) == Deprel::Obj);
    let says = |&verb: &TokenId| {
        matches!(reading.grammar.class_of(analysis, verb), Some(Class::Speech | Class::Plan | Class::Promise))
    };
    above.filter(says).and_then(|verb| reading.grammar.surface_subject(analysis, verb)).into_iter().collect()
}

/// "*the commander*, responsible for attacks on villages", "*he* is accused of the murder": who answers for a deed.
fn answerable(reading: &Reading<'_>, noun: TokenId) -> Vec<TokenId> {
    let analysis = reading.analysis;
    let phrase = matches!(preposition(analysis, noun).as_deref(), Some("for" | "in" | "of" | "with"));
    let above = analysis.head(noun).filter(|&above| {
        phrase
            && matches!(analysis.upos(above), Upos::Adj | Upos::Verb)
            && reading.classes.contains(reading, "answerable", above)
    });
    let Some(above) = above else { return Vec::new() };
    let accused = analysis.upos(above) == Upos::Verb && !grammar::is_passive(analysis, above);
    let object = analysis.child(above, Deprel::Obj).filter(|_| accused);
    let who = object.or_else(|| reading.grammar.surface_subject(analysis, above));
    let who = who.map(|who| predicated_of(reading, who));
    who.filter(|&who| who != noun).map_or_else(Vec::new, |who| grammar::conjuncts(analysis, who))
}

/// "*The man* is an expert responsible for …": of whom a word is said, else the word itself.
fn predicated_of(reading: &Reading<'_>, word: TokenId) -> TokenId {
    let analysis = reading.analysis;
    let first = analysis.head(word).filter(|_| analysis.deprel(word) == Deprel::Conj).unwrap_or(word);
    let is_predicate = analysis.children_by(first, &[Deprel::Cop]).next().is_some();
    analysis.child(first, Deprel::Nsubj).filter(|_| is_predicate).unwrap_or(word)
}

/// "backs *Chad* in the fight against the rebels", "support for *Chad* in its war": whoever is helped in it does it.
fn helped(reading: &Reading<'_>, noun: TokenId) -> Vec<TokenId> {
    let analysis = reading.analysis;
    let against = |&child: &TokenId| preposition(analysis, child).as_deref() == Some("against");
    if preposition(analysis, noun).as_deref() != Some("in")
        || !analysis.children_by(noun, &[Deprel::Nmod]).any(|child| against(&child))
    {
        return Vec::new();
    }
    let Some(above) = analysis.head(noun) else { return Vec::new() };
    let helps = |&word: &TokenId| reading.classes.contains(reading, "helping", word);
    let mut over = vec![above];
    over.extend(analysis.children_by(above, &[Deprel::Obj]));
    over.retain(helps);
    let sides = over.into_iter().flat_map(|help| {
        let verb = analysis.upos(help) == Upos::Verb;
        analysis.children(help).iter().copied().filter(move |&child| {
            child < noun
                && match analysis.deprel(child) {
                    Deprel::Obj => verb,
                    Deprel::Nmod | Deprel::Obl => {
                        matches!(preposition(analysis, child).as_deref(), Some("for" | "to" | "of" | "with"))
                    }
                    _ => false,
                }
        })
    });
    let participant = |&side: &TokenId| reading.entity_at(side).is_some();
    sides.flat_map(|side| grammar::conjuncts(analysis, side)).filter(participant).collect()
}

/// "an attack on a market in *the town* which killed ten": what kills is the deed, not the place behind it.
pub(crate) fn deed_told_of(reading: &Reading<'_>, clause: TokenId) -> Option<TokenId> {
    let analysis = reading.analysis;
    let noun = analysis.head(clause).filter(|_| analysis.deprel(clause) == Deprel::AclRelcl)?;
    let is_place = reading.place_at(noun).is_some() || reading.classes.contains(reading, "territory", noun);
    if !is_place || reading.grammar.surface_subject(analysis, clause) != Some(noun) {
        return None;
    }
    let deed = |&word: &TokenId| {
        ["violence", "deed", "bombs"].iter().any(|class| reading.classes.contains(reading, class, word))
    };
    let mut at = noun;
    for _ in 0..MAX_NESTED {
        at = analysis.head(at).filter(|_| analysis.deprel(at) == Deprel::Nmod)?;
        if deed(&at) {
            return Some(at);
        }
    }
    None
}

/// Phrases between a place and the deed: "an attack on *a market* in *the north* of the town".
const MAX_NESTED: usize = 4;

/// "The army is helping *the police* to arrest …": one who helps in a deed and the one who is helped do it together.
pub(crate) fn doers_together(reading: &Reading<'_>, verb: TokenId) -> Vec<TokenId> {
    let analysis = reading.analysis;
    let first = match analysis.deprel(verb) {
        Deprel::Conj => analysis.head(verb).unwrap_or(verb),
        _ => verb,
    };
    let infinitive = analysis.upos(first) == Upos::Verb
        && (analysis.deprel(first) == Deprel::Xcomp
            || analysis.deprel(first) == Deprel::Advcl
                && analysis.children_by(first, &[Deprel::Mark]).any(|mark| analysis.lower(mark) == "to"));
    let above = analysis.head(first).filter(|&above| {
        infinitive && analysis.upos(above) == Upos::Verb && reading.classes.contains(reading, "helping", above)
    });
    let Some(above) = above else { return Vec::new() };
    let Some(object) = analysis.child(above, Deprel::Obj) else { return Vec::new() };
    let subject = reading.grammar.surface_subject(analysis, above).filter(|&subject| subject != object);
    subject.into_iter().chain([object]).flat_map(|side| grammar::conjuncts(analysis, side)).collect()
}

/// "stand *side by side* with Chad": what the parser hangs on the second of twin words belongs to the phrase.
pub(crate) fn share_of_twins(analysis: &Analysis, words: &[TokenId], arguments: &mut Arguments) {
    // On the first of them or on the verb, as the parser takes it.
    let below = words.iter().flat_map(|&word| analysis.children(word));
    let twins = below.filter(|&child| {
        !words.contains(child)
            && words.iter().any(|&word| word < *child && analysis.lower(word) == analysis.lower(*child))
    });
    for &twin in twins {
        for child in analysis.children_by(twin, &[Deprel::Nmod, Deprel::Obl]) {
            let Some(found) = preposition(analysis, child) else { continue };
            for head in grammar::conjuncts(analysis, child) {
                if !arguments.obliques.iter().any(|known| known.head == head) {
                    arguments.obliques.push(Oblique { preposition: found.clone(), head });
                }
            }
        }
    }
}

/// "shelling by the army *and militias*": one of a list of people that the parser hung on the deed before them.
pub(crate) fn share_of_lists(reading: &Reading<'_>, noun: TokenId, arguments: &mut Arguments) {
    let analysis = reading.analysis;
    let people = |&member: &TokenId| {
        reading.entity_at(member).is_some()
            && ["armed", "people"].iter().any(|class| reading.classes.contains(reading, class, member))
    };
    for member in analysis.children_by(noun, &[Deprel::Conj]).filter(people) {
        let before = |&head: &TokenId| head > noun && head < member && reading.entity_at(head).is_some();
        let agent = arguments.agents.iter().copied().filter(before).max();
        let oblique = arguments.obliques.iter().filter(|oblique| before(&oblique.head)).max_by_key(|one| one.head);
        match (agent, oblique) {
            (Some(agent), Some(oblique)) if oblique.head > agent => {
                let preposition = oblique.preposition.clone();
                arguments.obliques.push(Oblique { preposition, head: member });
            }
            (Some(_), _) => arguments.agents.push(member),
            (None, Some(oblique)) => {
                let preposition = oblique.preposition.clone();
                arguments.obliques.push(Oblique { preposition, head: member });
            }
            (None, None) => {}
        }
    }
}
