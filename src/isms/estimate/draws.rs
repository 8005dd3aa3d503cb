//! Chance with a seed: the same seed gives the same numbers on every machine and in every later version.
//!
//! The bits are the ChaCha8 key stream, which its author fixed for good; the crate follows it on every processor. Each
//! simulated year has a stream of its own, so that a year does not depend on how much chance another one used up.
//!
//! The distributions are made with `libm`, a pure Rust port of the C library's functions that rounds alike everywhere;
//! the standard library calls whatever the operating system brings, which differs in the last digit. For the same
//! reason `rand_distr` is not used: it takes the operating system's functions as soon as any crate of the program
//! switches `std` on in `num-traits`, as ours do, and its samplers may change with a minor version.
//! The transforms used instead are the textbook's: inversion, Box and Muller (1958), Marsaglia's tail (1964).

use std::f64::consts::TAU;

use chacha20::ChaCha8Rng;
use chacha20::rand_core::{Rng, SeedableRng};

/// What chance decides, year by year.
pub(super) struct Draws {
    bits: ChaCha8Rng,
    /// Box and Muller make two normal numbers at a time.
    spare: Option<f64>,
}

impl Draws {
    /// The chance of a seed. The seed is the first quarter of the key, its lowest byte first; the rest is zero.
    pub(super) fn new(seed: u64) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        Self { bits: ChaCha8Rng::from_seed(key), spare: None }
    }

    /// Goes to the beginning of a year's own stream.
    pub(super) fn begin_year(&mut self, year: u32) {
        self.bits.set_stream(year.into());
        self.spare = None;
    }

    /// Evenly between 0 (never) and 1 (possible), in steps of 2⁻⁵³.
    fn uniform(&mut self) -> f64 {
        ((self.bits.next_u64() >> 11) + 1) as f64 / (1_u64 << 53) as f64
    }

    /// Exponential with mean 1: the wait for the next event where one comes per unit of time.
    pub(super) fn exponential(&mut self) -> f64 {
        -libm::log(self.uniform())
    }

    /// Standard normal.
    pub(super) fn normal(&mut self) -> f64 {
        self.spare.take().unwrap_or_else(|| {
            let radius = (2.0 * self.exponential()).sqrt();
            let (sin, cos) = libm::sincos(TAU * self.uniform());
            self.spare = Some(radius * sin);
            radius * cos
        })
    }

    /// Standard normal, given that it lies above a number greater than zero.
    pub(super) fn normal_above(&mut self, cut: f64) -> f64 {
        loop {
            let z = (cut * cut + 2.0 * self.exponential()).sqrt();
            if self.uniform() * z <= cut {
                return z;
            }
        }
    }
}
