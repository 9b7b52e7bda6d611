//! JSON Lines: an object with `text` and, where it has them, `id`, `title`, `published`, `outlet`, `url`, `byline`,
//! `dateline` and `language`. Other keys are passed over.

use serde_json::{Map, Value};

use crate::assemble::{self, Fields};
use crate::{Options, Place, Reading, Refusal};

pub(crate) fn read(bytes: &[u8], place: &Place, options: &Options) -> Result<Reading, Refusal> {
    let refuse = |what: String| Refusal::new(place.clone(), what);
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let line = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let byte = bytes.get(at).copied().unwrap_or_default();
        refuse(format!("byte {at} of the line (0x{byte:02X}) is not UTF-8; JSON Lines must be"))
    })?;
    let value: Value =
        serde_json::from_str(line).map_err(|error| refuse(format!("not JSON: {}", without_line(&error))))?;
    let Value::Object(object) = value else {
        let hint =
            if value.is_array() { "; put each of its objects on a line of its own: jq -c '.[]' FILE" } else { "" };
        return Err(refuse(format!("{} where an object is needed{hint}", kind(&value))));
    };
    let id = match object.get("id") {
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => string(&object, "id").map_err(&refuse)?,
    };
    let get = |key: &str| string(&object, key).map_err(&refuse);
    let text = get("text")?.ok_or_else(|| refuse("no `text` in the object".to_owned()))?;
    let fields = Fields {
        id,
        text,
        title: get("title")?,
        published: get("published")?,
        outlet: get("outlet")?,
        url: get("url")?,
        byline: get("byline")?,
        dateline: get("dateline")?,
        language: get("language")?,
    };
    if fields.text.trim().is_empty() {
        return Err(refuse("`text` is empty".to_owned()));
    }
    assemble::report(fields, Vec::new(), place, options)
}

/// A string that is there and not blank; `null` is absent.
fn string(object: &Map<String, Value>, key: &str) -> Result<Option<String>, String> {
    match object.get(key) {
        None | Some(Value::Null) => Ok(None),
        // An empty `text` is told apart from a missing one.
        Some(Value::String(value)) if key == "text" || !value.trim().is_empty() => Ok(Some(value.clone())),
        Some(Value::String(_)) => Ok(None),
        Some(other) => Err(format!("`{key}` is {}; it must be a string", kind(other))),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a truth value",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

/// The parser counts lines inside the line; only its column means something here.
fn without_line(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let what = message.split(" at line ").next().unwrap_or(&message).to_owned();
    if error.is_eof() {
        format!("the line ends too early ({what})")
    } else {
        format!("{what} at column {}", error.column())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(line: &str) -> String {
        read(line.as_bytes(), &Place::of("f").at_line(7), &Options::default()).unwrap_err().to_string()
    }

    #[test]
    fn a_bad_line_says_what_is_wrong() {
        let cases = [
            (
                "[1, 2]",
                "f:7: an array where an object is needed; put each of its objects on a line of its own: jq -c '.[]' FILE",
            ),
            ("\"x\"", "f:7: a string where an object is needed"),
            ("{}", "f:7: no `text` in the object"),
            ("{\"text\": null}", "f:7: no `text` in the object"),
            ("{\"text\": \" \"}", "f:7: `text` is empty"),
            ("{\"text\": 5}", "f:7: `text` is a number; it must be a string"),
            ("{\"text\": \"a\", \"title\": []}", "f:7: `title` is an array; it must be a string"),
            ("{\"text\": \"a", "f:7: not JSON: the line ends too early (EOF while parsing a string)"),
            ("{\"text\" \"a\"}", "f:7: not JSON: expected `:` at column 9"),
            (
                "{\"text\": \"a\", \"published\": \"soon\"}",
                "f:7: `soon` is no date; write it as 2024-03-12 or \"12 March 2024\"",
            ),
        ];
        for (line, message) in cases {
            assert_eq!(refusal(line), message);
        }
        assert!(refusal(&"[".repeat(1_000_000)).contains("recursion limit"));
    }

    #[test]
    fn ids_may_be_numbers_and_blank_fields_are_absent() {
        let line = r#"{"id": 12, "text": "Troops left.", "outlet": " ", "url": null, "other": [1]}"#;
        let report = read(line.as_bytes(), &Place::of("f"), &Options::default()).unwrap().report;
        assert_eq!((report.id.as_str(), report.outlet, report.url), ("12", None, None));
    }
}
