SELECT id, channel, address, COALESCE(language_chosen, language) AS language, closed_tries, time_zone, paused_until,
       quiet_from, quiet_until, quiet_sold_out, digest, digest_of, digest_day, digest_at, one_of_a_kind,
       (SELECT COUNT(*) FROM subscription x WHERE x.chat_id = chat.id) AS shops, CURRENT_TIMESTAMP AS now
FROM chat WHERE lease_owner = :lease
