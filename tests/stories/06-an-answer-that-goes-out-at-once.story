story: A question about fees is answered at once, checked a day later, closed with a letter
Mon 09:00  mail from kim@example.org "Fees"
  | What are the fees for credit card deposits?
  > mail OK-10001 opened: new ticket: fees because of rules/categories/fees.toml:9 "What are the fees"; names no ticket of ours; ack: receipt of a new ticket
  >   letter ack to kim@example.org "[OK-10001] We have your mail: Fees question"
  >   timer solved_check Tue 09:00
  >   timer solved_close Sat 09:00
+8d  time passes
  > Tue 09:00 timer OK-10001: solved_check 1.0 was due 2026-11-24T01:00:00Z; solved_check: solved_check fell due
  >   letter solved_check to kim@example.org "[OK-10001] Is it solved?"
  >   timer solved_check Tue 09:00 cleared
  > Sat 09:00 timer OK-10001: solved_close 1.0 was due 2026-11-28T01:00:00Z; closing: solved_close fell due
  >   letter closing to kim@example.org "[OK-10001] Your request is closed"
  >   timer solved_close Sat 09:00 cleared
