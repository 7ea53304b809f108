use super::*;

#[test]
fn equal_operations_are_shared_and_unused_ones_dropped() {
    let recording = record(|| {
        let (x, y) = (input("x"), input("y"));
        let _unused = x / y;
        vec![("a".to_owned(), x * y + x * y)]
    });
    assert_eq!(recording.counts(), Counts { float: 2, ..Counts::default() });
    let text = recording.wgsl();
    assert!(text.contains("a = v") && !text.contains('/'), "{text}");
}

#[test]
fn loops_and_branches_are_printed_once() {
    let recording = record(|| {
        let x = input("x");
        let [sum] = Float::repeat(5, [x], |index, [sum]| [sum + Float::read((), index)]);
        let [root] = Float::only_where(x.lt(sum), [x], || [sum.sqrt() + x]);
        // Seen before only inside of the branch: there it stays.
        vec![("a".to_owned(), root), ("b".to_owned(), sum.sqrt())]
    });
    assert_eq!(recording.counts(), Counts { float: 5 + 1 + 2 + 1, int: 0, reads: 5 });
    let text = recording.wgsl();
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    assert_eq!(
        lines,
        [
            "let v0 = x;",
            "var b0_0 = v0;",
            "for (var i0 = 0u; i0 < 5u; i0++) {",
            "let v1 = b0_0;",
            "let v2 = i0;",
            "let v3 = memory[v2];",
            "let v4 = v1 + v3;",
            "b0_0 = v4;",
            "}",
            "let v6 = b0_0;",
            "let v7 = v0 < v6;",
            "var b1_0 = v0;",
            "if (v7) {",
            "let v8 = sqrt(v6);",
            "let v9 = v8 + v0;",
            "b1_0 = v9;",
            "}",
            "let v11 = b1_0;",
            "let v12 = sqrt(v6);",
            "a = v11;",
            "b = v12;",
        ]
    );
}

#[test]
fn unchanged_places_are_not_assigned() {
    let recording = record(|| vec![("a".to_owned(), input("a")), ("b".to_owned(), input("a"))]);
    assert_eq!(recording.wgsl(), "    let v0 = a;\n    b = v0;\n");
}

#[test]
fn numbers_keep_their_bits() {
    for number in [0.1_f32, 1e-30, -0.0, 3.0, f32::MAX, f32::MIN_POSITIVE] {
        let text = record(|| vec![("a".to_owned(), Float::splat(number))]).wgsl();
        let printed = text.trim_start_matches("    a = ").trim_end_matches([';', '\n', ')', 'f']).trim_matches('(');
        assert_eq!(printed.parse::<f32>().map(f32::to_bits), Ok(number.to_bits()), "{text}");
    }
}
