//! What a name is said to lie in: "Gao, Mali", "Kidal in northern Mali", "Syria's Idlib province".

use gazetteer::{Division, Feature};
use linguist::{Analysis, TokenId};
use ontology::{Country, Deprel};
use text::Span;

use crate::Places;
use crate::names::Candidate;
use crate::words::Words;

/// Bounds on how far a name looks on, so that a long list of names costs no more than its length.
const MOST_LEVELS: usize = 3;
/// Words that may stand between a name and what it lies in: "Santiago, in the east of Cuba".
const MOST_BETWEEN: u32 = 6;

/// A state or division that a name is said to lie in.
#[derive(Debug, Clone)]
pub(crate) struct Container {
    pub(crate) country: Option<Country>,
    pub(crate) division: Option<Division>,
    pub(crate) span: Span,
    /// Only a comma stands between.
    pub(crate) by_comma: bool,
}

impl Container {
    pub(crate) fn holds(&self, place: &gazetteer::Place<'_>) -> bool {
        place.country.parse().ok() == self.country && self.division.is_none_or(|division| place.division == division)
    }
}

impl Places {
    /// The next name after a comma or "in", if that is a state or a division; else the state before, with "'s".
    pub(crate) fn container(
        &self,
        analysis: &Analysis,
        candidates: &[Candidate],
        index: usize,
        depth: usize,
    ) -> Option<Container> {
        let candidate = candidates.get(index)?;
        let after = candidates
            .get(index + 1)
            .filter(|after| depth < MOST_LEVELS && contains(&self.words, analysis, candidate, after));
        let Some(after) = after else { return self.container_before(analysis, candidates, index) };
        let by_comma =
            after.tokens.start == candidate.tokens.end + 1 && analysis.lower(TokenId(candidate.tokens.end)) == ",";
        if let Some((country, _)) = self.words.state(&after.folded) {
            let division = self.division_named_as_state(candidate, after, *country);
            let towns = self.gazetteer.folded(&candidate.folded);
            let holds = |state: &&Country| towns.iter().any(|town| town.country == state.as_str());
            let country = self.words.namesakes(&after.folded).iter().find(holds).unwrap_or(country);
            return Some(division.map_or(
                Container { country: Some(*country), division: None, span: after.span, by_comma },
                |division| Container { span: after.span, by_comma, ..division },
            ));
        }
        let beyond = self.container(analysis, candidates, index + 1, depth + 1);
        let divisions = self.gazetteer.folded(&after.folded);
        let towns = self.gazetteer.folded(&candidate.folded);
        let division = divisions.iter().filter(|place| place.feature == Feature::FirstOrder).max_by_key(|division| {
            let known = beyond.as_ref().is_some_and(|beyond| division.country.parse().ok() == beyond.country);
            let holds = towns.iter().any(|town| town.division == division.division && !town.is(division));
            (known, holds, division.population)
        });
        match (division, beyond) {
            (Some(division), _) => Some(Container {
                country: division.country.parse().ok(),
                division: Some(division.division),
                span: after.span,
                by_comma,
            }),
            (None, beyond) => beyond,
        }
    }

    /// "Atlanta, Georgia": the division of another state that bears the name of a state, if it holds such a place and the state
    /// holds none.
    fn division_named_as_state(&self, inner: &Candidate, outer: &Candidate, state: Country) -> Option<Container> {
        let divisions = self.gazetteer.folded(&outer.folded);
        let division =
            divisions.iter().find(|place| place.feature == Feature::FirstOrder && place.country != state.as_str())?;
        let towns = self.gazetteer.folded(&inner.folded);
        let largest = |holds: &dyn Fn(&gazetteer::Place<'_>) -> bool| {
            towns.iter().filter(|town| holds(town)).map(|town| town.population).max()
        };
        let inside = largest(&|town| town.division == division.division)?;
        let abroad = largest(&|town| town.country == state.as_str());
        abroad.is_none_or(|abroad| abroad < inside).then(|| Container {
            country: division.country.parse().ok(),
            division: Some(division.division),
            span: outer.span,
            by_comma: false,
        })
    }

    /// "Syria's Idlib province", "Pakistan's Punjab".
    fn container_before(&self, analysis: &Analysis, candidates: &[Candidate], index: usize) -> Option<Container> {
        let candidate = candidates.get(index)?;
        let before = candidates.get(index.checked_sub(1)?)?;
        let possessor = analysis.deprel(before.head) == Deprel::NmodPoss
            && analysis
                .head(before.head)
                .is_some_and(|noun| candidate.tokens.contains(&noun.0) || Some(noun) == analysis.head(candidate.head));
        let (country, _) = self.words.state(&before.folded).filter(|_| possessor)?;
        Some(Container { country: Some(*country), division: None, span: before.span, by_comma: false })
    }
}

/// "Gao, Mali", "Kidal in northern Mali", "the Badalabougou district of Bamako": little stands between the two.
fn contains(words: &Words, analysis: &Analysis, inner: &Candidate, outer: &Candidate) -> bool {
    let gap = outer.tokens.start.saturating_sub(inner.tokens.end);
    if analysis.sentence_of(inner.head) != analysis.sentence_of(outer.head) || gap == 0 || gap > MOST_BETWEEN {
        return false;
    }
    let between: Vec<&str> = (inner.tokens.end..outer.tokens.start).map(|at| analysis.lower(TokenId(at))).collect();
    let is_link = |word: &str| matches!(word, "in" | "of");
    let kind_first = between.first().is_some_and(|word| words.kinds.kinds.has(word));
    let fills = |(at, word): (usize, &&str)| {
        is_link(word)
            || matches!(*word, "," | "the")
            || words.kinds.parts.has(word)
            || words.kinds.sides.has(word)
            || at == 0 && kind_first
    };
    match between.as_slice() {
        [","] => true,
        [_, ","] => kind_first,
        words => words.iter().any(|word| is_link(word)) && words.iter().enumerate().all(fills),
    }
}
