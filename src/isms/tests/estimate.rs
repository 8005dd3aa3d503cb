//! Estimates in numbers: simulated years against what can be worked out exactly.
