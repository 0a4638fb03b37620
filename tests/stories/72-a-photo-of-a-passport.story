story: Photos of identity papers are never mailed on, neither when the mail says so nor when the ticket is about them
Mon 09:00  mail from li@example.cn "身份验证一直不通过"
  |# MIME-Version: 1.0
  |# Content-Type: multipart/mixed; boundary="b"
  | --b
  | Content-Type: text/plain; charset=utf-8
  |
  | 上传身份证一直失败，照片见附件，请帮我看看。
  | --b
  | Content-Type: image/png; name="1.png"
  | Content-Transfer-Encoding: base64
  |
  | iVBORw0KGgoAAAANSUhEUgAABNIAAAIg
  | --b--
  > mail OK-10001 opened: new ticket: identity: "身份验证一直" (identity.toml); receipt
  >   letter ack to li@example.cn "[OK-10001] 已收到您的来信：身份验证"
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Wed 09:00
Mon 09:30  mail from li@example.cn "Re: 身份验证一直不通过" in reply to ack
  |# MIME-Version: 1.0
  |# Content-Type: multipart/mixed; boundary="b"
  | --b
  | Content-Type: text/plain; charset=utf-8
  |
  | 再补一张。
  | --b
  | Content-Type: image/png; name="2.png"
  | Content-Transfer-Encoding: base64
  |
  | iVBORw0KGgoAAAANSUhEUgAABNIAAAIh
  | --b--
  > mail OK-10001: answers our letter
Thu 09:00  time passes
  > Tue 03:00 timer OK-10001: first response is due 2026-11-24T01:00:00Z
  >   letter warning to ann@okpay.example "[OK-10001] Due soon / 即将到期: 身份验证"
  >   timer first_response Tue 03:00 cleared
  > Tue 09:00 timer OK-10001: OVERDUE: first response was due 2026-11-24T01:00:00Z; no word to the customer: no person was ever seen to answer
  >   letter breach to ann@okpay.example "[OK-10001] OVERDUE / 已超时: 身份验证"
  >   timer first_response Tue 09:00 cleared
  > Wed 09:00 timer OK-10001: OVERDUE, second escalation: first response was due 2026-11-24T01:00:00Z
  >   letter breach to lee@okpay.example "[OK-10001] OVERDUE, second escalation / 已超时（第 2 次升级）: 身份验证"
  >   timer first_response Wed 09:00 cleared
