-- Says that calls are still open. KEYS: the slots, one for each call
--
-- ARGV[1]  for how long they are counted from now, in milliseconds
-- ARGV[2]  XX: only those that are counted; CH: those that were forgotten as well
-- ARGV[3…] the names of the calls
local time = redis.call('TIME')
local ends = string.format('%.0f', time[1] * 1000000 + time[2] + tonumber(ARGV[1]) * 1000)
for i, key in ipairs(KEYS) do
  redis.call('ZADD', key, ARGV[2], ends, ARGV[i + 2])
  redis.call('PEXPIRE', key, ARGV[1])
end
return #KEYS
