-- Only the first chat that follows a link changes a row.
UPDATE invite
SET asked_at = CURRENT_TIMESTAMP, guest_channel = :channel, guest_address = :address,
    guest_topic = CAST(:topic AS BIGINT), guest_user = CAST(:userId AS VARCHAR(40)),
    guest_language = CAST(:language AS VARCHAR(35)), guest_name = CAST(:chatName AS VARCHAR(255))
WHERE id = :id AND asked_at IS NULL
