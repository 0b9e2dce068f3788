-- Stands before each script that must not run too late: a server that was frozen runs what had been sent to it when it wakes, and by
-- then the caller has been served without it.
--
-- ARGV[1]  until when it may run, in microseconds of this server's clock; 0 for any time
--
-- What follows knows the time as now, in microseconds, and as clock, in words. Too late: returns the clock, and -1.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local clock = string.format('%.0f', now)
if tonumber(ARGV[1]) > 0 and now > tonumber(ARGV[1]) then
  return {clock, -1}
end
