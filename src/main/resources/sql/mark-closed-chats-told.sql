UPDATE chat SET closed_told = TRUE WHERE id IN (:ids) AND closed_told = FALSE
