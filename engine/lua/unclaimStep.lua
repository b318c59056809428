#!lua flags=allow-oom
--[[
  Hands a running step back at shutdown: the claim does not count, the job goes back to the queue.

  KEYS all runKeys

  ARGV[1] now        milliseconds, or "" for Redis' clock
  ARGV[2] context    JSON
  ARGV[3] element
  ARGV[4] token

  Returns { 0 handed back | -1 GONE | -2 STALE, flush }
  Events  step.changed
  Cost    O(1)
]]
--- @include "includes/flush"
local givenNow, contextText = ARGV[1], ARGV[2]
local e, token = tonumber(ARGV[3]), ARGV[4]

if not readRun() then return { -1 } end
begin(givenNow, contextText)
local r = rec(e)
if r.s ~= "R" or r.k ~= token or r.rp then return { -2 } end
if r.rv then
  r.ck = "revoked"
  settle(e, "V")
else
  r.c = r.c and r.c > 1 and r.c - 1 or nil
  r.k, r.w = nil, nil
  changeState(e, "Q")
  setDue(e, now + context.queuedMs)
  addStepEvent(e)
end
process(context.budget)
return { 0, flush() }
