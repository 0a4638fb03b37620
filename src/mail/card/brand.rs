//! core: Do these digits make a card number?
//! In: digits, and how they were grouped. Out: yes or no: by issuer's range, length, check digit and grouping.
//! Never knows a single card: the ranges are those the brands publish.

pub const SHORTEST: usize = 13;
pub const LONGEST: usize = 19;

/// The check digit of ISO/IEC 7812-1 annex B (Luhn).
pub fn is_right(digits: &[u8]) -> bool {
    let doubled = |digit: u8| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let weighed = digits.iter().rev().enumerate().map(|(at, &digit)| if at % 2 == 1 { doubled(digit) } else { digit });
    weighed.map(u32::from).sum::<u32>() % 10 == 0
}

/// Beginning and length of Visa, Mastercard, UnionPay, American Express, JCB, Diners, Discover, Maestro, Mir, Verve,
/// Troy, and of the Chinese bank cards older than UnionPay's range.
pub fn is_brand(digits: &[u8]) -> bool {
    let begin = |count: usize| digits.iter().take(count).fold(0_u32, |sum, digit| sum * 10 + u32::from(*digit));
    let (two, four) = (begin(2), begin(4));
    match digits.len() {
        13 => two / 10 == 4,
        14 => matches!(begin(3), 300..=305 | 309) || matches!(two, 36 | 38 | 39),
        15 => matches!(two, 34 | 37),
        16 => {
            matches!(two, 40..=49 | 51..=58 | 62 | 65 | 67 | 81)
                || matches!(four, 2200..=2204 | 2221..=2720 | 3528..=3589 | 5018..=5099 | 6011..=6013 | 6304 | 6440..=6499)
                || matches!(four, 9558 | 9559 | 9792)
                || matches!(two, 36 | 38 | 39 | 60)
        }
        17 | 18 => matches!(two, 62 | 67) || four == 5061,
        19 => {
            matches!(two, 62 | 65 | 67 | 81)
                || matches!(four, 4367 | 4563 | 4392 | 6013 | 9558 | 9559 | 5018..=5099 | 6304)
                || matches!(four, 2200..=2204 | 3528..=3589)
        }
        _ => false,
    }
}

/// The sizes of the groups: all one length but the last, or as the brands print them.
pub fn is_written_so(sizes: &[usize]) -> bool {
    let [first, middle @ .., last] = sizes else { return true };
    let is_even = middle.iter().all(|size| size == first) && last <= first && *first != 3;
    let is_fours = sizes.iter().rev().skip(1).all(|size| size % 4 == 0);
    is_even || is_fours || matches!(sizes, [4, 6, 4 | 5] | [6, 7..=13] | [5, 11] | [6, 4, 6] | [6, 6, 4])
}
