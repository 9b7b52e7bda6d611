//! The parts of a report put together: title in front, date in ISO form, dateline, id.

use record::Report;
use sha2::{Digest, Sha256};

use crate::{Note, Options, Place, Reading, Refusal, date, dateline};

/// What an input says of its report.
#[derive(Debug, Clone, Default)]
pub(crate) struct Fields {
    pub(crate) id: Option<String>,
    pub(crate) text: String,
    pub(crate) title: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) outlet: Option<String>,
    pub(crate) url: Option<String>,
    pub(crate) byline: Option<String>,
    pub(crate) dateline: Option<String>,
    pub(crate) language: Option<String>,
}

/// The report. What the input does not say is taken from `options.given`.
///
/// A date that is no date refuses the report: read without it, "Saturday" would stay unresolved without anybody knowing
/// why, and the record would have to be made again once the date is mended.
pub(crate) fn report(fields: Fields, notes: Vec<Note>, place: &Place, options: &Options) -> Result<Reading, Refusal> {
    let given = &options.given;
    let published = match fields.published {
        Some(written) => Some(date::normalize(&written).ok_or_else(|| Refusal::new(place.clone(), no_date(&written)))?),
        None => given.published.clone(),
    };
    let title =
        fields.title.or_else(|| given.title.clone()).map(|title| one_line(&title)).filter(|title| !title.is_empty());
    let outlet = fields.outlet.or_else(|| given.outlet.clone());
    let text = with_title(text::normalize_line_ends(&fields.text), title.as_deref());
    if text.len() > options.limits.text {
        let what = format!(
            "{} bytes of text in one report; the most that is read is {}: split it",
            text.len(),
            options.limits.text
        );
        return Err(Refusal::new(place.clone(), what));
    }
    let body = match &title {
        Some(_) => text.split_once('\n').map_or("", |(_, body)| body),
        None => text.as_str(),
    };
    let report = Report {
        id: fields.id.unwrap_or_else(|| id(&text, outlet.as_deref(), published.as_deref())),
        url: fields.url.or_else(|| given.url.clone()),
        dateline: fields.dateline.or_else(|| dateline::find(body)),
        byline: fields.byline.or_else(|| dateline::byline(body)),
        outlet,
        title,
        published,
        language: fields.language.unwrap_or_else(|| "en".to_owned()),
        text,
    };
    Ok(Reading { report, notes })
}

pub(crate) fn no_date(written: &str) -> String {
    let shown: String = written.chars().take(40).collect();
    format!("`{}` is no date; write it as 2024-03-12 or \"12 March 2024\"", one_line(&shown))
}

/// Runs of white space become one space.
pub(crate) fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn with_title(text: String, title: Option<&str>) -> String {
    match title {
        Some(title) if one_line(text.lines().next().unwrap_or("")) != title => format!("{title}\n{text}"),
        Some(_) | None => text,
    }
}

/// The first 24 hexadecimal digits of the SHA-256 of text, outlet and date with a zero byte between them, so that anybody
/// can make the id again. 96 bits: among a billion reports the chance of two with one id is below one in ten billion.
fn id(text: &str, outlet: Option<&str>, published: Option<&str>) -> String {
    let mut hash = Sha256::new();
    for (index, part) in [text, outlet.unwrap_or(""), published.unwrap_or("")].iter().enumerate() {
        if index > 0 {
            hash.update([0]);
        }
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().take(12).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Given, Limits};

    fn read(fields: Fields, given: Given) -> Report {
        let options = Options { given, ..Options::default() };
        report(fields, Vec::new(), &Place::of("f"), &options).unwrap().report
    }

    #[test]
    fn the_title_stands_in_front_once() {
        let fields =
            |text: &str| Fields { title: Some("Troops  leave".into()), text: text.into(), ..Fields::default() };
        assert_eq!(read(fields("They left.\r\n"), Given::default()).text, "Troops leave\nThey left.\n");
        assert_eq!(read(fields("Troops leave\nThey left."), Given::default()).text, "Troops leave\nThey left.");
    }

    #[test]
    fn what_the_input_says_goes_before_what_is_given() {
        let given = Given { outlet: Some("Given".into()), url: Some("u".into()), ..Given::default() };
        let fields = Fields { outlet: Some("Said".into()), text: "a".into(), ..Fields::default() };
        let report = read(fields, given);
        assert_eq!((report.outlet.as_deref(), report.url.as_deref()), (Some("Said"), Some("u")));
    }

    #[test]
    fn ids_depend_on_text_outlet_and_date_alone() {
        // printf 'Troops left.\0\0' | sha256sum
        assert_eq!(id("Troops left.", None, None), "c17ebada5ea120afda6bbec1");
        assert_ne!(id("a", Some("b"), None), id("a", None, Some("b")));
    }

    #[test]
    fn a_text_too_long_is_refused() {
        let options = Options { limits: Limits { text: 10, ..Limits::default() }, ..Options::default() };
        let fields = Fields { text: "x".repeat(11), ..Fields::default() };
        let refusal = report(fields, Vec::new(), &Place::of("f"), &options).unwrap_err();
        assert_eq!(refusal.to_string(), "f: 11 bytes of text in one report; the most that is read is 10: split it");
    }
}
