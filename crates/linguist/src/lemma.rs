//! Lemmas as edit scripts: what to do to a form to get its lemma.
//!
//! A script is a letter case and a change of the end ("lower, drop 3, add y": Cities -> city), so that one class covers all words
//! that inflect alike (after Chrupala 2006 and the edit classes of Straka and Straková 2017).

use std::fmt;

/// What to do with the letter case before the end is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Case {
    Lower,
    Keep,
    Title,
}

/// One way from a form to a lemma.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Script {
    case: Case,
    /// Letters dropped at the end; `None` drops all (suppletion: was -> be).
    drop: Option<u8>,
    add: String,
}

impl Script {
    /// The shortest script from `form` to `lemma`.
    #[must_use]
    pub fn between(form: &str, lemma: &str) -> Self {
        [Case::Lower, Case::Keep, Case::Title]
            .into_iter()
            .map(|case| Self::with_case(case, form, lemma))
            .min_by_key(|script| (script.cost(), script.case))
            .unwrap_or(Self { case: Case::Lower, drop: Some(0), add: String::new() })
    }

    fn with_case(case: Case, form: &str, lemma: &str) -> Self {
        let mut base = String::new();
        recase(case, form, &mut base);
        let common = base.chars().zip(lemma.chars()).take_while(|(a, b)| a == b).count();
        let n_base = base.chars().count();
        let add: String = lemma.chars().skip(common).collect();
        let drop = if common == 0 && n_base > 0 { None } else { u8::try_from(n_base - common).ok() };
        match drop {
            Some(drop) => Self { case, drop: Some(drop), add },
            None => Self { case: Case::Lower, drop: None, add: lemma.to_owned() },
        }
    }

    fn cost(&self) -> usize {
        self.drop.map_or(100, usize::from) + self.add.chars().count()
    }

    /// The lemma of a form. A script that does not fit (it drops more letters than there are) gives the recased form.
    #[must_use]
    pub fn apply(&self, form: &str) -> String {
        let mut lemma = String::new();
        self.apply_to(form, &mut lemma);
        lemma
    }

    /// Appends the lemma of a form.
    pub fn apply_to(&self, form: &str, out: &mut String) {
        let start = out.len();
        let Some(drop) = self.drop else { return out.push_str(&self.add) };
        recase(self.case, form, out);
        let base = &out[start..];
        let Some(keep) = base.chars().count().checked_sub(usize::from(drop)) else { return };
        if keep == 0 && self.add.is_empty() {
            return;
        }
        let end = base.char_indices().nth(keep).map_or(base.len(), |(at, _)| at);
        out.truncate(start + end);
        out.push_str(&self.add);
    }

    /// Reads the text form that `Display` writes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut letters = text.chars();
        let case = match letters.next()? {
            'l' => Case::Lower,
            'k' => Case::Keep,
            't' => Case::Title,
            _ => return None,
        };
        let (drop, add) = letters.as_str().split_once('+')?;
        let drop = if drop == "*" { None } else { Some(drop.parse().ok()?) };
        Some(Self { case, drop, add: add.to_owned() })
    }
}

impl fmt::Display for Script {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let case = match self.case {
            Case::Lower => 'l',
            Case::Keep => 'k',
            Case::Title => 't',
        };
        match self.drop {
            Some(drop) => write!(f, "{case}{drop}+{}", self.add),
            None => write!(f, "{case}*+{}", self.add),
        }
    }
}

fn recase(case: Case, form: &str, out: &mut String) {
    match case {
        Case::Lower => push_lower(form, out),
        Case::Keep => out.push_str(form),
        Case::Title => {
            let mut letters = form.chars();
            out.extend(letters.next().into_iter().flat_map(char::to_uppercase));
            push_lower(letters.as_str(), out);
        }
    }
}

/// Appends a form in lower case, letter by letter.
pub(crate) fn push_lower(form: &str, out: &mut String) {
    let start = out.len();
    if form.is_ascii() {
        out.push_str(form);
        out[start..].make_ascii_lowercase();
    } else {
        out.extend(form.chars().flat_map(char::to_lowercase));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_lead_from_form_to_lemma_and_survive_writing() {
        let cases = [
            ("Cities", "city", "l3+y"),
            ("troops", "troop", "l1+"),
            ("was", "be", "l*+be"),
            ("Americans", "American", "k1+"),
            ("GEORGIA", "Georgia", "t0+"),
            ("the", "the", "l0+"),
            ("n't", "not", "l2+ot"),
            ("'s", "have", "l*+have"),
        ];
        for (form, lemma, text) in cases {
            let script = Script::between(form, lemma);
            assert_eq!(script.to_string(), text, "{form} -> {lemma}");
            assert_eq!(script.apply(form), lemma);
            assert_eq!(Script::parse(text), Some(script));
        }
    }

    #[test]
    fn a_script_that_does_not_fit_still_gives_a_lemma() {
        let script = Script::parse("l3+y").unwrap();
        assert_eq!(script.apply("as"), "as");
        assert_eq!(Script::parse("l2+").unwrap().apply("Is"), "is");
        assert_eq!(Script::parse("nonsense"), None);
    }
}
