story: Thanks open nothing, start nothing, and are kept
Mon 09:00  mail from kim@example.org "Fees"
  | What are the fees for credit card deposits?
  > mail OK-10001 opened: new ticket: fees: "What are the fees" (fees.toml); receipt
  >   letter ack to kim@example.org "[OK-10001] We have your mail: Fees question"
  >   timer solved_check Tue 09:00
  >   timer solved_close Sat 09:00
Mon 10:00  mail from kim@example.org "Re: Fees" in reply to ack
  | Thank you, very helpful!
  > mail OK-10001: answers our letter; it only thanks: reopens, starts and stops nothing
Mon 11:00  mail from kim@example.org "Re: Fees" in reply to ack
  | Thank you, but what about debit cards?
  > mail OK-10001: answers our letter; reopened, was solved
  >   timer solved_check Tue 09:00 cleared
  >   timer solved_close Sat 09:00 cleared
  >   timer next_response Tue 15:30
  >   timer next_response Wed 11:00
Mon 12:00  staff ann informs OK-10001
  | Debit cards cost the same.
  > staff OK-10001: ann replies
  >   letter reply to kim@example.org "Re: [OK-10001] Fees"
  >   timer next_response Tue 15:30 cleared
  >   timer next_response Wed 11:00 cleared
Mon 12:30  staff ann closes OK-10001
  > staff OK-10001: closed by ann
Mon 13:00  mail from kim@example.org "Re: Fees" in reply to reply
  | 好的，谢谢！
  > mail OK-10001: answers our letter; it only thanks: reopens, starts and stops nothing
Wed 10:00  time passes
  > nothing
