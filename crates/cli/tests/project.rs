//! A project file from outside: adding, killing, asking, exporting.
#![expect(clippy::unwrap_used, reason = "a test that cannot prepare itself fails")]

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Duration;

/// A folder of its own for each test, emptied first.
fn folder(name: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("project-{name}"));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

fn onrecord(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_onrecord"));
    command.current_dir(folder).env_remove("COLUMNS").env_remove("NO_COLOR");
    command
}

fn run(folder: &Path, args: &[&str]) -> Output {
    onrecord(folder).args(args).output().unwrap()
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// Reports on the withdrawal of a mission, told by two outlets, as JSON Lines.
fn news(n_reports: usize) -> String {
    let towns = ["Kidal", "Gao", "Timbuktu", "Tessalit", "Ber", "Menaka"];
    let mut lines = String::new();
    for n in 0..n_reports {
        let (town, day) = (towns[n % towns.len()], n % 28 + 1);
        let outlet = if n % 2 == 0 { "The Daily" } else { "The Courier" };
        let text = format!(
            "The United Nations mission withdrew {} soldiers from {town} on Monday, its spokesman said in report {n}. \
             The government of Mali promised to protect the camp until June {}, 2024. Rebels attacked the camp in \
             {town}, killing {} soldiers, officials said.",
            100 + n * 7,
            day,
            2 + n % 9
        );
        let line = serde_json::json!({
            "id": format!("n{n}"), "outlet": outlet, "published": format!("2024-03-{day:02}"),
            "title": format!("Mission leaves {town}"), "text": text,
        });
        lines.push_str(&format!("{line}\n"));
    }
    lines
}

/// Every exported file by name.
fn exported(folder: &Path, database: &str) -> BTreeMap<String, Vec<u8>> {
    let out = folder.join(format!("{database}-tables"));
    let _ = fs::remove_dir_all(&out);
    let output = run(folder, &["export", "--db", database, "--to", "jsonl", out.to_str().unwrap()]);
    assert!(output.status.success(), "{}", stderr(&output));
    let files = fs::read_dir(&out).unwrap().map(|entry| {
        let entry = entry.unwrap();
        (entry.file_name().into_string().unwrap(), fs::read(entry.path()).unwrap())
    });
    files.collect()
}

#[test]
fn reports_are_added_once_whatever_is_among_them() {
    let folder = folder("once");
    let mut lines = news(6);
    lines.push_str("{\"id\": \"bad\"}\nnot json\n");
    fs::write(folder.join("news.jsonl"), &lines).unwrap();
    let output = run(&folder, &["add", "news.jsonl", "missing.txt"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).starts_with("onrecord.db: 6 reports added, 0 there already, 3 refused\n"), "{output:?}");
    assert!(stderr(&output).contains("news.jsonl:7: no `text` in the object"));
    let again = run(&folder, &["add", "news.jsonl"]);
    assert!(stdout(&again).starts_with("onrecord.db: 0 reports added, 6 there already, 2 refused\n"));
    let stats = run(&folder, &["stats", "--format", "json"]);
    let stats: serde_json::Value = serde_json::from_slice(&stats.stdout).unwrap();
    assert_eq!(stats["reports"], 6);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 2, "nothing is left beside the file");
}

#[test]
fn the_file_is_the_same_with_any_number_of_threads_and_after_a_recode() {
    let folder = folder("threads");
    fs::write(folder.join("news.jsonl"), news(12)).unwrap();
    for (database, threads) in [("one.db", "1"), ("three.db", "3")] {
        let output = run(&folder, &["add", "--db", database, "--threads", threads, "news.jsonl"]);
        assert!(output.status.success(), "{}", stderr(&output));
    }
    let one = exported(&folder, "one.db");
    assert!(one["events.jsonl"].len() > 1000 && one["COLUMNS.md"].starts_with(b"# Tables"));
    assert_eq!(one, exported(&folder, "three.db"));
    let output = run(&folder, &["recode", "--db", "three.db"]);
    assert!(stdout(&output).contains("12 reports read anew"), "{}", stderr(&output));
    assert_eq!(one, exported(&folder, "three.db"));
}

#[test]
fn killed_at_any_moment_nothing_told_is_lost_and_nothing_comes_twice() {
    let folder = folder("kills");
    fs::write(folder.join("news.jsonl"), news(40)).unwrap();
    let output = run(&folder, &["add", "--db", "whole.db", "news.jsonl"]);
    assert!(output.status.success(), "{}", stderr(&output));
    let mut told: Vec<String> = Vec::new();
    for pause in [150, 700, 1300, 1900, 2500] {
        let mut child = onrecord(&folder)
            .args(["add", "--db", "killed.db", "--ids", "news.jsonl"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(Duration::from_millis(pause));
        child.kill().unwrap();
        let mut ids = String::new();
        child.stdout.take().unwrap().read_to_string(&mut ids).unwrap();
        child.wait().unwrap();
        // A last line without its end was not told.
        let whole = ids.rfind('\n').map_or("", |end| &ids[..end]);
        told.extend(whole.lines().map(str::to_owned));
        if !folder.join("killed.db").exists() {
            continue;
        }
        for id in &told {
            let shown = run(&folder, &["show", "--db", "killed.db", "--format", "csv", id]);
            assert!(shown.status.success(), "{id} is lost: {}", stderr(&shown));
        }
    }
    let output = run(&folder, &["add", "--db", "killed.db", "news.jsonl"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert_eq!(exported(&folder, "whole.db"), exported(&folder, "killed.db"));
}

#[test]
fn a_second_writer_is_told_and_readers_are_not_in_the_way() {
    let folder = folder("lock");
    fs::write(folder.join("news.jsonl"), news(2)).unwrap();
    run(&folder, &["add", "news.jsonl"]);
    let mut first = onrecord(&folder).args(["add", "-"]).stdin(Stdio::piped()).stdout(Stdio::null()).spawn().unwrap();
    let lock = folder.join("onrecord.db-lock");
    let waited = (0..200).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        lock.exists()
    });
    assert!(waited);
    let second = run(&folder, &["add", "news.jsonl"]);
    assert_eq!(second.status.code(), Some(1));
    assert_eq!(
        stderr(&second),
        "onrecord: onrecord.db: another onrecord is writing to it; try again when that one has ended\n"
    );
    assert!(run(&folder, &["events"]).status.success());
    first.stdin.take().unwrap().write_all(news(3).as_bytes()).unwrap();
    assert!(first.wait().unwrap().success());
    assert!(stdout(&run(&folder, &["stats"])).contains("3  reports"));
}

#[test]
fn folders_feeds_and_archives_are_read() {
    let folder = folder("formats");
    fs::create_dir_all(folder.join("in/deep")).unwrap();
    fs::write(folder.join("in/b.txt"), "The army left the town of Gao on Monday, officials said.\n").unwrap();
    fs::write(folder.join("in/deep/a.jsonl"), news(1)).unwrap();
    fs::write(folder.join("in/.hidden"), "no").unwrap();
    let feed = "<rss><channel><title>The Wire</title><item><title>Rebels attack</title><description>Rebels attacked a camp \
                in Kidal on Sunday, the army said.</description></item></channel></rss>";
    fs::write(folder.join("in/feed.xml"), feed).unwrap();
    let page = "<html><head><title>Troops leave</title></head><body><article><p>The last troops left Timbuktu on Monday, the \
                army said, after a stay of ten years in the north of the country.</p><p>They will be home by the end of \
                the month, a spokesman of the mission said in the capital.</p></article></body></html>";
    let response = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{page}");
    let record = format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://daily.example/9\r\nContent-Type: application/http\r\n\
         Content-Length: {}\r\n\r\n{response}\r\n\r\n",
        response.len()
    );
    fs::write(folder.join("in/crawl.warc"), record).unwrap();
    let output = run(&folder, &["add", "in"]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stdout(&output).contains("4 reports added"));
    let hits = stdout(&run(&folder, &["search", "Timbuktu", "--format", "csv"]));
    assert!(hits.contains("Troops leave"), "{hits}");
    let found = stdout(&run(&folder, &["search", "rebels", "--format", "jsonl"]));
    assert!(found.contains("\"outlet\":\"The Wire\""), "{found}");
}

#[test]
fn no_answer_is_a_formula_or_acts_on_the_terminal() {
    let folder = folder("hostile");
    let title = "=HYPERLINK(\"http://example.org\",\"x\")";
    let text = "The army attacked rebels in Gao on Monday, \u{1b}]0;x\u{7}officials said.";
    let line =
        serde_json::json!({"id": "@id", "title": title, "outlet": "+Daily", "text": text, "published": "2024-03-12"});
    fs::write(folder.join("news.jsonl"), format!("{line}\n")).unwrap();
    assert!(run(&folder, &["add", "news.jsonl"]).status.success());
    let asked: [&[&str]; 4] = [&["events"], &["statements"], &["search", "rebels"], &["timeline", "--actor", "rebels"]];
    for args in asked {
        let csv = stdout(&run(&folder, &[args, &["--format", "csv"]].concat()));
        for cell in csv.lines().skip(1).flat_map(|line| line.split(',')) {
            let cell = cell.trim_start_matches('"');
            assert!(!cell.starts_with(['=', '@', '+']), "{csv}");
        }
        let shown = stdout(&run(&folder, args));
        assert!(!shown.contains('\u{1b}') && !shown.contains('\u{7}'), "{shown:?}");
    }
    let out = run(&folder, &["export", "--to", "csv", "tables"]);
    assert!(out.status.success(), "{}", stderr(&out));
    assert!(fs::read_to_string(folder.join("tables/reports.csv")).unwrap().contains("'@id"));
}

#[test]
fn wrong_questions_are_told() {
    let folder = folder("questions");
    fs::write(folder.join("news.jsonl"), news(2)).unwrap();
    fs::write(folder.join("letter.txt"), "Dear editor").unwrap();
    let output = run(&folder, &["stats"]);
    assert!(stderr(&output).starts_with("onrecord: onrecord.db: no such file"), "{}", stderr(&output));
    assert!(run(&folder, &["add", "news.jsonl"]).status.success());
    let cases: [(&[&str], &str); 4] = [
        (&["events", "--actor", "Nobody"], "nobody in onrecord.db is called “Nobody”"),
        (&["show", "H99"], "nothing in onrecord.db has the id “H99”"),
        (&["timeline", "--undertaking", "H1"], "“H1” is no undertaking"),
        (&["stats", "--db", "letter.txt"], "letter.txt: is no project file of onrecord"),
    ];
    for (args, message) in cases {
        let output = run(&folder, args);
        assert_eq!(output.status.code(), Some(1));
        assert!(stderr(&output).contains(message), "{}", stderr(&output));
    }
    for words in ["\"", "AND", "-", "(", "*"] {
        assert!(run(&folder, &["search", "--", words]).status.success(), "{words}");
    }
}
