story: A question about fees is answered at once, checked a day later, closed with a letter
Mon 09:00  mail from kim@example.org "Fees"
  | What are the fees for credit card deposits?
  > mail OK-10001 opened: new ticket: fees: "What are the fees" (fees.toml); receipt
  >   letter ack to kim@example.org "[OK-10001] We have your mail: Fees question"
  >   timer solved_check Tue 09:00
  >   timer solved_close Sat 09:00
+8d  time passes
  > Tue 09:00 timer OK-10001: is it solved?
  >   letter solved_check to kim@example.org "[OK-10001] Is it solved?"
  >   timer solved_check Tue 09:00 cleared
  > Sat 09:00 timer OK-10001: closing
  >   letter closing to kim@example.org "[OK-10001] Your request is closed"
  >   timer solved_close Sat 09:00 cleared
