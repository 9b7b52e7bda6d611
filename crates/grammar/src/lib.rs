//! Clauses over the dependency tree: who does what to whom, and whether it is so.
