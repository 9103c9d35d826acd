-- How much waits for each channel of the operator: its alerts, and what it gets as a stream.
SELECT c.channel, COUNT(*) AS waiting
FROM chat c JOIN alert a ON a.chat_id = c.id AND a.state = 'due'
WHERE c.address IN ('operator', 'stream')
GROUP BY c.channel
