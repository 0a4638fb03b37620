story: Thanks open nothing, start nothing, and are kept
Mon 09:00  mail from kim@example.org "Fees"
  | What are the fees for credit card deposits?
  > mail OK-10001 opened: new ticket: fees because of rules/categories/fees.toml:9 "What are the fees"; names no ticket of ours; ack: receipt of a new ticket
  >   letter ack to kim@example.org "[OK-10001] We have your mail: Fees question"
  >   timer solved_check Tue 09:00
  >   timer solved_close Sat 09:00
Mon 10:00  mail from kim@example.org "Re: Fees" in reply to ack
  | Thank you, very helpful!
  > mail OK-10001: answers our letter of ticket 10001; reopened, was solved
  >   timer solved_check Tue 09:00 cleared
  >   timer solved_close Sat 09:00 cleared
  >   timer next_response Tue 22:00
  >   timer next_response Wed 10:00
Mon 11:00  mail from kim@example.org "Re: Fees" in reply to ack
  | Thank you, but what about debit cards?
  > mail OK-10001: answers our letter of ticket 10001
Mon 12:00  staff ann informs OK-10001
  | Debit cards cost the same.
  > staff OK-10001: reply: ann replies
  >   letter reply to kim@example.org "Re: [OK-10001] Fees"
  >   timer next_response Tue 22:00 cleared
  >   timer next_response Wed 10:00 cleared
Mon 12:30  staff ann closes OK-10001
  > staff OK-10001: closed by ann
Mon 13:00  mail from kim@example.org "Re: Fees" in reply to reply
  | 好的，谢谢！
  > mail OK-10001: answers our letter of ticket 10001; reopened, was closed
  >   timer next_response Wed 01:00
  >   timer next_response Wed 13:00
Wed 10:00  time passes
  > Wed 01:00 timer OK-10001: next_response 2.99 was due 2026-11-24T17:00:00Z; warning: next_response by 2026-11-25T05:00:00Z
  >   letter warning to ann@okpay.example "[OK-10001] Due soon / 即将到期: 手续费咨询"
  >   timer next_response Wed 01:00 cleared
