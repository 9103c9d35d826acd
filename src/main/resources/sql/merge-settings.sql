-- What was chosen in the group holds in the supergroup that it became.
UPDATE chat SET (language_chosen, time_zone, paused_until, quiet_from, quiet_until, quiet_sold_out,
                 digest, digest_of, digest_day, digest_at, one_of_a_kind) =
  (SELECT o.language_chosen, o.time_zone, o.paused_until, o.quiet_from, o.quiet_until, o.quiet_sold_out,
          o.digest, o.digest_of, o.digest_day, o.digest_at, o.one_of_a_kind
   FROM chat o WHERE o.channel = :channel AND o.address = :address)
WHERE channel = :channel AND address = :newAddress
  AND EXISTS (SELECT 1 FROM chat o WHERE o.channel = :channel AND o.address = :address)
