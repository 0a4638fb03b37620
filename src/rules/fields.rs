//! core: fields
