//! Letters without their marks, so that "Støre" and "Store", "Erdoğan" and "Erdogan" are one name.

use gazetteer::fold;

/// A word in plain Latin letters of the same case.
pub(crate) fn plain(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    let mut plain = String::with_capacity(word.len());
    for character in word.chars() {
        push_plain(&mut plain, character);
    }
    plain
}

fn push_plain(plain: &mut String, character: char) {
    if character.is_ascii() || !character.is_alphabetic() {
        plain.push(character);
        return;
    }
    let letters = fold(character.encode_utf8(&mut [0; 4]));
    match letters.chars().next().filter(char::is_ascii) {
        Some(first) if character.is_uppercase() => {
            plain.extend(first.to_uppercase());
            plain.push_str(letters.get(1..).unwrap_or_default());
        }
        Some(_) => plain.push_str(&letters),
        None => plain.push(character),
    }
}

/// A text in plain letters, and which of its bytes stand for which of the text.
#[derive(Debug, Clone)]
pub(crate) struct PlainText {
    pub text: String,
    /// For each byte of the text and its end, where it is in the plain one.
    to: Vec<u32>,
    /// For each byte of the plain text and its end, where it is in the text.
    from: Vec<u32>,
}

impl PlainText {
    /// None if the text is plain already.
    pub(crate) fn of(text: &str) -> Option<Self> {
        if text.is_ascii() {
            return None;
        }
        let mut plain = Self {
            text: String::with_capacity(text.len()),
            to: Vec::with_capacity(text.len() + 1),
            from: Vec::with_capacity(text.len() + 1),
        };
        for (at, character) in text.char_indices() {
            let start = plain.text.len();
            push_plain(&mut plain.text, character);
            plain.to.resize(plain.to.len() + character.len_utf8(), u32::try_from(start).unwrap_or(u32::MAX));
            plain.from.resize(plain.text.len(), u32::try_from(at).unwrap_or(u32::MAX));
        }
        plain.to.push(u32::try_from(plain.text.len()).unwrap_or(u32::MAX));
        plain.from.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
        Some(plain)
    }

    /// Where a place of the text is in the plain one.
    pub(crate) fn to(&self, at: usize) -> Option<usize> {
        self.to.get(at).map(|&at| at as usize)
    }

    /// Where a place of the plain text is in the text.
    pub(crate) fn from(&self, at: usize) -> Option<usize> {
        self.from.get(at).map(|&at| at as usize)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_lose_their_marks() {
        for (word, told) in
            [("Støre", "Store"), ("Çavuşoğlu", "Cavusoglu"), ("Łódź", "Lodz"), ("Mali", "Mali"), ("北京", "北京")]
        {
            assert_eq!(plain(word), told);
        }
    }

    #[test]
    fn places_lead_back() {
        let text = "é Æsir ø";
        let plain = PlainText::of(text).unwrap();
        assert_eq!(plain.text, "e Aesir o");
        let start = text.find("Æ").unwrap();
        assert_eq!(plain.to(start), Some(2));
        assert_eq!(plain.from(2), Some(start));
        assert_eq!(plain.from(plain.text.len()), Some(text.len()));
        assert_eq!(plain.to(text.len()), Some(plain.text.len()));
    }
}
