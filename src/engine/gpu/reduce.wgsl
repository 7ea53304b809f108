// From a month's record of every future to what is shown of it: a workgroup a row.
//
// Before this stand ROWS, the rows of the record to reduce, and BANDS, how many of them need their quantiles too.

struct Reduction {
    futures: u32,
    // First of the rows at work on.
    row: u32,
    // Index of each quantile among the sorted futures, and an unused one.
    ranks: array<vec4<u32>, 2>,
}

@group(0) @binding(0) var<uniform> run: Reduction;
@group(0) @binding(1) var<storage, read_write> raw: array<u32>;
// By row: seven quantiles, mean, error, futures above 0, futures at 0, 1, 2 and 3.
@group(0) @binding(2) var<storage, read_write> results: array<u32>;

const LANES = 256u;
const QUANTILES = 7u;

var<workgroup> counts: array<atomic<u32>, 1792>;
var<workgroup> ranks: array<u32, QUANTILES>;
var<workgroup> prefixes: array<u32, QUANTILES>;
var<workgroup> leaders: array<u32, QUANTILES>;
var<workgroup> sums: array<f32, LANES>;
var<workgroup> tallies: array<atomic<u32>, TALLIES>;

// NaN in every number that is about to be written, so that one that is not shows: a workgroup a row of the record.
@compute @workgroup_size(LANES)
fn poison(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
    let row = run.row + group.x;
    for (var future = lane; future < run.futures; future += LANES) {
        raw[row * run.futures + future] = 0x7fc00000u;
    }
    let at = row * RESULTS + lane;
    if (lane < RESULTS && at < arrayLength(&results)) {
        results[at] = 0x7fc00000u;
    }
}

// Unsigned integers in the order of the numbers, NaN last.
fn key(bits: u32) -> u32 {
    return select(bits | 0x80000000u, ~bits, bits >= 0x80000000u);
}

fn bits(key: u32) -> u32 {
    return select(~key, key & 0x7fffffffu, key >= 0x80000000u);
}

// Sum over the workgroup, in an order that depends on nothing but the number of futures.
fn total(lane: u32, part: f32) -> f32 {
    workgroupBarrier();
    sums[lane] = part;
    workgroupBarrier();
    for (var half = LANES / 2u; half > 0u; half /= 2u) {
        if (lane < half) {
            sums[lane] += sums[lane + half];
        }
        workgroupBarrier();
    }
    return sums[0];
}

// Radix selection: four rounds of eight bits, for all quantiles at once. Those that still agree in all higher bits share
// the counts of the first of them.
fn select_quantiles(lane: u32, first: u32, out: u32) {
    if (lane < QUANTILES) {
        ranks[lane] = run.ranks[lane / 4u][lane % 4u];
        prefixes[lane] = 0u;
        leaders[lane] = 0u;
    }
    for (var shift = 24i; shift >= 0i; shift -= 8i) {
        for (var at = lane; at < 256u * QUANTILES; at += LANES) {
            atomicStore(&counts[at], 0u);
        }
        workgroupBarrier();
        for (var future = lane; future < run.futures; future += LANES) {
            let it = key(raw[first + future]);
            let digit = (it >> u32(shift)) & 255u;
            // A shift by 32 is not defined; there is nothing above the highest digit.
            let above = select(it >> (u32(shift) + 8u), 0u, shift == 24i);
            for (var quantile = 0u; quantile < QUANTILES; quantile++) {
                if (leaders[quantile] == quantile && prefixes[quantile] == above) {
                    atomicAdd(&counts[quantile * 256u + digit], 1u);
                }
            }
        }
        workgroupBarrier();
        if (lane < QUANTILES) {
            var left = ranks[lane];
            var digit = 0u;
            loop {
                let here = atomicLoad(&counts[leaders[lane] * 256u + digit]);
                if (left < here || digit == 255u) { break; }
                left -= here;
                digit++;
            }
            ranks[lane] = left;
            prefixes[lane] = (prefixes[lane] << 8u) | digit;
        }
        workgroupBarrier();
        if (lane < QUANTILES) {
            var leader = lane;
            while (leader > 0u && prefixes[leader - 1u] == prefixes[lane]) {
                leader--;
            }
            leaders[lane] = leader;
        }
        workgroupBarrier();
    }
    if (lane < QUANTILES) {
        results[out + lane] = bits(prefixes[lane]);
    }
}

@compute @workgroup_size(LANES)
fn reduce(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
    let row = run.row + group.x;
    let first = ROWS[row] * run.futures;
    let out = row * RESULTS;
    if (lane < TALLIES) {
        atomicStore(&tallies[lane], 0u);
    }
    var sum = 0.0f;
    var tally = array<u32, TALLIES>();
    for (var future = lane; future < run.futures; future += LANES) {
        let it = bitcast<f32>(raw[first + future]);
        sum += it;
        tally[0] += u32(it > 0.0f);
        for (var rung = 0u; rung + 1u < TALLIES; rung++) {
            tally[rung + 1u] += u32(it == f32(rung));
        }
    }
    let mean = total(lane, sum) / f32(run.futures);
    for (var at = 0u; at < TALLIES; at++) {
        atomicAdd(&tallies[at], tally[at]);
    }
    var squares = 0.0f;
    for (var future = lane; future < run.futures; future += LANES) {
        let off = bitcast<f32>(raw[first + future]) - mean;
        squares += off * off;
    }
    let variance = total(lane, squares) / max(f32(run.futures) - 1.0f, 1.0f);
    if (lane == 0u) {
        results[out + 7u] = bitcast<u32>(mean);
        results[out + 8u] = bitcast<u32>(sqrt(variance / f32(run.futures)));
    }
    if (lane < TALLIES) {
        results[out + 9u + lane] = atomicLoad(&tallies[lane]);
    }
    if (row < BANDS) {
        select_quantiles(lane, first, out);
    }
}
