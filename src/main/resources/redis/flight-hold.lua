-- Gives a lease back, or holds it longer, if it is still the one that was taken.
--
-- KEYS[1]  the lease. ARGV[1]  what was written into it. ARGV[2]  how much longer it holds, in milliseconds; 0 to give it back
if redis.call('GET', KEYS[1]) ~= ARGV[1] then
  return 0
end
if ARGV[2] == '0' then
  return redis.call('DEL', KEYS[1])
end
return redis.call('PEXPIRE', KEYS[1], ARGV[2])
