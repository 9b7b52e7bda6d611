//! Figures, addresses and other tokens that are recognised by their shape.
//!
//! Each function looks at the beginning of a text without spaces and gives the length in bytes of what it recognises.

use super::words::WORDS;

/// How far an address is looked for. Longer ones are cut; without a limit a hostile text could be read again and again.
const MAX_WEB_ADDRESS: usize = 4096;
const MAX_MAIL_ADDRESS: usize = 128;

/// A web address: it has a scheme or begins with "www.", and closing punctuation is not part of it.
pub(super) fn web_address(rest: &str) -> Option<usize> {
    let head = rest.get(..floor(rest, 12))?.to_ascii_lowercase();
    let starts = ["http://", "https://", "ftp://", "mailto:", "www."];
    if !starts.iter().any(|start| head.starts_with(start)) {
        return None;
    }
    let window = window(rest, MAX_WEB_ADDRESS);
    let end = window.find(['<', '>', '"', '“', '”', '|', '{', '}']).unwrap_or(window.len());
    let address = window.get(..end)?;
    let trimmed = address.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', ')', ']', '*']);
    // "http://x.org/a_(b)" keeps its bracket.
    let open = trimmed.matches('(').count();
    let close = trimmed.matches(')').count();
    let length = if open > close && address.get(trimmed.len()..).is_some_and(|tail| tail.starts_with(')')) {
        trimmed.len() + 1
    } else {
        trimmed.len()
    };
    (length > 4).then_some(length)
}

/// An e-mail address, "name@SERVER", a bare domain ("example.com") or a file name ("plan.doc").
pub(super) fn mail_or_domain(rest: &str) -> Option<usize> {
    let window = window(rest, MAX_MAIL_ADDRESS);
    let is_part = |letter: char| letter.is_alphanumeric() || matches!(letter, '.' | '-' | '_' | '@' | '%' | '+');
    let run = window.get(..window.find(|letter: char| !is_part(letter)).unwrap_or(window.len()))?;
    let run = run.trim_end_matches(['.', '-', '_', '@', '%', '+']);
    if let Some((name, server)) = run.split_once('@') {
        let fits =
            !name.is_empty() && server.chars().next().is_some_and(char::is_alphanumeric) && !server.contains('@');
        return fits.then_some(run.len());
    }
    if is_news_group(run) {
        return Some(run.len());
    }
    let (name, ending) = run.rsplit_once('.')?;
    let end = ending.find(|letter: char| !letter.is_ascii_alphanumeric()).unwrap_or(ending.len());
    let ending = ending.get(..end)?;
    let is_name = name.chars().any(char::is_alphabetic) && !name.contains("..") && name.is_ascii();
    // "Sudan.In" is two words without their space, "example.com" and "EXAMPLE.COM" are one.
    let one_case = ending.chars().all(|c| !c.is_uppercase()) || name.chars().all(|c| !c.is_lowercase());
    let known = WORDS.endings.contains(ending.to_ascii_lowercase().as_str());
    (known && one_case && is_name).then_some(name.len() + 1 + ending.len())
}

/// "alt.animals.cat": the hierarchies of Usenet and at least two parts.
fn is_news_group(run: &str) -> bool {
    let mut parts = run.split('.');
    let is_part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    matches!(parts.next(), Some("alt" | "comp" | "misc" | "news" | "rec" | "sci" | "soc" | "talk"))
        && parts.clone().count() >= 2
        && parts.all(is_part)
}

/// A figure with its groups: 2,500 3.5 3:30 10/12/2004 713-853-3989 6.2.1.
pub(super) fn figure(rest: &str) -> Option<usize> {
    let first = digits(rest);
    if first == 0 {
        return None;
    }
    if let Some(length) = dashed(rest) {
        return Some(length);
    }
    let mut length = first;
    let mut last_group = first;
    let mut kind = None;
    while let Some(tail) = rest.get(length..) {
        let Some(sign) = tail.chars().next() else { break };
        let group = tail.get(sign.len_utf8()..).map_or(0, digits);
        let same = kind.is_none_or(|kind| kind == sign);
        let joins = group > 0
            && match sign {
                ',' => same && last_group <= 3 && group == 3 && (length == first || last_group == 3),
                '.' => same || kind == Some(','),
                ':' => same && last_group <= 2 && group <= 3,
                '/' => same && first <= 4 && is_date(rest, length + 1),
                _ => false,
            };
        if !joins {
            break;
        }
        kind = Some(sign);
        last_group = group;
        length += 1 + group;
    }
    Some(length)
}

/// Whether the figures on the two sides of the slash before `second` can be a day and a month, or the year after them. A small fraction
/// (2/3) is three tokens.
fn is_date(rest: &str, second: usize) -> bool {
    let before = rest.get(..second - 1).unwrap_or("");
    if before.contains('/') {
        return matches!(digits(rest.get(second..).unwrap_or("")), 2 | 4);
    }
    let number = |text: &str| text.get(..digits(text)).and_then(|figure| figure.parse::<u32>().ok());
    let (Some(left), Some(right)) = (number(before), rest.get(second..).and_then(number)) else { return false };
    let goes_on =
        rest.get(second + digits(rest.get(second..).unwrap_or(""))..).is_some_and(|tail| tail.starts_with('/'));
    let is_fraction = left < right && matches!(right, 2..=5 | 8) && !goes_on;
    let is_day = (1..=12).contains(&left) && (1..=31).contains(&right);
    goes_on || (is_day && !is_fraction)
}

/// Telephone numbers (3-4, 3-3-4, 1-3-3-4 digits) and dates with hyphens; other hyphens between figures are ranges.
fn dashed(rest: &str) -> Option<usize> {
    let mut groups = [0_usize; 5];
    let mut n_groups = 0;
    let mut length = 0;
    loop {
        let group = digits(rest.get(length..)?);
        if group == 0 || n_groups == groups.len() {
            return None;
        }
        groups[n_groups] = group;
        n_groups += 1;
        length += group;
        if !rest.get(length..).is_some_and(|tail| tail.starts_with('-')) {
            break;
        }
        length += 1;
    }
    let fits = matches!(
        groups.get(..n_groups)?,
        [3, 4] | [3, 3, 4] | [1, 3, 3, 4] | [1 | 2, 1 | 2, 4] | [2, 2, 2] | [4, 2, 2]
    );
    fits.then_some(length)
}

/// Length of the ASCII digits at the beginning.
pub(super) fn digits(rest: &str) -> usize {
    rest.bytes().take_while(u8::is_ascii_digit).count()
}

fn window(rest: &str, limit: usize) -> &str {
    rest.get(..floor(rest, limit)).unwrap_or(rest)
}

/// The last character boundary at or before `limit`.
fn floor(text: &str, limit: usize) -> usize {
    if limit >= text.len() {
        return text.len();
    }
    (0..=limit).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}
