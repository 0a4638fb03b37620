story: 钱被人转走：安全报告压过其他类别，值班的人立刻被叫醒
Mon 23:00  mail from zhou@example.cn "退款！钱被盗了"
  | 我的账户被盗了，钱被人转走，不是我操作的，请退款。
  > mail OK-10001 opened: new ticket: security_report: "被盗" (security_report.toml); receipt; people on call are told
  >   letter ack to zhou@example.cn "[OK-10001] 已收到您的来信：账户安全（盗用、钓鱼）"
  >   letter page to olga@okpay.example "[OK-10001] ON CALL / 值班: 账户安全（盗用、钓鱼）"
  >   timer first_response Mon 23:30
  >   timer first_response Tue 00:00
  >   timer first_response Tue 01:00
Tue 02:00  time passes
  > Mon 23:30 timer OK-10001: first response is due 2026-11-23T16:00:00Z
  >   letter warning to sam@okpay.example "[OK-10001] Due soon / 即将到期: 账户安全（盗用、钓鱼）"
  >   timer first_response Mon 23:30 cleared
  > Tue 00:00 timer OK-10001: OVERDUE: first response was due 2026-11-23T16:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to sam@okpay.example "[OK-10001] OVERDUE / 已超时: 账户安全（盗用、钓鱼）"
  >   letter breach to olga@okpay.example "[OK-10001] OVERDUE / 已超时: 账户安全（盗用、钓鱼）"
  >   timer first_response Tue 00:00 cleared
  > Tue 01:00 timer OK-10001: OVERDUE, second escalation: first response was due 2026-11-23T16:00:00Z
  >   letter breach to lee@okpay.example "[OK-10001] OVERDUE, second escalation / 已超时（第 2 次升级）: 账户安全（盗用、钓鱼）"
  >   timer first_response Tue 01:00 cleared
