-- Tidying up, too, is for one node at a time.
INSERT INTO node_lease (name) VALUES ('tidy-up');
