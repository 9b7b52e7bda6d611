//! The closed sets of a record that are not PLOVER's: acts, statuses, kinds (codebook sections 2 to 8).

use crate::closed_set;

closed_set! {
    pub enum EntityKind { Person = "person", Organization = "organization", Country = "country", Group = "group", }
}

closed_set! {
    /// How a mention refers.
    pub enum Form { Name = "name", Nominal = "nominal", Pronoun = "pronoun", }
}

closed_set! {
    pub enum TimeType { Date = "DATE", Time = "TIME", Duration = "DURATION", Set = "SET", }
}

closed_set! {
    /// TIMEX3 `mod`; quantities use the same words.
    pub enum Modifier {
        Start = "START", Mid = "MID", End = "END", Approx = "APPROX", Before = "BEFORE", After = "AFTER",
        LessThan = "LESS_THAN", EqualOrLess = "EQUAL_OR_LESS", MoreThan = "MORE_THAN", EqualOrMore = "EQUAL_OR_MORE",
    }
}

closed_set! {
    /// How much of a statement's content stands in quotation marks.
    pub enum StatementKind { Direct = "direct", Indirect = "indirect", Mixed = "mixed", }
}

closed_set! {
    /// What the source does by saying it.
    pub enum Act {
        Assert = "assert", Deny = "deny", Promise = "promise", Request = "request", Threaten = "threaten",
        Accuse = "accuse", Praise = "praise", Ask = "ask", Express = "express",
    }
}

closed_set! {
    pub enum Status { Actual = "actual", Negated = "negated", Future = "future", Hypothetical = "hypothetical", }
}

closed_set! {
    /// What a number says of its event.
    pub enum QuantityRole {
        Actors = "actors", Recipients = "recipients", Dead = "dead", Injured = "injured", Arrested = "arrested", Amount = "amount",
    }
}

closed_set! {
    /// What binds the obligor.
    pub enum Basis {
        Agreement = "agreement", Pledge = "pledge", Law = "law", Order = "order", Plan = "plan", Proposal = "proposal",
    }
}

closed_set! {
    pub enum CommitmentStatus {
        Pending = "pending", InProgress = "in-progress", Fulfilled = "fulfilled", Broken = "broken",
        Rejected = "rejected", Superseded = "superseded", Unknown = "unknown",
    }
}
