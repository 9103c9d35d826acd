-- Chats that may not be written to now, of which ADMIN_CHAT has not heard. Locked, so that one node tells.
SELECT id, address FROM chat
WHERE closed_tries > 0 AND closed_told = FALSE AND NOT (channel = 'telegram' AND address = :admin)
ORDER BY id FETCH FIRST 100 ROWS ONLY
FOR UPDATE
