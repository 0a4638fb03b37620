//! core: What is a subject without what clients and we put before it?
//! In: a subject as written. Out: its core, folded or as written; whether it answers or forwards another mail.
//! Never believes a prefix to prove an answer: it only says that the words after it are not new.

/// What answers and forwards put before a subject, folded: the words of mail clients in the languages they speak.
const PREFIXES: [&str; 68] = [
    // Answers: English, Chinese, Japanese, Korean.
    "re",
    "回复",
    "回覆",
    "答复",
    "答覆",
    "回信",
    "返信",
    "회신",
    "답장",
    // German, Dutch, the North, the Baltic.
    "aw",
    "antw",
    "antwort",
    "sv",
    "vs",
    "svar",
    // Romance languages, Greek.
    "r",
    "rif",
    "rép",
    "réf",
    "ref",
    "res",
    "resp",
    "răspuns",
    "απ",
    "σχετ",
    // Slavic languages, Hungarian, Turkish.
    "odp",
    "отв",
    "ответ",
    "vá",
    "ynt",
    "yan",
    // Hebrew, Arabic, Thai, Vietnamese, Indonesian.
    "תשובה",
    "תגובה",
    "رد",
    "ตอบ",
    "ตอบกลับ",
    "trả lời",
    "bls",
    "balas",
    // Forwards, in the same order.
    "fw",
    "fwd",
    "转发",
    "轉發",
    "转寄",
    "轉寄",
    "転送",
    "전달",
    "wg",
    "doorst",
    "vl",
    "vb",
    "i",
    "tr",
    "rv",
    "enc",
    "fs",
    "πρθ",
    "pd",
    "пересл",
    "továbbítás",
    "ilt",
    "הועבר",
    "העברה",
    "إعادة توجيه",
    "ส่งต่อ",
    "chuyển tiếp",
    // Written by a program in place of the customer.
    "自动回复",
    "自動回覆",
];

/// Folded and without its prefixes and ticket numbers: `回复：Re[2]: [OK-10234] 退款` is `退款`.
pub fn core(subject: &str) -> String {
    core_of(&folded(subject)).to_owned()
}

/// The same of a text that is folded already.
pub fn core_of(folded: &str) -> &str {
    let mut core = folded;
    while let Some(rest) = without_prefix(core).or_else(|| without_tag(core)) {
        core = rest.trim_start();
    }
    core.trim()
}

/// Without prefixes, letters as written.
pub fn bare(subject: &str) -> &str {
    let mut rest = subject.trim();
    while let Some(tail) = without_prefix(rest) {
        rest = tail.trim();
    }
    rest
}

/// Does the subject say that the mail answers or forwards another one? Its words are then not new.
pub fn is_answer(subject: &str) -> bool {
    without_prefix(subject.trim_start()).is_some()
}

/// Full width to half, lower case, white space joined.
pub fn folded(text: &str) -> String {
    let normal = icu_normalizer::ComposingNormalizerBorrowed::new_nfkc().normalize(text);
    normal.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// `re:`, `RE：`, `re[2]:`, `re(2):`, `re^2:`, `回复:`
fn without_prefix(subject: &str) -> Option<&str> {
    const LONGEST: usize = 40;
    let (head, rest) = subject.split_once([':', '：'])?;
    let head = folded(Some(head).filter(|head| head.len() <= LONGEST)?);
    let word = head.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '[' | ']' | '(' | ')' | '^' | ' '));
    PREFIXES.contains(&word).then_some(rest)
}

/// `[ok-10234]`, `[#10234]`: letters, a mark, digits.
fn without_tag(subject: &str) -> Option<&str> {
    let (tag, rest) = subject.strip_prefix(['[', '【'])?.split_once([']', '】'])?;
    let digits = tag.trim_start_matches(|c: char| c.is_ascii_alphabetic() || matches!(c, '-' | '#' | ' ' | ':'));
    let is_number = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
    is_number.then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_is_folded_to_its_core() {
        for subject in [
            "退款",
            "Re: 退款",
            "RE：退款",
            "回复：退款",
            "答复: 转发：Fwd: 退款",
            "Re[2]: [OK-10234] 退款",
            "[OK-10234] Re: 退款",
            "AW: WG: SV: 退款 ",
            "轉寄: 回覆：退款",
            "【OK-10234】退款",
            "Re: [#10234] 退款",
        ] {
            assert_eq!(core(subject), "退款", "{subject}");
        }
        assert_eq!(core("Refund: order  12"), "refund: order 12");
        assert_eq!(core("[urgent] Refund"), "[urgent] refund");
        assert_eq!(core("Re: "), "");
    }

    #[test]
    fn every_clients_prefix_is_known_as_it_is_written() {
        for prefix in [
            "Re",
            "RE",
            "Fw",
            "FWD",
            "回复",
            "答复",
            "回覆",
            "答覆",
            "转发",
            "轉寄",
            "回信",
            "自动回复",
            "返信",
            "転送",
            "회신",
            "전달",
            "AW",
            "WG",
            "SV",
            "VS",
            "VL",
            "Antw",
            "R",
            "I",
            "RIF",
            "RV",
            "RES",
            "ENC",
            "RÉP",
            "TR",
            "Vá",
            "Továbbítás",
            "ΑΠ",
            "ΣΧΕΤ",
            "ΠΡΘ",
            "Ответ",
            "Отв",
            "Пересл",
            "Odp",
            "PD",
            "YNT",
            "תשובה",
            "הועבר",
            "رد",
        ] {
            for colon in [":", "：", " : "] {
                let subject = format!("{prefix}{colon} Kündigung");
                assert_eq!(bare(&subject), "Kündigung", "{subject}");
                assert!(is_answer(&subject), "{subject}");
            }
        }
        for words in ["Refund: order 12", "http://x.example", "Hi: there", "12:30 payment", "", ":"] {
            assert_eq!(bare(words), words);
            assert!(!is_answer(words), "{words}");
        }
    }
}
