#!/usr/bin/env bash
# Installs what is missing and nothing else: `setup.sh page` for building the page, `setup.sh tests` for the
# browser tests as well. When all is there it only looks. What the WASM steps need in their environment goes to
# .tools/env, which the Makefile reads.
set -euo pipefail
cd "$(dirname "$0")/.."

TARGET=wasm32-unknown-unknown
FALLBACK=headroom-wasm # rustup's name for the distribution's compiler, where that is needed
# Versions are written down once, where the tools that insist on them look.
TRUNK=$(sed -n 's/^trunk-version = "=\(.*\)"$/\1/p' Trunk.toml)
BINARYEN=$(sed -n 's/^wasm_opt = "version_\(.*\)"$/\1/p' Trunk.toml)
WASM_BINDGEN=$(sed -n '/^name = "wasm-bindgen"$/{n;s/^version = "\(.*\)"$/\1/p}' Cargo.lock)

export DEBIAN_FRONTEND=noninteractive
PATH="$PWD/.tools/bin:$PWD/.tools/node_modules/.bin:$PATH"
mkdir -p .tools

say() { echo "setup: $*"; }
fail() { echo "setup: $*" >&2 && exit 1; }
have() { command -v "$1" >/dev/null 2>&1; }
as_root() { if [ "$(id -u)" = 0 ] || ! have sudo; then "$@"; else sudo "$@"; fi; }

# Fails without a word where there is no apt, so that the caller can say what is wanted.
apt() {
    have apt-get || return 1
    as_root apt-get update -qq && as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# Whether the toolchain $1 (none: the usual one) has the target. Asked of the compiler and not of rustup's list:
# that is right however the target came here, and notices a library left over from an older compiler.
compiles() {
    echo | env ${1:+"RUSTUP_TOOLCHAIN=$1"} rustc --target $TARGET --crate-type lib --emit metadata -o .tools/probe - 2>/dev/null
}

# Debian ships a recent compiler for building its browsers, with the source of the standard library. We build that
# library for the target and let rustup know the compiler by a name; rustup's own toolchains stay as they are.
link_distribution_toolchain() {
    say "rustup cannot download the target; using Debian's compiler instead (about 2 minutes)"
    have rustup && apt rustc-web cargo-web rust-web-src rust-web-clippy lld-19 \
        || fail "please install the Rust target $TARGET, for instance with rustup"
    rustup toolchain link $FALLBACK /usr
    compiles $FALLBACK && return
    local crate lib
    crate=$(mktemp -d)
    lib=$(/usr/bin/rustc --print sysroot)/lib/rustlib/$TARGET/lib
    mkdir "$crate/src" && touch "$crate/src/lib.rs"
    printf '[package]\nname = "std-for-wasm"\nedition = "2024"\n' >"$crate/Cargo.toml"
    # With bitcode, because link-time optimisation takes in the standard library.
    (cd "$crate" && RUSTUP_TOOLCHAIN=$FALLBACK RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Cembed-bitcode=yes \
        cargo build --quiet --release --target $TARGET -Zbuild-std=std,panic_abort,test --target-dir target)
    as_root rm -rf "$lib"
    as_root mkdir -p "$lib"
    as_root cp "$crate/target/$TARGET"/release/deps/*.rlib "$lib/"
    rm -rf "$crate"
    compiles $FALLBACK || fail "building the standard library for $TARGET did not work"
}

wasm_target() {
    toolchain=
    compiles && return
    if compiles $FALLBACK && [ -x /usr/bin/cargo-clippy ]; then toolchain=$FALLBACK && return; fi
    have rustup && say "adding the Rust target $TARGET" && rustup target add $TARGET 2>/dev/null && compiles && return
    toolchain=$FALLBACK
    link_distribution_toolchain
}

# cargo_tool BINARY CRATE VERSION MINUTES [FLAG]. Where another version is in PATH already it is left alone, and
# ours goes into .tools.
cargo_tool() {
    local root=()
    [ "$("$1" --version 2>/dev/null | cut -d' ' -f2)" = "$3" ] && return
    have "$1" && root=(--root .tools)
    have cargo-binstall && cargo binstall --no-confirm ${root[@]+"${root[@]}"} "$2@$3" && return
    say "building $2 $3 (about $4 minutes on two cores)"
    # How fast the tools run matters little; these settings halve the time to build them.
    CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 CARGO_PROFILE_RELEASE_OPT_LEVEL=1 \
        CARGO_PROFILE_RELEASE_DEBUG=0 cargo install --quiet ${5:-} ${root[@]+"${root[@]}"} --version "=$3" "$2"
}

wasm_opt() {
    [ "$(sed -n 's/^ *"version": "\(.*\)\.0\.0",*$/\1/p' .tools/node_modules/binaryen/package.json 2>/dev/null)" = "$BINARYEN" ] && return
    wasm-opt --version 2>/dev/null | grep -q "version $BINARYEN\b" && return
    say "installing wasm-opt $BINARYEN (some seconds)"
    have npm || apt npm || true
    # Trunk can fetch wasm-opt by itself, but only from its release page, which not every network lets through.
    npm install --prefix .tools --no-save --no-audit --no-fund --silent "binaryen@$BINARYEN.0.0" \
        || say "no npm: leaving it to trunk to download wasm-opt"
}

# The accessibility checks that the page's tests run, in a folder of their own: npm would remove what it did not install.
axe() {
    local version=4.14.1
    grep -qs "\"version\": \"$version\"" .tools/axe/node_modules/axe-core/package.json && return
    say "installing axe-core $version (some seconds)"
    have npm || apt npm || true
    npm install --prefix .tools/axe --no-save --no-audit --no-fund --silent "axe-core@$version" \
        || fail "please install axe-core $version into .tools/axe with npm"
}

# Later steps read this: `. .tools/env`, from the top of the project.
write_env() {
    local crates=${CARGO_HOME:-$HOME/.cargo}/registry/src
    {
        echo 'export PATH="$PWD/.tools/bin:$PWD/.tools/node_modules/.bin:$PATH"'
        if [ -n "$toolchain" ]; then
            echo "export RUSTUP_TOOLCHAIN=$toolchain"
            echo "export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=wasm-ld-19" # Debian's compiler comes without a linker
        fi
        # Panics name their file, and those of dependencies would name a folder of whoever built the page. Cargo adds this
        # to the flags in .cargo/config.toml, and splits it at spaces.
        if [[ $crates != *[[:space:]]* ]]; then
            echo "export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS='--remap-path-prefix=$crates=crates'"
        fi
    } >.tools/env
}

page() {
    have cargo || fail "please install Rust first, with rustup"
    wasm_target
    cargo_tool trunk trunk "$TRUNK" 7 --locked
    # Not --locked: that pins a dependency which has been withdrawn since.
    cargo_tool wasm-bindgen wasm-bindgen-cli "$WASM_BINDGEN" 3
    wasm_opt
    write_env
}

tests() {
    page
    axe
    local icd=/usr/share/vulkan/icd.d
    if ! have chromedriver || ! ls $icd/lvp_icd*.json >/dev/null 2>&1; then
        say "installing a browser, its driver and a software Vulkan (about a minute)"
        apt chromium chromium-driver mesa-vulkan-drivers libvulkan1 \
            || fail "please install Chrome or Chromium, a chromedriver of the same version, and Mesa's lavapipe Vulkan driver"
    fi
}

case "${1:-}" in
    page | tests) "$1" ;;
    *) fail "usage: scripts/setup.sh page|tests" ;;
esac
