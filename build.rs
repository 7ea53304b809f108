//! Gives every build a short name, `HEADROOM_BUILD`: the page and its workers compare theirs, because a browser's cache
//! may hold files of two builds. It is a hash of what the build is made from, so that the same sources have the same name.

use std::{fs, path::Path};

fn main() {
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
