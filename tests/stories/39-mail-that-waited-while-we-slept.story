story: 停机三天：先读信，再看时钟；来信太久的不发迟到的回执
Mon 09:00  mail from chen@example.cn "登录不了"
  | 登录不了，页面提示：系统繁忙，错误代码 502。
  > mail OK-10001 opened: new ticket: login_problem: "登录不了" (login_problem.toml); receipt
  >   letter ack to chen@example.cn "[OK-10001] 已收到您的来信：无法登录"
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Wed 09:00
Mon 10:00  staff ann replies OK-10001
  | 请问您用的是哪一款浏览器？
  > staff OK-10001: ann replies
  >   letter reply to chen@example.cn "Re: [OK-10001] 登录不了"
  >   timer first_response Tue 03:00 cleared
  >   timer first_response Tue 09:00 cleared
  >   timer first_response Wed 09:00 cleared
  >   timer remind Thu 10:00
  >   timer remind Mon 10:00 (day 8)
  >   timer close Mon 10:00 (day 15)
Tue 09:00  nobody reads the mail from wang@example.net "申请退款"
  | 您好，我要申请退款，交易编号 TX20240501AA，金额 300 元。
Thu 08:00  nobody reads the mail from chen@example.cn "Re: [OK-10001] 登录不了" in reply to reply
  | 我用的是火狐浏览器。
Thu 12:00  the desk sleeps until now
  > mail OK-10002 opened: new ticket: refund: "退款" (refund.toml); no ack: L02, arrived 51 hours ago (our own rule)
  >   timer first_response Wed 03:00
  >   timer first_response Wed 09:00
  >   timer first_response Wed 21:00
  >   timer resolution Wed 21:00
  >   timer resolution Thu 09:00
  >   timer resolution Thu 21:00
  > mail OK-10001: answers our letter
  >   timer remind Thu 10:00 cleared
  >   timer remind Mon 10:00 (day 8) cleared
  >   timer close Mon 10:00 (day 15) cleared
  >   timer next_response Fri 02:00
  >   timer next_response Fri 08:00
  >   timer next_response Sat 08:00
+1d  time passes
  > Thu 12:05 timer OK-10002: OVERDUE, second escalation: first response was due 2026-11-25T01:00:00Z, OVERDUE: resolution was due 2026-11-26T01:00:00Z; the customer is told
  >   letter overdue to wang@example.net "[OK-10002] 很抱歉，我们的答复晚了"
  >   timer first_response Wed 03:00 cleared
  >   timer first_response Wed 09:00 cleared
  >   timer first_response Wed 21:00 cleared
  >   timer resolution Wed 21:00 cleared
  >   timer resolution Thu 09:00 cleared
  > Thu 12:05 desk no ticket: the clock has caught up after 3d 2h of downtime
  >   letter owner_alert to bob@okpay.example "frontdesk needs you / 需要您处理: 1 due while frontdesk did not run for 3d 2h / 停机 3d 2h 期间到期：1 件"
  >   letter owner_alert to lee@okpay.example "frontdesk needs you / 需要您处理: 1 due while frontdesk did not run for 3d 2h / 停机 3d 2h 期间到期：1 件"
  > Thu 21:00 timer OK-10002: OVERDUE, second escalation: resolution was due 2026-11-26T01:00:00Z
  >   letter breach to lee@okpay.example "[OK-10002] OVERDUE, second escalation / 已超时（第 2 次升级）: 退款"
  >   timer resolution Thu 21:00 cleared
  > Fri 02:00 timer OK-10001: next response is due 2026-11-27T00:00:00Z
  >   letter warning to ann@okpay.example "[OK-10001] Due soon / 即将到期: 无法登录"
  >   timer next_response Fri 02:00 cleared
  > Fri 08:00 timer OK-10001: OVERDUE: next response was due 2026-11-27T00:00:00Z; the customer is told
  >   letter breach to ann@okpay.example "[OK-10001] OVERDUE / 已超时: 无法登录"
  >   letter overdue to chen@example.cn "[OK-10001] 很抱歉，我们的答复晚了"
  >   timer next_response Fri 08:00 cleared
