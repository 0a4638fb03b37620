story: A stranger who is vouched for hears once that his mail is here, and nothing of the matter
authserv: mx.okpay.example
Mon 09:00  mail from ann@example.org "Refund please"
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=example.org
  | I want a refund for transaction id TX8812345, 40 EUR.
  > mail OK-10001 opened: new ticket: refund: "Refund please" (refund.toml); receipt
  >   letter ack to ann@example.org "[OK-10001] We have your mail: Refund"
  >   timer first_response Tue 03:00
  >   timer first_response Tue 09:00
  >   timer first_response Tue 21:00
  >   timer resolution Tue 21:00
  >   timer resolution Wed 09:00
  >   timer resolution Wed 21:00
Mon 12:00  mail from husband@elsewhere.example "Fwd: [OK-10001] We have your mail" in reply to ack
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=elsewhere.example
  | I am her husband. How is it going, any progress?
  > mail OK-10001: answers our letter, but the sender is no participant; starts and stops nothing; a word that the mail is here
  >   letter stranger_receipt to husband@elsewhere.example "We have your mail"
Mon 12:30  mail from husband@elsewhere.example "Fwd: [OK-10001] We have your mail" in reply to ack
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=elsewhere.example
  | Hello? Is anybody there?
  > mail OK-10001: answers our letter, but the sender is no participant; starts and stops nothing
Mon 12:40  mail from husband@elsewhere.example "Re: We have your mail" in reply to stranger_receipt
  |# Authentication-Results: mx.okpay.example; dmarc=pass header.from=elsewhere.example
  | And an answer to your receipt.
  > mail OK-10001: answers our letter, but the sender is no participant; starts and stops nothing
Mon 13:00  mail from eve@elsewhere.example "Fwd: [OK-10001] We have your mail" in reply to ack
  | Nobody vouches for me.
  > mail OK-10001: answers our letter, but the sender is no participant; starts and stops nothing
