//! Which addresses may be connected to, and which locations may be asked for.
//!
//! Everything is refused that the registries of special-purpose addresses do not list as globally reachable.
//! Source: IANA IPv4 and IPv6 Special-Purpose Address Registries, <https://www.iana.org/assignments/iana-ipv4-special-registry>
//! and <https://www.iana.org/assignments/iana-ipv6-special-registry>, as of 2026-11.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use crate::FetchError;

/// Whether an address belongs to a host on the public internet.
///
/// IPv6 forms that carry an IPv4 address (mapped, and the well-known NAT64 prefix, which is how networks without IPv4
/// reach public hosts) are judged by what they carry.
pub(crate) fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    let special = match address.octets() {
        [0 | 10 | 127, ..] => true,                   // this network, private, loopback
        [100, second, ..] => second & 0xc0 == 64,     // 100.64/10, shared by carriers (CGNAT)
        [169, 254, ..] => true,                       // link-local, with the metadata services of clouds
        [172, second, ..] => second & 0xf0 == 16,     // 172.16/12, private
        [192, 0, 0 | 2, _] => true,                   // protocol assignments, documentation
        [192, 88, 99, _] => true,                     // 6to4 relays, withdrawn
        [192, 168, ..] => true,                       // private
        [198, 18 | 19, ..] => true,                   // benchmarks
        [198, 51, 100, _] | [203, 0, 113, _] => true, // documentation
        [224..=255, ..] => true,                      // multicast, reserved, broadcast
        _ => false,
    };
    !special
}

fn is_public_v6(address: Ipv6Addr) -> bool {
    match address.segments() {
        [0, 0, 0, 0, 0, 0xffff, high, low] | [0x64, 0xff9b, 0, 0, 0, 0, high, low] => {
            let [a, b] = high.to_be_bytes();
            let [c, d] = low.to_be_bytes();
            is_public_v4(Ipv4Addr::new(a, b, c, d))
        }
        [0x2001, 0..0x200, ..] => false,  // 2001::/23, protocol assignments with Teredo
        [0x2001, 0xdb8, ..] => false,     // documentation
        [0x2002, ..] => false,            // 6to4, which carries any IPv4 address
        [0x3fff, 0..0x1000, ..] => false, // documentation
        [first, ..] => first & 0xe000 == 0x2000, // 2000::/3 is all that is global unicast today
    }
}

/// Reads an address and checks what can be known of it before connecting.
pub(crate) fn parse_url(text: &str, allow_private: bool) -> Result<Url, FetchError> {
    let url = Url::parse(text).map_err(|error| bad_url(text, error.to_string()))?;
    check_url(url, allow_private)
}

/// Checks scheme, user name and host. A name can still lead to a private address: that is checked when connecting.
pub(crate) fn check_url(mut url: Url, allow_private: bool) -> Result<Url, FetchError> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(bad_url(url.as_str(), format!("scheme `{}` is neither http nor https", url.scheme())));
    }
    if !url.username().is_empty() || url.password().is_some() {
        let _ = url.set_password(None);
        return Err(bad_url(url.as_str(), "holds a user name or password".to_owned()));
    }
    url.set_fragment(None);
    let refused = match url.host() {
        None => return Err(bad_url(url.as_str(), "has no host".to_owned())),
        Some(Host::Ipv4(address)) => (!is_public_v4(address)).then_some(Some(IpAddr::V4(address))),
        Some(Host::Ipv6(address)) => (!is_public_v6(address)).then_some(Some(IpAddr::V6(address))),
        Some(Host::Domain(name)) => is_local_name(name).then_some(None),
    };
    match refused {
        Some(address) if !allow_private => Err(FetchError::RefusedPrivateAddress { host: host_of(&url), address }),
        _ => Ok(url),
    }
}

/// Host of an address in the form of addresses, with brackets around IPv6; empty for none.
pub(crate) fn host_of(url: &Url) -> String {
    url.host_str().unwrap_or_default().to_owned()
}

/// Names that by convention are this machine or this network, wherever they would lead: with a proxy, the name is all
/// that can be looked at. Source: RFC 6761 (localhost), RFC 6762 (local), RFC 8375 (home.arpa), and ICANN's
/// reservation of `internal` of 2024.
fn is_local_name(name: &str) -> bool {
    let name = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
    ["localhost", "local", "internal", "home.arpa"]
        .iter()
        .any(|local| name.strip_suffix(local).is_some_and(|rest| rest.is_empty() || rest.ends_with('.')))
}

fn bad_url(url: &str, why: String) -> FetchError {
    FetchError::BadUrl { url: cut(url), why }
}

/// Cuts a text from outside to what fits a message.
pub(crate) fn cut(text: &str) -> String {
    const CHARS_MAX: usize = 200;
    let mut short: String = text.chars().take(CHARS_MAX).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn special_addresses_are_not_public() {
        for text in [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "10.255.255.255",
            "100.64.0.1",
            "100.127.255.255",
            "127.0.0.1",
            "127.9.9.9",
            "169.254.169.254",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.8",
            "192.0.2.1",
            "192.88.99.1",
            "192.168.1.1",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "239.1.1.1",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::2",
            "::127.0.0.1",
            "::8.8.8.8",
            "::ffff:10.0.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b::10.0.0.1",
            "64:ff9b::127.0.0.1",
            "64:ff9b:1::8.8.8.8",
            "100::1",
            "2001::1",
            "2001:10::1",
            "2001:1ff::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "2002:808:808::",
            "3fff::1",
            "3fff:fff::1",
            "4000::1",
            "5f00::1",
            "fc00::1",
            "fdff::1",
            "fe80::1",
            "febf::1",
            "fec0::1",
            "ff02::1",
        ] {
            assert!(!is_public(text.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn other_addresses_are_public() {
        for text in [
            "1.1.1.1",
            "8.8.8.8",
            "9.255.255.255",
            "11.0.0.1",
            "100.63.255.255",
            "100.128.0.1",
            "128.0.0.1",
            "169.253.1.1",
            "172.15.1.1",
            "172.32.0.1",
            "192.0.1.1",
            "192.167.1.1",
            "198.17.1.1",
            "198.20.1.1",
            "223.255.255.255",
            "::ffff:8.8.8.8",
            "64:ff9b::8.8.8.8",
            "2001:200::1",
            "2001:4860::8888",
            "2400::1",
            "2606:4700::1111",
            "2a00::1",
            "3ffe::1",
            "3fff:1000::1",
        ] {
            assert!(is_public(text.parse().unwrap()), "{text}");
        }
    }

    #[test]
    fn names_of_this_network_are_local_and_others_are_not() {
        for name in ["localhost", "localhost.", "a.LocalHost", "printer.local", "x.internal", "nas.home.arpa", "local"]
        {
            assert!(is_local_name(name), "{name}");
        }
        for name in ["jobs.example", "notlocalhost", "local.example", "mylocal", "internal.example", "arpa", ""] {
            assert!(!is_local_name(name), "{name}");
        }
    }

    #[test]
    fn messages_hold_a_bounded_part_of_what_came() {
        assert_eq!(cut("short"), "short");
        assert_eq!(cut(&"ü".repeat(500)).chars().count(), 201);
    }
}
