-- Says which calls are open. KEYS: the slots, one for each call
--
-- ARGV[1]  for how long they are counted from now, in milliseconds
-- ARGV[2]  renew: those that are counted; open: those that are not as well; ended: they are not open any more
-- ARGV[3…] the names of the calls
--
-- Returns the names of those that were to be renewed and are not there.
local time = redis.call('TIME')
local ends = string.format('%.0f', time[1] * 1000000 + time[2] + tonumber(ARGV[1]) * 1000)
local how, absent = ARGV[2], {}
for i, key in ipairs(KEYS) do
  local name = ARGV[i + 2]
  if how == 'ended' then
    redis.call('ZREM', key, name)
  elseif how == 'renew' and not redis.call('ZSCORE', key, name) then
    absent[#absent + 1] = name
  else
    redis.call('ZADD', key, ends, name)
    redis.call('PEXPIRE', key, ARGV[1])
  end
end
return absent
