//! core: phrase
