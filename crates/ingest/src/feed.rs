//! News feeds: RSS 2.0, RSS 1.0 and Atom (RFC 4287). One entry, one report.
//!
//! Entries become JSON Lines, and are read as such: the whole of an entry where the feed has it, else its summary. The
//! names that a document defines for itself (entities) are never put in.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use serde_json::json;

use crate::{Format, Place, Raw, Refusal, date, encoding, html};

/// What an entry, or the feed itself, says. Texts are HTML unless told otherwise.
#[derive(Debug, Default)]
struct Said {
    title: String,
    content: String,
    summary: String,
    link: String,
    published: String,
    updated: String,
    author: String,
}

/// What the text that follows belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Title,
    Content,
    Summary,
    Link,
    Published,
    Updated,
    Author,
}

impl Said {
    fn field(&mut self, field: Field) -> &mut String {
        match field {
            Field::Title => &mut self.title,
            Field::Content => &mut self.content,
            Field::Summary => &mut self.summary,
            Field::Link => &mut self.link,
            Field::Published => &mut self.published,
            Field::Updated => &mut self.updated,
            Field::Author => &mut self.author,
        }
    }
}

/// Names as feeds have them, with the prefixes that everybody uses.
fn field(name: &str) -> Option<Field> {
    Some(match name {
        "title" => Field::Title,
        "content:encoded" | "content" => Field::Content,
        "description" | "summary" => Field::Summary,
        "link" => Field::Link,
        "pubdate" | "published" | "dc:date" | "issued" => Field::Published,
        "updated" | "dcterms:modified" => Field::Updated,
        "dc:creator" | "name" => Field::Author,
        _ => return None,
    })
}

/// Where the reading of a document stands.
struct State {
    feed: Said,
    entry: Option<Said>,
    /// The field that is open, and how many elements are open inside it.
    open: Option<(Field, usize)>,
    /// Elements of a feed's own that are no part of what it says: its image, its author.
    aside: usize,
    entries: Vec<Said>,
}

/// The entries of a feed as raw reports, and at the end what is wrong with it.
pub(crate) fn entries(bytes: &[u8], place: &Place) -> Vec<Result<Raw, Refusal>> {
    let document = encoding::decode_xml(bytes);
    let mut reader = Reader::from_str(&document);
    let config = reader.config_mut();
    // Feeds in the wild leave elements open and close what was never opened.
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut state = State { feed: Said::default(), entry: None, open: None, aside: 0, entries: Vec::new() };
    let fault = loop {
        match reader.read_event() {
            Ok(Event::Start(tag)) => state.start(&tag, false),
            Ok(Event::Empty(tag)) => state.start(&tag, true),
            Ok(Event::End(tag)) => state.end(&name_of(tag.name().as_ref())),
            Ok(Event::Text(text)) => state.text(&text),
            Ok(Event::CData(text)) => state.text(&text),
            Ok(Event::GeneralRef(name)) => {
                // Escaped once in XML; what is left is HTML, and its own references are resolved there.
                state.text(&html::decode_reference(&name));
            }
            Ok(Event::Eof) => break None,
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
            Err(error) => break Some(format!("damaged XML at byte {}: {error}", reader.error_position())),
        }
    };
    let outlet = line(&state.feed.title);
    let mut raws: Vec<Result<Raw, Refusal>> = (1..)
        .zip(&state.entries)
        .map(|(n, entry): (u64, &Said)| {
            let place = Place::of(&format!("{}, entry {n}", place.name));
            let object = entry.object(&outlet);
            Ok(Raw { place, format: Format::JsonLines, bytes: object.to_string().into_bytes(), url: None })
        })
        .collect();
    match fault {
        Some(what) => raws.push(Err(Refusal::new(place.clone(), what))),
        None if raws.is_empty() => raws.push(Err(Refusal::new(place.clone(), "no entry in the feed"))),
        None => {}
    }
    raws
}

fn name_of(raw: &str) -> String {
    raw.to_ascii_lowercase()
}

/// HTML as one line of text.
fn line(html: &str) -> String {
    html::text_of(html).split_whitespace().collect::<Vec<_>>().join(" ")
}

impl Said {
    fn object(&self, outlet: &str) -> serde_json::Value {
        let content = html::text_of(&self.content);
        let text = if content.is_empty() { html::text_of(&self.summary) } else { content };
        let title = line(&self.title);
        let published = [&self.published, &self.updated].into_iter().find_map(|written| date::normalize(written));
        // A title without words under it is a report of one line.
        let text = if text.is_empty() { title.clone() } else { text };
        json!({
            "text": text,
            "title": title,
            "published": published,
            "outlet": outlet,
            "url": self.link.trim(),
            "byline": line(&self.author),
        })
    }
}

impl State {
    fn said(&mut self) -> &mut Said {
        self.entry.as_mut().unwrap_or(&mut self.feed)
    }

    fn start(&mut self, tag: &BytesStart<'_>, is_empty: bool) {
        let name = name_of(tag.name().as_ref());
        if let Some((field, depth)) = &mut self.open {
            // XHTML inside: its tags part paragraphs.
            let field = *field;
            *depth += usize::from(!is_empty);
            let local = name.rsplit(':').next().unwrap_or("").to_owned();
            self.said().field(field).push_str(&format!("<{local}>"));
            return;
        }
        if self.entry.is_none() && self.aside > 0 {
            self.aside += usize::from(!is_empty);
            return;
        }
        match name.as_str() {
            "item" | "entry" if !is_empty => {
                // An entry that was never closed ends where the next begins.
                self.entries.extend(self.entry.take());
                self.entry = Some(Said::default());
            }
            "image" | "textinput" | "author" | "generator" if self.entry.is_none() => {
                self.aside = usize::from(!is_empty);
            }
            "link" => self.link(tag, is_empty),
            _ => {
                if let Some(field) = field(&name).filter(|_| !is_empty) {
                    self.open_field(field);
                }
            }
        }
    }

    /// The first of several is kept; a later one of the same name is a media title or a second summary.
    fn open_field(&mut self, field: Field) {
        if self.said().field(field).is_empty() {
            self.open = Some((field, 0));
        }
    }

    /// RSS writes the address into the element, Atom into an attribute.
    fn link(&mut self, tag: &BytesStart<'_>, is_empty: bool) {
        let attribute = |name: &str| {
            let found = tag.attributes().with_checks(false).flatten().take(16).find(|a| a.key.as_ref() == name);
            found.map(|found| html::decode(&found.value))
        };
        match attribute("href") {
            Some(href) => {
                let is_page = attribute("rel").is_none_or(|rel| rel == "alternate");
                if is_page && self.said().link.is_empty() {
                    self.said().link = href;
                }
            }
            None if !is_empty => self.open_field(Field::Link),
            None => {}
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((opened, depth)) = &mut self.open {
            if *depth > 0 && field(name) != Some(*opened) {
                *depth -= 1;
                let opened = *opened;
                let local = name.rsplit(':').next().unwrap_or("").to_owned();
                self.said().field(opened).push_str(&format!("</{local}>"));
            } else {
                self.open = None;
            }
            return;
        }
        if self.entry.is_none() && self.aside > 0 {
            self.aside -= 1;
            return;
        }
        if matches!(name, "item" | "entry") {
            self.entries.extend(self.entry.take());
        }
    }

    fn text(&mut self, text: &str) {
        if let Some((field, _)) = self.open {
            self.said().field(field).push_str(text);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Options, Source};

    fn read(document: &str) -> Vec<Result<record::Report, String>> {
        let options = Options::default();
        Source::new("feed.xml", document.as_bytes(), &options)
            .map(|raw| raw.and_then(|raw| raw.read(&options)).map(|reading| reading.report))
            .map(|report| report.map_err(|refusal| refusal.to_string()))
            .collect()
    }

    #[test]
    fn rss_is_read() {
        let reports = read(
            r#"<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
            <title>The Daily &amp; Sunday</title><link>https://daily.example</link><description>All news</description>
            <image><title>Logo</title><url>x.png</url></image>
            <item><title>Troops leave &lt;b&gt;north&lt;/b&gt;</title><link>https://daily.example/1?a=1&amp;b=2</link>
              <pubDate>Tue, 12 Mar 2024 08:30:00 GMT</pubDate><dc:creator>Jane Doe</dc:creator>
              <description>Short.</description>
              <content:encoded><![CDATA[<p>The troops left, the army&#8217;s spokesman said.</p><p>All of them.</p><script>x</script>]]></content:encoded></item>
            <item><title>Second</title><description>&lt;p&gt;Only a summary &amp;amp; no more.&lt;/p&gt;</description>
              <pubDate>some day</pubDate></item></channel></rss>"#,
        );
        let first = reports[0].as_ref().unwrap();
        assert_eq!(first.title.as_deref(), Some("Troops leave north"));
        assert_eq!(first.text, "Troops leave north\nThe troops left, the army’s spokesman said.\nAll of them.");
        assert_eq!(first.published.as_deref(), Some("2024-03-12T08:30:00Z"));
        assert_eq!(first.outlet.as_deref(), Some("The Daily & Sunday"));
        assert_eq!(first.url.as_deref(), Some("https://daily.example/1?a=1&b=2"));
        assert_eq!(first.byline.as_deref(), Some("Jane Doe"));
        let second = reports[1].as_ref().unwrap();
        assert_eq!((second.text.as_str(), second.published.as_deref()), ("Second\nOnly a summary & no more.", None));
        assert_eq!(reports.len(), 2);
    }

    #[test]
    fn atom_is_read() {
        let reports = read(
            r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>The Daily</title><author><name>Desk</name></author>
            <link href="https://daily.example/feed" rel="self"/>
            <entry><title type="text">Troops leave</title><link rel="self" href="s"/><link href="https://daily.example/1"/>
              <updated>2024-03-13T00:00:00Z</updated><published>2024-03-12T08:30:00Z</published>
              <author><name>Jane Doe</name></author><summary>Short.</summary>
              <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>They left.</p><p>All <b>of</b> them.</p></div></content>
            </entry></feed>"#,
        );
        let report = reports[0].as_ref().unwrap();
        assert_eq!(report.text, "Troops leave\nThey left.\nAll of them.");
        assert_eq!(report.published.as_deref(), Some("2024-03-12T08:30:00Z"));
        assert_eq!((report.outlet.as_deref(), report.byline.as_deref()), (Some("The Daily"), Some("Jane Doe")));
        assert_eq!(report.url.as_deref(), Some("https://daily.example/1"));
        assert_eq!(reports.len(), 1);
    }

    #[test]
    fn a_broken_feed_gives_what_it_has() {
        let reports = read(
            "<rss><channel><title>D</title><item><title>One</title></item><item><title>Two</title></item><item><a <",
        );
        assert_eq!(reports[0].as_ref().map(|report| report.text.as_str()), Ok("One"));
        assert!(reports.last().unwrap().as_ref().is_err_and(|told| told.contains("damaged XML")), "{reports:?}");
        assert!(read("<rss></rss>")[0].as_ref().is_err_and(|told| told.contains("no entry")));
    }

    #[test]
    fn entities_of_the_document_are_not_put_in() {
        let mut document = String::from("<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a0 \"boom\">");
        for n in 1..30 {
            document.push_str(&format!("<!ENTITY a{n} \"&a{};&a{};\">", n - 1, n - 1));
        }
        document.push_str("<!ENTITY file SYSTEM \"file:///etc/passwd\">]><rss><channel><item><title>T</title>");
        document.push_str("<description>x &a29; &file; y &copy; z</description></item></channel></rss>");
        let reports = read(&document);
        let text = &reports[0].as_ref().unwrap().text;
        assert!(text.len() < 100 && !text.contains("boom") && !text.contains("root:"), "{text}");
    }

    #[test]
    fn deep_nesting_takes_no_time() {
        let deep = format!("<rss><item><title>T</title><content>{}x", "<div>".repeat(200_000));
        let reports = read(&deep);
        assert!(!reports.is_empty());
    }
}
