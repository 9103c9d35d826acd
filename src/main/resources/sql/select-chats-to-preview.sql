-- The chats that something is due for, the one that has waited longest first, and when each may be written to.
SELECT c.id, c.channel, c.address, COALESCE(c.language_chosen, c.language) AS language, c.closed_tries,
       (SELECT COUNT(*) FROM subscription x WHERE x.chat_id = c.id) AS shops,
       c.time_zone, c.paused_until, c.quiet_from, c.quiet_until, c.quiet_sold_out, c.digest, c.digest_of, c.digest_day,
       c.digest_at, c.one_of_a_kind, c.hold_until AS next_try, CURRENT_TIMESTAMP AS now
FROM chat c
JOIN (SELECT a.chat_id, MIN(a.due_at) AS due_at FROM alert a
      WHERE a.state = 'due' AND a.due_at <= CURRENT_TIMESTAMP GROUP BY a.chat_id) d ON d.chat_id = c.id
WHERE c.retired_at IS NULL
ORDER BY d.due_at, c.id LIMIT :limit
