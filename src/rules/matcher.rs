//! core: matcher
