-- 0 while the day lasts, otherwise the seconds until it begins. The clock is HH:mm:ss.
SELECT CASE WHEN v.clock >= v.opens AND v.clock < v.closes THEN 0
            ELSE MOD(v.opens - v.clock + 86400, 86400) END AS hold_seconds
FROM (VALUES (CAST(SUBSTRING(CAST(:clock AS VARCHAR(8)) FROM 1 FOR 2) AS INTEGER) * 3600
                + CAST(SUBSTRING(CAST(:clock AS VARCHAR(8)) FROM 4 FOR 2) AS INTEGER) * 60
                + CAST(SUBSTRING(CAST(:clock AS VARCHAR(8)) FROM 7 FOR 2) AS INTEGER),
              CAST(:opens AS INTEGER) * 3600, CAST(:closes AS INTEGER) * 3600))
  AS v (clock, opens, closes)
