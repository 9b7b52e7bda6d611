//! What a page says about its article outside the article: `meta` tags, JSON-LD, `<time>`, `<title>`, `<h1>`.

use serde_json::Value;

use super::tokens::{Tag, Token, Tokens};
use crate::assemble::one_line;
use crate::{date, html::entities};

/// What was found, the most trusted first in every list. Nothing is chosen yet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Metadata {
    titles: Vec<String>,
    dates: Vec<String>,
    pub(super) outlet: Option<String>,
    pub(super) byline: Option<String>,
    pub(super) url: Option<String>,
    pub(super) language: Option<String>,
    /// The article itself, where the page carries it as data.
    pub(super) body: Option<String>,
}

/// Names of `meta` tags (as `name`, `property` or `itemprop`), the most trusted first.
const TITLES: &[&str] = &["og:title", "citation_title", "dc.title", "dcterms.title", "twitter:title", "headline"];
const DATES: &[&str] = &[
    "article:published_time",
    "og:published_time",
    "datepublished",
    "citation_publication_date",
    "citation_date",
    "pubdate",
    "publishdate",
    "publish_date",
    "publish-date",
    "published_time",
    "parsely-pub-date",
    "sailthru.date",
    "dc.date.issued",
    "dcterms.issued",
    "dcterms.created",
    "dc.date",
    "dc.date.created",
    "article.published",
    "cxenseparse:recs:publishtime",
    "date",
    "article_date_original",
    "originalpublicationdate",
    "timestamp",
    "displaydate",
];
const OUTLETS: &[&str] =
    &["og:site_name", "citation_journal_title", "dc.publisher", "application-name", "twitter:site"];
const AUTHORS: &[&str] =
    &["author", "article:author", "citation_author", "byl", "dc.creator", "parsely-author", "sailthru.author"];
const URLS: &[&str] = &["og:url"];

/// Everything named above as (rank in its list, value); sorted at the end.
#[derive(Default)]
struct Found {
    titles: Vec<(usize, String)>,
    dates: Vec<(usize, String)>,
    outlets: Vec<(usize, String)>,
    authors: Vec<(usize, String)>,
    urls: Vec<(usize, String)>,
    language: Option<String>,
    body: Option<String>,
    first_heading: Option<String>,
    page_title: Option<String>,
}

/// A page may repeat a tag a million times; the first of them tell.
const MOST_VALUES: usize = 64;

/// Reads the metadata of a page in one pass.
pub(super) fn read(page: &str) -> Metadata {
    let mut found = Found::default();
    let mut heading: Option<String> = None;
    let mut n_json = 0;
    for token in Tokens::new(page) {
        match token {
            Token::Open(tag) => {
                if tag.is("h1") && found.first_heading.is_none() {
                    heading = Some(String::new());
                }
                found.open(&tag);
            }
            Token::Text(text) => {
                if let Some(heading) = heading.as_mut().filter(|heading| heading.len() < 1000) {
                    heading.push_str(text);
                }
            }
            Token::Close(name) if name.eq_ignore_ascii_case("h1") => {
                found.first_heading =
                    found.first_heading.take().or_else(|| heading.take().and_then(|text| clean(&text)));
            }
            Token::Close(_) => {}
            Token::Raw { tag, content } if tag.is("title") => {
                found.page_title = found.page_title.take().or_else(|| clean(content));
            }
            Token::Raw { tag, content } => {
                let is_json = tag.is("script")
                    && tag.attribute("type").is_some_and(|kind| kind.to_lowercase().contains("ld+json"));
                if is_json && n_json < MOST_VALUES {
                    n_json += 1;
                    found.json(content);
                }
            }
        }
    }
    found.finish()
}

/// One line without character references; `None` if nothing is left, or if no title or name is that long.
fn clean(written: &str) -> Option<String> {
    let line = one_line(&entities::decode(written));
    (!line.is_empty() && line.len() <= 2000).then_some(line)
}

fn rank(names: &[&str], name: &str) -> Option<usize> {
    names.iter().position(|known| *known == name)
}

fn put(list: &mut Vec<(usize, String)>, rank: usize, value: &str) {
    if list.len() < MOST_VALUES {
        list.extend(clean(value).map(|value| (rank, value)));
    }
}

impl Found {
    fn open(&mut self, tag: &Tag<'_>) {
        if tag.is("meta") {
            let Some(content) = tag.attribute("content") else { return };
            for key in ["property", "name", "itemprop"] {
                let name = tag.attribute(key).unwrap_or_default().to_ascii_lowercase();
                self.meta(&name, &content);
            }
        } else if tag.is("time") {
            if let Some(written) = tag.attribute("datetime") {
                let is_published = tag.attributes().any(|(_, value)| {
                    let value = value.to_ascii_lowercase();
                    value.contains("publish") || value == "pubdate" || value == "datepublished"
                });
                put(&mut self.dates, if is_published { 90 } else { 100 }, &written);
            }
        } else if tag.is("link") && tag.attribute("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) {
            put(&mut self.urls, 0, &tag.attribute("href").unwrap_or_default());
        } else if tag.is("html") && self.language.is_none() {
            self.language = tag.attribute("lang").filter(|tag| is_language(tag));
        }
    }

    /// Ranks of `meta` begin at 10: what JSON-LD says of the article itself goes before it.
    fn meta(&mut self, name: &str, content: &str) {
        let rank = |names, name| rank(names, name).map(|rank| rank + 10);
        if let Some(rank) = rank(TITLES, name) {
            put(&mut self.titles, rank, content);
        } else if let Some(rank) = rank(DATES, name) {
            put(&mut self.dates, rank, content);
        } else if let Some(rank) = rank(OUTLETS, name) {
            put(&mut self.outlets, rank, content.trim_start_matches('@'));
        } else if let Some(rank) = rank(AUTHORS, name)
            && !content.trim_start().starts_with("http")
        {
            put(&mut self.authors, rank, content);
        } else if rank(URLS, name).is_some() {
            put(&mut self.urls, 1, content);
        }
    }

    /// schema.org, the article's own object; `meta` often has the page's title and date instead.
    fn json(&mut self, content: &str) {
        // Parsing is bounded in depth by the parser; a block that is no JSON says nothing.
        let Ok(value) = serde_json::from_str::<Value>(content.trim().trim_end_matches(';')) else { return };
        let mut queue = vec![value];
        let mut n_seen = 0;
        while let Some(value) = queue.pop() {
            n_seen += 1;
            if n_seen > 1000 {
                return;
            }
            match value {
                Value::Array(items) => queue.extend(items.into_iter().rev()),
                Value::Object(object) => {
                    if object.get("@type").is_some_and(is_article) {
                        self.article(&object);
                    }
                    queue.extend(object.get("@graph").cloned());
                    queue.extend(object.get("mainEntity").cloned());
                }
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
            }
        }
    }

    fn article(&mut self, object: &serde_json::Map<String, Value>) {
        let string = |key: &str| object.get(key).and_then(Value::as_str);
        if let Some(title) = string("headline") {
            put(&mut self.titles, 1, title);
        }
        self.body = self.body.take().or_else(|| string("articleBody").map(str::to_owned));
        if let Some(written) = string("datePublished") {
            put(&mut self.dates, 0, written);
        }
        if let Some(name) = object.get("publisher").and_then(name_of) {
            // The publisher is often the company behind the outlet; the site's own name goes before it.
            put(&mut self.outlets, 11, &name);
        }
        if let Some(name) = object.get("author").or_else(|| object.get("creator")).and_then(name_of) {
            put(&mut self.authors, 0, &name);
        }
        if let Some(url) = string("url") {
            put(&mut self.urls, 2, url);
        }
    }

    fn finish(mut self) -> Metadata {
        let first = |mut list: Vec<(usize, String)>| {
            list.sort_by_key(|(rank, _)| *rank);
            list.into_iter().next().map(|(_, value)| value)
        };
        let outlet = first(self.outlets);
        self.titles.sort_by_key(|(rank, _)| *rank);
        self.dates.sort_by_key(|(rank, _)| *rank);
        let mut titles: Vec<String> = self.titles.into_iter().map(|(_, title)| title).collect();
        titles.extend(self.first_heading);
        titles.extend(self.page_title);
        Metadata {
            titles: titles.into_iter().map(|title| without_outlet(&title, outlet.as_deref())).collect(),
            dates: self.dates.into_iter().map(|(_, date)| date).collect(),
            outlet,
            byline: first(self.authors).map(|name| without_by(&name)),
            url: first(self.urls).filter(|url| url.starts_with("http")),
            language: self.language,
            body: self.body,
        }
    }
}

impl Metadata {
    pub(super) fn title(&self) -> Option<&str> {
        self.titles.first().map(String::as_str)
    }

    /// The first date that can be read, else the first that cannot.
    pub(super) fn published(&self) -> Result<Option<String>, &str> {
        match self.dates.iter().find_map(|written| date::normalize(written)) {
            Some(date) => Ok(Some(date)),
            None => self.dates.first().map_or(Ok(None), |written| Err(written)),
        }
    }
}

fn is_article(kind: &Value) -> bool {
    match kind {
        Value::String(kind) => kind.ends_with("Article") || kind.ends_with("BlogPosting") || kind == "Report",
        Value::Array(kinds) => kinds.iter().any(|kind| kind.is_string() && is_article(kind)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
    }
}

/// "Jane Doe", {"name": "Jane Doe"}, or a list of such.
fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::String(name) => Some(name.clone()).filter(|name| !name.starts_with("http")),
        Value::Object(object) => object.get("name").filter(|name| name.is_string()).and_then(name_of),
        Value::Array(items) => {
            let names: Vec<String> = items.iter().take(8).filter(|item| !item.is_array()).filter_map(name_of).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

fn is_language(tag: &str) -> bool {
    (2..=12).contains(&tag.len()) && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// "Troops leave | The Daily" is "Troops leave" if the outlet is The Daily.
fn without_outlet(title: &str, outlet: Option<&str>) -> String {
    let Some(outlet) = outlet else { return title.to_owned() };
    let cut = [" | ", " - ", " – ", " — ", " :: "].iter().find_map(|between| {
        let (before, after) = title.rsplit_once(between)?;
        after.trim().eq_ignore_ascii_case(outlet).then_some(before)
    });
    cut.map_or(title, str::trim).to_owned()
}

fn without_by(name: &str) -> String {
    name.strip_prefix("By ").or_else(|| name.strip_prefix("by ")).unwrap_or(name).trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_saying_it() {
        let page = r#"<html lang="en-GB"><head><title>Troops leave - The Daily</title>
            <meta property="og:site_name" content="The Daily"><meta name=author content="By Jane Doe">
            <meta name="date" content="2024-03-14"><link rel=canonical href="https://daily.example/1">
            <script type="application/ld+json">{"@graph": [{"@type": "WebSite", "datePublished": "2001-01-01"},
              {"@type": ["NewsArticle"], "headline": "Troops leave the north", "datePublished": "2024-03-12T08:00:00Z",
               "author": [{"@type": "Person", "name": "Jane Doe"}, {"name": "John Roe"}], "publisher": {"name": "Daily Ltd"}}]}
            </script></head><body><h1>Troops &amp; more</h1></body>"#;
        let metadata = read(page);
        assert_eq!(metadata.title(), Some("Troops leave the north"));
        assert_eq!(metadata.published(), Ok(Some("2024-03-12T08:00:00Z".to_owned())));
        assert_eq!(metadata.outlet.as_deref(), Some("The Daily"));
        assert_eq!(metadata.byline.as_deref(), Some("Jane Doe, John Roe"));
        assert_eq!(metadata.url.as_deref(), Some("https://daily.example/1"));
        assert_eq!(metadata.language.as_deref(), Some("en-GB"));
        assert_eq!(metadata.titles.last().map(String::as_str), Some("Troops leave"));
    }

    #[test]
    fn dates_that_cannot_be_read_are_passed_over() {
        let page = r#"<meta name=date content="last week"><time datetime="2024-03-12">Tuesday</time>"#;
        assert_eq!(read(page).published(), Ok(Some("2024-03-12".to_owned())));
        assert_eq!(read("<meta name=date content='last week'>").published(), Err("last week"));
        assert_eq!(read("<p>x").published(), Ok(None));
    }
}
