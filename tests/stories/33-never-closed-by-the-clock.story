story: 账户被锁的工单，时钟只提醒，从不自己关闭
Mon 09:00  mail from liu@example.cn "账户被锁定"
  | 我的账户被锁定了，从 11月22日 10:00 开始，账户是 liu@example.cn，请帮我解锁。
  > mail OK-10001 opened: new ticket: account_locked: "账户被锁" (account_locked.toml); receipt
  >   letter ack to liu@example.cn "[OK-10001] 已收到您的来信：账户被锁定"
  >   timer first_response Mon 15:00
  >   timer first_response Mon 17:00
  >   timer first_response Mon 21:00
  >   timer resolution Tue 21:00
  >   timer resolution Wed 09:00
  >   timer resolution Wed 13:00
Mon 10:00  staff ann replies OK-10001
  | 请在网站的「身份核验」页面完成核验。
  > staff OK-10001: ann replies
  >   letter reply to liu@example.cn "Re: [OK-10001] 账户被锁定"
  >   timer first_response Mon 15:00 cleared
  >   timer first_response Mon 17:00 cleared
  >   timer first_response Mon 21:00 cleared
  >   timer resolution Tue 21:00 cleared
  >   timer resolution Wed 09:00 cleared
  >   timer resolution Wed 13:00 cleared
  >   timer remind Thu 10:00
  >   timer remind Mon 10:00 (day 8)
  >   timer close Mon 10:00 (day 15)
+20d  time passes
  > Thu 10:00 timer OK-10001: reminder 1
  >   letter remind to liu@example.cn "[OK-10001] 我们在等您的回复"
  >   timer remind Thu 10:00 cleared
  > Mon 10:00 (day 8) timer OK-10001: reminder 2
  >   letter remind to liu@example.cn "[OK-10001] 再次提醒：我们在等您的回复"
  >   timer remind Mon 10:00 (day 8) cleared
  > Mon 10:00 (day 15) timer OK-10001: this category is never closed by the clock: a person decides
  >   letter owner_alert to ann@okpay.example "frontdesk needs you / 需要您处理: OK-10001: no answer for long, and only a person may close it / OK-10001：很久没有回音，只能由人来关闭"
  >   timer close Mon 10:00 (day 15) cleared
