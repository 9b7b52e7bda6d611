//! Bytes to characters.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

/// Where UTF-8 broke, for the note about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct BadByte {
    pub(crate) offset: usize,
    pub(crate) line: u64,
    pub(crate) byte: u8,
}

/// Characters, and the first byte that was not UTF-8 if the text had to be read as windows-1252.
pub(crate) fn decode_text(bytes: &[u8]) -> (String, Option<BadByte>) {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        // Decoding removes the mark. Half a UTF-16 pair becomes U+FFFD, as everywhere.
        return (encoding.decode(bytes).0.into_owned(), None);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), None),
        Err(error) => {
            let offset = error.valid_up_to();
            let before = bytes.get(..offset).unwrap_or_default();
            let line = before.iter().filter(|&&byte| byte == b'\n').count() as u64 + 1;
            let byte = bytes.get(offset).copied().unwrap_or_default();
            (decode_mostly_utf8(bytes), Some(BadByte { offset, line, byte }))
        }
    }
}

/// A text with stray bytes: the pieces that are UTF-8 stay what they are, the bytes between are windows-1252. Reading the
/// whole as windows-1252 would spoil every good letter of a text with one bad byte in it; a text that is windows-1252
/// throughout comes out the same, because its accented letters hardly ever look like UTF-8.
fn decode_mostly_utf8(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() + 16);
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid());
        out.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
    }
    out
}

/// A web page: byte-order mark, then the `meta` declaration in its first kilobyte, then UTF-8 if it is that, else
/// windows-1252 as browsers do. A declaration of UTF-8 is believed only if it is true.
pub(crate) fn decode_html(bytes: &[u8]) -> String {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0.into_owned();
    }
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    let declared = declared_charset(head).filter(|&encoding| encoding != UTF_8);
    match (std::str::from_utf8(bytes), declared) {
        (_, Some(encoding)) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
        (Ok(text), None) => text.to_owned(),
        (Err(_), None) => decode_mostly_utf8(bytes),
    }
}

/// The bytes as UTF-8 with a byte-order mark, so that what the server said of them goes before what they say themselves.
/// A name that is unknown or wrong changes nothing.
pub(crate) fn with_charset(bytes: Vec<u8>, name: &str) -> Vec<u8> {
    let Some(encoding) = Encoding::for_label(name.as_bytes()) else { return bytes };
    if Encoding::for_bom(&bytes).is_some() || (encoding == UTF_8 && std::str::from_utf8(&bytes).is_err()) {
        return bytes;
    }
    let decoded = encoding.decode_without_bom_handling(&bytes).0;
    ["\u{feff}".as_bytes(), decoded.as_bytes()].concat()
}

/// An XML document: byte-order mark, then the declaration, then UTF-8 if it is that, else windows-1252.
pub(crate) fn decode_xml(bytes: &[u8]) -> String {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding.decode(bytes).0.into_owned();
    }
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(200)).unwrap_or_default()).to_lowercase();
    let declared =
        head.split_once("?>").and_then(|(declaration, _)| declaration.split_once("encoding=")).and_then(|(_, rest)| {
            let quote = rest.chars().next().filter(|letter| matches!(letter, '"' | '\''))?;
            Encoding::for_label(rest.get(1..)?.split(quote).next()?.as_bytes())
        });
    match (std::str::from_utf8(bytes), declared) {
        (Ok(text), None) => text.to_owned(),
        (Ok(text), Some(encoding)) if encoding == UTF_8 || !encoding.is_ascii_compatible() => text.to_owned(),
        (_, Some(encoding)) if encoding != UTF_8 => encoding.decode_without_bom_handling(bytes).0.into_owned(),
        (_, _) => decode_mostly_utf8(bytes),
    }
}

/// The encoding named by `charset=` in the head of a page. As the HTML standard has it, a page that could be searched
/// for ASCII letters is not UTF-16 whatever it says.
fn declared_charset(head: &[u8]) -> Option<&'static Encoding> {
    let lower = head.to_ascii_lowercase();
    let at = lower.windows(8).position(|window| window == b"charset=")?;
    let rest: Vec<u8> =
        lower.get(at + 8..)?.iter().copied().skip_while(|byte| matches!(byte, b'"' | b'\'' | b' ')).collect();
    let end =
        rest.iter().position(|byte| matches!(byte, b'"' | b'\'' | b' ' | b'>' | b';' | b'/')).unwrap_or(rest.len());
    let encoding = Encoding::for_label(rest.get(..end)?)?;
    if encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE { Some(UTF_8) } else { Some(encoding) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text() {
        assert_eq!(decode_text("\u{feff}Zürich".as_bytes()), ("Zürich".to_owned(), None));
        let (text, bad) = decode_text(b"One.\nZ\xFCrich");
        assert_eq!(text, "Zürich".replace("Z", "One.\nZ"));
        assert_eq!(bad, Some(BadByte { offset: 6, line: 2, byte: 0xFC }));
        assert_eq!(decode_text(b"\xC3\xBC and \x93so\x94").0, "ü and “so”");
        assert_eq!(decode_text(b"\xFF\xFEA\x00b\x00").0, "Ab");
    }

    #[test]
    fn web_pages() {
        assert_eq!(decode_html(b"<meta charset=\"iso-8859-2\">\xB1"), "<meta charset=\"iso-8859-2\">ą");
        assert_eq!(decode_html(b"<meta charset=utf-8>caf\xE9"), "<meta charset=utf-8>café");
        assert_eq!(decode_html("<meta charset=utf-16>café".as_bytes()), "<meta charset=utf-16>café");
        assert_eq!(decode_html(b"caf\xE9"), "café");
    }
}
