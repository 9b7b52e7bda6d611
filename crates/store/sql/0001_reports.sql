-- Reports, their records, and the records laid out flat. Told column by column in SCHEMA.md.
--
-- A report has a number, `key`, in the order of adding. The item with the number n of report k has the key
-- k * 1000000 + n: event V3 of report 12 is 12000003. References between items are such keys.
-- Spans are half-open and count Unicode code points from 0: substr(text, start + 1, end - start).

CREATE TABLE report (
    key          INTEGER PRIMARY KEY,
    id           TEXT NOT NULL UNIQUE,
    identity     BLOB NOT NULL UNIQUE,
    url          TEXT,
    outlet       TEXT,
    title        TEXT,
    byline       TEXT,
    dateline     TEXT,
    published    TEXT,
    published_on TEXT,
    language     TEXT NOT NULL,
    origin       TEXT NOT NULL,
    text         TEXT NOT NULL
) STRICT;
CREATE INDEX report_by_day ON report (published_on);

CREATE TABLE record (
    report  INTEGER PRIMARY KEY REFERENCES report,
    version TEXT NOT NULL,
    json    BLOB NOT NULL
) STRICT;

CREATE TABLE sentence (
    report  INTEGER NOT NULL REFERENCES report,
    n       INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end"   INTEGER NOT NULL,
    PRIMARY KEY (report, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE entity (
    key     INTEGER PRIMARY KEY,
    name    TEXT NOT NULL,
    kind    TEXT NOT NULL,
    country TEXT,
    sectors TEXT NOT NULL,
    role    TEXT,
    "start" INTEGER NOT NULL,
    "end"   INTEGER NOT NULL
) STRICT;
CREATE INDEX entity_by_country ON entity (country, sectors) WHERE country IS NOT NULL;

CREATE TABLE name (
    key   INTEGER PRIMARY KEY,
    words TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE entity_name (
    name   INTEGER NOT NULL REFERENCES name,
    entity INTEGER NOT NULL REFERENCES entity,
    PRIMARY KEY (name, entity)
) STRICT, WITHOUT ROWID;

CREATE TABLE time (
    key      INTEGER PRIMARY KEY,
    "start"  INTEGER NOT NULL,
    "end"    INTEGER NOT NULL,
    type     TEXT NOT NULL,
    value    TEXT NOT NULL,
    mod      TEXT,
    anchor   INTEGER REFERENCES time,
    earliest TEXT,
    latest   TEXT
) STRICT;

CREATE TABLE quantity (
    key     INTEGER PRIMARY KEY,
    "start" INTEGER NOT NULL,
    "end"   INTEGER NOT NULL,
    low     REAL,
    high    REAL,
    mod     TEXT,
    unit    TEXT,
    "of"    TEXT
) STRICT;

CREATE TABLE place (
    key       INTEGER PRIMARY KEY,
    "start"   INTEGER NOT NULL,
    "end"     INTEGER NOT NULL,
    name      TEXT NOT NULL,
    country   TEXT,
    latitude  REAL,
    longitude REAL,
    feature   TEXT,
    geonames  INTEGER
) STRICT;
CREATE INDEX place_by_name ON place (name COLLATE NOCASE);

CREATE TABLE statement (
    key          INTEGER PRIMARY KEY,
    sentence     INTEGER NOT NULL,
    source       INTEGER REFERENCES entity,
    source_start INTEGER,
    source_end   INTEGER,
    cue_start    INTEGER,
    cue_end      INTEGER,
    kind         TEXT NOT NULL,
    act          TEXT NOT NULL,
    negated      INTEGER NOT NULL,
    within       INTEGER REFERENCES statement,
    medium_start INTEGER,
    medium_end   INTEGER,
    time         INTEGER REFERENCES time
) STRICT;
CREATE INDEX statement_by_source ON statement (source) WHERE source IS NOT NULL;

CREATE TABLE statement_content (
    statement INTEGER NOT NULL REFERENCES statement,
    n         INTEGER NOT NULL,
    "start"   INTEGER NOT NULL,
    "end"     INTEGER NOT NULL,
    PRIMARY KEY (statement, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE statement_addressee (
    statement INTEGER NOT NULL REFERENCES statement,
    n         INTEGER NOT NULL,
    entity    INTEGER REFERENCES entity,
    "start"   INTEGER,
    "end"     INTEGER,
    PRIMARY KEY (statement, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE event (
    key           INTEGER PRIMARY KEY,
    sentence      INTEGER NOT NULL,
    trigger_start INTEGER NOT NULL,
    trigger_end   INTEGER NOT NULL,
    type          TEXT NOT NULL,
    modes         TEXT NOT NULL,
    contexts      TEXT NOT NULL,
    cameo         TEXT,
    intensity     REAL,
    status        TEXT NOT NULL,
    earliest      TEXT,
    latest        TEXT,
    time          INTEGER REFERENCES time,
    place         INTEGER REFERENCES place,
    statement     INTEGER REFERENCES statement,
    historical    INTEGER NOT NULL,
    confidence    REAL
) STRICT;
CREATE INDEX event_by_type ON event (type);
CREATE INDEX event_by_day ON event (coalesce(earliest, latest));
CREATE INDEX event_by_place ON event (place) WHERE place IS NOT NULL;

CREATE TABLE event_participant (
    event   INTEGER NOT NULL REFERENCES event,
    part    TEXT NOT NULL,
    n       INTEGER NOT NULL,
    entity  INTEGER REFERENCES entity,
    "start" INTEGER,
    "end"   INTEGER,
    PRIMARY KEY (event, part, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_participant_by_entity ON event_participant (entity, part) WHERE entity IS NOT NULL;

CREATE TABLE event_quantity (
    event    INTEGER NOT NULL REFERENCES event,
    n        INTEGER NOT NULL,
    quantity INTEGER NOT NULL REFERENCES quantity,
    role     TEXT NOT NULL,
    PRIMARY KEY (event, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE event_mention (
    event   INTEGER NOT NULL REFERENCES event,
    n       INTEGER NOT NULL,
    "start" INTEGER NOT NULL,
    "end"   INTEGER NOT NULL,
    PRIMARY KEY (event, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE commitment (
    key           INTEGER PRIMARY KEY,
    sentence      INTEGER NOT NULL,
    obligor       INTEGER REFERENCES entity,
    obligor_start INTEGER,
    obligor_end   INTEGER,
    action_start  INTEGER NOT NULL,
    action_end    INTEGER NOT NULL,
    type          TEXT,
    object_start  INTEGER,
    object_end    INTEGER,
    quantity      INTEGER REFERENCES quantity,
    place         INTEGER REFERENCES place,
    start_on      TEXT,
    due           TEXT,
    duration      TEXT,
    time          INTEGER REFERENCES time,
    negated       INTEGER NOT NULL,
    basis         TEXT NOT NULL,
    status        TEXT NOT NULL,
    statement     INTEGER REFERENCES statement
) STRICT;
CREATE INDEX commitment_by_due ON commitment (due) WHERE due IS NOT NULL;

CREATE TABLE commitment_counterparty (
    commitment INTEGER NOT NULL REFERENCES commitment,
    n          INTEGER NOT NULL,
    entity     INTEGER REFERENCES entity,
    "start"    INTEGER,
    "end"      INTEGER,
    PRIMARY KEY (commitment, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE commitment_condition (
    commitment INTEGER NOT NULL REFERENCES commitment,
    n          INTEGER NOT NULL,
    "start"    INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    PRIMARY KEY (commitment, n)
) STRICT, WITHOUT ROWID;

CREATE TABLE commitment_progress (
    commitment INTEGER NOT NULL REFERENCES commitment,
    n          INTEGER NOT NULL,
    event      INTEGER REFERENCES event,
    quantity   INTEGER REFERENCES quantity,
    statement  INTEGER REFERENCES statement,
    PRIMARY KEY (commitment, n)
) STRICT, WITHOUT ROWID;

CREATE VIRTUAL TABLE report_words USING fts5 (
    text, content = 'report', content_rowid = 'key', tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE statement_words USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE event_words USING fts5 (
    words, content = '', contentless_delete = 1, tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE name_words USING fts5 (
    words, content = 'name', content_rowid = 'key', tokenize = 'unicode61 remove_diacritics 2'
);
