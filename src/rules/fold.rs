//! core: fold
