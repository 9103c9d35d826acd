-- Which sellers of a page have somebody who wants to be told, a retired chat included: it may come back.
SELECT DISTINCT s.seller_id FROM subscription s WHERE s.seller_id IN (:sellers)
