--[[
  What a task says of itself while it runs: progress and label.

  KEYS all runKeys

  ARGV[1] now        milliseconds, or "" for Redis' clock
  ARGV[2] context    JSON
  ARGV[3] element
  ARGV[4] token
  ARGV[5] report     JSON

  Returns 0 noted; -1 GONE; -2 STALE
  Events  step.reported
  Cost    O(1)
]]
--- @include "includes/flush"
local givenNow, contextText = ARGV[1], ARGV[2]
local e, token, report = tonumber(ARGV[3]), ARGV[4], ARGV[5]

if not readRun() then return -1 end
begin(givenNow, contextText)
local r = rec(e)
if r.s ~= "R" or r.k ~= token or r.rp then return -2 end
redis.call("HSET", reportsKey, e, report)
addEvent("p", e, report)
flush()
return 0
