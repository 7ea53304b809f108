//! Links of version 1 written by hand, whose packing is right whatever they hold.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::decompress_to_vec;

/// A link around a text.
pub fn text(text: &str) -> String {
    packed(&compress_to_vec(text.as_bytes(), 9))
}

/// A link around what a scenario changes, with the model and the day that go before it.
pub fn changes(json: &str) -> String {
    text(&format!("1 2026-10-07 {json}"))
}

/// A link around compressed bytes, with their checksum.
pub fn packed(packed: &[u8]) -> String {
    raw(&[&crc32(packed).to_le_bytes(), packed].concat())
}

/// A link around any bytes.
pub fn raw(bytes: &[u8]) -> String {
    format!("#1.{}", URL_SAFE_NO_PAD.encode(bytes))
}

/// The bytes of a link.
pub fn bytes(link: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(link.strip_prefix("#1.").unwrap()).unwrap()
}

/// The text of a link.
pub fn unpacked(link: &str) -> Vec<u8> {
    decompress_to_vec(&bytes(link)[4..]).unwrap()
}

/// CRC-32 of ISO 3309, by its definition: the remainder of a division, bit by bit.
pub fn crc32(bytes: &[u8]) -> u32 {
    let mut rest = u32::MAX;
    for byte in bytes {
        for place in 0..8 {
            let carry = (rest & 1) ^ (u32::from(byte >> place) & 1);
            rest = (rest >> 1) ^ (carry * 0xEDB8_8320);
        }
    }
    !rest
}
