//! Chance with a seed: the same seed gives the same numbers on every machine and in every later version.
//!
//! The bits come from xoshiro256++, whose authors fixed it for good and recommend SplitMix64 to start it; the crate
//! follows both on every processor. Each simulated year begins from a key of its own, so that a year does not depend
//! on how much chance another one used up.
//!
//! The distributions are made with `libm`, a pure Rust port of the C library's functions that rounds alike everywhere;
//! the standard library calls whatever the operating system brings, which differs in the last digit. For the same
//! reason `rand_distr` is not used: it takes the operating system's functions as soon as any crate of the program
//! switches `std` on in `num-traits`, as ours do, and its samplers may change with a minor version.
//! The transforms used instead are the textbook's: inversion, Box and Muller (1958), Marsaglia's tail (1964).

use std::f64::consts::TAU;

use rand_xoshiro::rand_core::{RngCore, SeedableRng};
use rand_xoshiro::{SplitMix64, Xoshiro256PlusPlus};

/// What chance decides, year by year.
pub(super) struct Draws {
    keys: SplitMix64,
    key: [u8; 32],
    bits: Xoshiro256PlusPlus,
    /// Box and Muller make two normal numbers at a time.
    spare: Option<f64>,
}

impl Draws {
    /// The chance of a seed, at its first year.
    pub(super) fn new(seed: u64) -> Self {
        let mut keys = SplitMix64::from_seed(seed.to_le_bytes());
        let mut key = [0; 32];
        keys.fill_bytes(&mut key);
        Self { keys, key, bits: Xoshiro256PlusPlus::from_seed(key), spare: None }
    }

    /// Back to the beginning of the year, to live it again in another situation.
    pub(super) fn rewind(&mut self) {
        self.bits = Xoshiro256PlusPlus::from_seed(self.key);
        self.spare = None;
    }

    /// On to the next year.
    pub(super) fn next_year(&mut self) {
        self.keys.fill_bytes(&mut self.key);
        self.rewind();
    }

    /// Above 0 and up to 1, evenly, in steps of 2⁻⁵³.
    fn uniform(&mut self) -> f64 {
        ((self.bits.next_u64() >> 11) + 1) as f64 / (1_u64 << 53) as f64
    }

    /// Exponential with mean 1: the wait for the next event where one comes per unit of time.
    pub(super) fn exponential(&mut self) -> f64 {
        -libm::log(self.uniform())
    }

    /// Standard normal.
    pub(super) fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        let radius = (2.0 * self.exponential()).sqrt();
        let (sin, cos) = libm::sincos(TAU * self.uniform());
        self.spare = Some(radius * sin);
        radius * cos
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
