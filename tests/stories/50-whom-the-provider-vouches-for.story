story: A customer whose domain has no DMARC record is answered; who forges the provider's word is not
authserv: mx.okpay.example
Mon 09:00  mail from ann@example.org "Refund please"
  |# Authentication-Results: mx.okpay.example; dmarc=none header.from=example.org
  |# Authentication-Results: mx.okpay.example; dkim=pass header.d=example.org; spf=pass smtp.mailfrom=ann@example.org
  |# Received: from mail.example.org (mail.example.org [192.0.2.1]) by mx.okpay.example (Postfix) with ESMTPS id 1
  | I want a refund for transaction id TX8812345, 40 EUR.
  > mail OK-10001 opened: new ticket: refund: "Refund please" (refund.toml); receipt
  >   letter ack to ann@example.org "[OK-10001] We have your mail: Refund"
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Tue 21:00
  >   timer resolution Tue 21:00
  >   timer resolution Wed 09:00
  >   timer resolution Wed 21:00
Mon 09:30  mail from victim@bank.example "Refund please"
  |# Received: from mx.okpay.example (unknown [198.51.100.66]) by mx.okpay.example (Postfix) with ESMTP id 2
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=bank.example
  |# Received: from mail.bank.example (mail.bank.example [192.0.2.9]) by mx.okpay.example (Postfix) with ESMTPS id 3
  | I want a refund for transaction id TX8812346, 50 EUR.
  > mail OK-10002 opened: new ticket: refund: "Refund please" (refund.toml); no ack: L18, the result of mx.okpay.example stands below the Received field of our server, where a stranger can write it; if your provider writes it there: [trust] authserv_is_below = true (RFC 8601)
  >   timer first_response Tue 03:30
  >   timer first_response Tue 09:30
  >   timer first_response Tue 21:30
  >   timer resolution Tue 21:30
  >   timer resolution Wed 09:30
  >   timer resolution Wed 21:30
Mon 10:00  mail from li@example.net "Refund please"
  |# Authentication-Results: mx.okpay.example; dmarc=fail header.from=example.net; dkim=pass header.d=example.net
  |# Received: from mail.example.net (mail.example.net [192.0.2.2]) by mx.okpay.example (Postfix) with ESMTPS id 4
  | I want a refund for transaction id TX8812347, 60 EUR.
  > mail OK-10003 opened: new ticket: refund: "Refund please" (refund.toml); no ack: L18, mx.okpay.example does not vouch for the sender: dmarc=fail, dkim=pass (RFC 8601)
  >   timer first_response Tue 04:00
  >   timer first_response Tue 10:00
  >   timer first_response Tue 22:00
  >   timer resolution Tue 22:00
  >   timer resolution Wed 10:00
  >   timer resolution Wed 22:00
