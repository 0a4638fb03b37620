//! core: Which known name did somebody mean who mistyped one?
//! In: the name, and all known ones. Out: the nearest, when it is near enough to be worth a question.
//! Never a correction: it is only asked, "did you mean …?".

/// The known name that was probably meant, when one is near enough.
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (name.chars().count() / 3).clamp(1, 3);
    known
        .into_iter()
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|(steps, _)| *steps <= limit)
        .min_by_key(|(steps, _)| *steps)
        .map(|(_, candidate)| candidate)
}

/// Typing steps from one word to the other: insert, delete, change, or swap two neighbours.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    let mut last = None;
    for (i, c) in one.chars().enumerate() {
        let mut next = vec![i + 1];
        let mut last_other = None;
        for (j, &d) in other.iter().enumerate() {
            let cell = |cells: &[usize], at: usize| cells.get(at).copied().unwrap_or(usize::MAX - 1);
            let mut best = (cell(&row, j) + usize::from(c != d)).min(cell(&row, j + 1) + 1).min(cell(&next, j) + 1);
            if last == Some(d) && last_other == Some(c) && j > 0 {
                best = best.min(cell(&before, j - 1) + 1);
            }
            next.push(best);
            last_other = Some(d);
        }
        before = std::mem::replace(&mut row, next);
        last = Some(c);
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_found_across_a_slip_of_the_fingers() {
        assert_eq!(nearest("lokced", ["locked", "login"]), Some("locked"));
        assert_eq!(nearest("strnog", ["strong", "normal"]), Some("strong"));
        assert_eq!(nearest("zebra", ["strong", "normal"]), None);
    }
}
