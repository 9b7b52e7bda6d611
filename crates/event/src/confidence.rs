//! How sure an event is.
//!
//! Points are given by hand: participants and specific frames make an event surer, bare nouns, guesses and what is only
//! possible less sure. What is published is the share of events with as many points that were right (type and place
//! in the text) on the development gold, read off between a few knots.

use ontology::{EventType, Status};

use crate::drafts::Draft;

/// Events below it are left out unless asked for: the best F1 on the development gold.
pub(crate) const LEAST: u16 = 480;

/// (points, thousandths of events with so many points that are right on the development gold).
const KNOTS: [(u16, u16); 6] = [(400, 280), (540, 480), (650, 580), (800, 710), (900, 840), (990, 950)];

/// The confidence to publish, in thousandths.
pub(crate) fn confidence(draft: &Draft) -> u16 {
    let points = points(draft);
    for pair in KNOTS.windows(2) {
        let [(low, from), (high, to)] = pair else { continue };
        if points <= *high {
            let along = points.saturating_sub(*low);
            let rise = u32::from(to - from) * u32::from(along) / u32::from(high - low);
            return from + u16::try_from(rise).unwrap_or(0);
        }
    }
    KNOTS.last().map_or(0, |&(_, most)| most)
}

fn points(draft: &Draft) -> u16 {
    let candidate = &draft.candidate;
    let mut points: i32 = 450;
    points += i32::try_from(candidate.specificity.min(30)).unwrap_or(0) * 6;
    points += if candidate.actors.is_empty() { -100 } else { 120 };
    points += if candidate.recipients.is_empty() { 0 } else { 120 };
    points += if candidate.nominal { -80 } else { 40 };
    points += i32::try_from(draft.mentions.len().min(3)).unwrap_or(0) * 30;
    points -= match draft.status {
        Status::Actual => 0,
        Status::Negated | Status::Future => 50,
        Status::Hypothetical => 150,
    };
    if candidate.unreached {
        points -= 200;
    }
    // "were killed when the hotel fell": casualties without an actor or any word of violence near them.
    if draft.unexplained {
        points -= 200;
    }
    // Help that nobody is said to give is mostly a passing word.
    if candidate.kind == EventType::Aid && candidate.actors.is_empty() {
        points -= 60;
    }
    let nobody = candidate.actors.is_empty() && candidate.recipients.is_empty() && draft.quantities.is_empty();
    if nobody {
        // "A bomb went off in Rome" is an event of nobody; a bare "attack" is often only talked about.
        points += if candidate.nominal { -150 } else { 80 };
    }
    u16::try_from(points.clamp(50, 990)).unwrap_or(500)
}
