#!lua flags=allow-oom
--[[
  Revokes ranges of elements: what has not started is revoked and never runs, what runs is asked to stop.
  From the reply on nothing in them is claimed any more: a claim works off this before anything else.

  KEYS all runKeys

  ARGV[1] now        milliseconds, or "" for Redis' clock
  ARGV[2] context    JSON
  ARGV[3] ranges     JSON list of [first, last]; "all" for the whole run
  ARGV[4] forced     "1" to take running steps away at once

  Returns { 0, flush } or { -1 GONE } or { -9 BUSY, flush }: earlier work first, then again
  Events  run.changed for the whole run; step.changed
  Cost    O(elements) up to the budget; the rest is work
]]
--- @include "includes/flush"
local givenNow, contextText, rangesText, forcedText = ARGV[1], ARGV[2], ARGV[3], ARGV[4]

if not readRun() then return { -1 } end
begin(givenNow, contextText)
loadWork()
process(context.budget)
if hasWork() then return { -9, flush() } end
local all = rangesText == "all"
if all and not isSettled() then
  setRun("revokedAll", 1)
  addRunEvent()
end
local forced = tonumber(forcedText)
-- Of the whole run the plan as it was drawn: born nodes are reached from those that bore them, and numbers
-- that are only reserved stand for nothing yet.
for _, range in ipairs(all and { { 0, run.drawn - 1 } } or cjson.decode(rangesText)) do
  push({ "r", range[1], range[2], forced })
end
process(context.budget)
return { 0, flush() }
