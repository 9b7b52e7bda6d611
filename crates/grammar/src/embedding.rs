//! What a clause or event noun is embedded in: "agreed *to leave*", "demanded the *withdrawal*".

use linguist::{Analysis, TokenId};
use ontology::{Deprel, Upos, Xpos};

use crate::Grammar;
use crate::phrase::{continued, preposition};
use crate::words::Class;

/// How the embedded word hangs on the word that embeds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// "said that they left", "wants to leave".
    Complement,
    /// "a plan to leave", "the claim that they left".
    OnNoun,
    /// "demanded a withdrawal", "called for talks".
    Object,
}

/// One step from an event up to the word that embeds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Embedding {
    pub embedder: TokenId,
    pub class: Class,
    pub way: Way,
    /// The word just under the embedder: the event itself, or what stands between.
    pub embedded: TokenId,
}

/// Bounds the walk up the tree.
const MAX_STEPS: usize = 8;

impl Grammar {
    /// The predicates that embed an event, innermost first, up to the clause that stands on its own.
    #[must_use]
    pub fn embeddings(&self, analysis: &Analysis, event: TokenId) -> Vec<Embedding> {
        let mut found = Vec::new();
        let mut at = event;
        for _ in 0..MAX_STEPS {
            let Some(head) = self.announcer(analysis, at).or_else(|| analysis.head(at)) else { break };
            let Some(way) = self.way_up(analysis, at, head) else { break };
            match way {
                Step::Through => {}
                Step::Embedded(way) => {
                    if let Some(class) = self.class_under(analysis, at, head, way) {
                        found.push(Embedding { embedder: head, class, way, embedded: at });
                    } else if way == Way::Object {
                        // An ordinary argument: its verb says nothing of whether it happened.
                        break;
                    }
                }
            }
            at = if analysis.deprel(at) == Deprel::Conj { continued(analysis, at).unwrap_or(head) } else { head };
        }
        found
    }

    /// The class of an embedder. Objects are embedded only by words that act on events, and "keep", "make" or
    /// "say" with an object say nothing of it.
    fn class_under(&self, analysis: &Analysis, embedded: TokenId, head: TokenId, way: Way) -> Option<Class> {
        let class = self.class_of(analysis, head)?;
        if way != Way::Object {
            return Some(class);
        }
        let preposition = preposition(analysis, embedded).filter(|_| analysis.deprel(embedded) != Deprel::Obj);
        let governed = match preposition.as_deref() {
            None => true,
            Some("for") => matches!(class, Class::Demand | Class::Plan | Class::Expect),
            // "looks forward to talks".
            Some("to") if class == Class::Expect => true,
            Some("of" | "to" | "on") => {
                matches!(analysis.upos(head), Upos::Noun) || matches!(class, Class::Threaten | Class::Promise)
            }
            Some("with") => class == Class::Threaten,
            Some("from") => class == Class::Fail,
            Some(_) => false,
        };
        let acts_on_events = matches!(
            class,
            Class::Demand
                | Class::Plan
                | Class::Threaten
                | Class::Promise
                | Class::Fail
                | Class::Deny
                | Class::Expect
                | Class::Allow
                | Class::Attempt
        );
        (governed && acts_on_events).then_some(class)
    }
}

impl Grammar {
    fn way_up(&self, analysis: &Analysis, at: TokenId, head: TokenId) -> Option<Step> {
        let head_is_noun = matches!(analysis.upos(head), Upos::Noun | Upos::Propn);
        Some(match analysis.deprel(at) {
            Deprel::Ccomp | Deprel::Xcomp | Deprel::Csubj | Deprel::CsubjPass => Step::Embedded(Way::Complement),
            Deprel::Acl if head_is_noun => Step::Embedded(Way::OnNoun),
            Deprel::Acl | Deprel::AclRelcl if self.announcer(analysis, at) == Some(head) => {
                Step::Embedded(Way::Complement)
            }
            Deprel::Conj => Step::Through,
            Deprel::Obj | Deprel::NsubjPass | Deprel::Obl => Step::Embedded(Way::Object),
            Deprel::Nmod if head_is_noun => Step::Embedded(Way::Object),
            // "accused of attacking", "prevented from leaving": gerunds marked by a preposition.
            Deprel::Advcl if marked_by(analysis, at, &["of", "from", "against", "for", "about", "on"]) => {
                Step::Embedded(Way::Complement)
            }
            Deprel::Advcl if self.is_content_infinitive(analysis, at) => Step::Embedded(Way::Complement),
            // "looks forward to meeting": a gerund, not a purpose.
            Deprel::Advcl if analysis.token(at).xpos == Xpos::Vbg && marked_by(analysis, at, &["to"]) => {
                Step::Embedded(Way::Complement)
            }
            _ => return None,
        })
    }

    /// "announced last month that it would leave": the verb of saying of a clause that the parser hangs on the time between.
    #[must_use]
    pub fn announcer(&self, analysis: &Analysis, clause: TokenId) -> Option<TokenId> {
        let relative = matches!(analysis.deprel(clause), Deprel::Acl | Deprel::AclRelcl);
        if !relative || !analysis.children_by(clause, &[Deprel::Mark]).any(|mark| analysis.lower(mark) == "that") {
            return None;
        }
        let time = analysis.head(clause)?;
        let verb = analysis.head(time).filter(|&verb| verb < time)?;
        let adjunct = matches!(analysis.deprel(time), Deprel::Obl | Deprel::OblUnmarked);
        (adjunct && self.class_of(analysis, verb) == Some(Class::Speech)).then_some(verb)
    }

    /// "voted on Sunday *to leave*": an infinitive that the parser takes for a purpose, of a verb that it is the content of.
    #[must_use]
    pub fn is_content_infinitive(&self, analysis: &Analysis, clause: TokenId) -> bool {
        analysis.deprel(clause) == Deprel::Advcl
            && analysis.children_by(clause, &[Deprel::Mark]).any(|mark| analysis.lower(mark) == "to")
            && analysis.head(clause).is_some_and(|verb| {
                verb < clause
                    && self.words.takes_infinitive(analysis.lemma(verb))
                    && analysis.children_by(verb, &[Deprel::Obj, Deprel::Xcomp, Deprel::Ccomp]).next().is_none()
            })
    }
}

enum Step {
    /// The same clause goes on: coordination, a support verb.
    Through,
    Embedded(Way),
}

pub(crate) fn marked_by(analysis: &Analysis, token: TokenId, words: &[&str]) -> bool {
    analysis.children_by(token, &[Deprel::Mark, Deprel::Case]).any(|child| words.contains(&analysis.lower(child)))
}
