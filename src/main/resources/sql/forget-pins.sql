-- The right one was sent: what was tried before it counts no more.
DELETE FROM chat_use
WHERE what = 'pins'
  AND (who = 'chat ' || CAST(:address AS VARCHAR(100)) OR who = 'user ' || CAST(:person AS VARCHAR(90)))
