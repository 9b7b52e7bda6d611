//! Mends trees where the parser is known to err: what grammar rules out is hung elsewhere, before any layer reads the tree.
//!
//! * "said that it would send troops, and *accused* Mali": a past tense does not continue a clause with "would", but the verb of
//!   saying over it.
//! * "The envoy, who said that …, *left*": the verb behind a relative clause or an apposition is that of the sentence.
//! * "expelled diplomats and *imposed* sanctions on Mali": a verb that lends its arguments to a noun, taken for its attribute.
//! * "thanked *President Marcos*": nobody is called without a comma; "ordered the army *to leave*": what the army shall do, no purpose;
//!   "gave *her* refuge": whom it was given; "shot dead *more than ten people*": whom it was done to.
//! * "was taken away and *charged*": a second passive, taken for a past tense.
//! * "the seizure of power, *the dissolution* of the cabinet and the arrest of the king": a list, not an apposition.

use linguist::{Analysis, TokenId};
use ontology::{Deprel, Tense, Upos, VerbForm, Voice, Xpos};

use crate::phrase::{is_infinitive, is_passive};
use crate::{Class, Grammar};

/// A token, its new head and its new relation.
type Move = (TokenId, Option<TokenId>, Deprel);

/// Bounds the walk up from a clause to the verb that says it.
const MAX_STEPS: usize = 8;

impl Grammar {
    /// The analysis with what the parser is known to hang wrongly hung right.
    #[must_use]
    pub fn mend(&self, mut analysis: Analysis) -> Analysis {
        let mut moves = Vec::new();
        for token in analysis.ids() {
            moves.extend(self.verb_of_sayer(&analysis, token).map(|head| (token, Some(head), Deprel::Conj)));
            moves.extend(second_infinitive(&analysis, token).map(|head| (token, Some(head), Deprel::Conj)));
            moves.extend(listed(&analysis, token).map(|head| (token, Some(head), Deprel::Conj)));
            moves.extend(self.verb_before_noun(&analysis, token));
            moves.extend(called_object(&analysis, token));
            moves.extend(self.infinitive_of_object(&analysis, token));
            moves.extend(given_to_her(&analysis, token));
            moves.extend(object_more_than(&analysis, token));
            moves.extend(only_object(&analysis, token));
            moves.extend(content_under_time(&analysis, token));
            moves.extend(content_of_noun(&analysis, token));
            moves.extend(attribute_before_noun(&analysis, token));
            moves.extend(active_subject(&analysis, token));
            moves.extend(passive_of_adjective(&analysis, token));
            moves.extend(included(&analysis, token));
            moves.extend(counted_object(&analysis, token));
            moves.extend(subject_of_participle(&analysis, token));
            moves.extend(self.judged_object(&analysis, token));
        }
        for sentence in 0..analysis.sentences.len() {
            moves.extend(lost_main_verb(&analysis, u32::try_from(sentence).unwrap_or(u32::MAX)));
        }
        analysis.rehang(&moves);
        for (verb, _, _) in moves {
            let token = &mut analysis.tokens[verb.index()];
            if token.xpos == Xpos::Vbn
                && token.upos == Upos::Verb
                && matches!(token.deprel, Deprel::Root | Deprel::Conj)
            {
                (token.xpos, token.feats.voice) = (Xpos::Vbd, None);
                (token.feats.tense, token.feats.verb_form) = (Some(Tense::Past), Some(VerbForm::Fin));
            }
        }
        for verb in analysis.ids() {
            if is_bare_past(&analysis, verb) {
                let token = &mut analysis.tokens[verb.index()];
                (token.xpos, token.feats.voice) = (Xpos::Vbd, None);
                (token.feats.tense, token.feats.verb_form) = (Some(Tense::Past), Some(VerbForm::Fin));
            }
            if self.is_second_passive(&analysis, verb) {
                let token = &mut analysis.tokens[verb.index()];
                (token.xpos, token.feats.voice) = (Xpos::Vbn, Some(Voice::Pass));
                (token.feats.mood, token.feats.verb_form) = (None, Some(VerbForm::Part));
            }
        }
        analysis
    }

    /// "was taken away and *charged*": a past tense without an object, of a verb that has one, behind a passive.
    fn is_second_passive(&self, analysis: &Analysis, verb: TokenId) -> bool {
        let own = [Deprel::Nsubj, Deprel::NsubjPass, Deprel::Aux, Deprel::Obj, Deprel::Iobj, Deprel::Ccomp];
        analysis.token(verb).xpos == Xpos::Vbd
            && analysis.deprel(verb) == Deprel::Conj
            && self.words.is_undergone(analysis.lemma(verb))
            && analysis.children_by(verb, &own).next().is_none()
            && analysis.head(verb).is_some_and(|first| is_passive(analysis, first))
    }

    /// The verb of saying that a verb continues although it hangs in what is said.
    fn verb_of_sayer(&self, analysis: &Analysis, verb: TokenId) -> Option<TokenId> {
        let first = analysis.head(verb).filter(|_| is_bare_continuation(analysis, verb))?;
        let tense = finite(analysis, verb)?;
        let mut at = first;
        for _ in 0..MAX_STEPS {
            let head = analysis.head(at)?;
            let said = matches!(analysis.deprel(at), Deprel::Ccomp | Deprel::Parataxis);
            let says = matches!(
                self.class_of(analysis, head),
                Some(Class::Speech | Class::Belief | Class::Demand | Class::Promise | Class::Threaten | Class::Deny)
            ) || self.words.utters(analysis.lemma(head));
            if said && says && head < at {
                let fits = finite(analysis, head) == Some(tense) && self.outside(analysis, at, first, verb);
                return fits.then_some(head);
            }
            at = head;
        }
        None
    }

    /// "expelled diplomats and *imposed* sanctions on Mali": the participle before the second noun is the second verb.
    fn verb_before_noun(&self, analysis: &Analysis, participle: TokenId) -> Vec<Move> {
        let word = analysis.token(participle);
        let noun = analysis.head(participle).filter(|&noun| {
            word.deprel == Deprel::Amod && matches!(word.xpos, Xpos::Vbn | Xpos::Vbd) && noun.0 == participle.0 + 1
        });
        let support = self.words.support(analysis.lemma(participle)).is_some();
        let Some(noun) = noun.filter(|_| support && analysis.lower(participle).ends_with("ed")) else {
            return Vec::new();
        };
        let joined = analysis.child(noun, Deprel::Cc).is_some_and(|and| and.0 + 1 == participle.0);
        let object = analysis.head(noun).filter(|_| joined && analysis.deprel(noun) == Deprel::Conj);
        let verb =
            object.filter(|&object| analysis.deprel(object) == Deprel::Obj).and_then(|object| analysis.head(object));
        let Some(verb) = verb.filter(|&verb| finite(analysis, verb) == Some(true)) else { return Vec::new() };
        let mut moves = vec![(participle, Some(verb), Deprel::Conj), (noun, Some(participle), Deprel::Obj)];
        moves.extend(analysis.child(noun, Deprel::Cc).map(|and| (and, Some(participle), Deprel::Cc)));
        let behind = analysis.children_by(verb, &[Deprel::Obl]).filter(|&phrase| phrase > noun);
        moves.extend(behind.map(|phrase| (phrase, Some(participle), Deprel::Obl)));
        moves
    }

    /// "ordered the army *to leave*": of a verb of asking and letting with an object the infinitive says what the object shall do.
    fn infinitive_of_object(&self, analysis: &Analysis, infinitive: TokenId) -> Option<Move> {
        let above = analysis.head(infinitive)?;
        let verb = match analysis.deprel(infinitive) {
            Deprel::Advcl => above,
            Deprel::Acl if analysis.deprel(above) == Deprel::Obj => analysis.head(above)?,
            _ => return None,
        };
        let class = self.class_of(analysis, verb);
        // "demanded the right *to leave*", but "allowed the student *to leave*".
        let asks = class == Some(Class::Allow) || class == Some(Class::Demand) && above == verb;
        let object = analysis.child(verb, Deprel::Obj).filter(|&object| verb < object && object < infinitive)?;
        let close = (object.0 + 1..infinitive.0).map(TokenId).all(|between| analysis.form(between) != ",");
        // "asked for troops *in order* to keep the peace".
        let purpose = analysis.children_by(infinitive, &[Deprel::Mark]).any(|mark| analysis.lower(mark) != "to");
        let free = !purpose && analysis.children_by(verb, &[Deprel::Xcomp, Deprel::Ccomp]).next().is_none();
        (asks && close && free && is_infinitive(analysis, infinitive)).then_some((
            infinitive,
            Some(verb),
            Deprel::Xcomp,
        ))
    }

    /// "holds the minister *responsible* for it": what somebody is held to be, no attribute.
    fn judged_object(&self, analysis: &Analysis, adjective: TokenId) -> Option<Move> {
        let noun = analysis.head(adjective).filter(|_| analysis.deprel(adjective) == Deprel::Amod)?;
        let verb = analysis.head(noun).filter(|&verb| analysis.deprel(noun) == Deprel::Obj && verb < noun)?;
        let judged = self.words.is_judged(analysis.lemma(verb), analysis.lemma(adjective));
        (judged && noun < adjective).then_some((adjective, Some(verb), Deprel::Xcomp))
    }

    /// Whether a verb cannot continue the clause that it hangs on, or had better not.
    fn outside(&self, analysis: &Analysis, clause: TokenId, first: TokenId, verb: TokenId) -> bool {
        let utters = self.words.utters(analysis.lemma(verb));
        let comma = behind_comma(analysis, verb);
        let modal = analysis.children_by(first, &[Deprel::Aux]).any(|aux| analysis.token(aux).xpos == Xpos::Md);
        let infinitive = analysis.token(first).xpos == Xpos::Vb && !modal;
        if finite(analysis, first).is_some() || first != clause && finite(analysis, clause).is_some() {
            // "said the talks failed, and accused Mali", not "said the talks failed, asked for help, and left".
            return utters && comma && analysis.child(verb, Deprel::Cc).is_some();
        }
        // "would send … and accused", "to leave … and accused": no tense in common.
        modal && (utters || comma) || infinitive && utters || !modal && !infinitive && (utters && comma)
    }
}

/// "to congratulate the people who fought and *thank* our ally": a base form does not continue a past tense, but the
/// infinitive above it.
fn second_infinitive(analysis: &Analysis, verb: TokenId) -> Option<TokenId> {
    let first = analysis.head(verb).filter(|_| is_bare_continuation(analysis, verb))?;
    let base = matches!(analysis.token(verb).xpos, Xpos::Vb | Xpos::Vbp);
    let past = analysis.token(first).xpos == Xpos::Vbd;
    let told = analysis.ancestors(first).take(MAX_STEPS).take_while(|&above| above < first);
    let infinitive = told.filter(|_| base && past).find(|&above| analysis.token(above).xpos == Xpos::Vb)?;
    is_infinitive(analysis, infinitive).then_some(infinitive)
}

/// A finite verb without a subject or mark of its own, hung on a word before it.
fn is_bare_continuation(analysis: &Analysis, verb: TokenId) -> bool {
    let own = [Deprel::Nsubj, Deprel::NsubjPass, Deprel::Mark, Deprel::Aux, Deprel::AuxPass, Deprel::Expl];
    analysis.upos(verb) == Upos::Verb
        && matches!(analysis.deprel(verb), Deprel::Conj | Deprel::Advcl | Deprel::Parataxis)
        && analysis.children_by(verb, &own).next().is_none()
        && analysis.head(verb).is_some_and(|head| head < verb && analysis.upos(head) == Upos::Verb)
}

/// The finite form of a verb without auxiliaries; past tense is told from present.
fn finite(analysis: &Analysis, verb: TokenId) -> Option<bool> {
    if analysis.children_by(verb, &[Deprel::Aux, Deprel::AuxPass]).next().is_some() {
        return None;
    }
    match analysis.token(verb).xpos {
        Xpos::Vbd => Some(true),
        // Other persons of the present look like infinitives: "should require …, and state".
        Xpos::Vbz => Some(false),
        _ => None,
    }
}

/// "thank *President Marcos*": a name right behind its verb is the object.
fn called_object(analysis: &Analysis, name: TokenId) -> Option<Move> {
    let verb = analysis.head(name).filter(|&verb| analysis.deprel(name) == Deprel::Vocative && verb < name)?;
    let close = (verb.0 + 1..name.0).map(TokenId).all(|between| analysis.upos(between) != Upos::Punct);
    let object = analysis.upos(verb) == Upos::Verb && analysis.child(verb, Deprel::Obj).is_none();
    (close && object).then_some((name, Some(verb), Deprel::Obj))
}

/// "gave *her* refuge": the one form that is owner and object alike, right behind a verb of giving.
fn given_to_her(analysis: &Analysis, pronoun: TokenId) -> Option<Move> {
    let thing = analysis.head(pronoun).filter(|_| analysis.deprel(pronoun) == Deprel::NmodPoss)?;
    let verb = analysis.head(thing).filter(|_| analysis.deprel(thing) == Deprel::Obj)?;
    let gives = matches!(analysis.lemma(verb), "give" | "grant" | "offer" | "lend");
    let follows = verb.0 + 1 == pronoun.0 && pronoun.0 + 1 == thing.0 && analysis.lower(pronoun) == "her";
    (gives && follows && analysis.child(verb, Deprel::Iobj).is_none()).then_some((pronoun, Some(verb), Deprel::Iobj))
}

/// "shot dead *more than ten people*": the number's own "more than" taken for a comparison.
fn object_more_than(analysis: &Analysis, noun: TokenId) -> Option<Move> {
    let verb = analysis.head(noun).filter(|&verb| analysis.deprel(noun) == Deprel::Obl && verb < noun)?;
    let than = analysis.child(noun, Deprel::Case).filter(|&case| analysis.lower(case) == "than")?;
    let more = TokenId(than.0.checked_sub(1)?);
    let compared = matches!(analysis.lower(more), "more" | "less" | "fewer") && analysis.head(more) == Some(verb);
    let counted = analysis.children_by(noun, &[Deprel::Nummod]).next().is_some();
    let alone = analysis.children_by(verb, &[Deprel::Obj, Deprel::Ccomp]).next().is_none();
    let active = analysis.upos(verb) == Upos::Verb && !is_passive(analysis, verb);
    (compared && counted && alone && active).then_some((noun, Some(verb), Deprel::Obj))
}

/// "asked *the ministry* for money": a verb with one object has no indirect one.
fn only_object(analysis: &Analysis, noun: TokenId) -> Option<Move> {
    let verb = analysis.head(noun).filter(|_| analysis.deprel(noun) == Deprel::Iobj)?;
    let others = [Deprel::Obj, Deprel::Ccomp, Deprel::Xcomp];
    let asked = analysis.children_by(verb, &[Deprel::Obl]).any(|phrase| {
        analysis.children_by(phrase, &[Deprel::Case]).any(|case| matches!(analysis.lower(case), "for" | "about" | "of"))
    });
    let alone = analysis.children_by(verb, &others).next().is_none();
    (alone && asked && !is_passive(analysis, verb)).then_some((noun, Some(verb), Deprel::Obj))
}

/// "announced last month *that they would leave*": a time is not told more of by what was announced.
fn content_under_time(analysis: &Analysis, clause: TokenId) -> Option<Move> {
    let time = analysis.head(clause).filter(|_| matches!(analysis.deprel(clause), Deprel::Acl | Deprel::AclRelcl))?;
    let verb = analysis.head(time).filter(|&verb| verb < time && analysis.upos(verb) == Upos::Verb)?;
    let timed = analysis.deprel(time) == Deprel::OblUnmarked;
    let that = analysis.children_by(clause, &[Deprel::Mark]).any(|mark| analysis.lower(mark) == "that");
    let alone = analysis.children_by(verb, &[Deprel::Ccomp]).next().is_none();
    (timed && that && alone).then_some((clause, Some(verb), Deprel::Ccomp))
}

/// "an order *that* the army leave the city": what has an object already takes up no other.
fn content_of_noun(analysis: &Analysis, that: TokenId) -> Vec<Move> {
    let is_object = analysis.lower(that) == "that" && analysis.deprel(that) == Deprel::Obj;
    let Some(verb) = analysis.head(that).filter(|&verb| is_object && analysis.deprel(verb) == Deprel::AclRelcl) else {
        return Vec::new();
    };
    let has_all = analysis.children_by(verb, &[Deprel::Obj]).any(|object| object > verb)
        && analysis.children_by(verb, &[Deprel::Nsubj]).any(|subject| that < subject);
    let Some(noun) = analysis.head(verb).filter(|_| has_all) else { return Vec::new() };
    vec![(that, Some(verb), Deprel::Mark), (verb, Some(noun), Deprel::Acl)]
}

/// "circulated *forged* documents": a participle between a verb and its object belongs to the object.
fn attribute_before_noun(analysis: &Analysis, participle: TokenId) -> Option<Move> {
    let verb = analysis.head(participle).filter(|_| analysis.deprel(participle) == Deprel::Xcomp)?;
    let object = analysis.child(verb, Deprel::Obj)?;
    let between = verb < participle && participle.0 + 1 == object.0;
    let bare = analysis.token(participle).xpos == Xpos::Vbn && analysis.children(participle).is_empty();
    (between && bare).then_some((participle, Some(object), Deprel::Amod))
}

/// "Tanks *rolled*": a past tense without an auxiliary is active.
fn active_subject(analysis: &Analysis, subject: TokenId) -> Option<Move> {
    let verb = analysis.head(subject).filter(|_| analysis.deprel(subject) == Deprel::NsubjPass)?;
    let finite = matches!(analysis.token(verb).xpos, Xpos::Vbd | Xpos::Vbz | Xpos::Vbp);
    let auxiliary = analysis.children_by(verb, &[Deprel::Aux, Deprel::AuxPass]).next().is_some();
    (finite && !auxiliary).then_some((subject, Some(verb), Deprel::Nsubj))
}

/// "is *troubled* by": an adjective has a copula and no agent.
fn passive_of_adjective(analysis: &Analysis, child: TokenId) -> Option<Move> {
    let adjective = analysis.head(child).filter(|&head| analysis.upos(head) == Upos::Adj)?;
    let relation = match analysis.deprel(child) {
        Deprel::AuxPass => Deprel::Cop,
        Deprel::NsubjPass => Deprel::Nsubj,
        Deprel::OblAgent => Deprel::Obl,
        _ => return None,
    };
    Some((child, Some(adjective), relation))
}

/// "thanked Norway and the allies, *including Chad*": hung on the verb over the noun that it tells more of.
fn included(analysis: &Analysis, member: TokenId) -> Option<Move> {
    let verb = analysis.head(member).filter(|_| analysis.deprel(member) == Deprel::Obl)?;
    let case = analysis.child(member, Deprel::Case).filter(|&case| analysis.lower(case) == "including")?;
    let comma = TokenId(case.0.checked_sub(1)?);
    let noun = TokenId(comma.0.checked_sub(1)?);
    let close = analysis.form(comma) == "," && matches!(analysis.upos(noun), Upos::Noun | Upos::Propn);
    (close && verb < noun && analysis.sentence_of(noun) == analysis.sentence_of(member)).then_some((
        member,
        Some(noun),
        Deprel::Nmod,
    ))
}

/// "killed *at least eight leaders*": a counted noun without a preposition of its own is the object.
fn counted_object(analysis: &Analysis, noun: TokenId) -> Option<Move> {
    let verb = analysis.head(noun).filter(|&verb| analysis.deprel(noun) == Deprel::Obl && verb < noun)?;
    let counted = analysis.children_by(noun, &[Deprel::Nummod]).next().is_some();
    let bare = analysis.children_by(noun, &[Deprel::Case, Deprel::Mark]).next().is_none();
    let free = analysis.children_by(verb, &[Deprel::Obj, Deprel::Ccomp, Deprel::Xcomp]).next().is_none();
    let active = analysis.upos(verb) == Upos::Verb && !is_passive(analysis, verb);
    let close = (verb.0 + 1..noun.0).map(TokenId).all(|between| between != verb && analysis.form(between) != ",");
    (counted && bare && free && active && close && analysis.upos(noun) == Upos::Noun).then_some((
        noun,
        Some(verb),
        Deprel::Obj,
    ))
}

/// "The agency *working* in Chad said": the participle tells more of the subject.
fn subject_of_participle(analysis: &Analysis, participle: TokenId) -> Vec<Move> {
    let is_subject = analysis.deprel(participle) == Deprel::Nsubj && analysis.token(participle).xpos == Xpos::Vbg;
    let Some(verb) = analysis.head(participle).filter(|&verb| is_subject && participle < verb) else {
        return Vec::new();
    };
    let Some(noun) = analysis.child(participle, Deprel::Nsubj).filter(|noun| noun.0 + 1 == participle.0) else {
        return Vec::new();
    };
    vec![(noun, Some(verb), Deprel::Nsubj), (participle, Some(noun), Deprel::Acl)]
}

/// "Aid *poured* in": the main verb of a sentence with an active subject and no auxiliary, taken for a participle.
fn is_bare_past(analysis: &Analysis, verb: TokenId) -> bool {
    let own = [Deprel::Aux, Deprel::AuxPass, Deprel::NsubjPass, Deprel::Cop];
    analysis.token(verb).xpos == Xpos::Vbn
        && analysis.upos(verb) == Upos::Verb
        && analysis.deprel(verb) == Deprel::Root
        && analysis.child(verb, Deprel::Nsubj).is_some()
        && analysis.children_by(verb, &own).next().is_none()
}

/// Whether a comma stands before a word, or before the conjunction before it.
fn behind_comma(analysis: &Analysis, word: TokenId) -> bool {
    let before = (word.0.saturating_sub(3)..word.0).rev().map(TokenId);
    before
        .take_while(|&token| matches!(analysis.upos(token), Upos::Cconj | Upos::Adv | Upos::Punct))
        .any(|token| analysis.form(token) == ",")
}

/// The first member of a list that the parser took for a noun with an apposition.
fn listed(analysis: &Analysis, noun: TokenId) -> Option<TokenId> {
    let first = analysis.head(noun).filter(|_| analysis.deprel(noun) == Deprel::Appos)?;
    let common = |token: TokenId| {
        analysis.upos(token) == Upos::Noun
            && analysis.token(token).xpos == Xpos::Nn
            && analysis.children_by(token, &[Deprel::Det]).any(|det| analysis.lower(det) == "the")
    };
    let last = analysis.child(noun, Deprel::Conj)?;
    let joined = analysis.child(last, Deprel::Cc).is_some();
    (first < noun && joined && common(first) && common(noun) && common(last)).then_some(first)
}

/// "The envoy, who …, *left*", "Thant, the secretary-general, *urged* …": the root of such a sentence is its subject, and its verb hangs
/// in the relative clause or beside the apposition.
fn lost_main_verb(analysis: &Analysis, sentence: u32) -> Vec<Move> {
    let Some(root) = analysis.sentence_ids(sentence).find(|&token| analysis.head(token).is_none()) else {
        return Vec::new();
    };
    let nominal = matches!(analysis.upos(root), Upos::Noun | Upos::Propn | Upos::Pron);
    let clausal = [Deprel::Cop, Deprel::Nsubj, Deprel::NsubjPass, Deprel::Expl];
    if !nominal || analysis.children_by(root, &clausal).next().is_some() {
        return Vec::new();
    }
    let Some(aside) = analysis.child(root, Deprel::AclRelcl).or_else(|| analysis.child(root, Deprel::Appos)) else {
        return Vec::new();
    };
    let in_aside = |token: TokenId| token == aside || analysis.ancestors(token).any(|above| above == aside);
    let own = [Deprel::Nsubj, Deprel::NsubjPass, Deprel::Mark, Deprel::Expl];
    let is_main = |verb: TokenId| {
        let told = finite(analysis, verb).is_some()
            || is_ambiguous_past(analysis, verb)
            || analysis.children_by(verb, &[Deprel::Aux, Deprel::AuxPass]).next().is_some();
        analysis.upos(verb) == Upos::Verb
            && verb > aside
            && told
            && matches!(analysis.deprel(verb), Deprel::Conj | Deprel::Advcl | Deprel::Parataxis)
            && analysis.children_by(verb, &own).next().is_none()
            && analysis.child(verb, Deprel::Cc).is_none()
            && closes_aside(analysis, verb)
            && (in_aside(verb) || analysis.head(verb) == Some(root))
    };
    let Some(verb) = analysis.sentence_ids(sentence).rfind(|&token| is_main(token)) else {
        return Vec::new();
    };
    let subject = if is_passive(analysis, verb) && !is_ambiguous_past(analysis, verb) {
        Deprel::NsubjPass
    } else {
        Deprel::Nsubj
    };
    vec![(verb, None, Deprel::Root), (root, Some(verb), subject)]
}

/// "called" by itself, taken for a participle although something follows that only an active verb has.
fn is_ambiguous_past(analysis: &Analysis, verb: TokenId) -> bool {
    analysis.token(verb).xpos == Xpos::Vbn
        && analysis.lower(verb).ends_with("ed")
        && analysis.children_by(verb, &[Deprel::Obj, Deprel::Obl, Deprel::Ccomp, Deprel::Xcomp]).next().is_some()
}

/// Whether only auxiliaries and adverbs stand between a verb and the comma before it.
fn closes_aside(analysis: &Analysis, verb: TokenId) -> bool {
    let before = (verb.0.saturating_sub(4)..verb.0).rev().map(TokenId);
    before
        .take_while(|&token| matches!(analysis.upos(token), Upos::Aux | Upos::Adv | Upos::Part | Upos::Punct))
        .any(|token| analysis.form(token) == ",")
}
