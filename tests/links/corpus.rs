//! Links that nobody of good will makes: a file of them, and any number of mutations.

use headroom::scenario::PRESETS;
use headroom::share::{MAX_FRAGMENT, to_fragment};
use miniz_oxide::deflate::compress_to_vec;

use crate::dice::Dice;
use crate::{KNOWN, changed, largest, wrap};

const HOSTILE: &str = include_str!("hostile.txt");

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
    let most = 64 * 1024 - 64;
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

/// So many links a few changes away from good ones, the same on every run. A quarter are changed as they stand; the others under a
/// checksum that is right: in their compressed bytes, in their text, or in what their text says.
pub fn mutated(count: usize) -> impl Iterator<Item = String> {
    let mut good: Vec<_> = PRESETS.iter().map(|preset| preset.scenario().unwrap()).collect();
    good.push(largest::largest().validate().unwrap());
    let good: Vec<String> = good.iter().map(|scenario| to_fragment(scenario, KNOWN)).collect();
    let mut dice = Dice(1);
    (0..count).map(move |turn| {
        let link = &good[dice.most_but_last(good.len())];
        match turn % 4 {
            0 => String::from_utf8_lossy(&changed::bytes(link.clone().into_bytes(), &mut dice)).into_owned(),
            1 => wrap::packed(&changed::bytes(wrap::bytes(link)[4..].to_vec(), &mut dice)),
            2 => wrap::packed(&compress_to_vec(&changed::bytes(wrap::unpacked(link), &mut dice), 1)),
            _ => {
                let text = String::from_utf8(wrap::unpacked(link)).unwrap();
                let document = serde_json::from_str(text.splitn(3, ' ').last().unwrap()).unwrap();
                wrap::changes(&changed::document(document, &mut dice).to_string())
            }
        }
    })
}
