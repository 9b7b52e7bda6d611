//! The article on a page: its paragraphs, one on a line, without the page around it.
//!
//! The extraction crate is used here and nowhere else, so that it can be replaced.

use trafilatura::{ExtractionFocus, HtmlDateMode, Options};

use super::tokens::{Token, Tokens};
use crate::assemble::one_line;

/// Below this many letters there is no article: a heading, a cookie notice, a login page.
const SHORTEST: usize = 80;

/// The text of the article. The page must be flat (see [`super::flatten`]).
pub(super) fn extract(page: &str, title: Option<&str>) -> Option<String> {
    // Sentences of page furniture coded as events would be false facts with a source, hence precision. Dates are read from
    // the metadata by ourselves: the crate asks the clock what year it is.
    let mut options = Options::default()
        .with_focus(ExtractionFocus::FavorPrecision)
        .with_fallback(true)
        .with_exclude_comments(true)
        .with_html_date_mode(HtmlDateMode::Disabled);
    options.exclude_tables = true;
    let result = trafilatura::extract(page, &options).ok()?;
    long_enough(paragraphs(&result.content_html, title))
}

/// The text of an article that the page carries as data (JSON-LD's `articleBody`), with or without tags in it.
pub(super) fn from_data(body: &str, title: Option<&str>) -> Option<String> {
    long_enough(paragraphs(&format!("<pre>{body}</pre>"), title))
}

fn long_enough(text: String) -> Option<String> {
    (text.chars().filter(|letter| letter.is_alphanumeric()).count() >= SHORTEST).then_some(text)
}

const BREAKS: &[&str] = &[
    "p",
    "div",
    "br",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "blockquote",
    "pre",
    "table",
    "tr",
    "td",
    "th",
    "section",
    "article",
    "main",
    "dd",
    "dt",
    "dl",
    "hr",
    "quote",
    "head",
    "list",
    "item",
    "lb",
    "body",
    "html",
];

/// The blocks of the extracted tree, one on a line; a first line that repeats the title is left out, because the title is
/// put in front anyway. In preformatted text an empty line ends a block too.
pub(super) fn paragraphs(html: &str, title: Option<&str>) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut running = String::new();
    let mut preformatted = false;
    let mut end = |running: &mut String, preformatted: bool| {
        let decoded = super::entities::decode(running);
        running.clear();
        let blocks: Vec<&str> = if preformatted { decoded.split("\n\n").collect() } else { vec![&decoded] };
        for line in blocks.into_iter().map(one_line) {
            let repeats = lines.is_empty() && title == Some(line.as_str());
            if !line.is_empty() && !repeats {
                lines.push(line);
            }
        }
    };
    for token in Tokens::new(html) {
        match token {
            Token::Text(text) => running.push_str(text),
            Token::Open(tag) if is_break(tag.name) => {
                end(&mut running, preformatted);
                preformatted |= tag.is("pre");
            }
            Token::Close(name) if is_break(name) => {
                end(&mut running, preformatted);
                preformatted &= !name.eq_ignore_ascii_case("pre");
            }
            Token::Open(_) | Token::Close(_) | Token::Raw { .. } => {}
        }
    }
    end(&mut running, preformatted);
    lines.join("\n")
}

fn is_break(name: &str) -> bool {
    BREAKS.iter().any(|known| name.eq_ignore_ascii_case(known))
}
