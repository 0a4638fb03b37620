//! core: Which number do these words write?
//! In: `1,299.50`, `1.299,50`, `1.5万`, `5k`, `两千五`, `伍仟`. Out: the same in digits, `1299.50`, `15000`.
//! Never a guess: `两三百` is about so much and no number; more than twelve digits are none either.

/// The number in digits.
pub fn number(value: &str) -> Option<String> {
    let words: String = value.chars().filter(|c| !c.is_whitespace()).collect();
    if !words.starts_with(|c: char| c.is_ascii_digit()) {
        return spoken(&words).filter(|number| *number > 0).map(|number| number.to_string());
    }
    let unit = words.chars().next_back().and_then(zeros);
    let digits = plain(words.trim_end_matches(|c| zeros(c).is_some()));
    let digits = match unit {
        Some(zeros) => times_ten(&digits, zeros),
        None => digits,
    };
    (digits.len() <= 12).then_some(digits)
}

/// `1,299.50` and `1.299,50` are one number: a comma before one or two last digits stands for the point.
fn plain(value: &str) -> String {
    match value.rsplit_once(',') {
        Some((whole, cents)) if cents.len() < 3 => format!("{}.{cents}", whole.replace(['.', ','], "")),
        _ => value.replace(',', ""),
    }
}

/// `1.5` with four zeros: `15000`.
fn times_ten(digits: &str, zeros: usize) -> String {
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let moved: String = part.chars().chain(std::iter::repeat('0')).take(zeros.max(part.len())).collect();
    let (inside, behind) = moved.split_at_checked(zeros).unwrap_or((&moved, ""));
    let whole = format!("{whole}{inside}");
    if behind.is_empty() { whole } else { format!("{whole}.{behind}") }
}

const fn zeros(unit: char) -> Option<usize> {
    match unit {
        '百' => Some(2),
        '千' | 'k' | 'K' => Some(3),
        '万' => Some(4),
        '亿' => Some(8),
        _ => None,
    }
}

/// Chinese numerals. The last digit after a unit counts the next smaller one: 两千五 is 2500, 两千零五 is 2005.
fn spoken(words: &str) -> Option<u64> {
    let (mut sum, mut section, mut digit, mut last) = (0_u64, 0_u64, None, 1_u64);
    for c in words.chars() {
        match (figure(c), unit(c)) {
            (Some(0), _) => {
                digit.take().map_or(Some(()), |_: u64| None)?;
                last = 10;
            }
            (Some(figure), _) => digit.replace(figure).map_or(Some(()), |_| None)?,
            (None, Some(10_000)) => {
                sum += (section + digit.take().unwrap_or(0)).max(1) * 10_000;
                (section, last) = (0, 10_000);
            }
            (None, Some(unit)) => {
                section += digit.take().unwrap_or(1) * unit;
                last = unit;
            }
            (None, None) => return None,
        }
    }
    Some(sum + section + digit.unwrap_or(0) * (last / 10).max(1))
}

const fn figure(c: char) -> Option<u64> {
    Some(match c {
        '零' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

const fn unit(c: char) -> Option<u64> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1_000,
        '万' => 10_000,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn numbers_of_every_writing_become_digits() {
        for (written, wanted) in [
            ("1,299.50", "1299.50"),
            ("59,99", "59.99"),
            ("1.299,50", "1299.50"),
            ("1,299", "1299"),
            ("1.5万", "15000"),
            ("8 万", "80000"),
            ("2.125千", "2125"),
            ("5k", "5000"),
            ("1.2345千", "1234.5"),
            ("十", "10"),
            ("三百", "300"),
            ("两千五", "2500"),
            ("两千零五", "2005"),
            ("二十一", "21"),
            ("一万二千五百", "12500"),
            ("十二万", "120000"),
            ("两万三", "23000"),
            ("伍仟", "5000"),
        ] {
            assert_eq!(number(written).as_deref(), Some(wanted), "{written}");
        }
    }

    #[test]
    fn about_so_much_is_no_number() {
        assert_eq!(number("两三百"), None);
        assert_eq!(number("零"), None);
        assert_eq!(number("123456789亿"), None);
    }
}
