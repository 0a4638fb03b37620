//! core: Does a mail bring identity papers: an ID card, a passport, a driving licence, a selfie with one of them?
//! In: names of files, a subject, the words of a mail. Out: yes or no.
//! Never looks at a picture. In doubt it says yes: then a file is only not mailed on, and not kept for ever.

use aho_corasick::AhoCorasick;
use std::sync::LazyLock;

/// Folded as below; a Latin word begins with a blank, or `paid card` would be one.
const PAPERS: [&str; 52] = [
    "身份证",
    "身份証",
    "身分证",
    "身分證",
    "身份證",
    "护照",
    "護照",
    "驾照",
    "駕照",
    "驾驶证",
    "駕駛證",
    "行驶证",
    "证件照",
    "證件照",
    "手持证件",
    "手持證件",
    "通行证",
    "通行證",
    "居住证",
    "居住證",
    "户口本",
    "戶口名簿",
    "健保卡",
    "回乡证",
    "回鄉證",
    "台胞证",
    "台胞證",
    "人脸照",
    " id card",
    " idcard",
    " id photo",
    " idphoto",
    " photo id",
    " photoid",
    " identity card",
    " identity document",
    " identification card",
    " passport",
    " driver license",
    " driverlicense",
    " drivers license",
    " driverslicense",
    " driver licence",
    " drivers licence",
    " driving licence",
    " driving license",
    " residence permit",
    " selfie with id",
    " selfie with my id",
    " selfie holding",
    " holding my id",
    " holding id",
];

static WORDS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| AhoCorasick::new(PAPERS).ok());

/// `ID-card_front.jpg`, `身份证 正面.png`, `Here is my driver's licence`.
pub fn names_papers(text: &str) -> bool {
    WORDS.as_ref().is_some_and(|words| words.is_match(&folded(text)))
}

/// Words in lower case, one blank between them and where letters of another kind or a capital begin; Chinese has none.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for c in text.chars().filter(|c| !matches!(c, '\'' | '’')) {
        let is_start = c.is_ascii_alphanumeric() && (!before.is_ascii_alphanumeric() || is_new_word(before, c));
        if is_start {
            folded.push(' ');
        }
        if c.is_alphanumeric() {
            folded.extend(c.to_lowercase());
        }
        before = c;
    }
    folded
}

fn is_new_word(before: char, c: char) -> bool {
    before.is_ascii_lowercase() && c.is_ascii_uppercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn papers_are_known_however_their_names_are_written() {
        for yes in [
            "身份证正面.jpg",
            "身份証 - 反面.png",
            "我的護照.pdf",
            "手持证件自拍.jpg",
            "駕照.heic",
            "ID-card_front.JPG",
            "id_card.png",
            "IDCard (1).jpg",
            "passport scan.pdf",
            "Driver's License.png",
            "driving-licence-front.jpg",
            "selfie_with_ID.jpg",
            "As you asked, a photo ID and a bill.",
            "myPassport2.pdf",
            "我的passport照片",
            "附件是我的身份证照片",
            "台胞證影本",
        ] {
            assert!(names_papers(yes), "{yes}");
        }
        for no in [
            "截图.png",
            "screenshot.png",
            "invoice-2026.pdf",
            "My card was charged twice",
            "paid card.png",
            "证明.pdf",
            "did car.png",
            "I paid card fees",
            "selfie.jpg",
        ] {
            assert!(!names_papers(no), "{no}");
        }
    }
}
