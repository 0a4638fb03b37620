story: 自动答复不够用，客户一回信，就有人接手
Mon 09:00  mail from lin@example.tw "手續費"
  | 請問提現手續費怎麼算？
  > mail OK-10001 opened: new ticket: fees: "請問提現手續費" (fees.toml); receipt
  >   letter ack to lin@example.tw "[OK-10001] 已收到您的來信：手續費諮詢"
  >   timer solved_check Tue 09:00
  >   timer solved_close Sat 09:00
Mon 20:00  mail from lin@example.tw "Re: 手續費" in reply to ack
  | 我看過了，可是企業帳戶的手續費還是不清楚，請說明。
  > mail OK-10001: answers our letter; reopened, was solved
  >   timer solved_check Tue 09:00 cleared
  >   timer solved_close Sat 09:00 cleared
  >   timer next_response Wed 13:30
  >   timer next_response Wed 18:00
Thu 10:00  time passes
  > Wed 13:30 timer OK-10001: next response is due 2026-11-25T10:00:00Z
  >   letter warning to ann@okpay.example "[OK-10001] Due soon / 即将到期: 手續費諮詢"
  >   timer next_response Wed 13:30 cleared
  > Wed 18:00 timer OK-10001: OVERDUE: next response was due 2026-11-25T10:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to ann@okpay.example "[OK-10001] OVERDUE / 已超时: 手續費諮詢"
  >   timer next_response Wed 18:00 cleared
