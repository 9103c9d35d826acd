UPDATE node_lease SET lease_owner = NULL, lease_until = CURRENT_TIMESTAMP WHERE lease_owner = :owner
