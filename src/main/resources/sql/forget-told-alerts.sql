-- The chat is gone, or has another id: its messages cannot be edited, or have other ids.
DELETE FROM told_alert
WHERE chat_id IN (SELECT c.id FROM chat c WHERE c.channel = :channel AND c.address = :address)
