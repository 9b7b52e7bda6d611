//! What the standard output is: a terminal or not, how wide, in color or not. The environment is read here and nowhere else.

use std::io::IsTerminal as _;

use terminal_size::{Width, terminal_size_of};

use crate::args::{Look, When};

/// How to lay out a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Layout {
    pub(crate) width: usize,
    pub(crate) color: bool,
}

/// Where no terminal says how wide it is.
const USUAL_WIDTH: usize = 80;

/// Longer lines are hard to read back from.
const WIDEST: usize = 110;

/// Below this, words are cut in pieces.
const NARROWEST: usize = 20;

pub(crate) fn layout(look: &Look) -> Layout {
    let is_terminal = std::io::stdout().is_terminal();
    let columns = || {
        std::env::var("COLUMNS").ok().and_then(|columns| columns.parse::<usize>().ok()).filter(|&columns| columns > 0)
    };
    let measured =
        || terminal_size_of(std::io::stdout()).map(|(Width(width), _)| usize::from(width)).filter(|&width| width > 0);
    let width = match (look.width, is_terminal) {
        (Some(width), _) => width,
        (None, true) => measured().or_else(columns).unwrap_or(USUAL_WIDTH).min(WIDEST),
        (None, false) => columns().unwrap_or(USUAL_WIDTH).min(WIDEST),
    };
    let color = match look.color {
        When::Always => true,
        When::Never => false,
        // https://no-color.org: set and not empty. A terminal that calls itself dumb shows the codes as letters.
        When::Auto => {
            let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
            let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
            is_terminal && !refused && !dumb
        }
    };
    Layout { width: width.max(NARROWEST), color }
}
