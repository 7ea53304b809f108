//! Two things for the library: the catalogue, read and checked, and a short name of the build.

#[path = "src"]
#[allow(dead_code, missing_docs, unused_imports, unused_macros, unreachable_pub, reason = "the library uses the rest")]
mod library {
    pub mod catalog;
    pub mod date;
    pub mod parts;
    pub mod value;
}

use std::path::Path;
use std::{env, fs};

use library::{catalog, date, parts, value};

/// The catalogue's files, in the order of its providers. What makes plans of their cards is in one of its own.
const FILES: [&str; 42] = [
    "gemini",
    "openai",
    "anthropic",
    "groq",
    "mistral",
    "deepseek",
    "together",
    "fireworks",
    "openrouter",
    "bedrock",
    "replicate",
    "hugging-face",
    "vercel",
    "netlify",
    "cloudflare",
    "railway",
    "render",
    "fly-io",
    "cloud-run",
    "streamlit",
    "supabase",
    "firebase",
    "neon",
    "upstash",
    "aws-s3",
    "google-colab",
    "kaggle",
    "modal",
    "runpod",
    "beam",
    "lambda-labs",
    "aws-ec2",
    "google-compute",
    "github-actions",
    "docker",
    "posthog",
    "sentry",
    "stripe",
    "domains",
    "tasktrakr",
    "chapter-12",
    "prototype-to-production",
];

fn main() {
    if let Err(error) = pack_catalog() {
        println!("cargo::error={error}");
    }
    name_build();
}

/// Reads and checks the catalogue, for `src/catalog/builtin.rs`: the page then has neither the files nor what reads them.
fn pack_catalog() -> Result<(), Box<dyn std::error::Error>> {
    let read = |name: &str| {
        let file = format!("{name}.toml");
        let text = fs::read_to_string(format!("static/catalog/{file}")).map_err(|error| format!("{file}: {error}"))?;
        Ok((file, text))
    };
    let (_, cards) = read("cards")?;
    let files = FILES.into_iter().map(read).collect::<Result<Vec<_>, String>>()?;
    let files: Vec<_> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let packed = catalog::Catalog::read_with_cards(&cards, &files)?.pack();
    Ok(fs::write(Path::new(&env::var("OUT_DIR")?).join("catalog"), packed)?)
}

/// `HEADROOM_BUILD`: the page and its workers compare theirs, because a browser's cache may hold files of two builds. It is
/// a hash of what the build is made from, so that the same sources have the same name.
fn name_build() {
    let mut hash = 0xcbf2_9ce4_8422_2325;
    for path in [".cargo/config.toml", "Cargo.lock", "Cargo.toml", "Trunk.toml", "src", "static"] {
        println!("cargo::rerun-if-changed={path}");
        add(Path::new(path), &mut hash);
    }
    println!("cargo::rustc-env=HEADROOM_BUILD={:08x}", hash >> 32 ^ hash & 0xffff_ffff);
}

/// Adds the names and contents below `path`, in the order of their names, to a 64-bit FNV-1a hash.
fn add(path: &Path, hash: &mut u64) {
    let mut contents = path.to_string_lossy().replace('\\', "/").into_bytes();
    if path.is_dir() {
        let mut children: Vec<_> =
            fs::read_dir(path).into_iter().flatten().flatten().map(|child| child.path()).collect();
        children.sort();
        children.iter().for_each(|child| add(child, hash));
    } else {
        contents.extend(fs::read(path).unwrap_or_default());
    }
    for byte in contents {
        *hash = (*hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
}
