story: What the clock wrote takes no room from the receipt of the next question
Mon 09:00  mail from ann@example.org "Refund please"
  | I want a refund for transaction id TX8812345, 40 EUR.
Mon 10:00  staff bob replies OK-10001 "What is your account?"
Thu 10:05  mail from ann@example.org "Login problem"
  | I cannot log in to my account, the page says error 500.
