//! core: What a ticket lives through, told as sentences.

mod arrivals;
mod clock;
mod orders;
mod parties;
