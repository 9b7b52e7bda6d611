//! Ends of sentences without a stop, where mail and message boards put other things between them: time stamps of forwarded
//! messages, addresses, closings.

/// How far back a heading or an opening bracket is looked for.
const REACH: usize = 8;

/// Whether the sentence that begins with the token `first` ends with the token `at`, with a space and another token after it.
pub(super) fn ends<'a>(form: impl Fn(usize) -> &'a str, first: usize, at: usize) -> bool {
    let (this, next) = (form(at), form(at + 1));
    let is_large = next.starts_with(char::is_uppercase);
    // "http://a.org/1 http://a.org/2": a list of addresses.
    let between_addresses = || this.starts_with("http") && next.starts_with("http");
    let after_stamp =
        || is_large && at >= first + 2 && is_half_day(this) && is_clock(form(at - 1)) && is_date(form(at - 2));
    let before_stamp = || {
        is_date(next)
            && is_clock(form(at + 2))
            && is_half_day(form(at + 3))
            && at - first < REACH
            && (first..=at).all(|token| !form(token).starts_with(char::is_lowercase) || form(token).contains('@'))
    };
    // "Best regards, Name".
    let after_closing = || {
        is_large
            && this == ","
            && (first + 1..=first + 2).contains(&at)
            && form(first).starts_with(char::is_uppercase)
            && matches!(form(at - 1).to_ascii_lowercase().as_str(), "regards" | "sincerely" | "cheers" | "yours")
    };
    // "Name <name@example.org> Groups: ...", "<< File: plan.doc >> Please".
    let after_bracket = || {
        let open = if this == ">" { "<" } else { "<<" };
        is_large
            && matches!(this, ">" | ">>")
            && (first.max(at.saturating_sub(REACH))..at).any(|token| form(token) == open)
    };
    between_addresses() || after_stamp() || before_stamp() || after_closing() || after_bracket()
}

/// 04/26/2001.
fn is_date(form: &str) -> bool {
    let parts = form.split('/').filter(|part| part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit()));
    form.len() <= 10 && form.matches('/').count() == 2 && parts.filter(|part| !part.is_empty()).count() == 3
}

/// 07:17, 03:14:14.
fn is_clock(form: &str) -> bool {
    form.len() <= 8 && form.contains(':') && form.bytes().all(|byte| byte.is_ascii_digit() || byte == b':')
}

fn is_half_day(form: &str) -> bool {
    matches!(form, "AM" | "PM" | "am" | "pm")
}
