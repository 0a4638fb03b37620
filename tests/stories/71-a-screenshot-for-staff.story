story: A screenshot goes to each of our people once, with the letter that tells of the mail; a program never does
Mon 23:00  mail from zhou@example.cn "钱被盗了"
  |# MIME-Version: 1.0
  |# Content-Type: multipart/mixed; boundary="b"
  | --b
  | Content-Type: text/plain; charset=utf-8
  |
  | 我的账户被盗了，钱被人转走，不是我操作的。截图见附件。
  | --b
  | Content-Type: image/png; name="screen.png"
  | Content-Transfer-Encoding: base64
  |
  | iVBORw0KGgoAAAANSUhEUgAABNIAAAIg
  | --b
  | Content-Type: application/pdf; name="bill.pdf"
  |
  | %PDF-1.7 a bill
  | --b
  | Content-Type: image/png; name="photo.png.exe"
  |
  | MZ a program
  | --b
  | Content-Type: application/pdf; name="locked.pdf"
  |
  | %PDF-1.7 trailer << /Encrypt 5 0 R >>
  | --b--
  > mail OK-10001 opened: new ticket: security_report: "被盗" (security_report.toml); receipt; people on call are told
  >   letter ack to zhou@example.cn "[OK-10001] 已收到您的来信：账户安全（盗用、钓鱼）"
  >   letter page to olga@okpay.example "[OK-10001] ON CALL / 值班: 账户安全（盗用、钓鱼）" with screen.png, bill.pdf
  >   timer first_response Mon 23:30
  >   timer first_response Tue 00:00
  >   timer first_response Tue 01:00
Tue 02:00  time passes
  > Mon 23:30 timer OK-10001: first response is due 2026-11-23T16:00:00Z
  >   letter warning to sam@okpay.example "[OK-10001] Due soon / 即将到期: 账户安全（盗用、钓鱼）" with screen.png, bill.pdf
  >   timer first_response Mon 23:30 cleared
  > Tue 00:00 timer OK-10001: OVERDUE: first response was due 2026-11-23T16:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to sam@okpay.example "[OK-10001] OVERDUE / 已超时: 账户安全（盗用、钓鱼）"
  >   letter breach to olga@okpay.example "[OK-10001] OVERDUE / 已超时: 账户安全（盗用、钓鱼）"
  >   timer first_response Tue 00:00 cleared
  > Tue 01:00 timer OK-10001: OVERDUE, second escalation: first response was due 2026-11-23T16:00:00Z
  >   letter breach to lee@okpay.example "[OK-10001] OVERDUE, second escalation / 已超时（第 2 次升级）: 账户安全（盗用、钓鱼）" with screen.png, bill.pdf
  >   timer first_response Tue 01:00 cleared
