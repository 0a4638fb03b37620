//! core: example
