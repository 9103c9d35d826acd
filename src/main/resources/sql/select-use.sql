-- Up to 0: within the limit; 1: the first over it.
SELECT used - CAST(:most AS INTEGER) AS beyond FROM chat_use WHERE what = :what AND who = :who
