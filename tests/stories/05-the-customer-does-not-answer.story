story: 我们问了，客户没有回答：提醒两次，然后礼貌地关闭
Mon 09:00  mail from chen@example.cn "登录不了"
  | 登录不了，页面提示：系统繁忙，错误代码 502。
  > mail OK-10001 opened: new ticket: login_problem: "登录不了" (login_problem.toml); receipt
  >   letter ack to chen@example.cn "[OK-10001] 已收到您的来信：无法登录"
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Wed 09:00
Mon 10:00  staff ann replies OK-10001
  | 请问您用的是哪一款浏览器？
  > staff OK-10001: ann replies
  >   letter reply to chen@example.cn "Re: [OK-10001] 登录不了"
  >   timer first_response Tue 03:00 cleared
  >   timer first_response Tue 09:00 cleared
  >   timer first_response Wed 09:00 cleared
  >   timer remind Thu 10:00
  >   timer remind Mon 10:00 (day 8)
  >   timer close Mon 10:00 (day 15)
+20d  time passes
  > Thu 10:00 timer OK-10001: reminder 1
  >   letter remind to chen@example.cn "[OK-10001] 我们在等您的回复"
  >   timer remind Thu 10:00 cleared
  > Mon 10:00 (day 8) timer OK-10001: reminder 2
  >   letter remind to chen@example.cn "[OK-10001] 再次提醒：我们在等您的回复"
  >   timer remind Mon 10:00 (day 8) cleared
  > Mon 10:00 (day 15) timer OK-10001: closing
  >   letter closing to chen@example.cn "[OK-10001] 您的请求已关闭"
  >   timer close Mon 10:00 (day 15) cleared
