//! Bytes in which a text, a number or a source that stands in many places is written once, and named by its place after that.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Packed;
use crate::catalog::Source;

/// Ends each text; stands in none.
const END: char = '\0';

/// What is written, and the places of what may come again, from 1 on: 0 announces what is new.
#[derive(Default)]
pub(super) struct Out {
    bytes: Vec<u8>,
    /// Texts stand apart from the rest, for compression.
    text: String,
    texts: BTreeMap<String, usize>,
    numbers: BTreeMap<u64, usize>,
    sources: BTreeMap<Arc<Source>, usize>,
}

/// The place of something, 0 if it has none yet.
fn place<T: Ord>(places: &mut BTreeMap<T, usize>, of: T) -> usize {
    let next = places.len() + 1;
    let place = *places.entry(of).or_insert(next);
    if place == next { 0 } else { place }
}

impl Out {
    pub(super) fn finish(self) -> Vec<u8> {
        let mut whole = Self::default();
        whole.number(self.text.len());
        [whole.bytes, self.text.into_bytes(), self.bytes].concat()
    }

    /// A whole number, seven bits a byte.
    pub(super) fn number(&mut self, mut number: usize) {
        while number > 0x7f {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    pub(super) fn text(&mut self, text: &str) {
        let place = place(&mut self.texts, text.to_owned());
        self.number(place);
        if place == 0 {
            self.text.push_str(text);
            self.text.push(END);
        }
    }

    pub(super) fn float(&mut self, number: f64) {
        let place = place(&mut self.numbers, number.to_bits());
        self.number(place);
        if place == 0 {
            self.bytes.extend(number.to_le_bytes());
        }
    }

    pub(super) fn source(&mut self, source: &Arc<Source>) {
        let place = place(&mut self.sources, Arc::clone(source));
        self.number(place);
        if place == 0 {
            source.pack(self);
        }
    }
}

/// What is left to read, and what may come again.
pub(super) struct In<'a> {
    bytes: &'a [u8],
    text: std::str::Split<'a, char>,
    texts: Vec<&'a str>,
    numbers: Vec<f64>,
    sources: Vec<Arc<Source>>,
}

impl<'a> In<'a> {
    pub(super) fn new(bytes: &'a [u8]) -> Option<Self> {
        let mut whole =
            Self { bytes, text: "".split(END), texts: Vec::new(), numbers: Vec::new(), sources: Vec::new() };
        let length = whole.number()?;
        let (text, bytes) = whole.bytes.split_at_checked(length)?;
        Some(Self { bytes, text: std::str::from_utf8(text).ok()?.split(END), ..whole })
    }

    pub(super) fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in (0..usize::BITS).step_by(7) {
            let (byte, rest) = self.bytes.split_first()?;
            self.bytes = rest;
            number |= usize::from(byte & 0x7f) << shift;
            if *byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    pub(super) fn text(&mut self) -> Option<&'a str> {
        if let Some(before) = self.number()?.checked_sub(1) {
            return self.texts.get(before).copied();
        }
        let text = self.text.next()?;
        self.texts.push(text);
        Some(text)
    }

    pub(super) fn float(&mut self) -> Option<f64> {
        if let Some(before) = self.number()?.checked_sub(1) {
            return self.numbers.get(before).copied();
        }
        let (number, rest) = self.bytes.split_first_chunk()?;
        self.bytes = rest;
        let number = f64::from_le_bytes(*number);
        self.numbers.push(number);
        Some(number)
    }

    /// In memory it is there once, too.
    pub(super) fn source(&mut self) -> Option<Arc<Source>> {
        if let Some(before) = self.number()?.checked_sub(1) {
            return self.sources.get(before).cloned();
        }
        let source = Arc::new(Source::unpack(self)?);
        self.sources.push(Arc::clone(&source));
        Some(source)
    }
}
