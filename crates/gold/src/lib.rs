//! Scores records against gold, with the definitions of the project's scorer.
