UPDATE feed_cursor SET since_tsz = :#cursor WHERE name = 'sweep'
