-- It was told as low before, and is now told by another event.
UPDATE low_told SET event_id = :event WHERE chat_id = :chat AND listing_id = :listing AND variation = :variation
