story: The same mail by another route is one mail; a reused Message-ID with other words is another
Mon 09:00  mail from ann@example.org "Refund please"
  |# Message-ID: <one@example.org>
  |# Date: Mon, 23 Nov 2026 00:59:00 +0000
  | I want a refund for transaction id TX8812345, 40 EUR.
  > mail OK-10001 opened: new ticket: refund: "Refund please" (refund.toml); receipt
  >   letter ack to ann@example.org "[OK-10001] We have your mail: Refund"
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Tue 21:00
  >   timer resolution Tue 21:00
  >   timer resolution Wed 09:00
  >   timer resolution Wed 21:00
Mon 09:05  mail from ann@example.org "Refund please"
  |# Message-ID: <one@example.org>
  |# Date: Mon, 23 Nov 2026 00:59:00 +0000
  |# Received: from a forwarder by mx.okpay.example; Mon, 23 Nov 2026 01:05:00 +0000
  | I want a refund for transaction id TX8812345, 40 EUR.
  > mail no ticket: the same mail as #1, by another route
Mon 11:00  mail from ann@example.org "Cannot log in"
  |# Message-ID: <one@example.org>
  | I cannot log in, it says error 502.
  > mail OK-10002 opened: new ticket: login_problem: "Cannot log in" (login_problem.toml); receipt; mail #1 has the same Message-ID and says something else
  >   letter ack to ann@example.org "[OK-10002] We have your mail: Cannot sign in"
  >   timer first_response Tue 05:00
  >   timer first_response Tue 11:00
  >   timer first_response Wed 11:00
