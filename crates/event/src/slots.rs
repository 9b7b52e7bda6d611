//! The grammatical slots that frames name, filled for one trigger.
//!
//! `agent`, `patient`, `recipient` (indirect object), any preposition, `clause` (the subject of what is governed),
//! `owner` (whose the patient is: "rejected a *US* offer"), `poss`, `by`, `mod`, `source` (who says so), `subject` (of the
//! clause in which an event noun stands), `when` (verb and subject of a clause of time), `purpose` (objects of a to-infinitive), `frontier` (a line of states at which it is done), `post` (where those are to whom it is done). `of:with` is `of` only where the noun itself stands behind "with".

use crate::participants::names_a_side;
use crate::reading::Reading;
use crate::remote::{deed_told_of, remote_agents, share_of_lists, share_of_twins};
use grammar::{Arguments, preposition};
use linguist::{Analysis, TokenId};
use ontology::{Deprel, Upos, Xpos};

#[derive(Debug)]
pub(crate) struct Slots {
    pub(crate) arguments: Arguments,
    /// Words of the fixed phrase, the trigger among them.
    pub(crate) words: Vec<TokenId>,
    /// Heads of what the trigger governs: clauses first, then objects.
    pub(crate) clauses: Vec<TokenId>,
    nominal: bool,
    /// An adjective: "is *proud*": its subject does not stand behind "by".
    adjective: bool,
    /// A possessor is the one to whom it is done: "his arrest".
    possessor_suffers: bool,
}

/// How the trigger is used, as far as its slots depend on it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Use {
    pub(crate) possessor_suffers: bool,
    /// The frame says what becomes of a governed clause, so an infinitive is its content, not a purpose.
    pub(crate) governs: bool,
    /// A participle used as an adjective: "is *opposed* to": its subject is the one who feels or does it.
    pub(crate) participle: bool,
}

impl Slots {
    pub(crate) fn new(reading: &Reading<'_>, token: TokenId, words: &[TokenId], used: Use) -> Self {
        let analysis = reading.analysis;
        let mut arguments = reading.grammar.arguments(analysis, token);
        let nominal = !matches!(analysis.upos(token), Upos::Verb | Upos::Aux);
        if let Some(above) = counting_noun(analysis, token) {
            let counted = reading.grammar.arguments(analysis, above);
            arguments
                .agents
                .extend(counted.agents.iter().copied().filter(|agent| !arguments.possessors.contains(agent)));
            arguments.modifiers.extend(counted.modifiers);
            arguments.support = arguments.support.or(counted.support);
            arguments.obliques.extend(counted.obliques.into_iter().filter(|oblique| oblique.head != token));
        }
        let mut clauses: Vec<TokenId> = arguments.complements.iter().map(|complement| complement.head).collect();
        for &word in words {
            governed_clauses(reading, word, used.governs, &mut clauses);
            if word != token && matches!(analysis.upos(word), Upos::Noun | Upos::Propn) {
                lend(reading, word, &mut arguments);
            }
        }
        if !nominal && arguments.agents.is_empty() && !arguments.passive {
            arguments.agents.extend(left_neighbors(reading, token));
        }
        if arguments.passive && arguments.agents.is_empty() {
            arguments.agents.extend(buried_agent(reading, token));
        }
        if let Some(deed) = deed_told_of(reading, token).filter(|_| !nominal && !arguments.passive) {
            arguments.agents = vec![deed];
        }
        if used.participle && arguments.agents.is_empty() {
            arguments.agents = std::mem::take(&mut arguments.patients);
        }
        if !nominal && arguments.patients.is_empty() {
            arguments.patients = lost_object(analysis, words, &arguments);
        }
        share_of_twins(analysis, words, &mut arguments);
        if nominal {
            share_of_lists(reading, token, &mut arguments);
        }
        share_phrases(analysis, token, &mut arguments);
        share_of_times(reading, token, &mut arguments);
        if let Some(verb) = arguments.support.filter(|_| nominal) {
            lend_from_place(analysis, verb, &mut arguments);
        }
        let fixed = |head: &TokenId| !words.contains(head) || *head == token;
        arguments.patients.retain(fixed);
        arguments.agents.retain(fixed);
        arguments.modifiers.retain(fixed);
        arguments.obliques.retain(|oblique| fixed(&oblique.head));
        let adjective = analysis.upos(token) == Upos::Adj;
        let possessor_suffers = used.possessor_suffers;
        Self { arguments, words: words.to_vec(), clauses, nominal, adjective, possessor_suffers }
    }

    /// The heads of the phrases in a slot.
    pub(crate) fn fillers(&self, reading: &Reading<'_>, slot: &str) -> Vec<TokenId> {
        if let Some((slot, under)) = slot.split_once(':') {
            let stands = |&word: &TokenId| preposition(reading.analysis, word).as_deref() == Some(under);
            return if self.words.iter().any(stands) { self.fillers(reading, slot) } else { Vec::new() };
        }
        let arguments = &self.arguments;
        match slot {
            "agent" => self.agents(reading),
            "patient" if !self.nominal => arguments.patients.clone(),
            "patient" => {
                let mut found: Vec<TokenId> = arguments.with(&["of"]).collect();
                found.extend(arguments.patients.iter().copied());
                if found.is_empty()
                    && self.possessor_suffers
                    && arguments.agents.iter().all(|agent| arguments.possessors.contains(agent))
                {
                    found.extend(arguments.possessors.iter().copied());
                }
                found
            }
            "recipient" => arguments.recipients.clone(),
            "poss" => arguments.possessors.clone(),
            "by" => {
                let mut found: Vec<TokenId> = arguments.with(&["by"]).collect();
                if self.nominal && !self.adjective || arguments.passive {
                    found
                        .extend(arguments.agents.iter().copied().filter(|agent| !arguments.possessors.contains(agent)));
                }
                found
            }
            "mod" => self.modifiers(reading.analysis),
            "clause" => self.clause_subjects(reading),
            "subject" => self.subject_above(reading),
            "owner" | "source" => Vec::new(),
            "when" => self.occasions(reading.analysis),
            "purpose" => self.purposes(reading),
            "frontier" => self.frontiers(reading),
            "post" => self.below_patients(reading, &["from", "in", "to", "at"]),
            preposition => {
                let mut found: Vec<TokenId> = arguments.with(&[preposition]).collect();
                // "prevented *from entering*": a clause behind the preposition.
                found.extend(
                    self.clauses
                        .iter()
                        .copied()
                        .filter(|&clause| preposition != "to" && marked(reading.analysis, clause, &[preposition])),
                );
                found
            }
        }
    }

    /// "massed troops on *its border* with Chad", hung on the verb or on the troops.
    fn frontiers(&self, reading: &Reading<'_>) -> Vec<TokenId> {
        const AT: [&str; 7] = ["to", "on", "along", "at", "near", "toward", "towards"];
        let lines = self.arguments.with(&AT).chain(self.below_patients(reading, &AT));
        lines.filter(|&line| reading.classes.contains(reading, "frontier", line)).collect()
    }

    /// "recalled its ambassador *from Tehran*": the phrases with one of the prepositions on what it is done to.
    fn below_patients(&self, reading: &Reading<'_>, prepositions: &[&str]) -> Vec<TokenId> {
        let analysis = reading.analysis;
        let fits =
            |&child: &TokenId| preposition(analysis, child).is_some_and(|word| prepositions.contains(&word.as_str()));
        let patients = self.arguments.patients.iter();
        patients.flat_map(|&patient| analysis.children_by(patient, &[Deprel::Nmod])).filter(fits).collect()
    }

    /// "used tear gas to disperse *a crowd*": to whom it is to be done.
    fn purposes(&self, reading: &Reading<'_>) -> Vec<TokenId> {
        let analysis = reading.analysis;
        let aim = |&clause: &TokenId| marked(analysis, clause, &["to"]) && analysis.token(clause).xpos == Xpos::Vb;
        let under = |&word: &TokenId| analysis.children_by(word, &[Deprel::Advcl, Deprel::Xcomp, Deprel::Acl]);
        let clauses = self.words.iter().flat_map(under).filter(aim);
        clauses.flat_map(|clause| reading.grammar.arguments(analysis, clause).patients).collect()
    }

    /// "died *when* a *bomb exploded*": the verb of a clause of time, and its subject.
    fn occasions(&self, analysis: &Analysis) -> Vec<TokenId> {
        let timed = |&clause: &TokenId| {
            let opens = |child: TokenId| matches!(analysis.lower(child), "when" | "as" | "after" | "while");
            analysis.children_by(clause, &[Deprel::Mark, Deprel::Advmod]).any(opens)
        };
        let clauses = self.words.iter().flat_map(|&word| analysis.children_by(word, &[Deprel::Advcl])).filter(timed);
        clauses
            .flat_map(|clause| {
                let subject = analysis.children_by(clause, &[Deprel::Nsubj, Deprel::NsubjPass]);
                std::iter::once(clause).chain(subject).collect::<Vec<_>>()
            })
            .collect()
    }

    fn agents(&self, reading: &Reading<'_>) -> Vec<TokenId> {
        let arguments = &self.arguments;
        let suffers = |agent: &TokenId| {
            self.nominal
                && self.possessor_suffers
                && arguments.possessors.contains(agent)
                && arguments.with(&["of"]).next().is_none()
        };
        let found: Vec<TokenId> = arguments.agents.iter().copied().filter(|agent| !suffers(agent)).collect();
        if !found.is_empty() || !self.nominal {
            return found;
        }
        let by: Vec<TokenId> = arguments.with(&["by"]).collect();
        if !by.is_empty() {
            return by;
        }
        let named: Vec<TokenId> =
            self.modifiers(reading.analysis).into_iter().filter(|&token| names_a_side(reading, token)).collect();
        if !named.is_empty() {
            return named;
        }
        let found = remote_agents(reading, &arguments.modifiers, self.words.first().copied());
        if found.is_empty() { self.subject_of_manner(reading) } else { found }
    }

    /// What stands before the noun, both parts of "the *Greek-Turkish* talks" too.
    fn modifiers(&self, analysis: &Analysis) -> Vec<TokenId> {
        let mut found = self.arguments.modifiers.clone();
        for &modifier in &self.arguments.modifiers {
            let joined = |part: &TokenId| part.0 + 2 == modifier.0 && analysis.form(TokenId(part.0 + 1)) == "-";
            found.extend(analysis.children_by(modifier, &[Deprel::Amod, Deprel::Compound]).filter(joined));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// "*Farmers* blocked the road in defiance of the ban": what the subject of the clause does by the way.
    fn subject_of_manner(&self, reading: &Reading<'_>) -> Vec<TokenId> {
        let analysis = reading.analysis;
        let Some(&noun) = self.words.first() else { return Vec::new() };
        let active = analysis.head(noun).is_some_and(|verb| !grammar::is_passive(analysis, verb));
        let manner = preposition(analysis, noun).as_deref() == Some("in")
            && analysis.children_by(noun, &[Deprel::Det]).next().is_none()
            && self.arguments.with(&["of", "against", "for", "at", "with", "to"]).next().is_some();
        if active && manner { self.subject_above(reading) } else { Vec::new() }
    }

    /// "During a visit to Mali, *the minister* met …": the subject of the clause that an event noun only sets the scene
    /// for.
    fn subject_above(&self, reading: &Reading<'_>) -> Vec<TokenId> {
        let analysis = reading.analysis;
        let Some(&noun) = self.words.first().filter(|_| self.nominal) else { return Vec::new() };
        let above = analysis.head(noun).filter(|_| matches!(analysis.deprel(noun), Deprel::Obl | Deprel::OblAgent));
        above.and_then(|verb| reading.grammar.surface_subject(analysis, verb)).into_iter().collect()
    }

    /// The subjects of governed clauses, other than the trigger's own agent.
    fn clause_subjects(&self, reading: &Reading<'_>) -> Vec<TokenId> {
        let mut found = Vec::new();
        for &clause in &self.clauses {
            let subject = for_subject(reading.analysis, clause)
                .or_else(|| reading.grammar.surface_subject(reading.analysis, clause));
            let Some(subject) = subject else { continue };
            if !self.arguments.agents.contains(&subject) && !self.words.contains(&subject) {
                for member in grammar::conjuncts(reading.analysis, subject) {
                    if !found.contains(&member) {
                        found.push(member);
                    }
                }
            }
        }
        found
    }

    /// Whether every governed clause is a question rather than a thing to do.
    pub(crate) fn asks_only(&self, reading: &Reading<'_>) -> bool {
        let to_do = |&clause: &TokenId| {
            marked(reading.analysis, clause, &["to", "that", "for"])
                || matches!(reading.analysis.token(clause).xpos, Xpos::Vb | Xpos::Vbg)
        };
        !self.clauses.is_empty() && !self.clauses.iter().any(to_do)
    }

    /// Words that name what is asked for: governed clauses and objects, under a modal the verb itself.
    pub(crate) fn asked(&self, token: TokenId, governs: bool) -> Vec<TokenId> {
        if !governs {
            return vec![token];
        }
        let mut found = self.clauses.clone();
        found.extend(self.objects());
        found
    }

    /// Objects and prepositional phrases that may name the event that the trigger governs.
    pub(crate) fn objects(&self) -> Vec<TokenId> {
        let mut found = self.arguments.patients.clone();
        found.extend(self.arguments.with(&["for", "of", "to", "on", "with", "against", "from"]));
        found
    }
}

/// "withdrew *troops from Mali*", "warned *Iran of* consequences", "the visit *of the king to* Oman": a phrase behind
/// an argument may as well belong to the trigger; the parser cannot know.
fn share_phrases(analysis: &Analysis, trigger: TokenId, arguments: &mut Arguments) {
    let inner: Vec<TokenId> = arguments.with(&["of", "by"]).collect();
    let from: Vec<(TokenId, bool)> = arguments
        .patients
        .iter()
        .map(|&head| (head, analysis.upos(head) == Upos::Propn))
        .chain(inner.into_iter().map(|head| (head, false)))
        .collect();
    for (head, name) in from {
        for child in analysis.children_by(head, &[Deprel::Nmod]).filter(|&child| child > trigger) {
            let Some(found) = preposition(analysis, child).filter(|found| found != "of" || name) else { continue };
            for member in grammar::conjuncts(analysis, child) {
                if !arguments.obliques.iter().any(|known| known.head == member) {
                    arguments.obliques.push(grammar::Oblique { preposition: found.clone(), head: member });
                }
            }
        }
    }
}

/// "launched talks on Monday *between Chad and Niger*": a phrase that the parser hung on a date.
fn share_of_times(reading: &Reading<'_>, trigger: TokenId, arguments: &mut Arguments) {
    let analysis = reading.analysis;
    let phrases = [Deprel::Nmod, Deprel::Obl, Deprel::OblUnmarked, Deprel::NmodUnmarked];
    let mut over: Vec<TokenId> = analysis.children_by(trigger, &phrases).collect();
    for &patient in &arguments.patients {
        over.extend(analysis.children_by(patient, &phrases));
    }
    // "a meeting he had *on Monday* with …", "held a meeting *on Monday* with …".
    let behind =
        analysis.children_by(trigger, &[Deprel::Acl, Deprel::AclRelcl]).filter(|_| !arguments.agents.is_empty());
    for verb in behind.chain(arguments.support) {
        over.extend(analysis.children_by(verb, &phrases));
    }
    for time in over.into_iter().filter(|&word| reading.is_time(word)) {
        for child in analysis.children_by(time, &[Deprel::Nmod]).filter(|&child| !reading.is_time(child)) {
            let Some(found) = preposition(analysis, child).filter(|found| found != "of") else { continue };
            for member in grammar::conjuncts(analysis, child) {
                if !arguments.obliques.iter().any(|known| known.head == member) {
                    arguments.obliques.push(grammar::Oblique { preposition: found.clone(), head: member });
                }
            }
        }
    }
}

/// "banned from worship at the sites *by the ministry*": the agent of a passive that the parser hung on a nearer noun.
fn buried_agent(reading: &Reading<'_>, verb: TokenId) -> Option<TokenId> {
    let analysis = reading.analysis;
    let clause = |token: TokenId| {
        let relation = analysis.deprel(token);
        matches!(relation, Deprel::AclRelcl | Deprel::Ccomp | Deprel::Conj | Deprel::Parataxis)
            || relation == Deprel::Advcl && !marked(analysis, token, &["from"])
    };
    let below = analysis.subtree_without(verb, clause);
    below
        .into_iter()
        .filter(|&token| token > verb && matches!(analysis.deprel(token), Deprel::Nmod | Deprel::Obl))
        .find(|&token| preposition(analysis, token).as_deref() == Some("by") && reading.entity_at(token).is_some())
}

/// "warned *Iran* of", "handed over *a prisoner*", "hunt down *the rebels*": an object that the parser took for an
/// indirect one, or for a phrase with the particle.
fn lost_object(analysis: &Analysis, words: &[TokenId], arguments: &Arguments) -> Vec<TokenId> {
    if !arguments.recipients.is_empty() {
        return arguments.recipients.clone();
    }
    let particle = |head: TokenId| {
        analysis.children_by(head, &[Deprel::Case]).any(|case| words.contains(&case) && is_particle(analysis, case))
    };
    let bare =
        |oblique: &grammar::Oblique| oblique.preposition.is_empty() && analysis.deprel(oblique.head) == Deprel::Obl;
    arguments
        .obliques
        .iter()
        .filter(|oblique| particle(oblique.head) || words.len() > 1 && bare(oblique))
        .map(|oblique| oblique.head)
        .collect()
}

fn is_particle(analysis: &Analysis, word: TokenId) -> bool {
    matches!(analysis.lower(word), "over" | "out" | "down" | "up" | "off" | "back" | "away")
}

/// "Talks *took place between* Mali and Niger": what the parser hangs on "place" belongs to the talks.
fn lend_from_place(analysis: &Analysis, verb: TokenId, arguments: &mut Arguments) {
    let places = analysis.children_by(verb, &[Deprel::Obj]).filter(|&object| analysis.lemma(object) == "place");
    for child in places.flat_map(|place| analysis.children_by(place, &[Deprel::Nmod])) {
        let Some(found) = preposition(analysis, child) else { continue };
        for head in grammar::conjuncts(analysis, child) {
            arguments.obliques.push(grammar::Oblique { preposition: found.clone(), head });
        }
    }
}

/// The participants right before a finite verb whose subject the parser lost, all of a list.
fn left_neighbors(reading: &Reading<'_>, verb: TokenId) -> Vec<TokenId> {
    let analysis = reading.analysis;
    let Some(last) = left_neighbor(reading, verb) else { return Vec::new() };
    let mut first = last;
    while let (Deprel::Conj, Some(head)) = (analysis.deprel(first), analysis.head(first)) {
        first = head;
    }
    let listed = |&token: &TokenId| token < verb && reading.entity_at(token).is_some();
    if first == last || analysis.upos(first) == Upos::Verb {
        return vec![last];
    }
    grammar::conjuncts(analysis, first).into_iter().filter(listed).collect()
}

fn left_neighbor(reading: &Reading<'_>, verb: TokenId) -> Option<TokenId> {
    let analysis = reading.analysis;
    let auxiliary = analysis.children_by(verb, &[Deprel::Aux]).next().is_some();
    if !(matches!(analysis.token(verb).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp) || auxiliary) {
        return None;
    }
    let before = (0..verb.0).rev().take(12).map(TokenId).find(|&token| {
        !matches!(analysis.upos(token), Upos::Adv | Upos::Aux | Upos::Part) && !is_aside(analysis, token)
    })?;
    // "Jim *Talent*": the name hangs on its first word.
    let before = analysis.head(before).filter(|_| analysis.deprel(before) == Deprel::Flat).unwrap_or(before);
    let same_sentence = analysis.sentence_of(before) == analysis.sentence_of(verb);
    (same_sentence && reading.entity_at(before).is_some() && analysis.child(before, Deprel::Case).is_none())
        .then_some(before)
}

/// "Smith *(D-Ohio)* *today* urged": what stands between a subject and its verb.
fn is_aside(analysis: &Analysis, token: TokenId) -> bool {
    let opened = |bracket: &TokenId| analysis.form(*bracket) == "(";
    let closed = |bracket: &TokenId| analysis.form(*bracket) == ")";
    let brackets = || (token.0.saturating_sub(6)..=token.0).rev().map(TokenId);
    let in_brackets = closed(&token)
        || brackets()
            .find(|bracket| opened(bracket) || closed(bracket) && *bracket != token)
            .is_some_and(|at| opened(&at));
    in_brackets || matches!(analysis.deprel(token), Deprel::NmodUnmarked | Deprel::OblUnmarked)
}

/// "a *series* of airstrikes": the noun that only counts the event, and has its verb.
fn counting_noun(analysis: &Analysis, token: TokenId) -> Option<TokenId> {
    let above = analysis.head(token).filter(|_| analysis.deprel(token) == Deprel::Nmod)?;
    let counts = matches!(
        analysis.lemma(above),
        "series"
            | "wave"
            | "round"
            | "number"
            | "string"
            | "spate"
            | "campaign"
            | "act"
            | "dozen"
            | "hundred"
            | "set"
            | "kind"
            | "form"
    );
    (counts && preposition(analysis, token).as_deref() == Some("of")).then_some(above)
}

/// Clauses on a word: complements, "a plan *to leave*", "warned *against leaving*".
fn governed_clauses(reading: &Reading<'_>, word: TokenId, governs: bool, clauses: &mut Vec<TokenId>) {
    let analysis = reading.analysis;
    let bare = clauses.is_empty();
    let that = |child: TokenId| marked(analysis, child, &["that"]);
    for &child in analysis.children(word) {
        let governed = match analysis.deprel(child) {
            Deprel::Ccomp | Deprel::Xcomp | Deprel::Csubj | Deprel::CsubjPass => true,
            // "It is vital that Mali act, *and that all help*": hung on the word over the first clause.
            Deprel::Conj => that(child) && clauses.iter().any(|&clause| clause < child && that(clause)),
            Deprel::Acl => marked(analysis, child, &["to", "that", "of", "from", "against"]),
            // "repeated its call on Monday *that Mali leave*", but "so that".
            Deprel::Advcl if marked(analysis, child, &["that"]) => governs && !marked(analysis, child, &["so", "such"]),
            Deprel::Advcl => {
                marked(analysis, child, &["of", "from", "against", "for", "with", "on", "to"])
                    && (gerund_or_infinitive(analysis, child) || governs && bare)
            }
            _ => false,
        };
        if governed && !clauses.contains(&child) {
            clauses.extend(grammar::conjuncts(analysis, child));
        }
        // "it is time for *the generals to go*": hung on those who shall do it.
        let whose = matches!(analysis.deprel(child), Deprel::Obl | Deprel::Nmod)
            && preposition(analysis, child).as_deref() == Some("for")
            && reading.participant_at(child).is_some();
        let act = analysis.children_by(child, &[Deprel::Acl]).find(|&act| whose && marked(analysis, act, &["to"]));
        clauses.extend(act.filter(|act| governs && !clauses.contains(act)));
    }
}

/// "called *for all parties* to leave": the parser hangs the subject of the infinitive on the verb.
fn for_subject(analysis: &Analysis, clause: TokenId) -> Option<TokenId> {
    let verb = analysis.head(clause)?;
    if !marked(analysis, clause, &["to"]) || analysis.token(clause).xpos != Xpos::Vb {
        return None;
    }
    if preposition(analysis, verb).as_deref() == Some("for") && analysis.deprel(clause) == Deprel::Acl {
        return Some(verb);
    }
    analysis
        .children_by(verb, &[Deprel::Obl, Deprel::Nmod])
        .filter(|&phrase| phrase < clause)
        .find(|&phrase| preposition(analysis, phrase).as_deref() == Some("for"))
}

fn marked(analysis: &Analysis, clause: TokenId, marks: &[&str]) -> bool {
    analysis.children_by(clause, &[Deprel::Mark, Deprel::Case]).any(|mark| marks.contains(&analysis.lower(mark)))
}

/// A purpose clause ("met *to discuss*") is not governed; a gerund after a preposition is.
fn gerund_or_infinitive(analysis: &Analysis, clause: TokenId) -> bool {
    !analysis.children_by(clause, &[Deprel::Mark]).any(|mark| analysis.lower(mark) == "to")
        || analysis.head(clause).is_some_and(|head| analysis.upos(head) == Upos::Adj)
}

/// "held *talks with Mali*", "*Iran's* threat": what hangs on a noun of the fixed phrase belongs to the phrase.
fn lend(reading: &Reading<'_>, noun: TokenId, arguments: &mut Arguments) {
    let lent = reading.grammar.arguments(reading.analysis, noun);
    for oblique in lent.obliques {
        if !arguments.obliques.iter().any(|known| known.head == oblique.head) {
            arguments.obliques.push(oblique);
        }
    }
    // "a round of *talks with* Iran", "a series of *attacks on* villages".
    let inner: Vec<TokenId> = arguments.with(&["of"]).collect();
    for of in inner {
        for oblique in reading.grammar.arguments(reading.analysis, of).obliques {
            if matches!(oblique.preposition.as_str(), "with" | "between" | "against" | "on")
                && !arguments.obliques.iter().any(|known| known.head == oblique.head)
            {
                arguments.obliques.push(oblique);
            }
        }
    }
    arguments.possessors.extend(lent.possessors.iter().copied());
    arguments.modifiers.extend(lent.modifiers);
    if arguments.agents.is_empty() {
        arguments.agents = lent.agents;
    }
}
