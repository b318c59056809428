#!lua flags=allow-oom
--[[
  Hands a running step back at shutdown: the claim does not count, and the step is to be delivered again.

  KEYS all runKeys

  ARGV[1] now        milliseconds, or "" for Redis' clock
  ARGV[2] context    JSON
  ARGV[3] element
  ARGV[4] token
  ARGV[5] own        "1" when the caller's job is the step's own and goes back to the queue; else the step was
                     begun without a delivery and gets one

  Returns { 0 handed back | -1 GONE | -2 STALE, flush }
  Events  step.changed
  Cost    O(1)
]]
--- @include "includes/flush"
local givenNow, contextText = ARGV[1], ARGV[2]
local e, token, own = tonumber(ARGV[3]), ARGV[4], ARGV[5]

if not readRun() then return { -1 } end
begin(givenNow, contextText)
loadWork()
local r = rec(e)
if r.s ~= "R" or r.k ~= token or r.rp then return { -2 } end
if r.rv then
  r.ck = "revoked"
  settle(e, "V")
else
  noteEnd(e, "U")
  r.c = r.c and r.c > 1 and r.c - 1 or nil
  r.k, r.w = nil, nil
  if own == "1" then
    changeState(e, "Q")
    noteWait(r)
    depart(e)
    setDue(e, now + context.queuedMs)
    addStepEvent(e)
  else
    dispatch(e)
  end
end
process(context.budget)
return { 0, flush() }
