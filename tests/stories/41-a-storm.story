story: 短时间来信太多：照收照建工单，不自动答复，只提醒负责人一次；风暴过后恢复
new_tickets_ten_minutes: 2
Mon 09:00  mail from wang@example.cn "申请退款"
  | 您好，我要申请退款，交易编号 TX20240501AA，金额 300 元。
  > mail OK-10001 opened: new ticket: refund: "退款" (refund.toml); receipt
  >   letter ack to wang@example.cn "[OK-10001] 已收到您的来信：退款"
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Tue 21:00
  >   timer resolution Tue 21:00
  >   timer resolution Wed 09:00
  >   timer resolution Wed 21:00
Mon 09:01  mail from li@example.cn "登录不了"
  | 登录不了，提示密码错误。
  > mail OK-10002 opened: new ticket: login_problem: "登录不了" (login_problem.toml); receipt
  >   letter ack to li@example.cn "[OK-10002] 已收到您的来信：无法登录"
  >   timer first_response Tue 03:01
  >   timer first_response Tue 09:01
  >   timer first_response Wed 09:01
Mon 09:02  mail from zhao@example.cn "账号被盗"
  | 我的账号被盗了，请马上处理！
  > mail OK-10003 opened: new ticket: security_report: "被盗" (security_report.toml); no ack: L30, cap:storm: 2 of 2; no page: L30, cap:storm: 2 of 2
  >   letter owner_alert to lee@okpay.example "frontdesk needs you / 需要您处理: a storm of mail: all of it is kept and ticketed, nothing answers it until it calms down / 来信暴增：全部保存并建立工单，平息之前不发自动信"
  >   timer first_response Mon 09:32
  >   timer first_response Mon 10:02
  >   timer first_response Mon 11:02
Mon 09:03  mail from qian@example.cn "申请退款"
  | 我要退款，交易编号 TX20240501AB，金额 500 元。
  > mail OK-10004 opened: new ticket: refund: "退款" (refund.toml); no ack: L30, cap:storm: 3 of 2
  >   timer first_response Tue 03:03
  >   timer first_response Tue 09:03
  >   timer first_response Tue 21:03
  >   timer resolution Tue 21:03
  >   timer resolution Wed 09:03
  >   timer resolution Wed 21:03
Mon 09:20  mail from sun@example.cn "账号被盗"
  | 我的账号被盗了，请马上处理！
  > mail OK-10005 opened: new ticket: security_report: "被盗" (security_report.toml); receipt; people on call are told
  >   letter ack to sun@example.cn "[OK-10005] 已收到您的来信：账户安全（盗用、钓鱼）"
  >   letter page to olga@okpay.example "[OK-10005] ON CALL / 值班: 账户安全（盗用、钓鱼）"
  >   timer first_response Mon 09:50
  >   timer first_response Mon 10:20
  >   timer first_response Mon 11:20
