//! Who is bound.

use grammar::{Arguments, preposition};
use linguist::TokenId;
use ontology::{Act, Deprel, EntityKind, EventType, Sector, Upos};
use record::{Entity, Participant};

use crate::bond::Bond;
use crate::compact::{between, makers};
use crate::draft::{goes_on, takes_place};
use crate::grant::holders;
use crate::reading::Reading;
use crate::term::has_time_ahead;
use crate::words::{Binder, Bound, Group, Only};

/// Who must act. `kind` is what the act is by its word alone.
pub(crate) fn obligor(
    reading: &Reading<'_>,
    act: TokenId,
    bond: Bond,
    arguments: &Arguments,
    kind: Option<EventType>,
) -> Option<Participant> {
    let analysis = reading.analysis;
    let first = |tokens: Vec<TokenId>| tokens.into_iter().find_map(|token| relevant(reading, token));
    let doer = || arguments.agents.iter().find_map(|&token| relevant(reading, token));
    match bond {
        Bond::Will(_) | Bond::IsTo(_) => {
            let outer = || analysis.child(act, Deprel::NsubjOuter).and_then(|token| relevant(reading, token));
            let known = doer().or_else(outer);
            let theirs = arguments.agents.first().is_some_and(|&agent| is_speakers(reading, act, agent));
            let placed = known
                .filter(|&found| !theirs && reading.entity_of(found).is_some_and(|entity| entity.country.is_some()));
            placed.or_else(|| stand_in(reading, act, arguments, kind)).or(known)
        }
        Bond::Must(_) if arguments.passive => moved_away(reading, arguments, kind),
        Bond::Must(_) => doer(),
        // "asked *the ministry* to publish the lists, as promised".
        Bond::As(..) => {
            let above = analysis.head(act).filter(|_| matches!(analysis.deprel(act), Deprel::Xcomp | Deprel::Advcl));
            above.and_then(|verb| addressee(reading, verb)).or_else(doer)
        }
        Bond::Granted(verb) => first(holders(reading, verb)),
        Bond::Compact(noun) => first(makers(reading, noun)),
        Bond::Word(word, binder) => match binder.bound {
            Bound::Subject => {
                authority(reading, word, binder)?;
                bound_subject(reading, act, word, arguments)
            }
            Bound::Addressee => bound_addressee(reading, act, word, binder, arguments, kind),
        },
    }
}

/// Who promised, agreed or plans, or the doer whom the act itself names.
fn bound_subject(reading: &Reading<'_>, act: TokenId, word: TokenId, arguments: &Arguments) -> Option<Participant> {
    let analysis = reading.analysis;
    let nominal = analysis.upos(act) != Upos::Verb;
    // "parents were offered payments": those who get it are not bound.
    if is_given(reading, act, word) {
        let given = reading.grammar.arguments(analysis, word);
        return given.agents.iter().find_map(|&token| relevant(reading, token));
    }
    let doer = || arguments.agents.iter().find_map(|&token| relevant(reading, token));
    let subject = || subject_of(reading, word);
    let own = analysis.child(act, Deprel::Nsubj).is_some() || (nominal && act != word && !arguments.agents.is_empty());
    let outer =
        || analysis.children_by(act, &[Deprel::Nsubj, Deprel::NsubjOuter]).find_map(|token| relevant(reading, token));
    // "welcomes the decision to cancel": who decided is not told.
    let verbal = analysis.upos(word) != Upos::Noun;
    let inside = |token: TokenId| analysis.ancestors(token).take(3).any(|above| above == word);
    let implied = || {
        let mut agents = arguments.agents.iter().filter(|&&token| verbal || inside(token));
        agents.find_map(|&token| relevant(reading, token))
    };
    // "promised that the fair would take place": what takes place has no doer but the one who promises it.
    let event = || analysis.child(act, Deprel::Nsubj).filter(|_| takes_place(reading, act) || goes_on(reading, act));
    if own { doer().or_else(|| event().and_then(|_| subject())) } else { subject().or_else(implied).or_else(outer) }
}

/// Who is ordered; where nobody is named, those who are moved, or the one who orders it of his own side.
fn bound_addressee(
    reading: &Reading<'_>,
    act: TokenId,
    word: TokenId,
    binder: Binder,
    arguments: &Arguments,
    kind: Option<EventType>,
) -> Option<Participant> {
    authority(reading, word, binder)?;
    let subject = || subject_of(reading, word);
    let ordering = reading.grammar.arguments(reading.analysis, word).agents;
    let orders = |found: &Participant| ordering.iter().any(|&agent| relevant(reading, agent) == Some(*found));
    let nominal = reading.analysis.upos(act) != Upos::Verb;
    // "are forbidden to lend".
    if reading.analysis.upos(word) == Upos::Adj {
        return subject();
    }
    // "commits itself to", "bound themselves to".
    if reflexive(reading, word) {
        return subject();
    }
    let doer = || arguments.agents.iter().find_map(|&token| relevant(reading, token));
    let moved = || moved(reading, arguments).filter(|_| nominal || arguments.passive);
    // "ordered that the gate be opened"; "ordered an inquiry" tells no more than that it was ordered.
    let own_side = || subject().filter(|_| arguments.passive || nominal && has_time_ahead(reading, act));
    let moves = nominal || matches!(kind, Some(EventType::Retreat | EventType::Mobilize));
    let found = doer().filter(|found| !orders(found));
    let found = found.or_else(|| if moves { moved() } else { None });
    let party = || ordering.iter().find_map(|&text| party_of(reading, text)).filter(|_| nominal);
    found.or_else(|| addressee(reading, word).filter(|found| !orders(found))).or_else(own_side).or_else(party)
}

/// "signed a plan that provides for *a truce*": who signs, accepts or abides by the text is bound to what it provides for.
fn party_of(reading: &Reading<'_>, text: TokenId) -> Option<Participant> {
    let analysis = reading.analysis;
    let under = matches!(analysis.deprel(text), Deprel::Obj | Deprel::Obl)
        && reading.words.is(Group::Texts, analysis.lemma(text));
    let verb = analysis.head(text).filter(|&head| under && analysis.upos(head) == Upos::Verb)?;
    relevant(reading, reading.grammar.surface_subject(analysis, verb)?)
}

/// Who will do what has no doer of its own: "the ban will be lifted, the junta said", "said two ships would carry them",
/// "the raids would go on".
fn stand_in(
    reading: &Reading<'_>,
    act: TokenId,
    arguments: &Arguments,
    kind: Option<EventType>,
) -> Option<Participant> {
    let analysis = reading.analysis;
    if goes_on(reading, act) {
        let subject = reading.grammar.surface_subject(analysis, act)?;
        let own = reading.grammar.arguments(analysis, subject).agents;
        return own.into_iter().find_map(|token| relevant(reading, token)).or_else(|| speaker(reading, act));
    }
    if takes_place(reading, act) {
        let sides = analysis
            .children_by(act, &[Deprel::Nsubj, Deprel::NsubjPass, Deprel::NsubjOuter])
            .flat_map(|noun| between(reading, noun));
        return sides.into_iter().find_map(|side| relevant(reading, side)).or_else(|| speaker(reading, act));
    }
    if arguments.passive {
        // "will be cut by the same date": what is no participant did not do it.
        let nobody = arguments.agents.iter().all(|&agent| reading.entity(agent).is_none());
        let told = reading.listed(act).is_some() || has_time_ahead(reading, act);
        // "we will be left", "dependence will be reduced, the senator said".
        let ourselves = arguments.patients.iter().any(|&token| matches!(analysis.lower(token), "we" | "i"));
        let legislates = speaker(reading, act)
            .and_then(|source| reading.entity_of(source))
            .is_some_and(|entity| entity.kind == EntityKind::Person && entity.sectors.first() == Some(&Sector::Leg));
        let unnamed = nobody && !ourselves && !legislates && told && analysis.deprel(act) != Deprel::AclRelcl;
        return moved_away(reading, arguments, kind).or_else(|| if unnamed { speaker(reading, act) } else { None });
    }
    let agent = *arguments.agents.first()?;
    let serves = match reading.entity(agent) {
        // "the last soldiers", of no country that is told: those of whoever speaks for them.
        Some(entity) if entity.country.is_none() => {
            matches!(entity.sectors.first(), Some(Sector::Mil | Sector::Cop | Sector::Gov))
        }
        Some(_) => false,
        None => analysis.upos(agent) == Upos::Noun && reading.words.is(Group::Forces, analysis.lemma(agent)),
    };
    if serves || is_speakers(reading, act, agent) { speaker(reading, act) } else { None }
}

/// "Peru warned that *it* would strike", "the minister said that *the government* would": who speaks is meant, or his
/// side, unless the word is known to mean others of the same country.
pub(crate) fn is_speakers(reading: &Reading<'_>, act: TokenId, agent: TokenId) -> bool {
    let analysis = reading.analysis;
    let Some(source) = speaker(reading, act).and_then(|source| reading.entity_of(source)) else { return false };
    let known = reading.entity(agent);
    // Who is meant is of the speaker's country, or of none: then the word itself tells best.
    if known.is_some_and(|known| known.id == source.id || known.country.is_some() && known.country == source.country) {
        return false;
    }
    let that = || analysis.children_by(act, &[Deprel::Mark]).any(|mark| analysis.lower(mark) == "that");
    let reported = matches!(analysis.deprel(act), Deprel::Ccomp | Deprel::Conj) || that();
    match (analysis.upos(agent), analysis.lower(agent)) {
        (Upos::Pron, "we" | "i") => true,
        (Upos::Pron, "it" | "they") => reported && source.kind != EntityKind::Person,
        // "the government", "the country", with no word that tells which.
        (Upos::Noun, _) => {
            let modified = [Deprel::Amod, Deprel::Compound, Deprel::Nmod, Deprel::NmodPoss, Deprel::AclRelcl];
            let bare = analysis.children_by(agent, &modified).next().is_none();
            let the = analysis.children_by(agent, &[Deprel::Det]).any(|word| analysis.lower(word) == "the");
            bare && the && reading.words.is(Group::Sides, analysis.lower(agent))
        }
        _ => false,
    }
}

/// "the *French troops* are to be withdrawn": they are of the side that does it.
fn moved_away(reading: &Reading<'_>, arguments: &Arguments, kind: Option<EventType>) -> Option<Participant> {
    let armed = |participant: &Participant| {
        reading.entity_of(*participant).is_some_and(|entity| {
            entity.country.is_some() && matches!(entity.sectors.first(), Some(Sector::Mil | Sector::Cop | Sector::Prm))
        })
    };
    let moves = matches!(kind, Some(EventType::Retreat | EventType::Mobilize));
    arguments.patients.iter().filter(|_| moves).find_map(|&token| relevant(reading, token)).filter(armed)
}

/// "bound *itself* to buy".
fn reflexive(reading: &Reading<'_>, word: TokenId) -> bool {
    let analysis = reading.analysis;
    analysis.child(word, Deprel::Obj).is_some_and(|object| {
        matches!(analysis.lower(object), "itself" | "himself" | "herself" | "themselves" | "ourselves")
    })
}

/// "ordered the withdrawal of *foreign troops*": what is moved acts itself.
fn moved(reading: &Reading<'_>, arguments: &Arguments) -> Option<Participant> {
    let of =
        arguments.with(&["of"]).chain(arguments.patients.iter().copied()).chain(arguments.modifiers.iter().copied());
    of.into_iter().find_map(|token| {
        relevant(reading, token)
            .filter(|_| reading.entity(token).is_some_and(|entity| entity.kind != EntityKind::Country))
    })
}

fn addressee(reading: &Reading<'_>, word: TokenId) -> Option<Participant> {
    let arguments = reading.grammar.arguments(reading.analysis, word);
    let found =
        arguments.patients.iter().chain(&arguments.recipients).copied().chain(arguments.with(&["to", "on", "for"]));
    found.into_iter().find_map(|token| relevant(reading, token))
}

/// Who orders; for words that bind only from an authority, only if it is one.
fn authority(reading: &Reading<'_>, word: TokenId, binder: Binder) -> Option<()> {
    let analysis = reading.analysis;
    let official = match binder.only {
        Some(Only::Authority | Only::Text) => false,
        Some(Only::Official) if analysis.upos(word) == Upos::Adj => return Some(()),
        Some(Only::Official) => true,
        None | Some(Only::Measured | Only::Checkable | Only::Concrete | Only::Dated | Only::Scheduled) => {
            return Some(());
        }
    };
    let arguments = reading.grammar.arguments(analysis, word);
    let is_authority = |&token: &TokenId| {
        if binder.only == Some(Only::Text) {
            return reading.words.is(Group::Texts, analysis.lemma(token));
        }
        reading.words.is_authority(analysis.lemma(token))
            || analysis.name_of(token).is_some_and(|name| {
                name.tokens.clone().any(|at| reading.words.is_authority(analysis.lower(TokenId(at))))
            })
            || official && reading.entity(token).is_some_and(commands)
    };
    // "2. *Requests* the secretary to report": a resolution tells what it orders without a subject.
    let subject = || analysis.children_by(word, &[Deprel::Nsubj, Deprel::NsubjPass]).next();
    let finite = || analysis.upos(word) == Upos::Verb && analysis.lower(word) != analysis.lemma(word);
    let operative =
        || binder.only != Some(Only::Text) && finite() && analysis.head(word).is_none() && subject().is_none();
    let unnamed = arguments.agents.is_empty() && (official && arguments.passive || operative());
    (unnamed || arguments.agents.iter().any(is_authority)).then_some(())
}

/// States, armed bodies and organizations of states tell others what to do, and it counts.
fn commands(entity: &Entity) -> bool {
    match entity.sectors.first() {
        Some(
            Sector::Gov
            | Sector::Mil
            | Sector::Cop
            | Sector::Jud
            | Sector::Leg
            | Sector::Reb
            | Sector::Prm
            | Sector::Uaf,
        ) => true,
        Some(_) => false,
        None => entity.country.is_some() && entity.kind != EntityKind::Person,
    }
}

/// The one who promises, plans or orders: subject of the verb, owner of the noun, subject of the adjective.
pub(crate) fn subject_of(reading: &Reading<'_>, word: TokenId) -> Option<Participant> {
    let analysis = reading.analysis;
    let arguments = reading.grammar.arguments(analysis, word);
    let verbal = analysis.upos(word) != Upos::Noun;
    // "accused Peru of breaking *its* promise": the one who breaks it made it.
    if let Some(subject) = keeper(reading, word).filter(|_| !verbal) {
        return Some(subject);
    }
    let passive_adjective = arguments.passive && arguments.agents.is_empty();
    let listed = arguments.agents.iter().chain(if passive_adjective { arguments.patients.iter() } else { [].iter() });
    let found = listed.copied().chain(arguments.modifiers.iter().copied()).find_map(|token| relevant(reading, token));
    let of = || arguments.with(&["of", "by"]).find_map(|token| relevant(reading, token));
    // "took a look at the proposal to": the subject of the clause need not own the noun.
    let surface = || {
        let subject = reading.grammar.surface_subject(analysis, word).filter(|_| verbal)?;
        // "said *it* was ready to": whoever says it, where the pronoun is no mention of anybody else.
        let unresolved = analysis.lower(subject) == "it" && reading.entity(subject).is_none();
        relevant(reading, subject)
            .or_else(|| if unresolved { speaker(reading, word) } else { None })
            .or_else(|| before_relative(reading, subject))
    };
    // "Labour has a plan to", "We are putting forward a plan to".
    let above = || {
        let verb = verb_over(reading, word)?;
        let supports = arguments.support.is_some() || reading.is_among(Group::Holders, verb);
        let subject = reading.grammar.surface_subject(analysis, verb).filter(|_| supports)?;
        relevant(reading, subject).or_else(|| speaks_on(reading, verb))
    };
    // "said it was ready to": an empty subject.
    let empty = analysis.upos(word) == Upos::Adj && analysis.child(word, Deprel::Expl).is_some();
    if empty {
        return speaker(reading, word);
    }
    let told = || if verbal { None } else { maker(reading, word) };
    // "3. Resolves to open an office": whose resolution it is.
    let operative = || {
        let subjectless = verbal
            && analysis.head(word).is_none()
            && analysis.children_by(word, &[Deprel::Nsubj, Deprel::NsubjPass]).next().is_none();
        if subjectless { reading.speaker_with(word) } else { None }
    };
    found
        .or_else(of)
        .or_else(operative)
        .or_else(surface)
        .or_else(told)
        .or_else(above)
        .or_else(|| speaks_on(reading, word))
}

/// The verb whose object, or object behind a preposition, a promise is: "kept its promise", "won on a pledge".
pub(crate) fn verb_over(reading: &Reading<'_>, noun: TokenId) -> Option<TokenId> {
    let analysis = reading.analysis;
    let under = match analysis.deprel(noun) {
        Deprel::Obj | Deprel::NsubjPass => true,
        Deprel::Obl => {
            preposition(analysis, noun).is_some_and(|words| matches!(words.as_str(), "on" | "with" | "from"))
        }
        _ => false,
    };
    analysis.head(noun).filter(|&head| under && analysis.upos(head) == Upos::Verb)
}

/// Who keeps or breaks a promise.
fn keeper(reading: &Reading<'_>, noun: TokenId) -> Option<Participant> {
    let verb = verb_over(reading, noun)?;
    let tells = reading.is_among(Group::Fulfilled, verb) || reading.is_among(Group::Broken, verb);
    let active = tells && !grammar::is_passive(reading.analysis, verb);
    let subject = reading.grammar.surface_subject(reading.analysis, verb).filter(|_| active)?;
    relevant(reading, subject)
}

/// "the plan, unveiled *by the president*, to build", "a promise that *the minister* made".
fn maker(reading: &Reading<'_>, noun: TokenId) -> Option<Participant> {
    let analysis = reading.analysis;
    let clauses = analysis.children_by(noun, &[Deprel::Acl, Deprel::AclRelcl]);
    clauses
        .filter(|&clause| reading.is_among(Group::Holders, clause))
        .flat_map(|clause| reading.grammar.arguments(analysis, clause).agents)
        .find_map(|agent| relevant(reading, agent))
}

/// "Peru and Chile, *which* promised": the first of those named before a relative pronoun, whatever its clause was hung on.
fn before_relative(reading: &Reading<'_>, pronoun: TokenId) -> Option<Participant> {
    let analysis = reading.analysis;
    if !matches!(analysis.lower(pronoun), "who" | "which") {
        return None;
    }
    let mut before = TokenId(pronoun.0.checked_sub(1)?);
    if analysis.upos(before) == Upos::Punct {
        before = TokenId(before.0.checked_sub(1)?);
    }
    let first = analysis.head(before).filter(|_| analysis.deprel(before) == Deprel::Conj);
    relevant(reading, first.unwrap_or(before)).or_else(|| relevant(reading, before))
}

fn is_given(reading: &Reading<'_>, act: TokenId, word: TokenId) -> bool {
    let analysis = reading.analysis;
    analysis.head(act) == Some(word) && analysis.deprel(act) == Deprel::Obj && grammar::is_passive(analysis, word)
}

/// "The army said that rockets had hit the camp, and *promised* to publish": rockets do not promise, so the verb goes on
/// from the one above.
fn speaks_on(reading: &Reading<'_>, word: TokenId) -> Option<Participant> {
    let analysis = reading.analysis;
    let first = analysis.head(word).filter(|_| analysis.deprel(word) == Deprel::Conj)?;
    let own = analysis.children_by(word, &[Deprel::Nsubj, Deprel::NsubjPass]).next().is_some();
    let above = analysis.head(first).filter(|_| !own && analysis.deprel(first) == Deprel::Ccomp)?;
    relevant(reading, reading.grammar.surface_subject(analysis, above)?)
}

/// The source of the statement that the act stands in, for what names no doer: an office, an armed body, a party.
fn speaker(reading: &Reading<'_>, act: TokenId) -> Option<Participant> {
    let statement = reading.statement_at(act)?;
    let source = statement.source?;
    let answers = |entity: &Entity| {
        commands(entity)
            || matches!(entity.sectors.first(), Some(Sector::Pty | Sector::Opp | Sector::Lab | Sector::Spy))
    };
    reading.entity_of(source).filter(|entity| answers(entity) && !matches!(statement.act, Act::Deny | Act::Express))?;
    Some(source)
}

/// The participant at a token, if it is politically relevant and can act.
pub(crate) fn relevant(reading: &Reading<'_>, token: TokenId) -> Option<Participant> {
    let participant = reading.participant(token)?;
    let entity = reading.entity_of(participant)?;
    // "the bank", "the company": any firm anywhere.
    let known = entity.country.is_some() || entity.sectors.iter().any(|&sector| sector != Sector::Bus);
    let journalism = entity.sectors.first() == Some(&Sector::Jrn);
    (known && !journalism).then_some(participant)
}
