//! Who issued a report, read from the name of its outlet word by word: "Royal Norwegian Embassy in Lima", "Ministry of
//! Defence (Kenya)", "Office of X MP". The media issue nothing in their own name.

use ontology::{Country, Sector};
use record::Report;

use crate::data::{Lexicon, NameEntry, Role, RoleKind, What};
use crate::names::{given_names_agree, last_word, surname};

/// The body or person that a release speaks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Issuer {
    pub name: String,
    pub country: Option<Country>,
    /// The name tells of no country, so that the report has to ("Ministry of Defence").
    pub open: bool,
    pub sectors: Vec<Sector>,
    pub entry: Option<u32>,
    /// "Office of Senator X": it speaks as X.
    pub person: bool,
    /// What it calls itself: "ministry", "embassy", in lower case.
    pub nouns: Vec<String>,
    /// The body before which it speaks: the United Nations of a mission.
    pub before: Option<Country>,
}

impl Issuer {
    /// Those it speaks to when it says "you": the body before which it speaks, or the people of a politician.
    pub(crate) fn audience(&self) -> Option<Country> {
        let people = self.country.filter(|country| self.person && country.is_state());
        self.before.filter(|_| self.country != self.before).or(people)
    }

    pub(crate) fn is_of(&self, sector: Sector) -> bool {
        self.sectors.contains(&sector)
    }

    /// Whether it acts for states.
    pub(crate) fn is_official(&self) -> bool {
        matches!(
            self.sectors.first(),
            None | Some(Sector::Gov | Sector::Mil | Sector::Leg | Sector::Cop | Sector::Spy | Sector::Jud)
        )
    }
}

/// A part of the name.
#[derive(Debug, Clone, Copy)]
enum Part<'a> {
    Name(u32, &'a NameEntry),
    Role(&'a Role),
    Word(&'a str),
}

/// A part with its text.
#[derive(Debug, Clone, Copy)]
struct Piece<'a> {
    part: Part<'a>,
    text: &'a str,
}

/// Names of outlets are not longer than this.
const MAX_PIECES: usize = 24;

/// Who issued a report.
pub(crate) fn of(lexicon: &Lexicon, report: &Report) -> Option<Issuer> {
    report.outlet.as_deref().and_then(|outlet| read(lexicon, outlet))
}

/// Who issued the reports of this outlet; none for the media and for names that tell nothing.
pub(crate) fn read(lexicon: &Lexicon, outlet: &str) -> Option<Issuer> {
    let (main, bracket) = split(outlet);
    let pieces = pieces(lexicon, main);
    if is_media(lexicon, main, &pieces) {
        return None;
    }
    let bracket = bracket.and_then(|inside| nation_named(lexicon, inside));
    person(lexicon, &pieces, bracket).or_else(|| body(lexicon, outlet, &pieces, bracket))
}

/// "Ministry of Defence (Kenya)": the name, and what stands in brackets behind it.
fn split(outlet: &str) -> (&str, Option<&str>) {
    let whole = outlet.trim();
    match whole.strip_suffix(')').and_then(|open| open.rsplit_once('(')) {
        Some((main, inside)) if !main.trim().is_empty() => (main.trim(), Some(inside.trim())),
        _ => (whole, None),
    }
}

fn pieces<'a>(lexicon: &'a Lexicon, name: &'a str) -> Vec<Piece<'a>> {
    let ends = |end: usize| name.get(end..).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric));
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(rest) = name.get(at..).filter(|rest| !rest.is_empty() && found.len() < MAX_PIECES) {
        let gap = rest.find(char::is_alphanumeric).unwrap_or(rest.len());
        let start = at + gap;
        if start >= name.len() {
            break;
        }
        let entry = lexicon.names.longest_at(name, start, ends).and_then(|(end, values)| {
            let known = values.iter().filter_map(|&value| Some((value, lexicon.entry(value)?)));
            known.min_by_key(|(_, entry)| rank(entry.what)).map(|(value, entry)| (end, Part::Name(value, entry)))
        });
        let role = lexicon
            .role_phrases
            .longest_at(name, start, ends)
            .and_then(|(end, values)| Some((end, Part::Role(lexicon.role(*values.first()?)?))));
        let told = match (entry, role) {
            (Some(entry), Some(role)) if role.0 > entry.0 || is_common(lexicon, name.get(start..entry.0)) => Some(role),
            (entry, role) => entry.or(role),
        };
        let (end, part) = told.unwrap_or_else(|| {
            let rest = name.get(start..).unwrap_or_default();
            let end = start + rest.find(|letter: char| letter.is_whitespace() || letter == ',').unwrap_or(rest.len());
            (end, Part::Word(name.get(start..end).unwrap_or_default()))
        });
        found.push(Piece { part, text: name.get(start..end).unwrap_or_default() });
        at = end.max(start + 1);
    }
    found
}

fn rank(what: What) -> u8 {
    match what {
        What::Organization => 0,
        What::Country => 1,
        What::Adjective => 2,
        What::Seat => 3,
        What::Capital => 4,
        What::People => 5,
        What::Region => 6,
        What::Holder => 7,
        What::Nothing => 8,
    }
}

/// Whether words that name a body of one country are what many countries call theirs ("Ministry of Defence").
pub(crate) fn is_common(lexicon: &Lexicon, words: Option<&str>) -> bool {
    let Some(words) = words else { return false };
    let found = lexicon.role_phrases.longest_at(words, 0, |end| end == words.len());
    let mut roles = found.into_iter().flat_map(|(_, values)| values).filter_map(|&value| lexicon.role(value));
    roles.any(|role| role.only().is_none() && (role.plural || role.kind != RoleKind::Person))
}

/// "Savannah Post", "Wire report", and any that the lexicon has as media.
fn is_media(lexicon: &Lexicon, main: &str, pieces: &[Piece<'_>]) -> bool {
    let last = main.rsplit([' ', '-']).next().unwrap_or(main).to_lowercase();
    let known = |piece: &Piece<'_>| {
        let sectors = match piece.part {
            Part::Name(_, entry) => &entry.sectors,
            Part::Role(role) => &role.sectors,
            Part::Word(_) => return false,
        };
        sectors.first() == Some(&Sector::Jrn)
    };
    lexicon.words.outlets.media.contains(&last) || pieces.iter().any(known)
}

/// "Office of Senator X", "X MP": a role with a name behind or before it.
fn person(lexicon: &Lexicon, pieces: &[Piece<'_>], bracket: Option<Country>) -> Option<Issuer> {
    let is_name = |piece: &&Piece<'_>| match piece.part {
        Part::Word(word) => word.starts_with(char::is_uppercase),
        Part::Name(_, entry) => entry.what == What::Holder,
        Part::Role(_) => false,
    };
    for (at, piece) in pieces.iter().enumerate() {
        let Part::Role(role) = piece.part else { continue };
        if role.kind != RoleKind::Person || role.plural {
            continue;
        }
        let behind: Vec<&str> = pieces.get(at + 1..)?.iter().take_while(is_name).map(|piece| piece.text).collect();
        let ends = at + 1 == pieces.len();
        let mut before: Vec<&str> =
            pieces.get(..at)?.iter().rev().take_while(is_name).filter(|_| ends).map(|piece| piece.text).collect();
        before.reverse();
        let (behind, before) = (behind.join(" "), before.join(" "));
        // "MP" behind a single name is none of a person ("Cabinet MP").
        let name = if !behind.is_empty() { behind } else { before };
        if at > 0 && ends && !name.contains(' ') || name.is_empty() {
            continue;
        }
        let country = role
            .only()
            .or(bracket)
            .or_else(|| nation(lexicon, pieces))
            .or_else(|| holder_country(lexicon, &name, role))
            .or_else(|| lexicon.words.issuers.get(&role.role).copied());
        return Some(Issuer {
            name,
            country,
            open: country.is_none(),
            sectors: role.sectors.clone(),
            entry: None,
            person: true,
            nouns: nouns(pieces),
            before: None,
        });
    }
    None
}

/// The country of the one of this name who held such an office.
fn holder_country(lexicon: &Lexicon, name: &str, role: &Role) -> Option<Country> {
    let known = lexicon.holders.get(&surname(name))?;
    let entries = known.iter().filter_map(|&value| lexicon.entry(value));
    let mut fitting = entries.filter(|entry| {
        !entry.short && entry.role.as_deref() == Some(role.role.as_str()) && given_names_agree(name, &entry.name)
    });
    let first = fitting.next()?.country;
    fitting.all(|entry| entry.country == first).then_some(first)
}

fn body(lexicon: &Lexicon, outlet: &str, pieces: &[Piece<'_>], bracket: Option<Country>) -> Option<Issuer> {
    let is_own = |at: usize| !lexicon.words.outlets.elsewhere.contains(word_before(lexicon, pieces, at));
    let organization = pieces.iter().enumerate().find_map(|(at, piece)| match piece.part {
        Part::Name(value, entry) if matches!(entry.what, What::Organization | What::Seat) && is_own(at) => {
            Some((value, entry))
        }
        _ => None,
    });
    let roles = || {
        pieces.iter().filter_map(|piece| match piece.part {
            Part::Role(role) => Some(role),
            _ => None,
        })
    };
    let state = nation(lexicon, pieces);
    let nouns = nouns(pieces);
    // "ASEAN Chair (Brunei Darussalam)": the state that has the chair; but "Red Cross (Kenya)".
    let presides = nouns.iter().any(|noun| lexicon.words.outlets.presiding.contains(noun));
    let usual = roles().find_map(Role::only);
    let international = organization.map(|(_, entry)| entry.country).filter(|country| !country.is_state());
    let country = match (international, bracket) {
        (Some(_), Some(bracket)) if presides => Some(bracket),
        (Some(body), _) => Some(body),
        _ => state.or(organization.map(|(_, entry)| entry.country)).or(usual).or(bracket),
    };
    let is_bare_state =
        pieces.len() == 1 && matches!(pieces.first()?.part, Part::Name(_, entry) if entry.what == What::Country);
    if organization.is_none() && roles().next().is_none() && !is_bare_state {
        return None;
    }
    let told = roles().find(|role| !role.sectors.is_empty()).map(|role| role.sectors.clone());
    let sectors = match organization {
        Some((_, entry)) if country.is_some_and(|country| !country.is_state()) || told.is_none() => {
            entry.sectors.clone()
        }
        _ => told.unwrap_or_else(|| vec![Sector::Gov]),
    };
    let sent = nouns.iter().any(|noun| lexicon.words.outlets.missions.contains(noun));
    let host = pieces.iter().enumerate().find_map(|(at, piece)| match piece.part {
        Part::Name(_, entry) if !is_own(at) && entry.what == What::Organization => Some(entry.country),
        _ => None,
    });
    let before = country.filter(|country| !country.is_state());
    Some(Issuer {
        name: outlet.to_owned(),
        country,
        open: !pieces.iter().any(|piece| matches!(piece.part, Part::Name(_, entry) if entry.what != What::Nothing)),
        sectors,
        entry: organization.map(|(value, _)| value),
        person: false,
        nouns,
        before: before.or(host.filter(|_| sent)).or(Some(Country::UNITED_NATIONS).filter(|_| sent)),
    })
}

/// The state that the name tells first, unless only where the body is or what it is about.
fn nation(lexicon: &Lexicon, pieces: &[Piece<'_>]) -> Option<Country> {
    pieces.iter().enumerate().find_map(|(at, piece)| {
        let Part::Name(_, entry) = piece.part else { return None };
        let before = word_before(lexicon, pieces, at);
        let names_it =
            matches!(entry.what, What::Country | What::Adjective) || before == "of" && entry.what == What::Capital;
        let elsewhere = lexicon.words.outlets.elsewhere.contains(before);
        (names_it && entry.country.is_state() && !elsewhere).then_some(entry.country)
    })
}

/// What stands before a piece and its article.
fn word_before<'a>(lexicon: &Lexicon, pieces: &[Piece<'a>], at: usize) -> &'a str {
    let before = pieces.get(..at).unwrap_or_default().iter().rev().map(|piece| piece.text);
    before.into_iter().find(|text| !lexicon.words.definite.contains(*text)).unwrap_or("")
}

/// The state that some words are the name of.
fn nation_named(lexicon: &Lexicon, words: &str) -> Option<Country> {
    let (_, values) = lexicon.names.longest_at(words, 0, |end| end == words.len())?;
    let mut entries = values.iter().filter_map(|&value| lexicon.entry(value));
    entries
        .find(|entry| matches!(entry.what, What::Country | What::Adjective | What::Capital))
        .map(|entry| entry.country)
}

/// The last words of the bodies in the name.
fn nouns(pieces: &[Piece<'_>]) -> Vec<String> {
    let told = |piece: &Piece<'_>| match piece.part {
        Part::Role(role) => Some(last_word(&role.role).to_owned()),
        Part::Name(_, entry) if entry.what == What::Organization => Some(last_word(piece.text).to_lowercase()),
        _ => None,
    };
    pieces.iter().filter_map(told).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lexicon() -> Lexicon {
        Lexicon::load(&lexicon::Data::embedded()).expect("the data are right")
    }

    #[test]
    fn outlets_are_read_word_by_word() {
        let lexicon = lexicon();
        for (outlet, country, sector) in [
            ("Ministry of Defence (Kenya)", "KEN", "GOV"),
            ("Royal Danish Embassy in Lima", "DNK", "GOV"),
            ("Secretaría de Relaciones Exteriores (Mexico)", "MEX", "GOV"),
            ("Prime Minister of Malta", "MLT", "GOV"),
            ("Department of the Taoiseach", "IRL", "GOV"),
            ("Council of the European Union", "EUR", ""),
            ("Mission of Chad", "TCD", "GOV"),
            ("Permanent Mission of Nepal to the United Nations", "NPL", "GOV"),
            ("ASEAN Chair (Laos)", "LAO", ""),
            ("UN Spokesperson", "UNO", ""),
            ("Swedish Armed Forces", "SWE", "MIL"),
            ("Parliament of Ghana", "GHA", "LEG"),
            ("Office of President George W. Bush", "USA", "GOV"),
            ("Office of Senator Amy Klobuchar", "USA", "LEG"),
            ("Commission on Belarus", "", "GOV"),
        ] {
            let issuer = read(&lexicon, outlet);
            let told = issuer.as_ref().and_then(|issuer| issuer.country).map(|country| country.to_string());
            let first = issuer.and_then(|issuer| issuer.sectors.first().map(ToString::to_string));
            assert_eq!(
                (told.unwrap_or_default(), first.unwrap_or_default()),
                (country.to_owned(), sector.to_owned()),
                "{outlet}"
            );
        }
    }

    #[test]
    fn media_issue_nothing() {
        let lexicon = lexicon();
        for outlet in [
            "Coastal Times",
            "Wire report",
            "China Daily",
            "Lima correspondent",
            "Reuters",
            "Anatolian Monitor",
            "Kyiv Independent",
        ] {
            assert_eq!(read(&lexicon, outlet), None, "{outlet}");
        }
    }
}
