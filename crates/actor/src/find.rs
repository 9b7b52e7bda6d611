//! Which phrases of a report mention participants.

use linguist::{Analysis, TokenId};
use ontology::{Deprel, EntityKind, Form, Upos};
use text::Span;

use crate::data::{Pronoun, RoleKind, Use, What};
use crate::describe::{Describer, Description};

/// A mention before it is known whose it is.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub head: TokenId,
    pub span: Span,
    pub form: Form,
    pub description: Description,
    pub pronoun: Option<Pronoun>,
    pub sentence: u32,
    pub is_subject: bool,
    pub is_placed: bool,
    pub definite: bool,
    /// "the president *of the region*": told apart by what follows, so not one told before.
    pub restricted: bool,
    /// Stands before a noun that is no participant; no pronoun takes it up.
    pub modifies: bool,
    /// The mention is in apposition to, or predicated of, the one headed by this token.
    pub same_as: Option<TokenId>,
}

/// All candidate mentions in reading order of their heads.
pub(crate) fn mentions(describer: &Describer<'_>) -> Vec<Found> {
    let analysis = describer.analysis;
    let mut found: Vec<Found> = Vec::new();
    let mut is_head = vec![false; analysis.tokens.len()];
    for id in analysis.ids() {
        let made = match pronoun(describer, id) {
            Some(pronoun) => vec![pronoun],
            None if heads_phrase(describer, id) => phrases(describer, id),
            None => Vec::new(),
        };
        if let Some(slot) = is_head.get_mut(id.index()) {
            *slot = !made.is_empty();
        }
        found.extend(made);
    }
    found.extend(modifying_names(describer, &is_head));
    found.extend(modifying_roles(describer, &is_head));
    let datelines = crate::dateline::tokens(analysis, describer.lexicon);
    let in_dateline = |id: TokenId| datelines.get(id.index()).copied().unwrap_or(false);
    let days = &describer.lexicon.words.days;
    found.retain(|mention| !in_dateline(mention.head) && !days.contains(analysis.lower(mention.head)));
    found.sort_by_key(|mention| mention.head);
    let taken = behind_datelines(analysis, &mut found, in_dateline);
    found.extend(taken);
    // "some of them" is known when "them" is.
    found.sort_by_key(|mention| {
        let whole = mention.description.part_of;
        (whole.map_or(mention.head, |whole| whole.max(mention.head)), whole.is_some())
    });
    found
}

/// "GENEVA - The council voted": where the parser takes the city for the subject, its place is that of the participant
/// behind the dash.
fn behind_datelines(analysis: &Analysis, found: &mut [Found], in_dateline: impl Fn(TokenId) -> bool) -> Vec<Found> {
    let mut taken = Vec::new();
    for id in analysis.ids().filter(|&id| in_dateline(id) && is_subject(analysis, id)) {
        let at = found.partition_point(|mention| mention.head < id);
        let below = |mention: &&mut Found| {
            analysis
                .head(mention.head)
                .is_some_and(|above| in_dateline(above) || (mention.is_subject && analysis.head(id) == Some(above)))
        };
        let Some(real) = found.iter_mut().skip(at).take(4).find(below) else { continue };
        let other = Found { head: id, is_subject: true, ..real.clone() };
        real.same_as = Some(id);
        taken.push(other);
    }
    taken
}

fn pronoun(describer: &Describer<'_>, id: TokenId) -> Option<Found> {
    let analysis = describer.analysis;
    let pronoun = *describer.lexicon.pronouns.get(analysis.lower(id))?;
    let is_pronoun = analysis.upos(id) == Upos::Pron && analysis.form(id) != "US" && analysis.form(id) != "IT";
    let expletive = analysis.deprel(id) == Deprel::Expl || matches!(analysis.deprel(id), Deprel::Mark | Deprel::Det);
    let relative = pronoun.usage == Use::Relative;
    let taken_up = || relative_antecedent(analysis, id).is_some() || follows_comma(analysis, id);
    if !is_pronoun || expletive || (relative && !taken_up()) {
        return None;
    }
    Some(Found {
        head: id,
        span: analysis.span(id),
        form: Form::Pronoun,
        description: describer.nothing(EntityKind::Person),
        pronoun: Some(pronoun),
        sentence: analysis.sentence_of(id),
        is_subject: is_subject(analysis, id),
        is_placed: false,
        definite: true,
        restricted: false,
        modifies: false,
        same_as: None,
    })
}

/// "the envoy of Chad, whose request": a relative pronoun for people or owners behind a comma, whatever it hangs on.
fn follows_comma(analysis: &Analysis, id: TokenId) -> bool {
    let before = id.0.checked_sub(1).map(TokenId);
    analysis.lower(id).starts_with("who") && before.is_some_and(|comma| analysis.lower(comma) == ",")
}

/// The noun that a relative pronoun takes up.
pub(crate) fn relative_antecedent(analysis: &Analysis, pronoun: TokenId) -> Option<TokenId> {
    let clause =
        analysis.ancestors(pronoun).take(8).find(|&above| matches!(analysis.deprel(above), Deprel::AclRelcl))?;
    let noun = analysis.head(clause)?;
    (noun < pronoun).then_some(noun)
}

fn heads_phrase(describer: &Describer<'_>, id: TokenId) -> bool {
    let analysis = describer.analysis;
    let inside = matches!(
        analysis.deprel(id),
        Deprel::Compound
            | Deprel::Flat
            | Deprel::Fixed
            | Deprel::Goeswith
            | Deprel::Nummod
            | Deprel::Case
            | Deprel::Det
            | Deprel::Punct
            | Deprel::Cc
    );
    if inside || title_of_name(analysis, id) || is_address(describer, id) {
        return false;
    }
    match analysis.upos(id) {
        Upos::Noun | Upos::Propn | Upos::X => {
            analysis.deprel(id) != Deprel::Amod || describer.hits.name_at(id).is_none()
        }
        Upos::Num | Upos::Pron => true,
        Upos::Intj => describer.hits.name_at(id).is_some(),
        Upos::Adj | Upos::Det => analysis.deprel(id) != Deprel::Amod && grammar::is_nominal(analysis, id),
        // "president-elect" read as a noun before a verb.
        _ => describer.hits.role_at(id).is_some_and(|hit| hit.first < hit.last && hit.head == id && hit.last == id),
    }
}

/// "Mr. President, we are glad": but a state ("Chad, Niger agree") or a name with an article is no one spoken to.
fn is_address(describer: &Describer<'_>, id: TokenId) -> bool {
    let analysis = describer.analysis;
    let entry = describer.hits.name_at(id).and_then(|hit| describer.entry(hit.entry));
    let is_state = entry.is_some_and(|entry| matches!(entry.what, What::Country | What::Organization));
    let described =
        analysis.children_by(id, &[Deprel::NmodDesc]).any(|title| analysis.child(title, Deprel::Det).is_some());
    analysis.deprel(id) == Deprel::Vocative && !is_state && !described
}

/// "President" in "President Bush" belongs to the mention of the name.
fn title_of_name(analysis: &Analysis, id: TokenId) -> bool {
    analysis.deprel(id) == Deprel::NmodDesc && analysis.head(id).is_some_and(|head| head > id)
}

fn phrases(describer: &Describer<'_>, id: TokenId) -> Vec<Found> {
    let analysis = describer.analysis;
    let descriptions = describer.describe(id);
    if descriptions.is_empty() || is_literal_place(describer, id) {
        return Vec::new();
    }
    let whole = behind_stray_words(analysis, id, with_whole_role(describer, id, grammar::phrase(analysis, id)));
    let made = descriptions.into_iter().map(|description| {
        let form = if description.name.is_some() { Form::Name } else { Form::Nominal };
        let is_name =
            form == Form::Name && (description.role_entry.is_none() || description.kind == EntityKind::Person);
        let span = if is_name { trim_after_name(describer, id, whole) } else { whole };
        Found {
            head: id,
            span,
            form,
            description,
            pronoun: None,
            sentence: analysis.sentence_of(id),
            is_subject: is_subject(analysis, id),
            is_placed: is_placed(describer, id),
            definite: is_definite(describer, id),
            restricted: is_restricted(describer, id),
            modifies: false,
            same_as: equated(analysis, id),
        }
    });
    made.collect()
}

/// "Head of Mission and foreign envoys" with "of Mission" hung on the envoys: a mention does not begin with a
/// preposition, so it begins behind the conjunction.
fn behind_stray_words(analysis: &Analysis, head: TokenId, phrase: Span) -> Span {
    let first = analysis.tokens_in(phrase).start;
    let strays = first < head.0 && analysis.lower(TokenId(first)) == "of";
    let link = (first..head.0).map(TokenId).rfind(|&id| strays && analysis.upos(id) == Upos::Cconj);
    link.map_or(phrase, |link| Span::new(analysis.span(TokenId(link.0 + 1)).start, phrase.end))
}

/// "president-elect": the end of a role of several words belongs to its phrase, wherever the parser hangs it.
fn with_whole_role(describer: &Describer<'_>, head: TokenId, phrase: Span) -> Span {
    let analysis = describer.analysis;
    let last = describer.hits.role_at(head).filter(|hit| hit.head == head).map_or(head, |hit| hit.last);
    Span::new(phrase.start, phrase.end.max(analysis.span(last).end))
}

/// What a parser hangs behind a name is rarely part of it ("Kerry in Paris"); what stands before it behind a dash neither.
fn trim_after_name(describer: &Describer<'_>, head: TokenId, whole: Span) -> Span {
    let analysis = describer.analysis;
    let last = describer.hits.name_at(head).map_or(head, |hit| hit.last);
    let last = describer.end_of_titled_name(head).map_or(last, |end| last.max(end));
    let last = name_right_behind(describer, head).map_or(last, |end| last.max(end));
    let flats = analysis.children_by(head, &[Deprel::Flat]).max();
    let deeper = flats.and_then(|flat| analysis.children_by(flat, &[Deprel::Flat]).max());
    let last = flats.map_or(last, |flat| last.max(flat).max(deeper.unwrap_or(flat)));
    let last = analysis.name_of(head).map_or(last, |name| last.max(TokenId(name.tokens.end.saturating_sub(1))));
    // "its ally Iran".
    let behind = describer.hits.names.partition_point(|hit| hit.first <= last);
    let named = describer.hits.names.get(behind).filter(|hit| {
        hit.first.0 == last.0 + 1 && analysis.head(hit.first) == Some(head) && describer.hits.role_at(head).is_some()
    });
    let last = named.map_or(last, |hit| hit.last);
    let possessive = analysis.child(head, Deprel::Case).filter(|&case| case.0 == last.0 + 1);
    let end = analysis.span(possessive.unwrap_or(last)).end.max(analysis.span(head).end);
    Span::new(start_behind_dash(analysis, head, whole), end)
}

/// "Defence Minister *Sompong Ditchai*", hung on the title as if set off by a comma.
fn name_right_behind(describer: &Describer<'_>, head: TokenId) -> Option<TokenId> {
    let analysis = describer.analysis;
    let hit = describer.hits.role_at(head).filter(|hit| hit.head == head)?;
    let name = analysis.child(head, Deprel::Appos).filter(|name| name.0 == hit.last.0 + 1)?;
    let named = analysis.name_of(name).filter(|named| named.kind == linguist::NameKind::Person)?;
    Some(TokenId(named.tokens.end - 1))
}

fn start_behind_dash(analysis: &Analysis, head: TokenId, whole: Span) -> u32 {
    let first = analysis.tokens_in(whole).start;
    let is_dash = |id: TokenId| {
        let spaced =
            id.0.checked_sub(1).is_some_and(|before| analysis.span(TokenId(before)).end < analysis.span(id).start);
        spaced && matches!(analysis.form(id), "-" | "--" | "–" | "—" | ":" | ",")
    };
    let behind =
        (first..head.0).rev().map(TokenId).find(|&id| is_dash(id) || matches!(analysis.form(id), "--" | "—" | ":"));
    behind.map_or(whole.start, |dash| analysis.span(TokenId(dash.0 + 1)).start)
}

/// "in Baghdad" is a place; "Baghdad said" and "talks with Baghdad" are its government.
fn is_literal_place(describer: &Describer<'_>, id: TokenId) -> bool {
    let Some(entry) = describer.hits.name_at(id).and_then(|hit| describer.lexicon.entry(hit.entry)) else {
        return false;
    };
    if entry.what != What::Capital {
        return false;
    }
    let analysis = describer.analysis;
    let addressed = |preposition: &String| {
        let places = &describer.lexicon.words.place;
        let above = analysis.head(id).map(|above| analysis.lemma(above));
        preposition == "on" && above.is_some_and(|above| places.pressing.contains(above))
    };
    match analysis.deprel(id) {
        Deprel::Nsubj | Deprel::NmodPoss | Deprel::Conj => false,
        Deprel::Obl | Deprel::Nmod if has_post(describer, id) => false,
        Deprel::Obl | Deprel::Nmod | Deprel::OblAgent => grammar::preposition(analysis, id).is_none_or(|preposition| {
            describer.lexicon.words.place.prepositions.contains(&preposition) && !addressed(&preposition)
        }),
        Deprel::NmodUnmarked => !stands_before_verb(analysis, id),
        Deprel::Obj | Deprel::NsubjPass | Deprel::Iobj | Deprel::Vocative => false,
        _ => true,
    }
}

/// "opened an embassy in *Lima*", "recalled its ambassador from *Oslo*": the state with which it is.
fn has_post(describer: &Describer<'_>, id: TokenId) -> bool {
    let (analysis, words) = (describer.analysis, &describer.lexicon.words.place);
    let is_post = |noun: TokenId| words.posts.contains(analysis.lemma(noun));
    let verb_of = |noun: TokenId| {
        let dealt = matches!(analysis.deprel(noun), Deprel::Obj | Deprel::NsubjPass);
        analysis.head(noun).filter(|&verb| dealt && words.posted.contains(analysis.lemma(verb)))
    };
    let Some(above) = analysis.head(id) else { return false };
    let with = grammar::preposition(analysis, id);
    let stands = with.is_some_and(|word| matches!(word.as_str(), "in" | "from" | "to" | "at"));
    let on_verb = || {
        analysis
            .children_by(above, &[Deprel::Obj, Deprel::NsubjPass])
            .any(|noun| is_post(noun) && verb_of(noun).is_some())
    };
    stands && (is_post(above) && verb_of(above).is_some() || on_verb())
}

/// "On Monday Lima declared": the name hung on the day.
fn stands_before_verb(analysis: &Analysis, id: TokenId) -> bool {
    let next = Some(TokenId(id.0 + 1)).filter(|next| next.index() < analysis.tokens.len());
    next.is_some_and(|next| analysis.upos(next) == Upos::Verb && analysis.head(id).is_some_and(|above| above < id))
}

fn is_subject(analysis: &Analysis, id: TokenId) -> bool {
    match analysis.deprel(id) {
        Deprel::Nsubj | Deprel::NsubjPass | Deprel::NsubjOuter => true,
        Deprel::Conj => analysis
            .head(id)
            .is_some_and(|head| head < id && matches!(analysis.deprel(head), Deprel::Nsubj | Deprel::NsubjPass)),
        _ => false,
    }
}

/// "across Syria".
fn is_placed(describer: &Describer<'_>, id: TokenId) -> bool {
    matches!(describer.analysis.deprel(id), Deprel::Obl | Deprel::Nmod) && describer.is_placed(id)
}

pub(crate) fn is_definite(describer: &Describer<'_>, id: TokenId) -> bool {
    let analysis = describer.analysis;
    let article = analysis.children_by(id, &[Deprel::Det, Deprel::DetPredet]).next();
    match article {
        Some(article) => describer.lexicon.words.definite.contains(analysis.lower(article)),
        None => analysis.child(id, Deprel::NmodPoss).is_none() && analysis.upos(id) == Upos::Propn,
    }
}

/// "the minister of that country", "the soldiers who fled"; but "the ministry of health" is only called so.
pub(crate) fn is_restricted(describer: &Describer<'_>, id: TokenId) -> bool {
    let analysis = describer.analysis;
    let end = describer.role_headed_by(id).map_or(id, |hit| hit.last.max(id));
    let clause = analysis.children_by(id, &[Deprel::Acl, Deprel::AclRelcl]).next().is_some();
    clause
        || analysis
            .children_by(id, &[Deprel::Nmod])
            .any(|child| child > end && grammar::preposition(analysis, child).as_deref() == Some("of"))
}

/// The token whose mention this one repeats: "X, *commander* of Y", "X is the *head* of Y".
fn equated(analysis: &Analysis, id: TokenId) -> Option<TokenId> {
    if analysis.deprel(id) == Deprel::Appos {
        return analysis.head(id);
    }
    if analysis.deprel(id) == Deprel::NmodDesc {
        return analysis.head(id).filter(|&head| head < id);
    }
    if let Some(before) = repeated_role(analysis, id) {
        return Some(before);
    }
    // "the commander, Fayez Jan, and two others": parsers take the apposition for a conjunct.
    let comma = |at: Option<u32>| {
        at.map(TokenId).is_some_and(|at| at.index() < analysis.tokens.len() && analysis.lower(at) == ",")
    };
    let first = analysis.children(id).first().copied().unwrap_or(id).min(id);
    if analysis.deprel(id) == Deprel::Conj && analysis.child(id, Deprel::Cc).is_none() && comma(first.0.checked_sub(1))
    {
        return analysis.head(id);
    }
    analysis.child(id, Deprel::Cop).and_then(|_| analysis.child(id, Deprel::Nsubj))
}

/// "Chinese dissident Wei Jingsheng was freed": a parser may take the description and the name for two subjects.
fn repeated_role(analysis: &Analysis, id: TokenId) -> Option<TokenId> {
    let relation = analysis.deprel(id);
    let is_argument = matches!(relation, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj | Deprel::OblAgent);
    if is_argument && analysis.upos(id) == Upos::Noun {
        return named_before_comma(analysis, id);
    }
    if !is_argument || analysis.upos(id) != Upos::Propn {
        return None;
    }
    let parts = analysis.children_by(id, &[Deprel::Compound, Deprel::Flat]).filter(|&part| part < id).min();
    let before = TokenId(parts.unwrap_or(id).0.checked_sub(1)?);
    let twin =
        analysis.head(before) == analysis.head(id) && analysis.deprel(before).universal() == relation.universal();
    (twin && analysis.upos(before) == Upos::Noun).then_some(before)
}

/// "X, a gang leader from Aden, was killed": the name taken for a subject of its own.
fn named_before_comma(analysis: &Analysis, id: TokenId) -> Option<TokenId> {
    let first = analysis.tokens_in(grammar::phrase(analysis, id)).start;
    let comma = TokenId(first.checked_sub(1)?);
    let end = TokenId(comma.0.checked_sub(1)?);
    let told = analysis.child(id, Deprel::Det).is_some() && analysis.lower(comma) == ",";
    let top = if analysis.deprel(end) == Deprel::Flat { analysis.head(end)? } else { end };
    let twin = analysis.head(top) == analysis.head(id) && analysis.deprel(top) == analysis.deprel(id);
    (told && twin && analysis.upos(top) == Upos::Propn).then_some(top)
}

/// Names before nouns that are no participants themselves: "*Turkish* shelling", "*U.S.* strike".
fn modifying_names(describer: &Describer<'_>, is_head: &[bool]) -> Vec<Found> {
    let analysis = describer.analysis;
    let heads = |id: TokenId| is_head.get(id.index()).copied().unwrap_or(false);
    let mut found = Vec::new();
    for hit in describer.hits.names.iter().filter(|hit| !hit.foreign) {
        let Some(entry) = describer.lexicon.entry(hit.entry) else { continue };
        if !matches!(
            entry.what,
            What::Country | What::Adjective | What::Organization | What::Seat | What::People | What::Holder
        ) || entry.weak
        {
            continue;
        }
        let top = (hit.first.0..=hit.last.0)
            .map(TokenId)
            .find(|&id| analysis.head(id).is_none_or(|above| above < hit.first || above > hit.last))
            .unwrap_or(hit.last);
        let covered = (hit.first.0..=hit.last.0).map(TokenId).any(heads) || describer.is_under_title(top);
        let within = analysis
            .ancestors(top)
            .take(3)
            .take_while(|&above| analysis.upos(above) != Upos::Verb)
            .find(|&above| heads(above));
        let is_modifier = matches!(
            analysis.deprel(top),
            Deprel::Amod
                | Deprel::Compound
                | Deprel::Conj
                | Deprel::NmodDesc
                | Deprel::Nmod
                | Deprel::Flat
                | Deprel::Dep
        );
        if covered || !is_modifier || within.is_some_and(|above| is_inside(analysis, top, above)) {
            continue;
        }
        let mut description = describer.nothing(entry.kind);
        description.country = Some(entry.country);
        description.sectors.clone_from(&entry.sectors);
        description.name = Some(entry.name.clone());
        description.entry = Some(hit.entry);
        description.plural = false;
        description.why.push(format!("name {:?} before a noun", entry.name));
        if entry.what == What::People {
            description.kind = EntityKind::Country;
            description.sectors = vec![ontology::Sector::Gov];
        }
        found.push(Found {
            head: top,
            span: analysis.cover(&[hit.first, hit.last]),
            form: Form::Name,
            description,
            pronoun: None,
            sentence: analysis.sentence_of(top),
            is_subject: false,
            is_placed: false,
            definite: true,
            restricted: false,
            modifies: false,
            same_as: None,
        });
    }
    found
}

/// Bodies and people before nouns that are no participants: "a *police* raid", "the *prisoner* exchange".
fn modifying_roles(describer: &Describer<'_>, is_head: &[bool]) -> Vec<Found> {
    let analysis = describer.analysis;
    let heads = |id: TokenId| is_head.get(id.index()).copied().unwrap_or(false);
    let mut found = Vec::new();
    for hit in &describer.hits.roles {
        let id = hit.head;
        let acts = describer.role(*hit).is_some_and(|role| role.kind != RoleKind::Document);
        // "Camp Ashraf" is a place.
        let in_name = analysis.upos(id) == Upos::Propn
            && analysis.head(id).is_some_and(|above| above > id && analysis.upos(above) == Upos::Propn);
        let modifies = matches!(analysis.deprel(id), Deprel::Compound | Deprel::Amod)
            && !in_name
            && hit.last == id
            && describer.hits.name_at(id).is_none();
        if !acts
            || !modifies
            || heads(id)
            || analysis.ancestors(id).take(2).any(|above| heads(above) && is_inside(analysis, id, above))
        {
            continue;
        }
        let Some(description) = describer.nominal(id, *hit, 1) else { continue };
        found.push(Found {
            head: id,
            span: analysis.cover(&[hit.first, hit.last]),
            form: Form::Nominal,
            description: Description { name: None, ..description },
            pronoun: None,
            sentence: analysis.sentence_of(id),
            is_subject: false,
            is_placed: false,
            definite: true,
            restricted: false,
            modifies: true,
            same_as: None,
        });
    }
    found
}

/// Whether a modifier belongs to the mention headed by `above` rather than to a noun between them.
fn is_inside(analysis: &Analysis, top: TokenId, above: TokenId) -> bool {
    let mut at = top;
    for _ in 0..3 {
        let coordinated = analysis.deprel(at) == Deprel::Conj && at == top;
        if !coordinated
            && !matches!(
                analysis.deprel(at),
                Deprel::Amod | Deprel::Compound | Deprel::NmodDesc | Deprel::Flat | Deprel::Dep
            )
        {
            return false;
        }
        match analysis.head(at) {
            Some(head) if head == above => return true,
            Some(head) => at = head,
            None => return false,
        }
    }
    false
}
