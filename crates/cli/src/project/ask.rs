//! The questions: `search`, `timeline`, `statements`, `events`, `commitments`, `disagreements`.

use store::{Actor, CommitmentFilter, EventFilter, Place, Reader, StatementFilter, TimelineFilter};

use super::answer::{open, page, write};
use super::args::{Commitments, Database, Disagreements, Events, Search, Statements, Timeline, Within};
use super::of_file;
use crate::failure::Failure;
use crate::{Outcome, visible};

/// `None` if no words were given.
fn words(words: &[String]) -> Option<String> {
    (!words.is_empty()).then(|| words.join(" "))
}

/// Whom a name means; a question about nobody is told so, for an empty answer would look like a finding.
fn whom(reader: &Reader, database: &Database, typed: Option<&String>) -> Result<Option<Actor>, Failure> {
    let Some(typed) = typed else { return Ok(None) };
    match reader.actor(typed).map_err(of_file(&database.path))? {
        Some(actor) => Ok(Some(actor)),
        None => Err(Failure::Question(format!(
            "nobody in {} is called “{}”; a name, a code (\"USA GOV\") or a description is needed",
            visible::shown(&database.path.to_string_lossy()),
            visible::shown(typed)
        ))),
    }
}

pub(super) fn search(args: &Search) -> Result<Outcome, Failure> {
    let reader = open(&args.database.path)?;
    let (fault, page) = (of_file(&args.database.path), page(&args.answer));
    let words = args.words.join(" ");
    let nothing = "Nothing was found.";
    match args.within {
        Within::Reports => write(&args.answer, reader.search(&words, page).map_err(fault)?, nothing)?,
        Within::Statements => {
            let filter = StatementFilter { words: Some(words), ..StatementFilter::default() };
            write(&args.answer, reader.statements(&filter, page).map_err(fault)?, nothing)?;
        }
        Within::Events => {
            let filter = EventFilter { words: Some(words), ..EventFilter::default() };
            write(&args.answer, reader.events(&filter, page).map_err(fault)?, nothing)?;
        }
    }
    Ok(Outcome::AllRead)
}

pub(super) fn timeline(args: &Timeline) -> Result<Outcome, Failure> {
    let reader = open(&args.database.path)?;
    let mut actors = Vec::new();
    for typed in args.actor.iter().chain(&args.pair) {
        actors.extend(whom(&reader, &args.database, Some(typed))?);
    }
    let undertaking = args.undertaking.as_deref().map(|typed| match Place::of(typed) {
        Place::Undertaking(key) => Ok(key),
        Place::Event(_)
        | Place::Statement(_)
        | Place::Commitment(_)
        | Place::Happening(_)
        | Place::Disagreement(_)
        | Place::Report(_) => Err(Failure::Question(format!(
            "“{}” is no undertaking; `onrecord commitments` shows their ids, \"U17\"",
            visible::shown(typed)
        ))),
    });
    let filter = TimelineFilter {
        words: words(&args.words),
        actors,
        place: args.place.clone(),
        undertaking: undertaking.transpose()?,
        since: args.between.since.clone(),
        until: args.between.until.clone(),
    };
    let rows = reader.timeline(&filter, page(&args.answer)).map_err(of_file(&args.database.path))?;
    write(&args.answer, rows, "Nothing of the kind is told to have happened.")?;
    Ok(Outcome::AllRead)
}

pub(super) fn statements(args: &Statements) -> Result<Outcome, Failure> {
    let reader = open(&args.database.path)?;
    let filter = StatementFilter {
        words: words(&args.words),
        by: whom(&reader, &args.database, args.by.as_ref())?,
        to: whom(&reader, &args.database, args.to.as_ref())?,
        act: args.act,
        since: args.between.since.clone(),
        until: args.between.until.clone(),
    };
    let rows = reader.statements(&filter, page(&args.answer)).map_err(of_file(&args.database.path))?;
    write(&args.answer, rows, "No such statement.")?;
    Ok(Outcome::AllRead)
}

pub(super) fn events(args: &Events) -> Result<Outcome, Failure> {
    let reader = open(&args.database.path)?;
    let filter = EventFilter {
        words: words(&args.words),
        actor: whom(&reader, &args.database, args.actor.as_ref())?,
        recipient: whom(&reader, &args.database, args.recipient.as_ref())?,
        kind: args.kind,
        mode: args.mode,
        status: args.status,
        place: args.place.clone(),
        since: args.between.since.clone(),
        until: args.between.until.clone(),
    };
    let rows = reader.events(&filter, page(&args.answer)).map_err(of_file(&args.database.path))?;
    write(&args.answer, rows, "No such event.")?;
    Ok(Outcome::AllRead)
}

pub(super) fn commitments(args: &Commitments) -> Result<Outcome, Failure> {
    let reader = open(&args.database.path)?;
    let filter = CommitmentFilter {
        words: words(&args.words),
        by: whom(&reader, &args.database, args.by.as_ref())?,
        to: whom(&reader, &args.database, args.to.as_ref())?,
        due_before: args.due_before.clone(),
        only_open: args.open,
    };
    let rows = reader.commitments(&filter, page(&args.answer)).map_err(of_file(&args.database.path))?;
    write(&args.answer, rows, "No such commitment.")?;
    Ok(Outcome::AllRead)
}

pub(super) fn disagreements(args: &Disagreements) -> Result<Outcome, Failure> {
    let reader = open(&args.database.path)?;
    let actor = whom(&reader, &args.database, args.actor.as_ref())?;
    let words = words(&args.words);
    let rows = reader
        .disagreements(words.as_deref(), actor.as_ref(), page(&args.answer))
        .map_err(of_file(&args.database.path))?;
    write(&args.answer, rows, "No two reports disagree.")?;
    Ok(Outcome::AllRead)
}
