//! core: What does a row of the gate mean to an admin?
//! In: the row's id, as verdicts and the history keep it. Out: whom or what it keeps from being answered, in his language.
//! Never decides; the rows themselves stand in `table`.

use crate::rules::diagnostic::Said;

#[rustfmt::skip] // a table is read by its columns
const MEANINGS: [(&str, &str, &str); 34] = [
    ("L01", "this mail is older than the desk's first start", "这封邮件早于本系统首次启动"),
    ("L02", "this mail is too old (max_auto_age), or dated in the future", "这封邮件太旧（max_auto_age），或者日期在将来"),
    ("L03", "a letter of our own came back", "这是我们自己的信，又回来了"),
    ("L04", "another help desk's program wrote it", "是别家客服系统的程序写的"),
    ("L05", "its return path is empty: a report or a robot's answer", "退信路径为空：是系统报告或自动回复"),
    ("L06", "it has no return path, and our server else always writes one", "没有退信路径，而我们的服务器一向都写"),
    ("L07", "it is a delivery report", "这是投递报告"),
    ("L08", "it is marked as automatic", "标明是自动发出的"),
    ("L09", "it comes from a mailing list", "来自邮件列表"),
    ("L10", "it is bulk mail", "是群发邮件"),
    ("L11", "it asks for no answer and looks like a robot's", "要求不要自动回复，而且像是程序发的"),
    ("L12", "an auto-responder wrote it", "是自动回复程序写的"),
    ("L13", "its sender is a machine", "发件人是程序"),
    ("L14", "it comes from our own address or people", "来自我们自己的地址或人员"),
    ("L15", "it is not addressed to us", "不是写给我们的"),
    ("L16", "it is addressed to too many people", "收件人太多"),
    ("L17", "its sender's address is odd", "发件人地址不寻常"),
    ("L18", "the provider does not vouch for its sender", "邮件服务商不能证明发件人的身份"),
    ("L19", "its return path is not its sender's", "退信路径不是发件人的"),
    ("L20", "our own filter says spam or virus", "我们的过滤器判为垃圾邮件或病毒"),
    ("L21", "it goes round in a loop", "邮件在循环转发"),
    ("L22", "it is an absence note", "这是外出通知"),
    ("L23", "it says nothing, or only what our last letter said", "没有内容，或者只是我们上一封信的内容"),
    ("L24", "its sender answers our letters within minutes, again and again", "来信人一再在几分钟内回复我们的信"),
    ("L25", "automatic letters of this ticket are frozen", "这张工单已暂停自动信"),
    ("L26", "it cannot be read, or is an invitation", "无法读取，或者是会议邀请"),
    ("L27", "it is badly malformed", "格式严重错误"),
    ("L28", "this mail has had its automatic letter", "这封来信已经有过自动信"),
    ("L29", "the ticket has had its receipt", "这张工单已经发过回执"),
    ("L30", "a limit of automatic letters is reached", "自动信达到上限"),
    ("L31", "nothing forbids it", "没有什么不允许"),
    ("guard", "a guard of your own says so", "您自己的 guard 这样规定"),
    ("bounced", "letters to this address come back", "发到这个地址的信被退回"),
    ("unwritten", "the letter could not be written", "这封信写不出来"),
];

pub fn meaning(row: &str) -> Option<Said> {
    let found = MEANINGS.iter().find(|(id, ..)| *id == row);
    found.map(|(_, en, zh)| Said { en: (*en).to_owned(), zh: (*zh).to_owned() })
}

type Question = (&'static [&'static str], &'static str, &'static str);

/// What cannot be asked without the database, in few words.
const OF_DATABASE: [Question; 4] = [
    (&["L01"], "is it older than the first start", "是否早于首次启动"),
    (&["L06"], "does it lack a return path", "是否缺少退信路径"),
    (&["L23", "L24"], "does it only answer our letters", "是否只是在回复我们的信"),
    (
        &["L25", "L28", "L29", "L30"],
        "has its customer or ticket had enough letters",
        "这位客户或工单的自动信是否已经够多",
    ),
];

/// And without a configuration.
const OF_CONFIG: [Question; 6] = [
    (&["L02"], "is it too old", "是否太旧"),
    (&["L03", "L14"], "does it come from us", "是否来自我们自己"),
    (&["L15"], "is it for us", "是否写给我们"),
    (&["L18", "L19"], "is its sender proven", "来信人是否可信"),
    (&["L20"], "does our filter call it spam", "过滤器是否判为垃圾邮件"),
    (&["L21"], "does it go in a loop", "是否在循环转发"),
];

/// What a mail that stands alone was not asked.
pub fn unasked(has_policy: bool) -> Said {
    let more: &[Question] = if has_policy { &[] } else { &OF_CONFIG };
    let told = OF_DATABASE.iter().chain(more).map(|(rows, en, zh)| {
        let rows = rows.join(", ");
        Said { en: format!("{en} ({rows})"), zh: format!("{zh}（{rows}）") }
    });
    let Said { en, zh } = Said::joined(&told.collect::<Vec<_>>(), (", ", "，"));
    Said { en: format!("{en}?"), zh: format!("{zh}。") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::safety::{Needs, ROWS};

    #[test]
    fn every_row_that_cannot_be_asked_alone_is_named() {
        let of =
            |questions: &[Question]| questions.iter().flat_map(|(rows, ..)| rows.iter().copied()).collect::<Vec<_>>();
        let needs = |needs: Needs| ROWS.iter().filter(move |row| row.needs == needs).map(|row| row.id);
        assert!(needs(Needs::Database).all(|row| of(&OF_DATABASE).contains(&row)));
        assert!(needs(Needs::Config).all(|row| of(&OF_CONFIG).contains(&row)));
    }

    #[test]
    fn every_row_of_the_gate_says_what_it_means() {
        assert!(ROWS.iter().all(|row| meaning(row.id).is_some()));
        assert!(meaning("L99").is_none());
    }
}
