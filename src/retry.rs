//! core: When to try again.
