--[[
  What a task says of itself while it runs: progress and label.

  KEYS all runKeys

  ARGV[1] now        milliseconds, or "" for Redis' clock
  ARGV[2] context    JSON
  ARGV[3] element
  ARGV[4] token
  ARGV[5] report     JSON, all of it
  ARGV[6] total      steps it has, or "" when it did not say

  Returns 0 noted; -1 GONE; -2 STALE
  Events  step.reported
  Cost    O(1)
]]
--- @include "includes/flush"
local givenNow, contextText = ARGV[1], ARGV[2]
local e, token, report, total = tonumber(ARGV[3]), ARGV[4], ARGV[5], tonumber(ARGV[6])

if not readRun() then return -1 end
begin(givenNow, contextText)
loadWork()
local r = rec(e)
if r.s ~= "R" or r.k ~= token or r.rp then return -2 end
redis.call("HSET", reportsKey, e, report)
if total and r.tt ~= total then
  r.tt = total
  touch(e)
end
addEvent("p", e, report)
flush()
return 0
