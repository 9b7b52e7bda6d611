//! Rows as cells, for programs and spreadsheets. Names are those of the exported tables where both have the thing.

use export::Cell;
use store::{
    CommitmentRow, DisagreementRow, EventRow, HappeningRow, Hit, Origin, ReportRow, StatementRow, UndertakingRow, Who,
};

pub(super) const EVENT: &[&str] = &[
    "event",
    "report",
    "outlet",
    "published",
    "title",
    "type",
    "modes",
    "contexts",
    "cameo",
    "intensity",
    "status",
    "earliest",
    "latest",
    "dated",
    "historical",
    "actors",
    "actor_codes",
    "recipients",
    "recipient_codes",
    "place",
    "country",
    "quantities",
    "source",
    "source_code",
    "trigger",
    "sentence",
    "happening",
];

fn names(list: &[Who]) -> Cell {
    list.iter().map(|who| who.name.clone()).collect::<Vec<_>>().into()
}

fn codes(list: &[Who]) -> Cell {
    list.iter().map(Who::code).collect::<Vec<_>>().into()
}

fn name(who: Option<&Who>) -> Cell {
    who.map(|who| who.name.as_str()).into()
}

fn code(who: Option<&Who>) -> Cell {
    who.map(Who::code).filter(|code| !code.is_empty()).into()
}

fn of(origin: &Origin) -> [Cell; 4] {
    [
        (&origin.report).into(),
        origin.outlet.as_ref().into(),
        origin.published.as_ref().into(),
        origin.title.as_ref().into(),
    ]
}

/// Words with spaces between them.
fn words(joined: &str) -> Cell {
    joined.split_whitespace().map(str::to_owned).collect::<Vec<_>>().into()
}

pub(super) fn event(row: &EventRow) -> Vec<Cell> {
    let [report, outlet, published, title] = of(&row.origin);
    vec![
        (&row.id).into(),
        report,
        outlet,
        published,
        title,
        row.kind.as_str().into(),
        words(&row.modes),
        words(&row.contexts),
        row.cameo.as_ref().into(),
        row.intensity.into(),
        row.status.as_str().into(),
        row.earliest.as_ref().into(),
        row.latest.as_ref().into(),
        row.dated.into(),
        row.historical.into(),
        names(&row.actors),
        codes(&row.actors),
        names(&row.recipients),
        codes(&row.recipients),
        row.place.as_ref().into(),
        row.country.as_ref().into(),
        row.quantities.clone().into(),
        name(row.source.as_ref()),
        code(row.source.as_ref()),
        (&row.trigger).into(),
        (&row.sentence).into(),
        row.happening.as_ref().into(),
    ]
}

pub(super) const STATEMENT: &[&str] = &[
    "statement",
    "report",
    "outlet",
    "published",
    "title",
    "source",
    "source_code",
    "act",
    "kind",
    "negated",
    "cue",
    "content",
    "addressees",
    "addressee_codes",
    "medium",
    "within",
    "sentence",
];

pub(super) fn statement(row: &StatementRow) -> Vec<Cell> {
    let [report, outlet, published, title] = of(&row.origin);
    vec![
        (&row.id).into(),
        report,
        outlet,
        published,
        title,
        name(row.source.as_ref()),
        code(row.source.as_ref()),
        row.act.as_str().into(),
        row.kind.as_str().into(),
        row.negated.into(),
        row.cue.as_ref().into(),
        row.content.join(" … ").into(),
        names(&row.addressees),
        codes(&row.addressees),
        row.medium.as_ref().into(),
        row.within.as_ref().into(),
        (&row.sentence).into(),
    ]
}

pub(super) const COMMITMENT: &[&str] = &[
    "commitment",
    "report",
    "outlet",
    "published",
    "title",
    "obligor",
    "obligor_code",
    "counterparties",
    "counterparty_codes",
    "negated",
    "action",
    "type",
    "object",
    "quantity",
    "place",
    "start",
    "due",
    "duration",
    "basis",
    "status",
    "conditions",
    "progress",
    "source",
    "source_code",
    "sentence",
    "undertaking",
];

pub(super) fn commitment(row: &CommitmentRow) -> Vec<Cell> {
    let [report, outlet, published, title] = of(&row.origin);
    vec![
        (&row.id).into(),
        report,
        outlet,
        published,
        title,
        name(row.obligor.as_ref()),
        code(row.obligor.as_ref()),
        names(&row.counterparties),
        codes(&row.counterparties),
        row.negated.into(),
        (&row.action).into(),
        row.kind.map(|kind| kind.as_str()).into(),
        row.object.as_ref().into(),
        row.quantity.as_ref().into(),
        row.place.as_ref().into(),
        row.start.as_ref().into(),
        row.due.as_ref().into(),
        row.duration.as_ref().into(),
        row.basis.as_str().into(),
        row.status.as_str().into(),
        row.conditions.clone().into(),
        row.progress.clone().into(),
        name(row.source.as_ref()),
        code(row.source.as_ref()),
        (&row.sentence).into(),
        row.undertaking.as_ref().into(),
    ]
}

pub(super) const HAPPENING: &[&str] = &[
    "happening",
    "type",
    "status",
    "earliest",
    "latest",
    "dated",
    "precision",
    "place",
    "country",
    "actors",
    "actor_codes",
    "recipients",
    "recipient_codes",
    "tellings",
    "editions",
    "outlets",
    "disagreements",
    "event",
    "report",
    "outlet",
    "published",
    "trigger",
    "sentence",
];

pub(super) fn happening(row: &HappeningRow) -> Vec<Cell> {
    let [report, outlet, published, _] = of(&row.lead.origin);
    vec![
        (&row.id).into(),
        row.kind.map(|kind| kind.as_str()).into(),
        row.status.as_str().into(),
        row.earliest.as_ref().into(),
        row.latest.as_ref().into(),
        row.dated.into(),
        (&row.precision).into(),
        row.place.as_ref().into(),
        row.country.as_ref().into(),
        names(&row.actors),
        codes(&row.actors),
        names(&row.recipients),
        codes(&row.recipients),
        row.n_tellings.into(),
        row.n_editions.into(),
        row.n_outlets.into(),
        row.n_disagreements.into(),
        (&row.lead.id).into(),
        report,
        outlet,
        published,
        (&row.lead.trigger).into(),
        (&row.lead.sentence).into(),
    ]
}

pub(super) const UNDERTAKING: &[&str] = &[
    "undertaking",
    "type",
    "obligor",
    "obligor_codes",
    "counterparties",
    "counterparty_codes",
    "due",
    "status",
    "disputed",
    "tellings",
    "editions",
    "disagreements",
];

pub(super) fn undertaking(row: &UndertakingRow) -> Vec<Cell> {
    vec![
        (&row.id).into(),
        row.kind.map(|kind| kind.as_str()).into(),
        names(&row.obligor),
        codes(&row.obligor),
        names(&row.counterparties),
        codes(&row.counterparties),
        row.due.as_ref().into(),
        row.status.as_str().into(),
        row.disputed.into(),
        row.tellings.len().into(),
        row.n_editions.into(),
        row.n_disagreements.into(),
    ]
}

pub(super) const DISAGREEMENT: &[&str] = &[
    "disagreement",
    "about",
    "attribute",
    "role",
    "strength",
    "reason",
    "first_report",
    "first_outlet",
    "first_published",
    "first",
    "first_has",
    "first_source",
    "first_sentence",
    "second_report",
    "second_outlet",
    "second_published",
    "second",
    "second_has",
    "second_source",
    "second_sentence",
];

pub(super) fn disagreement(row: &DisagreementRow) -> Vec<Cell> {
    let mut cells: Vec<Cell> = vec![
        (&row.id).into(),
        (&row.about).into(),
        (&row.attribute).into(),
        row.role.as_ref().into(),
        i64::from(row.strength).into(),
        (&row.reason).into(),
    ];
    for side in [&row.first, &row.second] {
        let [report, outlet, published, _] = of(&side.origin);
        let source = name(side.source.as_ref());
        cells.extend([
            report,
            outlet,
            published,
            (&side.item).into(),
            (&side.has).into(),
            source,
            (&side.sentence).into(),
        ]);
    }
    cells
}

pub(super) const REPORT: &[&str] = &[
    "number",
    "report",
    "outlet",
    "published",
    "title",
    "url",
    "byline",
    "dateline",
    "language",
    "file",
    "version",
    "statements",
    "events",
    "commitments",
    "repeats",
];

pub(super) fn report(row: &ReportRow) -> Vec<Cell> {
    let [report, outlet, published, title] = of(&row.origin);
    vec![
        row.number.into(),
        report,
        outlet,
        published,
        title,
        row.url.as_ref().into(),
        row.byline.as_ref().into(),
        row.dateline.as_ref().into(),
        (&row.language).into(),
        (&row.file).into(),
        row.version.as_ref().into(),
        row.n_statements.into(),
        row.n_events.into(),
        row.n_commitments.into(),
        row.repeats.as_ref().into(),
    ]
}

pub(super) const HIT: &[&str] = &["number", "report", "outlet", "published", "title", "words", "repeats"];

pub(super) fn hit(hit: &Hit) -> Vec<Cell> {
    let [report, outlet, published, title] = of(&hit.report.origin);
    let words = hit.snippet.replace(['\u{2}', '\u{3}'], "");
    vec![hit.report.number.into(), report, outlet, published, title, words.into(), hit.report.repeats.as_ref().into()]
}
