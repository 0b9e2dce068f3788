-- Takes everything that one call asks of its limits in one step, or nothing.
--
-- ARGV[1]  until when this may run, in microseconds of this server's clock; 0 for any time. A server that was frozen runs what
--          had been sent to it when it wakes: by then the caller has been served without it.
-- ARGV[2]  the name of this call among those that are open
-- ARGV[3]  how long an open call is counted if nobody says again that it is open, in milliseconds
-- ARGV[4]  the name of the replica that asks
-- ARGV[5…] four for each key: kind, limit, amount, and one more
--   bucket  a limit per minute that refills continuously; a hash of its level (l) and of when that was so (t, microseconds)
--   slots   calls that are open at once; a sorted set of their names by when they are forgotten (microseconds)
--   money   what was spent in one period and what open calls may cost, in nano-dollars; a hash of what the ledger has (ledger)
--           and, for each replica, of what is not there yet (r:…). One more: what to begin with where there is no such key, as
--           ledger:replica, when the key ends (milliseconds), and whether the limit refuses, as in 1200:300:1764547200000:1
--
-- Returns the clock; whether all was taken (1), refused (0) or too late (-1); for each key what is left of a bucket in thousandths,
-- the number of other open calls, or what is taken of the money without this call; and, last, for each key whether it is one that
-- refused (1) or not (0), in one word.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local clock = string.format('%.0f', now)
if tonumber(ARGV[1]) > 0 and now > tonumber(ARGV[1]) then
  return {clock, -1}
end
local lease, replica = tonumber(ARGV[3]), 'r:' .. ARGV[4]
local granted = 1
local found, refused = {}, {}
for i, key in ipairs(KEYS) do
  local at = 4 * i + 1
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
    enough = found[i] < limit
  else
    local ledger, pending, ends, refuses = string.match(ARGV[at + 3], '^(%d+):(%d+):(%d+):(%d)$')
    local fields = redis.call('HGETALL', key)
    if #fields == 0 then
      fields = {'ledger', ledger, replica, pending}
      redis.call('HSET', key, unpack(fields))
      redis.call('PEXPIREAT', key, ends)
    end
    found[i] = 0
    for field = 1, #fields, 2 do found[i] = found[i] + tonumber(fields[field + 1]) end
    enough = refuses == '0' or found[i] + amount <= limit
  end
  refused[i] = enough and 0 or 1
  if not enough then granted = 0 end
end
local left = {clock, granted}
for i, key in ipairs(KEYS) do
  local at = 4 * i + 1
  local kind, amount = ARGV[at], tonumber(ARGV[at + 2])
  if kind == 'bucket' then
    if granted == 1 then
      found[i] = found[i] - amount
      redis.call('HSET', key, 'l', string.format('%.6f', found[i]), 't', clock)
      redis.call('PEXPIRE', key, 180000)
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
    if granted == 1 then redis.call('HINCRBY', key, replica, ARGV[at + 2]) end
    left[i + 2] = string.format('%.0f', found[i])
  end
end
left[#KEYS + 3] = table.concat(refused)
return left
