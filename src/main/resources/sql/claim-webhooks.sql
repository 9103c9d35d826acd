-- Also those that an earlier look had taken up and did not live to record.
UPDATE webhook_delivery SET look = :lookId
WHERE shop_id = :shopId AND worked_at IS NULL
