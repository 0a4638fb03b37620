//! core: Names that stand alone: of states, kinds and what happened.
//! In: nothing. Out: English, as kept and shown to programs, and Chinese.
//! Never a name of two meanings: what a table shows must not depend on its column.

#[rustfmt::skip] // a table is read by its columns
pub(super) const WORDS: [(&str, &str); 95] = [
    // Tickets
    ("open", "处理中"), ("waiting", "等客户回复"), ("solved", "已解决"), ("closed", "已关闭"),
    // Mails
    ("received", "已收到"), ("in_hand", "正在处理"), ("processed", "已处理"), ("dropped", "未建工单"), ("quarantined", "已隔离"),
    ("human", "人写的"), ("auto_reply", "自动回复"), ("bounce", "退信"), ("delay", "延迟通知"), ("report", "系统报告"),
    ("list", "邮件列表"), ("bulk", "群发邮件"), ("own", "我们自己的信"),
    // Letters
    ("planned", "待发"), ("sending", "正在发送"), ("accepted", "已送出"), ("deferred", "稍后再发"), ("failed", "发送失败"),
    ("uncertain", "不确定是否送达"), ("held", "暂扣"), ("cancelled", "已取消"),
    ("ack", "收信回执"), ("receipt", "收信回执"), ("followup_status", "进展告知"), ("overdue", "超时致歉"),
    ("remind", "提醒信"), ("ask_again", "再次询问"), ("solved_check", "是否已解决"), ("stranger_receipt", "给第三方的回执"),
    ("reply", "人工答复"), ("warning", "到期预警"), ("breach", "超时通知"), ("page", "值班通知"), ("owner_alert", "给负责人的通知"),
    // Timers
    ("first_response", "首次答复"), ("next_response", "后续答复"), ("update", "进展告知"), ("resolution", "解决"),
    ("close", "关闭"), ("solved_close", "解决后关闭"),
    ("first response", "首次答复"), ("next response", "后续答复"), ("news", "进展告知"), ("our question once more", "再次询问"),
    ("reminder", "提醒"), ("closing", "关闭通知"), ("is it solved?", "是否已解决"),
    ("reminder 1", "第 1 次提醒"), ("reminder 2", "第 2 次提醒"), ("reminder 3", "第 3 次提醒"),
    // What happened
    ("mail", "来信"), ("timer", "计时"), ("staff", "员工"), ("post", "发信"), ("desk", "前台"), ("opened", "建立工单"),
    ("labelled", "分类"), ("asked", "询问客户"), ("replied", "人工答复"), ("reply_voided", "答复作废"), ("reopened", "重新打开"),
    ("letter", "写信"), ("silent", "不发信"), ("letter_failed", "信未送达"), ("letter_reported", "投递报告"), ("away", "不在岗"),
    ("fired", "到时"), ("skipped", "跳过"), ("raised", "提高优先级"), ("related", "可能相关"), ("several", "多个账户"),
    ("merged", "并入"), ("absorbed", "并入别的工单"), ("spam", "垃圾邮件"), ("frozen", "暂停自动信"),
    ("flooded", "来信过多"), ("armed", "等待中"),
    // Rules and sending
    ("start", "启动"), ("reload", "保存"), ("activate", "启用"), ("rollback", "退回"),
    ("shadow", "影子（信都暂扣）"), ("live", "正式"), ("never run", "从未运行"),
    ("auto", "自动"), ("guarded", "把关"), ("manual", "手动"),
    ("strong", "强"), ("normal", "中"), ("weak", "弱"), ("nothing is owed", "没有待办承诺"),
];
