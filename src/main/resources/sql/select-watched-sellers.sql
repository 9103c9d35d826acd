-- Which sellers of a page have somebody who wants to be told, a retired chat included: it may come back.
SELECT DISTINCT s.seller_id
FROM UNNEST(CAST(:sellers AS BIGINT ARRAY)) AS v (seller_id) JOIN subscription s ON s.seller_id = v.seller_id
