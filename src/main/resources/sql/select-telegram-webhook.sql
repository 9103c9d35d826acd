SELECT path, secret_sealed FROM telegram_webhook
