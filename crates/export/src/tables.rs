//! The flat tables: their columns, what they mean, and where they come from in the project file.
//!
//! Items are named as the program shows them ("12.V3" is event V3 of report number 12), so that tables join on text.
//! Spans count Unicode code points of the report's text. Several values in one cell have spaces between them.

/// What a column holds. Any cell may be missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    Int,
    Real,
    Bool,
}

/// A column with its meaning.
#[derive(Debug, Clone, Copy)]
pub struct Column {
    pub name: &'static str,
    pub kind: Kind,
    pub doc: &'static str,
    /// In the language of the project file.
    pub(crate) sql: &'static str,
}

/// A table with its meaning; a row for each `what`.
#[derive(Debug, Clone, Copy)]
pub struct Table {
    pub name: &'static str,
    pub what: &'static str,
    pub columns: &'static [Column],
    /// Tables of the project file, and the order of the rows.
    pub(crate) from: &'static str,
}

const fn text(name: &'static str, sql: &'static str, doc: &'static str) -> Column {
    Column { name, kind: Kind::Text, doc, sql }
}

const fn int(name: &'static str, sql: &'static str, doc: &'static str) -> Column {
    Column { name, kind: Kind::Int, doc, sql }
}

const fn real(name: &'static str, sql: &'static str, doc: &'static str) -> Column {
    Column { name, kind: Kind::Real, doc, sql }
}

const fn truth(name: &'static str, sql: &'static str, doc: &'static str) -> Column {
    Column { name, kind: Kind::Bool, doc, sql }
}

/// "12.V3" of a key.
macro_rules! id {
    ($key:literal, $letter:literal) => {
        concat!("(", $key, ") / 1000000 || '.", $letter, "' || (", $key, ") % 1000000")
    };
}

/// The words between two columns of code points.
macro_rules! words {
    ($start:literal, $end:literal) => {
        concat!("substr(report.text, ", $start, " + 1, ", $end, " - ", $start, ")")
    };
}

const REPORT: Column = text("report", "report.id", "id of the report");

/// Every table that is exported, in the order in which a newcomer would look at them.
pub const TABLES: &[Table] = &[
    Table {
        name: "reports",
        what: "report",
        from: "report LEFT JOIN record ON record.report = report.key LEFT JOIN edition ON edition.report = report.key \
               LEFT JOIN report AS first ON first.key = edition.first AND first.key <> report.key ORDER BY report.key",
        columns: &[
            REPORT,
            int("number", "report.key", "number by which its items are named"),
            text("outlet", "report.outlet", "outlet"),
            text("title", "report.title", "title"),
            text("byline", "report.byline", "who wrote it"),
            text("dateline", "report.dateline", "dateline"),
            text("published", "report.published", "date or date-time of publication, ISO 8601"),
            text("published_on", "report.published_on", "day of publication"),
            text("url", "report.url", "address"),
            text("language", "report.language", "BCP 47"),
            text("origin", "report.origin", "file and line it was read from"),
            text("repeats", "first.id", "the first report with the same words, if that is another one"),
            text("version", "record.version", "version of the program that made its record"),
            text("text", "report.text", "the text; the title, if there is one, is the first line"),
        ],
    },
    Table {
        name: "entities",
        what: "participant of one report",
        from: "entity JOIN report ON report.key = entity.key / 1000000 ORDER BY entity.key",
        columns: &[
            text("entity", id!("entity.key", "E"), "id"),
            REPORT,
            text("name", "entity.name", "name, or description where it has none"),
            text("kind", "entity.kind", "person, organization, country or group"),
            text("country", "entity.country", "PLOVER country code"),
            text("sectors", "entity.sectors", "PLOVER sector codes"),
            text("role", "entity.role", "office or part, in words"),
            int("start", "entity.\"start\"", "span of the first mention"),
            int("end", "entity.\"end\"", "its end"),
        ],
    },
    Table {
        name: "events",
        what: "event that one report tells",
        from: "event JOIN report ON report.key = event.key / 1000000 \
               LEFT JOIN sentence ON sentence.report = report.key AND sentence.n = event.sentence \
               LEFT JOIN telling ON telling.event = event.key ORDER BY event.key",
        columns: &[
            text("event", id!("event.key", "V"), "id"),
            REPORT,
            text("type", "event.type", "PLOVER type"),
            text("modes", "event.modes", "PLOVER modes"),
            text("contexts", "event.contexts", "PLOVER contexts"),
            text("cameo", "event.cameo", "CAMEO code"),
            real("intensity", "event.intensity", "conflict-cooperation score, -10 to 10"),
            text("status", "event.status", "actual, negated, future or hypothetical"),
            text("earliest", "event.earliest", "first day on which it may lie"),
            text("latest", "event.latest", "last day on which it may lie"),
            text("time", id!("event.time", "T"), "the time expression that dates it"),
            text("place", id!("event.place", "P"), "where"),
            text(
                "statement",
                id!("event.statement", "S"),
                "the statement that contains it; missing in the outlet's own voice",
            ),
            truth("historical", "event.historical", "told as background"),
            real("confidence", "event.confidence", "0 to 1"),
            text("happening", "'H' || telling.happening", "the happening across reports"),
            text("trigger", words!("trigger_start", "trigger_end"), "the words that carry it"),
            int("trigger_start", "trigger_start", "their span"),
            int("trigger_end", "trigger_end", "its end"),
            text("sentence", words!("sentence.\"start\"", "sentence.\"end\""), "the sentence around them"),
        ],
    },
    Table {
        name: "participants",
        what: "participant in one event",
        from: "event_participant JOIN report ON report.key = event / 1000000 \
               LEFT JOIN entity ON entity.key = event_participant.entity ORDER BY event, part, n",
        columns: &[
            text("event", id!("event", "V"), "the event"),
            REPORT,
            text("part", "part", "actor or recipient"),
            int("n", "n", "number in that part, from 1"),
            text("entity", id!("event_participant.entity", "E"), "who"),
            text("name", "entity.name", "the entity's name"),
            text("country", "entity.country", "its PLOVER country code"),
            text("sectors", "entity.sectors", "its PLOVER sector codes"),
            int("start", "event_participant.\"start\"", "span of the words for it; missing if only implied"),
            int("end", "event_participant.\"end\"", "its end"),
        ],
    },
    Table {
        name: "statements",
        what: "statement",
        from: "statement JOIN report ON report.key = statement.key / 1000000 \
               LEFT JOIN entity AS source ON source.key = statement.source ORDER BY statement.key",
        columns: &[
            text("statement", id!("statement.key", "S"), "id"),
            REPORT,
            text("source", id!("statement.source", "E"), "who says it"),
            text("source_name", "source.name", "the source's name"),
            text("source_country", "source.country", "its PLOVER country code"),
            text("source_sectors", "source.sectors", "its PLOVER sector codes"),
            text("act", "statement.act", "what is done by saying it"),
            text("kind", "statement.kind", "direct, indirect or mixed"),
            truth("negated", "statement.negated", "said not to have been said"),
            text("within", id!("statement.within", "S"), "the statement that contains it"),
            text("time", id!("statement.time", "T"), "when it was said"),
            text("cue", words!("cue_start", "cue_end"), "the word that ascribes it"),
            text(
                "content",
                "(SELECT group_concat(substr(report.text, \"start\" + 1, \"end\" - \"start\"), ' … ') FROM \
                 (SELECT * FROM statement_content WHERE statement = statement.key ORDER BY n))",
                "what is said, in the report's words",
            ),
            int(
                "start",
                "(SELECT min(\"start\") FROM statement_content WHERE statement = statement.key)",
                "begin of the content",
            ),
            int(
                "end",
                "(SELECT max(\"end\") FROM statement_content WHERE statement = statement.key)",
                "end of the content",
            ),
        ],
    },
    Table {
        name: "times",
        what: "time expression",
        from: "time JOIN report ON report.key = time.key / 1000000 ORDER BY time.key",
        columns: &[
            text("time", id!("time.key", "T"), "id"),
            REPORT,
            text("type", "time.type", "TIMEX3 type"),
            text("value", "time.value", "TIMEX3 value"),
            text("mod", "time.mod", "TIMEX3 modifier"),
            text("anchor", id!("time.anchor", "T"), "the time it counts from"),
            text("earliest", "time.earliest", "first day it can mean"),
            text("latest", "time.latest", "last day it can mean"),
            text("words", words!("time.\"start\"", "time.\"end\""), "the words"),
            int("start", "time.\"start\"", "their span"),
            int("end", "time.\"end\"", "its end"),
        ],
    },
    Table {
        name: "quantities",
        what: "number",
        from: "quantity JOIN report ON report.key = quantity.key / 1000000 ORDER BY quantity.key",
        columns: &[
            text("quantity", id!("quantity.key", "Q"), "id"),
            REPORT,
            real("low", "quantity.low", "lower bound; missing for none"),
            real("high", "quantity.high", "upper bound; missing for none"),
            text("mod", "quantity.mod", "modifier"),
            text("unit", "quantity.unit", "unit"),
            text("of", "quantity.\"of\"", "what is counted"),
            text(
                "event",
                "(SELECT event / 1000000 || '.V' || event % 1000000 FROM event_quantity \
                 WHERE event BETWEEN report.key * 1000000 AND report.key * 1000000 + 999999 \
                 AND event_quantity.quantity = quantity.key ORDER BY event LIMIT 1)",
                "the event it belongs to",
            ),
            text(
                "role",
                "(SELECT role FROM event_quantity \
                 WHERE event BETWEEN report.key * 1000000 AND report.key * 1000000 + 999999 \
                 AND event_quantity.quantity = quantity.key ORDER BY event LIMIT 1)",
                "what it counts there: dead, injured, …",
            ),
            text("words", words!("quantity.\"start\"", "quantity.\"end\""), "the words"),
            int("start", "quantity.\"start\"", "their span"),
            int("end", "quantity.\"end\"", "its end"),
        ],
    },
    Table {
        name: "places",
        what: "named place",
        from: "place JOIN report ON report.key = place.key / 1000000 ORDER BY place.key",
        columns: &[
            text("place", id!("place.key", "P"), "id"),
            REPORT,
            text("name", "place.name", "name"),
            text("country", "place.country", "country code"),
            real("latitude", "place.latitude", "degrees north"),
            real("longitude", "place.longitude", "degrees east"),
            text("feature", "place.feature", "GeoNames feature code"),
            int("geonames", "place.geonames", "GeoNames number"),
            int("start", "place.\"start\"", "span"),
            int("end", "place.\"end\"", "its end"),
        ],
    },
    Table {
        name: "commitments",
        what: "commitment that one report tells",
        from: "commitment JOIN report ON report.key = commitment.key / 1000000 \
               LEFT JOIN sentence ON sentence.report = report.key AND sentence.n = commitment.sentence \
               LEFT JOIN entity AS obligor ON obligor.key = commitment.obligor \
               LEFT JOIN telling ON telling.commitment = commitment.key ORDER BY commitment.key",
        columns: &[
            text("commitment", id!("commitment.key", "C"), "id"),
            REPORT,
            text("obligor", id!("commitment.obligor", "E"), "who must act"),
            text("obligor_name", "obligor.name", "the obligor's name"),
            text("obligor_country", "obligor.country", "its PLOVER country code"),
            text("obligor_sectors", "obligor.sectors", "its PLOVER sector codes"),
            text(
                "counterparties",
                "(SELECT group_concat(entity / 1000000 || '.E' || entity % 1000000, ' ') FROM \
                 (SELECT * FROM commitment_counterparty WHERE commitment = commitment.key ORDER BY n))",
                "to whom it is owed",
            ),
            text("action", words!("action_start", "action_end"), "what is to be done"),
            text("type", "commitment.type", "its PLOVER type"),
            text("object", words!("object_start", "object_end"), "what it acts on"),
            truth("negated", "commitment.negated", "an undertaking not to act"),
            text("quantity", id!("commitment.quantity", "Q"), "how many"),
            text("place", id!("commitment.place", "P"), "where"),
            text("start", "commitment.start_on", "first day"),
            text("due", "commitment.due", "day it is due"),
            text("duration", "commitment.duration", "ISO 8601 duration"),
            text("basis", "commitment.basis", "agreement, pledge, law, order, plan or proposal"),
            text("status", "commitment.status", "as this report has it"),
            text("statement", id!("commitment.statement", "S"), "who says so; missing in the outlet's own voice"),
            text("undertaking", "'U' || telling.undertaking", "the undertaking across reports"),
            text("sentence", words!("sentence.\"start\"", "sentence.\"end\""), "the sentence around the action"),
        ],
    },
    Table {
        name: "happenings",
        what: "happening across reports",
        from: "happening ORDER BY happening.key",
        columns: &[
            text("happening", "'H' || key", "id"),
            text("type", "type", "PLOVER type"),
            text("status", "status", "actual if any telling says so, else negated, future or hypothetical"),
            text("earliest", "earliest", "first day on which it may lie"),
            text("latest", "latest", "last day on which it may lie"),
            truth("dated", "stated", "a text says when; otherwise only days of publication bound it"),
            text("precision", "precision", "day, days, month, year, years, before, after or unknown"),
            text("place", "place", "where"),
            text("country", "country", "country code of the place"),
            int("tellings", "tellings", "how often it is told"),
            int("editions", "editions", "in how many different words"),
            int("outlets", "outlets", "by how many outlets"),
        ],
    },
    Table {
        name: "undertakings",
        what: "undertaking across reports",
        from: "undertaking ORDER BY undertaking.key",
        columns: &[
            text("undertaking", "'U' || key", "id"),
            text("type", "type", "PLOVER type of the promised act"),
            text("due", "due", "the last day that a report gives for it"),
            text("status", "status", "as of the last report"),
            truth("disputed", "disputed", "reports of the same time differ about that"),
            int("tellings", "tellings", "how often it is told"),
            int("editions", "editions", "in how many different words"),
            int("terms", "terms", "how many reports set its terms"),
            int("steps", "steps", "how many steps towards it are told"),
        ],
    },
    Table {
        name: "tellings",
        what: "telling of a happening or undertaking by one report",
        from: "telling JOIN report ON report.key = telling.report JOIN edition ON edition.report = telling.report \
               JOIN report AS first ON first.key = edition.first ORDER BY telling.key",
        columns: &[
            text("happening", "'H' || telling.happening", "the happening it tells of"),
            text("undertaking", "'U' || telling.undertaking", "or the undertaking"),
            text("event", id!("telling.event", "V"), "the event that tells it"),
            text("commitment", id!("telling.commitment", "C"), "or the commitment"),
            REPORT,
            text("outlet", "report.outlet", "outlet of the report"),
            text("published_on", "report.published_on", "day of publication"),
            text("edition", "first.id", "the first report with the same words; the report itself if there is none"),
        ],
    },
    Table {
        name: "disagreements",
        what: "pair of tellings that cannot both be true",
        from: "disagreement JOIN telling AS one ON one.key = disagreement.first \
               JOIN telling AS other ON other.key = disagreement.second \
               JOIN report AS one_report ON one_report.key = one.report \
               JOIN report AS other_report ON other_report.key = other.report ORDER BY disagreement.key",
        columns: &[
            text("disagreement", "'D' || disagreement.key", "id"),
            text("happening", "'H' || disagreement.happening", "what it is about"),
            text("undertaking", "'U' || disagreement.undertaking", "what it is about"),
            text("attribute", "attribute", "quantity, polarity, agent, date, terms or status"),
            text("role", "role", "of a quantity: what it counts"),
            text("first_report", "one_report.id", "report of the first telling"),
            text("first_event", id!("one.event", "V"), "event of the first telling"),
            text("first_commitment", id!("one.commitment", "C"), "or its commitment"),
            text("first_has", "first_has", "what it says"),
            text("second_report", "other_report.id", "report of the second telling"),
            text("second_event", id!("other.event", "V"), "event of the second telling"),
            text("second_commitment", id!("other.commitment", "C"), "or its commitment"),
            text("second_has", "second_has", "what it says"),
            text("reason", "reason", "why both cannot be"),
            int("strength", "strength", "how sure, 1 to 1000"),
        ],
    },
];

impl Table {
    pub(crate) fn sql(&self) -> String {
        let columns: Vec<String> =
            self.columns.iter().map(|column| format!("{} AS \"{}\"", column.sql, column.name)).collect();
        format!("SELECT {} FROM {}", columns.join(", "), self.from)
    }
}
