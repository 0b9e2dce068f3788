-- Puts what a call really used in the place of what was reserved for it.
--
-- ARGV[1]  until when this may run, as in reserve.lua
-- ARGV[2]  the name of the call among those that are open
-- ARGV[3]  the name of the replica that asks
-- ARGV[4…] three for each key: kind, limit, and how much is given back (may be negative)
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local clock = string.format('%.0f', now)
if tonumber(ARGV[1]) > 0 and now > tonumber(ARGV[1]) then
  return {clock, -1}
end
for i, key in ipairs(KEYS) do
  local at = 3 * i + 1
  local kind, limit, back = ARGV[at], tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2])
  if kind == 'bucket' then
    local was = redis.call('HMGET', key, 'l', 't')
    local level, then_ = tonumber(was[1]), tonumber(was[2])
    -- A bucket that is gone is full, and stays so unless more was used than had been reserved.
    if level or back < 0 then
      level = math.min(limit, (level or limit) + math.max(0, now - (then_ or now)) * limit / 60000000)
      level = math.max(-limit, math.min(limit, level + back))
      redis.call('HSET', key, 'l', string.format('%.6f', level), 't', clock)
      redis.call('PEXPIRE', key, 180000)
    end
  elseif kind == 'slots' then
    redis.call('ZREM', key, ARGV[2])
  elseif back ~= 0 and redis.call('EXISTS', key) == 1 then
    redis.call('HINCRBY', key, 'r:' .. ARGV[3], string.format('%.0f', -back))
  end
end
return {clock, 1}
