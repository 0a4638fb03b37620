story: A day asleep: five quiet minutes, ten timers a minute, and one digest to each of the staff
Mon 09:00  mail from customer0@shop0.example "Login problem"
  | I cannot log in, it says error 500.
  > mail OK-10001 opened: new ticket: login_problem: "Login problem" (login_problem.toml); receipt
  >   letter ack to customer0@shop0.example "[OK-10001] We have your mail: Cannot sign in"
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Wed 09:00
Mon 09:01  mail from customer1@shop1.example "Login problem"
  | I cannot log in, it says error 501.
  > mail OK-10002 opened: new ticket: login_problem: "Login problem" (login_problem.toml); receipt
  >   letter ack to customer1@shop1.example "[OK-10002] We have your mail: Cannot sign in"
  >   timer first_response Tue 03:01
  >   timer first_response Tue 09:01
  >   timer first_response Wed 09:01
Mon 09:02  mail from customer2@shop2.example "Login problem"
  | I cannot log in, it says error 502.
  > mail OK-10003 opened: new ticket: login_problem: "Login problem" (login_problem.toml); receipt
  >   letter ack to customer2@shop2.example "[OK-10003] We have your mail: Cannot sign in"
  >   timer first_response Tue 03:02
  >   timer first_response Tue 09:02
  >   timer first_response Wed 09:02
Mon 09:03  mail from customer3@shop3.example "Login problem"
  | I cannot log in, it says error 503.
  > mail OK-10004 opened: new ticket: login_problem: "Login problem" (login_problem.toml); receipt
  >   letter ack to customer3@shop3.example "[OK-10004] We have your mail: Cannot sign in"
  >   timer first_response Tue 03:03
  >   timer first_response Tue 09:03
  >   timer first_response Wed 09:03
Mon 09:04  mail from customer4@shop4.example "Login problem"
  | I cannot log in, it says error 504.
  > mail OK-10005 opened: new ticket: login_problem: "Login problem" (login_problem.toml); receipt
  >   letter ack to customer4@shop4.example "[OK-10005] We have your mail: Cannot sign in"
  >   timer first_response Tue 03:04
  >   timer first_response Tue 09:04
  >   timer first_response Wed 09:04
Mon 09:05  mail from customer5@shop5.example "Login problem"
  | I cannot log in, it says error 505.
  > mail OK-10006 opened: new ticket: login_problem: "Login problem" (login_problem.toml); receipt
  >   letter ack to customer5@shop5.example "[OK-10006] We have your mail: Cannot sign in"
  >   timer first_response Tue 03:05
  >   timer first_response Tue 09:05
  >   timer first_response Wed 09:05
Mon 09:06  mail from customer6@shop6.example "Login problem"
  | I cannot log in, it says error 506.
  > mail OK-10007 opened: new ticket: login_problem: "Login problem" (login_problem.toml); receipt
  >   letter ack to customer6@shop6.example "[OK-10007] We have your mail: Cannot sign in"
  >   timer first_response Tue 03:06
  >   timer first_response Tue 09:06
  >   timer first_response Wed 09:06
Mon 09:07  mail from customer7@shop7.example "Login problem"
  | I cannot log in, it says error 507.
  > mail OK-10008 opened: new ticket: login_problem: "Login problem" (login_problem.toml); receipt
  >   letter ack to customer7@shop7.example "[OK-10008] We have your mail: Cannot sign in"
  >   timer first_response Tue 03:07
  >   timer first_response Tue 09:07
  >   timer first_response Wed 09:07
Mon 09:08  mail from customer8@shop8.example "Login problem"
  | I cannot log in, it says error 508.
  > mail OK-10009 opened: new ticket: login_problem: "Login problem" (login_problem.toml); receipt
  >   letter ack to customer8@shop8.example "[OK-10009] We have your mail: Cannot sign in"
  >   timer first_response Tue 03:08
  >   timer first_response Tue 09:08
  >   timer first_response Wed 09:08
Mon 09:09  mail from customer9@shop9.example "Login problem"
  | I cannot log in, it says error 509.
  > mail OK-10010 opened: new ticket: login_problem: "Login problem" (login_problem.toml); receipt
  >   letter ack to customer9@shop9.example "[OK-10010] We have your mail: Cannot sign in"
  >   timer first_response Tue 03:09
  >   timer first_response Tue 09:09
  >   timer first_response Wed 09:09
Mon 09:10  mail from customer10@shop10.example "Login problem"
  | I cannot log in, it says error 5010.
  > mail OK-10011 opened: new ticket: login_problem: "Login problem" (login_problem.toml); receipt
  >   letter ack to customer10@shop10.example "[OK-10011] We have your mail: Cannot sign in"
  >   timer first_response Tue 03:10
  >   timer first_response Tue 09:10
  >   timer first_response Wed 09:10
Mon 09:11  mail from customer11@shop11.example "Login problem"
  | I cannot log in, it says error 5011.
  > mail OK-10012 opened: new ticket: login_problem: "Login problem" (login_problem.toml); receipt
  >   letter ack to customer11@shop11.example "[OK-10012] We have your mail: Cannot sign in"
  >   timer first_response Tue 03:11
  >   timer first_response Tue 09:11
  >   timer first_response Wed 09:11
Mon 11:00  staff ann informs OK-10001
  | Please try again.
  > staff OK-10001: ann replies
  >   letter reply to customer0@shop0.example "Re: [OK-10001] Login problem"
  >   timer first_response Tue 03:00 cleared
  >   timer first_response Tue 09:00 cleared
  >   timer first_response Wed 09:00 cleared
Tue 10:00  the desk sleeps until now
  > nothing
+10m  time passes
  > Tue 10:05 timer OK-10002: OVERDUE: first response was due 2026-11-24T01:01:00Z; the customer is told
  >   letter overdue to customer1@shop1.example "[OK-10002] We are sorry, our answer is late"
  >   timer first_response Tue 03:01 cleared
  >   timer first_response Tue 09:01 cleared
  > Tue 10:05 timer OK-10003: OVERDUE: first response was due 2026-11-24T01:02:00Z; the customer is told
  >   letter overdue to customer2@shop2.example "[OK-10003] We are sorry, our answer is late"
  >   timer first_response Tue 03:02 cleared
  >   timer first_response Tue 09:02 cleared
  > Tue 10:05 timer OK-10004: OVERDUE: first response was due 2026-11-24T01:03:00Z; the customer is told
  >   letter overdue to customer3@shop3.example "[OK-10004] We are sorry, our answer is late"
  >   timer first_response Tue 03:03 cleared
  >   timer first_response Tue 09:03 cleared
  > Tue 10:05 timer OK-10005: OVERDUE: first response was due 2026-11-24T01:04:00Z; the customer is told
  >   letter overdue to customer4@shop4.example "[OK-10005] We are sorry, our answer is late"
  >   timer first_response Tue 03:04 cleared
  >   timer first_response Tue 09:04 cleared
  > Tue 10:05 timer OK-10006: OVERDUE: first response was due 2026-11-24T01:05:00Z; the customer is told
  >   letter overdue to customer5@shop5.example "[OK-10006] We are sorry, our answer is late"
  >   timer first_response Tue 03:05 cleared
  >   timer first_response Tue 09:05 cleared
  > Tue 10:05 timer OK-10007: OVERDUE: first response was due 2026-11-24T01:06:00Z; the customer is told
  >   letter overdue to customer6@shop6.example "[OK-10007] We are sorry, our answer is late"
  >   timer first_response Tue 03:06 cleared
  >   timer first_response Tue 09:06 cleared
  > Tue 10:05 timer OK-10008: OVERDUE: first response was due 2026-11-24T01:07:00Z; the customer is told
  >   letter overdue to customer7@shop7.example "[OK-10008] We are sorry, our answer is late"
  >   timer first_response Tue 03:07 cleared
  >   timer first_response Tue 09:07 cleared
  > Tue 10:05 timer OK-10009: OVERDUE: first response was due 2026-11-24T01:08:00Z; the customer is told
  >   letter overdue to customer8@shop8.example "[OK-10009] We are sorry, our answer is late"
  >   timer first_response Tue 03:08 cleared
  >   timer first_response Tue 09:08 cleared
  > Tue 10:05 timer OK-10010: OVERDUE: first response was due 2026-11-24T01:09:00Z; the customer is told
  >   letter overdue to customer9@shop9.example "[OK-10010] We are sorry, our answer is late"
  >   timer first_response Tue 03:09 cleared
  >   timer first_response Tue 09:09 cleared
  > Tue 10:05 timer OK-10011: OVERDUE: first response was due 2026-11-24T01:10:00Z; the customer is told
  >   letter overdue to customer10@shop10.example "[OK-10011] We are sorry, our answer is late"
  >   timer first_response Tue 03:10 cleared
  >   timer first_response Tue 09:10 cleared
  > Tue 10:06 timer OK-10012: OVERDUE: first response was due 2026-11-24T01:11:00Z; the customer is told
  >   letter overdue to customer11@shop11.example "[OK-10012] We are sorry, our answer is late"
  >   timer first_response Tue 03:11 cleared
  >   timer first_response Tue 09:11 cleared
  > Tue 10:06 desk no ticket: the clock has caught up after 23h of downtime
  >   letter owner_alert to ann@okpay.example "frontdesk needs you / 需要您处理: 11 due while frontdesk did not run for 23h / 停机 23h 期间到期：11 件"
