#!lua flags=allow-oom
--[[
  Jobs that are to be added to BullMQ and were not acknowledged yet, oldest first.

  KEYS all runKeys

  ARGV[1] now        milliseconds, or "" for Redis' clock
  ARGV[2] context    JSON
  ARGV[3] olderThan  only entries at least this many milliseconds old

  Returns flush: { more, settled, revoked, revoking, job … }
  Events  none
  Cost    O(500)
]]
--- @include "includes/flush"
local givenNow, contextText, olderThan = ARGV[1], ARGV[2], tonumber(ARGV[3])

if not readRun() then return { 0, 0, 0, 0 } end
begin(givenNow, contextText)
loadWork()
local jobs = redis.call("ZRANGEBYSCORE", outboxKey, "-inf", now - olderThan, "LIMIT", 0, BATCH)
for _, job in ipairs(jobs) do
  local dot = string.find(job, ".", 1, true)
  local e, epoch = tonumber(string.sub(job, 1, dot - 1)), tonumber(string.sub(job, dot + 1))
  if rec(e).e == epoch and isInFlight(rec(e).s) then
    outboxAdd[job] = now
    sent[#sent + 1] = e
  else
    outboxGone[job] = true
  end
end
return flush()
