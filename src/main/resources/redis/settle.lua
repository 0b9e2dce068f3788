-- Puts what a call really used in the place of what was reserved for it.
--
-- ARGV[1]  until when this may run, see in-time.lua
-- ARGV[2]  the name of the call among those that are open
-- ARGV[3]  the name of the replica that asks
-- ARGV[4…] three for each key
--   bucket  its limit, and how much is given back (may be negative)
--   slots   its limit, and nothing
--   money   what was reserved, and what was spent
for i, key in ipairs(KEYS) do
  local at = 3 * i + 1
  local kind = ARGV[at]
  if kind == 'bucket' then
    local limit, back = tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2])
    local was = redis.call('HMGET', key, 'l', 't')
    local level, then_ = tonumber(was[1]), tonumber(was[2])
    -- A bucket that is gone is full, and stays so unless more was used than had been reserved.
    if level or back < 0 then
      level = math.min(limit, (level or limit) + math.max(0, now - (then_ or now)) * limit / 60000000)
      -- No more than an hour's worth is owed.
      level = math.max(-60 * limit, math.min(limit, level + back))
      redis.call('HSET', key, 'l', string.format('%.6f', level), 't', clock)
      -- One that is not used until it is full need not be kept.
      redis.call('PEXPIRE', key, math.ceil((limit - level) * 60000 / limit) + 1000)
    end
  elseif kind == 'slots' then
    redis.call('ZREM', key, ARGV[2])
  elseif redis.call('HEXISTS', key, 'r:' .. ARGV[3]) == 1 then
    if ARGV[at + 1] ~= '0' then redis.call('HINCRBY', key, 'r:' .. ARGV[3], '-' .. ARGV[at + 1]) end
    redis.call('HINCRBY', key, 's:' .. ARGV[3], ARGV[at + 2])
  end
end
return {clock, 1}
