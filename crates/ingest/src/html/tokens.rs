//! A web page cut into tags and text, in one pass and without a tree.
//!
//! It follows the HTML standard's tokenizer where pages depend on it (raw text, comments, quoted attributes) and keeps no
//! state that grows with the page, so its time is linear whatever the page holds.

/// A piece of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Text(&'a str),
    Open(Tag<'a>),
    Close(&'a str),
    /// The content of `script`, `style`, `title` and their like, in which there are no tags; its end tag is consumed.
    Raw {
        tag: Tag<'a>,
        content: &'a str,
    },
}

/// An opening tag. The name is as written; compare it without case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    pub(super) name: &'a str,
    /// What stands between the name and `>`.
    attributes: &'a str,
}

/// Attributes beyond this many of one tag are not looked at: no page needs them, and some pages are made to hurt.
const MOST_ATTRIBUTES: usize = 64;

impl<'a> Tag<'a> {
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// Name and value (as written, entities and all) of the attributes.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
        let mut rest = self.attributes;
        std::iter::from_fn(move || next_attribute(&mut rest)).take(MOST_ATTRIBUTES)
    }

    /// The value of an attribute, entities decoded.
    pub(super) fn attribute(&self, name: &str) -> Option<String> {
        self.attributes()
            .find(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| super::entities::decode(value))
    }
}

fn next_attribute<'a>(rest: &mut &'a str) -> Option<(&'a str, &'a str)> {
    let start = rest.trim_start_matches([' ', '\t', '\n', '\r', '\x0C', '/']);
    if start.is_empty() {
        return None;
    }
    // A name may begin with "=": the standard says so, and it keeps this loop going forward.
    let first = start.chars().next().map_or(0, char::len_utf8);
    let name_end = start
        .get(first..)
        .and_then(|tail| tail.find([' ', '\t', '\n', '\r', '\x0C', '/', '=']))
        .map_or(start.len(), |at| at + first);
    let (name, after) = start.split_at_checked(name_end)?;
    let Some(value) = after.trim_start().strip_prefix('=').map(str::trim_start) else {
        *rest = after;
        return Some((name, ""));
    };
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''));
    let (value, after) = match quote {
        Some(quote) => {
            let inner = value.get(1..)?;
            let end = inner.find(quote).unwrap_or(inner.len());
            (inner.get(..end)?, inner.get(end + 1..).unwrap_or(""))
        }
        None => value.split_at_checked(value.find(char::is_whitespace).unwrap_or(value.len()))?,
    };
    *rest = after;
    Some((name, value))
}

/// Elements whose content is no markup. `noscript` is among them because scripts are taken to be on, as in a browser.
const RAW: &[&str] = &[
    "script",
    "style",
    "title",
    "textarea",
    "noscript",
    "iframe",
    "noembed",
    "noframes",
    "xmp",
    "plaintext",
    "template",
];

/// The tokens of a page.
pub(super) struct Tokens<'a> {
    page: &'a str,
    at: usize,
    /// Raw elements whose end tag is known not to come any more, by index in [`RAW`]: searched once, not once for each tag.
    unclosed: [bool; 11],
    /// Whether a quote was found that never closes; quotes are not trusted after that, and so searched to the end once.
    broken_quotes: bool,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(page: &'a str) -> Self {
        Self { page, at: 0, unclosed: [false; 11], broken_quotes: false }
    }

    fn rest(&self) -> &'a str {
        self.page.get(self.at..).unwrap_or("")
    }

    /// Passes over a comment, a doctype or a processing instruction at `<`; `false` if none stands here.
    fn skip_markup(&mut self) -> bool {
        let rest = self.rest();
        let length = if let Some(comment) = rest.strip_prefix("<!--") {
            // "<!-->" and "<!--->" are whole comments.
            let short = if comment.starts_with('>') { Some(5) } else { comment.starts_with("->").then_some(6) };
            short.unwrap_or_else(|| comment.find("-->").map_or(rest.len(), |at| at + 7))
        } else if rest.starts_with("<!") || rest.starts_with("<?") || is_bogus_end(rest) {
            rest.find('>').map_or(rest.len(), |at| at + 1)
        } else {
            return false;
        };
        self.at += length;
        true
    }

    /// A tag at `<`, if one stands here.
    fn tag(&mut self) -> Option<Token<'a>> {
        let rest = self.rest();
        let is_end = rest.starts_with("</");
        let name_at = if is_end { 2 } else { 1 };
        let inner = rest.get(name_at..).filter(|inner| inner.starts_with(|first: char| first.is_ascii_alphabetic()))?;
        let name_end = inner.find([' ', '\t', '\n', '\r', '\x0C', '/', '>']).unwrap_or(inner.len());
        let (name, after) = inner.split_at_checked(name_end)?;
        let end = self.tag_end(after);
        self.at += name_at + name_end + (end + 1).min(after.len());
        if is_end {
            return Some(Token::Close(name));
        }
        let tag = Tag { name, attributes: after.get(..end).unwrap_or("") };
        match RAW.iter().position(|raw| tag.is(raw)) {
            Some(index) => Some(self.raw(tag, index)),
            None => Some(Token::Open(tag)),
        }
    }

    /// Where `>` closes the tag. If a quote never closes, that is the first `>`: it would swallow the page otherwise.
    fn tag_end(&mut self, after: &str) -> usize {
        let quoted = if self.broken_quotes { None } else { quoted_tag_end(after) };
        quoted.unwrap_or_else(|| {
            self.broken_quotes = true;
            after.find('>').unwrap_or(after.len())
        })
    }

    fn raw(&mut self, tag: Tag<'a>, index: usize) -> Token<'a> {
        let rest = self.rest();
        let unclosed = self.unclosed.get(index).copied().unwrap_or(false);
        let end = if unclosed { None } else { find_end_tag(rest, tag.name) };
        match end {
            Some(end) => {
                let content = rest.get(..end).unwrap_or("");
                let close = rest.get(end..).unwrap_or("");
                self.at += end + close.find('>').map_or(close.len(), |at| at + 1);
                Token::Raw { tag, content }
            }
            // A browser would take the rest of the page for the script. Whoever cut the page off meant no such thing.
            None => {
                if let Some(unclosed) = self.unclosed.get_mut(index) {
                    *unclosed = true;
                }
                Token::Raw { tag, content: "" }
            }
        }
    }
}

/// `</` followed by something that is no letter is a comment to the standard.
fn is_bogus_end(rest: &str) -> bool {
    rest.strip_prefix("</").is_some_and(|inner| !inner.starts_with(|first: char| first.is_ascii_alphabetic()))
}

/// Where `>` closes a tag, passing over quoted values. A quote counts only behind `=`: `<a title=it's>` is one tag.
fn quoted_tag_end(after: &str) -> Option<usize> {
    let mut quote = None;
    let mut value_due = false;
    for (at, byte) in after.bytes().enumerate() {
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'>') => return Some(at),
            (None, b'"' | b'\'') if value_due => (quote, value_due) = (Some(byte), false),
            (None, b'=') => value_due = true,
            (None, b' ' | b'\t' | b'\n' | b'\r') => {}
            (None, _) => value_due = false,
        }
    }
    None
}

/// Where `</name` begins, followed by something that ends a name.
fn find_end_tag(rest: &str, name: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut from = 0;
    while let Some(found) = rest.get(from..)?.find("</") {
        let at = from + found;
        let after = at + 2 + name.len();
        let is_name = bytes.get(at + 2..after).is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes()));
        let ends = bytes.get(after).is_none_or(|&next| matches!(next, b' ' | b'\t' | b'\n' | b'\r' | b'/' | b'>'));
        if is_name && ends {
            return Some(at);
        }
        from = at + 2;
    }
    None
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = self.rest();
            if rest.is_empty() {
                return None;
            }
            if rest.starts_with('<') {
                if self.skip_markup() {
                    continue;
                }
                if let Some(token) = self.tag() {
                    return Some(token);
                }
            }
            // A "<" that opens nothing is text.
            let end = rest.char_indices().skip(1).find(|&(_, letter)| letter == '<').map_or(rest.len(), |(at, _)| at);
            self.at += end;
            return rest.get(..end).map(Token::Text);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(page: &str) -> String {
        let piece = |token: Token<'_>| match token {
            Token::Text(text) => format!("{text:?}"),
            Token::Open(tag) => {
                let attributes: Vec<String> =
                    tag.attributes().map(|(name, value)| format!(" {name}={value}")).collect();
                format!("+{}{}", tag.name, attributes.concat())
            }
            Token::Close(name) => format!("-{name}"),
            Token::Raw { tag, content } => format!("{}:{content:?}", tag.name),
        };
        Tokens::new(page).map(piece).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn pages_are_cut() {
        let cases = [
            ("<!doctype html><p class=a>Hi</p>", "+p class=a \"Hi\" -p"),
            ("a < b <3 </ x>c", "\"a \" \"< b \" \"<3 \" \"c\""),
            ("<a href='x>y' b c = \"d\">t", "+a href=x>y b= c=d \"t\""),
            ("<!-- <b> --><!--><i>", "+i"),
            ("<script>if (a</b) {}</script >x", "script:\"if (a</b) {}\" \"x\""),
            ("<SCRIPT>a</script", "SCRIPT:\"a\""),
            ("<script>a<p>b", "script:\"\" \"a\" +p \"b\""),
            ("<p title=\"a>b", "+p title=a \"b\""),
            ("<p", "+p"),
            ("<br/>", "+br"),
            ("日<é>本<p>", "\"日\" \"<é>本\" +p"),
            ("<p é=ü>", "+p é=ü"),
            ("<!-- a", ""),
        ];
        for (page, tokens) in cases {
            assert_eq!(shown(page), tokens, "{page:?}");
        }
    }

    #[test]
    fn time_is_linear_on_pages_made_to_hurt() {
        for piece in ["<script>", "<p a=\"", "<!--", "</", "<a ", "<title></titl"] {
            let page = piece.repeat(50_000);
            assert!(Tokens::new(&page).count() <= 350_000);
        }
    }
}
