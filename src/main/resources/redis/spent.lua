-- Tells what the ledger has of the money that was spent, and what this replica has that is not there yet.
--
-- ARGV[1]  until when this may run, see in-time.lua
-- ARGV[2]  the name of the replica
-- ARGV[3]  the name of its database; empty while it is not known: then nothing is known of the ledger either
-- ARGV[4]  the names of replicas that were there and are not any more, between commas: what they have left behind is forgotten,
--          either it never came to be, or it is in the ledger by now
-- ARGV[5…] six for each key: what the ledger has; how it is with this replica's part (set: it is the next two; add: they are added to
--          it); what it has spent; what it has reserved; whether its part must be there already (1); when the key ends (milliseconds)
--
-- Returns the clock; and whether it is done (1), too late (-1), or what must be there is not (-2).
local spent, reserved, ledger = 's:' .. ARGV[2], 'r:' .. ARGV[2], 'ledger:' .. ARGV[3]
for i, key in ipairs(KEYS) do
  if ARGV[6 * i + 3] == '1' and ARGV[6 * i] == 'add' and redis.call('HEXISTS', key, reserved) == 0 then
    return {clock, -2}
  end
end
for i, key in ipairs(KEYS) do
  local at = 6 * i - 1
  -- Two replicas may tell it in another order than they read it.
  if ARGV[3] ~= '' and tonumber(ARGV[at]) > tonumber(redis.call('HGET', key, ledger) or '-1') then
    redis.call('HSET', key, ledger, ARGV[at])
  end
  if ARGV[at + 1] == 'set' then
    redis.call('HSET', key, spent, ARGV[at + 2], reserved, ARGV[at + 3])
  else
    redis.call('HINCRBY', key, spent, ARGV[at + 2])
    redis.call('HINCRBY', key, reserved, ARGV[at + 3])
  end
  for name in string.gmatch(ARGV[4], '[^,]+') do
    redis.call('HDEL', key, 's:' .. name, 'r:' .. name)
  end
  redis.call('PEXPIREAT', key, ARGV[at + 5])
end
return {clock, 1}
