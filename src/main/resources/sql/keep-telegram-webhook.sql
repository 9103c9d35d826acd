-- There can be one row only: of several nodes that start at once, one makes it.
INSERT INTO telegram_webhook (path, secret_sealed) VALUES (:path, :secretSealed)
