//! Whether a candidate happened: the grammar's reasons, weighed for the trigger and its frame.

use grammar::{Class, Factuality, Reason, Why};
use linguist::TokenId;
use ontology::{Deprel, EventType, Status, Upos, Xpos};

use crate::candidate::Candidate;
use crate::convert::{announce, threaten};
use crate::frames::{Entry, Frames, Polarity};
use crate::reading::Reading;
use crate::sides::is_harm;

/// The status of a candidate, and its type where tense and voice change it.
pub(crate) fn settle(reading: &Reading<'_>, frames: &Frames, candidate: &mut Candidate) -> Status {
    let analysis = reading.analysis;
    let entry = frames.frames.get(candidate.frame).map(|frame| &frame.entry);
    let mut reasons = reasons(reading, entry, candidate);
    let mut status = Status::Actual;
    for reason in &reasons {
        if weight(reason.status) > weight(status) {
            status = reason.status;
            candidate.unreached |= matches!(reason.why, Why::Purpose | Why::Condition);
            candidate.notes.push(format!("status {}: {} ({})", reason.status, analysis.form(reason.word), reason.why));
        }
    }
    if status == Status::Actual
        && let Some(lent) = borrowed(reading, candidate)
    {
        status = lent.status;
        reasons.extend(lent.reasons);
    }
    let conditional = reasons.iter().any(|reason| reason.why == Why::DependsOnCondition)
        && reasons
            .iter()
            .all(|reason| matches!(reason.why, Why::DependsOnCondition | Why::Will | Why::ReportedWould | Why::Would));
    let harmful = is_harm(candidate.kind) || candidate.kind == EventType::Retreat;
    match status {
        Status::Future if reasons.iter().any(|reason| announces(reading, reason)) => announce(reading, candidate),
        // "will withdraw the monitors unless …": announced on a condition, it is a threat; "would meet them if", an offer.
        Status::Hypothetical if conditional && harmful => threaten(reading, candidate),
        Status::Hypothetical if conditional => {
            if announce(reading, candidate) == Status::Actual {
                Status::Actual
            } else {
                Status::Hypothetical
            }
        }
        _ => status,
    }
}

/// Whether the word that makes it future announces it: "will visit", "plans to visit", not "the plan to visit".
fn announces(reading: &Reading<'_>, reason: &Reason) -> bool {
    match reason.why {
        Why::PlannedOrPromised => {
            let class = reading.grammar.class_of(reading.analysis, reason.word);
            class == Some(Class::Promise) || reading.analysis.upos(reason.word) == Upos::Verb
        }
        _ => reason.status == Status::Future,
    }
}

/// The grammar's reasons that bear on the trigger.
fn reasons(reading: &Reading<'_>, entry: Option<&Entry>, candidate: &Candidate) -> Vec<Reason> {
    let analysis = reading.analysis;
    let mut reasons = reading.grammar.factuality(analysis, candidate.token).reasons;
    if let Some(support) = candidate.support {
        // "was planning to launch an attack": the noun happens when its verb does.
        for reason in reading.grammar.factuality(analysis, support).reasons {
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
    }
    let bears = Bears::new(reading, entry, candidate);
    reasons.retain(|reason| bears.on(reason));
    reasons
}

/// What decides whether a reason bears on a trigger.
struct Bears<'a> {
    reading: &'a Reading<'a>,
    candidate: &'a Candidate,
    polarity: Option<Polarity>,
    modal: bool,
    attempt_counts: bool,
    /// "the system *backed* by …", "… and Hussein *was executed*": only the trigger's own words tell.
    own_clause: bool,
    /// A noun in a clause that is not about it: "met to discuss *the campaign*".
    aside: bool,
}

impl<'a> Bears<'a> {
    fn new(reading: &'a Reading<'a>, entry: Option<&Entry>, candidate: &'a Candidate) -> Self {
        let analysis = reading.analysis;
        let token = candidate.token;
        let participle = analysis.deprel(token) == Deprel::Acl && analysis.token(token).xpos == Xpos::Vbn;
        let own_subject = analysis.deprel(token) == Deprel::Conj
            && analysis.children_by(token, &[Deprel::Nsubj, Deprel::NsubjPass]).next().is_some();
        let definite = analysis.children_by(token, &[Deprel::Det, Deprel::NmodPoss]).next().is_some();
        Self {
            reading,
            candidate,
            polarity: entry.and_then(|entry| entry.polarity),
            modal: entry.is_some_and(|entry| !entry.modal.is_empty()),
            attempt_counts: candidate.kind == EventType::Assault || entry.is_some_and(|entry| entry.attempt.is_some()),
            own_clause: participle || own_subject,
            aside: candidate.nominal && candidate.support.is_none() && definite,
        }
    }

    fn on(&self, reason: &Reason) -> bool {
        let analysis = self.reading.analysis;
        let token = self.candidate.token;
        let own = analysis.head(reason.word) == Some(token);
        if self.candidate.words.contains(&reason.word) || self.own_clause && !own {
            return false;
        }
        if self.aside
            && !own
            && matches!(reason.why, Why::Purpose | Why::Will | Why::Would | Why::Modal | Why::Condition | Why::Negation)
        {
            return false;
        }
        match reason.status {
            Status::Actual => false,
            Status::Negated => !(own && (self.modal || self.polarity == Some(Polarity::Negated))),
            Status::Future => !(own && self.polarity.is_some()),
            Status::Hypothetical => !self.expected(reason, own),
        }
    }

    /// A modal, condition or attempt that the frame itself reckons with.
    fn expected(&self, reason: &Reason, own: bool) -> bool {
        let auxiliary = self.reading.analysis.deprel(reason.word) == Deprel::Aux;
        let attempt = self.reading.grammar.class_of(self.reading.analysis, reason.word) == Some(Class::Attempt);
        self.modal && own
            || self.polarity.is_some() && (reason.why == Why::DependsOnCondition || own && auxiliary)
            || self.attempt_counts && attempt
    }
}

/// What a verb without a tense of its own takes from the clause it hangs on: "will return, *visiting* Oman" is future.
fn borrowed(reading: &Reading<'_>, candidate: &mut Candidate) -> Option<Factuality> {
    let analysis = reading.analysis;
    let token: TokenId = candidate.token;
    let mut head = analysis.head(token)?;
    let own = [Deprel::Aux, Deprel::Nsubj, Deprel::NsubjPass, Deprel::Mark];
    let dependent = analysis.children_by(token, &own).next().is_none();
    let form = analysis.token(token).xpos;
    let hangs = match analysis.deprel(token) {
        Deprel::Advcl => form == Xpos::Vbg,
        // "to degrade and *destroy*": the second shares the "to" of the first.
        Deprel::Conj => matches!(form, Xpos::Vbg | Xpos::Vb),
        _ => false,
    };
    if !(dependent && hangs) {
        return None;
    }
    let mut above = reading.grammar.factuality(analysis, head);
    // "opened fire to disperse the crowd, *killing* two": what follows from the main clause is no purpose.
    let purpose = |above: &Factuality| above.reasons.iter().any(|reason| reason.why == Why::Purpose);
    if form == Xpos::Vbg
        && purpose(&above)
        && analysis.children_by(token, &[Deprel::Punct]).any(|mark| mark < token)
        && let Some(main) = analysis.head(head)
    {
        head = main;
        above = reading.grammar.factuality(analysis, head);
    }
    if matches!(above.status, Status::Negated | Status::Actual) {
        return None;
    }
    candidate.notes.push(format!("status {}: as {}", above.status, analysis.form(head)));
    Some(above)
}

fn weight(status: Status) -> u8 {
    match status {
        Status::Actual => 0,
        Status::Future => 1,
        Status::Hypothetical => 2,
        Status::Negated => 3,
    }
}
