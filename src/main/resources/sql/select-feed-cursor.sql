SELECT since_tsz, until_tsz, page_offset FROM feed_cursor WHERE name = 'listings'
