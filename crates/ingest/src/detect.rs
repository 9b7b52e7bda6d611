//! Which format an input has, told by its first bytes.

/// A format of input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// One report.
    Text,
    /// One web page with one article.
    Html,
    /// One JSON object, hence one report, on each line.
    JsonLines,
    /// RSS or Atom: one entry, one report.
    Feed,
    /// A web archive: one page, one report. As the format of a raw report: one stored response.
    Warc,
}

/// Tags that open web pages and pieces of them. A text may begin with "<", it does not begin with one of these.
const OPENING: &[&str] = &[
    "!doctype", "!--", "?xml", "html", "head", "body", "meta", "title", "link", "script", "style", "article", "main",
    "section", "header", "nav", "div", "span", "p", "h1", "h2", "h3", "table", "ul", "ol", "a", "b", "br", "img",
];

impl Format {
    /// By content; where the content is not plain, a name ending in `.jsonl` or `.ndjson` decides.
    #[must_use]
    pub fn detect(head: &[u8], name: &str) -> Self {
        let start = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head).trim_ascii_start();
        let wide =
            is_utf16(head).then(|| head.iter().copied().filter(|&byte| byte != 0 && byte < 0x80).collect::<Vec<u8>>());
        let start = wide.as_deref().unwrap_or(start).trim_ascii_start();
        if start.starts_with(b"WARC/") {
            return Self::Warc;
        }
        if root_element(start).is_some_and(|name| FEEDS.iter().any(|feed| name.eq_ignore_ascii_case(feed))) {
            return Self::Feed;
        }
        if opens_with_tag(start) {
            return Self::Html;
        }
        let object =
            start.strip_prefix(b"{").is_some_and(|rest| matches!(rest.trim_ascii_start().first(), Some(b'"' | b'}')));
        let ends_in = |ending: &str| {
            name.len() >= ending.len()
                && name.as_bytes()[name.len() - ending.len()..].eq_ignore_ascii_case(ending.as_bytes())
        };
        if object || ends_in(".jsonl") || ends_in(".ndjson") { Self::JsonLines } else { Self::Text }
    }
}

const FEEDS: &[&[u8]] = &[b"rss", b"feed", b"rdf:RDF"];

/// The name of the first element behind the declarations and comments of an XML document.
fn root_element(start: &[u8]) -> Option<&[u8]> {
    let mut rest = start;
    loop {
        rest = rest.trim_ascii_start().strip_prefix(b"<")?;
        match rest.first()? {
            b'!' if rest.get(1..8).is_some_and(|word| word.eq_ignore_ascii_case(b"DOCTYPE")) => {
                // It names the first element, and what it declares may be long.
                let name = rest.get(8..)?.trim_ascii_start();
                let end = name.iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'['));
                return name.get(..end?);
            }
            b'?' | b'!' => {
                let end: &[u8] = if rest.starts_with(b"!--") { b"-->" } else { b">" };
                rest = rest.get(rest.windows(end.len()).position(|window| window == end)? + end.len()..)?;
            }
            _ => {
                let end = rest.iter().position(|byte| byte.is_ascii_whitespace() || matches!(byte, b'>' | b'/'));
                return rest.get(..end?);
            }
        }
    }
}

fn opens_with_tag(start: &[u8]) -> bool {
    let Some(rest) = start.strip_prefix(b"<") else { return false };
    OPENING.iter().any(|tag| {
        let Some(name) = rest.get(..tag.len()) else { return false };
        let is_word = tag.as_bytes().last().is_some_and(u8::is_ascii_alphanumeric);
        let ends = !is_word || rest.get(tag.len()).is_none_or(|&next| !next.is_ascii_alphanumeric());
        name.eq_ignore_ascii_case(tag.as_bytes()) && ends
    })
}

pub(crate) fn is_utf16(head: &[u8]) -> bool {
    head.starts_with(b"\xFF\xFE") || head.starts_with(b"\xFE\xFF")
}

/// Files that people mistake for text: what they are, and how to make a text of them.
const KNOWN: &[(&[u8], &str)] = &[
    (b"%PDF-", "a PDF file; make a text of it first, for instance with pdftotext"),
    (b"PK\x03\x04", "a zip archive or office document; save it as plain text or unpack it first"),
    (b"\x1F\x8B", "a gzip archive; unpack it first: gzip -dc FILE | onrecord read -"),
    (b"\x28\xB5\x2F\xFD", "a zstd archive; unpack it first: zstd -dc FILE | onrecord read -"),
    (b"BZh", "a bzip2 archive; unpack it first"),
    (b"\xFD7zXZ", "an xz archive; unpack it first: xz -dc FILE | onrecord read -"),
    (b"\xD0\xCF\x11\xE0", "an old office document; save it as plain text first"),
    (b"{\\rtf", "an RTF document; save it as plain text first"),
    (b"\x89PNG", "an image, not text"),
    (b"\xFF\xD8\xFF", "an image, not text"),
    (b"GIF8", "an image, not text"),
    (b"\x7FELF", "a program, not text"),
    (b"SQLite format 3\0", "a database, not text"),
];

/// Why the bytes are no text, if they are none.
#[must_use]
pub(crate) fn binary(bytes: &[u8]) -> Option<String> {
    if let Some((_, what)) = KNOWN.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(format!("this is {what}"));
    }
    if is_utf16(bytes) {
        return None;
    }
    let odd = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C | 0x1B);
    if let Some(at) = bytes.iter().position(|&byte| byte == 0) {
        return Some(format!("binary data, not text: a zero byte at offset {at}"));
    }
    let n_odd = bytes.iter().filter(|&&byte| odd(byte)).count();
    // Real text has next to none; compressed or encrypted bytes have one in ten. The line between is a guess.
    (n_odd > 4 && n_odd * 50 > bytes.len()).then(|| format!("binary data, not text: {n_odd} control characters"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_tells_the_format() {
        let cases: &[(&str, &str, Format)] = &[
            ("<!DOCTYPE html><html>", "x", Format::Html),
            ("\u{feff}\n  <HTML lang=en>", "x", Format::Html),
            ("<p>Troops left.", "x", Format::Html),
            ("<-- see the map", "x", Format::Text),
            ("{\"id\": 1}", "x", Format::JsonLines),
            ("{ \"id\": 1}", "x.txt", Format::JsonLines),
            ("{sic} the report", "x", Format::Text),
            ("[1, 2]", "x.jsonl", Format::JsonLines),
            ("", "x.jsonl", Format::JsonLines),
            ("<?xml version='1.0'?>\n<!-- made by x > y -->\n<rss version='2.0'>", "x", Format::Feed),
            ("<feed xmlns='http://www.w3.org/2005/Atom'>", "x", Format::Feed),
            ("<?xml version='1.0'?><html xmlns='x'>", "x", Format::Html),
            ("<feedback>", "x", Format::Text),
            ("WARC/1.0\r\n", "x", Format::Warc),
            ("KABUL (AP) - Troops left.", "x.html", Format::Text),
            ("<table>", "x", Format::Html),
            ("<tablet sales>", "x", Format::Text),
        ];
        for (head, name, format) in cases {
            assert_eq!(Format::detect(head.as_bytes(), name), *format, "{head:?}");
        }
    }

    #[test]
    fn binary_data_is_known() {
        assert!(binary(b"Troops left.\x00\x01").is_some_and(|what| what.contains("offset 12")));
        assert!(binary(b"%PDF-1.7\n").is_some_and(|what| what.contains("pdftotext")));
        assert!(binary(b"Troops left.\x1B[0m\n").is_none());
        assert!(binary("Zürich".as_bytes()).is_none());
        assert!(binary(&[7, 7, 7, 7, 7, 7, 65]).is_some());
    }
}
