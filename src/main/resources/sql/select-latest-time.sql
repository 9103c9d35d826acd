-- For the embedded database only. When something last happened, as far as this database knows, and what time it is.
SELECT MAX(t.latest) AS latest, CURRENT_TIMESTAMP AS now
FROM (SELECT MAX(read_at) AS latest FROM feed_cursor
      UNION ALL SELECT MAX(looked_at) FROM shop_watch
      UNION ALL (SELECT noticed_at FROM stock_event ORDER BY id DESC FETCH FIRST 1 ROW ONLY)
      UNION ALL (SELECT created_at FROM alert ORDER BY id DESC FETCH FIRST 1 ROW ONLY)
      UNION ALL SELECT MAX(closed_at) FROM alert
      UNION ALL SELECT MAX(started_at) FROM login
      UNION ALL (SELECT created_at FROM chat ORDER BY id DESC FETCH FIRST 1 ROW ONLY)) t
