//! The mistakes that `make planted` makes.

/// Each is in a line that is there just once: code that has moved on would end the whole run.
#[test]
fn every_mistake_has_its_line() {
    let list = crate::read("tests/planted.txt");
    for block in list.split("\n## ").skip(1) {
        let mut lines = block.lines().filter(|line| !line.is_empty());
        let (name, file) = (lines.next().unwrap(), lines.next().unwrap());
        let of = |sign: &str| block.lines().filter_map(|line| line.strip_prefix(sign)).collect::<Vec<_>>().join("\n");
        let (right, wrong) = (of("-"), of("+"));
        let text = crate::read(file);
        assert_eq!(text.matches(&right).count(), 1, "{name}: {right}");
        assert!(!wrong.is_empty() && wrong != right, "{name}");
    }
}
