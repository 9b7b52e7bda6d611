//! Rows as a person reads them.

use export::Cell;
use ontology::Status;
use record::Date;
use store::{
    CommitmentRow, DisagreementRow, EventRow, HappeningRow, Hit, Origin, ReportRow, Side, StatementRow, UndertakingRow,
    Who,
};

use super::answer::Answering;
use super::cells;
use crate::page::canvas::{Canvas, Piece, Style, shortened};
use crate::page::words;

/// Where the words of a row begin.
const INDENT: usize = 4;

/// Longer sentences are cut.
const LONGEST: usize = 400;

fn date(iso: Option<&String>) -> Option<Date> {
    iso.and_then(|iso| iso.parse().ok())
}

pub(super) fn day(iso: &str) -> String {
    iso.parse().map_or_else(|_| iso.to_owned(), words::day)
}

/// "Abdoulaye Diop (MLI GOV)"
pub(super) fn who(who: &Who) -> Vec<Piece> {
    let mut pieces = vec![Piece::strong(&shortened(&who.name, 60))];
    let code = who.code();
    if !code.is_empty() && code != who.name {
        pieces.push(Piece::faint(&format!(" ({code})")));
    }
    pieces
}

pub(super) fn list(entities: &[Who]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (index, entity) in entities.iter().enumerate() {
        if index > 0 {
            pieces.push(Piece::plain(", "));
        }
        pieces.extend(who(entity));
    }
    pieces
}

/// "The Daily, 12 Mar 2024, report a17"
fn from(origin: &Origin) -> String {
    let outlet = origin.outlet.as_deref().map(|outlet| shortened(outlet, 40));
    let published = origin.published.as_deref().map(day);
    let report = Some(format!("report {}", shortened(&origin.report, 60)));
    [outlet, published, report].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn line(canvas: &mut Canvas, pieces: &[Piece]) {
    canvas.block(&[Piece::plain("   ")], INDENT, pieces);
}

fn sentence(canvas: &mut Canvas, words: &str) {
    if !words.trim().is_empty() {
        line(canvas, &[Piece::plain(&format!("“{}”", shortened(words, LONGEST)))]);
    }
}

fn join(parts: Vec<Vec<Piece>>) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        if !pieces.is_empty() {
            pieces.push(Piece::faint(" · "));
        }
        pieces.extend(part);
    }
    pieces
}

fn plain(words: impl AsRef<str>) -> Vec<Piece> {
    vec![Piece::plain(words.as_ref())]
}

/// "actors → recipients"
fn sides(actors: &[Who], recipients: &[Who]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    if !actors.is_empty() || !recipients.is_empty() {
        pieces.push(Piece::plain(": "));
        pieces.extend(list(actors));
    }
    if !recipients.is_empty() {
        pieces.push(Piece::plain(if actors.is_empty() { "→ " } else { " → " }));
        pieces.extend(list(recipients));
    }
    pieces
}

fn when(earliest: Option<&String>, latest: Option<&String>, dated: bool) -> String {
    let interval = words::interval(date(earliest), date(latest));
    match (interval, dated) {
        (Some(interval), true) => interval,
        // Only the day of the report is known, which the thing cannot come after.
        (Some(interval), false) => format!("undated, told {}", interval.trim_start_matches("by ")),
        (None, _) => "undated".to_owned(),
    }
}

fn says(source: Option<&Who>) -> Vec<Piece> {
    let Some(source) = source else { return Vec::new() };
    let mut pieces = vec![Piece::new("says ", Style::Cue)];
    pieces.extend(who(source));
    pieces
}

fn status(status: Status) -> Vec<Piece> {
    words::status(status).map(|words| plain(format!(" ({words})"))).unwrap_or_default()
}

impl Answering for EventRow {
    const NAMES: &'static [&'static str] = cells::EVENT;

    fn cells(&self) -> Vec<Cell> {
        cells::event(self)
    }

    fn show(&self, canvas: &mut Canvas) {
        let kind = if self.modes.is_empty() {
            self.kind.as_str().to_owned()
        } else {
            format!("{} {}", self.kind.as_str(), self.modes.replace(' ', ", "))
        };
        let mut head = vec![
            Piece::faint(&format!("[{}] ", self.id)),
            Piece::new(&when(self.earliest.as_ref(), self.latest.as_ref(), self.dated), Style::Time),
            Piece::plain("  "),
            Piece::new(&kind, words::kind_style(self.kind)),
            Piece::plain(&format!(" “{}”", shortened(&self.trigger, 40))),
        ];
        head.extend(status(self.status));
        head.extend(sides(&self.actors, &self.recipients));
        canvas.hanging(INDENT, &head);
        let place = self.place.as_ref().map(|place| plain(format!("in {}", shortened(place, 40))));
        let background = self.historical.then(|| plain("background"));
        let mut parts = vec![place.unwrap_or_default()];
        parts.extend(self.quantities.iter().map(|quantity| plain(shortened(quantity, 60))));
        parts.extend([background.unwrap_or_default(), says(self.source.as_ref())]);
        let happening = self.happening.as_ref().map(|id| format!(", {id}")).unwrap_or_default();
        parts.push(vec![Piece::faint(&format!("{}{happening}", from(&self.origin)))]);
        line(canvas, &join(parts));
        sentence(canvas, &self.sentence);
    }
}

impl Answering for StatementRow {
    const NAMES: &'static [&'static str] = cells::STATEMENT;

    fn cells(&self) -> Vec<Cell> {
        cells::statement(self)
    }

    fn show(&self, canvas: &mut Canvas) {
        let mut head = vec![Piece::faint(&format!("[{}] ", self.id))];
        match &self.source {
            Some(source) => head.extend(who(source)),
            None => head.push(Piece::plain("somebody")),
        }
        if let Some(cue) = &self.cue {
            head.push(Piece::new(&format!(" {}", shortened(cue, 40)), Style::Cue));
        }
        let mut asides: Vec<String> = words::act(self.act).map(str::to_owned).into_iter().collect();
        if self.negated {
            asides.push("negated".to_owned());
        }
        if !self.addressees.is_empty() {
            let names: Vec<String> = self.addressees.iter().map(|who| shortened(&who.name, 40)).collect();
            asides.push(format!("to {}", names.join(", ")));
        }
        if !asides.is_empty() {
            head.push(Piece::plain(&format!(" ({})", asides.join(", "))));
        }
        head.push(Piece::plain(": "));
        head.push(Piece::plain(&shortened(&self.content.join(" … "), LONGEST)));
        canvas.hanging(INDENT, &head);
        line(canvas, &[Piece::faint(&from(&self.origin))]);
    }
}

impl Answering for CommitmentRow {
    const NAMES: &'static [&'static str] = cells::COMMITMENT;

    fn cells(&self) -> Vec<Cell> {
        cells::commitment(self)
    }

    fn show(&self, canvas: &mut Canvas) {
        let mut head = vec![Piece::faint(&format!("[{}] ", self.id))];
        head.extend(self.obligor.as_ref().map(who).unwrap_or_else(|| plain("somebody")));
        if !self.counterparties.is_empty() {
            head.push(Piece::plain(" → "));
            head.extend(list(&self.counterparties));
        }
        head.push(Piece::plain(if self.negated { ": not to " } else { ": " }));
        head.push(Piece::new(&shortened(&self.action, 60), Style::Commitment));
        if let Some(object) = &self.object {
            head.push(Piece::plain(&format!(" “{}”", shortened(object, 70))));
        }
        canvas.hanging(INDENT, &head);
        let text = |words: Option<String>| words.map(plain).unwrap_or_default();
        let mut parts = vec![
            self.kind.map(|kind| vec![Piece::new(kind.as_str(), words::kind_style(kind))]).unwrap_or_default(),
            text(self.quantity.as_ref().map(|quantity| shortened(quantity, 60))),
            text(self.place.as_ref().map(|place| format!("in {}", shortened(place, 40)))),
            text(self.start.as_ref().map(|start| format!("from {}", day(start)))),
            text(self.due.as_ref().map(|due| format!("due {}", day(due)))),
            text(self.duration.as_ref().map(|iso| format!("over {}", words::duration(iso)))),
            plain(words::basis(self.basis)),
            text(words::commitment_status(self.status).map(str::to_owned)),
            says(self.source.as_ref()),
        ];
        let undertaking = self.undertaking.as_ref().map(|id| format!(", {id}")).unwrap_or_default();
        parts.push(vec![Piece::faint(&format!("{}{undertaking}", from(&self.origin)))]);
        line(canvas, &join(parts));
        for (lead, texts) in [("on condition: ", &self.conditions), ("so far: ", &self.progress)] {
            for words in texts.iter().filter(|words| !words.trim().is_empty()) {
                line(canvas, &[Piece::faint(lead), Piece::plain(&shortened(words, 120))]);
            }
        }
        sentence(canvas, &self.sentence);
    }
}

impl Answering for HappeningRow {
    const NAMES: &'static [&'static str] = cells::HAPPENING;

    fn cells(&self) -> Vec<Cell> {
        cells::happening(self)
    }

    fn show(&self, canvas: &mut Canvas) {
        let when = when(self.earliest.as_ref(), self.latest.as_ref(), self.dated);
        let mut head = vec![Piece::new(&when, Style::Time), Piece::plain("  ")];
        head.extend(self.kind.map(|kind| Piece::new(kind.as_str(), words::kind_style(kind))));
        head.push(Piece::plain(&format!(" “{}”", shortened(&self.lead.trigger, 40))));
        head.extend(status(self.status));
        head.extend(sides(&self.actors, &self.recipients));
        head.push(Piece::faint(&format!(" [{}]", self.id)));
        canvas.hanging(INDENT, &head);
        let place = self.place.as_ref().map(|place| plain(format!("in {}", shortened(place, 40))));
        let told = match (self.n_editions, self.n_outlets) {
            (0 | 1, _) => from(&self.lead.origin),
            (editions, 0 | 1) => format!("told {editions} times, first by {}", from(&self.lead.origin)),
            (editions, outlets) => {
                format!("told {editions} times by {outlets} outlets, first by {}", from(&self.lead.origin))
            }
        };
        let doubt = match self.n_disagreements {
            0 => Vec::new(),
            1 => vec![Piece::new("1 disagreement", Style::VerbalConflict)],
            n => vec![Piece::new(&format!("{n} disagreements"), Style::VerbalConflict)],
        };
        let source = says(self.lead.source.as_ref());
        line(canvas, &join(vec![place.unwrap_or_default(), source, vec![Piece::faint(&told)], doubt]));
        sentence(canvas, &self.lead.sentence);
    }
}

impl Answering for UndertakingRow {
    const NAMES: &'static [&'static str] = cells::UNDERTAKING;

    fn cells(&self) -> Vec<Cell> {
        cells::undertaking(self)
    }

    fn show(&self, canvas: &mut Canvas) {
        let mut head = vec![Piece::faint(&format!("[{}] ", self.id))];
        head.extend(list(&self.obligor));
        if !self.counterparties.is_empty() {
            head.push(Piece::plain(" → "));
            head.extend(list(&self.counterparties));
        }
        let kind = self.kind.map(|kind| vec![Piece::new(kind.as_str(), words::kind_style(kind))]);
        let due = self.due.as_ref().map(|due| plain(format!("due {}", day(due))));
        let status = words::commitment_status(self.status).map(plain);
        let disputed = self.disputed.then(|| vec![Piece::new("disputed", Style::VerbalConflict)]);
        let told = (self.n_editions > 1).then(|| plain(format!("told {} times", self.n_editions)));
        let parts = [kind, due, status, disputed, told].map(Option::unwrap_or_default).into_iter().collect();
        head.push(Piece::plain(": "));
        head.extend(join(parts));
        canvas.hanging(INDENT, &head);
    }
}

fn side(canvas: &mut Canvas, side: &Side) {
    let mut pieces = vec![Piece::strong(&shortened(&side.has, 80)), Piece::faint(" · ")];
    let source = says(side.source.as_ref());
    if !source.is_empty() {
        pieces.extend(source);
        pieces.push(Piece::faint(" · "));
    }
    pieces.push(Piece::faint(&format!("{} [{}]", from(&side.origin), side.item)));
    line(canvas, &pieces);
    sentence(canvas, &side.sentence);
}

impl Answering for DisagreementRow {
    const NAMES: &'static [&'static str] = cells::DISAGREEMENT;

    fn cells(&self) -> Vec<Cell> {
        cells::disagreement(self)
    }

    fn show(&self, canvas: &mut Canvas) {
        let role = self.role.as_ref().map(|role| format!(" ({role})")).unwrap_or_default();
        let head = [
            Piece::faint(&format!("[{}] ", self.id)),
            Piece::new(&format!("{}{role}", self.attribute), Style::VerbalConflict),
            Piece::plain(&format!(": {}", shortened(&self.reason, 200))),
            Piece::faint(&format!(" [{}]", self.about)),
        ];
        canvas.hanging(INDENT, &head);
        side(canvas, &self.first);
        side(canvas, &self.second);
    }
}

fn report_head(row: &ReportRow) -> Vec<Piece> {
    let title = row.origin.title.as_deref().unwrap_or("without a title");
    vec![Piece::strong(&shortened(title, 120)), Piece::faint(&format!("  {}", from(&row.origin)))]
}

impl Answering for ReportRow {
    const NAMES: &'static [&'static str] = cells::REPORT;

    fn cells(&self) -> Vec<Cell> {
        cells::report(self)
    }

    fn show(&self, canvas: &mut Canvas) {
        canvas.hanging(INDENT, &report_head(self));
        let counts = format!(
            "number {}: {} statements, {} events, {} commitments",
            self.number, self.n_statements, self.n_events, self.n_commitments
        );
        let repeats = self.repeats.as_ref().map(|first| plain(format!("repeats report {}", shortened(first, 60))));
        line(canvas, &join(vec![plain(counts), repeats.unwrap_or_default()]));
    }
}

impl Answering for Hit {
    const NAMES: &'static [&'static str] = cells::HIT;

    fn cells(&self) -> Vec<Cell> {
        cells::hit(self)
    }

    fn show(&self, canvas: &mut Canvas) {
        canvas.hanging(INDENT, &report_head(&self.report));
        let mut pieces = Vec::new();
        for (index, part) in self.snippet.split('\u{2}').enumerate() {
            match part.split_once('\u{3}') {
                Some((found, rest)) if index > 0 => {
                    pieces.push(Piece::new(found, Style::Time));
                    pieces.push(Piece::plain(rest));
                }
                Some(_) | None => pieces.push(Piece::plain(part)),
            }
        }
        line(canvas, &pieces);
    }
}
