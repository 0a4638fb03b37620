-- Whether a letter's dot left stands on the slip of the post.
UPDATE outbox SET state = 'sending' WHERE state = 'dot_sent';
