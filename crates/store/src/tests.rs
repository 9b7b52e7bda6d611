//! Tests over a whole file.

use std::path::PathBuf;

use lexicon::Data;
use ontology::{EntityKind, EventType, Form, Sector, Status};
use record::{Entity, EntityId, Event, EventId, Evidence, Mention, Participant, Record, Report};
use rusqlite::Connection;
use story::Teller;
use text::Span;

use crate::{Added, EventFilter, Item, Page, Prepared, Reader, TimelineFilter, Writer, open, schema};

const ALL: Page = Page { most: None };

/// A name for a file of its own, which is not there yet.
fn file(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("onrecord-store-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    for ending in ["", "-wal", "-shm", "-lock"] {
        let _ = std::fs::remove_file(format!("{}{ending}", path.display()));
    }
    path
}

fn report(id: &str, text: &str) -> Report {
    Report {
        id: id.to_owned(),
        outlet: Some("The Daily".to_owned()),
        published: Some("2024-03-12".to_owned()),
        language: "en".to_owned(),
        text: text.to_owned(),
        ..Report::default()
    }
}

/// A record in which the first word of the text does what the second says.
fn record(report: Report, name: &str) -> Record {
    let words: Vec<&str> = report.text.split(' ').collect();
    let first = Span::of_range(0, words[0].len());
    let second = Span::of_range(words[0].len() + 1, words[0].len() + 1 + words[1].len());
    let whole = Span::of_range(0, report.text.len());
    let entity = Entity {
        id: EntityId::new(0),
        name: name.to_owned(),
        kind: EntityKind::Person,
        country: "MLI".parse().ok(),
        sectors: vec![Sector::Gov],
        role: None,
        mentions: vec![Mention { span: first, form: Form::Name, head: first }],
        evidence: Evidence::default(),
    };
    let event = Event {
        id: EventId::new(0),
        trigger: second,
        kind: EventType::Retreat,
        modes: Vec::new(),
        contexts: Vec::new(),
        cameo: None,
        intensity_tenths: Some(30),
        actors: vec![Participant { entity: Some(EntityId::new(0)), span: Some(first) }],
        recipients: Vec::new(),
        status: Status::Actual,
        earliest: "2024-03-11".parse().ok(),
        latest: "2024-03-11".parse().ok(),
        time: None,
        place: None,
        quantities: Vec::new(),
        statement: None,
        historical: false,
        confidence_thousandths: None,
        mentions: Vec::new(),
        evidence: Evidence::default(),
    };
    Record { report, sentences: vec![whole], entities: vec![entity], events: vec![event], ..Record::default() }
}

fn prepared(report: Report, name: &str) -> Prepared {
    let teller = Teller::load(&Data::embedded()).unwrap();
    Prepared::new(record(report, name), "news.jsonl:1".to_owned(), &teller).unwrap()
}

#[test]
fn a_report_is_kept_once_and_comes_back() {
    let path = file("once.db");
    let mut writer = Writer::open_or_make(&path, "1").unwrap();
    let one = prepared(report("a", "Züge left the town."), "Abdoulaye Diop");
    assert_eq!(writer.add(&one).unwrap(), Added::New { id: "a".to_owned(), repeats: None });
    assert_eq!(writer.add(&one).unwrap(), Added::AlreadyThere);
    let other = prepared(report("a", "Others left the town by the river."), "Others");
    let Added::Edition { id, given, .. } = writer.add(&other).unwrap() else { panic!("no edition") };
    assert_eq!((given.as_str(), id.len()), ("a", "a~".len() + 8));
    assert_eq!(writer.add(&other).unwrap(), Added::AlreadyThere);
    writer.finish().unwrap();

    let reader = Reader::open(&path).unwrap();
    assert_eq!(reader.report("a").unwrap().unwrap(), one.record.report);
    assert_eq!(reader.record_json("a").unwrap().unwrap(), one.record.to_json().unwrap());
    assert_eq!(reader.report(&id).unwrap().unwrap().text, other.record.report.text);
    let Some(Item::Event(event)) = reader.item("1.V1").unwrap() else { panic!("no event") };
    assert_eq!((event.trigger.as_str(), event.sentence.as_str()), ("left", "Züge left the town."));
    assert_eq!(event.actors[0].code(), "MLI GOV");
    assert!(reader.item("1.V2").unwrap().is_none() && reader.item("H99").unwrap().is_none());
    let log = format!("{}-wal", path.display());
    assert!(std::fs::metadata(log).map_or(0, |log| log.len()) == 0, "the log is folded into the file");
}

#[test]
fn what_was_not_committed_is_not_there() {
    let path = file("uncommitted.db");
    let mut writer = Writer::open_or_make(&path, "1").unwrap();
    writer.add(&prepared(report("a", "Troops left the town."), "Troops")).unwrap();
    writer.commit().unwrap();
    writer.add(&prepared(report("b", "Rebels left the other town."), "Rebels")).unwrap();
    assert_eq!(Reader::open(&path).unwrap().n_reports().unwrap(), 1);
    drop(writer);
    assert_eq!(Reader::open(&path).unwrap().n_reports().unwrap(), 1);
    let known = Writer::open(&path, "1").unwrap().known().unwrap();
    assert_eq!(known.len(), 1);
}

#[test]
fn a_full_disk_undoes_the_batch_and_loses_nothing_before_it() {
    let path = file("full.db");
    let mut writer = Writer::open_or_make(&path, "1").unwrap();
    writer.add(&prepared(report("a", "Troops left the town."), "Troops")).unwrap();
    writer.commit().unwrap();
    writer.add(&prepared(report("b", "Rebels left the other town."), "Rebels")).unwrap();
    let pages: i64 = writer.db.query_row("PRAGMA page_count", [], |row| row.get(0)).unwrap();
    let _: i64 = writer.db.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |row| row.get(0)).unwrap();
    let long = format!("Others left{}", " the town by the river".repeat(10_000));
    let error = writer.add(&prepared(report("c", &long), "Others")).unwrap_err();
    assert!(error.to_string().starts_with("the disk is full"), "{error}");
    assert_eq!(writer.n_open(), 0);
    let _: i64 = writer.db.query_row("PRAGMA max_page_count = 1000000", [], |row| row.get(0)).unwrap();
    for id in ["b", "c"] {
        assert!(Reader::open(&path).unwrap().report(id).unwrap().is_none());
    }
    assert!(matches!(writer.add(&prepared(report("c", &long), "Others")), Ok(Added::New { .. })));
    writer.finish().unwrap();
    assert_eq!(Reader::open(&path).unwrap().n_reports().unwrap(), 2);
}

#[test]
fn one_writes_at_a_time() {
    let path = file("locked.db");
    let first = Writer::open_or_make(&path, "1").unwrap();
    let error = Writer::open(&path, "1").map(|_| ()).unwrap_err();
    assert!(error.is_in_use() && error.to_string().contains("another onrecord"), "{error}");
    drop(first);
    assert!(Writer::open(&path, "1").is_ok());
    assert!(!PathBuf::from(format!("{}-lock", path.display())).exists() || !cfg!(unix));
}

#[test]
fn files_of_others_are_left_alone() {
    let path = file("letter.txt");
    std::fs::write(&path, "Dear editor, this is no database. ".repeat(100)).unwrap();
    let before = std::fs::read(&path).unwrap();
    for error in [Writer::open_or_make(&path, "1").map(|_| ()), Reader::open(&path).map(|_| ())] {
        assert!(error.unwrap_err().to_string().starts_with("is no project file"));
    }
    assert_eq!(std::fs::read(&path).unwrap(), before);

    let path = file("theirs.db");
    Connection::open(&path).unwrap().execute_batch("CREATE TABLE theirs (x)").unwrap();
    let error = Writer::open_or_make(&path, "1").map(|_| ()).unwrap_err();
    assert!(error.to_string().starts_with("is no project file"), "{error}");

    let nowhere = file("no-folder").join("x.db");
    assert!(Writer::open_or_make(&nowhere, "1").map(|_| ()).unwrap_err().to_string().contains("folder does not exist"));
    let missing = file("missing.db");
    assert!(Reader::open(&missing).map(|_| ()).unwrap_err().to_string().starts_with("no such file"));
    assert!(Writer::open(&missing, "1").map(|_| ()).unwrap_err().to_string().starts_with("no such file"));
    let folder = std::env::temp_dir();
    assert!(Writer::open_or_make(&folder, "1").map(|_| ()).unwrap_err().to_string().starts_with("is a folder"));
}

#[test]
fn a_newer_file_is_refused_and_an_older_one_brought_up_to_date() {
    let path = file("newer.db");
    Writer::open_or_make(&path, "1").unwrap().finish().unwrap();
    Connection::open(&path).unwrap().pragma_update(None, "user_version", 99).unwrap();
    for error in [Writer::open(&path, "1").map(|_| ()), Reader::open(&path).map(|_| ())] {
        assert!(error.unwrap_err().to_string().contains("newer onrecord (schema 99"));
    }

    // As version 1 of the schema left it: reports and records, and no story.
    let path = file("older.db");
    let mut db = Connection::open(&path).unwrap();
    schema::migrate_to(&mut db, 0, 1).unwrap();
    let sql =
        "INSERT INTO report (id, identity, language, origin, text) VALUES ('a', x'00', 'en', 'f', 'Troops left.')";
    db.execute(sql, []).unwrap();
    db.execute("INSERT INTO report_words (rowid, text) VALUES (1, 'Troops left.')", []).unwrap();
    drop(db);
    let error = Reader::open(&path).map(|_| ()).unwrap_err().to_string();
    assert!(error.contains("older onrecord (schema 1"), "{error}");
    let mut writer = Writer::open(&path, "2").unwrap();
    assert_eq!(writer.n_without_story().unwrap(), 1);
    let (key, report, origin) = Reader::open(&path).unwrap().reports(0, 10).unwrap().remove(0);
    assert_eq!((key, report.text.as_str(), origin.as_str()), (1, "Troops left.", "f"));
    writer.begin_recode().unwrap();
    writer.replace(key, &prepared(report, "Troops")).unwrap();
    writer.commit().unwrap();
    assert_eq!(writer.n_without_story().unwrap(), 0);
    writer.finish().unwrap();
    let reader = Reader::open(&path).unwrap();
    assert_eq!(reader.search("troops", ALL).unwrap().len(), 1);
    assert_eq!(reader.stats().unwrap().versions, [("2".to_owned(), 1)]);
}

#[test]
fn actors_are_found_by_name_code_and_description() {
    let path = file("actors.db");
    let mut writer = Writer::open_or_make(&path, "1").unwrap();
    writer.add(&prepared(report("a", "Diop left the town."), "Abdoulaye Diop")).unwrap();
    writer.finish().unwrap();
    let reader = Reader::open(&path).unwrap();
    let found = |typed: &str| {
        let Some(actor) = reader.actor(typed).unwrap() else { return 0 };
        let filter = EventFilter { actor: Some(actor.clone()), ..EventFilter::default() };
        let timeline = TimelineFilter { actors: vec![actor], ..TimelineFilter::default() };
        assert_eq!(reader.timeline(&timeline, ALL).unwrap().len(), 1);
        reader.events(&filter, ALL).unwrap().len()
    };
    for typed in ["Abdoulaye Diop", "diop", "MLI", "MLI GOV", "GOV", "the Abdoulaye"] {
        assert_eq!(found(typed), 1, "{typed}");
    }
    for typed in ["Diopp", "MLI MIL", "FRA", "", "%", "'; DROP TABLE report; --", "\"", "\0", "*"] {
        assert_eq!(found(typed), 0, "{typed:?}");
    }
}

#[test]
fn no_words_are_a_syntax_error() {
    let path = file("words.db");
    let mut writer = Writer::open_or_make(&path, "1").unwrap();
    writer.add(&prepared(report("a", "Troops left the town."), "Troops")).unwrap();
    writer.finish().unwrap();
    let reader = Reader::open(&path).unwrap();
    for typed in
        ["AND", "OR NOT", "NEAR(", "\"", "\"\"\"", "a*", "text:", "^x", "{", "-", "\u{0}", "(((", "'", "é\u{301}", ""]
    {
        reader.search(typed, ALL).unwrap();
        let filter = EventFilter { words: Some(typed.to_owned()), ..EventFilter::default() };
        reader.events(&filter, ALL).unwrap();
    }
    assert_eq!(reader.search("troop \"the town\"", ALL).unwrap().len(), 1);
    assert_eq!(reader.search("\"town the\"", ALL).unwrap().len(), 0);
    let hit = reader.search("town", ALL).unwrap().remove(0);
    assert_eq!(hit.snippet, "Troops left the \u{2}town\u{3}.");
}

/// Whoever asks in SQL finds every table and column in `SCHEMA.md`.
#[test]
fn the_schema_is_told() {
    let told = include_str!("../SCHEMA.md");
    let path = file("schema.db");
    let db = open::to_write(&path, open::Missing::IsMade).unwrap();
    let sql = "SELECT name, sql LIKE '%VIRTUAL%' FROM sqlite_schema WHERE type = 'table' \
               AND name NOT LIKE 'sqlite%' AND name NOT GLOB '*_words_*'";
    let mut tables = db.prepare(sql).unwrap();
    let tables: Vec<(String, bool)> =
        tables.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
    assert!(tables.len() > 20);
    for (table, _) in tables {
        assert!(told.contains(&format!("`{table}`")), "table {table} is not in SCHEMA.md");
        let mut columns = db.prepare("SELECT name FROM pragma_table_info(?1)").unwrap();
        let columns = columns.query_map([&table], |row| row.get::<_, String>(0)).unwrap();
        for column in columns.map(Result::unwrap) {
            assert!(told.contains(&format!("`{column}`")), "column {table}.{column} is not in SCHEMA.md");
        }
    }
    assert!(told.contains(&format!("schema version {}", schema::VERSION)));
}
