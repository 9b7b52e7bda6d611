//! Character references in attribute values and titles. The body's are decoded by the extraction crate.

/// The names that pages use in titles; others stay as written.
const NAMED: &[(&str, &str)] = &[
    ("amp", "&"),
    ("apos", "'"),
    ("bull", "•"),
    ("copy", "©"),
    ("euro", "€"),
    ("gt", ">"),
    ("hellip", "…"),
    ("laquo", "«"),
    ("ldquo", "“"),
    ("lsquo", "‘"),
    ("lt", "<"),
    ("mdash", "—"),
    ("middot", "·"),
    ("nbsp", " "),
    ("ndash", "–"),
    ("pound", "£"),
    ("quot", "\""),
    ("raquo", "»"),
    ("rdquo", "”"),
    ("reg", "®"),
    ("rsquo", "’"),
    ("shy", ""),
    ("trade", "™"),
    ("agrave", "à"),
    ("aacute", "á"),
    ("acirc", "â"),
    ("atilde", "ã"),
    ("auml", "ä"),
    ("ccedil", "ç"),
    ("egrave", "è"),
    ("eacute", "é"),
    ("ecirc", "ê"),
    ("euml", "ë"),
    ("iacute", "í"),
    ("icirc", "î"),
    ("iuml", "ï"),
    ("ntilde", "ñ"),
    ("oacute", "ó"),
    ("ocirc", "ô"),
    ("ouml", "ö"),
    ("oslash", "ø"),
    ("szlig", "ß"),
    ("uacute", "ú"),
    ("ucirc", "û"),
    ("uuml", "ü"),
];

pub(super) fn decode(written: &str) -> String {
    let mut out = String::with_capacity(written.len());
    let mut rest = written;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        // No name is longer than this; looking further would make a row of "&" quadratic.
        let end = after.bytes().take(10).position(|byte| byte == b';');
        match end.and_then(|end| Some((reference(after.get(..end)?)?, after.get(end + 1..)?))) {
            Some((character, tail)) => {
                out.push_str(&character);
                rest = tail;
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn reference(name: &str) -> Option<String> {
    let Some(number) = name.strip_prefix('#') else {
        return NAMED.iter().find(|(known, _)| *known == name).map(|&(_, text)| text.to_owned());
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    // Numbers 128 to 159 mean windows-1252, as in every browser.
    let byte = u8::try_from(code).ok().filter(|byte| (0x80..0xA0).contains(byte));
    match byte {
        Some(byte) => Some(encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.into_owned()),
        None => char::from_u32(code).filter(|&letter| letter != '\0').map(String::from),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn references_are_decoded() {
        let cases = [
            ("Mali &amp; Niger", "Mali & Niger"),
            ("&#8220;No&#x201D; &ndash; it&rsquo;s", "“No” – it’s"),
            ("&#146;", "’"),
            ("AT&T & co; &unknown; &#xFFFFFFFF; &", "AT&T & co; &unknown; &#xFFFFFFFF; &"),
            ("&é;&", "&é;&"),
        ];
        for (written, decoded) in cases {
            assert_eq!(super::decode(written), decoded);
        }
    }
}
