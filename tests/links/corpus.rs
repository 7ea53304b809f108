//! Links that nobody of good will makes: a file of them, and any number of mutations.

use headroom::scenario::PRESETS;
use headroom::share::{MAX_FRAGMENT, to_fragment};
use miniz_oxide::deflate::compress_to_vec;

use crate::dice::Dice;
use crate::{KNOWN, largest, wrap};

const HOSTILE: &str = include_str!("hostile.txt");

/// How many [`mutated`] links there are.
pub const MUTATIONS: usize = 12_000;

/// Every link of the file, with how its answer begins.
pub fn hostile() -> impl Iterator<Item = (String, &'static str)> {
    HOSTILE.lines().filter(|line| !line.starts_with("//")).map(|line| {
        let [kind, content, answer] = line.split('\t').collect::<Vec<_>>()[..] else { panic!("{line}") };
        let link = match kind {
            "link" => content.to_owned(),
            "text" => wrap::text(content),
            "changes" => wrap::changes(content),
            _ => panic!("{line}"),
        };
        (link, answer)
    })
}

/// Links that try to take much memory or time, as large as they can be and still be looked into.
pub fn bombs() -> Vec<String> {
    // As long as a text may be once it is unpacked.
    let most = 48 * 1024 - 64;
    let fill = |open: &str, part: &str, close: &str| {
        let parts = (most - open.len() - close.len()) / part.len();
        wrap::changes(&format!("{open}{}{close}", part.repeat(parts)))
    };
    let nest = |level: &str, end: &str| {
        let tower = level.repeat(120) + "0" + &end.repeat(120);
        fill(r#"{"x":["#, &format!("{tower},"), "0]}")
    };
    vec![
        wrap::text(&" ".repeat(4 * 1024 * 1024)),
        wrap::changes(&"[".repeat(most)),
        wrap::changes(&r#"{"":"#.repeat(most / 4)),
        nest("[", "]"),
        nest(r#"{"":"#, "}"),
        fill(r#"{"features":["#, "{},", "{}]}"),
        fill(r#"{"features":["#, "[],", "[]]}"),
        fill(r#"{"launches":{"scheduled":["#, "{},", "{}]}}"),
        fill(r#"{"overrides":["#, "{},", "{}]}"),
        fill(r#"{"growth":{"series":["#, "1,", "1]}}"),
        fill(r#"{"stack":{"data":{"plans":["#, "\"\",", "\"\"]}}}"),
        fill(r#"{"features":[{"inference":{"plans":["#, "\"\",", "\"\"]}}]}"),
        fill(r#"{"features":[{"others":["#, "{},", "{}]}]}"),
        fill(r#"{"features":["#, &format!(r#"{{"others":[{}{{}}]}},"#, "{},".repeat(99)), "{}]}"),
        fill(r#"{"x":["#, r#"{"":0},"#, "0]}"),
        fill(r#"{"x":["#, r#"{"features":[{},{},{},{}]},"#, "0]}"),
        fill("{", r#""x":0,"#, r#""x":0}"#),
        fill(r#"{"title":""#, "x", r#""}"#),
        fill(r#"{"title":""#, r"\u0000", r#""}"#),
        fill("{\"seed\":", "9", "}"),
        fill("{\"growth\":{\"users\":0.", "0", "1}}"),
        fill("{\"growth\":{\"users\":1e", "9", "}}"),
        format!("#1.{}", "A".repeat(MAX_FRAGMENT - 3)),
        format!("#{}.A", "9".repeat(MAX_FRAGMENT - 3)),
        "#".repeat(MAX_FRAGMENT),
        "A".repeat(4 * 1024 * 1024),
    ]
}

/// Links a few changes away from good ones, the same on every run. A third are changed as they stand; a third in their
/// compressed bytes and a third in their text, under a checksum that is right.
pub fn mutated() -> impl Iterator<Item = String> {
    let mut good: Vec<_> = PRESETS.iter().map(|preset| preset.scenario().unwrap()).collect();
    good.push(largest::largest().validate().unwrap());
    let good: Vec<String> = good.iter().map(|scenario| to_fragment(scenario, KNOWN)).collect();
    let mut dice = Dice(1);
    (0..MUTATIONS).map(move |turn| {
        let link = &good[dice.below(good.len() as u32) as usize];
        let compressed = || wrap::bytes(link)[4..].to_vec();
        match turn % 3 {
            0 => String::from_utf8_lossy(&changed(link.clone().into_bytes(), &mut dice)).into_owned(),
            1 => wrap::packed(&changed(compressed(), &mut dice)),
            _ => wrap::packed(&compress_to_vec(&changed(wrap::unpacked(link), &mut dice), 6)),
        }
    })
}

/// Bytes after one to four changes.
fn changed(mut bytes: Vec<u8>, dice: &mut Dice) -> Vec<u8> {
    const TOKENS: [&str; 16] = [
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "\"",
        "null",
        "1e999",
        "-0.0",
        "99999999999999999999",
        "\"__proto__\":{}",
        "\\u202e",
        "\u{202e}",
        "\0",
        "%00",
    ];
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len() as u32 + 1) as usize;
        let end = (at + dice.below(12) as usize).min(bytes.len());
        match dice.below(7) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..end)),
            2 => bytes.extend(bytes[at..end].to_vec()),
            3 => drop(bytes.splice(at..at, TOKENS[dice.below(16) as usize].bytes())),
            4 => bytes.get_mut(at).into_iter().for_each(|byte| *byte ^= 1 << dice.below(8)),
            5 => bytes.get_mut(at).into_iter().for_each(|byte| *byte = dice.below(256) as u8),
            _ => bytes[at..end].reverse(),
        }
    }
    bytes
}
