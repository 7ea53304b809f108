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
    pub parts: [Colour; 6],
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
            Colour(0xe6, 0x9f, 0x00),
            Colour(0x00, 0x73, 0x5c),
            Colour(0x7f, 0xc4, 0xe8),
            Colour(0xa8, 0x3c, 0x78),
            Colour(0xb9, 0xc0, 0xc8),
        ],
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
            Colour(0xd6, 0x8f, 0x00),
            Colour(0x4f, 0xc9, 0xa8),
            Colour(0x2f, 0x79, 0xa8),
            Colour(0xe0, 0x8f, 0xc0),
            Colour(0x6b, 0x76, 0x83),
        ],
    };

    /// The band that holds nine futures in ten.
    #[must_use]
    pub fn outer(&self) -> Colour {
        self.paper.towards(self.accent, 0.2)
    }

    /// The band that holds half of the futures.
    #[must_use]
    pub fn inner(&self) -> Colour {
        self.paper.towards(self.accent, 0.45)
    }

    /// Colour of a probability in shades of `full`, and that of text on it.
    #[must_use]
    pub fn heat(&self, full: Colour, share: f64) -> (Colour, Colour) {
        let blank = self.paper.towards(self.grid, 0.45);
        let colour = if share > 0.0 { blank.towards(full, 0.12 + 0.88 * share) } else { blank };
        let contrast = |text: Colour| (text.brightness() - colour.brightness()).abs();
        let text = if contrast(self.ink) >= contrast(self.paper) { self.ink } else { self.paper };
        (colour, text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_on_every_probability_can_be_read() {
        for palette in [Palette::LIGHT, Palette::DARK] {
            for percent in 0..=100 {
                for full in [palette.limit, palette.accent] {
                    let (colour, text) = palette.heat(full, f64::from(percent) / 100.0);
                    assert!((colour.brightness() - text.brightness()).abs() > 90.0, "{percent}: {colour:?} {text:?}");
                }
            }
        }
    }

    #[test]
    fn odd_shares_give_a_colour() {
        for share in [f64::NAN, -1.0, 2.0, f64::INFINITY] {
            assert_ne!(Palette::LIGHT.heat(Palette::LIGHT.limit, share).0, Palette::LIGHT.paper);
        }
    }
}
