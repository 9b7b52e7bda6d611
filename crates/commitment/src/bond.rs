//! What binds somebody to an act.

use linguist::TokenId;
use ontology::Basis;

use crate::binder::word_above;
use crate::compact::compact;
use crate::grant::granted;
use crate::modal::{is_to, modal};
use crate::promised::{as_promised, summed};
use crate::reading::Reading;
use crate::words::Binder;

/// What binds an act.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Bond {
    /// "will meet", "is going to meet"; the auxiliary.
    Will(TokenId),
    /// "is to meet", or a headline's "to meet".
    IsTo(TokenId),
    /// "must be returned within 20 days".
    Must(TokenId),
    /// "have until Friday to leave", "were given a week to leave"; the verb above.
    Granted(TokenId),
    /// "publish the lists, as promised"; the word after "as".
    As(TokenId, Basis),
    /// "the truce that both signed"; the noun, which is the act too.
    Compact(TokenId),
    /// A word of promise, plan or order.
    Word(TokenId, Binder),
}

impl Bond {
    pub(crate) const fn word(self) -> TokenId {
        match self {
            Self::Will(word)
            | Self::IsTo(word)
            | Self::Must(word)
            | Self::Granted(word)
            | Self::As(word, _)
            | Self::Compact(word)
            | Self::Word(word, _) => word,
        }
    }

    /// Whether it is only said what will be.
    pub(crate) const fn is_future(self) -> bool {
        matches!(self, Self::Will(_) | Self::IsTo(_))
    }
}

/// What binds the act, if anything does.
pub(crate) fn bond(reading: &Reading<'_>, act: TokenId) -> Option<Bond> {
    let promised = || summed(reading, act).or_else(|| word_above(reading, act));
    if !reading.is_verb(act) {
        return promised().or_else(|| compact(reading, act));
    }
    granted(reading, act)
        .or_else(|| as_promised(reading, act))
        .or_else(promised)
        .or_else(|| modal(reading, act))
        .or_else(|| is_to(reading, act))
}
