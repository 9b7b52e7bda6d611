//! The head of the page and the report's text, its events, statements, times and commitments marked.
//!
//! Marks are numbers for events (`[3]` is `V3` of the record), and the record's own ids for statements (`[s2]`) and
//! commitments (`[c1]`); a time whose words alone do not tell the day has it behind it (`[=20 Aug 2020]`).

use std::collections::BTreeMap;
use std::ops::Range;

use record::Record;
use text::Span;

use super::canvas::{Canvas, Piece, Style};
use super::who::mark;
use super::words;

pub(super) fn render(canvas: &mut Canvas, record: &Record) {
    let text = &record.report.text;
    let marked = Marked::new(record);
    let title_end = title_end(record);
    if let Some(end) = title_end {
        let mut title = marked.pieces(text, 0..end, Style::Strong);
        title.retain(|piece| *piece != Piece::plain(""));
        canvas.block(&[], 0, &title);
    } else if let Some(title) = &record.report.title {
        canvas.block(&[], 0, &[Piece::strong(title)]);
    }
    let head = head(record);
    if !head.is_empty() {
        canvas.block(&[], 0, &[Piece::faint(&head)]);
    }
    let has_head = title_end.is_some() || record.report.title.is_some() || !head.is_empty();
    for (index, paragraph) in paragraphs(text, title_end.unwrap_or(0)).into_iter().enumerate() {
        if index > 0 || has_head {
            canvas.blank();
        }
        canvas.block(&[], 0, &marked.pieces(text, paragraph, Style::Plain));
    }
}

/// Where the first line ends, if it is the title.
fn title_end(record: &Record) -> Option<usize> {
    let title = record.report.title.as_deref()?;
    let first = record.report.text.lines().next()?;
    let same = first.split_whitespace().eq(title.split_whitespace());
    same.then_some(first.len())
}

/// Outlet, date, by-line and address in one line.
fn head(record: &Record) -> String {
    let report = &record.report;
    let published = report.published_on().map(words::day).or_else(|| report.published.clone());
    let byline = report.byline.as_ref().map(|byline| format!("by {byline}"));
    let parts: Vec<String> =
        [report.outlet.clone(), published, byline, report.url.clone()].into_iter().flatten().collect();
    parts.join(" · ")
}

/// The paragraphs behind `from`. Where empty lines part them, the other line ends are a typist's and do not count.
fn paragraphs(text: &str, from: usize) -> Vec<Range<usize>> {
    let rest = text.get(from..).unwrap_or("");
    let has_gaps = rest.trim().contains("\n\n") || rest.trim().lines().any(|line| line.trim().is_empty());
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = from;
    let mut open = false;
    for line in rest.split_inclusive('\n') {
        let (start, end) = (at, at + line.trim_end().len());
        at += line.len();
        if line.trim().is_empty() {
            open = false;
            continue;
        }
        match found.last_mut() {
            Some(paragraph) if open && has_gaps => paragraph.end = end,
            Some(_) | None => found.push(start..end),
        }
        open = true;
    }
    found
}

/// What is to be seen at each byte of the text.
struct Marked {
    /// Style of every byte: later ones are painted over earlier ones, the most telling last.
    styles: Vec<Style>,
    /// Marks by the byte they stand before.
    marks: BTreeMap<usize, Vec<String>>,
}

impl Marked {
    fn new(record: &Record) -> Self {
        let text = &record.report.text;
        let mut marked = Self { styles: vec![Style::Plain; text.len()], marks: BTreeMap::new() };
        for event in &record.events {
            let label = (event.id.index() + 1).to_string();
            for &span in std::iter::once(&event.trigger).chain(&event.mentions) {
                marked.mark(span, label.clone());
            }
        }
        for statement in &record.statements {
            let place = statement
                .cue
                .or_else(|| statement.source.and_then(|source| source.span))
                .or_else(|| statement.content.last().copied());
            if let Some(span) = place {
                marked.mark(span, mark(statement.id));
            }
        }
        for commitment in &record.commitments {
            marked.mark(commitment.action, mark(commitment.id));
        }
        for time in &record.times {
            if let Some(resolved) = words::resolved(time, time.span.of(text)) {
                marked.mark(time.span, format!("={resolved}"));
            }
        }
        marked.paint_all(record);
        marked
    }

    fn paint_all(&mut self, record: &Record) {
        for time in &record.times {
            self.paint(time.span, Style::Time);
        }
        for commitment in &record.commitments {
            self.paint(commitment.action, Style::Commitment);
        }
        for cue in record.statements.iter().filter_map(|statement| statement.cue) {
            self.paint(cue, Style::Cue);
        }
        for event in &record.events {
            for &span in std::iter::once(&event.trigger).chain(&event.mentions) {
                self.paint(span, words::kind_style(event.kind));
            }
        }
    }

    fn mark(&mut self, span: Span, label: String) {
        let labels = self.marks.entry(span.end as usize).or_default();
        if !labels.contains(&label) {
            labels.push(label);
        }
    }

    fn paint(&mut self, span: Span, style: Style) {
        if let Some(bytes) = self.styles.get_mut(span.start as usize..span.end as usize) {
            bytes.fill(style);
        }
    }

    /// The text of a range with its marks; `ground` is the style of what has none of its own.
    fn pieces(&self, text: &str, range: Range<usize>, ground: Style) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut at = range.start;
        while at < range.end {
            let style = self.styles.get(at).copied().unwrap_or_default();
            let run = self
                .styles
                .get(at..range.end)
                .unwrap_or_default()
                .iter()
                .take_while(|&&next| next == style)
                .count()
                .max(1);
            let next_mark = self.marks.range(at + 1..=range.end).next().map_or(range.end, |(&at, _)| at);
            let mut end = (at + run).min(next_mark);
            while end < range.end && !text.is_char_boundary(end) {
                end += 1;
            }
            let style = if style == Style::Plain { ground } else { style };
            pieces.push(Piece::new(text.get(at..end).unwrap_or(""), style));
            if let Some(labels) = self.marks.get(&end) {
                pieces.push(Piece::faint(&format!("[{}]", labels.join(","))));
            }
            at = end;
        }
        pieces
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typists_line_ends_do_not_count() {
        let cases: [(&str, &[&str]); 4] = [
            ("One\ntwo.\n\nThree.", &["One\ntwo.", "Three."]),
            ("One.\nTwo.\nThree.\n", &["One.", "Two.", "Three."]),
            ("One.\n", &["One."]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            let found: Vec<&str> = paragraphs(text, 0).into_iter().filter_map(|range| text.get(range)).collect();
            assert_eq!(found, expected, "{text:?}");
        }
    }
}
