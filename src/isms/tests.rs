//! What the rules promise, told on small organisations.
