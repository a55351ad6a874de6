//! Makes the pseudo-random numbers of the resampling: SplitMix64.
//!
//! Input is a seed; output is a sequence that is the same on every target and in every version of this
//! crate (a test holds the published values).

/// SplitMix64: a 64-bit state, a Weyl sequence and a mixing function.
///
/// Small, fast and good enough for resampling: it passes BigCrush. It is not fit for secrets.
///
/// Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014; constants
/// as in Vigna's public-domain `splitmix64.c`.
#[derive(Clone, Debug)]
pub struct SplitMix64 {
    state: u64,
}

impl SplitMix64 {
    /// A sequence of its own for each seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The sequence number `stream` of a seed.
    ///
    /// The first output of the seed's own sequence, moved on by `stream` steps, is the new seed: streams
    /// begin at unrelated states, so that each replicate can be drawn alone and in any order.
    #[must_use]
    pub const fn stream(seed: u64, stream: u64) -> Self {
        let mut start = Self::new(seed.wrapping_add(stream.wrapping_mul(0x9E37_79B9_7F4A_7C15)));
        let first = start.next_u64();
        Self::new(first)
    }

    /// The next 64 bits.
    #[inline]
    pub const fn next_u64(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A whole number from 0 to `n - 1`; 0 when `n` is 0.
    ///
    /// Multiply-shift without rejection: a value is at most `n / 2^32` too likely, which is below one in
    /// ten thousand for the largest number of employers that exists.
    #[inline]
    pub const fn below(&mut self, n: u32) -> u32 {
        (((self.next_u64() >> 32) * n as u64) >> 32) as u32
    }

    /// Two whole numbers from 0 to `n - 1` out of one step, the first as [`below`](Self::below) gives it.
    #[inline]
    pub const fn two_below(&mut self, n: u32) -> (u32, u32) {
        let bits = self.next_u64();
        ((((bits >> 32) * n as u64) >> 32) as u32, (((bits & 0xFFFF_FFFF) * n as u64) >> 32) as u32)
    }

    /// A number in `[0, 1)` with 53 random bits.
    #[inline]
    pub const fn next_f64(&mut self) -> f64 {
        (self.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequence_is_the_published_one() {
        // Source: reference output of splitmix64.c for the seed 1234567.
        let mut rng = SplitMix64::new(1_234_567);
        let first: Vec<u64> = (0..5).map(|_| rng.next_u64()).collect();
        assert_eq!(
            first,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423,
                4_593_380_528_125_082_431,
                16_408_922_859_458_223_821
            ]
        );
    }

    #[test]
    fn below_stays_below_and_reaches_every_value() {
        let mut rng = SplitMix64::new(1);
        let mut seen = [0_u32; 7];
        for _ in 0..7_000 {
            seen[rng.below(7) as usize] += 1;
        }
        assert!(seen.iter().all(|&n| (850..1150).contains(&n)), "{seen:?}");
        assert_eq!(rng.below(0), 0);
    }
}
