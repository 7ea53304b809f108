//! A text, packed to go into an address: compressed, behind a checksum, in base64url.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};

use super::ShareError;

/// Effort of the compressor, 0 to 10.
const EFFORT: u8 = 10;

/// Longest text that is unpacked, in bytes.
const MAX_TEXT: usize = 96 * 1024;

/// The checksum of the compressed bytes, then those.
pub(super) fn pack(text: &str) -> String {
    let packed = compress_to_vec(text.as_bytes(), EFFORT);
    let sum = crc32(&packed).to_le_bytes();
    URL_SAFE_NO_PAD.encode([&sum[..], &packed].concat())
}

/// The text. Nothing is unpacked before its checksum is found right.
pub(super) fn unpack(body: &str) -> Result<String, ShareError> {
    let bytes = URL_SAFE_NO_PAD.decode(body).map_err(|_| ShareError::Damaged)?;
    let (sum, packed) = bytes.split_first_chunk().ok_or(ShareError::Damaged)?;
    if crc32(packed) != u32::from_le_bytes(*sum) {
        return Err(ShareError::Damaged);
    }
    let text = decompress_to_vec_with_limit(packed, MAX_TEXT).map_err(|error| match error.status {
        TINFLStatus::HasMoreOutput => ShareError::TooLarge,
        _ => ShareError::Damaged,
    })?;
    String::from_utf8(text).map_err(|_| ShareError::Damaged)
}

/// CRC-32 as in gzip. It is over the compressed bytes, since some of their bits make no difference to the text.
fn crc32(bytes: &[u8]) -> u32 {
    let bit = |sum: u32| (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg());
    !bytes.iter().fold(!0, |sum, byte| (0..8).fold(sum ^ u32::from(*byte), |sum, _| bit(sum)))
}

/// Whether a letter may stand in what is packed.
pub(super) const fn is_ours(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_usual_one() {
        assert_eq!((crc32(b""), crc32(b"123456789")), (0, 0xCBF4_3926));
    }

    #[test]
    fn texts_come_back() {
        for text in ["", "a", "Grüße, 世界 🚀", &"long ".repeat(5_000)] {
            assert_eq!(unpack(&pack(text)).as_deref(), Ok(text));
        }
        assert_eq!(unpack(&pack(&" ".repeat(MAX_TEXT + 1))), Err(ShareError::TooLarge));
    }
}
