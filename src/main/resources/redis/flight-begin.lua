-- Who asks a provider, of all replicas that are about to ask the same.
--
-- KEYS[1]  the lease of the one who asks. KEYS[2]  where the answer would be kept
-- ARGV[1]  what this replica would write into the lease. ARGV[2]  how long it holds, in milliseconds
-- ARGV[3]  the lease of one that is not there any more and may be taken over; empty: none
-- ARGV[4]  1 where an answer that is kept by now will do
--
-- Returns KNOWN where there is an answer, MINE where this replica asks, else the lease of the one who does.
if ARGV[4] == '1' and redis.call('EXISTS', KEYS[2]) == 1 then
  return 'KNOWN'
end
local held = redis.call('GET', KEYS[1])
if held and held ~= ARGV[3] then
  return held
end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 'MINE'
