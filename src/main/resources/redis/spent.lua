-- Tells what the ledger has of the money that was spent, and what this replica has that is not there yet.
--
-- ARGV[1]  the name of the replica
-- ARGV[2]  the names of all replicas that live, each between commas; what others have left behind is forgotten: either it never
--          came to be, or it is in the ledger by now. Empty: nothing is known of that
-- ARGV[3…] four for each key: what the ledger has, how it is with this replica's part (set: it is the next; add: the next is
--          added to it), that amount, and when the key ends (milliseconds)
for i, key in ipairs(KEYS) do
  local at = 4 * i - 1
  local replica = 'r:' .. ARGV[1]
  local ledger = tonumber(redis.call('HGET', key, 'ledger') or '0')
  -- Two replicas may tell it in another order than they read it.
  if tonumber(ARGV[at]) > ledger then redis.call('HSET', key, 'ledger', ARGV[at]) end
  if ARGV[at + 1] == 'set' then
    redis.call('HSET', key, replica, ARGV[at + 2])
  else
    redis.call('HINCRBY', key, replica, ARGV[at + 2])
  end
  redis.call('PEXPIREAT', key, ARGV[at + 3])
  if ARGV[2] ~= '' then
    for _, field in ipairs(redis.call('HKEYS', key)) do
      if field ~= 'ledger' and not string.find(ARGV[2], ',' .. string.sub(field, 3) .. ',', 1, true) then
        redis.call('HDEL', key, field)
      end
    end
  end
end
return #KEYS
