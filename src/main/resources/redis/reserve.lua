-- Takes everything that one call asks of its limits in one step, or nothing.
--
-- ARGV[1]  until when this may run, see in-time.lua
-- ARGV[2]  the name of this call among those that are open
-- ARGV[3]  how long an open call is counted if nobody says again that it is open, in milliseconds
-- ARGV[4]  the name of the replica that asks
-- ARGV[5]  the name of its database; empty while it is not known
-- ARGV[6]  the names of calls that are over, of which this server may not have been told yet;
--          they are looked at only where a slot is lacking
-- ARGV[7…] four for each key: kind, limit, amount, and one more
--   bucket  a limit per minute that refills continuously; a hash of its level (l) and of when that was so (t, microseconds)
--   slots   calls that are open at once; a sorted set of their names by when they are forgotten (microseconds)
--   money   what was spent in one period and what open calls may cost, in nano-dollars; a hash of what each database's ledger has
--           (ledger:…) and, for each replica, of what it has spent that is not there yet (s:…) and has reserved (r:…). The amount must
--           be left. One more: what is then reserved, what the ledger has, whether the replica's part must be there already, when the
--           key ends (milliseconds), and whether the limit refuses, as in 90:1200:1:1764547200000:1
--
-- Returns the clock; whether all was taken (1), refused (0), too late (-1), or what must be there is not (-2); for each key what is
-- left of a bucket in thousandths, the number of other open calls, or what is spent and what is reserved of the money, both without
-- this call; and, last, for each key whether it is one that refused (1) or not (0), in one word.
local lease, reserved, spent = tonumber(ARGV[3]), 'r:' .. ARGV[4], 's:' .. ARGV[4]
local granted = 1
local found, sums, refused = {}, {}, {}
for i, key in ipairs(KEYS) do
  local at = 4 * i + 3
  local kind, limit, amount = ARGV[at], tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2])
  local enough
  if kind == 'bucket' then
    local was = redis.call('HMGET', key, 'l', 't')
    local level, then_ = tonumber(was[1]) or limit, tonumber(was[2]) or now
    found[i] = math.min(limit, level + math.max(0, now - then_) * limit / 60000000)
    enough = found[i] + 0.000001 >= amount
    -- Or nothing would flow in until the clock is where it was.
    if then_ > now then redis.call('HSET', key, 'l', string.format('%.6f', found[i]), 't', clock) end
  elseif kind == 'slots' then
    redis.call('ZREMRANGEBYSCORE', key, '-inf', now)
    found[i] = redis.call('ZCARD', key)
    if found[i] >= limit and ARGV[6] ~= '' then
      local over = {}
      for name in string.gmatch(ARGV[6], '[^,]+') do over[#over + 1] = name end
      redis.call('ZREM', key, unpack(over))
      found[i] = redis.call('ZCARD', key)
    end
    enough = found[i] < limit
  else
    local _, recorded, there, ends, refuses = string.match(ARGV[at + 3], '^(%d+):(%d+):(%d):(%d+):(%d)$')
    if redis.call('HEXISTS', key, reserved) == 0 then
      if there == '1' then return {clock, -2} end
      redis.call('HSET', key, reserved, 0, spent, 0)
      if ARGV[5] ~= '' then redis.call('HSETNX', key, 'ledger:' .. ARGV[5], recorded) end
      redis.call('PEXPIREAT', key, ends)
    end
    local fields = redis.call('HGETALL', key)
    local paid, held = 0, 0
    for field = 1, #fields, 2 do
      if string.sub(fields[field], 1, 1) == 'r' then held = held + tonumber(fields[field + 1]) else paid = paid + tonumber(fields[field + 1]) end
    end
    found[i] = paid + held
    sums[i] = {string.format('%.0f', paid), string.format('%.0f', held)}
    enough = refuses == '0' or found[i] + amount <= limit
  end
  refused[i] = enough and 0 or 1
  if not enough then granted = 0 end
end
local left = {clock, granted}
for i, key in ipairs(KEYS) do
  local at = 4 * i + 3
  local kind, limit, amount = ARGV[at], tonumber(ARGV[at + 1]), tonumber(ARGV[at + 2])
  if kind == 'bucket' then
    if granted == 1 then
      found[i] = found[i] - amount
      redis.call('HSET', key, 'l', string.format('%.6f', found[i]), 't', clock)
      -- One that is not used until it is full need not be kept.
      redis.call('PEXPIRE', key, math.ceil((limit - found[i]) * 60000 / limit) + 1000)
    end
    -- What is refused is not said to be there by rounding it up.
    left[i + 2] = math.floor(found[i] * 1000 + granted * 0.5)
  elseif kind == 'slots' then
    if granted == 1 then
      redis.call('ZADD', key, string.format('%.0f', now + lease * 1000), ARGV[2])
      redis.call('PEXPIRE', key, lease)
    end
    left[i + 2] = found[i]
  else
    if granted == 1 then redis.call('HINCRBY', key, reserved, string.match(ARGV[at + 3], '^%d+')) end
    left[i + 2] = sums[i]
  end
end
left[#KEYS + 3] = table.concat(refused)
return left
