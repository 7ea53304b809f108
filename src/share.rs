//! A scenario as the fragment of a link.
//!
//! Version 0 is a draft: its links may stop working while the scenario document still changes. It is `#0.` followed by
//! the scenario's JSON, compressed as zlib (whose checksum notices damage) and written in base64url.

mod error;

pub use error::ShareError;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use miniz_oxide::deflate::compress_to_vec_zlib;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_zlib_with_limit};

use crate::scenario::{Scenario, ValidScenario};

/// The version written.
const VERSION: u32 = 0;

/// Longest fragment read, in bytes.
pub const MAX_FRAGMENT: usize = 8 * 1024;

/// Effort of the compressor, 0 to 10.
const EFFORT: u8 = 9;

/// The fragment of a link to a scenario, `#` included.
#[must_use]
pub fn to_fragment(scenario: &Scenario) -> String {
    let packed = compress_to_vec_zlib(scenario.to_json().as_bytes(), EFFORT);
    format!("#{VERSION}.{}", URL_SAFE_NO_PAD.encode(packed))
}

/// The scenario of a fragment, with or without its `#`.
///
/// # Errors
/// Whatever is wrong with the link or with the scenario in it.
pub fn from_fragment(fragment: &str) -> Result<ValidScenario, ShareError> {
    let text = fragment.strip_prefix('#').unwrap_or(fragment);
    if text.is_empty() {
        return Err(ShareError::Empty);
    }
    if text.len() > MAX_FRAGMENT {
        return Err(ShareError::TooLarge);
    }
    let (version, body) = text.split_once('.').ok_or(ShareError::Damaged)?;
    if !version.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(ShareError::Damaged);
    }
    match version.parse() {
        Ok(VERSION) => Ok(read_0(body)?.validate()?),
        Ok(version) => Err(ShareError::Newer(version)),
        Err(_) => Err(ShareError::Damaged),
    }
}

fn read_0(body: &str) -> Result<Scenario, ShareError> {
    let packed = URL_SAFE_NO_PAD.decode(body).map_err(|_| ShareError::Damaged)?;
    let json = decompress_to_vec_zlib_with_limit(&packed, Scenario::MAX_JSON).map_err(|error| match error.status {
        TINFLStatus::HasMoreOutput => ShareError::TooLarge,
        _ => ShareError::Damaged,
    })?;
    let json = String::from_utf8(json).map_err(|_| ShareError::Damaged)?;
    Ok(Scenario::from_json(&json)?)
}
