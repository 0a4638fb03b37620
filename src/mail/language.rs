//! core: In which language does the customer write?
//! In: subject and new words. Out: the language our letters answer in, judged by script.
//! Never guesses between European languages: letters of ASCII are English to us, all else is `Other`.

use super::Language;
use std::sync::LazyLock;

/// Judges by script: subject and the customer's new words.
pub fn language(subject: &str, new_words: &str) -> Language {
    let words = Scripts::of(new_words);
    let both = || Scripts::of(&format!("{subject}\n{new_words}"));
    // `ok` says nothing; the subject may.
    let script = if words.is_telling() { words.script() } else { both().script() };
    match script {
        // A short answer may hold no character that differs, the subject often does.
        Some(Script::Han) if words.traditional == words.simplified => both().chinese(),
        Some(Script::Han) => words.chinese(),
        Some(Script::Kana) => Language::Ja,
        Some(Script::Hangul) => Language::Ko,
        Some(Script::Latin) => Language::En,
        None => Language::Other,
    }
}

enum Script {
    Han,
    Kana,
    Hangul,
    Latin,
}

/// How often each script stands in a text.
#[derive(Default)]
struct Scripts {
    han: usize,
    kana: usize,
    hangul: usize,
    /// Words of Latin letters; those with digits, `@` or `/` are numbers, addresses and links of no language.
    latin_words: usize,
    latin_letters: usize,
    /// Latin letters English does not have.
    marked_letters: usize,
    other_letters: usize,
    simplified: usize,
    traditional: usize,
}

impl Scripts {
    fn of(text: &str) -> Self {
        let mut scripts = Self::default();
        for word in text.split_whitespace() {
            let is_code = word.contains(['@', '/', '_']) || word.chars().any(|c| c.is_ascii_digit());
            let mut is_inside = false;
            for letter in word.chars() {
                let is_latin = letter.is_ascii_alphabetic() || is_marked(letter);
                if is_latin && !is_code {
                    scripts.latin_words += usize::from(!is_inside);
                    scripts.latin_letters += 1;
                    scripts.marked_letters += usize::from(is_marked(letter));
                } else if !is_latin {
                    scripts.count(letter);
                }
                // An apostrophe does not end a word.
                is_inside = is_latin || (is_inside && matches!(letter, '\'' | '’' | '-'));
            }
        }
        scripts
    }

    fn count(&mut self, letter: char) {
        match letter {
            '\u{3040}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9f}' => self.kana += 1,
            '\u{ac00}'..='\u{d7a3}' | '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' => self.hangul += 1,
            '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => {
                self.han += 1;
                match form(letter) {
                    Form::Simplified => self.simplified += 1,
                    Form::Traditional => self.traditional += 1,
                    Form::Either => {}
                }
            }
            _ => self.other_letters += usize::from(letter.is_alphabetic()),
        }
    }

    /// Enough to judge without the subject.
    fn is_telling(&self) -> bool {
        self.han + self.kana + self.hangul >= 2 || self.latin_words >= 3 || self.other_letters >= 8
    }

    fn script(&self) -> Option<Script> {
        // Names and decoration bring single kana into Chinese mails.
        let asian = self.han + self.kana;
        if self.hangul >= 2 && self.hangul > self.han && self.hangul * 3 >= self.latin_words {
            Some(Script::Hangul)
        } else if self.kana >= 2 && self.kana * 8 >= asian && asian * 3 >= self.latin_words {
            Some(Script::Kana)
        // One Han character weighs three Latin words: an English error message in a Chinese mail does not change it.
        } else if self.han > 0 && self.han * 3 >= self.latin_words && self.han * 2 >= self.other_letters {
            Some(Script::Han)
        } else if self.latin_words > 0 && self.latin_letters > self.other_letters && !self.is_marked() {
            Some(Script::Latin)
        } else {
            None
        }
    }

    /// French, German, Vietnamese: more than one letter in thirty-three with a mark (`café` in an English mail is fewer).
    fn is_marked(&self) -> bool {
        self.marked_letters >= 2 && self.marked_letters * 33 > self.latin_letters
    }

    fn chinese(&self) -> Language {
        if self.traditional > self.simplified { Language::ZhHant } else { Language::ZhHans }
    }
}

fn is_marked(letter: char) -> bool {
    matches!(letter, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') && letter.is_alphabetic()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Simplified,
    Traditional,
    Either,
}

const FIRST: u32 = 0x4e00;
const LAST: u32 = 0x9fff;
const BIG5_TRAILS: [(u8, u8); 2] = [(0x40, 0x7e), (0xa1, 0xfe)];

fn form(letter: char) -> Form {
    let place = u32::from(letter).checked_sub(FIRST).and_then(|place| usize::try_from(place).ok());
    place.and_then(|place| FORMS.get(place)).copied().unwrap_or(Form::Either)
}

/// The two national character sets are the table: GB 2312 holds no character that is only traditional, Big5 none that
/// is only simplified. A character in both, or in neither, has no vote.
static FORMS: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let mut forms = vec![Form::Either; usize::try_from(LAST - FIRST + 1).unwrap_or_default()];
    let mut vote = |text: &str, form: Form| {
        let places = text.chars().filter_map(|c| usize::try_from(u32::from(c).checked_sub(FIRST)?).ok());
        for place in places {
            if let Some(seen) = forms.get_mut(place) {
                *seen = if *seen == Form::Either { form } else { Form::Either };
            }
        }
    };
    let chinese = pairs(0xb0..=0xf7, &[(0xa1, 0xfe)]);
    vote(&encoding_rs::GBK.decode_without_bom_handling(&chinese).0, Form::Simplified);
    let taiwanese = [pairs(0xa4..=0xc5, &BIG5_TRAILS), pairs(0xc9..=0xf8, &BIG5_TRAILS)].concat();
    vote(&encoding_rs::BIG5.decode_without_bom_handling(&taiwanese).0, Form::Traditional);
    forms
});

/// All two-byte codes of these first and second bytes.
fn pairs(leads: std::ops::RangeInclusive<u8>, trails: &[(u8, u8)]) -> Vec<u8> {
    let codes = leads.flat_map(|lead| trails.iter().flat_map(move |(from, to)| (*from..=*to).map(move |t| [lead, t])));
    codes.flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{En, Ja, Ko, Other, ZhHans, ZhHant};

    #[test]
    fn the_script_tells_the_language() {
        for (words, expected) in [
            ("我的账户被锁了，请帮我解锁。", ZhHans),
            ("我的帳戶被鎖了，請幫我解鎖。", ZhHant),
            ("你好，我要退款", ZhHans),
            ("My account is locked, please help.", En),
            ("アカウントがロックされました。", Ja),
            ("계정이 잠겼습니다", Ko),
            ("Мой аккаунт заблокирован", Other),
            ("Mon compte a été bloqué, pouvez-vous m'aider s'il vous plaît ?", Other),
            ("Tài khoản của tôi bị khóa", Other),
            ("We met at the café, my naïve friend; the payment of yesterday is still missing and I want a refund", En),
            ("", Other),
            ("12345 !!", Other),
        ] {
            assert_eq!(language("", words), expected, "{words}");
        }
    }

    #[test]
    fn a_chinese_mail_with_many_latin_words_is_still_chinese() {
        let mail = "订单 TX20240501AA 支付失败，页面显示 \"Your payment could not be processed, please contact your bank\"，怎么办？";
        assert_eq!(language("Payment failed", mail), ZhHans);
        assert_eq!(language("", "iPhone 15 Pro Max 的 OKPay App 登入後出現 error code E1002"), ZhHant);
        assert_eq!(language("", "Please send the refund to my colleague 张伟, he has waited for two weeks now."), En);
    }

    #[test]
    fn a_short_answer_leaves_it_to_the_subject() {
        assert_eq!(language("回覆：[OK-10001] 您的退款申請", "ok"), ZhHant);
        assert_eq!(language("回覆：[OK-10001] 您的退款申請", "好的"), ZhHant);
        assert_eq!(language("Re: 退款问题", "ok thanks"), ZhHans);
        assert_eq!(language("Re: refund", "ok"), En);
        assert_eq!(language("退款问题", "Thank you, it works now."), En);
    }

    #[test]
    fn every_character_of_a_pair_votes_for_its_side() {
        let pairs = "账帳锁鎖请請这這来來们們会會对對时時应應钱錢汇匯转轉吗嗎为為问問题題";
        for (at, letter) in pairs.chars().enumerate() {
            let expected = if at % 2 == 0 { Form::Simplified } else { Form::Traditional };
            assert!(form(letter) == expected, "{letter}");
        }
        assert!("的一是我不在人有款退".chars().all(|c| form(c) == Form::Either));
    }
}
