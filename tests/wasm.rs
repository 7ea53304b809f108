//! WASM has the same bits as the machine's own instructions: run in headless Chromium by `make test`.
#![cfg(target_arch = "wasm32")]
#![allow(missing_docs, clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test")]

mod common;

use common::operations;
use common::runs::{PINNED, digests};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use wide::{f32x4, f32x8};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

#[wasm_bindgen_test]
fn operations_have_the_pinned_bits() {
    assert_eq!(operations::digest::<f32x4>(), operations::PINNED);
    assert_eq!(operations::digest::<f32x8>(), operations::PINNED);
}

#[wasm_bindgen_test]
fn runs_have_the_pinned_bits() {
    assert_eq!(digests::<f32x4>(), PINNED);
    assert_eq!(digests::<f32x8>(), PINNED);
}
