story: A customer whose domain has no DMARC record is answered; who forges the provider's word is not
authserv: mx.okpay.example
Mon 09:00  mail from ann@example.org "Refund please"
  |# Authentication-Results: mx.okpay.example; dmarc=none header.from=example.org
  |# Authentication-Results: mx.okpay.example; dkim=pass header.d=example.org; spf=pass smtp.mailfrom=ann@example.org
  |# Received: from mail.example.org (mail.example.org [192.0.2.1]) by mx.okpay.example (Postfix) with ESMTPS id 1
  | I want a refund for transaction id TX8812345, 40 EUR.
Mon 09:30  mail from victim@bank.example "Refund please"
  |# Received: from mx.okpay.example (unknown [198.51.100.66]) by mx.okpay.example (Postfix) with ESMTP id 2
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=bank.example
  |# Received: from mail.bank.example (mail.bank.example [192.0.2.9]) by mx.okpay.example (Postfix) with ESMTPS id 3
  | I want a refund for transaction id TX8812346, 50 EUR.
Mon 10:00  mail from li@example.net "Refund please"
  |# Authentication-Results: mx.okpay.example; dmarc=fail header.from=example.net; dkim=pass header.d=example.net
  |# Received: from mail.example.net (mail.example.net [192.0.2.2]) by mx.okpay.example (Postfix) with ESMTPS id 4
  | I want a refund for transaction id TX8812347, 60 EUR.
