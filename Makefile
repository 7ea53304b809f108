# `make run` shows the page, `make test` tests everything; both first install what they need and lack.

.PHONY: run build simulate test soak check bench planted clean setup setup-tests
MAKEFLAGS += --no-print-directory
PORT ?= 8080

# Before steps that build for wasm32 or use its tools. The others stay with the usual compiler.
WASM := . .tools/env &&
WASM_FLAGS := --target wasm32-unknown-unknown --features web
NEXTEST := $(shell command -v cargo-nextest)
START := $(shell date +%s)
stage = @echo "== $(1) (after $$(($$(date +%s) - $(START))) s)"

run: build .tools/serve
	@.tools/serve dist $(PORT)

build: setup
	@$(MAKE) dist/index.html

# Directories are in the list too: that is how a removed file shows.
dist/index.html: index.html Trunk.toml Cargo.toml Cargo.lock build.rs .cargo/config.toml $(shell find src static)
	@touch .tools/started
	$(WASM) trunk build
	@touch -r .tools/started $@ # a file saved during the build is newer than the page

.tools/serve: scripts/serve.rs
	rustc --edition 2024 -O -o $@ $<

# The command line as a program to hand on. Panics name their file, and those of dependencies would name a folder of whoever
# built it; .tools/env does the same for the page. In a folder of its own, or every other build would start anew.
CRATES := $(or $(CARGO_HOME),$(HOME)/.cargo)/registry/src
simulate:
	CARGO_ENCODED_RUSTFLAGS="--remap-path-prefix=$(CRATES)=crates" \
		cargo build --locked --release --bin simulate --target-dir target/simulate
	@! grep -aqF -e "$(CRATES)" -e "$(CURDIR)/" target/simulate/release/simulate || { echo "It names folders of this machine."; false; }

# Quick ones first. The page's own test is in no other stage (`test = false` in Cargo.toml) because it needs the page.
test: setup-tests
	$(call stage,native)
ifdef NEXTEST
	cargo nextest run --all-features
	cargo test --all-features --doc
else
	cargo test --all-features
endif
	$(call stage,wasm in a browser)
	$(WASM) CHROMEDRIVER=$$(command -v chromedriver) WASM_BINDGEN_TEST_TIMEOUT=1800 cargo test $(WASM_FLAGS) --test wasm --test webgpu
	$(call stage,page: build)
	@$(MAKE) build .tools/serve
	$(call stage,page: in a browser)
	cargo test --all-features --test page

# Tests of chance with so many times the turns that they have in `make test`: hours. `docs/reliability.md` has what came of it.
SOAK ?= 100
soak: setup-tests
	HEADROOM_SOAK=$(SOAK) cargo test --profile soak --no-fail-fast --no-default-features --test links --test link_memory --test properties --test truth \
		-- --nocapture each_mutated no_link_takes any_scenario any_numbers any_valid more_users a_higher_limit
	HEADROOM_SOAK=$(SOAK) cargo test --profile soak --no-fail-fast --all-features --lib --test parity \
		-- --nocapture changed_messages parcels_that random_scenarios_agree
	$(WASM) HEADROOM_SOAK=$(SOAK) CHROMEDRIVER=$$(command -v chromedriver) WASM_BINDGEN_TEST_TIMEOUT=7200 \
		cargo test $(WASM_FLAGS) --test webgpu random_scenarios_agree -- --nocapture
	@$(MAKE) build .tools/serve
	HEADROOM_SOAK=$(SOAK) cargo test --all-features --test page -- --nocapture at_random

check: setup
	cargo fmt --check
	rustfmt --check build.rs scripts/serve.rs scripts/plant.rs
	cargo check --lib --no-default-features
	cargo clippy --all-targets --all-features -- -D warnings
	cargo clippy --test page --all-features -- -D warnings # in no list of targets, see Cargo.toml
	$(WASM) cargo clippy $(WASM_FLAGS) --lib --bins --test wasm --test webgpu -- -D warnings
	RUSTDOCFLAGS=-Dwarnings cargo doc --no-deps --all-features
	cargo test --lib --test dependencies --all-features

# Plants mistakes in the model and says which tests notice: some minutes; `docs/planted.md` has what came of it.
planted: .tools/plant
	@.tools/plant tests/planted.txt

.tools/plant: scripts/plant.rs
	rustc --edition 2024 -O -o $@ $<

# All in one run, since the machines are noisy: compare figures of one run only. AVX2 is another build of everything; the
# GPU is compared with the CPU at its best.
bench: setup-tests build .tools/serve
	cargo bench --all-features --bench engine
	cargo bench --bench links
	RUSTFLAGS=-Ctarget-feature=+avx2 cargo bench --all-features --target-dir target/avx2 --bench engine -- AVX2
	RUSTFLAGS=-Ctarget-feature=+avx2 cargo bench --all-features --target-dir target/avx2 --bench gpu
	$(WASM) CHROMEDRIVER=$$(command -v chromedriver) cargo test --release $(WASM_FLAGS) --bench wasm -- --nocapture
	cargo bench --all-features --bench page

clean:
	cargo clean
	rm -rf dist

setup:
	@scripts/setup.sh page

setup-tests:
	@scripts/setup.sh tests
