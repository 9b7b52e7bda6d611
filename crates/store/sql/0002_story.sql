-- The story across reports. Told column by column in SCHEMA.md.
--
-- Everything here is made from the records; `onrecord recode` makes it again.

CREATE TABLE edition (
    report INTEGER PRIMARY KEY REFERENCES report,
    first  INTEGER NOT NULL REFERENCES report
) STRICT;
CREATE INDEX edition_by_first ON edition (first) WHERE first <> report;

CREATE TABLE edition_band (
    band   INTEGER NOT NULL,
    report INTEGER NOT NULL REFERENCES report,
    PRIMARY KEY (band, report)
) STRICT, WITHOUT ROWID;

CREATE TABLE telling (
    key         INTEGER PRIMARY KEY,
    report      INTEGER NOT NULL REFERENCES report,
    event       INTEGER REFERENCES event,
    commitment  INTEGER REFERENCES commitment,
    happening   INTEGER REFERENCES happening,
    undertaking INTEGER REFERENCES undertaking,
    data        BLOB NOT NULL
) STRICT;
CREATE INDEX telling_by_report ON telling (report);
CREATE INDEX telling_by_event ON telling (event) WHERE event IS NOT NULL;
CREATE INDEX telling_by_commitment ON telling (commitment) WHERE commitment IS NOT NULL;
CREATE INDEX telling_by_happening ON telling (happening) WHERE happening IS NOT NULL;
CREATE INDEX telling_by_undertaking ON telling (undertaking) WHERE undertaking IS NOT NULL;

CREATE TABLE telling_key (
    word    INTEGER NOT NULL,
    telling INTEGER NOT NULL REFERENCES telling,
    PRIMARY KEY (word, telling)
) STRICT, WITHOUT ROWID;

CREATE TABLE telling_link (
    one      INTEGER NOT NULL REFERENCES telling,
    other    INTEGER NOT NULL REFERENCES telling,
    strength INTEGER NOT NULL,
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;

CREATE TABLE happening (
    key       INTEGER PRIMARY KEY,
    type      TEXT,
    earliest  TEXT,
    latest    TEXT,
    stated    INTEGER NOT NULL,
    precision TEXT NOT NULL,
    status    TEXT NOT NULL,
    place     TEXT,
    country   TEXT,
    tellings  INTEGER NOT NULL,
    editions  INTEGER NOT NULL,
    outlets   INTEGER NOT NULL
) STRICT;
CREATE INDEX happening_by_time ON happening (coalesce(earliest, latest));

CREATE TABLE undertaking (
    key      INTEGER PRIMARY KEY,
    type     TEXT,
    due      TEXT,
    status   TEXT NOT NULL,
    disputed INTEGER NOT NULL,
    tellings INTEGER NOT NULL,
    editions INTEGER NOT NULL,
    terms    INTEGER NOT NULL,
    steps    INTEGER NOT NULL
) STRICT;

CREATE TABLE disagreement (
    key         INTEGER PRIMARY KEY,
    happening   INTEGER REFERENCES happening,
    undertaking INTEGER REFERENCES undertaking,
    first       INTEGER NOT NULL REFERENCES telling,
    second      INTEGER NOT NULL REFERENCES telling,
    attribute   TEXT NOT NULL,
    role        TEXT,
    first_has   TEXT NOT NULL,
    second_has  TEXT NOT NULL,
    reason      TEXT NOT NULL,
    strength    INTEGER NOT NULL
) STRICT;
CREATE INDEX disagreement_by_happening ON disagreement (happening) WHERE happening IS NOT NULL;
CREATE INDEX disagreement_by_undertaking ON disagreement (undertaking) WHERE undertaking IS NOT NULL;
CREATE INDEX disagreement_by_first ON disagreement (first);
CREATE INDEX disagreement_by_second ON disagreement (second);
