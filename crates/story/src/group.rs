//! Parts a web of linked tellings into groups.
//!
//! A web may hang together by a chain: A is like B, B like C, but A and C are of different days. Average linkage (UPGMA;
//! R. Sokal and C. Michener, 1958) keeps such chains apart: two groups become one only when their tellings are linked on
//! average, and tellings that are not linked at all pull the average down.

/// Average strength, in thousandths, over all pairs of two groups, from which on they are one.
const ENOUGH: u64 = 250;

/// Two indices and a strength in thousandths.
pub(crate) type Link = (usize, usize, u16);

/// Parts `count` tellings, given in the order of [`crate::Telling::order`]. `links` are pairs of indices with their
/// strength in thousandths. Returns groups of indices, each sorted, in the order of their first members.
///
/// The answer depends only on the arguments as sets: the best pair goes first, ties by the lowest indices.
#[must_use]
pub fn split(count: usize, links: &[Link]) -> Vec<Vec<usize>> {
    let mut groups: Vec<Vec<usize>> = (0..count).map(|index| vec![index]).collect();
    // sums[a][b]: strengths of all links between the groups that began with a and b; a < b.
    let mut sums = vec![vec![0u64; count]; count];
    for &(one, other, strength) in links {
        let (one, other) = (one.min(other), one.max(other));
        if one != other
            && let Some(sum) = sums.get_mut(one).and_then(|row| row.get_mut(other))
        {
            *sum = (*sum).max(u64::from(strength));
        }
    }
    while let Some((one, other)) = closest(&groups, &sums) {
        let moved = groups.get_mut(other).map(std::mem::take).unwrap_or_default();
        if let Some(group) = groups.get_mut(one) {
            group.extend(moved);
            group.sort_unstable();
        }
        for third in 0..count {
            let moved = take_sum(&mut sums, other, third);
            if third != one
                && let Some(sum) = sums.get_mut(one.min(third)).and_then(|row| row.get_mut(one.max(third)))
            {
                *sum += moved;
            }
        }
    }
    groups.retain(|group| !group.is_empty());
    groups
}

/// The pair of groups with the highest average, if it is high enough.
fn closest(groups: &[Vec<usize>], sums: &[Vec<u64>]) -> Option<(usize, usize)> {
    let mut best: Option<(u64, usize, usize)> = None;
    for (one, row) in sums.iter().enumerate() {
        for (other, &sum) in row.iter().enumerate().skip(one + 1) {
            let pairs = groups.get(one)?.len() * groups.get(other)?.len();
            if sum == 0 || pairs == 0 {
                continue;
            }
            let average = sum / u64::try_from(pairs).unwrap_or(u64::MAX);
            if average >= ENOUGH && best.is_none_or(|(highest, ..)| average > highest) {
                best = Some((average, one, other));
            }
        }
    }
    best.map(|(_, one, other)| (one, other))
}

fn take_sum(sums: &mut [Vec<u64>], one: usize, other: usize) -> u64 {
    if one == other {
        return 0;
    }
    sums.get_mut(one.min(other)).and_then(|row| row.get_mut(one.max(other))).map(std::mem::take).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Name, tellings, links, groups.
    type Case = (&'static str, usize, &'static [Link], &'static [&'static [usize]]);

    #[test]
    fn webs_are_parted() {
        let cases: &[Case] = &[
            ("nothing", 0, &[], &[]),
            ("strangers", 2, &[], &[&[0], &[1]]),
            ("a pair", 2, &[(0, 1, 400)], &[&[0, 1]]),
            ("a pair, linked twice", 2, &[(0, 1, 400), (1, 0, 300)], &[&[0, 1]]),
            ("one link is missing", 3, &[(0, 1, 500), (1, 2, 520)], &[&[0, 1, 2]]),
            ("two happenings with one wrong link", 4, &[(0, 1, 900), (2, 3, 900), (1, 2, 400)], &[&[0, 1], &[2, 3]]),
            (
                "a chain of days",
                6,
                &[(0, 1, 400), (1, 2, 400), (2, 3, 400), (3, 4, 400), (4, 5, 400)],
                &[&[0, 1], &[2, 3], &[4, 5]],
            ),
            ("links to nobody", 2, &[(0, 7, 900), (1, 1, 900)], &[&[0], &[1]]),
        ];
        for (name, count, links, expected) in cases {
            assert_eq!(&split(*count, links), expected, "{name}");
            let turned: Vec<_> = links.iter().rev().map(|&(one, other, strength)| (other, one, strength)).collect();
            assert_eq!(&split(*count, &turned), expected, "{name}: links in another order");
        }
    }
}
