//! Characters that would act on a terminal, made visible.
//!
//! A report may hold escape sequences that set the window title, write to the clipboard or hide text, and marks that turn
//! the direction of writing around. They are shown, never sent.

use std::borrow::Cow;

/// Whether a character does something other than standing there.
fn acts(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// The text with acting characters shown: ESC as `␛`, a direction mark as `<202E>`. Line ends and tabs become spaces.
pub(crate) fn shown(text: &str) -> Cow<'_, str> {
    if !text.contains(acts) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '\n' | '\t' | '\r' => out.push(' '),
            '\u{7F}' => out.push('␡'),
            // The control pictures stand in the order of the characters they show.
            '\0'..='\u{1F}' => out.extend(char::from_u32(0x2400 + u32::from(letter))),
            _ if acts(letter) => out.push_str(&format!("<{:02X}>", u32::from(letter))),
            _ => out.push(letter),
        }
    }
    Cow::Owned(out)
}

/// JSON whose strings hold no acting characters, meaning the same. JSON itself escapes those below the space.
pub(crate) fn escaped_json(json: &str) -> Cow<'_, str> {
    let acts = |letter: char| acts(letter) && letter != '\n';
    if !json.contains(acts) {
        return Cow::Borrowed(json);
    }
    let mut out = String::with_capacity(json.len() + 8);
    for letter in json.chars() {
        if acts(letter) { out.push_str(&format!("\\u{:04x}", u32::from(letter))) } else { out.push(letter) }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_acts_any_more() {
        assert_eq!(shown("a\u{1b}]0;x\u{7}b\u{9b}31m\u{202e}c\nd"), "a␛]0;x␇b<9B>31m<202E>c d");
        assert_eq!(escaped_json("{\n\"a\u{9b}\": \"\u{7f}\"}"), "{\n\"a\\u009b\": \"\\u007f\"}");
        assert!(matches!(shown("Zürich 日本"), Cow::Borrowed(_)));
    }
}
