story: 钱被人转走：安全报告压过其他类别，值班的人立刻被叫醒
Mon 23:00  mail from zhou@example.cn "退款！钱被盗了"
  | 我的账户被盗了，钱被人转走，不是我操作的，请退款。
  > mail OK-10001 opened: new ticket: security_report because of rules/categories/security_report.toml:10 "被盗"; names no ticket of ours; ack: receipt of a new ticket; page: security_report because of rules/categories/security_report.toml:10 "被盗"
  >   letter ack to zhou@example.cn "[OK-10001] 已收到您的来信：安全报告（盗用、钓鱼）"
  >   letter page to olga@okpay.example "[OK-10001] ON CALL / 值班: 安全报告（盗用、钓鱼）"
  >   timer first_response Mon 23:30
  >   timer first_response Tue 00:00
  >   timer first_response Tue 01:00
  >   timer ask_again Wed 23:00
Tue 02:00  time passes
  > Mon 23:30 timer OK-10001: first_response 1.99 was due 2026-11-23T15:30:00Z; warning: first_response by 2026-11-23T16:00:00Z
  >   letter warning to sam@okpay.example "[OK-10001] Due soon / 即将到期: 安全报告（盗用、钓鱼）"
  >   timer first_response Mon 23:30 cleared
  > Tue 00:00 timer OK-10001: first_response 1.100 was due 2026-11-23T16:00:00Z; no word to the customer: no answer of staff was ever seen, or the ticket is silent; breach: first_response by 2026-11-23T16:00:00Z
  >   letter breach to sam@okpay.example "[OK-10001] OVERDUE (level 100) / 已超时: 安全报告（盗用、钓鱼）"
  >   letter breach to olga@okpay.example "[OK-10001] OVERDUE (level 100) / 已超时: 安全报告（盗用、钓鱼）"
  >   timer first_response Tue 00:00 cleared
  > Tue 01:00 timer OK-10001: first_response 1.101 was due 2026-11-23T17:00:00Z; breach: first_response by 2026-11-23T16:00:00Z
  >   letter breach to lee@okpay.example "[OK-10001] OVERDUE (level 101) / 已超时: 安全报告（盗用、钓鱼）"
  >   timer first_response Tue 01:00 cleared
