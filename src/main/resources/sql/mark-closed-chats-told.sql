UPDATE chat SET closed_told = TRUE WHERE id IN (:#in:ids) AND closed_told = FALSE
