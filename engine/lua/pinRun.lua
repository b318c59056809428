#!lua flags=allow-oom
--[[
  Keeps a run beyond its time, or no longer.

  KEYS all runKeys

  ARGV[1] now        milliseconds, or "" for Redis' clock
  ARGV[2] context    JSON
  ARGV[3] pinned     "1" or "0"

  Returns { 0, flush } or { -1 GONE }
  Events  run.changed
  Cost    O(1)
]]
--- @include "includes/flush"
local givenNow, contextText, pinned = ARGV[1], ARGV[2], tonumber(ARGV[3])

if not readRun() then return { -1 } end
begin(givenNow, contextText)
loadWork()
if run.pinned ~= pinned then
  keepAlive()
  setRun("pinned", pinned)
  addRunEvent()
end
return { 0, flush() }
