story: Whoever answers for a whole site gets no automatic letter, and people see it soon
Mon 09:00  mail from abuse@isp.example "Phishing with your name"
  | A customer of ours was sent to a page that pretends to be yours. Please look at it.
  > mail OK-10001 opened: new ticket: security_report: "Phishing" (security_report.toml); abuse@ raises it: security; no ack: L13, From: abuse@isp.example (RFC 5230 section 4.6, RFC 2142); people on call are told
  >   letter page to olga@okpay.example "[OK-10001] ON CALL / 值班: Security report"
  >   timer first_response Mon 09:30
  >   timer first_response Mon 10:00
  >   timer first_response Mon 11:00
Mon 09:20  mail from postmaster@bank.example "Your mail to our customers"
  | Our filter holds back letters of yours. Please call us.
  > mail OK-10002 opened: new ticket: general: no rule reached the threshold; postmaster@ raises it: security; no ack: L13, From: postmaster@bank.example (RFC 5230 section 4.6, RFC 2142)
  >   timer first_response Mon 09:50
  >   timer first_response Mon 10:20
  >   timer first_response Mon 11:20
Mon 09:40  time passes
  > Mon 09:30 timer OK-10001: first response is due 2026-11-23T02:00:00Z
  >   letter warning to sam@okpay.example "[OK-10001] Due soon / 即将到期: Security report"
  >   timer first_response Mon 09:30 cleared
Mon 10:00  staff bob replies OK-10001
  | Thank you. We have told the police.
  > Mon 09:50 timer OK-10002: first response is due 2026-11-23T02:20:00Z
  >   letter warning to lee@okpay.example "[OK-10002] Due soon / 即将到期: General question"
  >   timer first_response Mon 09:50 cleared
  > Mon 10:00 timer OK-10001: OVERDUE: first response was due 2026-11-23T02:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to sam@okpay.example "[OK-10001] OVERDUE / 已超时: Security report"
  >   letter breach to olga@okpay.example "[OK-10001] OVERDUE / 已超时: Security report"
  >   timer first_response Mon 10:00 cleared
  > staff OK-10001: bob replies
  >   letter reply to abuse@isp.example "Re: [OK-10001] Phishing with your name"
  >   timer first_response Mon 11:00 cleared
