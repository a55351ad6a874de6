//! What decodes is kept, and the rest is an error that says so.

use crate::tests::documents::gzip;
use crate::{Packing, unpack};
use proptest::prelude::*;
use std::io::{self, Read};

/// Decodes in steps of `n` bytes: what came, and the error it ended with.
fn decode(bytes: &[u8], n: usize) -> (Vec<u8>, Option<io::Error>) {
    let mut reader = unpack(bytes);
    let mut all = Vec::new();
    let mut chunk = vec![0; n];
    loop {
        match reader.read(&mut chunk) {
            Ok(0) => return (all, None),
            Ok(n) => all.extend_from_slice(&chunk[..n]),
            Err(error) => {
                let again = reader.read(&mut chunk).unwrap_err();
                assert_eq!((again.kind(), again.to_string()), (error.kind(), error.to_string()), "an error stays");
                return (all, Some(error));
            }
        }
    }
}

/// Text that compresses to more than one block, some of it not at all.
fn text(n: usize) -> Vec<u8> {
    let mut state = 7_u32;
    let line = |number| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        format!("line {number}: {state:x} Rust Engineer at Acme\n").into_bytes()
    };
    (0..n).flat_map(line).collect()
}

fn zst(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = zstd::Encoder::new(Vec::new(), 3).unwrap();
    encoder.include_checksum(true).unwrap();
    io::Write::write_all(&mut encoder, bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn whole_streams_decode_to_their_end() {
    let text = text(20_000);
    let (first, second) = text.split_at(1000);
    for (packed, packing) in [
        (text.clone(), Packing::Plain),
        (gzip(&text), Packing::Gzip),
        ([gzip(first), gzip(b""), gzip(second)].concat(), Packing::Gzip),
        ([gzip(first), gzip(second), vec![0; 512]].concat(), Packing::Gzip),
        (zst(&text), Packing::Zstd),
        ([zst(first), zst(b""), zst(second)].concat(), Packing::Zstd),
    ] {
        for n in [1, 7, 4096, 1 << 20] {
            let (decoded, error) = decode(&packed, n);
            assert!(decoded == text && error.is_none(), "{packing:?} by {n}: {error:?}");
        }
        assert_eq!(unpack(packed.as_slice()).packing().unwrap(), packing);
    }
    assert_eq!(decode(b"", 10).0, b"");
    assert_eq!(decode(b"\x1f", 10).0, b"\x1f");
}

#[test]
fn a_gzip_header_may_carry_a_name_a_comment_extra_fields_and_a_check() {
    let packed = flate2::GzBuilder::new()
        .filename("jobs.jsonl")
        .comment("of Acme")
        .extra(vec![1, 2, 3])
        .write(Vec::new(), flate2::Compression::fast());
    let mut packed = packed;
    io::Write::write_all(&mut packed, b"text").unwrap();
    let packed = packed.finish().unwrap();
    assert_eq!(decode(&packed, 100).0, b"text");
    for n in 2..packed.len() {
        assert_eq!(decode(&packed[..n], 100).1.unwrap().kind(), io::ErrorKind::UnexpectedEof, "cut at {n}");
    }
}

#[test]
fn a_truncated_stream_yields_what_decodes_then_says_that_it_ends_early() {
    let text = text(20_000);
    for (packed, least) in [(gzip(&text), 40_000), (zst(&text), 140_000)] {
        for part in [5, packed.len() / 10, packed.len() / 2, packed.len() - 9, packed.len() - 1] {
            let (decoded, error) = decode(&packed[..part], 10_000);
            assert!(text.starts_with(&decoded), "cut at {part}");
            let error = error.unwrap();
            assert_eq!(error.kind(), io::ErrorKind::UnexpectedEof, "cut at {part}");
            assert!(error.to_string().ends_with(&format!("after {} decoded bytes", decoded.len())), "{error}");
            // All but the last block, whose size is the format's.
            let share = text.len() * part / packed.len();
            assert!(decoded.len() + least >= share, "cut at {part}: {} of {share}", decoded.len());
        }
    }
}

#[test]
fn the_bytes_before_the_damage_are_kept() {
    let text = text(20_000);
    for (mut packed, least) in [(gzip(&text), 40_000), (zst(&text), 140_000)] {
        let place = packed.len() / 2;
        packed[place..place + 64].fill(0xff);
        let share = text.len() / 2;
        for n in [100, 1 << 22] {
            let (decoded, error) = decode(&packed, n);
            let n_same = decoded.iter().zip(&text).take_while(|(a, b)| a == b).count();
            assert!(n_same + least >= share, "{n_same} of {share}, by {n}");
            assert_eq!(error.unwrap().kind(), io::ErrorKind::InvalidData);
        }
    }
    let mut packed = gzip(b"text");
    let last = packed.len() - 1;
    packed[last] ^= 1;
    let (decoded, error) = decode(&packed, 100);
    assert_eq!(decoded, b"text");
    assert_eq!(error.unwrap().to_string(), "gzip stream is corrupt after 4 decoded bytes: the check value differs");
    let (decoded, error) = decode(&[gzip(b"text"), b"more".to_vec()].concat(), 100);
    assert_eq!(decoded, b"text");
    assert_eq!(error.unwrap().kind(), io::ErrorKind::InvalidData);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_end(bytes in prop::collection::vec(any::<u8>(), 0..300), start in 0_usize..3, n in 1_usize..50) {
        let magic: [&[u8]; 3] = [b"", &[0x1f, 0x8b, 8], &[0x28, 0xb5, 0x2f, 0xfd]];
        let _ = decode(&[magic[start], &bytes].concat(), n);
    }

    #[test]
    fn one_flipped_bit_never_passes_as_other_text(at in 0_usize..1000, bit in 0_u32..8, is_gzip in any::<bool>()) {
        let text = text(100);
        let mut packed = if is_gzip { gzip(&text) } else { zst(&text) };
        let at = at % packed.len();
        packed[at] ^= 1_u8 << bit;
        let (decoded, error) = decode(&packed, 100);
        // A bit of the magic makes it plain; one of the header's time, flags or system may change nothing.
        let is_plain = unpack(packed.as_slice()).packing().unwrap() == Packing::Plain;
        prop_assert!(is_plain || error.is_some() || decoded == text);
    }
}
