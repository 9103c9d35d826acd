-- Something was heard from a chat that waits for want of rights: it is tried again, but not within so many seconds of the
-- last try, as a busy group says something all the time. A wait that Telegram asked for (429) is kept: closed_at is null.
UPDATE chat
SET hold_until = LEAST(hold_until, GREATEST(CURRENT_TIMESTAMP,
                       closed_at + CAST(:restSeconds AS INTEGER) * INTERVAL '1' SECOND))
WHERE channel = :channel AND address = :address AND closed_at IS NOT NULL
