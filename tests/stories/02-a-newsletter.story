story: A newsletter gets a quiet ticket and no answer
Mon 09:00  mail from news@shop.example "Refund guaranteed!"
  |# List-Id: <news.shop.example>
  |# Precedence: bulk
  | Refund refund refund.
  > mail OK-10001 opened: list that joins nothing: List-Id: <news.shop.example>
Fri 10:00  time passes
  > nothing
