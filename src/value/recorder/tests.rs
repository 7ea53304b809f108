use super::*;
use crate::value::List;

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
        let [sum] = Float::fold(Float::span(0..5), [x], |index, [sum]| [sum + Float::read((), index)]);
        let [root] = Float::only_where(x.lt(sum), [x], || [sum.sqrt() + x]);
        // Seen before only inside of the branch: there it stays.
        vec![("a".to_owned(), root), ("b".to_owned(), sum.sqrt())]
    });
    assert_eq!(recording.counts(), Counts { float: 5 + 1 + 2 + 1, shared: 5, ..Counts::default() });
    let text = recording.wgsl();
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    assert_eq!(
        lines,
        [
            "let v0 = x;",
            "var b0_0 = v0;",
            "for (var i0 = 0u; i0 < 5u; i0++) {",
            "let v3 = b0_0;",
            "let v4 = i0;",
            "let v5 = memory[v4];",
            "let v6 = v3 + v5;",
            "b0_0 = v6;",
            "}",
            "let v8 = b0_0;",
            "let v9 = v0 < v8;",
            "var b1_0 = v0;",
            "if (v9) {",
            "let v10 = sqrt(v8);",
            "let v11 = v10 + v0;",
            "b1_0 = v11;",
            "}",
            "let v13 = b1_0;",
            "let v14 = sqrt(v8);",
            "a = v13;",
            "b = v14;",
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

/// Three numbers of a thing.
#[derive(Clone, Debug)]
struct Pair {
    one: Float,
    two: [Float; 2],
}

impl Numbers<Float> for Pair {
    const COUNT: usize = 3;

    fn make(number: &mut dyn FnMut(usize) -> Float) -> Self {
        Self { one: number(0), two: [number(1), number(2)] }
    }

    fn walk(&self, visit: &mut dyn FnMut(Float)) {
        [self.one, self.two[0], self.two[1]].into_iter().for_each(visit);
    }

    fn names() -> Vec<String> {
        ["one", "two", "two"].map(str::to_owned).to_vec()
    }
}

/// The statements of what is done with a list of three pairs, whose first number is number 10 of the state.
fn listed(held: bool, body: impl FnOnce(&mut Bank<Pair>)) -> Vec<String> {
    let text = record_as(held, || {
        let mut list = Bank::build(3, 10, &mut |number| input(format!("s{number}")));
        body(&mut list);
        let mut numbers = Vec::new();
        list.visit(&mut |number| numbers.push((format!("s{}", 10 + numbers.len()), number)));
        numbers
    });
    text.wgsl().lines().map(|line| line.trim().to_owned()).collect()
}

#[test]
fn a_loop_over_a_list_is_one_loop_in_the_memory_of_the_device() {
    let add = |list: &mut Bank<Pair>| {
        Float::each(Float::span(0..3), |index| list.change(index, |it| it.two[1] = it.two[1] + it.one));
    };
    assert_eq!(
        listed(false, add),
        [
            "for (var i0 = 0u; i0 < 3u; i0++) {",
            "let v2 = i0;",
            "let v3 = v2 * 3u;",
            "let v4 = state[(v3 + 10u) * run.stride + lane];",
            "let v6 = state[(v3 + 12u) * run.stride + lane];",
            "let v7 = v6 + v4;",
            "state[(v3 + 12u) * run.stride + lane] = v7;",
            "}",
        ]
    );
    let held = listed(true, add);
    assert_eq!(held.iter().filter(|line| line.contains(" + ")).count(), 3, "written out: {held:?}");
    assert!(held.iter().any(|line| line.starts_with("s18 = ")) && !held.concat().contains("state"), "{held:?}");
}

#[test]
fn what_was_changed_is_read_again_and_where_it_is_known_it_is_not() {
    let lines = listed(false, |list| {
        let first = Float::index(0);
        // Known: the second change needs no second read.
        list.change(first, |it| it.one = it.one + it.one);
        list.change(first, |it| it.two[0] = it.one);
        // A loop may have changed it.
        Float::each(Float::span(0..3), |index| list.change(index, |it| it.one = -it.one));
        list.change(first, |it| it.two[1] = it.one);
    });
    let reads = lines.iter().filter(|line| line.contains("= state[10u")).count();
    assert_eq!(reads, 2, "{lines:#?}");
}

#[test]
fn a_number_at_an_index_is_one_read_where_they_stand_side_by_side() {
    let lines = listed(false, |list| {
        Float::each(Float::span(0..2), |index| {
            let picked = list.see(index, |it| Float::pick(&it.two, index));
            list.change(index, |it| it.one = picked);
        });
    });
    assert_eq!(lines.iter().filter(|line| line.contains("= state[")).count(), 1, "{lines:#?}");
}

#[test]
fn numbers_that_were_changed_since_are_picked_as_they_were() {
    let lines = listed(false, |list| {
        let old = list.see(Float::index(0), |it| it.two);
        list.change(Float::index(0), |it| it.two = [Float::splat(9.0); 2]);
        Float::each(Float::span(0..2), |index| list.change(index, |it| it.one = Float::pick(&old, index)));
    });
    let first = lines.iter().position(|line| line.starts_with("state[")).unwrap();
    assert!(lines[first..].iter().all(|line| !line.contains("= state[")), "{lines:#?}");
}

#[test]
#[should_panic(expected = "only known in a loop")]
fn no_result_is_of_a_loop_that_has_ended() {
    record(|| {
        let mut last = input("x");
        Float::each(Float::span(0..5), |index| last = Float::whole(index));
        vec![("a".to_owned(), last)]
    });
}

#[test]
#[should_panic(expected = "only known in a loop")]
fn nothing_of_a_loop_is_used_after_it_unless_it_is_carried() {
    record(|| {
        let mut last = input("x");
        Float::each(Float::span(0..5), |index| last = last + Float::whole(index));
        vec![("a".to_owned(), last + last)]
    });
}
