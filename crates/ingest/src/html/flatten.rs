//! A page made harmless for a tree builder: well nested, never deep, without scripts.
//!
//! Tree builders take time in the square of the nesting depth, and some overflow the stack: 20,000 nested `<div>`, 100 kB,
//! take the better ones a minute. Browsers stop at a depth of 512. Here the page is written again in one pass with a stack
//! of its own: tags deeper than [`DEEPEST`] are left out and their text is kept, end tags that close nothing are left out,
//! and every element that is open is closed in order, so that the tree builder never has to repair anything at length
//! (the standard's "adoption agency" and its list of formatting elements cost as much as depth does).

use super::tokens::{Tag, Token, Tokens};

/// Real pages reach about 60.
const DEEPEST: usize = 128;

/// Elements beyond this many lose their tags and keep their text. Real pages have a few thousand.
const MOST_ELEMENTS: usize = 60_000;

/// Attributes that tell an article from its surroundings, or carry what is read from the body; all others are left out.
const KEPT: &[&str] = &[
    "class",
    "id",
    "role",
    "itemprop",
    "itemtype",
    "rel",
    "href",
    "datetime",
    "lang",
    "style",
    "aria-hidden",
    "hidden",
    "data-testid",
    "data-component",
    "name",
    "content",
    "property",
];

const LONGEST_VALUE: usize = 512;

const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Elements that an opening tag closes by itself, with the elements that keep it from looking further out.
const IMPLIED: &[(&[&str], &[&str], &[&str])] = &[
    (&["li"], &["li"], &["ul", "ol", "menu"]),
    (&["dt", "dd"], &["dt", "dd"], &["dl"]),
    (&["option", "optgroup"], &["option"], &["select", "datalist"]),
    (&["td", "th"], &["td", "th"], &["tr", "table"]),
    (&["tr"], &["tr"], &["table"]),
    (&["thead", "tbody", "tfoot"], &["thead", "tbody", "tfoot"], &["table"]),
    (&["a"], &["a"], &["td", "th", "table"]),
    (&["button"], &["button"], &["td", "th", "table"]),
    (&["body"], &["head"], &[]),
];

/// Elements that end a paragraph, and that stand on lines of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "center",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hgroup",
    "hr",
    "li",
    "main",
    "menu",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "ul",
];

fn is_one_of(name: &str, names: &[&str]) -> bool {
    names.iter().any(|known| name.eq_ignore_ascii_case(known))
}

struct Writer<'a> {
    out: String,
    /// Names of the open elements; never more than [`DEEPEST`].
    open: Vec<&'a str>,
    n_elements: usize,
}

/// The page written again.
pub(super) fn flatten(page: &str) -> String {
    let mut writer = Writer { out: String::with_capacity(page.len()), open: Vec::new(), n_elements: 0 };
    for token in Tokens::new(page) {
        match token {
            Token::Text(text) => writer.text(text),
            Token::Open(tag) => writer.open(tag),
            Token::Close(name) => writer.close(name),
            Token::Raw { tag, content } if tag.is("title") => {
                writer.out.push_str("<title>");
                writer.text(content);
                writer.out.push_str("</title>");
            }
            // Scripts, styles, frames and forms' text hold nothing of the article.
            Token::Raw { .. } => {}
        }
    }
    writer.close_to(0);
    writer.out
}

impl<'a> Writer<'a> {
    fn text(&mut self, text: &str) {
        // Empty lines part paragraphs only in preformatted text, and the extraction knows nothing of that.
        let is_preformatted = self.open.iter().any(|open| open.eq_ignore_ascii_case("pre"));
        if is_preformatted && text.contains("\n\n") {
            for (index, block) in text.split("\n\n").enumerate() {
                if index > 0 {
                    self.out.push_str("<br><br>");
                }
                self.words(block);
            }
        } else {
            self.words(text);
        }
    }

    fn words(&mut self, text: &str) {
        // "<" that opened no tag here must open none for the next reader.
        for (index, piece) in text.split('<').enumerate() {
            if index > 0 {
                self.out.push_str("&lt;");
            }
            self.out.push_str(piece);
        }
    }

    fn open(&mut self, tag: Tag<'a>) {
        self.close_implied(tag.name);
        self.n_elements += 1;
        let is_void = is_one_of(tag.name, VOID);
        // A tag with letters that belong into no tag would be read otherwise the next time.
        let is_plain = tag.name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
        if self.n_elements > MOST_ELEMENTS || !is_plain || (self.open.len() >= DEEPEST && !is_void) {
            self.apart(tag.name);
            return;
        }
        self.out.push('<');
        self.out.push_str(tag.name);
        for (name, value) in tag.attributes().filter(|(name, _)| is_one_of(name, KEPT)) {
            let end = value.char_indices().nth(LONGEST_VALUE).map_or(value.len(), |(at, _)| at);
            let value = value.get(..end).unwrap_or("").replace('"', "&quot;");
            self.out.push(' ');
            self.out.push_str(name);
            self.out.push_str("=\"");
            self.out.push_str(&value);
            self.out.push('"');
        }
        self.out.push('>');
        if !is_void {
            self.open.push(tag.name);
        }
    }

    /// Where a tag was left out, words of different blocks must not grow together.
    fn apart(&mut self, name: &str) {
        let is_apart = is_one_of(name, BLOCKS) || is_one_of(name, &["br", "td", "th", "tr", "dt", "dd"]);
        if is_apart && !self.out.ends_with('\n') {
            self.out.push('\n');
        }
    }

    fn close_implied(&mut self, name: &str) {
        if is_one_of(name, BLOCKS) {
            self.close_within(&["p"], &["td", "th", "table", "button", "object"]);
        }
        for (opening, closed, bounds) in IMPLIED {
            if is_one_of(name, opening) {
                self.close_within(closed, bounds);
            }
        }
    }

    /// Closes the innermost open element of the given names, unless one of `bounds` stands before it.
    fn close_within(&mut self, names: &[&str], bounds: &[&str]) {
        for (index, open) in self.open.iter().enumerate().rev() {
            if is_one_of(open, names) {
                self.close_to(index);
                return;
            }
            if is_one_of(open, bounds) {
                return;
            }
        }
    }

    fn close(&mut self, name: &str) {
        match self.open.iter().rposition(|open| open.eq_ignore_ascii_case(name)) {
            // An end tag inside a cell does not reach out of it: `</div>` too many must not close the table.
            Some(index) if self.reaches(index, name) => self.close_to(index),
            Some(_) | None => self.apart(name),
        }
    }

    fn reaches(&self, index: usize, name: &str) -> bool {
        let crossed = self.open.get(index + 1..).unwrap_or_default();
        is_one_of(name, &["table", "tr", "tbody", "thead", "tfoot", "body", "html"])
            || !crossed.iter().any(|open| is_one_of(open, &["td", "th", "table"]))
    }

    fn close_to(&mut self, index: usize) {
        while self.open.len() > index {
            if let Some(name) = self.open.pop() {
                self.out.push_str("</");
                self.out.push_str(name);
                self.out.push('>');
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_come_out_well_nested() {
        let cases = [
            ("<p>a<p>b", "<p>a</p><p>b</p>"),
            ("<ul><li>a<li>b<ul><li>c</ul></ul>", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"),
            ("<b><i>a</b>c</i>", "<b><i>a</i></b>c"),
            ("<td>a<div></td></td>", "<td>a<div></div></td>\n"),
            ("a < b<script>x</script>", "a &lt; b"),
            ("<div onclick=\"x\" class='a\"b'>", "<div class=\"a&quot;b\"></div>"),
            ("<table><tr><td>a</div></table>", "<table><tr><td>a\n</td></tr></table>"),
            ("<pre>a\n\nb</pre>", "<pre>a<br><br>b</pre>"),
            ("<title>a<b</title>", "<title>a&lt;b</title>"),
        ];
        for (page, flat) in cases {
            assert_eq!(flatten(page), flat, "{page:?}");
        }
    }

    #[test]
    fn depth_is_cut_and_text_is_kept() {
        let page = format!("{}deep{}after", "<div>".repeat(100_000), "</div>".repeat(100_000));
        let flat = flatten(&page);
        assert_eq!(flat.matches("<div>").count(), DEEPEST);
        assert!(flat.contains("deep") && flat.contains("after"));
        let mixed = flatten(&"<ul><li><b><a><i><table><tr><td>x".repeat(10_000));
        let depth = mixed.matches('<').count() - 2 * mixed.matches("</").count();
        assert_eq!((depth, mixed.matches('x').count()), (0, 10_000));
    }
}
