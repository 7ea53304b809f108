use super::*;

const THEMES: [Palette; 2] = [Palette::LIGHT, Palette::DARK];

#[test]
fn text_on_every_probability_can_be_read() {
    for palette in THEMES {
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

/// How the world looks without one kind of cone, in linear red, green and blue: severity 1.0 of Machado, Oliveira &
/// Fernandes 2009, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15:1291, table 1.
const VISIONS: [(&str, [[f64; 3]; 3]); 4] = [
    ("usual", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    ("protanopia", [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]),
    (
        "deuteranopia",
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    ),
    ("tritanopia", [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]),
];

/// A channel without its gamma, 0 to 1.
fn linear(channel: u8) -> f64 {
    let channel = f64::from(channel) / 255.0;
    if channel <= 0.04045 { channel / 12.92 } else { libm::pow((channel + 0.055) / 1.055, 2.4) }
}

/// A colour as somebody with such eyes sees it, in Oklab (Ottosson 2020, <https://bottosson.github.io/posts/oklab/>):
/// distances there are about as large as they look, 1 from black to white.
fn seen(colour: Colour, vision: &[[f64; 3]; 3]) -> [f64; 3] {
    let times =
        |matrix: &[[f64; 3]; 3], v: [f64; 3]| matrix.map(|row| std::iter::zip(row, v).map(|(a, b)| a * b).sum());
    let linear = [colour.0, colour.1, colour.2].map(linear);
    let lms = [
        [0.4122214708, 0.5363325363, 0.0514459929],
        [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
    ];
    let lab = [
        [0.2104542553, 0.7936177850, -0.0040720468],
        [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
    ];
    let linear: [f64; 3] = times(vision, linear).map(|channel: f64| channel.clamp(0.0, 1.0));
    times(&lab, times(&lms, linear).map(libm::cbrt))
}

/// The smallest distance between any two colours, whoever looks, with the two and who it is.
fn nearest(colours: &[Colour]) -> (f64, String) {
    let mut nearest = (f64::INFINITY, String::new());
    for (name, vision) in &VISIONS {
        for (at, a) in colours.iter().enumerate() {
            for b in &colours[..at] {
                let distance = std::iter::zip(seen(*a, vision), seen(*b, vision)).map(|(a, b)| (a - b) * (a - b)).sum();
                let distance = f64::sqrt(distance);
                if distance < nearest.0 {
                    nearest = (distance, format!("{name}: {a:?} and {b:?}"));
                }
            }
        }
    }
    nearest
}

#[test]
fn series_shown_together_are_told_apart_by_everybody() {
    for palette in THEMES {
        let [half, slow, slowest] = palette.speed;
        let nine = palette.paper.towards(palette.accent, Palette::OUTER);
        let half_over_nine = nine.towards(palette.accent, Palette::INNER);
        let together = [
            vec![palette.accent, palette.limit, half_over_nine, nine, palette.paper],
            vec![half, slow, slowest, palette.limit, palette.paper],
            [&palette.parts[..], &[palette.paper]].concat(),
            [&palette.alternatives[..], &[palette.limit, palette.paper]].concat(),
        ];
        for colours in together {
            let (distance, which) = nearest(&colours);
            assert!(distance >= 0.1, "{distance:.3}, {which}");
        }
    }
}

/// Thin lines and letters on areas ask for more than colours that differ: 3 to 1 is what the Web Content Accessibility
/// Guidelines 2.2 (1.4.11) ask of graphics.
#[test]
fn lines_and_bars_stand_out_from_the_paper_and_letters_from_their_areas() {
    let luminance = |Colour(red, green, blue): Colour| {
        let [red, green, blue] = [red, green, blue].map(linear);
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    };
    let contrast = |one, other| {
        let [one, other] = [one, other].map(luminance);
        (f64::max(one, other) + 0.05) / (f64::min(one, other) + 0.05)
    };
    for palette in THEMES {
        // Bars are large, and have a name and a number below them.
        for colour in palette.parts {
            assert!(contrast(colour, palette.paper) >= 1.8, "{colour:?}");
        }
        for colour in palette.alternatives {
            assert!(contrast(colour, palette.paper) >= 3.0, "{colour:?}");
            assert!(contrast(colour, palette.text_on(colour)) >= 3.0, "{colour:?}");
        }
    }
}

#[test]
fn the_test_sees_what_the_colour_blind_do_not() {
    // Red and green of equal brightness.
    let (distance, which) = nearest(&[Colour(0xc0, 0x50, 0x40), Colour(0x70, 0x80, 0x30)]);
    assert!(distance < 0.1 && which.contains("opia"), "{distance:.3}, {which}");
}
