//! core: Does this mail only say thanks?
//! In: a mail and its verdict. Out: yes or no. A mail that only thanks reopens, starts and stops nothing.
//! Never guesses: a word that is not on the lists makes it a mail that wants an answer; forgetting a customer is worse
//! than reopening a ticket once too often.

use crate::mail::{Mail, SpanKind};
use crate::rules::{Place, Verdict};

/// Longer mails say something else as well.
const MOST_CHARS: usize = 160;
/// A name under the thanks.
const MOST_STRANGE_WORDS: usize = 2;
const MOST_STRANGE_HAN: usize = 4;

/// Without one of these it is no thanks.
const THANKS: &str = "thank thx cheers appreciate 谢谢 謝謝 感谢 感謝 多谢 多謝 谢了 謝了 辛苦了";

/// Polite company of thanks, longest first where one holds another.
const POLITE_HAN: &str = "祝您生活愉快 感谢 感謝 谢谢 謝謝 多谢 多謝 谢了 謝了 辛苦了 非常 十分 真的 太 了 您 \
    你 们 們 的 帮助 幫助 帮忙 幫忙 回复 回覆 答复 答覆 支持 耐心 快速 及时 及時 收到 已经 \
    已經 已 好的 好 问题 問題 解决 解決 可以 现在 現在 我 大家 客服 团队 團隊 这么 這麼 \
    快 啦 啊 哦 祝 愉快 工作 顺利 順利 此致 敬礼 敬禮 对 對 给 給 很 是 都 一切 正常 恢复 \
    恢復";

const POLITE_WORDS: &str = "thanks thank you thx cheers so much very many a lot again for your the help helping \
    quick fast prompt kind reply answer response support assistance great perfect \
    wonderful awesome excellent it works worked working now got ok okay all good best \
    regards hi hello dear team everyone appreciate appreciated that this is solved fixed \
    resolved fine received have nice day weekend and well noted i we really yes of \
    sincerely yours warm everything problem issue was has been s";

/// Whatever else it says, it is not over.
const NOT_OVER: &str = "not no but still however yet n't cannot wait when why how what ? ？ 吗 嗎 呢 不 没 沒 \
    未 但 还 還 却 卻 何 怎 请 請 要 催";

/// Short, no question, no field, thanks words of both languages – and nothing that any rule knows. The subject is the
/// one of the mail it answers and says nothing.
pub fn is_thanks(mail: &Mail, verdict: &Verdict) -> bool {
    let words = mail.words(SpanKind::New);
    let says_more = verdict.fields.values().any(|found| !found.text.is_empty() && words.contains(&found.text))
        || verdict.hits.iter().any(|hit| hit.points > 0.0 && hit.field != Place::Subject)
        || mail.attachments.iter().any(|attachment| !attachment.is_decoration);
    !says_more && only_thanks(&words)
}

fn only_thanks(words: &str) -> bool {
    let words = words.trim().to_lowercase().replace('\u{2019}', "'");
    let has_thanks = THANKS.split_whitespace().any(|thanks| words.contains(thanks));
    if !has_thanks || words.chars().count() > MOST_CHARS || words.chars().any(|c| c.is_ascii_digit()) {
        return false;
    }
    let latin: Vec<&str> = words
        .split(|c: char| !(c.is_alphabetic() && !is_han(c) || c == '\''))
        .map(|word| word.trim_matches('\''))
        .filter(|word| !word.is_empty())
        .collect();
    let is_open =
        NOT_OVER.split_whitespace().any(|sign| match sign.is_ascii() && sign.chars().all(char::is_alphabetic) {
            true => latin.contains(&sign),
            false => words.contains(sign),
        });
    if is_open {
        return false;
    }
    let strange = latin.iter().filter(|word| !is_polite(word)).count();
    let han = POLITE_HAN.split_whitespace().fold(words, |rest, polite| rest.replace(polite, " "));
    strange <= MOST_STRANGE_WORDS && han.chars().filter(|c| is_han(*c)).count() <= MOST_STRANGE_HAN
}

fn is_polite(word: &str) -> bool {
    POLITE_WORDS.split_whitespace().any(|polite| polite == word)
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_that_only_thanks_is_known_in_both_languages_and_scripts() {
        for words in [
            "Thanks!",
            "Thank you so much for your quick help.\n\nBest regards\nLi Wei",
            "Great, it works now. Thanks!",
            "谢谢，问题已经解决了。",
            "收到，非常感謝您的幫助！\n王小明",
            "好的，谢谢",
        ] {
            assert!(only_thanks(words), "{words}");
        }
    }

    #[test]
    fn thanks_with_a_question_or_a_but_wants_an_answer() {
        for words in [
            "Thanks, but I still cannot log in.",
            "Thank you. When will the money arrive?",
            "Thanks! It doesn't work",
            "谢谢，但是还是登录不了",
            "謝謝，請問什麼時候到賬？",
            "谢谢，我的交易编号是 TX20240501AA",
            "Thanks in advance, my card was charged by a shop I never visited",
            "Hello team",
            "",
        ] {
            assert!(!only_thanks(words), "{words}");
        }
    }
}
