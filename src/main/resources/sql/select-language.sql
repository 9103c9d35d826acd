-- The language that a chat chose; null: none.
SELECT language_chosen FROM chat WHERE channel = :channel AND address = :address
