mod arrivals;
mod clock;
mod orders;
