//! Generates data whose truth is known. Shares no code with the estimators: its own random numbers
//! (xorshift64*, Vigna 2016), its own distributions.

#![allow(dead_code, reason = "each test uses a part")]

/// Pseudo-random numbers.
pub(crate) struct Random(u64);

impl Random {
    /// A sequence for each seed.
    pub(crate) fn new(seed: u64) -> Self {
        let mut random = Self(seed.wrapping_mul(0x2545_F491_4F6C_DD1D) ^ 0x9E37_79B9_97F4_A7C1);
        for _ in 0..8 {
            random.next();
        }
        random
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }

    /// From 0 to 1, both excluded.
    pub(crate) fn unit(&mut self) -> f64 {
        ((self.next() >> 12) as f64 + 0.5) / (1_u64 << 52) as f64
    }

    /// From 0 to `n - 1`.
    pub(crate) fn below(&mut self, n: u64) -> u64 {
        (self.unit() * n as f64) as u64
    }

    /// With this probability.
    pub(crate) fn chance(&mut self, p: f64) -> bool {
        self.unit() < p
    }

    /// Standard normal, by Box and Muller.
    pub(crate) fn normal(&mut self) -> f64 {
        (-2.0 * self.unit().ln()).sqrt() * (std::f64::consts::TAU * self.unit()).cos()
    }

    /// Exponential with the given mean.
    pub(crate) fn exponential(&mut self, mean: f64) -> f64 {
        -mean * self.unit().ln()
    }

    /// 1 to 12 things of a cluster, few having many: geometric with a mean of about 2.5, cut.
    pub(crate) fn cluster_size(&mut self) -> u32 {
        let mut size = 1;
        while size < 12 && self.chance(0.6) {
            size += 1;
        }
        size
    }
}

/// How often intervals held the truth.
#[derive(Default)]
pub(crate) struct Coverage {
    n: u32,
    n_covered: u32,
}

impl Coverage {
    /// Counts one interval.
    pub(crate) fn count(&mut self, low: f64, high: f64, truth: f64) {
        self.n += 1;
        self.n_covered += u32::from(low <= truth && truth <= high);
    }

    /// The part that held it, 0 to 1.
    pub(crate) fn share(&self) -> f64 {
        f64::from(self.n_covered) / f64::from(self.n)
    }
}
