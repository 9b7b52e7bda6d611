//! Commitments: who owes what by when, and how far it has got.
