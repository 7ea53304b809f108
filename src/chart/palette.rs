//! Colours of the charts in light and in dark, the same as those of the style sheet.

/// An opaque colour: red, green, blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

impl Colour {
    /// The colour `share` of the way to `other`.
    #[must_use]
    pub fn towards(self, other: Self, share: f64) -> Self {
        let share = if share.is_nan() { 0.0 } else { share.clamp(0.0, 1.0) };
        let mix = |from: u8, to: u8| (f64::from(from) + (f64::from(to) - f64::from(from)) * share).round() as u8;
        Self(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }

    /// Perceived brightness, 0 to 255.
    fn brightness(self) -> f64 {
        0.299 * f64::from(self.0) + 0.587 * f64::from(self.1) + 0.114 * f64::from(self.2)
    }
}

/// Colours of a theme: one accent for what is expected, one for limits and budgets, told apart in brightness as well as
/// in hue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Background.
    pub paper: Colour,
    /// Text.
    pub ink: Colour,
    /// Labels.
    pub soft: Colour,
    /// Lines of the grid.
    pub grid: Colour,
    /// Numbers over time.
    pub accent: Colour,
    /// Budgets and limits.
    pub limit: Colour,
    /// Parts of a bill: told apart by people of any colour vision, and by brightness from their neighbours in a bar.
    pub parts: [Colour; Self::PART_KEYS.len()],
    /// Alternatives of a scenario, A first: their lines are told apart from each other and from a limit by people of any
    /// colour vision.
    pub alternatives: [Colour; Self::ALTERNATIVE_KEYS.len()],
    /// Half of the answers, the slowest 1 in 20, the slowest 1 in 100: the slower, the further from the paper.
    pub speed: [Colour; 3],
}

impl Palette {
    /// On white paper.
    pub const LIGHT: Self = Self {
        paper: Colour(0xff, 0xff, 0xff),
        ink: Colour(0x1b, 0x1e, 0x23),
        soft: Colour(0x5a, 0x63, 0x6e),
        grid: Colour(0xe4, 0xe7, 0xeb),
        accent: Colour(0x1b, 0x5f, 0xaa),
        limit: Colour(0xb8, 0x45, 0x0b),
        parts: [
            Colour(0x1b, 0x5f, 0xaa),
            Colour(0xe4, 0xa0, 0x13),
            Colour(0x55, 0x5a, 0x10),
            Colour(0x75, 0xc7, 0xfa),
            Colour(0xb4, 0x36, 0x67),
            Colour(0xbe, 0xbe, 0xac),
            Colour(0x38, 0x8a, 0xe7),
            Colour(0x32, 0x23, 0x6f),
            Colour(0x56, 0x12, 0x0f),
            Colour(0x10, 0x00, 0x08),
        ],
        alternatives: [
            Colour(0x1b, 0x5f, 0xaa),
            Colour(0x18, 0xa6, 0x9e),
            Colour(0xb1, 0x76, 0xff),
            Colour(0x71, 0x0b, 0x01),
            Colour(0xe8, 0x75, 0x22),
            Colour(0x00, 0x37, 0x6a),
        ],
        speed: [Colour(0x6d, 0xa4, 0xd5), Colour(0x1b, 0x5f, 0xaa), Colour(0x68, 0x1e, 0x5c)],
    };
    /// On dark paper.
    pub const DARK: Self = Self {
        paper: Colour(0x14, 0x16, 0x1a),
        ink: Colour(0xe9, 0xeb, 0xee),
        soft: Colour(0x9a, 0xa4, 0xaf),
        grid: Colour(0x2b, 0x2f, 0x36),
        accent: Colour(0x78, 0xb0, 0xf2),
        limit: Colour(0xf0, 0x8d, 0x4f),
        parts: [
            Colour(0x78, 0xb0, 0xf2),
            Colour(0xf5, 0xc8, 0x52),
            Colour(0x71, 0x85, 0x26),
            Colour(0x6e, 0x7b, 0xff),
            Colour(0xde, 0x74, 0x87),
            Colour(0xbe, 0xd1, 0xd0),
            Colour(0x15, 0x57, 0xb3),
            Colour(0x84, 0x3d, 0x2c),
            Colour(0xbc, 0x43, 0x7b),
            Colour(0xf8, 0xf8, 0xd0),
        ],
        alternatives: [
            Colour(0x78, 0xb0, 0xf2),
            Colour(0xb0, 0xd9, 0xd9),
            Colour(0xcd, 0x1f, 0xff),
            Colour(0xf5, 0x15, 0x71),
            Colour(0xf4, 0xcf, 0x04),
            Colour(0x7c, 0x81, 0xb3),
        ],
        speed: [Colour(0x40, 0x87, 0xc2), Colour(0x78, 0xb0, 0xf2), Colour(0xed, 0xd2, 0xf8)],
    };

    /// Classes of the keys that have the colours of [`Palette::parts`], in the style sheet.
    pub const PART_KEYS: [&str; 10] =
        ["part-0", "part-1", "part-2", "part-3", "part-4", "part-5", "part-6", "part-7", "part-8", "part-9"];

    /// Classes of the keys that have the colours of [`Palette::alternatives`], in the style sheet.
    pub const ALTERNATIVE_KEYS: [&str; 6] =
        ["alternative-a", "alternative-b", "alternative-c", "alternative-d", "alternative-e", "alternative-f"];

    /// Opacity of the band that holds eight futures in ten.
    pub const OUTER: f64 = 0.22;
    /// Opacity of the band that holds half of the futures, over the other.
    pub const INNER: f64 = 0.35;

    /// Bars of a histogram, behind the line of its median.
    #[must_use]
    pub fn bars(&self) -> Colour {
        self.paper.towards(self.accent, 0.45)
    }

    /// Colour of a probability in shades of `full`, and that of text on it.
    #[must_use]
    pub fn heat(&self, full: Colour, share: f64) -> (Colour, Colour) {
        let blank = self.paper.towards(self.grid, 0.45);
        let colour = if share > 0.0 { blank.towards(full, 0.12 + 0.88 * share) } else { blank };
        (colour, self.text_on(colour))
    }

    /// Colour of text on another.
    #[must_use]
    pub fn text_on(&self, colour: Colour) -> Colour {
        let contrast = |text: Colour| (text.brightness() - colour.brightness()).abs();
        if contrast(self.ink) >= contrast(self.paper) { self.ink } else { self.paper }
    }
}

#[cfg(test)]
mod tests;
