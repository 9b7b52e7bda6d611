//! Web pages: one page, one article.

mod article;
mod entities;
mod flatten;
mod metadata;
mod tokens;

use crate::assemble::{self, Fields};
use crate::{Note, Options, Place, Reading, Refusal, detect, encoding, source};

/// The text of a piece of HTML, its blocks on lines of their own.
pub(crate) fn text_of(html: &str) -> String {
    article::paragraphs(html, None)
}

/// Text with its character references resolved.
pub(crate) fn decode(text: &str) -> String {
    entities::decode(text)
}

/// What a reference by name or number stands for; nothing if it is none of HTML's.
pub(crate) fn decode_reference(name: &str) -> String {
    let written = format!("&{name};");
    let decoded = entities::decode(&written);
    if decoded == written { String::new() } else { decoded }
}

pub(crate) fn read(bytes: &[u8], place: &Place, options: &Options) -> Result<Reading, Refusal> {
    let refuse = |what: &str| Refusal::new(place.clone(), what);
    if bytes.trim_ascii().is_empty() {
        return Err(refuse(source::EMPTY));
    }
    // Browsers pass over a zero byte in a page; in a page of ours it is binary data taken for one.
    if let Some(what) = detect::binary(bytes) {
        return Err(refuse(&what));
    }
    let page = text::normalize_line_ends(&encoding::decode_html(bytes));
    let metadata = metadata::read(&page);
    let title = metadata.title().map(str::to_owned);
    let text = article::extract(&flatten::flatten(&page), title.as_deref())
        .or_else(|| article::from_data(metadata.body.as_deref()?, title.as_deref()))
        .ok_or_else(|| refuse("no article found on the page; save its text and read that"))?;
    let mut notes = Vec::new();
    let published = metadata.published().unwrap_or_else(|written| {
        notes.push(Note { place: place.clone(), what: format!("{}; read without it", assemble::no_date(written)) });
        None
    });
    let fields = Fields {
        id: None,
        text,
        title,
        published,
        outlet: metadata.outlet,
        url: metadata.url,
        byline: metadata.byline,
        dateline: None,
        language: metadata.language,
    };
    assemble::report(fields, notes, place, options)
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = r##"<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Last troops leave the north | The Daily</title>
        <meta property="og:site_name" content="The Daily"><meta property="article:published_time" content="2024-03-12T08:00:00Z">
        <style>p { color: red }</style><script>var x = "<p>no</p>";</script></head>
        <body><nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
        <article><h1>Last troops leave the north</h1><p>KIDAL, Mali (The Daily) — The last soldiers of the mission left the northern town
        on Monday, the army said, ending a stay of ten years in a region where peace has not come.</p>
        <p>“We are taking over the camp,” said a spokesman of the army &amp; its partners. He gave no number.</p>
        <p>The mission had promised to leave the country by the end of December, and has handed over eleven of its
        thirteen bases so far, according to the ministry of foreign affairs in Bamako, the capital.</p></article>
        <aside>Read more: <a href="/2">Ten pictures of the week</a></aside><footer>Copyright The Daily. All rights reserved.</footer></body></html>"##;

    #[test]
    fn an_article_is_read_with_its_metadata() {
        let report = read(PAGE.as_bytes(), &Place::of("a.html"), &Options::default()).unwrap().report;
        assert_eq!(report.title.as_deref(), Some("Last troops leave the north"));
        assert_eq!(report.published.as_deref(), Some("2024-03-12T08:00:00Z"));
        assert_eq!(report.outlet.as_deref(), Some("The Daily"));
        assert_eq!(report.dateline.as_deref(), Some("KIDAL, Mali (The Daily)"));
        let lines: Vec<&str> = report.text.lines().collect();
        assert_eq!(lines.len(), 4, "{:#?}", report.text);
        assert!(lines[1].contains("northern town on Monday"));
        assert!(lines[2].contains("army & its partners"));
        assert!(
            !report.text.contains("Home") && !report.text.contains("Copyright") && !report.text.contains("pictures")
        );
    }

    #[test]
    fn pages_without_paragraphs_are_read() {
        let first = "The army of the north said on Tuesday that it had taken the town after two days of fighting.";
        let second = "The rebels said that they had left it for reasons of their own, and that they would be back.";
        let pages = [
            format!("<body><div class=story>{first}<br><br>{second}</div>"),
            format!("<body><div class=content><div>{first}</div><div>{second}</div></div>"),
            format!("<body><pre>{first}\n\n{second}</pre>"),
            format!(
                "<script type='application/ld+json'>{{\"@type\": \"NewsArticle\", \"articleBody\": \"{first}\\n\\n{second}\"}}</script>"
            ),
        ];
        for page in pages {
            let report =
                read(page.as_bytes(), &Place::of("a.html"), &Options::default()).map(|reading| reading.report.text);
            assert_eq!(report, Ok(format!("{first}\n{second}")), "{page}");
        }
    }

    #[test]
    fn a_page_without_an_article_is_refused() {
        for page in
            ["<html></html>", "<p>Log in", "<html><body><nav><a href=x>Home</a></nav></body></html>", "<script>x"]
        {
            let refusal = read(page.as_bytes(), &Place::of("a.html"), &Options::default()).unwrap_err();
            assert!(refusal.to_string().starts_with("a.html: no article found"), "{page:?}: {refusal}");
        }
    }

    #[test]
    fn pages_nested_deep_take_no_time() {
        let paragraph =
            "<p>The last soldiers of the mission left the northern town on Monday, the army said, after ten years.</p>";
        for piece in ["<div>", "<p><b>"] {
            let page = format!("<html><body>{}{}", piece.repeat(30_000), paragraph.repeat(5));
            let reading = read(page.as_bytes(), &Place::of("a.html"), &Options::default());
            assert!(reading.is_ok_and(|reading| reading.report.text.contains("northern town")), "{piece}");
        }
    }
}
