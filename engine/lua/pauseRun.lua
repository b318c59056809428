#!lua flags=allow-oom
--[[
  Holds a run, or goes on with it. Held, nothing new starts; what runs ends.

  KEYS all runKeys

  ARGV[1] now        milliseconds, or "" for Redis' clock
  ARGV[2] context    JSON
  ARGV[3] paused     "1" or "0"

  Returns { 0, flush } or { -1 GONE }
  Events  run.changed, step.changed for what is held or goes on
  Cost    O(elements) up to the budget; the rest is work
]]
--- @include "includes/flush"
local givenNow, contextText, paused = ARGV[1], ARGV[2], tonumber(ARGV[3])

if not readRun() then return { -1 } end
begin(givenNow, contextText)
loadWork()
if run.paused ~= paused then
  setRun("paused", paused)
  addRunEvent()
  push({ paused == 1 and "h" or "g", 0, run.size - 1 })
end
process(context.budget)
return { 0, flush() }
